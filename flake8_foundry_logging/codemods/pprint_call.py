"""What pprint shows becomes a field: ``pprint(x)`` -> ``logger.debug("x", x=x)``."""

from __future__ import annotations

from flake8_foundry_logging.codemods._print import convert as fix

__all__ = ["fix"]
