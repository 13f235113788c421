"""Which expressions hold an exception or text made of it: where such a value goes decides whether an error is kept."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flake8_foundry_logging.core.frame import Frame

__all__ = ["call_name", "carries", "current_exception", "names_exception", "tells_about", "traceback_made"]


def _builtins(names: str) -> frozenset[str]:
    return frozenset(f"builtins.{name}" for name in names.split())


TEXT_MAKERS = _builtins(
    "str repr ascii format type vars dir list tuple set frozenset dict sorted reversed enumerate zip "
    "iter next getattr int float bytes"
)
"""Calls that give the exception, or text of it, back: having made it is no use of it."""
TELLERS = _builtins("isinstance issubclass hasattr callable len bool id hash any all")
"""Calls that answer a question about the exception: neither a use of it nor a carrier."""
TEXT_METHODS = frozenset(("format", "join", "format_map"))
SOURCES = frozenset(
    ("sys.exc_info", "sys.exception", "sys.last_value", "traceback.format_exc", "twisted.internet.defer.fail")
)
"""Where the exception being handled comes from without a name."""
CAPTURING = frozenset(("Failure", "ExceptionInfo", "ExcInfo"))
"""Classes whose instances take the exception being handled up by themselves (Twisted, billiard)."""


def call_name(callee: ast.expr) -> str:
    """The last name of a callee: ``save`` of ``self.store.save``; empty where it has none."""
    if isinstance(callee, ast.Attribute):
        return callee.attr
    return callee.id if isinstance(callee, ast.Name) else ""


def current_exception(call: ast.Call, frame: Frame) -> bool:
    """Whether a call gives the exception being handled, as ``sys.exc_info()`` does."""
    name = call_name(call.func)
    if name in CAPTURING:
        return True
    return name in ("exc_info", "exception", "format_exc", "fail") and frame.origin(call.func) in SOURCES


def traceback_made(call: ast.Call, frame: Frame) -> bool:
    """Whether a call makes text of a traceback: ``traceback.format_exc()`` and its siblings."""
    origin = frame.origin(call.func) or ""
    return origin.startswith(("traceback.format_", "traceback.TracebackException", "traceback.extract_"))


def tells_about(call: ast.Call, frame: Frame) -> bool:
    """Whether a call only makes text of what it is given or asks about it, so that being passed to it keeps nothing."""
    func = call.func
    if isinstance(func, ast.Attribute):
        if func.attr in TEXT_METHODS and isinstance(func.value, (ast.Constant, ast.JoinedStr, ast.Name)):
            return True
        return traceback_made(call, frame)
    if not isinstance(func, ast.Name):
        return False
    origin = frame.origin(func)
    return origin in TEXT_MAKERS or origin in TELLERS or traceback_made(call, frame)


def carries(expression: ast.AST | None, names: frozenset[str] | set[str], frame: Frame) -> bool:
    """
    Whether the value of an expression is, holds or quotes the exception.

    Args:
        expression: what is asked about; None carries nothing.
        names: the names that stand for the exception or for text of it.
        frame: where the expression stands.
    """
    pending = [] if expression is None else [expression]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Name):
            if node.id in names:
                return True
        elif isinstance(node, ast.Call):
            if current_exception(node, frame):
                return True
            pending += _through_call(node, frame)
        else:
            pending += _through(node)
    return False


def names_exception(expression: ast.expr, names: frozenset[str] | set[str]) -> bool:
    """Whether an expression is the exception object itself, not text or a part of it."""
    return isinstance(expression, ast.Name) and expression.id in names


def _through_call(node: ast.Call, frame: Frame) -> Iterable[ast.AST]:
    """What of a call its result is made of: the receiver, and the arguments unless it only answers a question."""
    if isinstance(node.func, ast.Name) and frame.origin(node.func) in TELLERS:
        return
    if isinstance(node.func, ast.Attribute):
        yield node.func.value
    yield from node.args
    for keyword in node.keywords:
        yield keyword.value


def _through(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of an expression that its value is made of; tests, comparisons and code that runs later are not."""
    if isinstance(node, ast.IfExp):
        yield node.body
        yield node.orelse
    elif isinstance(node, (ast.Attribute, ast.Subscript, ast.Starred, ast.Await, ast.NamedExpr, ast.FormattedValue)):
        yield node.value
    elif isinstance(node, (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)):
        yield from (generator.iter for generator in node.generators)
        yield from (node.key, node.value) if isinstance(node, ast.DictComp) else (node.elt,)
    elif isinstance(node, ast.Lambda):
        yield from node.args.defaults
        yield from (default for default in node.args.kw_defaults if default is not None)
    elif not isinstance(node, (ast.Compare, ast.Yield, ast.YieldFrom)) and not (
        isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)
    ):
        yield from ast.iter_child_nodes(node)  # displays, operators, f-strings
