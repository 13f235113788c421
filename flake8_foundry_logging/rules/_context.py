"""Which error records say nothing but a constant text, and what beside them may carry the context."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.evidence import logs_traceback
from flake8_foundry_logging.core.log_call import LogCall
from flake8_foundry_logging.rules._templates import HOLE, literal_text

if TYPE_CHECKING:
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["ERRORS", "contextless", "explained_beside", "said_before", "says_something"]

ERRORS = frozenset(("error", "critical", "fatal", "aerror", "acritical", "afatal"))
LOUD = frozenset(("warning", "error", "critical", None))
BINDERS = frozenset(("bind", "new", "contextualize", "patch", "bind_context", "bound_contextvars", "context"))


def contextless(call: LogCall) -> bool:
    """Whether a record at error or above is a constant text and nothing else, on a logger that has no context bound."""
    if call.method not in ERRORS or not call.logger.sure or call.open:
        return False
    if call.arguments or call.fields or call.controls:
        return False
    text = literal_text(call.message)
    return text is not None and HOLE not in text and not logs_traceback(call) and not _bound(call)


def says_something(call: LogCall) -> bool:
    """Whether a record holds any value at all."""
    if call.open or call.arguments or call.fields or call.controls or logs_traceback(call):
        return True
    text = literal_text(call.message)
    return call.message is not None and (text is None or HOLE in text)


def explained_beside(call: LogCall) -> bool:
    """Whether another record of the same block, as loud as that, holds the values: the two are one message."""
    block = call.frame.statement.parent
    part = call.frame.statement.part
    by_block = call.frame.module.once(_by_block, call.frame.module.body)
    return any(
        other is not call and other.level in LOUD and says_something(other) for other in by_block.get((block, part), ())
    )


def said_before(call: LogCall) -> bool:
    """Whether a record above it in the same block is as empty: one finding for both."""
    statement = call.frame.statement
    by_block = call.frame.module.once(_by_block, call.frame.module.body)
    for other in by_block.get((statement.parent, statement.part), ()):
        if other is call:
            return False
        if contextless(other):
            return True
    return False


def _by_block(body: Frame) -> dict[tuple[Frame | None, str], list[LogCall]]:
    blocks: dict[tuple[Frame | None, str], list[LogCall]] = {}
    for call in body.module.views(LogCall):
        statement = call.frame.statement
        blocks.setdefault((statement.parent, statement.part), []).append(call)
    return blocks


def _bound(call: LogCall) -> bool:
    """Whether the logger, or a ``with`` around the call, carries fields of its own."""
    if call.receiver is not None and _binds(call.receiver, call.frame):
        return True
    return any(
        isinstance(frame.node, (ast.With, ast.AsyncWith))
        and any(_is_binder(item.context_expr) for item in frame.node.items)
        for frame in call.frame.outward_in_function()
    )


def _binds(receiver: ast.expr, frame: Frame) -> bool:
    if _chain_binds(receiver):
        return True
    if isinstance(receiver, ast.Name):
        bindings = frame.bindings(receiver.id)
    elif isinstance(receiver, ast.Attribute):
        bindings = frame.attribute_bindings(receiver)
    else:
        return False
    return any(
        isinstance(value := binding.value, ast.Call) and (_called(value).endswith("Adapter") or _chain_binds(value))
        for binding in bindings
    )


def _chain_binds(node: ast.expr) -> bool:
    """``get_logger().bind(job=1).opt(...)``: somewhere in the chain."""
    while isinstance(node, (ast.Call, ast.Attribute)):
        if _is_binder(node):
            return True
        node = node.func if isinstance(node, ast.Call) else node.value
    return False


def _is_binder(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and _called(node) in BINDERS and bool(node.keywords)


def _called(node: ast.Call) -> str:
    callee = node.func
    return callee.attr if isinstance(callee, ast.Attribute) else callee.id if isinstance(callee, ast.Name) else ""
