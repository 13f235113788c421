"""What pprint shows becomes a field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._print import convert

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.codemods.kit import Edits, Refusal
    from flake8_foundry_logging.core.finding import Finding

__all__ = ["fix"]


def fix(finding: Finding, context: Context) -> Edits | Refusal:
    """``pprint(x)`` as ``logger.debug("x", x=x)``."""
    return convert(finding, context)
