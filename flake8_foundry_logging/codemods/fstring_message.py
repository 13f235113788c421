"""An f-string message becomes a constant message with its values beside it."""

from __future__ import annotations

from flake8_foundry_logging.codemods._messages import restructure as fix

__all__ = ["fix"]
