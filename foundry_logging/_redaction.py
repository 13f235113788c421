"""
No secret leaves the process: what a record carries is cleaned here, before it is cut, encoded or handed on.

Names are judged by ``vocabulary.is_secret_name``, texts searched by ``vocabulary.scrub_text``; here is what Python
values add to that. Nothing given is ever changed: what is clean comes back as it is, the rest as a copy. Nothing here
raises, and what cannot be looked into comes out as ``***``, never as it was.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import Enum
from itertools import islice, pairwise
from pathlib import PurePath
from types import BuiltinFunctionType, FunctionType, ModuleType, NoneType
from typing import TYPE_CHECKING, Any
from uuid import UUID

from ._parts import MAX_ITEMS, masks_itself, named_parts
from ._secret import Secret
from ._secret_names import NAMES, load
from .vocabulary import values
from .vocabulary.levels import MARK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from .vocabulary.names import Verdict

__all__ = ["redact", "scrub", "scrub_exception_text", "scrub_fields", "scrub_record", "scrub_text"]

MAX_DEPTH = 40
"""How deep containers are looked into; what lies deeper is told, not shown."""
MAX_TEXT = 1_000_000
"""How many code points of one text are kept."""
MAX_REPR = 4096
"""How many code points of an object's own text are kept."""

_PLAIN = frozenset({NoneType, bool, int, float})
# They say what they are in a form of their own, which holds no text that somebody wrote.
_OPAQUE = (complex, date, time, timedelta, timezone, UUID, Decimal, type, FunctionType, BuiltinFunctionType, ModuleType)
_BUFFERS = (bytes, bytearray, memoryview)
_SERIES = (list, tuple, set, frozenset, deque)


_suspicious = values.prefilter().search


