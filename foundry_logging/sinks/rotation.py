"""When a file is rotated, and how: several processes share it, and exactly one of them gives it another name.

Who finds that it is time takes a lock, looks whether the path still leads to the file that it has open, and renames it.
Nobody waits for that lock: who does not get it goes on with the old file, whose late lines are no less safe in it, and
looks again soon. The others notice by the inode that the path leads to another file, and open that one.
"""

from __future__ import annotations

import os
import re
import time
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from .names import free_name
from .platform import PLATFORM, open_to_change

if TYPE_CHECKING:
    from pathlib import Path

    from .platform import Platform
    from .schedule import Schedule

LOCK_NAME = ".foundry-logging.lock"
"""One a directory, of whatever name the logs are: component files are shared by programs of different names."""
SMALLEST = 1000
"""Bytes. A smaller limit is a slip: ``10`` for ``10 MB`` would make a file of every record."""
STEP_BYTES = 4096
"""How much a process writes at most before it looks at the size again when the limit is near: others write, too."""
_NEVER = 1 << 62

_SIZE = re.compile(r"(\d{1,18}(?:\.\d{1,9})?)\s*(?:([kmgt])(i?)b?|b|bytes?)?", re.IGNORECASE | re.ASCII)
_POWERS = {None: 0, "k": 1, "m": 2, "g": 3, "t": 4}


def parse_size(text: str) -> int:
    """Bytes from ``10MB``, ``500 KB``, ``1.5 GiB``, ``4096``: KB is 1000, KiB is 1024. Raises ValueError."""
    found = _SIZE.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    number, unit, binary = found.groups()
    return int(float(number) * (1024 if binary else 1000) ** _POWERS[unit and unit.lower()])


def size_text(size: int) -> str:
    """The size as a person would write it: ``100 MB``."""
    for unit, power in (("GB", 3), ("MB", 2), ("KB", 1)):
        if size >= 1000**power:
            return f"{size / 1000**power:g} {unit}"
    return f"{size} B"


@dataclass(frozen=True, slots=True)
class Rotation:
    """When files are rotated: at a size in bytes, by the clock, whichever comes first."""

    size: int | None = None
    schedule: Schedule | None = None


class Outcome(Enum):
    """How the attempt to rotate a file went."""

    DONE = "this process has renamed it"
    OTHERS = "the path leads to another file already"
    BUSY = "somebody else is at it"


class Rotator:
    """The rotation of one file, as one process sees it."""

    def __init__(self, path: Path, rotation: Rotation, platform: Platform = PLATFORM) -> None:
        self._path = path
        self._size = _NEVER if rotation.size is None else rotation.size
        self._schedule = rotation.schedule
        self._platform = platform
        self._due = _NEVER
        self._lock: int | None = None

    def begin(self, status: os.stat_result) -> None:
        """A file was opened. What is in it belongs to the time of its last line."""
        if self._schedule is not None:
            self._due = self._schedule.next_after(status.st_mtime if status.st_size else time.time())

    def wanted(self, size: int, second: int) -> bool:
        """Whether a file of this size, in bytes, is to be rotated at this second. An empty one never is."""
        if second >= self._due and not size and self._schedule is not None:
            self._due = self._schedule.next_after(second)
        return size >= self._size or second >= self._due

    def step(self, size: int) -> int:
        """How many bytes may be written before the size is looked at again: less and less, the nearer the limit is."""
        left = self._size - size
        return min(left, max(left >> 4, STEP_BYTES)) if left > 0 else STEP_BYTES

    def rotate(self, file: os.stat_result) -> Outcome:
        """Give the file, if the path still leads to it, its rotated name. Raises OSError."""
        self._lock = lock = open_to_change(self._path.with_name(LOCK_NAME), create=True)
        try:
            if not self._platform.lock(lock, exclusive=True):
                return Outcome.BUSY
            try:
                return self._rename(file)
            finally:
                self._platform.unlock(lock)  # closing would not be enough: a child forked meanwhile has a copy
        finally:
            self._lock = None
            os.close(lock)

    def _rename(self, file: os.stat_result) -> Outcome:
        try:
            now = os.stat(self._path)
        except FileNotFoundError:
            return Outcome.OTHERS
        if not os.path.samestat(now, file):
            return Outcome.OTHERS
        os.rename(self._path, free_name(self._path, now.st_mtime_ns // 1000))
        return Outcome.DONE

    def after_fork(self) -> None:
        """In the child of a fork: the lock that another thread of the parent was holding is not ours to keep."""
        lock, self._lock = self._lock, None
        if lock is not None:
            os.close(lock)
