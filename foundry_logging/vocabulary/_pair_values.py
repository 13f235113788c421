"""
Where the value after a secret's name ends, in quotes, in brackets or bare, and whether it is one to hide.

What has been looked through to find the end of a value is either short or becomes part of the span, and whoever
searches goes on after it: so the whole search is linear, whatever stands in the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from .names import words
from .values import PLACEHOLDER

if TYPE_CHECKING:
    from .names import Verdict

    Range = tuple[int, int]

STATUS_WORDS = frozenset(
    {
        *("missing", "set", "unset", "required", "invalid", "valid", "expired", "denied", "rejected", "wrong", "empty"),
        *("none", "null", "true", "false", "yes", "no", "ok", "failed", "unknown"),
    }
)
"""A value that is one of these tells how a secret fares, and is none."""

BRACKETS = frozenset("{[(")  # no empty string in it: the end of the text opens nothing
_NEGATIONS = frozenset({"not", "не"})  # before another word: "API_KEY: not set"
_SCHEMES = frozenset(
    {"basic", "bearer", "token", "digest", "negotiate", "ntlm", "oauth", "apikey", "hawk", "aws4-hmac-sha256"}
)
# The parameters of these run to the end of the line.
_LONG_SCHEMES = frozenset({"digest", "oauth", "hawk", "aws4-hmac-sha256"})
# Labels under which a known scheme before the value is not a part of it.
_WITH_SCHEME = frozenset({"authorization", "auth", "token", "bearer"})
_LONGEST_LABEL = 200
_LARGEST_GROUP = 100_000
"""How many code points of brackets are followed; what is larger goes with all that stands behind it."""

_OPENING = re.compile(r"[bBuUrRfF]{0,2}(?P<escape>\\{0,8})(?P<quote>\"{3}|'{3}|[\"'`])")
_OPENS = frozenset("\"'`\\bBuUrRfF")  # what an opening begins with
_FLAT = r"[({\[][^\\\"'(){}\[\]\r\n]{0,200}[)}\]]"  # brackets with none in them
# A comma, an ampersand, a bracket or a quote inside of a word belongs to it, unless another pair begins there.
_BARE = re.compile(
    r"(?:[^\s\"'`,;&()\[\]{}\\]+"
    rf"|{_FLAT}"
    r"|[,;&](?=[^\s,;&\"'])(?!\s{0,2}[\w.%\[\]-]{1,64}[\"']?[ \t]{0,2}[=:])"
    r"|[\"'`)\]}](?=\w)"
    r"|\\(?![\"'nrt]))*"
)
_BLANKS = re.compile(r"[ \t]*")
_NEXT_WORD = re.compile(r"[ \t]{1,4}(?=[^\s\"'`,;])")
_ANNOTATION = re.compile(r"[ \t]{1,4}=[ \t]{1,4}")  # `password: str = ...` in a line of code
_LINE = re.compile(r"[^\r\n]*")
_PLACEHOLDER = re.compile(PLACEHOLDER + r"(?!\w)")
_PLACEHOLDS = frozenset("%${<*")  # what a placeholder begins with
_PLAIN_NUMBER = re.compile(r"[+-]?\d{1,9}(?:\.\d{1,9})?(?:[eE][+-]?\d{1,3})?")
# An escape outside of quotes is passed over whole: its quote opens nothing.


def _bracket(inside: str, more: str = "") -> re.Pattern[str]:
    quoted = "|".join(rf"{quote}(?:[^{quote}{inside}]|\\.){{0,2000}}{quote}" for quote in "\"'")
    return re.compile(rf"\\.|{quoted}|(?:{_FLAT})+|[({{\[]+|[)}}\]]+{more}")


_BRACKET = _bracket(r"\\")
_BRACKET_OF_LINE = _bracket(r"\\\r\n", r"|[\r\n]")
_FLAT_GROUP = re.compile(_FLAT)
_QUOTED = {quote: re.compile(rf"[^{quote}\\]*(?:\\.[^{quote}\\]*)*(?={quote})", re.DOTALL) for quote in "\"'`"}


class Label(NamedTuple):
    """What stands before a separator: the verdict on it, and what follows from its last name for the value."""

    verdict: Verdict
    has_scheme: bool
    authorization: bool
    cookie: bool


def label_of(verdict: Verdict, name: str) -> Label:
    """The label whose last name is this."""
    parts = words(name)
    return Label(
        verdict,
        has_scheme=not _WITH_SCHEME.isdisjoint(parts),
        authorization="authorization" in parts,
        cookie=parts[-1:] in (("cookie",), ("cookies",)),
    )


def labelled_value(text: str, at: int, head: Label, separator: str, before: str) -> Range | None:
    """
    Where the value after a separator stands, or None when there is none, or none to hide.

    Args:
        separator: "colon", "key colon" (right behind a quoted key), "equals" or "encoded" (``%3D``).
        before: the character before the label's last name.
    """
    found = _BLANKS.match(text, at)
    at = found.end() if found else at
    first = text[at : at + 1]
    if first in _PLACEHOLDS and _PLACEHOLDER.match(text, at):
        return None
    if first in BRACKETS or (first in _OPENS and _OPENING.match(text, at)):
        return one_value(text, at, head.verdict)  # what is quoted is no label
    colon = separator.endswith("colon")
    if head.has_scheme:
        word = _bare_end(text, at)
        scheme = text[at : min(word, at + _LONGEST_LABEL)].casefold()
        if scheme in _SCHEMES and (gap := _NEXT_WORD.match(text, word)):
            if scheme in _LONG_SCHEMES:
                return _unless_placeholder(text, gap.end(), _line_end(text, word))
            at = gap.end()
        elif colon and head.authorization and _hidden(text[at:word]):
            gap = _NEXT_WORD.match(text, word)
            return _unless_placeholder(text, at, _bare_end(text, gap.end()) if gap else word)
    elif separator == "colon" and head.cookie:
        end = text.find(before, at, _line_end(text, at)) if before in _QUOTED else -1  # `curl -H "Cookie: a=b" URL`
        return _unless_placeholder(text, at, end if end >= 0 else _line_end(text, at))
    elif colon and (annotated := _ANNOTATION.match(text, _bare_end(text, at))):
        at = annotated.end()
    return one_value(text, at, head.verdict, colon=colon)


def one_value(text: str, at: int, verdict: Verdict, *, colon: bool = False) -> Range | None:
    """Where the value that begins here stands, without its quotes; None when there is none, or none to hide."""
    first = text[at : at + 1]
    if first in ("", "\r", "\n") or (first in _PLACEHOLDS and _PLACEHOLDER.match(text, at)):
        return None
    if first in _OPENS and (opening := _OPENING.match(text, at)):
        start, end = opening.end(), _closing_quote(text, opening)
        return (start, end) if _hidden(text[start:end]) else None
    if first in BRACKETS:
        end = _closing_bracket(text, at, _BRACKET)
        return (at, end) if end - at > 2 else None
    end = _bare_end(text, at)
    value = text[at:end].rstrip(".,!?;")
    if value.endswith(":"):
        if colon and len(value) <= _LONGEST_LABEL:
            return None  # another label: "no token: KeyError: 5"
        value = value.rstrip(":")
        end = at + len(value)
    if not _hidden(value) or (value.casefold() in _NEGATIONS and _NEXT_WORD.match(text, end)):
        return None
    if not verdict.hides_numbers and _PLAIN_NUMBER.fullmatch(value):
        return None
    return at, end


def _hidden(value: str) -> bool:
    if not value or value.strip(" .,!?;").casefold() in STATUS_WORDS:
        return False
    return not _PLACEHOLDER.fullmatch(value)


def _unless_placeholder(text: str, start: int, end: int) -> Range | None:
    return (start, end) if _hidden(text[start:end]) else None


def _line_end(text: str, at: int) -> int:
    found = _LINE.match(text, at)
    return found.end() if found else at


def _bare_end(text: str, at: int) -> int:
    """The end of an unquoted value; brackets opened inside of it (``Secret('x')``) belong to it."""
    begin, bare = at, _BARE
    while True:
        found = bare.match(text, at)
        end = found.end() if found else at
        if end == at or text[end : end + 1] not in BRACKETS:
            return end
        if end - begin > _LARGEST_GROUP:
            return _line_end(text, end)
        at = _closing_bracket(text, end, _BRACKET_OF_LINE)


def _closing_quote(text: str, opening: re.Match[str]) -> int:
    escape, quote, start = opening["escape"], opening["quote"], opening.end()
    if not escape and len(quote) == 1:
        found = _QUOTED[quote].match(text, start)
        return found.end() if found else _line_end(text, start)
    end = text.find(escape + quote, start)
    while end > start and text[end - 1] == "\\":
        end = text.find(escape + quote, end + 1)
    return end if end >= 0 else _line_end(text, start)


def _closing_bracket(text: str, at: int, marks: re.Pattern[str]) -> int:
    """The end of what a bracket opens, quotes respected; when it is never closed, that of the line or of the text."""
    if flat := _FLAT_GROUP.match(text, at):
        return flat.end()
    depth = 0
    for match in marks.finditer(text, at):
        start, end = match.span()
        if text[end - 1] in BRACKETS:
            depth += end - start
        elif text[start] in ")}]":
            if depth <= end - start:
                return start + depth
            depth -= end - start
        elif text[start] in "\r\n":
            return start
        if end - at > _LARGEST_GROUP:
            break
    return len(text) if marks is _BRACKET else _line_end(text, at)
