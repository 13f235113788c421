"""`if not <call>: return` without a word: what LGF704 looks for."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.carriers import call_name
from flake8_foundry_logging.core.log_call import LogCall
from flake8_foundry_logging.core.reporters import reports

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.frame import Frame, Scope

__all__ = ["callee_tells", "failed_call", "leaves_silently"]

PRINTS = frozenset(("print", "pprint", "echo", "secho"))
"""Printed is told, if badly: other rules speak of it."""


def failed_call(node: ast.If) -> ast.Call | None:
    """The call whose failure leads into the branch: ``if not call():``, awaited or named by a walrus as well."""
    test = node.test
    if not isinstance(test, ast.UnaryOp) or not isinstance(test.op, ast.Not):
        return None
    value = test.operand
    while isinstance(value, (ast.Await, ast.NamedExpr)):
        value = value.value
    return value if isinstance(value, ast.Call) else None


def leaves_silently(node: ast.If, frame: Frame) -> bool:
    """Whether the branch ends by returning None or False and says nothing before it does."""
    last = node.body[-1]
    if not isinstance(last, ast.Return) or not _nothing(last.value):
        return False
    return not any(_tells(call, around) for call, around in _calls_of_body(frame)) and not any(
        _in_body(around, frame) for _, around in frame.nodes(ast.Raise)
    )


def callee_tells(call: ast.Call, frame: Frame) -> bool:
    """Whether the failed function stands in this file and logs by itself at warning or above."""
    scope = frame.local_function(call.func)
    return scope is not None and _logs(scope)


def _logs(scope: Scope) -> bool:
    body = scope.body
    return any(call.level not in ("debug", "info") for call in body.module.views_in(LogCall, body)) or any(
        isinstance(node, ast.Call) and call_name(node.func) in PRINTS for node, _ in body.nodes(ast.Call)
    )


def _nothing(value: ast.expr | None) -> bool:
    return value is None or (isinstance(value, ast.Constant) and (value.value is None or value.value is False))


def _calls_of_body(frame: Frame) -> Iterator[tuple[ast.Call, Frame]]:
    for node, around in frame.nodes(ast.Call):
        if isinstance(node, ast.Call) and _in_body(around, frame):
            yield node, around


def _in_body(place: Frame, statement: Frame) -> bool:
    """Whether a place below an ``if`` is in its first branch, not in its test or its ``else``."""
    for around in place.outward():
        if around.parent is statement:
            return around.part == "body"
    return False


def _tells(call: ast.Call, frame: Frame) -> bool:
    module = frame.module
    if any(view.node is call for view in module.views_in(LogCall, frame)) or call_name(call.func) in PRINTS:
        return True
    callee = frame.local_function(call.func)
    if callee is not None:
        return _logs(callee)
    return reports(call, frame, frozenset(module.options.error_reporters))
