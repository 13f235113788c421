"""Futures whose error is only looked at, so that the event loop does not report it as never retrieved."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.carriers import call_name
from flake8_foundry_logging.core.spelling import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.frame import Frame

__all__ = ["only_looks_at_future"]

LOOKS = frozenset(("result", "exception"))


def only_looks_at_future(block: list[ast.stmt], frame: Frame) -> bool:
    """
    Whether a block does nothing but fetch the error of a future, which somebody else is told of.

    The function has put that error there itself (``set_exception``), or it is a callback of the finished future.

    Args:
        block: the body of a ``try`` or of ``with suppress(...)``.
        frame: a place in the same function.
    """
    if len(block) != 1 or not isinstance(block[0], ast.Expr):
        return False
    future = _looked_at(block[0].value)
    if future is None:
        return False
    if fingerprint(future) in set(_failed(frame)):
        return True
    return isinstance(future, ast.Name) and _is_done_callback(frame, future.id)


def _looked_at(expression: ast.expr) -> ast.expr | None:
    """The future of ``await future``, ``future.result()`` and ``future.exception()``."""
    if isinstance(expression, ast.Await):
        return expression.value
    if isinstance(expression, ast.Call) and isinstance(expression.func, ast.Attribute) and not expression.args:
        return expression.func.value if expression.func.attr in LOOKS else None
    return None


def _failed(frame: Frame) -> Iterator[str]:
    """What the function has called ``set_exception`` on, dumped."""
    for call, _ in frame.scope.owner.body.nodes(ast.Call):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "set_exception":
            yield fingerprint(call.func.value)


def _is_done_callback(frame: Frame, parameter: str) -> bool:
    """Whether the function is given to ``add_done_callback`` and the future is its parameter."""
    function = frame.function
    if function is None or parameter not in (argument.arg for argument in function.args.args):
        return False
    return any(
        isinstance(call, ast.Call)
        and call_name(call.func) == "add_done_callback"
        and any(call_name(argument) == function.name for argument in call.args)
        for call, _ in frame.module.body.nodes(ast.Call, nested=True)
    )
