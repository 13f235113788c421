"""The message of a log call and its values, taken apart: what the fixes of LGF216 and LGF5 share."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._calls import require_exact, stretch
from flake8_foundry_logging.codemods._message import compose, require_text, stream_of
from flake8_foundry_logging.codemods.kit import Edit, Edits, Refusal, Refused, Safety
from flake8_foundry_logging.core.log_call import Kind

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods._pieces import Stream
    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.log_call import LogCall
    from flake8_foundry_logging.core.source import Source

__all__ = ["message_stream", "require_no_comment", "restructure", "written"]


def restructure(finding: Finding, context: Context) -> Edits | Refusal:
    """A constant message with its values beside it: fields, or ``%s`` arguments on a stdlib logger.

    Unsafe on a stdlib logger where the text could come out differently: a format spec, or a value with a
    ``__format__`` of its own.
    """
    call = context.log_call(finding)
    if call is None or call.kind is Kind.UNKNOWN:
        return Refusal("unknown-logger")
    stream = message_stream(call, context.source)
    require_text(stream)
    return Edits((written(call, stream, context.source),))


def message_stream(call: LogCall, source: Source) -> Stream:
    """The text and values of a call's message and arguments.

    Raises:
        Refused: ``star-arguments``, ``comment-inside``, or they cannot be taken apart.
    """
    if call.message is None or any(isinstance(argument, ast.Starred) for argument in call.arguments):
        raise Refused("star-arguments")
    require_no_comment(source, call.message, call.arguments[-1] if call.arguments else call.message)
    return stream_of(source.segment(call.message), [require_exact(source, argument) for argument in call.arguments])


def written(call: LogCall, stream: Stream, source: Source, *, safety: Safety = Safety.SAFE) -> Edit:
    """A stream in the place of a call's message and arguments; unsafe where the text could come out differently.

    Raises:
        Refused: the logger's kind cannot say it.
    """
    assert call.message is not None
    start = stretch(source, call.message)[0]
    end = stretch(source, call.arguments[-1] if call.arguments else call.message)[1]
    taken = {name: source.segment(value) for name, value in call.fields.items()}
    message = compose(stream, kind=call.kind, taken=taken)
    parts = [message.text, *message.arguments, *(f"{field.key}={field.source}" for field in message.fields)]
    inexact = call.kind is Kind.STDLIB and not message.exact
    text = _separator(source, call.node, start).join(parts)
    return Edit(start, end, text, Safety.UNSAFE if inexact else safety)


def require_no_comment(source: Source, first: ast.expr, last: ast.expr) -> None:
    """Refuse a stretch that holds comments.

    Raises:
        Refused: ``comment-inside``.
    """
    lines = range(first.lineno, last.end_lineno or last.lineno)
    if any(line in source.comments for line in lines):
        raise Refused("comment-inside")


def _separator(source: Source, call: ast.Call, start: int) -> str:
    """One argument a line where the call was written so, else all behind each other."""
    line_start = source.text.rfind("\n", 0, start) + 1
    indent = source.text[line_start:start]
    return f",\n{indent}" if not indent.strip() and call.lineno < (call.end_lineno or 0) else ", "
