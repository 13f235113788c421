"""A crash can tear the last line of a file. The next start cuts it back to the last newline, and tells of it.

Appenders take no lock, so a live process may be writing to the same file. Every process holds a *shared* lock on one
lock file for as long as it has the files open: who gets it *exclusively* is alone and may truncate. Who is not alone
only overwrites the torn bytes in place with blanks, which JSON reads over and which can destroy nobody's line.
"""

from __future__ import annotations

import fcntl
import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

KEPT_BYTES = 8192
"""How much of a torn line is kept."""
SETTLE_SECONDS = 0.02
"""How long a torn end must stay the same before it counts as torn: another process may be in the middle of a write."""
LONGEST_WAIT_SECONDS = 1.0
"""How long a start waits for another process that is repairing the same files."""
_CHUNK = 65536


@dataclass(frozen=True, slots=True)
class Torn:
    """A last line without its end: the file's name, its length in bytes, and its first bytes as text."""

    file: str
    length: int
    text: str


class Presence:
    """The lock that says: this process has the log files open. Closing it, or dying, gives it back."""

    def __init__(self, path: Path) -> None:
        """Take the lock, exclusively if nobody else has it. Raises OSError."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o640)
        self.alone = self._lock(fcntl.LOCK_EX)
        if not self.alone:
            self.share()

    def _lock(self, kind: int) -> bool:
        try:
            fcntl.flock(self._fd, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def share(self) -> None:
        """Let the others in, and stay present.

        Going from exclusive to shared is no single step: the lock is given up and asked for anew, and another process
        may be there first. Who is repairing is quick; if it was stopped in the middle, the start of this program must
        not hang on it, and it goes on without the lock.
        """
        waited = 0.0
        while not self._lock(fcntl.LOCK_SH) and waited < LONGEST_WAIT_SECONDS:
            time.sleep(SETTLE_SECONDS)
            waited += SETTLE_SECONDS

    def close(self) -> None:
        """Give the lock back."""
        os.close(self._fd)


def repair(paths: Iterable[Path], *, alone: bool) -> Iterator[Torn]:
    """Mend the torn last line of each file that has one, and yield what it was."""
    for path in paths:
        try:
            torn = _mend(path, alone=alone)
        except OSError:  # the sink that opens the file will meet the same error and tell it
            continue
        if torn is not None:
            yield torn


def _mend(path: Path, *, alone: bool) -> Torn | None:
    if not path.exists():
        return None
    fd = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    try:
        size = os.fstat(fd).st_size
        start = _end_of_last_whole_line(fd, size)
        if start == size:
            return None
        if not alone:
            time.sleep(SETTLE_SECONDS)
            if os.fstat(fd).st_size != size:
                return None  # somebody was writing: the line is not torn
        text = os.pread(fd, min(size - start, KEPT_BYTES), start).decode("utf-8", "replace")
        if alone:
            os.ftruncate(fd, start)
        else:
            os.pwrite(fd, b" " * (size - start - 1) + b"\n", start)
        return Torn(path.name, size - start, text)
    finally:
        os.close(fd)


def _end_of_last_whole_line(fd: int, size: int) -> int:
    end = size
    while end > 0:
        start = max(0, end - _CHUNK)
        newline = os.pread(fd, end - start, start).rfind(b"\n")
        if newline >= 0:
            return start + newline + 1
        end = start
    return 0
