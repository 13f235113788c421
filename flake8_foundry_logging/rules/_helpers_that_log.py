"""Functions of a file that log what they are given: a secret given to one has reached the log."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.frame import BindingKind
from flake8_foundry_logging.core.local_calls import argument_for, calls_by_name
from flake8_foundry_logging.core.passing import last_name
from flake8_foundry_logging.core.reaching import reaching
from flake8_foundry_logging.core.secret_sources import Names, names_of
from flake8_foundry_logging.core.taint import Flow, Step
from flake8_foundry_logging.core.uses import is_path
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flake8_foundry_logging.core.frame import Frame, Scope
    from flake8_foundry_logging.core.module import Module
    from flake8_foundry_logging.rules._secret_flow import Sink

__all__ = ["given_to_helpers"]

HELPERS = 3
"""How many helpers a value may go through to the one that logs it."""


CALLED = 2
"""How often a file names a function that it calls, at least: where it is defined, and where it is called."""
STAND_INS = frozenset(("log", "logged", "logging", "masked", "redacted", "safe"))
"""Words of a keyword with which a call says what to log."""
Logged = dict[str, tuple["Sink", "Step | None"]]
"""Parameter -> the sink that it reaches, and as which other parameter of the same function, if as one."""


def given_to_helpers(module: Module, sinks: Iterable[Sink]) -> Iterator[tuple[ast.Call, ast.expr, Frame, Sink, Step]]:
    """
    What calls give to parameters that the called function of the same file logs.

    Yields:
        the call, the argument, the call's frame, the sink inside of the function, and the function as a step.
    """
    logged: dict[Scope, Logged] = {}
    names = names_of(module)
    flow = Flow(module, _parameter, cleared=names.about, opaque=is_path)
    for sink in sinks:
        for _, value in sink.values:
            _note(flow, value, sink.frame, sink, logged, names)
    for _ in range(HELPERS):
        found = list(_calls(module, logged))
        before = sum(map(len, logged.values()))
        for _, argument, frame, sink, _ in found:
            _note(flow, argument, frame, sink, logged, names)
        if before == sum(map(len, logged.values())):
            break
    yield from _calls(module, logged)


def _calls(module: Module, logged: dict[Scope, Logged]) -> Iterator[tuple[ast.Call, ast.expr, Frame, Sink, Step]]:
    if not logged:
        return
    calls = calls_by_name(module)
    called = {getattr(scope.node, "name", "") for scope in logged}
    for node, frame in (call for name in sorted(called) for call in calls.get(name, ())):
        scope = None if _gives_stand_in(node) else frame.local_function(node.func)
        if scope is None:
            continue
        for name, (sink, through) in logged.get(scope, {}).items():
            argument = argument_for(node, scope.node, name)
            instead = argument_for(node, scope.node, through.name) if through is not None else None
            if argument is not None and instead is None and not _is_switched_off(node, scope, sink.frame):
                yield node, argument, frame, sink, Step(f"{last_name(node.func)}()", getattr(sink.node, "lineno", 0))


def _is_switched_off(call: ast.Call, scope: Scope, place: Frame) -> bool:
    """Whether a call gives a flag for which the function does not log: ``if not quiet: log(...)``, ``quiet=True``."""
    inner = place
    for outer in place.outward_in_function():
        if isinstance(outer.node, ast.If) and inner.part == "body":
            test, wanted = outer.node.test, True
            if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
                test, wanted = test.operand, False
            given = argument_for(call, scope.node, test.id) if isinstance(test, ast.Name) else None
            if isinstance(given, ast.Constant) and bool(given.value) is not wanted:
                return True
        inner = outer
    return False


def _gives_stand_in(call: ast.Call) -> bool:
    """Whether a call also gives what is to be logged instead: ``run(command, logged="login ***")``."""
    return any(not STAND_INS.isdisjoint(words(keyword.arg or "")) for keyword in call.keywords)


def _note(flow: Flow, value: ast.expr, frame: Frame, sink: Sink, logged: dict[Scope, Logged], names: Names) -> None:
    """Write down the parameters of the function around that are in a value which reaches a sink."""
    scope = frame.scope.owner
    if not isinstance(scope.node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return
    if not frame.module.once(_is_named_again, scope):
        return
    for leak in flow.leaks(value, frame):
        if not names.secret(leak.name) and not names.about(leak.name):  # those are found in the function itself
            other = leak.way[0] if leak.way and leak.way[0].name != leak.name else None
            logged.setdefault(scope, {}).setdefault(leak.name, (sink, other))


def _is_named_again(scope: Scope) -> bool:
    return scope.body.module.source.text.count(getattr(scope.node, "name", "")) >= CALLED


def _parameter(node: ast.expr, frame: Frame) -> str | None:
    if not isinstance(node, ast.Name):
        return None
    bindings = reaching(node.id, frame)
    own = frame.scope.owner
    if any(b.kind is BindingKind.PARAMETER and b.frame.scope is own for b in bindings):
        return node.id
    return None
