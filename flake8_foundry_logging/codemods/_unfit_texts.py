"""Texts that are no message: several lines, colours, carriage returns, markup."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._levels import signal_of
from flake8_foundry_logging.codemods._pieces import Unit, Value, cooked
from flake8_foundry_logging.core.carriers import call_name

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods._pieces import Stream

__all__ = ["markup_refusal", "text_refusal"]

MARKUP = re.compile(
    r"\[/?(?:bold|italic|dim|red|green|yellow|blue|cyan|magenta|white|underline|reverse|blink)\b[^\]]*\]|\[/\]"
    r"|(?:\A|\s):[a-z][a-z_]+:(?=\s|\Z)"
)
COLOURS = frozenset(("Fore", "Back", "Style", "bcolors", "Colors", "colors", "Color", "Colours", "TermColors"))
COLOUR_CALLS = frozenset(
    f"{prefix}{name}"
    for prefix in ("", "bold_", "light_")
    for name in (
        *("colored", "colorize", "colour", "color", "style", "stylize", "bold", "dim", "italic", "underline", "red"),
        *("green", "yellow", "blue", "cyan", "magenta", "grey", "gray", "orange", "purple", "white", "black"),
    )
)


def text_refusal(stream: Stream) -> str:
    """Why a text is no message: several lines of it, colours, carriage returns; empty if it is one."""
    text = cooked(stream)
    signal = signal_of(text)
    if "\x1b" in text or any(_is_colour(piece.node) for piece in stream if isinstance(piece, Value)):
        return "terminal-colours"
    if "\r" in text.strip("\n") or "\b" in text:
        return "progress"
    written = [piece for piece in stream if isinstance(piece, Unit) and piece.quotes and len(piece.quotes.mark) == 3]
    if any(unit.raw in ("\n", "\r\n") for unit in written):
        return "multi-line-text"
    return "multi-line-text" if text[signal.start : signal.end].count("\n") > 1 else ""


def markup_refusal(stream: Stream) -> str:
    """``rich-markup`` if the text is marked up for rich, else empty."""
    return "rich-markup" if MARKUP.search(cooked(stream)) else ""


def _is_colour(node: ast.expr) -> bool:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Attribute) and isinstance(inner.value, ast.Name) and inner.value.id in COLOURS:
            return True
        if isinstance(inner, ast.Call) and call_name(inner.func) in COLOUR_CALLS:
            return True
    return False
