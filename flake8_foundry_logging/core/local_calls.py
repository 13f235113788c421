"""The calls of a file by what they call, and what they give to a parameter of a function of the file."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.passing import last_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flake8_foundry_logging.core.frame import Frame
    from flake8_foundry_logging.core.module import Module

__all__ = ["argument_for", "calls_by_name"]


def calls_by_name(module: Module) -> Mapping[str, Sequence[tuple[ast.Call, Frame]]]:
    """All calls of a file with their frames, by the last name of what they call (``save`` of ``self.store.save()``)."""
    return module.once(_calls_by_name, module.body)


def _calls_by_name(body: Frame) -> dict[str, list[tuple[ast.Call, Frame]]]:
    found: dict[str, list[tuple[ast.Call, Frame]]] = {}
    for node, frame in body.nodes(ast.Call, nested=True):
        assert isinstance(node, ast.Call)
        found.setdefault(last_name(node.func), []).append((node, frame))
    return found


def argument_for(call: ast.Call, function: ast.AST, name: str) -> ast.expr | None:
    """What a call gives a parameter of the function it calls; None where that does not show."""
    for keyword in call.keywords:
        if keyword.arg == name:
            return keyword.value
    if not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return None
    names = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
    if isinstance(call.func, ast.Attribute) and names[:1] in (["self"], ["cls"]):
        names = names[1:]
    if name not in names or any(isinstance(argument, ast.Starred) for argument in call.args):
        return None
    position = names.index(name)
    return call.args[position] if position < len(call.args) else None
