"""``logging.Logger(name)`` -> ``logging.getLogger(name)``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._calls import require_exact, stretch
from flake8_foundry_logging.codemods.kit import Edit, Edits, Import, Refusal, Safety

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.core.finding import Finding


def fix(finding: Finding, context: Context) -> Edits | Refusal:
    """The logger of that name in the tree; unsafe, for it has the level and the handlers of those above it."""
    assert finding.site is not None
    node = finding.site.subject
    assert isinstance(node, ast.Call)
    hidden = any(isinstance(argument, ast.Starred) for argument in node.args)
    if hidden or any(keyword.arg is None for keyword in node.keywords) or not (node.args or node.keywords):
        return Refusal("star-arguments")
    if len(node.args) + len(node.keywords) != 1 or any(keyword.arg != "name" for keyword in node.keywords):
        return Refusal("logger-level")
    require_exact(context.source, node.func)
    start, end = stretch(context.source, node.func)
    imported: Import | None = None
    if isinstance(node.func, ast.Attribute):
        start, name = end - len(node.func.attr), "getLogger"
    else:
        name, imported = context.name_of("logging", "getLogger")
    edit = Edit(start, end, name, Safety.UNSAFE)
    return Edits((edit,), imports=() if imported is None else (imported,))
