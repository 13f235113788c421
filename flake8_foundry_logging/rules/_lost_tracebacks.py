"""Records of an error in a handler that goes on without its traceback: what LGF214 and LGF221 share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_foundry_logging.core.evidence import logs_traceback
from flake8_foundry_logging.core.handler import Handler
from flake8_foundry_logging.core.log_call import Kind

if TYPE_CHECKING:
    from flake8_foundry_logging.core.frame import Frame
    from flake8_foundry_logging.core.log_call import LogCall

__all__ = ["instead", "losing_handler"]

METHODS = frozenset(("error", "critical", "fatal", "aerror", "acritical"))


def losing_handler(call: LogCall, frame: Frame) -> Handler | None:
    """The handler in which a record of an error is all that is left of it; None where more is kept."""
    if call.method not in METHODS or frame.handler is None or not call.logger.sure:
        return None
    handler = Handler.around(frame)
    if handler is None or handler.leaves or handler.keeps_traceback:
        return None
    if _hides_keywords(call) or logs_traceback(call) or _said_before(call, handler):
        return None
    return handler


def instead(call: LogCall) -> str:
    """What to write."""
    if call.method == "error":
        return "exception()"
    return "opt(exception=True)" if call.kind is Kind.LOGURU else "exc_info=True"


def _hides_keywords(call: LogCall) -> bool:
    return any(keyword.arg is None for keyword in call.node.keywords)


def _said_before(call: LogCall, handler: Handler) -> bool:
    """Whether an error record above this one, on the same path, has the finding already."""
    for other in handler.log_calls:
        if other is call:
            return False
        block = other.frame.statement.parent
        if other.method in METHODS and block is not None and call.frame.within(block):
            return other.frame.statement.part == call.frame.statement.part or block is not call.frame.statement.parent
    return False
