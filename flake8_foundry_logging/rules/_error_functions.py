"""Where an exception may be handled: in a handler, and in functions that are called with an error or because of one."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.carriers import call_name
from foundry_logging.vocabulary import LOG_METHODS, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.frame import Frame, FunctionNode, Scope

__all__ = ["may_be_handling"]

HOPS = 3
"""How many functions of a file are followed outwards to a handler."""
ERROR_WORDS = frozenset(
    ("e", "ex", "exc", "err", "error", "exception", "failure", "exc_info", "excinfo", "tb", "traceback")
)
"""Words of parameters, and of their types, that bring an error."""
ERROR_FUNCTIONS = frozenset(
    (
        *("crash", "crashed", "errback", "error", "errorhandler", "errors", "exception", "excepthook", "fail"),
        *("failed", "failure", "panic", "reconnect", "recover", "retry"),
    )
)
"""Words of functions that are called when something went wrong: ``on_failure``, ``handle_crash``."""
CURRENT = frozenset(("sys.exc_info", "sys.exception"))


def may_be_handling(frame: Frame) -> bool:
    """Whether an exception may be handled at a place: in a handler or ``finally``, or in what is called from one."""
    return _may_be_handling(frame, HOPS)


def _may_be_handling(frame: Frame, hops: int) -> bool:
    for around in frame.outward():
        if around.handler is not None or around.part == "finalbody":
            return True
        node = around.node
        if isinstance(node, ast.Lambda):
            return True  # who calls it, and when, is not to be seen
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) or not around.is_body:
            continue
        if _for_errors(node, around) or _called_from_handlers(node, around.scope, hops):
            return True
        if _named_for_errors(node) and not _called_elsewhere(node, around.scope, hops):
            return True
    return False


def _for_errors(function: FunctionNode, body: Frame) -> bool:
    """Whether a function is there to be called with an error, or in the place of a logger's method."""
    if function.name in ("__exit__", "__aexit__") or function.name in LOG_METHODS:
        return True
    arguments = function.args
    parameters = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    if any(_brings_error(parameter) for parameter in parameters):
        return True
    decorators = [node.func if isinstance(node, ast.Call) else node for node in function.decorator_list]
    if any(not ERROR_FUNCTIONS.isdisjoint(words(call_name(decorator))) for decorator in decorators):
        return True
    return _asks_for_current(body) or function.name in body.module.once(_registered, body.module.body)


def _brings_error(parameter: ast.arg) -> bool:
    if not ERROR_WORDS.isdisjoint(words(parameter.arg)):
        return True
    annotation = parameter.annotation
    return annotation is not None and any(
        isinstance(node, (ast.Name, ast.Attribute)) and not ERROR_WORDS.isdisjoint(words(call_name(node))[-1:])
        for node in ast.walk(annotation)
    )


def _asks_for_current(body: Frame) -> bool:
    """Whether a function looks at the exception being handled by itself: ``sys.exc_info()``."""
    return any(
        isinstance(node, ast.Call)
        and call_name(node.func) in ("exc_info", "exception")
        and place.origin(node.func) in CURRENT
        for node, place in body.nodes(ast.Call)
    )


def _registered(body: Frame) -> frozenset[str]:
    """The names of functions that the file hands to something that speaks of errors.

    ``loop.set_exception_handler(f)``, ``deferred.addErrback(f)``, ``task_failure.connect(f)``, ``sys.excepthook = f``.
    """
    return frozenset(_names_registered(body))


def _names_registered(body: Frame) -> Iterator[str]:
    for node, _ in body.nodes(ast.Call, ast.Assign, nested=True):
        if isinstance(node, ast.Call) and _speaks_of_errors(node.func):
            for argument in [*node.args, *(keyword.value for keyword in node.keywords)]:
                yield call_name(argument)
        elif isinstance(node, ast.Call):
            for keyword in node.keywords:
                if not ERROR_FUNCTIONS.isdisjoint(words(keyword.arg or "")):
                    yield call_name(keyword.value)
        elif isinstance(node, ast.Assign) and any(
            isinstance(target, ast.Attribute) and _speaks_of_errors(target) for target in node.targets
        ):
            yield call_name(node.value)


def _speaks_of_errors(expression: ast.expr) -> bool:
    while isinstance(expression, ast.Attribute):
        if not ERROR_FUNCTIONS.isdisjoint(words(expression.attr)):
            return True
        expression = expression.value
    return isinstance(expression, ast.Name) and not ERROR_FUNCTIONS.isdisjoint(words(expression.id))


def _named_for_errors(function: FunctionNode) -> bool:
    return not ERROR_FUNCTIONS.isdisjoint(words(function.name))


def _called_elsewhere(function: FunctionNode, scope: Scope, hops: int) -> bool:
    """Whether this file calls a function, and nowhere where an exception may be handled: a name is no proof then."""
    if not hops:
        return False
    calls = _calls_of(function, scope)
    return bool(calls) and not any(frame.scope.owner is scope or _may_be_handling(frame, hops - 1) for frame in calls)


def _called_from_handlers(function: FunctionNode, scope: Scope, hops: int) -> bool:
    """Whether a function is called in this file, and only where an exception is being handled."""
    if not hops:
        return False
    calls = _calls_of(function, scope)
    return bool(calls) and all(
        frame.handler is not None or (frame.scope.owner is not scope and _may_be_handling(frame, hops - 1))
        for frame in calls
    )


def _calls_of(function: FunctionNode, scope: Scope) -> list[Frame]:
    """Where this file calls a function."""
    return [
        frame
        for node, frame in scope.body.module.body.nodes(ast.Call, nested=True)
        if isinstance(node, ast.Call)
        and call_name(node.func) == function.name
        and frame.local_function(node.func) is scope
    ]
