"""Text and values as one stream, each character with its spelling in the source, and how literals are written back."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.wording import VALUE_MARK

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "VALUE_MARK",
    "Piece",
    "Quotes",
    "Ruler",
    "Stream",
    "Unit",
    "Value",
    "as_argument",
    "between",
    "cooked",
    "literal",
    "made",
]

NEWLINES = ("\n", "\r", "\r\n")
WRITTEN = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\a": "\\a", "\b": "\\b", "\f": "\\f", "\v": "\\v", "\\": "\\\\"}


@dataclass(frozen=True, slots=True)
class Quotes:
    """How a literal is written: its quotes, and whether backslashes are plain characters in it."""

    mark: str
    raw: bool = False

    def wrap(self, body: str) -> str:
        """The literal with this body."""
        return f"{'r' if self.raw else ''}{self.mark}{body}{self.mark}"


@dataclass(frozen=True, slots=True)
class Unit:
    """One character of text (two for an escape that Python does not know).

    Attributes:
        raw: as the source spells it; doubled braces and percent signs are single here.
        cooked: what it means.
        quotes: those of its literal; None for text made by a fix.
        number: which literal of an implicit concatenation or a sum it comes from.
    """

    raw: str
    cooked: str
    quotes: Quotes | None = None
    number: int = 0


@dataclass(frozen=True)
class Value:
    """A value between the text.

    Attributes:
        source: its exact source, ``str(...)`` around it taken off.
        conversion: ``r``, ``s`` or ``a`` as in ``{x!r}``, else empty.
        spec: the format spec as written; empty if there is none.
        percent: the conversion of a ``%`` format (``%.2f``), else empty.
        debug: it was written ``{x=}``.
        number: which literal it stands in.
        key: the field that it must become; empty where its own name decides.
    """

    source: str
    conversion: str = ""
    spec: str = ""
    percent: str = ""
    debug: bool = False
    number: int = 0
    key: str = ""

    @cached_property
    def node(self) -> ast.expr:
        """The parsed source."""
        return ast.parse(f"({self.source}\n)", mode="eval").body


@dataclass(frozen=True, slots=True)
class Ruler:
    """A line drawn by repetition (``"=" * 60``)."""

    cooked: str
    number: int = 0


Piece = Unit | Value | Ruler
Stream = list[Piece]


def made(text: str, number: int = 0) -> list[Unit]:
    """The units of a text that a fix makes."""
    return [Unit(character, character, None, number) for character in text]


def cooked(stream: Iterable[Piece]) -> str:
    """What the text means, each value as one ``VALUE_MARK``."""
    return "".join(VALUE_MARK if isinstance(piece, Value) else piece.cooked for piece in stream)


def between(stream: Stream, start: int, end: int) -> Stream:
    """The stream between two positions of ``cooked(stream)``, without line continuations at its ends."""
    kept: Stream = []
    position = 0
    for piece in stream:
        size = 1 if isinstance(piece, Value) else len(piece.cooked)
        if start <= position < end if size else start < position < end:
            kept.append(piece)
        position += size
    return kept


def as_argument(source: str) -> str:
    """An expression's source as it can stand between commas or behind ``key=``: a bare tuple in parentheses."""
    try:
        node = ast.parse(f"f(k={source}\n)", mode="eval").body
    except SyntaxError:
        return f"({source})"
    whole = isinstance(node, ast.Call) and not node.args and len(node.keywords) == 1
    return source if whole else f"({source})"


def literal(units: Sequence[Unit], *, double: str = "") -> str:
    """The source of a string literal of these units, spelled as they were.

    Args:
        double: characters to be written twice (``%`` before ``%s`` arguments).
    """
    quotes = _quotes(units)
    return quotes.wrap(
        "".join(_spelled(unit, quotes) * (2 if unit.cooked and unit.cooked in double else 1) for unit in units)
    )


def _quotes(units: Sequence[Unit]) -> Quotes:
    """Those all units came from; else plain single-line ones that can hold every unit."""
    styles = list(dict.fromkeys(unit.quotes for unit in units if unit.quotes is not None))
    first = styles[0] if styles else Quotes('"')
    if len(first.mark) == 3 and not any(unit.raw in NEWLINES for unit in units):
        first = Quotes(first.mark[0], first.raw)
    raw = first.raw and len(styles) == 1 and _fits_raw(units, first)
    return Quotes(first.mark, raw)


def _fits_raw(units: Sequence[Unit], quotes: Quotes) -> bool:
    body = "".join(unit.raw for unit in units)
    plain = all(unit.quotes is not None or unit.raw not in WRITTEN for unit in units)
    ends_whole = (len(body) - len(body.rstrip("\\"))) % 2 == 0
    unquoted = quotes.mark[0] not in body or (len(quotes.mark) == 1 and _was_single(units))
    return plain and ends_whole and unquoted


def _was_single(units: Sequence[Unit]) -> bool:
    """Whether quotes in the text, if any, stood in a single-quoted raw literal: then they are escaped there already."""
    return all(unit.quotes is not None and len(unit.quotes.mark) == 1 for unit in units if unit.raw in ("'", '"'))


def _spelled(unit: Unit, quotes: Quotes) -> str:
    if unit.cooked == VALUE_MARK:
        return unit.raw
    if quotes.raw or unit.quotes == quotes:
        triple_end = len(quotes.mark) == 3 and unit.raw == quotes.mark[0]
        return f"\\{unit.raw}" if triple_end and not quotes.raw else unit.raw
    escaped = unit.quotes is not None and not unit.quotes.raw and unit.raw.startswith("\\")
    if escaped:
        return unit.raw if unit.cooked else ""
    if len(quotes.mark) == 3 and unit.raw in NEWLINES:
        return unit.raw
    if unit.cooked == quotes.mark[0]:
        return f"\\{unit.cooked}"
    return "".join(WRITTEN.get(character, character) for character in unit.cooked)
