"""The characters of a literal, each with its spelling in the source and its meaning."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import lookup

from flake8_foundry_logging.codemods._pieces import Quotes, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["units"]

ESCAPE = re.compile(
    r"\\(?:\r\n|N\{[^}]*\}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{1,3}|.)|\r\n|.", re.DOTALL
)
CHARACTER = re.compile(r"\r\n|.", re.DOTALL)
SIMPLE_ESCAPES = {
    **dict(zip("\\'\"abfnrtv", "\\'\"\a\b\f\n\r\t\v", strict=True)),
    **dict.fromkeys(("\n", "\r", "\r\n"), ""),
}


def units(raw: str, quotes: Quotes, number: int, *, formatted: bool = False) -> Iterator[Unit]:
    """The units of a literal's body.

    Args:
        raw: the body as it stands in the source.
        quotes: those of the literal.
        number: which literal of an expression it is.
        formatted: it is the text of an f-string, in which braces are doubled.

    Raises:
        KeyError: it names a character that Python does not know.
    """
    brace = ""
    for match in (CHARACTER if quotes.raw else ESCAPE).finditer(raw):
        text = match.group()
        brace = text if formatted and text in ("{", "}") and text != brace else ""
        if formatted and text in ("{", "}") and not brace:
            continue  # the second of two
        yield Unit(text, text if quotes.raw else _meaning(text), quotes, number)


def _meaning(raw: str) -> str:
    if not raw.startswith("\\"):
        return "\n" if raw == "\r\n" else raw
    rest = raw[1:]
    if rest in SIMPLE_ESCAPES:
        return SIMPLE_ESCAPES[rest]
    if rest[0] in "xuU" and len(rest) > 1:
        return chr(int(rest[1:], 16))
    if rest.startswith("N{"):
        return lookup(rest[2:-1])
    return chr(int(rest, 8)) if rest[0] in "01234567" else raw
