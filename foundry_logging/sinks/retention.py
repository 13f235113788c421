"""Which rotated files are kept: ``LOG_RETENTION``, by age, by number, by size, or by several of these."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .rotation import parse_size, size_text
from .schedule import seconds_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .names import Rotated

_FILES = re.compile(r"(\d{1,9})\s*files?", re.IGNORECASE | re.ASCII)
_BYTES = re.compile(r".*b(?:ytes?)?", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Kept:
    """A rotated file as retention sees it: the time of its last line in seconds since 1970, and its bytes."""

    file: Rotated
    written: float
    size: int


@dataclass(frozen=True, slots=True)
class Retention:
    """How much is kept of each log, beside the file that is being written. What breaks any limit is deleted.

    Attributes:
        seconds: the age of the last line.
        files: how many rotated files.
        size: how many bytes the rotated files have together, as they are on the disk.
    """

    seconds: int | None = None
    files: int | None = None
    size: int | None = None

    def __str__(self) -> str:
        limits = (
            (self.seconds, f"{self.seconds} seconds"),
            (self.files, f"{self.files} files"),
            (self.size, size_text(self.size or 0)),
        )
        return ", ".join(text for limit, text in limits if limit is not None)

    def doomed(self, files: Sequence[Kept], now: float) -> list[Kept]:
        """Those of the rotated files of one log, the oldest first, that are to be deleted."""
        result: list[Kept] = []
        total = 0
        for count, file in enumerate(reversed(files), start=1):
            total += file.size
            too_old = self.seconds is not None and now - file.written > self.seconds
            too_many = self.files is not None and count > self.files
            too_large = self.size is not None and total > self.size
            if too_old or too_many or too_large:
                result.append(file)
        return result[::-1]


def parse_retention(text: str) -> Retention:
    """What ``LOG_RETENTION`` says: ``7 days``, ``10 files``, ``2 GB``, several with commas. Raises ValueError."""
    limits: dict[str, int] = {}
    for part in text.split(","):
        limit, value = _limit(part.strip())
        if limit in limits:
            raise ValueError(text)
        limits[limit] = value
    return Retention(**limits)


def _limit(text: str) -> tuple[str, int]:
    files = _FILES.fullmatch(text)
    if files is not None:
        return "files", int(files[1])
    if _BYTES.fullmatch(text):
        return "size", parse_size(text)
    return "seconds", seconds_of(text)
