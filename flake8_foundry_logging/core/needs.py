"""What a file must hold for a rule to have anything to look at: searched in its text, before it is parsed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = [
    "ANY_HANDLER",
    "BARE_HANDLER",
    "BROAD_HANDLER",
    "CANCELLATION_HANDLER",
    "FAILED_CALL",
    "FAILED_OPERATION",
    "LOGGED_BROAD_HANDLER",
    "LOGGED_HANDLER",
    "LOGGER",
    "Need",
    "Needs",
    "with_logger",
]


LETTERS = re.compile("[A-Za-z]+")


@dataclass(frozen=True, slots=True, eq=False)
class Clue:
    """Patterns of which one must be found in a file, each with the letters it begins with: they are soon looked for."""

    patterns: tuple[tuple[str, re.Pattern[str]], ...]

    @classmethod
    def of(cls, *patterns: str) -> Clue:
        """The clue of some expressions, each of which begins with a letter."""
        return cls(tuple((LETTERS.match(pattern)[0], re.compile(pattern)) for pattern in patterns))  # type: ignore[index]


@dataclass(frozen=True, slots=True, eq=False)
class Need:
    """A word, and what else the same file must hold with it.

    Attributes:
        word: compared without case.
        clues: must all be found as well, in the text as it is. They leave out what no rule can mean, and only that.
    """

    word: str
    clues: tuple[Clue, ...] = ()

    def loosened(self) -> Need:
        """The word alone: where options say what else counts."""
        return Need(self.word)


class Text:
    """A file's text, asked for each clue once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.lowered = text.lower()
        self._answers: dict[Clue, bool] = {}

    def has(self, clue: Clue) -> bool:
        """Whether one of the clue's patterns is found."""
        answer = self._answers.get(clue)
        if answer is None:
            text = self._text
            answer = any(start in text and pattern.search(text) for start, pattern in clue.patterns)
            self._answers[clue] = answer
        return answer


class Needs:
    """What each of some rules needs, asked of one text at a time.

    Args:
        words: code of a rule -> what it needs, any of these; a rule without any looks at every file.
    """

    def __init__(self, words: Mapping[str, Iterable[str | Need]]) -> None:
        self._always: set[str] = set()
        self._codes: dict[tuple[Clue, ...], dict[str, set[str]]] = {}
        for code, needs in words.items():
            for need in needs:
                clues, word = (need.clues, need.word) if isinstance(need, Need) else ((), need.lower())
                self._codes.setdefault(clues, {}).setdefault(word, set()).add(code)
            if not needs:
                self._always.add(code)
        self._all = frozenset(words)

    def any_in(self, text: str) -> bool:
        """Whether some rule has anything to look at."""
        return bool(self._always) or any(True for _ in self._met(text))

    def missing_in(self, text: str) -> frozenset[str]:
        """The codes of the rules that have nothing to look at."""
        return self._all.difference(self._always, *self._met(text))

    def _met(self, text: str) -> Iterator[set[str]]:
        """The codes that each word in a text is needed by, where the clues beside it are there as well."""
        asked = Text(text)
        lowered = asked.lowered
        for clues, codes in self._codes.items():
            if all(map(asked.has, clues)):
                for word, needing in codes.items():
                    if word in lowered:
                        yield needing


BARE = r"except[ \t\f]*[:\\]"
VERB = r"(?:[Cc]onnect|[Ss]tart(?!swith)|[Ss]top|[Bb]oot|[Ss]hutdown|[Ll]aunch|[Ll]oad)"

A_CLAUSE = Clue.of(r"except\b(?=[^\n]*[:\\(\[])")
A_BARE_CLAUSE = Clue.of(BARE)
A_BROAD_TYPE = Clue.of(r"Exception\b(?:(?<=\bException)|(?<=\bBaseException))", BARE)
A_CANCELLATION = Clue.of(r"CancelledError\b", r"BaseException\b", BARE)
A_COROUTINE = Clue.of(r"async\b")
A_LOGGER = Clue.of(
    # the words of a name as the vocabulary takes them apart: log, Log and LOG, with or without an ending
    r"log(?:(?<![a-zA-Z]log)|(?<=picolog)|(?<=structlog))(?:s|gers?|ging|uru|book|fire)?(?![a-z])",
    r"Log(?:s|gers?|ging)?(?![a-z])",
    r"LOG(?<![A-Z]LOG)(?:S|GERS?|GING)?(?![a-z]|[A-Z](?![a-z]))",
)
AN_IF_NOT = Clue.of(r"if[\s(\\]+not\b")
A_FAILED_OPERATION = Clue.of(r"if[\s(\\]+not\b[\s\S]{0,200}?" + VERB + r"\w{0,80}[\s\\]{0,4}\(")

ANY_HANDLER = Need("except", (A_CLAUSE,))
"""An ``except`` clause."""
BARE_HANDLER = Need("except", (A_BARE_CLAUSE,))
"""``except:``."""
BROAD_HANDLER = Need("except", (A_CLAUSE, A_BROAD_TYPE))
"""An ``except`` clause, and one of the names that make it broad, under which alias ever."""
CANCELLATION_HANDLER = Need("except", (A_CLAUSE, A_CANCELLATION, A_COROUTINE))
"""A clause that may catch a cancellation, in a file with asynchronous code."""
LOGGER = Need("log", (A_LOGGER,))
"""A name with log or logger as a whole word, or a logging package."""
LOGGED_HANDLER = Need("except", (A_LOGGER, A_CLAUSE))
"""A clause in which something may be logged."""
LOGGED_BROAD_HANDLER = Need("except", (A_LOGGER, A_CLAUSE, A_BROAD_TYPE))
"""A broad clause in which something may be logged."""
FAILED_CALL = Need("not", (AN_IF_NOT,))
"""``if not``."""
FAILED_OPERATION = Need("not", (A_FAILED_OPERATION,))
"""``if not``, and soon behind it the verb of a call that is critical."""


def with_logger(*words: str) -> tuple[Need, ...]:
    """Each of some words, in a file that may log."""
    return tuple(Need(word.lower(), (A_LOGGER,)) for word in words)
