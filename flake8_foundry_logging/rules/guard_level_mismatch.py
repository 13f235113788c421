"""
A log call under a guard of another level: `if log.isEnabledFor(DEBUG): log.info(...)`.

Under a lower level the record is lost wherever that level is off, although its own is on; under a higher one the guard
saves nothing, because what it protects is built for a record that nobody writes. Either way one of the two is wrong,
and the reader cannot tell which.

Guard a call by its own level, or drop the guard where the arguments cost nothing. A guard that also has a call of its
own level, one with an `else` that logs, and a traceback that only debugging shows are fine.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.evidence import logs_traceback
from flake8_foundry_logging.core.log_call import LogCall
from flake8_foundry_logging.core.logger_names import dotted
from flake8_foundry_logging.core.needs import with_logger
from flake8_foundry_logging.core.rule import STDLIB, Bad, Good, Rule
from flake8_foundry_logging.rules._level_guards import Guard, guard_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

RULE = Rule(
    code="LGF603",
    name="guard-level-mismatch",
    since="0.1",
    doc=__doc__,
    message="{method}() under a guard of {guard}: guard it by {level}",
    words=with_logger("isenabledfor", "is_enabled_for", "geteffectivelevel", "get_effective_level"),
    reads=("logger_objects", "logger_factories"),
    guards=(Item.LEVEL,),
    examples=(
        Bad(STDLIB + 'if log.isEnabledFor(logging.DEBUG):\n    log.info("state: %s", dump())  #!\n'),
        Bad('if log.is_enabled_for("info"):\n    log.debug("state", value=dump())  #!\n'),
        Bad(STDLIB + 'if log.getEffectiveLevel() <= logging.DEBUG:\n    log.info("state: %s", dump())  #!\n'),
        Good(STDLIB + 'if log.isEnabledFor(logging.DEBUG):\n    log.debug("state: %s", dump())\n'),
        Good('if log.is_enabled_for("debug"):\n    log.info("state", value=1)\n    log.debug("state", value=dump())\n'),
    ),
)

TRANSPARENT = (ast.With, ast.AsyncWith, ast.For, ast.AsyncFor)
"""Statements whose body runs with the guard's answer alone; under a further condition a call has its own reasons."""
LEAVES = (ast.Return, ast.Continue, ast.Break)


@RULE.on(ast.If)
def check(node: ast.If, frame: Frame) -> Iterator[Finding]:
    """A guard and what it guards: its body, or what follows where the body only leaves."""
    guard = guard_in(node.test, frame)
    if guard is None:
        return
    if guard.enabled:
        guarded = _calls(frame, guard, frame, "body")
        if _calls(frame, guard, frame, "orelse"):
            return  # one record, told at two lengths
    elif len(node.body) == 1 and isinstance(node.body[0], LEAVES) and not node.orelse and frame.parent is not None:
        guarded = _calls(frame.parent, guard, frame, frame.part)
    else:
        return
    yield from _mismatch(guarded, guard)


@RULE.on(ast.BoolOp)
def check_and(node: ast.BoolOp, frame: Frame) -> Iterator[Finding]:
    """``log.isEnabledFor(DEBUG) and log.info(...)``."""
    last = node.values[-1]
    if isinstance(node.op, ast.And) and isinstance(last, ast.Call) and isinstance(frame.statement.node, ast.Expr):
        guard = guard_in(ast.BoolOp(node.op, node.values[:-1]), frame)
        if guard is not None and guard.enabled:
            call = frame.module.views_by_node(LogCall).get(last)
            if call is not None and dotted_receiver(call) == guard.receiver:
                yield from _mismatch([(call, True)], guard)


def _mismatch(guarded: list[tuple[LogCall, bool]], guard: Guard) -> Iterator[Finding]:
    if any(call.level in (guard.level, None) for call, _ in guarded):
        return
    for call, direct in guarded:
        if direct and call.logger.sure and not logs_traceback(call) and call.level is not None:
            yield RULE.at(
                call.node, call.frame, method=call.method, guard=guard.level.upper(), level=call.level.upper()
            )
            return


def _calls(around: Frame, guard: Guard, behind: Frame, part: str) -> list[tuple[LogCall, bool]]:
    """The guarded calls on the guard's logger, each with whether nothing but the guard decides about it.

    Args:
        around: the frame on which the guarded statements hang.
        guard: the guard.
        behind: where its statement stands; only what follows counts.
        part: the block of ``around`` that is guarded.
    """
    found = []
    for call in around.module.views_in(LogCall, around):
        if call.frame.start <= behind.start or dotted_receiver(call) != guard.receiver:
            continue
        path = []
        for outer in call.frame.outward():
            if outer.parent is around:
                break
            path.append(outer)
        else:
            continue
        if outer.part == part:
            between = [step for step in (*path, outer) if step is not call.frame.statement]
            found.append((call, all(isinstance(step.node, TRANSPARENT) for step in between)))
    return found


def dotted_receiver(call: LogCall) -> str | None:
    """What a log call is called on, as it is written."""
    return None if call.receiver is None else dotted(call.receiver)
