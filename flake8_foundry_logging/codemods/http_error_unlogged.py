"""An error that becomes an answer with status 500 is logged with its traceback before it is forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._handlers import log_the_error
from flake8_foundry_logging.codemods.kit import Safety

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.codemods.kit import Edits, Refusal
    from flake8_foundry_logging.core.finding import Finding


def fix(finding: Finding, context: Context) -> Edits | Refusal:
    """Safe: the client was told of an error already, now the log tells why."""
    return log_the_error(finding, context, safety=Safety.SAFE)
