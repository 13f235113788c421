"""``redact(...)`` around a value that a finding points to."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._calls import require_exact, stretch
from flake8_foundry_logging.codemods.kit import Edit, Edits, Refusal, Safety
from flake8_foundry_logging.core.carriers import call_name
from flake8_foundry_logging.core.log_call import LogCall

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.core.finding import Finding


__all__ = ["redact_value"]


def redact_value(finding: Finding, context: Context) -> Edits | Refusal:
    """The value that the finding points to, wrapped. Unsafe: the record no longer holds what it held."""
    assert finding.site is not None
    node = finding.site.node
    if not isinstance(node, ast.expr) or isinstance(node, ast.Starred):
        return Refusal("star-arguments")
    if _is_handed_on(finding.site.subject, context):
        return Refusal("handed-on")
    text = require_exact(context.source, node)
    name, needed = context.name_of("foundry_logging", "redact")
    start, end = stretch(context.source, node)
    edit = Edit(start, end, f"{name}({text})", Safety.UNSAFE)
    return Edits((edit,), imports=(needed,) if needed is not None else ())


def _is_handed_on(call: ast.AST, context: Context) -> bool:
    """Whether the value is an argument of a function of this file, which needs it for more than the record it makes."""
    if not isinstance(call, ast.Call) or call in context.module.views_by_node(LogCall):
        return False
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return call_name(call.func) in {
        scope.node.name for scope in context.module.scopes if isinstance(scope.node, functions)
    }
