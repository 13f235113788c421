"""Taking the exception out of a record whose traceback says it: the fixes of LGF216, and of those that add one."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._calls import stretch
from flake8_foundry_logging.codemods._exception_name import nameless
from flake8_foundry_logging.codemods._handling import ERROR, cut_exception, fallback_message, is_traceback, role_of
from flake8_foundry_logging.codemods._levels import has_words
from flake8_foundry_logging.codemods._messages import message_stream, written
from flake8_foundry_logging.codemods._pieces import VALUE_MARK, Value, cooked, made
from flake8_foundry_logging.codemods.kit import Edit, Refused, Safety
from flake8_foundry_logging.core.handler import Handler

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flake8_foundry_logging.codemods._pieces import Stream
    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.core.log_call import LogCall
    from flake8_foundry_logging.core.source import Source

__all__ = ["reworded", "shown_exception", "unnamed", "unrepeated"]

OBJECT = re.compile(rf"[\w{VALUE_MARK}]['\"]?\s+['\"]?{VALUE_MARK}[\s'\".!]*\Z")
"""A value at the end that the sentence leads to without a pause: ``missing field %s``."""


def shown_exception(call: LogCall) -> str | None:
    """The name of the exception whose traceback a record shows, or will show."""
    exc_info = call.controls.get("exc_info")
    if isinstance(exc_info, ast.Name):
        return exc_info.id
    clause = call.frame.handler.node if call.frame.handler is not None else None
    return clause.name if isinstance(clause, ast.ExceptHandler) else None


def reworded(call: LogCall, context: Context, *, alone: bool = False) -> Edit:
    """The message and its arguments without the exception; unsafe where words had to be found for it.

    Args:
        call: the record.
        context: the file.
        alone: nothing else of the call is edited, so all of it may be laid out anew.

    Raises:
        Refused: ``exception-in-sentence``, or what stands in the way of reading the message.
    """
    name = shown_exception(call)
    whole = message_stream(call, context.source)
    stream, said = cut_exception(whole, name)
    if _says(stream, name) or (not said or (OBJECT.search(cooked(whole)) and _ends_with(whole, name))):
        raise Refused("exception-in-sentence")
    if has_words(cooked(stream)):
        return written(call, stream, context, alone=alone)
    handler = Handler.around(call.frame)
    if handler is None or any(isinstance(piece, Value) for piece in stream):
        raise Refused("dynamic-message")
    return written(call, [*made(fallback_message(handler))], context, safety=Safety.UNSAFE, alone=alone)


def _says(stream: Stream, name: str | None) -> bool:
    values = [piece.node for piece in stream if isinstance(piece, Value)]
    return any(role_of(value, name) == ERROR or is_traceback(value) for value in values)


def _ends_with(stream: Stream, name: str | None) -> bool:
    """Whether the last value is the exception, and no type of it stands right before."""
    values = [piece for piece in stream if isinstance(piece, Value)]
    return role_of(values[-1].node, name) == ERROR and not (len(values) > 1 and role_of(values[-2].node, name))


def unrepeated(call: LogCall, context: Context) -> list[Edit]:
    """The same for a record that is about to show a traceback: nothing where it does not say the exception.

    An f-string that cannot be taken apart safely stays one. What cannot be reworded stays as it is: then the fix brings
    a finding of LGF216, and is not made where that is selected.
    """
    try:
        if not _says(message_stream(call, context.source), shown_exception(call)):
            return []
        edit = reworded(call, context)
    except Refused:
        return []
    if edit.safety is Safety.UNSAFE and not context.unsafe:
        shorter = _shortened(call, context.source)
        return [shorter] if shorter is not None else []
    return [edit, *unnamed(call, edit, context)]


def _shortened(call: LogCall, source: Source) -> Edit | None:
    """``f"no {job}: {e}"`` -> ``f"no {job}"``, in the text alone; None where it is not as simple."""
    message, name = call.message, shown_exception(call)
    if not isinstance(message, ast.JoinedStr) or call.arguments or name is None:
        return None
    start, _ = stretch(source, message)
    value = rf"\{{(?:{name}|str\({name}\)|repr\({name}\))(?:![rsa])?\}}"
    simple = re.compile(
        rf"(?P<head>[fF](?P<quote>[\"'])[^\"'\\\n]*\w\}}?)(?P<tail>[\s(\[]*[:;,.=(–—-][\s]*{value}[)\].!]*)(?P=quote)\Z"
    )
    match = simple.match(source.segment(message))
    if match is None or "{" not in match["head"] or re.search(value, match["head"]):
        return None
    return Edit(start + match.start("tail"), start + match.end("tail"), "")


def unnamed(call: LogCall, edit: Edit, context: Context, *, further: Iterable[ast.expr] = ()) -> list[Edit]:
    """``as e`` dropped, if nothing but the message, the arguments and what else goes uses the name.

    Args:
        call: the record.
        edit: what its message and its arguments become.
        context: the file.
        further: what else goes.
    """
    clause = call.frame.handler.node if call.frame.handler is not None else None
    if not isinstance(clause, ast.ExceptHandler) or clause.name != shown_exception(call):
        return []
    going = [part for part in (call.message, *call.arguments, *further) if part is not None]
    return nameless(clause, context, going=going, new=edit.text)
