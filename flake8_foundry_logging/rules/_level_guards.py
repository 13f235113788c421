"""Conditions that ask a logger whether a level is on: whose, which level, and which way round."""

from __future__ import annotations

import ast
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.frame import BindingKind
from flake8_foundry_logging.core.logger_names import dotted
from flake8_foundry_logging.core.loggers import level_of, resolve
from foundry_logging.vocabulary import LEVELS

if TYPE_CHECKING:
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["Guard", "guard_in"]

ASKS = frozenset(("isEnabledFor", "is_enabled_for"))
TELLS = frozenset(("getEffectiveLevel", "get_effective_level"))
SWAPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {ast.Lt: ast.Gt, ast.LtE: ast.GtE, ast.Gt: ast.Lt, ast.GtE: ast.LtE}
ORDER = tuple(LEVELS)


@dataclass(frozen=True, slots=True)
class Guard:
    """A condition that holds where a level is on, or, not ``enabled``, where it is off.

    Attributes:
        receiver: the logger that was asked, as it is written.
        level: the lowest level that the condition lets through.
        enabled: whether it holds where that level is on.
    """

    receiver: str
    level: str
    enabled: bool = True


def guard_in(test: ast.expr, frame: Frame, *, follow: bool = True) -> Guard | None:
    """The guard that a condition is, or has among its ``and`` terms; a name is followed to its one value."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        inner = guard_in(test.operand, frame, follow=follow)
        return (
            None if inner is None or isinstance(test.operand, ast.BoolOp) else replace(inner, enabled=not inner.enabled)
        )
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
        guards = (guard_in(value, frame, follow=follow) for value in test.values)
        return next((guard for guard in guards if guard is not None and guard.enabled), None)
    if isinstance(test, ast.Call):
        return _asked(test, frame)
    if isinstance(test, ast.Compare):
        return _compared(test, frame)
    if follow and isinstance(test, (ast.Name, ast.Attribute)):
        bindings = frame.bindings(test.id) if isinstance(test, ast.Name) else frame.attribute_bindings(test)
        if len(bindings) == 1 and bindings[0].kind is BindingKind.ASSIGNMENT and bindings[0].value is not None:
            return guard_in(bindings[0].value, bindings[0].frame, follow=False)
    return None


def _asked(call: ast.Call, frame: Frame) -> Guard | None:
    """``log.isEnabledFor(level)``."""
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in ASKS or len(call.args) != 1:
        return None
    level = level_of(call.args[0], frame)
    receiver = _logger(call.func.value, frame)
    return None if level is None or receiver is None else Guard(receiver, level)


def _compared(test: ast.Compare, frame: Frame) -> Guard | None:
    """``log.getEffectiveLevel() <= level``, either way round."""
    if len(test.ops) != 1:
        return None
    told, other, operator = test.left, test.comparators[0], type(test.ops[0])
    if not _tells(told):
        told, other, operator = other, told, SWAPPED.get(operator, operator)
    if not isinstance(told, ast.Call) or not isinstance(told.func, ast.Attribute) or not _tells(told):
        return None
    receiver, level = _logger(told.func.value, frame), level_of(other, frame)
    if receiver is None or level is None:
        return None
    if operator in (ast.Lt, ast.GtE):  # below INFO is DEBUG
        below = ORDER.index(level) - 1
        return None if below < 0 else Guard(receiver, ORDER[below], enabled=operator is ast.Lt)
    if operator in (ast.LtE, ast.Eq):
        return Guard(receiver, level)
    return Guard(receiver, level, enabled=False) if operator is ast.Gt else None


def _tells(expression: ast.expr) -> bool:
    return (
        isinstance(expression, ast.Call)
        and isinstance(expression.func, ast.Attribute)
        and expression.func.attr in TELLS
        and not expression.args
    )


def _logger(expression: ast.expr, frame: Frame) -> str | None:
    """The name of a logger, if it is one."""
    logger = resolve(expression, frame)
    return dotted(expression) if logger is not None and logger.sure else None
