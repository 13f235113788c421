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
from typing import TYPE_CHECKING, NamedTuple

from ._pair_values import BRACKETS, STATUS_WORDS, Label, label_of, labelled_value, one_value
from .names import BUILT_IN, NO_HIT, NameRules, Verdict, stems
from .values import MOST_SECRETS

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["STATUS_WORDS", "find_pairs", "flag_verdict"]

_NAME = r"[\w.-]"
_BLOCK = 65536  # code points that are searched for separators before their values are looked at
_WINDOW = 256  # code points that a separator and its label take at most
_LONGEST_ENCODED = 4096  # code points in which the end of a value in a URL within a URL is looked for
_LONGEST_ITEM = 1000  # of an item that is hidden only where a list ends behind it; a longer one is hidden anyway


@lru_cache(maxsize=16)
def _separator(extra_words: frozenset[str], encoded: str) -> re.Pattern[str]:
    """
    A separator and the label before it, which holds a stem, in a text that is read backwards.

    Backwards the separator comes first: a rare character, to which `re` skips, and what follows decides at once. The
    stems are grouped by their last letter for the same reason.
    """
    backwards = sorted(stem[::-1] for stem in stems(extra_words))
    groups = groupby(backwards, key=lambda stem: stem[0])
    stem = "|".join(f"{first}(?:{'|'.join(stem[1:] for stem in group)})" for first, group in groups)
    some, word = f"{_NAME}{{0,64}}?", f"{_NAME}{{1,64}}"
    return re.compile(
        rf"(?:(?<!=)(:)[ \t]{{0,4}}|(?:(?<!=)(?:={{1,8}}:?|>=){encoded})[ \t]{{0,4}}\)?)"  # `f('x')=`, but not `f(x):`
        r"['\"\]\\]{0,4}"
        rf"(?={some}(?:{stem}|[ \t]{some}(?:{stem}|[ \t]{some}(?:{stem}))))"
        rf"(?=(({word})(?:[ \t]{word}(?:[ \t]{word})?)?))"
    )


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


def find_pairs(text: str, rules: NameRules = BUILT_IN) -> Iterator[tuple[int, int]]:
    """
    Where the values of secret keys stand in a text: start and end in code points.

    Each search goes on behind the value that it has looked through, so that no part of a text is looked through twice.
    """
    if "=" in text or ":" in text or "%3" in text:
        yield from _separated(text, rules)
    if "'," in text or '",' in text:
        yield from _listed(text, rules)
    if "--" in text:
        yield from _flagged(text, rules)
    if "alue" in text:
        yield from _named(text, rules)


def _flagged(text: str, rules: NameRules) -> Iterator[tuple[int, int]]:
    at = count = 0
    while match := _FLAG.search(text, at):
        at = match.end()
        verdict = flag_verdict(match["name"], rules)
        count += verdict is not None
        if count > MOST_SECRETS:
            yield at, len(text)
            return
        if verdict and (span := one_value(text, at, verdict)):
            at = max(at, span[1])
            if not _said_of_a_flag(match["name"], text[slice(*span)]):
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
    at = count = 0
    while match := _NAMED.search(text, at):
        at = match.end()
        verdict = rules.verdict(match["key"])
        count += verdict.secret
        if count > MOST_SECRETS:
            yield at, len(text)
            return
        if verdict and (span := one_value(text, at, verdict)):
            at = max(at, span[1])
            yield span


def _listed(text: str, rules: NameRules) -> Iterator[tuple[int, int]]:
    at = count = 0
    while match := _LISTED.search(text, at):
        at = match.end()
        verdict = rules.verdict(match["key"])
        count += verdict.secret
        if count > MOST_SECRETS:
            yield at, len(text)
            return
        span = one_value(text, at, verdict) if verdict else None
        if span is None:
            continue
        long = span[1] - span[0] > _LONGEST_ITEM
        if long or text[at] in BRACKETS or _LIST_END.match(text, span[1]):
            at = span[1]
            yield span


