"""Functions of a file that log what they are given: a secret given to one has reached the log."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.frame import BindingKind
from flake8_foundry_logging.core.passing import last_name
from flake8_foundry_logging.core.secret_sources import Names
from flake8_foundry_logging.core.taint import Flow, Step, argument_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flake8_foundry_logging.core.frame import Frame, Scope
    from flake8_foundry_logging.core.module import Module
    from flake8_foundry_logging.rules._secret_flow import Sink

__all__ = ["given_to_helpers"]


def given_to_helpers(module: Module, sinks: Iterable[Sink]) -> Iterator[tuple[ast.Call, ast.expr, Frame, Sink, Step]]:
    """
    What calls give to parameters that the called function of the same file logs.

    Yields:
        the call, the argument, the call's frame, the sink inside of the function, and the function as a step.
    """
    logged = _logged_parameters(module, sinks)
    if not logged:
        return
    names = {getattr(scope.node, "name", "") for scope in logged}
    for node, frame in module.body.nodes(ast.Call, nested=True):
        if not isinstance(node, ast.Call) or last_name(node.func) not in names:
            continue
        scope = frame.local_function(node.func)
        for name, sink in logged.get(scope, {}).items() if scope is not None else ():
            argument = argument_for(node, scope.node, name) if scope is not None else None
            if argument is not None:
                line = getattr(sink.node, "lineno", 0)
                yield node, argument, frame, sink, Step(f"{last_name(node.func)}()", line)


def _logged_parameters(module: Module, sinks: Iterable[Sink]) -> dict[Scope, dict[str, Sink]]:
    """Function -> the parameters that reach a sink in it."""
    names = Names(module.options)
    flow = Flow(module, _parameter, cleared=names.about)
    found: dict[Scope, dict[str, Sink]] = {}
    for sink in sinks:
        scope = sink.frame.scope.owner
        if isinstance(scope.node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            for _, value in sink.values:
                for leak in flow.leaks(value, sink.frame):
                    if names.secret(leak.name):
                        continue  # found in the function itself
                    found.setdefault(scope, {}).setdefault(leak.name, sink)
    return found


def _parameter(node: ast.expr, frame: Frame) -> str | None:
    if not isinstance(node, ast.Name):
        return None
    bindings = frame.bindings(node.id)
    own = frame.scope.owner
    if bindings and all(b.kind is BindingKind.PARAMETER and b.frame.scope is own for b in bindings):
        return node.id
    return None
