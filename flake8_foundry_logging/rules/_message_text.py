"""The text of a message as a whole, each value a mark in it."""

from __future__ import annotations

import ast
import re

from flake8_foundry_logging.core.wording import VALUE_MARK

__all__ = ["text_of"]

PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[-+ #0]*[\d*]*(?:\.[\d*]+)?(?P<kind>[a-zA-Z])|\{[^{}]*\}|%%|\{\{|\}\}")
NUMBERS = frozenset("diouxX")
DEPTH_LIMIT = 50


def text_of(message: ast.expr | None) -> str | None:
    """What a message says, with one ``VALUE_MARK`` for each value and 0 for a counted one; None if nothing is written.

    Placeholders of every kind of logger are values: ``%s`` and ``{name}``; ``%d`` is a number.
    """
    parts = None if message is None else _parts(message, DEPTH_LIMIT)
    text = "".join(parts) if parts is not None else ""
    return text if text.replace(VALUE_MARK, "").strip() else None


def _parts(node: ast.expr, depth: int) -> list[str]:
    if not depth:
        return [VALUE_MARK]
    if isinstance(node, ast.Constant):
        return [PLACEHOLDER.sub(_mark, node.value) if isinstance(node.value, str) else VALUE_MARK]
    if isinstance(node, ast.JoinedStr):
        return [
            v.value if isinstance(v, ast.Constant) and isinstance(v.value, str) else VALUE_MARK for v in node.values
        ]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        return _parts(node.left, depth - 1)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return [*_parts(node.left, depth - 1), *_parts(node.right, depth - 1)]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        return _parts(node.func.value, depth - 1)
    return [VALUE_MARK]


def _mark(match: re.Match[str]) -> str:
    if match["kind"] is None:
        return VALUE_MARK if len(match[0]) > 2 or match[0] == "{}" else match[0][0]
    return "0" if match["kind"] in NUMBERS else VALUE_MARK
