"""Waiting for a task that has just been cancelled: what it raises is the answer, not an error."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.carriers import call_name
from flake8_foundry_logging.core.frame import BindingKind
from flake8_foundry_logging.core.spelling import fingerprint
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from flake8_foundry_logging.core.frame import Binding, Frame

__all__ = ["WAITING", "awaits_cancelled", "is_shielded", "waits_for_cancelled_alone"]

WAITING = (ast.Await, ast.AsyncFor, ast.AsyncWith)
"""Where cancellation arrives."""
WAITERS = frozenset(("gather", "wait", "wait_for", "shield"))
DONE = frozenset(("done", "finished", "completed"))
LIMITS = frozenset(("timeout", "timeout_at", "fail_after", "move_on_after", "CancelScope"))
"""Context managers that limit how long something is waited for, and wait for nothing themselves."""


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
    return isinstance(value, ast.Await) and _is_of_cancelled(value, frame)


def waits_for_cancelled_alone(block: Frame, part: str) -> bool:
    """
    Whether a block, whatever else it does, waits for nothing but what has been cancelled.

    Args:
        block: the frame of the ``try`` statement.
        part: which of its blocks.
    """
    waiting = [
        node
        for node, place in block.nodes(*WAITING)
        if any(o.parent is block and o.part == part for o in place.outward())
    ]
    return bool(waiting) and all(
        _is_cancelled_anyhow(node, block) if isinstance(node, ast.Await) else _only_limits(node) for node in waiting
    )


def _only_limits(node: ast.AST) -> bool:
    """Whether it is ``async with asyncio.timeout(...)``."""
    return isinstance(node, ast.AsyncWith) and all(
        isinstance(item.context_expr, ast.Call) and call_name(item.context_expr.func) in LIMITS for item in node.items
    )


def _is_of_cancelled(node: ast.Await, frame: Frame) -> bool:
    """Whether an ``await`` waits for what its function has cancelled above."""
    awaited = node.value
    collects = isinstance(awaited, ast.Call) and call_name(awaited.func) in WAITERS
    if isinstance(awaited, ast.Call) and not collects:
        return False
    cancelled = frame.module.once(_cancelled, frame.scope.owner.body)
    if collects or cancelled.get(None, node.lineno + 1) <= node.lineno:
        return any(line <= node.lineno for line in cancelled.values())
    if cancelled.get(fingerprint(awaited), node.lineno + 1) <= node.lineno:
        return True
    # one loop cancels `t`, the next one awaits `task`
    return bool(_loops_of(awaited, frame)) and any(
        _is_name(dumped) and line <= node.lineno for dumped, line in cancelled.items()
    )


def _is_cancelled_anyhow(node: ast.Await, frame: Frame) -> bool:
    """The same of what others cancel, or have: the file, a helper with that name, or whoever made it be done."""
    awaited = node.value
    if isinstance(awaited, ast.Call) and "cancel" in words(call_name(awaited.func)):
        return True
    if _is_of_cancelled(node, frame) or _is_cancelled_elsewhere(awaited, frame):
        return True
    loops = _loops_of(awaited, frame)
    return bool(loops) and all(_is_done(loop.value) for loop in loops)


def _loops_of(awaited: ast.expr, frame: Frame) -> list[Binding]:
    """The loops of the function that count through a name."""
    if not isinstance(awaited, ast.Name):
        return []
    return [b for b in frame.scope.owner.bindings.get(awaited.id, ()) if b.kind is BindingKind.LOOP]


def _cancelled(body: Frame) -> dict[str | None, int]:
    """The receivers of ``.cancel()`` in a function, dumped, each with its first line; None: some helper's."""
    lines: dict[str | None, int] = {}
    for node, _ in body.nodes(ast.Call):
        if isinstance(node, ast.Call):
            name = call_name(node.func)
            if name == "cancel" and isinstance(node.func, ast.Attribute):
                receiver = fingerprint(node.func.value)
            elif name == "cancel" or name.lstrip("_").startswith("cancel_"):
                receiver = None  # cancel_sync_task(): which one it cancels is in its body
            else:
                continue
            lines[receiver] = min(node.lineno, lines.get(receiver, node.lineno))
    return lines


def _is_cancelled_elsewhere(awaited: ast.expr, frame: Frame) -> bool:
    """Whether it is an attribute (``self._timer``) that the file cancels: the task was to be interrupted."""
    if not isinstance(awaited, ast.Attribute):
        return False
    return fingerprint(awaited) in frame.module.once(_cancelled_attributes, frame.module.body)


def _cancelled_attributes(body: Frame) -> frozenset[str]:
    """The attributes that a file cancels, dumped."""
    return frozenset(
        fingerprint(node.func.value)
        for node, _ in body.nodes(ast.Call, nested=True)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "cancel"
        and isinstance(node.func.value, ast.Attribute)
    )


def _is_done(tasks: ast.expr | None) -> bool:
    """Whether it is called ``done``, as what ``asyncio.wait`` gives back first."""
    return isinstance(tasks, ast.Name) and not DONE.isdisjoint(words(tasks.id))


def _is_name(dumped: str | None) -> bool:
    return dumped is not None and dumped.startswith("Name(")


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
