"""Which error records say nothing but a constant text, and what beside them may carry the context."""

from __future__ import annotations

import ast
from itertools import islice
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.evidence import logs_traceback
from flake8_foundry_logging.core.log_call import LogCall
from flake8_foundry_logging.rules._templates import HOLE, literal_text

if TYPE_CHECKING:
    from flake8_foundry_logging.core.frame import Frame

    Block = tuple[Frame, str]

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
    return any(other is not call for other in call.frame.module.once(_explaining, _block_of(call)))


def said_before(call: LogCall) -> bool:
    """Whether a record above an empty one in the same block is as empty: one finding for both."""
    return call.frame.module.once(_first_contextless, _block_of(call)) is not call


def _block_of(call: LogCall) -> Block:
    statement = call.frame.statement
    assert statement.parent is not None
    return statement.parent, statement.part


def _explaining(block: Block) -> tuple[LogCall, ...]:
    """The first two loud records of a block that say something: of two, one is another than that which asks."""
    return tuple(islice((call for call in _calls_in(block) if call.level in LOUD and says_something(call)), 2))


def _first_contextless(block: Block) -> LogCall | None:
    return next(filter(contextless, _calls_in(block)), None)


def _calls_in(block: Block) -> list[LogCall]:
    module = block[0].module
    return module.once(_by_block, module.body)[block]


def _by_block(body: Frame) -> dict[Block, list[LogCall]]:
    blocks: dict[Block, list[LogCall]] = {}
    for call in body.module.views(LogCall):
        blocks.setdefault(_block_of(call), []).append(call)
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
