"""Changed places drawn at random from fixed projects, before and after, for a reader to judge.

A place is a run of lines that a fix changed, with the lines around it. Lines that only bring the import and the
binding are no place of their own: each file has one, and all look alike.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

__all__ = ["Place", "drawn", "places"]

AROUND = 4
"""Unchanged lines shown on both sides."""
BETWEEN = 2
"""Unchanged lines between changes that are read as one."""
SET_UP = re.compile(r"\s*\Z|\s*(?:from|import)\s|\w*logger = ")
"""A line that imports or binds, or is empty."""


@dataclass(frozen=True, slots=True)
class Place:
    """A changed run of lines.

    Attributes:
        project: the name of the project's folder.
        path: the file in it.
        line: the first changed line of the file as it was, from 1.
        before: the lines as they were, with what stands around them.
        after: the same as they are now.
    """

    project: str
    path: str
    line: int
    before: tuple[str, ...]
    after: tuple[str, ...]

    def __str__(self) -> str:
        rows = [f"{self.project}/{self.path}:{self.line}"]
        matcher = SequenceMatcher(None, self.before, self.after, autojunk=False)
        for tag, old_start, old_end, new_start, new_end in matcher.get_opcodes():
            if tag == "equal":
                rows += (f"    {line}" for line in self.before[old_start:old_end])
                continue
            rows += (f"  - {line}" for line in self.before[old_start:old_end])
            rows += (f"  + {line}" for line in self.after[new_start:new_end])
        return "\n".join(rows)


def places(before: Path, after: Path) -> Iterator[Place]:
    """The changed places of a project, file by file.

    Args:
        before: the project as it was.
        after: a fixed copy, whose folder has the project's name.
    """
    for path in sorted(after.rglob("*.py")):
        name = path.relative_to(after)
        try:
            old, new = ((folder / name).read_text(encoding="utf-8").splitlines() for folder in (before, after))
        except (UnicodeDecodeError, OSError):
            continue
        if old != new:
            yield from _places_of(old, new, after.name, name.as_posix())


def _places_of(old: Sequence[str], new: Sequence[str], project: str, path: str) -> Iterator[Place]:
    for old_start, old_end, new_start, new_end in _changed_runs(old, new):
        if all(SET_UP.match(line) for line in (*old[old_start:old_end], *new[new_start:new_end])):
            continue
        head, tail = old[max(old_start - AROUND, 0) : old_start], old[old_end : old_end + AROUND]
        yield Place(
            project,
            path,
            old_start + 1,
            (*head, *old[old_start:old_end], *tail),
            (*head, *new[new_start:new_end], *tail),
        )


def _changed_runs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Where the changed lines stand in both texts; runs with next to nothing between them are one."""
    runs: list[tuple[int, int, int, int]] = []
    for tag, *lines in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        old_start, old_end, new_start, new_end = lines
        if runs and old_start - runs[-1][1] <= BETWEEN:
            old_start, _, new_start, _ = runs.pop()
        runs.append((old_start, old_end, new_start, new_end))
    yield from runs


def drawn(projects: Iterable[list[Place]], count: int, seed: int) -> list[Place]:
    """Places drawn at random: first a project, then a place in it, so that a large project does not fill the draw.

    Args:
        projects: the places of each project.
        count: how many.
        seed: of the random numbers; the same seed draws the same places.
    """
    chance = random.Random(seed)
    left = [list(places) for places in projects if places]
    chosen = []
    while left and len(chosen) < count:
        project = chance.choice(left)
        chosen.append(project.pop(chance.randrange(len(project))))
        left = [places for places in left if places]
    return chosen
