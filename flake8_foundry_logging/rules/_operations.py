"""What a function tells of what it does: its records, its prints, and those of its file's functions that it calls."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.carriers import call_name
from flake8_foundry_logging.core.log_call import LogCall, LoggerUse
from flake8_foundry_logging.core.reporters import reports
from foundry_logging.vocabulary import SERVICE_METHODS, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from flake8_foundry_logging.core.frame import Frame, Scope
    from flake8_foundry_logging.core.module import Module

__all__ = ["Record", "calls_of", "is_timed_by_caller", "is_traced", "records_of", "scope_of", "speaks", "tells"]

Record = LogCall | LoggerUse

PRINTS = frozenset(("print", "pprint", "echo", "secho", "display"))
"""Printed is told, if badly: other rules speak of it."""
LOGS = frozenset(("log", "logs", "logger", "logging", "audit"))
QUIET = frozenset(("get", "setup", "init", "configure", "enable", "disable", "flush", "rotate", "set", "close", "open"))
"""First words of functions that prepare a log and write nothing to it."""
SPANS = frozenset(
    ("span", "timer", "timed", "timing", "trace", "traced", "tracing", "profile", "profiled", "stopwatch", "measure")
)
"""Words of context managers and decorators that measure, as a timer does."""


def records_of(scope: Scope) -> tuple[Record, ...]:
    """The records that a function writes by itself, its timers and the guide's service methods among them."""
    module = scope.body.module
    return tuple(module.once(_by_scope, module).get(scope, ()))


def _by_scope(module: Module) -> Mapping[Scope, list[Record]]:
    found: dict[Scope, list[Record]] = {}
    for call in module.views(LogCall):
        found.setdefault(call.frame.scope.owner, []).append(call)
    for use in module.views(LoggerUse):
        if use.method in SERVICE_METHODS:
            found.setdefault(use.frame.scope.owner, []).append(use)
    return found


def scope_of(frame: Frame) -> Scope:
    """The function (or module, class, lambda) that a place runs in."""
    return frame.scope.owner


def calls_of(scope: Scope) -> Iterator[tuple[ast.Call, Frame]]:
    """The calls of a function's own code."""
    for node, frame in scope.body.nodes(ast.Call):
        if isinstance(node, ast.Call):
            yield node, frame


def speaks(call: ast.Call, frame: Frame) -> bool:
    """Whether a call tells somebody, in whatever way: it prints, reports, or is called like something that logs."""
    name = call_name(call.func)
    if name in PRINTS:
        return True
    parts = words(name)
    owner = words(call_name(call.func.value)) if isinstance(call.func, ast.Attribute) else ()
    if not LOGS.isdisjoint((*parts, *owner)):
        return parts[:1] == () or parts[0] not in QUIET
    return reports(call, frame, frozenset(frame.module.options.error_reporters))


def tells(scope: Scope) -> bool:
    """Whether a function tells what it does: by itself, or by a function of this file that it calls (two hops)."""
    return scope.body.module.once(_tells, scope)


def _tells(scope: Scope) -> bool:
    return _reaches(scope, hops=2)


def _reaches(scope: Scope, *, hops: int) -> bool:
    if scope.body.module.once(_tells_itself, scope):
        return True
    return hops > 0 and any(
        callee is not scope and _reaches(callee, hops=hops - 1)
        for callee in scope.body.module.once(_local_callees, scope)
    )


def _tells_itself(scope: Scope) -> bool:
    return bool(records_of(scope)) or any(speaks(call, frame) for call, frame in calls_of(scope))


def _local_callees(scope: Scope) -> tuple[Scope, ...]:
    """The functions of this file that a function calls or hands on (``to_thread(load)``)."""
    found = []
    for call, frame in calls_of(scope):
        for expression in (call.func, *call.args):
            callee = frame.local_function(expression)
            if callee is not None and callee not in found:
                found.append(callee)
    return tuple(found)


def is_traced(frame: Frame) -> bool:
    """Whether a place is measured: it stands in a timer's or span's ``with`` block, or a decorator measures it."""
    for around in frame.outward_in_function():
        node = around.node
        if isinstance(node, (ast.With, ast.AsyncWith)) and any(_measures(item.context_expr) for item in node.items):
            return True
    function = scope_of(frame).node
    decorators = getattr(function, "decorator_list", ())
    return any(_measures(decorator) for decorator in decorators)


def _measures(expression: ast.expr) -> bool:
    callee = expression.func if isinstance(expression, ast.Call) else expression
    name = call_name(callee)
    return not SPANS.isdisjoint(words(name)) or name == "trace_execution"


def is_timed_by_caller(scope: Scope) -> bool:
    """Whether a function is called in a timer's or span's block of this file."""
    return scope in scope.body.module.once(_timed_functions, scope.body.module)


def _timed_functions(module: Module) -> frozenset[Scope]:
    found = set()
    for node, frame in module.body.nodes(ast.With, ast.AsyncWith, nested=True):
        if isinstance(node, (ast.With, ast.AsyncWith)) and any(_measures(item.context_expr) for item in node.items):
            for call, place in frame.nodes(ast.Call):
                if isinstance(call, ast.Call):
                    found.add(place.local_function(call.func))
    return frozenset(scope for scope in found if scope is not None)
