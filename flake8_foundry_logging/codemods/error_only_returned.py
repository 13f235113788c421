"""An error that is only returned is logged with its traceback first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._handlers import log_the_error

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.codemods.kit import Edits, Refusal
    from flake8_foundry_logging.core.finding import Finding


def fix(finding: Finding, context: Context) -> Edits | Refusal:
    """Unsafe: a record is written where none was, and the caller may log it, too."""
    return log_the_error(finding, context)
