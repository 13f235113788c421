"""Linux, macOS and their like."""

from __future__ import annotations

import fcntl
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

assert sys.platform != "win32"  # for type checkers, which would miss half of the names there

_APPEND = os.O_APPEND | os.O_CREAT | os.O_CLOEXEC
_MODE = 0o640


class Posix:
    """``O_APPEND`` appends whole lines, ``flock`` is of the open file and not of the process, renaming asks nobody."""

    def open_append(self, path: Path) -> int:
        """See ``Platform``. Network file systems share the lock only of what can be read."""
        try:
            return os.open(path, os.O_RDWR | _APPEND, _MODE)
        except PermissionError:
            return os.open(path, os.O_WRONLY | _APPEND, _MODE)

    def lock(self, number: int, *, exclusive: bool) -> bool:
        """See ``Platform``."""
        try:
            fcntl.flock(number, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def unlock(self, number: int) -> None:
        """See ``Platform``."""
        fcntl.flock(number, fcntl.LOCK_UN)
