"""
What is judged once and holds for many records: names and kinds of fields, constant texts, values that come again.

A program logs the same few sets of fields from the same few places. What follows from their names and kinds alone (no
name is secret, none is reserved or steers the record, no value needs a closer look) is found at the first record of a
kind; the ones after it cost a look-up. Everything here answers "nothing to be done", or None: then the careful way.
"""

from __future__ import annotations

from itertools import pairwise
from operator import itemgetter
from types import NoneType
from typing import TYPE_CHECKING, Any

from orjson import dumps

from ._redaction import scrub_text
from ._secret_names import NAMES
from ._template import PLACEHOLDER, formatted
from ._text import KEYS
from .vocabulary import values
from .vocabulary.levels import CONTROLS, RECORD_KEYS

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Mapping

LARGEST = 4096
"""How many answers are kept. A program that makes names or texts up by the thousand starts the memo anew."""
LONGEST = 512
"""The longest text, and the longest name, that is kept, in code points."""

suspicious = values.prefilter().search
"""The search that says whether a text is worth a closer look; what it does not find holds no secret."""

_KINDS = frozenset({str, int, float, bool, NoneType})
_EXAMPLES = ("F4keValue", "word", "12345678", "a1B2" * 10)  # of secrets, as they may stand behind a name
_AS_TEXT = bytes.maketrans(b":,", b"= ")


class Shape:
    """Fields of these names and of these kinds: none of them can change, and no name of them needs anything done.

    Args:
        names: of the fields, in order.
        kinds: the exact types of their values.
    """

    __slots__ = ("bare", "texts")

    bare: bool
    """Whether each name is one clear word, so that it stands in a text line as it is."""
    texts: Callable[[Mapping[str, Any]], tuple[str, ...]]
    """The values that are texts, of such fields."""

    def __init__(self, names: tuple[str, ...], kinds: tuple[type, ...]) -> None:
        self.texts = _getter([name for name, kind in zip(names, kinds, strict=True) if kind is str])
        self.bare = all(KEYS[name] == name and ":" not in name and "," not in name for name in names)


def line_of(encoded: bytes) -> bytes:
    """Fields as they stand in a text line, made from their JSON, whose names and texts are clear words."""
    # so that it has no quotes, colons and commas but its own
    return encoded[1:-1].translate(_AS_TEXT, b'"')


class Words(set[str]):
    """The memo of values: those that were seen before, are one clear word and were searched for secrets in vain.

    Methods, paths, models and hosts come again and again. What comes once is kept until the memo is full, and is short.
    """

    def learn(self, texts: tuple[str, ...], joined: str) -> bool:
        """Whether each of them is one clear word.

        Args:
            texts: texts without a secret.
            joined: the same with a blank between them: one look at all of them.
        """
        if (
            joined.count(" ") >= len(texts)
            or not joined.isprintable()
            or "=" in joined
            or ":" in joined
            or "," in joined
            or '"' in joined
            or "\\" in joined
            or "" in texts
        ):
            return False
        if len(joined) <= LONGEST:
            if len(self) >= LARGEST:
                self.clear()
            self.update(texts)
        return True


def _getter(names: list[str]) -> Callable[[Mapping[str, Any]], tuple[str, ...]]:
    if not names:
        return lambda _fields: ()
    if len(names) == 1:  # itemgetter would give the text itself
        (name,) = names
        return lambda fields: (fields[name],)
    return itemgetter(*names)


class Shapes(dict[tuple[Any, ...], "Shape | None"]):
    """The memo of shapes by names and kinds: ``shapes[(*fields, *map(type, fields.values()))]``."""

    def __missing__(self, key: tuple[Any, ...]) -> Shape | None:
        half = len(key) // 2
        names, kinds = key[:half], key[half:]
        if not _KINDS.issuperset(kinds):
            return None  # not kept: it would keep somebody's class alive
        if any(type(name) is not str or len(name) > LONGEST for name in names):
            return None
        if len(self) >= LARGEST:
            self.clear()
        plain = CONTROLS.isdisjoint(names) and RECORD_KEYS.isdisjoint(names)
        found = self[key] = Shape(names, kinds) if plain and all(NAMES.memo[name] is None for name in names) else None
        return found


class Message:
    """A constant text that shows nothing secret and steers no terminal, with its placeholders.

    Attributes:
        json: the text as JSON.
        text: the text as UTF-8.
        constant: whether it has no placeholder.
        judged: how many characters from its beginning need no search, whatever is filled in behind them.
    """

    __slots__ = ("_names", "_template", "constant", "json", "judged", "text")

    def __init__(self, text: str, found: list[re.Match[str]], judged: int) -> None:
        self.json = dumps(text)
        self.text = text.encode()
        self.constant = not found
        self.judged = judged
        self._names: list[tuple[str, str | None]] = [(match[1], match[2]) for match in found]
        bounds = [(0, 0), *[match.span() for match in found], (len(text), len(text))]
        self._template = "%s".join([text[end:start].replace("%", "%%") for (_, end), (start, _) in pairwise(bounds)])

    def filled(self, fields: Mapping[str, Any]) -> str | None:
        """The text with the values; None when a name has no field, so that its braces stay."""
        try:
            return self._template % tuple([formatted(fields[name], spec) for name, spec in self._names])
        except KeyError:
            return None


def _judge(text: str) -> Message | None:
    if not text.isprintable():
        return None
    found = list(PLACEHOLDER.finditer(text))
    if suspicious(PLACEHOLDER.sub(" ", text)) is None:
        return Message(text, found, 0)
    if not found:
        return Message(text, found, len(text)) if scrub_text(text) is text else None
    # "API request: {method}": no name is secret in what stands before the first value, and no name can come after it
    before, behind = text[: found[0].start()], text[found[0].start() :]
    if (
        before.endswith(" ")
        and suspicious(PLACEHOLDER.sub(" ", behind)) is None
        and suspicious(before.replace(":", " ")) is None
        and all(scrub_text(before + example).endswith(example) for example in _EXAMPLES)
    ):
        return Message(text, found, len(before))
    return None


class Messages(dict[str, "Message | None"]):
    """The memo of the messages: ``messages[text]``."""

    def __missing__(self, text: str) -> Message | None:
        found = _judge(text)
        if len(text) <= LONGEST:
            if len(self) >= LARGEST:
                self.clear()
            self[text] = found
        return found
