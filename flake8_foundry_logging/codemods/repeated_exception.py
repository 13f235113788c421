"""``log.exception("no sync of %s: %s", job, e)`` -> ``log.exception("no sync of %s", job)``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._calls import drop_keyword
from flake8_foundry_logging.codemods._handling import ERROR, cut_exception, fallback_message, role_of
from flake8_foundry_logging.codemods._levels import has_words
from flake8_foundry_logging.codemods._messages import message_stream, written
from flake8_foundry_logging.codemods._pieces import Value, cooked, made
from flake8_foundry_logging.codemods._statements import drop_exception_name
from flake8_foundry_logging.codemods.kit import Edits, Refusal, Refused, Safety
from flake8_foundry_logging.core.handler import Handler
from flake8_foundry_logging.core.log_call import Kind

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.codemods.kit import Edit
    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.log_call import LogCall


def fix(finding: Finding, context: Context) -> Edits | Refusal:
    """The exception is taken off the end of the text, with the words that only led to it, and a needless ``exc_info``.

    Unsafe where the record says more than before (a traceback that was switched off), or other words (it had none but
    the exception's).
    """
    call = context.log_call(finding)
    if call is None or call.kind is Kind.UNKNOWN:
        return Refusal("unknown-logger")
    assert finding.site is not None
    if isinstance(finding.site.node, ast.keyword):
        value = finding.site.node.value
        off = isinstance(value, ast.Constant) and not value.value
        safety = Safety.UNSAFE if off else Safety.SAFE
        return Edits((drop_keyword(context.source, call.node, finding.site.node, safety=safety),))
    edits = [_reworded(call, context)]
    edits += _without_exc_info(call, context)
    edits += _nameless(call, context)
    return Edits(tuple(sorted(edits)))


def _reworded(call: LogCall, context: Context) -> Edit:
    """The message and its arguments without the exception.

    Raises:
        Refused: ``exception-in-sentence``, or what stands in the way of reading the message.
    """
    name = _name(call)
    stream, said = cut_exception(message_stream(call, context.source), name)
    if any(role_of(piece.node, name) == ERROR for piece in stream if isinstance(piece, Value)):
        raise Refused("exception-in-sentence")
    if has_words(cooked(stream)):
        return written(call, stream, context.source)
    handler = Handler.around(call.frame)
    if handler is None or any(isinstance(piece, Value) for piece in stream) or not said:
        raise Refused("dynamic-message")
    return written(call, [*made(fallback_message(handler))], context.source, safety=Safety.UNSAFE)


def _name(call: LogCall) -> str | None:
    exc_info = call.controls.get("exc_info")
    if isinstance(exc_info, ast.Name):
        return exc_info.id
    clause = call.frame.handler.node if call.frame.handler is not None else None
    return clause.name if isinstance(clause, ast.ExceptHandler) else None


def _without_exc_info(call: LogCall, context: Context) -> list[Edit]:
    """What ``exception`` does not need: only a true constant, so that nothing is decided here that the rule has not."""
    if call.method not in ("exception", "aexception"):
        return []
    return [
        drop_keyword(context.source, call.node, keyword)
        for keyword in call.node.keywords
        if keyword.arg == "exc_info" and (isinstance(keyword.value, ast.Constant) or _is_name(keyword.value, call))
    ]


def _is_name(value: ast.expr, call: LogCall) -> bool:
    clause = call.frame.handler.node if call.frame.handler is not None else None
    return isinstance(value, ast.Name) and isinstance(clause, ast.ExceptHandler) and value.id == clause.name


def _nameless(call: LogCall, context: Context) -> list[Edit]:
    """``as e`` dropped, if nothing but what goes uses the name."""
    clause = call.frame.handler.node if call.frame.handler is not None else None
    if not isinstance(clause, ast.ExceptHandler) or clause.name is None or clause.name != _name(call):
        return []
    going = [part for part in (call.message, *call.arguments) if part is not None]
    if _without_exc_info(call, context):
        going.append(call.controls["exc_info"])
    gone = {id(inner) for part in going for inner in ast.walk(part)}
    names = [inner for inner in ast.walk(clause) if isinstance(inner, ast.Name) and id(inner) not in gone]
    if any(name.id == clause.name for name in names):
        return []
    edit = drop_exception_name(context.source, clause)
    return [] if edit is None else [edit]
