"""``redact(...)`` around a value that a finding points to."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._calls import require_exact, stretch
from flake8_foundry_logging.codemods._formats import FIELD, PERCENT, takes_text
from flake8_foundry_logging.codemods._messages import message_stream, written
from flake8_foundry_logging.codemods._pieces import Value, as_argument
from flake8_foundry_logging.codemods.kit import Edit, Edits, Refusal, Safety
from flake8_foundry_logging.core.carriers import call_name
from flake8_foundry_logging.core.log_call import Kind, LogCall

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.core.finding import Finding

    Parents = Mapping[ast.AST, ast.AST]


__all__ = ["redact_value"]

VIEWS = frozenset(("items", "values", "keys", "get", "copy"))
"""Methods that what ``redact`` makes of a mapping has, too."""


def redact_value(finding: Finding, context: Context) -> Edits | Refusal:
    """The value that the finding points to, wrapped. Unsafe: the record no longer holds what it held.

    Where a format would not take the text that ``redact`` gives (``%d``, ``{pin:06d}``), the message is written anew.
    """
    assert finding.site is not None
    parents = {
        child: parent
        for parent in ast.walk(finding.site.subject or ast.Pass())
        for child in ast.iter_child_nodes(parent)
    }
    node = _with_methods(finding.site.node, parents)
    if not isinstance(node, ast.expr) or isinstance(node, ast.Starred):
        return Refusal("star-arguments")
    if _is_handed_on(finding.site.subject, context):
        return Refusal("handed-on")
    text = require_exact(context.source, node)
    name, needed = context.name_of("foundry_logging", "redact")
    hidden = f"{name}({as_argument(text)})"
    if not _takes_numbers(node, parents, finding.site.subject):
        edit = Edit(*stretch(context.source, node), hidden, Safety.UNSAFE)
    else:
        call = context.log_call(finding)
        if call is None or call.kind is Kind.UNKNOWN:
            return Refusal("number-format")
        stream = [
            Value(hidden, number=piece.number) if isinstance(piece, Value) and piece.source == text else piece
            for piece in message_stream(call, context.source)
        ]
        edit = replace(written(call, stream, context, alone=True), safety=Safety.UNSAFE)
    return Edits((edit,), imports=(needed,) if needed is not None else ())


def _is_handed_on(call: ast.AST, context: Context) -> bool:
    """Whether the value is an argument of a function of this file, which needs it for more than the record it makes."""
    if not isinstance(call, ast.Call) or call in context.module.views_by_node(LogCall):
        return False
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return call_name(call.func) in {
        scope.node.name for scope in context.module.scopes if isinstance(scope.node, functions)
    }


def _with_methods(node: ast.AST, parents: Parents) -> ast.AST:
    """The value with the methods that are called on it, for ``redact`` gives a text: ``key.hex()``."""
    while isinstance(method := parents.get(node), ast.Attribute) and method.attr not in VIEWS:
        call = parents.get(method)
        if not (isinstance(call, ast.Call) and call.func is method):
            return method
        node = call
    return node


def _takes_numbers(node: ast.AST, parents: Parents, call: ast.AST | None) -> bool:
    """Whether the format that a value is written by does not take a text."""
    parent = parents.get(node)
    if isinstance(parent, ast.FormattedValue):
        return parent.format_spec is not None and not _takes_text(parent.format_spec)
    row = parent.elts if isinstance(parent, ast.Tuple) else None
    above = parent if row is None or parent is None else parents.get(parent)
    if isinstance(above, ast.BinOp) and isinstance(above.op, ast.Mod):
        return _is_numbered(above.left, [above.right] if row is None else row, node)
    if isinstance(parent, ast.Call) and node in parent.args:
        if isinstance(parent.func, ast.Attribute) and parent.func.attr == "format":
            text = _text(parent.func.value)
            return any(match["spec"] and not takes_text(match["spec"]) for match in FIELD.finditer(text))
        if parent is call:
            place = next((at for at, part in enumerate(parent.args) if _text(part)), 0)
            return _is_numbered(parent.args[place], parent.args[place + 1 :], node)
    return False


def _is_numbered(template: ast.expr, arguments: list[ast.expr], node: ast.AST) -> bool:
    """Whether the ``%`` conversion of one of the arguments takes no text; a wrong one counts as such."""
    kinds = [match["type"] for match in PERCENT.finditer(_text(template)) if match["type"] != "%"]
    at = next((at for at, argument in enumerate(arguments) if argument is node), len(kinds))
    return at < len(kinds) and kinds[at] not in "sra"


def _text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _takes_text(spec: ast.expr) -> bool:
    parts = spec.values if isinstance(spec, ast.JoinedStr) else [spec]
    return all(isinstance(part, ast.Constant) for part in parts) and takes_text("".join(map(_text, parts)))
