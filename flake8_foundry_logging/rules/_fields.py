"""The fields that a call gives to a record, whichever way: keywords, ``extra=``, bound ones."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.frame import BindingKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.frame import Frame

__all__ = ["extra_keys", "keywords"]


def keywords(node: ast.Call, names: frozenset[str] | None = None) -> Iterator[tuple[str, ast.AST]]:
    """The keyword arguments of a call with their names; ``names``: only these."""
    for keyword in node.keywords:
        if keyword.arg is not None and (names is None or keyword.arg in names):
            yield keyword.arg, keyword


def extra_keys(extra: ast.expr | None, frame: Frame) -> Iterator[tuple[str, ast.AST]]:
    """The keys of ``extra=`` that the file shows: in a display, in ``dict(...)``, or in the local it is bound to."""
    if isinstance(extra, ast.Name):
        bindings = frame.bindings(extra.id)
        if len(bindings) != 1 or bindings[0].kind is not BindingKind.ASSIGNMENT:
            return
        for name, _ in extra_keys(_display(bindings[0].value), bindings[0].frame):
            yield name, extra
    elif isinstance(extra, ast.Dict):
        for key, value in zip(extra.keys, extra.values, strict=True):
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                yield key.value, key
            elif key is None:
                yield from extra_keys(_display(value), frame)  # {**{"a": 1}}
    elif isinstance(extra, ast.BinOp) and isinstance(extra.op, ast.BitOr):
        first: ast.expr = extra
        while isinstance(first, ast.BinOp) and isinstance(first.op, ast.BitOr):
            yield from extra_keys(first.right, frame)
            first = first.left
        yield from extra_keys(_display(first), frame)
    elif isinstance(extra, ast.Call) and frame.origin(extra.func) == "builtins.dict":
        yield from keywords(extra)
        for argument in extra.args:
            yield from extra_keys(_display(argument), frame)


def _display(node: ast.expr | None) -> ast.expr | None:
    return node if isinstance(node, (ast.Dict, ast.Call)) else None
