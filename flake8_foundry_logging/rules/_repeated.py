"""What of a record its own traceback says already: what LGF216 and its fix look for."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.evidence import logs_traceback
from flake8_foundry_logging.core.frame import BindingKind
from flake8_foundry_logging.core.log_call import Kind
from flake8_foundry_logging.rules._message_forms import interpolated

if TYPE_CHECKING:
    from flake8_foundry_logging.core.frame import Frame
    from flake8_foundry_logging.core.log_call import LogCall

__all__ = ["is_redundant", "is_switched_off", "repeated"]

TEXTS = ("str", "repr")
CURRENT = ("sys.exc_info", "sys.exception")


def repeated(call: LogCall) -> tuple[ast.expr, ast.expr] | None:
    """The first value of the message or the arguments that the record's traceback ends with.

    Returns:
        The value, and where to point: the argument, or the message in which it stands.
    """
    names = _exceptions_shown(call)
    if not names or call.message is None:
        return None
    places = [(value, call.message) for value in interpolated(call.message)]
    places += [(value, value) for value in call.arguments]
    return next((place for place in places if _stands_for(place[0], names, call.frame)), None)


def is_redundant(call: LogCall) -> bool:
    """Whether ``exc_info`` asks ``exception`` for what it logs anyway."""
    exc_info = call.controls.get("exc_info")
    if exc_info is None or not _logs_by_itself(call):
        return False
    if isinstance(exc_info, ast.Name):
        return exc_info.id in _handled(call.frame)
    return _is_true(exc_info) or _is_current(exc_info, call.frame)


def is_switched_off(call: LogCall) -> bool:
    """Whether ``exc_info`` takes the traceback from ``exception``; loguru does not know it."""
    exc_info = call.controls.get("exc_info")
    off = isinstance(exc_info, ast.Constant) and not exc_info.value
    return off and _logs_by_itself(call) and call.kind is not Kind.LOGURU


def _logs_by_itself(call: LogCall) -> bool:
    return call.method in ("exception", "aexception")


def _exceptions_shown(call: LogCall) -> frozenset[str]:
    """The names of the exceptions whose traceback is surely shown: none where ``exc_info`` may be false."""
    exc_info = call.controls.get("exc_info")
    frame = call.frame
    if call.kind is Kind.LOGURU:
        opted = (
            isinstance(call.receiver, ast.Call)
            and not _hides_keywords(call)
            and exc_info is None
            and logs_traceback(call)
        )
        return _handled(frame) if opted or _logs_by_itself(call) else frozenset()
    if exc_info is None:
        return _handled(frame) if _logs_by_itself(call) and not _hides_keywords(call) else frozenset()
    if isinstance(exc_info, ast.Name):
        return frozenset((exc_info.id,))
    if isinstance(exc_info, ast.Tuple):
        return frozenset(element.id for element in exc_info.elts if isinstance(element, ast.Name))
    return _handled(frame) if _is_true(exc_info) or _is_current(exc_info, frame) else frozenset()


def _hides_keywords(call: LogCall) -> bool:
    return any(keyword.arg is None for keyword in call.node.keywords)


def _is_true(expression: ast.expr) -> bool:
    return isinstance(expression, ast.Constant) and bool(expression.value)


def _is_current(expression: ast.expr, frame: Frame) -> bool:
    return isinstance(expression, ast.Call) and frame.origin(expression.func) in CURRENT


def _handled(frame: Frame) -> frozenset[str]:
    """The name of the exception being handled at a place, if it still means that one."""
    clause = frame.handler.node if frame.handler is not None else None
    name = clause.name if isinstance(clause, ast.ExceptHandler) else None
    bindings = frame.bindings(name) if name is not None else ()
    kept = bool(bindings) and bindings[0].kind is BindingKind.EXCEPTION and bindings[0].node is clause
    return frozenset((name,)) if kept and name is not None else frozenset()


def _stands_for(value: ast.expr, names: frozenset[str], frame: Frame) -> bool:
    """Whether a value is one of these exceptions or all of its text; a part of it may be news."""
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in TEXTS:
        if len(value.args) != 1 or value.keywords or frame.origin(value.func) != f"builtins.{value.func.id}":
            return False
        value = value.args[0]
    return isinstance(value, ast.Name) and value.id in names