def scrub_fields(fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """
    The fields of a record with every secret replaced by ``***``: the way of every record.

    Returns the mapping itself when nothing in it is a secret, else a new dict.
    """
    try:
        return fields if _surely_clean(fields) else _scrubbed_fields(fields)
    except Exception:
        return dict.fromkeys(map(scrub_text, fields), MARK)


def scrub_record(text: str, fields: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    """A message that is finished, and its fields: ``scrub_text`` and ``scrub_fields``, with one search for both.

    The common case is a record without a secret, whose names have been seen before; it takes about a microsecond.
    """
    try:
        if _surely_clean(fields, text):
            return text, fields
    except Exception:
        return MARK, scrub_fields(fields)
    return scrub_text(text), scrub_fields(fields)


def _surely_clean(fields: Mapping[str, Any], texts: str = "") -> bool:
    """Whether names known to be clean, and one search over all texts at once, show nothing."""
    if not fields.keys() <= NAMES.memo.clean:
        return False
    for value in fields.values():
        kind = type(value)
        if kind is str:
            texts += value  # where two meet, the search may see what is in neither: then each is looked at by itself
        elif kind not in _PLAIN:
            return False
    return len(texts) <= MAX_TEXT and _suspicious(texts) is None


def _scrubbed_fields(fields: Mapping[str, Any]) -> Mapping[str, Any]:
    result: dict[str, Any] = {}
    changed = False
    names = NAMES.memo
    for name, value in fields.items():
        key, clean = name, value
        verdict = names[name]
        if verdict:
            clean = _hidden(value, verdict)
        elif type(value) not in _PLAIN:
            clean = scrub_value(value)
        if verdict is not None:
            key = _free_key(result, scrub_text(name))
        changed = changed or clean is not value or key is not name
        result[key] = clean
    if "value" in result and (verdict := _told_beside(result)):
        shown = result["value"]
        result["value"] = _hidden(shown, verdict)
        changed = changed or result["value"] is not shown
    return result if changed else fields


def scrub(value: Any) -> Any:
    """The value with its secrets replaced by ``***``, found by the names and by the look of them, at any depth.

    What counts as a secret is the same as for a record, ``LOG_SECRET_WORDS`` and ``LOG_NOT_SECRETS`` included.

    Returns the value itself when it holds none. A container under a secret name becomes ``***`` whole; an object that
    no rule here knows becomes its scrubbed ``repr``.
    """
    if not NAMES.loaded:
        load()
    return scrub_value(value)


def scrub_value(value: Any) -> Any:
    try:
        return _Walk(_clean_leaf, _hidden).of(value)
    except Exception:
        return MARK


def redact(value: Any) -> Any:
    """The value with everything hidden: ``***`` for every scalar, containers leaf by leaf, their keys kept."""
    try:
        return _Walk(_masked_leaf, None).of(value)
    except Exception:
        return MARK


def scrub_text(text: str) -> str:
    """The text with ``***`` for what looks like a secret or stands beside the name of one; itself when clean."""
    try:
        return values.scrub_text(text if len(text) <= MAX_TEXT else _cut(text), NAMES.memo.rules)
    except Exception:
        return MARK


# What pydantic says of a bad field: its name on one line, and on the next the value that was refused.
_REFUSED_INPUT = re.compile(
    r"^(?P<name>[\w.\[\]-]{1,200})\n(?P<before>[ \t]{1,8}[^ \t\n][^\n]{0,2000}?input_value=)(?P<value>[^\n]*)",
    re.MULTILINE,
)


def scrub_exception_text(text: str) -> str:
    """The same for an exception's message or traceback, with what a validation error quotes of a secret field."""
    try:
        if "input_value=" in text:
            text = _REFUSED_INPUT.sub(_refused, text)
    except Exception:
        return MARK
    return scrub_text(text)


def _refused(match: re.Match[str]) -> str:
    if not NAMES.memo.rules.verdict(match["name"]):
        return match.group()
    _, mark, kind = match["value"].partition(", input_type=")
    return f"{match['name']}\n{match['before']}{MARK}{mark}{kind}"


class _Walk:
    """One value, looked into once: how deep, how much is left to look at, and which containers it is inside of."""

    __slots__ = ("_depth", "_hide", "_inside", "_leaf", "_left")

    def __init__(self, leaf: Callable[[Any], Any], hide: Callable[[Any, Verdict], Any] | None) -> None:
        self._leaf = leaf
        self._hide = hide  # what becomes of a value under a secret name; None: it is walked like any other
        self._left = MAX_ITEMS
        self._depth = 0
        self._inside: set[int] = set()

    def of(self, value: Any) -> Any:
        """The cleaned value; itself when there was nothing to clean."""
        kind = type(value)
        if kind is str or kind in _PLAIN:
            return self._leaf(value)
        named = named_parts(value)
        if named is None and not isinstance(value, _SERIES):
            return self._leaf(value)
        if id(value) in self._inside:
            return "<cycle>"
        if self._depth >= MAX_DEPTH:
            return f"<{kind.__name__}: too deep>"
        self._inside.add(id(value))
        self._depth += 1
        try:
            return self._series(value) if named is None else self._named(value, *named)
        finally:
            self._depth -= 1
            self._inside.discard(id(value))

    def _named(self, value: Any, parts: Iterable[tuple[Any, Any]], count: int, rebuild: Callable[..., Any]) -> Any:
        result: dict[Any, Any] = {}
        changed = False
        for name, part in self._counted(parts):
            key, verdict = _key(name)
            clean = self._hide(part, verdict) if verdict and self._hide else self.of(part)
            changed = changed or clean is not part or key is not name
            result[_free_key(result, key) if key is not name else key] = clean
        if self._hide and (label := _value_key(result)) and (verdict := _told_beside(result)):
            shown = result[label]
            result[label] = self._hide(shown, verdict)
            changed = changed or result[label] is not shown
        if len(result) < count:
            return {**result, "...": f"<{count - len(result)} more>"}
        return rebuild(result) if changed else value

    def _series(self, value: Any) -> Any:
        clean = [self.of(item) for item in self._counted(value)]
        if self._hide is not None and isinstance(value, list | tuple):
            if len(clean) == 2:
                name, part = value  # a header as a pair, when the first says so
                if verdict := _header(name):
                    clean[1] = self._hide(part, verdict)
            for at in _after_flags(value[: len(clean)]):
                clean[at] = MARK
        if len(clean) < len(value):
            return [*clean, f"<{len(value) - len(clean)} more>"]
        if all(new is old for new, old in zip(clean, value, strict=True)):
            return value
        if isinstance(value, set | frozenset):
            return _set_of(clean, frozenset if isinstance(value, frozenset) else set)
        return next(kind for kind in (list, tuple, deque) if isinstance(value, kind))(clean)

    def _counted(self, parts: Iterable[Any]) -> Iterable[Any]:
        for part in islice(parts, self._left):
            if self._left <= 0:
                return
            self._left -= 1
            yield part


def _after_flags(arguments: Sequence[Any]) -> Iterable[int]:
    """Where the secrets of a command line stand, given as its arguments: ``["mysql", "--password", "hunter2"]``."""
    for at, (flag, value) in enumerate(pairwise(arguments), 1):
        if type(flag) is str and flag[:2] == "--" and isinstance(value, str) and value and value[0] != "-":
            from .vocabulary.pairs import flag_verdict  # here: its expressions are compiled where one is needed

            verdict = flag_verdict(flag[2:], NAMES.memo.rules) if len(flag) <= 128 else None
            if verdict and not (value.isdecimal() and not verdict.hides_numbers):
                yield at


def _header(name: Any) -> Verdict | None:
    """The verdict on the first of two items, where that may be a name: ``auth=...`` has its value already."""
    if not isinstance(name, (str, *_BUFFERS)):
        return None
    text = name if isinstance(name, str) else _decoded(name)
    return None if "=" in text else _key(text)[1]


def _value_key(parts: Mapping[Any, Any]) -> str | None:
    return "value" if "value" in parts else "Value" if "Value" in parts else None


def _told_beside(parts: Mapping[Any, Any]) -> Verdict | None:
    """The verdict on a ``value`` by the name beside it: ``{"name": "DB_PASSWORD", "value": "hunter2"}``."""
    for label in ("name", "key", "Name", "Key"):
        name = parts.get(label)
        if type(name) is str and (verdict := NAMES.memo[name]):
            return verdict
    return None


def _set_of(clean: list[Any], kind: type[set[Any]] | type[frozenset[Any]]) -> Any:
    try:
        return kind(clean)
    except TypeError:  # what was a frozen object is a dict now
        return clean


def _key(name: Any) -> tuple[Any, Verdict | None]:
    """A mapping's key as it may be shown, and the verdict on it."""
    if type(name) is str:
        verdict = NAMES.memo[name]
        return (name, None) if verdict is None else (scrub_text(name), verdict)
    if isinstance(name, (str, *_BUFFERS)):
        text = str.__str__(name) if isinstance(name, str) else _decoded(name)
        shown, verdict = _key(text)
        return (name if shown == text else shown), verdict
    if isinstance(name, _OPAQUE) or type(name) in _PLAIN:
        return name, None
    if isinstance(name, Enum):
        return _clean_leaf(name), NAMES.memo.rules.verdict(str(name.value))
    return _key(_described(name))


def _free_key(taken: Mapping[Any, Any], key: Any) -> Any:
    """The key, or one like it: two that both became ``***`` stay two."""
    free, number = key, 2
    while free in taken:
        free, number = f"{key} ({number})", number + 1
    return free


def _hidden(value: Any, verdict: Verdict) -> Any:
    """What stands under a secret name: ``***``, but for what tells nothing or is a count."""
    if value is None or isinstance(value, bool) or (type(value) is str and value in ("", MARK)):
        return value
    if isinstance(value, int | float) and not verdict.hides_numbers:
        return value
    if isinstance(value, (str, *_BUFFERS, *_SERIES, Mapping)) and len(value) == 0:
        return value
    return MARK


def _masked_leaf(value: Any) -> Any:
    return MARK


def _clean_leaf(value: Any) -> Any:
    """A value without parts, cleaned by its text; what has no text of somebody's passes as it is."""
    kind = type(value)
    if kind is str:
        return scrub_text(value)
    if kind in _PLAIN or isinstance(value, (datetime, *_OPAQUE)):
        return value
    if isinstance(value, Secret) or masks_itself(value):
        return MARK
    if isinstance(value, Enum):
        inner = value.value
        return value if scrub_value(inner) is inner else MARK
    if isinstance(value, str):
        text = str.__str__(value)
        clean = scrub_text(text)
        return value if clean == text else clean
    if isinstance(value, _BUFFERS):
        return _clean_bytes(value)
    if isinstance(value, int | float):
        return value
    if isinstance(value, PurePath):
        clean = scrub_text(str(value))
        return value if clean == str(value) else clean
    if kind.__module__ == "numpy" and getattr(getattr(value, "dtype", None), "kind", "O") in "biufcmM":
        return value
    return _described(value)


def _decoded(value: bytes | bytearray | memoryview) -> str:
    return bytes(value).decode("utf-8", "surrogateescape")


def _clean_bytes(value: bytes | bytearray | memoryview) -> Any:
    text = _decoded(value)
    clean = scrub_text(text)
    if clean == text:
        return value
    data = clean.encode("utf-8", "surrogateescape")
    return bytearray(data) if isinstance(value, bytearray) else data


def _described(value: Any) -> str:
    """What an object says of itself, scrubbed first and cut after."""
    kind = type(value).__name__
    try:
        text = f"{kind}: {value}" if isinstance(value, BaseException) else repr(value)
    except Exception as error:
        return f"<{kind}: repr failed with {type(error).__name__}>"
    clean = scrub_exception_text(text) if isinstance(value, BaseException) else scrub_text(text)
    return clean[:MAX_REPR]


def _cut(text: str) -> str:
    """The beginning of a text that is too long, up to a blank: a secret cut in two would not be known any more."""
    head = text[:MAX_TEXT]
    end = max(head.rfind(" "), head.rfind("\n"), MAX_TEXT - MAX_REPR)
    return f"{head[:end]} <{len(text) - end} more characters>"
