"""What a function's records tell of how its work ended: a failure of its own, a success."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.log_call import LogCall
from flake8_foundry_logging.rules._operations import calls_of, records_of, speaks, tells

if TYPE_CHECKING:
    from flake8_foundry_logging.core.frame import Frame, Scope
    from flake8_foundry_logging.rules._operations import Record

__all__ = ["own_failure", "tells_success"]

FAILED = frozenset(("warning", "error", "critical"))


def own_failure(scope: Scope) -> Record | None:
    """The first record that tells that the work of a function failed."""
    return next((record for record in records_of(scope) if _is_failure(record)), None)


def _is_failure(record: Record) -> bool:
    """Whether a record tells that the function failed: in a handler of its work, not of a piece or a round of it."""
    handler = record.frame.handler
    if not isinstance(record, LogCall) or handler is None or not record.logger.sure or record.level not in FAILED:
        return False
    attempt = handler.parent
    around = attempt.parent if attempt is not None else None
    return (
        attempt is not None
        and around is not None
        and attempt.loop is None
        and _ends_the_work(handler, attempt)
        and not any(isinstance(outer.node, (ast.Try, ast.ExceptHandler)) for outer in around.outward_in_function())
    )


def _ends_the_work(handler: Frame, attempt: Frame) -> bool:
    """Whether the function has failed with what a handler caught: it leaves, or nothing but a return comes behind."""
    assert isinstance(handler.node, ast.ExceptHandler)
    if isinstance(handler.node.body[-1], (ast.Return, ast.Raise)):
        return True
    return all(
        isinstance(statement, ast.Return)
        for around in attempt.outward_in_function()
        if isinstance(around.node, ast.stmt) and not around.is_body
        for statement in around.following()
    )


def tells_success(scope: Scope, failure: Record) -> bool:
    """Whether something outside of the handlers tells, once the work has begun: a record, a print, a function."""
    handler = failure.frame.handler
    begun = handler.parent.start if handler is not None and handler.parent is not None else 0
    records = records_of(scope)
    for record in records:
        always = record.frame.statement.parent is scope.body
        told = always or not isinstance(record, LogCall) or record.level not in FAILED
        if told and record.frame.handler is None and record.frame.start > begun:
            return True
    logged = {record.node for record in records}
    for call, frame in calls_of(scope):
        if frame.handler is None and call not in logged:
            callee = frame.local_function(call.func)
            if speaks(call, frame) or (callee is not None and callee is not scope and tells(callee)):
                return True
    return False
