"""``log.warn(...)`` -> ``log.warning(...)``, ``logging.WARN`` -> ``logging.WARNING``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._calls import rename_method, stretch
from flake8_foundry_logging.codemods.kit import Edit, Edits, Refusal

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.core.finding import Finding

SPELLINGS = {"warn": "warning", "awarn": "awarning", "WARN": "WARNING"}


def fix(finding: Finding, context: Context) -> Edits | Refusal:
    """The same thing under the name that is not deprecated; nothing else changes."""
    assert finding.site is not None
    node = finding.site.subject
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return Edits((rename_method(context.source, node, SPELLINGS[node.func.attr]),))
    if isinstance(node, ast.Attribute) and node.attr in SPELLINGS:
        _, end = stretch(context.source, node)
        return Edits((Edit(end - len(node.attr), end, SPELLINGS[node.attr]),))
    return Refusal("imported-constant" if isinstance(node, ast.ImportFrom) else "bound-method")
