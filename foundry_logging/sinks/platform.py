"""What the sinks ask of the operating system, and differs between them: appending, locking, renaming an open file."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

FILE_MODE = 0o640
BINARY: int = getattr(os, "O_BINARY", 0)
"""Windows would write ``\\r\\n`` without it."""
PRIVATE: int = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOINHERIT", 0)
"""A program that this one starts does not inherit the descriptor, nor the lock on it."""


class Platform(Protocol):
    """Descriptors are numbers as ``os`` takes them. Every method raises OSError for what it cannot do."""

    def open_append(self, path: Path) -> int:
        """Open or make a file so that each ``os.write`` lands, whole, at the end, whoever else writes.

        While it is open, others can read, append to and rename the file.
        """

    def lock(self, number: int, *, exclusive: bool) -> bool:
        """Try to lock a file, without waiting: whether it is ours now.

        Many may have it shared, or one exclusively. Who asks again with the other kind exchanges the lock. It is given
        back when the last copy of the descriptor is closed, and when the process dies, however it dies.
        """

    def unlock(self, number: int) -> None:
        """Give the lock back, for a forked child's copy of the descriptor too."""


def open_to_change(path: Path, *, create: bool = False) -> int:
    """Open a file to read it and to write anywhere in it. Raises OSError."""
    return os.open(path, os.O_RDWR | PRIVATE | BINARY | (os.O_CREAT if create else 0), FILE_MODE)


if sys.platform == "win32":
    from .windows import SystemCalls, Windows

    PLATFORM: Platform = Windows(SystemCalls())
else:
    from .posix import Posix

    PLATFORM: Platform = Posix()
