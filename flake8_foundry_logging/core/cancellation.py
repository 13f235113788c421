"""Waiting for a task that has just been cancelled: what it raises is the answer, not an error."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.carriers import call_name

if TYPE_CHECKING:
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["awaits_cancelled", "is_shielded"]

WAITERS = frozenset(("gather", "wait", "wait_for", "shield"))


def awaits_cancelled(block: list[ast.stmt], frame: Frame) -> bool:
    """
    Whether a block does nothing but await what its function has cancelled above.

    Args:
        block: the body of a ``try`` or of ``with suppress(...)``.
        frame: a place in the same function.
    """
    if len(block) != 1 or not isinstance(block[0], (ast.Expr, ast.Assign)):
        return False
    value = block[0].value
    if not isinstance(value, ast.Await):
        return False
    awaited = value.value
    collects = isinstance(awaited, ast.Call) and call_name(awaited.func) in WAITERS
    if isinstance(awaited, ast.Call) and not collects:
        return False
    cancelled = _cancelled_before(block[0].lineno, frame)
    return bool(cancelled) if collects or None in cancelled else ast.dump(awaited) in cancelled


def _cancelled_before(line: int, frame: Frame) -> set[str | None]:
    """The receivers of ``.cancel()`` above a line of the same function, dumped; None: some helper's."""
    found: set[str | None] = set()
    for node, _ in frame.scope.owner.body.nodes(ast.Call):
        if isinstance(node, ast.Call) and node.lineno <= line:
            name = call_name(node.func)
            if name == "cancel" and isinstance(node.func, ast.Attribute):
                found.add(ast.dump(node.func.value))
            elif name.lstrip("_").startswith("cancel_"):  # cancel_sync_task(): which one it cancels is in its body
                found.add(None)
    return found


def is_shielded(frame: Frame) -> bool:
    """Whether no cancellation arrives at a place: it stands in ``with CancelScope(shield=True)``."""
    return any(
        isinstance(place.node, (ast.With, ast.AsyncWith)) and any(_shields(item) for item in place.node.items)
        for place in frame.outward_in_function()
    )


def _shields(item: ast.withitem) -> bool:
    scope = item.context_expr
    return isinstance(scope, ast.Call) and any(
        keyword.arg == "shield" and isinstance(keyword.value, ast.Constant) and keyword.value.value is True
        for keyword in scope.keywords
    )
