"""A narrow handler that does nothing says at debug what it ignored, and then goes on as it did."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._handlers import log_the_error
from flake8_foundry_logging.core.handler import Handler

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.codemods.kit import Edits, Refusal
    from flake8_foundry_logging.core.finding import Finding


def fix(finding: Finding, context: Context) -> Edits | Refusal:
    """Unsafe: a record is written where none was."""
    assert finding.site is not None
    clause = finding.site.subject
    assert isinstance(clause, ast.ExceptHandler)
    types = next(handler.types for handler in context.module.views(Handler) if handler.node is clause)
    return log_the_error(
        finding, context, ignored=" / ".join(dict.fromkeys(filter(None, types))) or "an expected error"
    )
