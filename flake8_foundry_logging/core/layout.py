"""Where a file's comments are, and which of its lines are one to the tokeniser, several times as fast as by its tokens.

Only strings hide a ``#`` or an end of line, so strings, comments and joined lines are all that has to be found.
"""

from __future__ import annotations

import io
import re
import sys
import tokenize
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Comment", "Layout", "layout_of", "layout_of_tokens"]

PIECE = re.compile(
    r"""
    (?P<comment> \#[^\r\n]* )
  | (?P<joint> \\\r?\n )
  | (?P<string>
        \"{3} [^\\"]* (?: (?: \\. | "(?!"") ) [^\\"]* )* \"{3}
      | '{3}  [^\\']* (?: (?: \\. | '(?!'') ) [^\\']* )* '{3}
      | "     [^\\"\r\n]* (?: \\(?:\r\n|.) [^\\"\r\n]* )* "
      | '     [^\\'\r\n]* (?: \\(?:\r\n|.) [^\\'\r\n]* )* '
    )
  | (?P<odd> ["'] )
    """,
    re.DOTALL | re.VERBOSE,
)
PREFIX = re.compile(r"[A-Za-z]{1,2}\Z")
NESTED = sys.version_info >= (3, 12)
"""Whether an f-string may hold its own quotes, comments and ends of lines."""


class Comment(NamedTuple):
    """A comment with its ``#``, and where it begins: the column from 0, in code points."""

    column: int
    text: str


class Layout(NamedTuple):
    """What is told by a file's lines, all from 1.

    Attributes:
        comments: line -> its comment.
        stretches: line -> the first and the last line of the text that it belongs to, where these are several: a
            string over several lines, a statement that backslashes continue. Lines inside of brackets are not one.
    """

    comments: dict[int, Comment]
    stretches: dict[int, tuple[int, int]]


def layout_of(text: str) -> Layout:
    """The layout of a file that parses; any line ends."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    comments: dict[int, Comment] = {}
    joined: list[tuple[int, int]] = []
    line, counted = 1, 0
    for piece in PIECE.finditer(text):
        start, end = piece.span()
        line += text.count("\n", counted, start)
        counted, first = end, line
        if piece.lastgroup == "comment":
            comments[line] = Comment(start - text.rfind("\n", 0, start) - 1, piece[0])
            continue
        if piece.lastgroup == "odd" or (NESTED and _may_nest(text, start, end)):
            return layout_of_tokens(text)
        line += text.count("\n", start, end)
        if line > first:
            joined.append((first, line))
    return Layout(comments, _stretches(joined))


def layout_of_tokens(text: str) -> Layout:
    """The same by the tokens; empty where the tokeniser gives up."""
    comments: dict[int, Comment] = {}
    joined: list[tuple[int, int]] = []
    first, last = sys.maxsize, -1
    try:
        for kind, string, (start, column), (end, _), _ in tokenize.generate_tokens(io.StringIO(text).readline):
            if kind in (tokenize.ENDMARKER, tokenize.DEDENT):
                continue
            if kind == tokenize.COMMENT:
                comments[start] = Comment(column, string)
            first, last = min(first, start), max(last, end)
            if kind in (tokenize.NL, tokenize.NEWLINE):
                if last > first:
                    joined.append((first, last))
                first, last = sys.maxsize, -1
    except (tokenize.TokenError, SyntaxError):
        return Layout({}, {})
    return Layout(comments, _stretches(joined))


def _may_nest(text: str, start: int, end: int) -> bool:
    """Whether what looks like a string may be an f-string with quotes, comments or ends of lines of its own inside."""
    prefix = PREFIX.search(text[max(start - 2, 0) : start])
    if prefix is None or not {"f", "t"}.intersection(prefix[0].lower()):
        return False
    return text.count("{", start, end) != text.count("}", start, end) or "\n" in text[start:end]


def _stretches(joined: Iterable[tuple[int, int]]) -> dict[int, tuple[int, int]]:
    found: dict[int, tuple[int, int]] = {}
    before = (0, 0)
    for first, last in joined:
        whole = (before[0], last) if first <= before[1] else (first, last)
        found.update(dict.fromkeys(range(whole[0], whole[1] + 1), whole))
        before = whole
    return found
