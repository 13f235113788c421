"""One record -> one JSON line. What JSON does not know comes out too; nothing here raises for a value's sake."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import timedelta
from enum import Enum
from typing import Any

import orjson

MAX_DEPTH = 60
"""How deep containers may nest in a line; below, a value is shown by its safe repr."""
MAX_REPR = 4096
"""How many code points of an object's own text are kept."""
MAX_DIGITS = 400
"""Integers with more decimal digits than this are told by their size."""

_LINE = orjson.OPT_APPEND_NEWLINE | orjson.OPT_SERIALIZE_NUMPY
_VALUE = orjson.OPT_SERIALIZE_NUMPY


def encode(record: Mapping[str, object]) -> bytes:
    """The record as one UTF-8 line with its newline: one encode, and a slower second one only when that refuses."""
    try:
        return orjson.dumps(record, default=known, option=_LINE)
    except (TypeError, ValueError, RecursionError):
        return orjson.dumps(plain(record), default=safe_repr, option=_LINE)


def value_text(value: object) -> str:
    """A container or an unknown object as compact JSON, for the text sinks."""
    try:
        return orjson.dumps(value, default=known, option=_VALUE).decode()
    except (TypeError, ValueError, RecursionError):
        return orjson.dumps(plain(value), default=safe_repr, option=_VALUE).decode()


def safe_repr(value: object) -> str:
    """``str`` of an exception, ``repr`` of the rest, bounded; an object that fails to describe itself is named."""
    try:
        text = f"{type(value).__name__}: {value}" if isinstance(value, BaseException) else repr(value)
    except Exception as error:
        return f"<{type(value).__name__}: repr failed with {type(error).__name__}>"
    return _valid(text[:MAX_REPR])


def safe_str(value: object) -> str:
    """The text of anything; a text stays itself, an object that fails to describe itself is named."""
    if type(value) is str:
        return value
    try:
        return str(value)
    except Exception:
        return safe_repr(value)


def known(value: Any) -> object:
    """What orjson does not know, in terms that it does."""
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value).decode("utf-8", "backslashreplace")
    if isinstance(value, os.PathLike):
        return _valid(os.fsdecode(value))
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return dict(zip(value._fields, value, strict=True))
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, tuple | AbstractSet) or type(value).__name__ == "deque":
        return list(value)
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, type):
        return f"{value.__module__}.{value.__qualname__}"
    for method in ("model_dump", "tolist"):  # pydantic; numpy where orjson's own support ends
        convert = getattr(type(value), method, None)
        if convert is not None:
            try:
                return convert(value)
            except Exception:
                return safe_repr(value)
    if type(value).__name__ == "Decimal":
        return str(value)
    return safe_repr(value)


def plain(value: Any, depth: int = 0) -> object:
    """The same value in pieces that orjson surely takes: valid text, string keys, integers of any size, no cycles."""
    if depth > MAX_DEPTH:
        return safe_repr(value)
    if isinstance(value, Enum):
        return plain(value.value, depth + 1)
    if isinstance(value, str):
        return _valid(value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return _integer(int(value))
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return _string_keys(value, depth)
    if isinstance(value, list | tuple) and not hasattr(value, "_fields"):
        return [plain(item, depth + 1) for item in value]
    return _leaf(value, depth)


def _leaf(value: Any, depth: int) -> object:
    try:
        return orjson.Fragment(orjson.dumps(value, option=_VALUE))  # datetimes, UUIDs, dataclasses, numpy
    except (TypeError, ValueError, RecursionError):
        try:
            return plain(known(value), depth + 1)
        except Exception:
            return safe_repr(value)


def _string_keys(value: Mapping[Any, object], depth: int) -> dict[str, object]:
    result: dict[str, object] = {}
    for key, item in value.items():
        text = _valid(key) if isinstance(key, str) else _key_text(key)
        while text in result:  # 1 and "1" are two keys in Python
            text += "'"
        result[text] = plain(item, depth + 1)
    return result


def _key_text(key: object) -> str:
    if isinstance(key, bytes):
        return key.decode("utf-8", "backslashreplace")
    return safe_repr(key)


def _integer(value: int) -> object:
    if -(2**63) <= value < 2**64:
        return value
    if value.bit_length() > MAX_DIGITS * 3.3:
        return f"<integer of {value.bit_length()} bits>"
    return orjson.Fragment(str(value).encode())


def _valid(text: str) -> str:
    """The text without lone surrogates, which are no UTF-8: they stay visible as escapes."""
    return str.encode(text, "utf-8", "backslashreplace").decode()
