"""
Values that only the text around them makes secret: the argument of ``"password=%s"``, the field of ``"password={x}"``.

The text is redacted when it is finished; here they are hidden where they go on beside it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ._encode import safe_str
from ._redaction import scrub_text, scrub_value
from ._secret_names import NAMES
from ._template import percent, substitute
from .vocabulary.levels import MARK, RECORD_KEYS
from .vocabulary.values import find_secrets

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["hide_arguments", "hide_fields"]

_CONVERSION = re.compile(r"%(?:\([^()]{0,200}\))?[-#0 +]{0,9}[\d.*]{0,9}[hlL]?[diouxXeEfFgGcrsa]")


def hide_fields(template: str, own: Iterable[str], fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """The fields, with ``***`` for those that this template shows in the place of a secret."""
    stored = {name: f"field_{name}" if name in RECORD_KEYS else name for name in own}
    known = {name: fields[key] for name, key in stored.items() if key in fields}
    hidden = _hidden_in(substitute(template, known))
    found = {
        stored[name]: MARK
        for name, value in known.items()
        if not _tells_nothing(value)
        and any(safe_str(value) in piece for piece in hidden)
        and len(_hidden_in(substitute(template, {**known, name: MARK}))) < len(hidden)
    }
    return {**fields, **found} if found else fields


def hide_arguments(text: str, args: tuple[Any, ...]) -> tuple[str, tuple[Any, ...]]:
    """
    A ``%``-text and its arguments without secrets; they still fit together, and there are as many of them.

    Where an argument is a secret only by the text before it, the text comes back finished, with ``%.0s`` to take the
    arguments without showing them.
    """
    clean = scrub_value(args)  # whole: two of them may be a name and its secret
    if type(clean) is not tuple or len(clean) != len(args):
        clean = tuple([scrub_value(argument) for argument in args])
    finished = percent(text, clean)
    if finished is not None and scrub_text(finished) is finished:
        return text, clean
    raw = percent(text, args)
    if raw is None:
        if len(_hidden_in(_CONVERSION.sub("F4keValue", text))) > len(_hidden_in(_CONVERSION.sub("%s", text))):
            clean = tuple([argument if _tells_nothing(argument) else MARK for argument in clean])
        return scrub_text(text), clean
    hidden = _hidden_in(raw)
    clean = tuple([_masked(argument, kept, hidden) for argument, kept in zip(args, clean, strict=True)])
    return scrub_text(raw).replace("%", "%%") + "%.0s" * len(args), clean


def _hidden_in(text: str) -> list[str]:
    return [text[span.start : span.end] for span in find_secrets(text, NAMES.memo.rules)]


def _masked(argument: Any, kept: Any, hidden: list[str]) -> Any:
    if type(argument) is dict and type(kept) is dict:
        return {key: _masked(argument.get(key), value, hidden) for key, value in kept.items()}
    return MARK if not _tells_nothing(argument) and any(safe_str(argument) in piece for piece in hidden) else kept


def _tells_nothing(value: Any) -> bool:
    return value is None or value is True or value is False or (type(value) is str and value in ("", MARK))
