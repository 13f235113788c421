"""``# noqa`` as flake8 reads it: a finding that flake8 would hide is hidden here too."""

from __future__ import annotations

import io
import re
import tokenize
from functools import cached_property

__all__ = ["Suppressions"]

INLINE = re.compile(r"# noqa(?::[\s]?(?P<codes>([A-Z]+[0-9]+(?:[,\s]+)?)+))?", re.IGNORECASE)
"""flake8's own expression, so that odd spellings mean the same to both."""
WHOLE_FILE = re.compile(r"\s*# flake8[:=]\s*noqa", re.IGNORECASE)


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
    def _by_line(self) -> dict[int, str]:
        """Line -> the text in which a comment counts for it.

        A string over several lines, or a statement continued with backslashes, shares one text; lines inside brackets
        do not. Empty where the tokeniser gives up: then each line stands for itself.
        """
        shared: dict[int, str] = {}
        first, last = len(self._lines) + 2, -1
        lines = iter(self._lines)
        try:
            tokens = list(tokenize.generate_tokens(lambda: next(lines)))
        except (tokenize.TokenError, SyntaxError):
            return {}
        for kind, _, (start, _), (end, _), _ in tokens:
            if kind in (tokenize.ENDMARKER, tokenize.DEDENT):
                continue
            first, last = min(first, start), max(last, end)
            if kind in (tokenize.NL, tokenize.NEWLINE):
                joined = "".join(self._lines[first - 1 : last])
                shared.update(dict.fromkeys(range(first, last + 1), joined))
                first, last = len(self._lines) + 2, -1
        return shared

    def hides(self, line: int, code: str) -> bool:
        """Whether a finding of ``code`` on ``line`` (from 1) is hidden; only the first comment of a text counts."""
        if not self._any:
            return False
        if self.whole_file:
            return True
        text = self._by_line.get(line)
        if text is None:
            text = self._lines[line - 1] if 0 < line <= len(self._lines) else ""
        comment = INLINE.search(text)
        if comment is None:
            return False
        codes = comment["codes"]
        return codes is None or code.startswith(tuple(filter(None, re.split(r"[,\s]+", codes))))
