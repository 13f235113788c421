"""One record -> one text line, in which no value can forge a line, a column's end or a terminal's state."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ._encode import value_text

if TYPE_CHECKING:
    from collections.abc import Mapping

# C0 and C1 controls (ANSI starts with one), line and paragraph separators, bidirectional marks, the byte order mark,
# lone surrogates
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
RESET, BRIGHT, DIM = "\033[0m", "\033[1m", "\033[2m"
_NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
TRACEBACK_INDENT = "    | "
"""What every line of a traceback starts with in a text file, so that none can pass for a record."""


def escape(text: str) -> str:
    """The text with everything that steers a terminal or ends a line made visible."""
    return text if text.isprintable() else _UNSAFE.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    char = match.group()
    code = ord(char)
    return _NAMED.get(char) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")


def quoted(text: str) -> str:
    """A field's text: bare when it is one clear word, in double quotes otherwise."""
    if text.isprintable() and text and " " not in text and '"' not in text and "=" not in text and "\\" not in text:
        return text
    return '"' + escape(text.replace("\\", "\\\\").replace('"', '\\"')) + '"'


def field_text(value: object) -> str:
    """A value that is no text, as it stands after ``key=``: as in the JSON line."""
    # JSON of a text keeps what JSON allows and a terminal does not
    return escape(value_text(value))


def fields_text(fields: Mapping[str, object]) -> str:
    """All fields as ``key=value``, separated by one space."""
    return " ".join(
        [f"{KEYS[key]}={quoted(value) if type(value) is str else field_text(value)}" for key, value in fields.items()]
    )


class Keys(dict[str, str]):
    """The memo of keys as they are shown: keys come again and again. A program that makes them up starts it anew."""

    _LARGEST = 2048

    def __missing__(self, key: str) -> str:
        shown = quoted(key)
        if len(self) >= self._LARGEST:
            self.clear()
        if len(key) <= 128:
            self[key] = shown
        return shown


KEYS = Keys()


@lru_cache(maxsize=1024)
def head(level: str, logger: str) -> str:
    """The level and the logger as a text line shows them."""
    return f"{level.upper():<8} | {escape(logger)}"


def traceback_text(stack: str) -> str:
    """A traceback as indented lines, each ended by a newline."""
    return "".join(f"{TRACEBACK_INDENT}{escape(line)}\n" for line in stack.rstrip("\n").split("\n"))


class Line(NamedTuple):
    """The pieces of a record as a person reads them."""

    moment: str
    fraction: float  # of the second, from 0 to 1
    level: str
    logger: str
    place: str  # file:line of the call, or nothing
    message: str
    fields: Mapping[str, object]
    stack: str  # tracebacks, or nothing

    def plain(self) -> str:
        """``2025-12-09 14:32:01.123 | INFO     | model-manager | Message | field=value`` and a newline."""
        place = f" | {escape(self.place)}" if self.place else ""
        tail = f" | {fields_text(self.fields)}" if self.fields else ""
        return (
            f"{self.moment}.{int(self.fraction * 1000):03d} | {head(self.level, self.logger)}{place}"
            f" | {escape(self.message)}{tail}\n{traceback_text(self.stack) if self.stack else ''}"
        )

    def colored(self, style: str) -> str:
        """The same line for a terminal: the level in its colour, the message bright, the rest dim."""
        place = f" | {escape(self.place)}" if self.place else ""
        tail = f" | {fields_text(self.fields)}" if self.fields else ""
        return (
            f"{DIM}{self.moment}.{int(self.fraction * 1000):03d}{RESET} | {style}{self.level.upper():<8}{RESET}"
            f" | {DIM}{escape(self.logger)}{place}{RESET} | {BRIGHT}{escape(self.message)}{RESET}{tail}\n"
            f"{traceback_text(self.stack) if self.stack else ''}"
        )
