"""
Pairs inside a text: ``key=value``, ``key: value``, ``"key": "value"``, ``('key', 'value')``, headers, ``--key value``,
``{"name": "key", "value": "value"}``.

The key is judged by the same function as every other name; a value is kept when it is a status word, a placeholder
or, for names under which numbers are counts, a number.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from .names import BUILT_IN, NO_HIT, NameRules, Verdict, stems, words
from .values import PLACEHOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator

STATUS_WORDS = frozenset(
    {
        *("missing", "set", "unset", "required", "invalid", "valid", "expired", "denied", "rejected", "wrong", "empty"),
        *("none", "null", "true", "false", "yes", "no", "ok", "failed", "unknown"),
    }
)
"""A value that is one of these tells how a secret fares, and is none."""

_NEGATIONS = frozenset({"not", "не"})  # before another word: "API_KEY: not set"
_SCHEMES = frozenset(
    {"basic", "bearer", "token", "digest", "negotiate", "ntlm", "oauth", "apikey", "hawk", "aws4-hmac-sha256"}
)
# The parameters of these run to the end of the line.
_LONG_SCHEMES = frozenset({"digest", "oauth", "hawk", "aws4-hmac-sha256"})
_WINDOW = 210  # code points before a separator in which its label is looked for
_BRACKETS = frozenset("{[(")  # no empty string in it: the end of the text opens nothing
# Labels under which a known scheme before the value is not a part of it.
_WITH_SCHEME = frozenset({"authorization", "auth", "token", "bearer"})


_NAME = r"[\w.-]"


@lru_cache(maxsize=8)
def _separator(extra_words: frozenset[str]) -> re.Pattern[str]:
    """A stem and the separator after it; the stems by their first letter, so that `re` decides on one character."""
    groups = groupby(stems(extra_words), key=lambda stem: stem[0])
    branches = "|".join(f"{first}(?:{'|'.join(stem[1:] for stem in group)})" for first, group in groups)
    return re.compile(
        rf"(?:{branches}){_NAME}{{0,64}}(?:[ \t]{_NAME}{{1,32}}){{0,2}}['\"\]\\]{{0,4}}"
        r"(?:[ \t]{0,4}(?P<colon>:)(?!=)|\)?[ \t]{0,4}(?P<equals>=>|:=|={1,3}|%3d))"  # not `f(x):`, but `f('x')=`
    )


_LABEL_BACKWARDS = re.compile(
    rf"[ \t\"'\])\\]{{0,16}}({_NAME}{{1,64}})(?:[ \t]({_NAME}{{1,64}})(?:[ \t]({_NAME}{{1,64}}))?)?"
)
_OPENING = re.compile(r"[bBuUrRfF]{0,2}(?P<escape>\\{0,8})(?P<quote>\"{3}|'{3}|[\"'`])")
# A comma, an ampersand, a bracket or a quote inside of a word belongs to it, unless another pair begins there.
_BARE = re.compile(
    r"(?:[^\s\"'`,;&()\[\]{}\\]"
    r"|[,;&](?=[^\s,;&\"'])(?!\s{0,2}[\w.%\[\]-]{1,64}[\"']?[ \t]{0,2}[=:])"
    r"|[\"'`)\]}](?=\w)"
    r"|\\(?![\"'nrt]))*"
)
_NEXT_WORD = re.compile(r"[ \t]{1,4}(?=[^\s\"'`,;])")
_ANNOTATION = re.compile(r"[ \t]{1,4}=[ \t]{1,4}")  # `password: str = ...` in a line of code
_LINE = re.compile(r"[^\r\n]*")
_PLACEHOLDER = re.compile(PLACEHOLDER + r"(?!\w)")
_PLAIN_NUMBER = re.compile(r"[+-]?\d{1,9}(?:\.\d{1,9})?(?:[eE][+-]?\d{1,3})?")
_LISTED = re.compile(r"[(\[]\s{0,4}[bu]?(?P<q>[\"'])(?P<key>[\w .-]{1,64})(?P=q)\s{0,4},\s{0,4}(?=\S)")
_LIST_END = re.compile(r"[\"']?\s{0,4},?\s{0,4}(?:[)\]]|\Z)")
_FLAG = re.compile(r"(?<![\w-])--(?P<name>[^\W\d_][\w-]{1,64})(?:[ \t]{1,4}|[\"'],[ \t]{0,4})(?=[^\s-])")
# What follows a flag in a sentence about it: "use --password to log in", "--token is required".
_PROSE = frozenset(
    {
        *("a", "an", "and", "are", "as", "at", "by", "can", "cannot", "does", "expected", "for", "from", "given"),
        *("has", "if", "in", "instead", "is", "may", "must", "needs", "not", "of", "on", "or", "requires", "should"),
        *("the", "to", "was", "when", "will", "with", "without", "option", "options", "flag", "flags", "argument"),
        *("parameter", "value", "в", "для", "и", "или", "на", "не", "с"),
    }
)
_NAMED = re.compile(
    r"[\"'](?:[nN]ame|[kK]ey)[\"']\s{0,4}:\s{0,4}[\"'](?P<key>[\w .-]{1,64})[\"']\s{0,4},\s{0,4}"
    r"[\"'][vV]alue[\"']\s{0,4}:\s{0,4}"
)
_BRACKET = re.compile(r"\"(?:[^\"\\]|\\.){0,2000}\"|'(?:[^'\\]|\\.){0,2000}'|[(){}\[\]]")
_QUOTED = {quote: re.compile(rf"[^{quote}\\]*(?:\\.[^{quote}\\]*)*(?={quote})", re.DOTALL) for quote in "\"'`"}


def find_pairs(text: str, rules: NameRules = BUILT_IN) -> Iterator[tuple[int, int]]:
    """Where the values of secret keys stand in a text: start and end in code points, in order."""
    lowered = text.lower()
    if len(lowered) != len(text):  # one letter of Unicode grows: the dotted capital I
        lowered = text.replace("İ", "i").lower()
    if "=" in text or ":" in text or "%3" in text:
        yield from _separated(text, lowered, rules)
    if "'," in text or '",' in text:
        yield from _listed(text, rules)
    if "--" in text:
        yield from _flagged(text, rules)
    if "alue" in text:
        yield from _named(text, rules)


def _flagged(text: str, rules: NameRules) -> Iterator[tuple[int, int]]:
    for match in _FLAG.finditer(text):
        verdict = flag_verdict(match["name"], rules)
        span = _one_value(text, match.end(), verdict) if verdict else None
        if span and not _said_of_a_flag(match["name"], text[slice(*span)]):
            yield span


def flag_verdict(name: str, rules: NameRules = BUILT_IN) -> Verdict | None:
    """The verdict on an option of a command line, without its dashes; None where it takes no secret as its value."""
    if name.startswith(("no-", "ask-")) or name.endswith("-stdin"):
        return None
    return _judge((name,), rules.extra_words, rules.not_secrets) or None


def _said_of_a_flag(name: str, value: str) -> bool:
    """Whether the word after a flag is a sentence that goes on, or the stand-in of a usage line (``--token TOKEN``)."""
    word = value.strip(".,!?;]")
    return word.casefold() in _PROSE or (word.isupper() and name.replace("-", "_").endswith(word.casefold()))


def _named(text: str, rules: NameRules) -> Iterator[tuple[int, int]]:
    for match in _NAMED.finditer(text):
        verdict = rules.verdict(match["key"])
        if verdict and (span := _one_value(text, match.end(), verdict)):
            yield span


def _listed(text: str, rules: NameRules) -> Iterator[tuple[int, int]]:
    at = 0
    while match := _LISTED.search(text, at):
        at = match.end()
        verdict = rules.verdict(match["key"])
        span = _one_value(text, at, verdict) if verdict else None
        if span and (text[at] in _BRACKETS or _LIST_END.match(text, span[1])):
            at = span[1]
            yield span


def _separated(text: str, lowered: str, rules: NameRules) -> Iterator[tuple[int, int]]:
    search = _separator(rules.extra_words).search
    at = 0
    while match := search(lowered, at):
        at = match.end()
        names, before = _label(text, match.start(match.lastgroup or 0))
        verdict = _judge(names, rules.extra_words, rules.not_secrets)
        colon = match["colon"] is not None
        if not verdict or (colon and _part_of_a_path(text, at, before == ":")):
            continue
        if span := _value(text, at, verdict, name=names[-1], colon=colon, before=before):
            if match["equals"] == "%3d" and (cut := text.find("%26", *span)) >= 0:
                span = (span[0], cut)
            if span[0] < span[1]:
                yield span
            at = max(at, span[1])


def _part_of_a_path(text: str, at: int, after_colon: bool) -> bool:
    """Whether a colon belongs to a scheme, a scope of code or the parts of an ARN: there is no blank after it."""
    if at == len(text) or text[at].isspace():
        return False
    return after_colon or text[at] == ":" or text.startswith("//", at)


def _label(text: str, end: int) -> tuple[tuple[str, ...], str]:
    """
    The at most three words before a separator, in order, and the character before the last of them.

    Read backwards, so that no search is needed.
    """
    window = text[max(0, end - _WINDOW) : end][::-1]
    found = _LABEL_BACKWARDS.match(window)
    if found is None:
        return ("",), ""
    names = tuple([name[::-1] for name in reversed(found.groups()) if name])
    before = window[found.end(1) : found.end(1) + 1]
    if before == "%":  # `%3Ftoken%3D`: a URL within a URL
        names = (*names[:-1], names[-1][2:])
    return names, before


@lru_cache(maxsize=2048)
def _judge(names: tuple[str, ...], extra_words: frozenset[str], not_secrets: frozenset[str]) -> Verdict:
    """
    The verdict on a label: the whole of it, or what it ends in.

    The words before may be prose ("is the password"), and must not excuse it; but a `token` alone says nothing, when
    the word before it makes it a lexer's. Nor do they undo what the last name says of itself (`user has_password`).
    """
    rules = NameRules(extra_words, not_secrets)
    verdict = rules.verdict(names[-1])
    if not verdict and verdict != NO_HIT:
        return verdict
    verdict = rules.verdict(" ".join(names))
    for start in range(1, len(names)):
        if verdict:
            break
        last = rules.verdict(" ".join(names[start:]))
        if last.kind != "token" or start < len(names) - 1:
            verdict = last
    return verdict


def _value(text: str, at: int, verdict: Verdict, *, name: str, colon: bool, before: str) -> tuple[int, int] | None:
    """Where the value after a separator stands, or None when there is none, or none to hide."""
    quoted_key = text[at - 2 : at - 1] in _QUOTED
    at = _skip_blanks(text, at)
    if _PLACEHOLDER.match(text, at):
        return None
    if text[at : at + 1] in _BRACKETS or _OPENING.match(text, at):
        return _one_value(text, at, verdict)  # what is quoted is no label
    name_words = words(name)
    if not _WITH_SCHEME.isdisjoint(name_words):
        word = _bare_end(text, at)
        if text[at:word].casefold() in _SCHEMES and (gap := _NEXT_WORD.match(text, word)):
            if text[at:word].casefold() in _LONG_SCHEMES:
                return _unless_placeholder(text, gap.end(), _line_end(text, word))
            at = gap.end()
        elif colon and "authorization" in name_words and _hidden(text[at:word]):
            gap = _NEXT_WORD.match(text, word)
            return _unless_placeholder(text, at, _bare_end(text, gap.end()) if gap else word)
    elif colon and not quoted_key and name_words[-1:] in (("cookie",), ("cookies",)):
        end = text.find(before, at, _line_end(text, at)) if before in _QUOTED else -1  # `curl -H "Cookie: a=b" URL`
        return _unless_placeholder(text, at, end if end >= 0 else _line_end(text, at))
    elif colon and (annotated := _ANNOTATION.match(text, _bare_end(text, at))):
        at = annotated.end()
    return _one_value(text, at, verdict, colon=colon)


def _one_value(text: str, at: int, verdict: Verdict, *, colon: bool = False) -> tuple[int, int] | None:
    if at >= len(text) or text[at] in "\r\n" or _PLACEHOLDER.match(text, at):
        return None
    if opening := _OPENING.match(text, at):
        start, end = opening.end(), _closing_quote(text, opening)
        return (start, end) if _hidden(text[start:end]) else None
    if text[at] in _BRACKETS:
        end = _closing_bracket(text, at, len(text))
        return (at, end) if end - at > 2 else None
    end = _bare_end(text, at)
    value = text[at:end].rstrip(".,!?;")
    if value.endswith(":"):
        if colon:
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


def _unless_placeholder(text: str, start: int, end: int) -> tuple[int, int] | None:
    return (start, end) if _hidden(text[start:end]) else None


def _skip_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t":
        at += 1
    return at


def _line_end(text: str, at: int) -> int:
    found = _LINE.match(text, at)
    return found.end() if found else at


def _bare_end(text: str, at: int) -> int:
    """The end of an unquoted value; brackets opened inside of it (``Secret('x')``) belong to it."""
    bare = _BARE
    while True:
        found = bare.match(text, at)
        end = found.end() if found else at
        if end == at or text[end : end + 1] not in _BRACKETS:
            return end
        at = _closing_bracket(text, end, _line_end(text, end))


def _closing_quote(text: str, opening: re.Match[str]) -> int:
    escape, quote, start = opening["escape"], opening["quote"], opening.end()
    if not escape and len(quote) == 1:
        found = _QUOTED[quote].match(text, start)
        return found.end() if found else _line_end(text, start)
    end = text.find(escape + quote, start)
    while end > start and text[end - 1] == "\\":
        end = text.find(escape + quote, end + 1)
    return end if end >= 0 else _line_end(text, start)


def _closing_bracket(text: str, at: int, limit: int) -> int:
    """The end of what a bracket opens, quotes respected; the limit when it is never closed: a text that was cut."""
    depth = 0
    for match in _BRACKET.finditer(text, at, limit):
        mark = match.group()
        if mark in _BRACKETS:
            depth += 1
        elif len(mark) == 1:
            depth -= 1
            if depth == 0:
                return match.end()
    return limit
