"""The text of a message as a whole, each value a mark in it."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.wording import VALUE_MARK

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["text_of"]

PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[-+ #0]*[\d*]*(?:\.[\d*]+)?(?P<kind>[a-zA-Z])|\{[^{}]*\}|%%|\{\{|\}\}")
NUMBERS = frozenset("diouxX")


def text_of(message: ast.expr | None) -> str | None:
    """What a message says, with one ``VALUE_MARK`` for each value and 0 for a counted one; None if nothing is written.

    Placeholders of every kind of logger are values: ``%s`` and ``{name}``; ``%d`` is a number.
    """
    parts = None if message is None else list(_parts(message))
    text = "".join(parts) if parts is not None else ""
    return text if text.replace(VALUE_MARK, "").strip() else None


def _parts(message: ast.expr) -> Iterator[str]:
    pending = [message]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Constant):
            yield PLACEHOLDER.sub(_mark, node.value) if isinstance(node.value, str) else VALUE_MARK
        elif isinstance(node, ast.JoinedStr):
            for part in node.values:
                yield part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else VALUE_MARK
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
            pending.append(node.left)
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            pending += [node.right, node.left]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
            pending.append(node.func.value)
        else:
            yield VALUE_MARK


def _mark(match: re.Match[str]) -> str:
    if match["kind"] is None:
        return VALUE_MARK if len(match[0]) > 2 or match[0] == "{}" else match[0][0]
    return "0" if match["kind"] in NUMBERS else VALUE_MARK
