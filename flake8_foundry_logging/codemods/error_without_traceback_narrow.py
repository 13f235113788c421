"""``log.error(...)`` in a narrow handler that goes on -> ``log.exception(...)``."""

from __future__ import annotations

from flake8_foundry_logging.codemods._tracebacks import add_traceback as fix

__all__ = ["fix"]
