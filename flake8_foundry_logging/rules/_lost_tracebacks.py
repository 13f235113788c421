"""Records of an error in a handler that goes on without its traceback: what LGF214 and LGF221 share."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.carriers import call_name, names_exception
from flake8_foundry_logging.core.evidence import logs_traceback
from flake8_foundry_logging.core.handler import Handler
from flake8_foundry_logging.core.log_call import Kind
from flake8_foundry_logging.rules._harmless import is_conversion
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from flake8_foundry_logging.core.frame import Frame
    from flake8_foundry_logging.core.log_call import LogCall

__all__ = ["fault", "instead", "losing_handler"]

METHODS = frozenset(("error", "critical", "fatal", "aerror", "acritical"))
TEXTS = frozenset(("traceback.format_exc", "traceback.format_exception"))
TAKING = frozenset(("handle", "on", "process", "propagate", "record", "report", "set"))
"""First words of functions that take an error over: ``handle_exception(e)``."""
SECRET = re.compile(
    r"\b(?:secrets?|credentials?|passwords?|sensitive)\b|(?:\bnot|n't|\bnever|\bno|\bwithout)\b.{0,30}\b(?:traceback|stack)",
    re.IGNORECASE,
)
ERRORS = frozenset(("err", "error", "exc", "exception", "failure"))


def losing_handler(call: LogCall, frame: Frame) -> Handler | None:
    """The handler in which a record of an error is all that is left of it; None where more is kept."""
    if call.method not in METHODS or frame.handler is None or not call.logger.sure:
        return None
    handler = Handler.around(frame)
    if handler is None or frame.module.once(_leaves, handler) or _hides_keywords(call):
        return None
    if _as_text(call):
        return None if _shows_elsewhere(call, handler) else handler
    if handler.keeps_traceback or logs_traceback(call) or _said_before(call, handler):
        return None
    return None if frame.module.once(_is_settled, handler) else handler


def fault(call: LogCall) -> str:
    """What is wrong with a record."""
    return "logs the traceback as text" if _as_text(call) else "loses the traceback"


def instead(call: LogCall) -> str:
    """What to write."""
    if call.method == "error":
        return "exception()"
    return "opt(exception=True)" if call.kind is Kind.LOGURU else "exc_info=True"


def _leaves(handler: Handler) -> bool:
    """Whether it does not go on."""
    return handler.leaves or _ends_program(handler)


def _is_settled(handler: Handler) -> bool:
    """Whether its error has a plain place, lives on with its traceback, or is one that nobody may read."""
    return is_conversion(handler.try_node.body) or _is_handed_on(handler) or _is_kept_secret(handler)


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


def _as_text(call: LogCall) -> bool:
    """Whether the record holds the traceback as a text that is made for it, and shows none."""
    if "exc_info" in call.controls:
        return False
    return any(
        isinstance(node, ast.Call)
        and call_name(node.func).startswith("format_exc")
        and call.frame.origin(node.func) in TEXTS
        for value in (call.message, *call.arguments, *call.fields.values())
        if value is not None
        for node in ast.walk(value)
    )


def _shows_elsewhere(call: LogCall, handler: Handler) -> bool:
    """Whether another record of the handler shows the traceback, or one above holds the text of it."""
    first = call.frame.module.once(_first_traceback, handler)
    return first is not None and first < call.node.lineno


def _first_traceback(handler: Handler) -> int | None:
    """The first line on which a record holds a traceback as text; 0, above all lines, where one shows it properly."""
    shown = [call for call in handler.log_calls if logs_traceback(call)]
    return min((call.node.lineno if _as_text(call) else 0 for call in shown), default=None)


def _is_handed_on(handler: Handler) -> bool:
    """Whether the exception itself is given to what takes errors over: ``handle_exception(e)``, ``job.error = e``."""
    own = frozenset((handler.name,)) if handler.name else frozenset()
    for node, frame in handler.frame.nodes(ast.Call, ast.Assign):
        if frame.handler is not handler.frame:
            continue
        if isinstance(node, ast.Assign):
            kept = [target for target in node.targets if isinstance(target, ast.Attribute)]
            if names_exception(node.value, own) and any(not ERRORS.isdisjoint(words(t.attr)) for t in kept):
                return True
        elif isinstance(node, ast.Call) and node not in handler.facts.log_calls:
            parts = words(call_name(node.func))
            takes = bool(parts) and parts[0] in TAKING and not ERRORS.isdisjoint(parts[1:])
            if takes and any(names_exception(argument, own) for argument in node.args):
                return True
            if any(names_exception(k.value, own) and not ERRORS.isdisjoint(words(k.arg or "")) for k in node.keywords):
                return True
    return False


def _is_kept_secret(handler: Handler) -> bool:
    """Whether a comment in the clause says why the exception is not logged."""
    comments, lines = (
        handler.frame.module.source.comments,
        range(handler.node.lineno, (handler.node.end_lineno or 0) + 1),
    )
    return any(SECRET.search(comments[line]) for line in lines if line in comments)


def _ends_program(handler: Handler) -> bool:
    """Whether it ends the program by a method, as command lines do: ``self.exit(1)``, ``context.exit(2)``."""
    return any(
        isinstance(node, ast.Call)
        and frame.handler is handler.frame
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "exit"
        and bool(node.args)
        and not (isinstance(node.args[0], ast.Constant) and node.args[0].value in (0, None))
        for node, frame in handler.frame.nodes(ast.Call)
    )
