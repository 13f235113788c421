"""A file that several processes append to, without a lock: one ``os.write`` on an ``O_APPEND`` descriptor a line."""

from __future__ import annotations

import os
from threading import RLock
from typing import TYPE_CHECKING

from .ledger import Counted

if TYPE_CHECKING:
    from pathlib import Path

    from .ledger import Ledger

_FLAGS = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC
_MODE = 0o640


class FileSink(Counted):
    """Appends whole lines to one path.

    A failure is counted, told once, and the next line tries again: a full disk, a directory that was deleted and a
    missing permission heal without a restart. Once a second the path is compared with the descriptor, so that a file
    that was moved or deleted is opened anew.
    """

    def __init__(self, path: Path, ledger: Ledger) -> None:
        super().__init__()
        self.path = path
        self.name = path.name
        self._ledger = ledger
        self._fd = -1
        self._checked = 0
        self._lock = RLock()  # for opening only: a signal handler that logs may come in between

    def write(self, line: bytes, second: int) -> None:
        """Append the line. When it returns, the kernel has the line, or the failure is counted; it never raises.

        Args:
            line: whole lines, with the newline.
            second: the time, in whole seconds: when it changes, the path is looked at again.
        """
        try:
            if second != self._checked:
                self._checked = second
                self._look_again()
            written = os.write(self._fd, line)
            if written != len(line):
                self._write_rest(line, written)
        except OSError as error:
            self.failed += 1
            self._ledger.sink_failed(str(self.path), error)
            self._checked = 0  # the next line looks again
        else:
            self.written += 1
            self.bytes += len(line)

    def open(self) -> None:
        """Open the file, making its directory. Raises OSError."""
        with self._lock:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            fresh = os.open(self.path, _FLAGS, _MODE)
            if self._fd < 0:
                self._fd = fresh
                return
            # the number stays: another thread may be just about to write to it
            try:
                os.dup2(fresh, self._fd, inheritable=False)
            finally:
                os.close(fresh)

    def try_open(self) -> None:
        """Open the file; a failure is told, and the first line will try again."""
        try:
            self.open()
        except OSError as error:
            self._ledger.sink_failed(str(self.path), error)

    def sync(self) -> None:
        """Ask the kernel to put on the disk what was written. A failure is told, not raised."""
        if self._fd >= 0:
            try:
                os.fsync(self._fd)
            except OSError as error:
                self._ledger.sink_failed(str(self.path), error)

    def close(self) -> None:
        """Close the file. A later write opens it again."""
        with self._lock:
            fd, self._fd, self._checked = self._fd, -1, 0
            if fd >= 0:
                os.close(fd)

    def forget_locks(self) -> None:
        """In the child of a fork: no lock may be inherited held."""
        self._lock = RLock()

    def _look_again(self) -> None:
        if self._fd >= 0:
            try:
                if os.path.samestat(os.stat(self.path), os.fstat(self._fd)):
                    return
            except OSError:  # the path is gone, or the descriptor was closed under us: both are cured by opening
                pass
        self.open()

    def _write_rest(self, line: bytes, written: int) -> None:
        """Finish a short write; when that fails, take the torn line back, unless somebody has appended to it."""
        try:
            while written < len(line):
                written += os.write(self._fd, line[written:])
        except OSError:
            end = os.lseek(self._fd, 0, os.SEEK_CUR)
            if os.fstat(self._fd).st_size == end:
                os.ftruncate(self._fd, end - written)
            raise
