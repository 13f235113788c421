"""The text of a message: ``%``-arguments as in the standard library, and safe ``{field}`` templates.

``str.format`` is not used: it reaches into attributes and items (``{x.__globals__}``), calls any ``__format__`` and
raises on what is no template. Here a name is replaced by its field of this call, once; every other brace stays.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ._encode import safe_str

if TYPE_CHECKING:
    from collections.abc import Mapping

PLACEHOLDER = re.compile(r"\{([^\W\d]\w*)(?::([^{}]*))?\}")
_LONG_NUMBER = re.compile(r"\d{4}")
_FORMATTED = frozenset({str, int, float, datetime})  # exact types: a subclass may bring a __format__ of its own


def substitute(message: str, fields: Mapping[str, object], *, double_percent: bool = False) -> str:
    """The message with ``{name}`` and ``{name:spec}`` replaced; the very same object when there was nothing to replace.

    Args:
        double_percent: write every ``%`` of a value twice, because the result will be ``%``-formatted.
    """
    replaced = False

    def value_of(match: re.Match[str]) -> str:
        nonlocal replaced
        name, spec = match.groups()
        if name not in fields:
            return match.group()
        replaced = True
        text = formatted(fields[name], spec)
        return text.replace("%", "%%") if double_percent else text

    result = PLACEHOLDER.sub(value_of, message)
    return result if replaced else message


def formatted(value: Any, spec: str | None) -> str:
    """The value as a placeholder with this spec shows it."""
    if spec and type(value) in _FORMATTED and not _LONG_NUMBER.search(spec):
        try:
            return format(value, spec)
        except (ValueError, OverflowError):
            return safe_str(value)
    return safe_str(value)


def percent(message: str, args: tuple[Any, ...]) -> str | None:
    """``message % args`` by the standard library's rules (one mapping is taken by name); None when they do not fit."""
    values: Any = args
    try:
        if len(args) == 1 and isinstance(args[0], dict) and args[0]:
            values = args[0]
        return str(message % values)
    except Exception:
        return None
