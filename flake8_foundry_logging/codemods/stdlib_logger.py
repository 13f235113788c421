"""A module's standard loggers become foundry loggers: ``logging.getLogger(__name__)`` -> ``get_logger(__name__)``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._migration import migrate

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.codemods.kit import Edits, Refusal
    from flake8_foundry_logging.core.finding import Finding


def fix(finding: Finding, context: Context) -> Edits | Refusal:
    """The whole module in one step; unsafe, for its records go elsewhere, and other files may use its loggers."""
    return migrate(context, [other for other in context.findings if other.code == finding.code])
