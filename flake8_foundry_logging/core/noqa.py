"""``# noqa`` as flake8 reads it: a finding that flake8 would hide is hidden here too."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.layout import layout_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.layout import Layout

__all__ = ["Entry", "Suppressions"]

INLINE = re.compile(r"# noqa(?::[\s]?(?P<codes>([A-Z]+[0-9]+(?:[,\s]+)?)+))?", re.IGNORECASE)
"""flake8's own expression, so that odd spellings mean the same to both."""
WHOLE_FILE = re.compile(r"\s*# flake8[:=]\s*noqa", re.IGNORECASE)
SEPARATORS = re.compile(r"[,\s]+")
NAMED = re.compile(r"[^,\s]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A code that a comment names.

    Attributes:
        code: as written; it hides every code that begins with it.
        line, column: where it stands, from 1 and from 0, in code points.
        lines: the lines that its comment counts for.
    """

    code: str
    line: int
    column: int
    lines: range


class Suppressions:
    """The ``noqa`` comments of one file.

    Args:
        text: the decoded text; any line ends.
        disabled: ``disable-noqa``: no comment hides anything.
    """

    def __init__(self, text: str, *, disabled: bool = False) -> None:
        self._text = text
        self._any = not disabled and "noqa" in text.lower()

    @cached_property
    def _lines(self) -> list[str]:
        return list(io.StringIO(self._text, newline=None))

    @cached_property
    def whole_file(self) -> bool:
        """Whether the file asks to be left out (``# flake8: noqa`` on a line of its own, whatever stands behind it)."""
        return self._any and any(WHOLE_FILE.match(line) for line in self._lines)

    @cached_property
    def _layout(self) -> Layout:
        return layout_of(self._text)

    def stretch(self, line: int) -> tuple[int, int]:
        """The first and the last line of the text in which a comment counts for a line, all from 1.

        A string over several lines, or a statement continued with backslashes, shares one text; lines inside brackets
        do not.
        """
        return self._layout.stretches.get(line, (line, line))

    def codes_end(self, line: int) -> tuple[int, int] | None:
        """The line, from 1, and the column, from 0, behind the codes of the comment that counts; None without codes."""
        comment = self._comment_for(line)
        if comment is None or comment["codes"] is None:
            return None
        text = comment.string[: comment.start("codes")] + comment["codes"].rstrip(", \t\r\n")
        return self.stretch(line)[0] + text.count("\n"), len(text) - text.rfind("\n") - 1

    def _comment_for(self, line: int) -> re.Match[str] | None:
        """The one comment that counts for a line: the first of its text."""
        first, last = self.stretch(line)
        return INLINE.search("".join(self._lines[first - 1 : last])) if first > 0 else None

    def hides(self, line: int, code: str) -> bool:
        """Whether a finding of ``code`` on ``line`` (from 1) is hidden; only the first comment of a text counts."""
        if not self._any:
            return False
        if self.whole_file:
            return True
        comment = self._comment_for(line)
        if comment is None:
            return False
        codes = comment["codes"]
        return codes is None or code.startswith(tuple(filter(None, SEPARATORS.split(codes))))

    def entries(self) -> Iterator[Entry]:
        """The codes that the file's comments name, in order; none where no comment hides anything line by line.

        What only looks like a comment, in a string, is none here; and a comment that does not count because another one
        stands before it has no entries.
        """
        if not self._any or self.whole_file:
            return
        for line, (column, _) in self._layout.comments.items():
            comment = self._comment_for(line)
            if comment is None or comment["codes"] is None:
                continue
            first, last = self.stretch(line)
            before = sum(map(len, self._lines[first - 1 : line - 1]))
            if comment.start() < before + column:
                continue
            for code in NAMED.finditer(comment["codes"]):
                at = comment.start("codes") - before + code.start()
                yield Entry(code[0], line, at, range(first, last + 1))
