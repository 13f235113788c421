"""The message of a log call and its values, taken apart: what the fixes of LGF216 and LGF5 share."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._calls import inside, require_exact, stretch, with_parentheses
from flake8_foundry_logging.codemods._layout import laid_out
from flake8_foundry_logging.codemods._message import compose, require_text, stream_of
from flake8_foundry_logging.codemods.kit import Edit, Edits, Refusal, Refused, Safety
from flake8_foundry_logging.core.log_call import Kind

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods._message import Message
    from flake8_foundry_logging.codemods._pieces import Stream
    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.log_call import LogCall
    from flake8_foundry_logging.core.source import Source

__all__ = ["message_stream", "put", "require_no_comment", "restructure", "written"]


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
    return Edits((written(call, stream, context, alone=True),))


def message_stream(call: LogCall, source: Source) -> Stream:
    """The text and values of a call's message and arguments.

    Raises:
        Refused: ``star-arguments``, ``comment-inside``, or they cannot be taken apart.
    """
    if call.message is None or any(isinstance(argument, ast.Starred) for argument in call.arguments):
        raise Refused("star-arguments")
    require_no_comment(source, call.message, call.arguments[-1] if call.arguments else call.message)
    return stream_of(source.segment(call.message), [require_exact(source, argument) for argument in call.arguments])


def written(
    call: LogCall, stream: Stream, context: Context, *, safety: Safety = Safety.SAFE, alone: bool = False
) -> Edit:
    """A stream in the place of a call's message and arguments; unsafe where the text could come out differently.

    Args:
        call: the call.
        stream: its new message, with the values.
        context: the file.
        safety: of the edit.
        alone: nothing else of the call is edited, so all of it may be laid out anew.

    Raises:
        Refused: the logger's kind cannot say it.
    """
    source = context.source
    taken = {name: source.segment(value) for name, value in call.fields.items()}
    message = compose(stream, kind=call.kind, taken=taken, named=False)
    rest = [*message.arguments, *(f"{field.key}={field.source}" for field in message.fields)]
    if call.kind is Kind.STDLIB and not message.exact:
        safety = Safety.UNSAFE
    if alone and (whole := _laid_out(call, message, rest, context)) is not None:
        return Edit(*inside(source, call.node), whole, safety)
    return put(call, message.text, rest, context, safety=safety)


def put(call: LogCall, text: str, rest: list[str], context: Context, *, safety: Safety) -> Edit:
    """A text and what belongs to it in the place of a call's message and arguments."""
    assert call.message is not None
    source = context.source
    start = with_parentheses(source, call.node, call.message)[0]
    end = with_parentheses(source, call.node, call.arguments[-1] if call.arguments else call.message)[1]
    return Edit(start, end, _separator(call, source, start).join([text, *rest]), safety)


def _laid_out(call: LogCall, message: Message, rest: list[str], context: Context) -> str | None:
    """What stands between the parentheses of a whole call; None where it has comments, or begins in a line."""
    source, node = context.source, call.node
    line_start = source.text.rfind("\n", 0, stretch(source, node)[0]) + 1
    start, end = inside(source, node)
    head = source.text[line_start:start]
    indent = head[: len(head) - len(head.lstrip())]
    statement = call.frame.statement.node
    if not (isinstance(statement, ast.Expr) and statement.lineno == node.lineno and "\n" not in head):
        return None
    if stretch(source, statement)[0] - line_start != len(indent) or node.args[:1] != [call.message]:
        return None
    if any(line in source.comments for line in range(node.lineno, node.end_lineno or node.lineno)):
        return None
    further = [source.segment(keyword) for keyword in node.keywords]
    written = source.text[start:end]
    text = laid_out(
        head[len(indent) :],
        message.text,
        message.pieces,
        [*rest, *further],
        indent=indent,
        width=context.width,
        several_lines="\n" in written,
        exploded=written.rstrip().endswith(",") and written[:1] in "\r\n",
    )
    return text[start - line_start - len(indent) : -1]


def require_no_comment(source: Source, first: ast.expr, last: ast.expr) -> None:
    """Refuse a stretch that holds comments.

    Raises:
        Refused: ``comment-inside``.
    """
    lines = range(first.lineno, last.end_lineno or last.lineno)
    if any(line in source.comments for line in lines):
        raise Refused("comment-inside")


def _separator(call: LogCall, source: Source, start: int) -> str:
    """One argument a line where the call was written so, else all behind each other."""
    node, message = call.node, call.message
    line_start = source.text.rfind("\n", 0, start) + 1
    indent = source.text[line_start:start]
    together = message is not None and any(argument.lineno == message.end_lineno for argument in call.arguments)
    hangs = not indent.strip() and node.lineno < (node.end_lineno or 0) and not together
    return f",\n{indent}" if hangs else ", "
