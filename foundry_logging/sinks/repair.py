"""A crash can tear the last line of a file. The next start cuts it back to the last newline, and tells of it.

Appenders take no lock to write, but each holds a *shared* lock on the file for as long as it has it open: who gets it
*exclusively* is alone and may truncate. Who is not alone only overwrites the torn bytes in place with blanks, which
JSON reads over and which can destroy nobody's line.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .names import rotated_files
from .platform import PLATFORM, open_to_change

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from .platform import Platform

KEPT_BYTES = 8192
"""How much of a torn line is kept."""
SETTLE_SECONDS = 0.02
"""How long a torn end must stay the same before it counts as torn: another process may be in the middle of a write."""
LONGEST_WAIT_SECONDS = 1.0
"""How long anybody waits for a process that is repairing the same file. Who repairs is quick, unless it was stopped."""
ROTATED_FILES = 4
"""How many of the youngest rotated files are looked at, too: late lines reach only those."""
_CHUNK = 65536


@dataclass(frozen=True, slots=True)
class Torn:
    """A last line without its end: the file's name, its length in bytes, and its first bytes as text."""

    file: str
    length: int
    text: str


def repair(paths: Iterable[Path]) -> Iterator[Torn]:
    """Mend the torn last line of each file that has one, and of those rotated last; yield what it was."""
    for path in paths:
        for file in (*_rotated_last(path), path):
            try:
                torn = mend(file)
            except OSError:  # the sink that opens the file will meet the same error and tell it
                continue
            if torn is not None:
                yield torn


def _rotated_last(path: Path) -> list[Path]:
    try:
        files = [file.path for file in rotated_files(path) if not file.compressed]
    except OSError:  # no directory yet
        return []
    return files[-ROTATED_FILES:]


def mend(path: Path, platform: Platform = PLATFORM) -> Torn | None:
    """Mend the torn last line of a file, and give back what it was. Raises OSError."""
    try:
        number = open_to_change(path)
    except FileNotFoundError:
        return None
    try:
        size = os.fstat(number).st_size
        if _end_of_last_whole_line(number, size) == size:
            return None
        alone = _lock(number, platform)
        return None if alone is None else mend_open(path, number, alone=alone)
    finally:
        os.close(number)


def _lock(number: int, platform: Platform) -> bool | None:
    """Whether nobody else has the file open. None: another process is repairing it, and does not come to its end."""
    try:
        if platform.lock(number, exclusive=True):
            return True
        return False if share(number, platform) else None
    except OSError:  # no locks on this file system
        return False


def share(
    number: int,
    platform: Platform = PLATFORM,
    *,
    patience: float = LONGEST_WAIT_SECONDS,
    worth_it: Callable[[], bool] = lambda: True,
) -> bool:
    """Take the lock that says "I have this file open", waiting for whoever is repairing it; not for ever.

    Raises OSError where the file system has no locks.

    Args:
        number: the descriptor.
        platform: how to lock.
        patience: how many seconds to wait at most.
        worth_it: asked before each wait.
    """
    waited = 0.0
    while not platform.lock(number, exclusive=False):
        if waited >= patience or not worth_it():
            return False
        time.sleep(SETTLE_SECONDS)
        waited += SETTLE_SECONDS
    return True


def mend_open(path: Path, number: int, *, alone: bool) -> Torn | None:
    """Mend a file that is open and locked, exclusively if ``alone``. Raises OSError."""
    size = os.fstat(number).st_size
    start = _end_of_last_whole_line(number, size)
    if start == size:
        return None
    if not alone:
        time.sleep(SETTLE_SECONDS)
        if os.fstat(number).st_size != size:
            return None  # somebody was writing: the line is not torn
    text = _read(number, start, min(size - start, KEPT_BYTES)).decode("utf-8", "replace")
    if alone:
        os.ftruncate(number, start)
    else:
        _blank(number, start, size - start)
    return Torn(path.name, size - start, text)


def take_back(path: Path, appender: int, line: bytes, written: int) -> None:
    """Blank the beginning of a line whose end could not be written. Raises OSError.

    It is looked for, because others may have appended since. Truncating would take their lines along.

    Args:
        path: where the file is.
        appender: the descriptor that the line was written to.
        line: the whole line.
        written: how many bytes of it are in the file.
    """
    number = open_to_change(path)
    try:
        status = os.fstat(number)
        if not os.path.samestat(status, os.fstat(appender)):
            return
        start = max(0, status.st_size - written - _CHUNK)
        tail = _read(number, start, status.st_size - start)
        part, rest = line[:written], line[written:]
        at = tail.rfind(part)
        while at >= 0 and tail.startswith(rest, at + written):  # another line that begins in the same way
            at = tail.rfind(part, 0, at + written - 1)
        if at >= 0:
            _blank(number, start + at, written)
    finally:
        os.close(number)


def _blank(number: int, start: int, length: int) -> None:
    os.lseek(number, start, os.SEEK_SET)
    os.write(number, b" " * (length - 1) + b"\n")


def _read(number: int, start: int, length: int) -> bytes:
    os.lseek(number, start, os.SEEK_SET)
    parts = []
    while length > 0 and (part := os.read(number, length)):
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def _end_of_last_whole_line(number: int, size: int) -> int:
    end = size
    while end > 0:
        start = max(0, end - _CHUNK)
        newline = _read(number, start, end - start).rfind(b"\n")
        if newline >= 0:
            return start + newline + 1
        end = start
    return 0
