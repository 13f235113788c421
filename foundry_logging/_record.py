"""What a record is made of: the moment, the fields, the exception, the place in the code."""

from __future__ import annotations

import sys
import time
import traceback
from collections.abc import Mapping
from types import FunctionType
from typing import TYPE_CHECKING, Any

from ._encode import safe_repr, safe_str
from .vocabulary.levels import CONTROLS, RECORD_KEYS

if TYPE_CHECKING:
    from types import FrameType

MAX_STACK = 65536
"""How many code points of a traceback are kept: its beginning and its end."""

_PACKAGE = __name__.partition(".")[0]


class Clock:
    """The time as both lines show it. Only the fraction of a second is made anew for each record."""

    __slots__ = ("_texts",)

    def __init__(self) -> None:
        self._texts: tuple[int, str, str] = (-1, "", "")  # replaced as one, so that threads never see half of it

    def read(self, second: int) -> tuple[int, str, str]:
        """The second itself, in UTC as the JSON line shows it, and in local time as the text line does."""
        texts = self._texts
        if texts[0] != second:
            utc = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(second))
            local = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(second))
            self._texts = texts = (second, utc, local)
        return texts


def take_controls(fields: dict[str, Any]) -> dict[str, Any]:
    """Take ``exc_info``, ``stack_info``, ``stacklevel`` and ``extra`` out of the fields; ``extra`` is merged in."""
    controls = {name: fields.pop(name) for name in CONTROLS if name in fields}
    extra = controls.get("extra")
    if isinstance(extra, Mapping):
        for key, value in extra.items():
            fields.setdefault(key if isinstance(key, str) else safe_repr(key), value)
    elif extra is not None:
        fields["extra_fields"] = extra
    return controls


def keep_reserved(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields, with those that clash with the record's own keys as ``field_<name>``."""
    return rename(fields, RECORD_KEYS)


def rename(fields: Mapping[str, Any], taken: frozenset[str] | Mapping[str, object]) -> dict[str, Any]:
    """The fields without a clash with the names taken: nobody's value is lost, and none stands in another's place."""
    result: dict[str, Any] = {name: value for name, value in fields.items() if name not in taken}
    for name, value in fields.items():
        if name in taken:
            free = f"field_{name}"
            while free in result or free in taken:
                free = f"field_{free}"
            result[free] = value
    return result


def call_lazy(fields: dict[str, Any]) -> None:
    """Replace each zero-argument lambda by what it returns; one that raises, by a text that says so."""
    for name, value in fields.items():
        if type(value) is FunctionType and value.__name__ == "<lambda>" and _takes_nothing(value):
            try:
                fields[name] = value()
            except Exception as error:
                fields[name] = f"<lazy field failed: {type(error).__name__}>"


def _takes_nothing(function: FunctionType) -> bool:
    code = function.__code__
    return not (code.co_argcount or code.co_kwonlyargcount or code.co_flags & 0x0C)  # neither *args nor **kwargs


def find_exception(exc_info: Any) -> BaseException | None:
    """The exception that ``exc_info=`` means: itself, a ``sys.exc_info()`` tuple, or the one being handled."""
    if isinstance(exc_info, BaseException):
        return exc_info
    if isinstance(exc_info, tuple):
        found = exc_info[1] if len(exc_info) == 3 else None
        return found if isinstance(found, BaseException) else None
    return sys.exc_info()[1] if exc_info else None


def exception_texts(error: BaseException) -> tuple[str, str, str]:
    """The exception's qualified type, its message, and its traceback as Python would print it."""
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    try:
        stack = "".join(traceback.format_exception(kind, error, error.__traceback__))
    except Exception:  # an exception whose own __str__ or __notes__ fail in a way that traceback does not expect
        stack = safe_repr(error)
    return name, safe_str(error), stack


def shorten(text: str, limit: int = MAX_STACK) -> str:
    """The text, or its beginning and its end with a line between them that says how much is missing."""
    if len(text) <= limit:
        return text
    half = limit // 2
    return f"{text[:half]}\n... {len(text) - 2 * half} characters ...\n{text[-half:]}"


def call_site(stacklevel: object = 1) -> FrameType | None:
    """The frame of the log call: the first one outside this package, and from there ``stacklevel - 1`` further up."""
    frame: FrameType | None = sys._getframe(1)
    further = stacklevel - 1 if isinstance(stacklevel, int) else 0
    while frame is not None and _is_ours(frame):
        frame = frame.f_back
    while frame is not None and further > 0 and frame.f_back is not None:
        frame, further = frame.f_back, further - 1
    return frame


def place_of(frame: FrameType | None) -> str:
    """``app.py:42``: the file's name without its directory, and the line."""
    if frame is None:
        return "?"
    return f"{frame.f_code.co_filename.replace(chr(92), '/').rpartition('/')[2]}:{frame.f_lineno}"


def _is_ours(frame: FrameType) -> bool:
    name = str(frame.f_globals.get("__name__", ""))
    return name == _PACKAGE or name.startswith(f"{_PACKAGE}.")


def stack_text(frame: FrameType | None) -> str:
    """The stack above a frame, as ``stack_info=True`` asks for."""
    return "".join(traceback.format_stack(frame)).rstrip("\n")


def span_ids() -> tuple[str, str] | None:
    """The ids of the active OpenTelemetry span, as W3C hex. Only where its API is loaded can a span be active."""
    api = sys.modules.get("opentelemetry.trace")
    if api is None:
        return None
    try:
        span = api.get_current_span().get_span_context()
        return (f"{span.trace_id:032x}", f"{span.span_id:016x}") if span.is_valid else None
    except Exception:  # half imported, another version, a broken tracer: no reason to lose the record
        return None
