"""The message of a log call and its values, taken apart: what the fixes of LGF501 to LGF504 and LGF507 share."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._calls import require_exact, stretch
from flake8_foundry_logging.codemods._message import message_and_fields
from flake8_foundry_logging.codemods.kit import Edit, Edits, Refusal, Refused, Safety
from flake8_foundry_logging.core.log_call import Kind

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.source import Source

__all__ = ["restructure"]


def restructure(finding: Finding, context: Context) -> Edits | Refusal:
    """A constant message with its values beside it: fields, or ``%s`` arguments on a stdlib logger.

    Unsafe on a stdlib logger where the text could come out differently: a format spec, or a value with a
    ``__format__`` of its own.
    """
    call = context.log_call(finding)
    if call is None or call.kind is Kind.UNKNOWN:
        return Refusal("unknown-logger")
    if call.message is None or any(isinstance(argument, ast.Starred) for argument in call.arguments):
        return Refusal("star-arguments")
    source = context.source
    start = stretch(source, call.message)[0]
    end = stretch(source, call.arguments[-1] if call.arguments else call.message)[1]
    _require_no_comment(source, call.message, call.arguments[-1] if call.arguments else call.message)
    message = message_and_fields(
        source.segment(call.message),
        [require_exact(source, argument) for argument in call.arguments],
        kind=call.kind,
        taken={name: source.segment(value) for name, value in call.fields.items()},
    )
    parts = [message.text, *message.arguments, *(f"{field.key}={field.source}" for field in message.fields)]
    separator = _separator(source, call.node, start)
    safety = Safety.UNSAFE if call.kind is Kind.STDLIB and not message.exact else Safety.SAFE
    return Edits((Edit(start, end, separator.join(parts), safety),))


def _require_no_comment(source: Source, first: ast.expr, last: ast.expr) -> None:
    lines = range(first.lineno, last.end_lineno or last.lineno)
    if any(line in source.comments for line in lines):
        raise Refused("comment-inside")


def _separator(source: Source, call: ast.Call, start: int) -> str:
    """One argument a line where the call was written so, else all behind each other."""
    line_start = source.text.rfind("\n", 0, start) + 1
    indent = source.text[line_start:start]
    return f",\n{indent}" if not indent.strip() and call.lineno < (call.end_lineno or 0) else ", "