class _Separator(NamedTuple):
    """A separator behind the name of a secret."""

    at: int  # behind it
    label_end: int
    label: Label
    kind: str  # "colon", "key colon" (behind a quoted key), "equals" or "encoded"
    before: str  # the character before the label's last name


def _separated(text: str, rules: NameRules) -> Iterator[tuple[int, int]]:
    done = count = 0
    backwards = _Backwards(text, rules)
    for begin in range(0, len(text), _BLOCK):
        if begin + _BLOCK <= done:
            continue
        for found in backwards.separators(begin):
            if found.label_end <= done:
                continue  # a part of the value before
            count += 1
            if count > MOST_SECRETS:
                yield found.at, len(text)
                return
            if span := _separated_value(text, found):
                done = max(found.at, span[1])
                if span[0] < span[1]:
                    yield span


def _separated_value(text: str, found: _Separator) -> tuple[int, int] | None:
    at = found.at
    cut = text.find("%26", at, at + _LONGEST_ENCODED) if found.kind == "encoded" else -1
    if cut < 0:
        return labelled_value(text, at, found.label, found.kind, found.before)
    span = labelled_value(text[at:cut], 0, found.label, found.kind, found.before)
    return (at + span[0], at + span[1]) if span else None


class _Backwards:
    """A text as it is searched for separators: from its end."""

    __slots__ = ("_known", "_mirrored", "_rules", "_search", "_shown", "_text")

    def __init__(self, text: str, rules: NameRules) -> None:
        lowered = text.lower()
        if len(lowered) != len(text):  # one letter of Unicode grows: the dotted capital I
            lowered = text.replace("İ", "i").lower()
        self._text = text
        self._rules = rules
        self._mirrored, self._shown = lowered[::-1], text[::-1]
        self._search = _separator(rules.extra_words, "|d3%" if "%3d" in lowered else "")
        self._known: dict[str, Label | None] = {}

    def separators(self, begin: int) -> list[_Separator]:
        """Those behind the names of secrets in one block of the text, in order."""
        text, shown, known, size = self._text, self._shown, self._known, len(self._text)
        stop, found = size - begin, []
        for match in self._search.finditer(self._mirrored, max(0, stop - _BLOCK), min(size, stop + _WINDOW)):
            first, last = match.span(2)
            name = shown[first : last + 1]
            try:
                label = known[name]
            except KeyError:
                label = known[name] = _label(name[::-1], whole=last == size, rules=self._rules)
            if label is None:
                continue
            if match.start() >= stop:
                break  # of the block before
            at, kind, before = size - match.start(), "equals", shown[match.end(3) : match.end(3) + 1]
            if match.start(1) >= 0:
                if _part_of_a_path(text, at, before == ":"):
                    continue
                kind = "key colon" if text[at - 2] in "\"'`" else "colon"
            elif text[at - 1] not in "=>":
                kind = "encoded"
            found.append(_Separator(at, size - first, label, kind, before))
        return found[::-1]


def _label(shown: str, *, whole: bool, rules: NameRules) -> Label | None:
    """What a label of up to three names says; one character stands before it, if it is not the whole beginning."""
    names = tuple(re.split(r"[ \t]", shown if whole else shown[1:]))
    if len(names) == 1 and shown[0] == "%":  # `%3Ftoken%3D`: a URL within a URL
        names = (names[0][2:],)
    verdict = _judge(names, rules.extra_words, rules.not_secrets)
    return label_of(verdict, names[-1]) if verdict else None


def _part_of_a_path(text: str, at: int, after_colon: bool) -> bool:
    """Whether a colon belongs to a scheme, a scope of code or the parts of an ARN: there is no blank after it."""
    following = text[at : at + 2]
    if not following or following[0].isspace():
        return False
    return after_colon or following[0] == ":" or following == "//"


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
