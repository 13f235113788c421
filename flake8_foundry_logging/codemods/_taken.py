"""The stretches of a text that a round has given away, asked for overlaps without going through all of them."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flake8_foundry_logging.codemods.kit import Edit

__all__ = ["Taken"]


class Taken:
    """Edits that do not overlap, sorted by place."""

    def __init__(self, edits: Iterable[Edit] = ()) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        self.add(edits)

    def add(self, edits: Iterable[Edit]) -> None:
        """Give away the stretches of these edits, too."""
        for edit in edits:
            index = bisect_left(self._starts, edit.start)
            while index < len(self._starts) and (self._starts[index], self._ends[index]) < (edit.start, edit.end):
                index += 1
            self._starts.insert(index, edit.start)
            self._ends.insert(index, edit.end)

    def overlaps(self, edit: Edit) -> bool:
        """Whether an edit shares text with one of them; an insertion must not even stand at the border of another."""
        index = bisect_left(self._ends, edit.start)
        while index < len(self._starts) and self._starts[index] <= edit.end:
            start, end = self._starts[index], self._ends[index]
            if edit.start == edit.end or start == end or (edit.start < end and start < edit.end):
                return True
            index += 1
        return False

    def any_from(self, start: int, end: int) -> bool:
        """Whether one of them begins in a stretch, the end left out."""
        index = bisect_left(self._starts, start)
        return index < len(self._starts) and self._starts[index] < end
