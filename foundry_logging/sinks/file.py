"""A file that several processes append to, without a lock: one ``os.write`` on an ``O_APPEND`` descriptor a line."""

from __future__ import annotations

import os
from threading import RLock
from typing import TYPE_CHECKING

from .ledger import Counted

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .ledger import Ledger

_FLAGS = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC
_MODE = 0o640


class _Descriptor:
    """An open file. Who writes holds a reference, and the last one to let go closes it.

    A number that is closed while another thread is on its way to write belongs to the next file that anybody opens.
    """

    __slots__ = ("_stat", "number")

    def __init__(self, path: Path) -> None:
        self.number = os.open(path, _FLAGS, _MODE)
        self._stat = os.fstat(self.number)

    def is_at(self, path: Path) -> bool:
        """Whether this is the file of that path. False too when the path is gone, or the number was closed under us."""
        try:
            return os.path.samestat(os.stat(path), os.fstat(self.number))
        except OSError:
            return False

    def __del__(
        self,
        fstat: Callable[[int], os.stat_result] = os.fstat,  # bound here: at exit the module may be empty already
        same: Callable[[os.stat_result, os.stat_result], bool] = os.path.samestat,
        close: Callable[[int], None] = os.close,
    ) -> None:
        try:
            # a program that closes all numbers, as daemons do, may have given this one to somebody else
            if same(fstat(self.number), self._stat):
                close(self.number)
        except (OSError, AttributeError):  # closed by others, or never opened
            return


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
        self._file: _Descriptor | None = None
        self._closed = False
        self._checked = 0
        self._lock = RLock()  # for opening only: a signal handler that logs may come in between

    def write(self, line: bytes, second: int) -> None:
        """Append the line. When it returns, the kernel has the line, or the failure is counted; it never raises.

        Args:
            line: whole lines, with the newline.
            second: the time, in whole seconds: when it changes, the path is looked at again.
        """
        try:
            file = self._file
            if file is None or second != self._checked:
                file = self._look_again(second)
            written = os.write(file.number, line)
            if written != len(line):
                _write_rest(file.number, line, written)
        except OSError as error:
            self.failed += 1
            self._ledger.sink_failed(str(self.path), error)
            self._checked = 0  # the next line looks again
        else:
            self.written += 1
            self.bytes += len(line)

    def try_open(self) -> None:
        """Open the file, making its directory; a failure is told, and the first line will try again."""
        try:
            self._open()
        except OSError as error:
            self._ledger.sink_failed(str(self.path), error)

    def sync(self) -> None:
        """Ask the kernel to put on the disk what was written. A failure is told, not raised."""
        file = self._file
        if file is not None:
            try:
                os.fsync(file.number)
            except OSError as error:
                self._ledger.sink_failed(str(self.path), error)

    def close(self) -> None:
        """Close the file, for good, when the lines that are being written are done.

        A record that was under way meanwhile is not lost: its line opens the file for itself alone.
        """
        with self._lock:
            self._closed = True
            self._file = None

    def forget_locks(self) -> None:
        """In the child of a fork: no lock may be inherited held."""
        self._lock = RLock()

    def _look_again(self, second: int) -> _Descriptor:
        self._checked = second
        file = self._file
        return file if file is not None and file.is_at(self.path) else self._open()

    def _open(self) -> _Descriptor:
        with self._lock:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            file = _Descriptor(self.path)
            if not self._closed:
                self._file = file
            return file


def _write_rest(number: int, line: bytes, written: int) -> None:
    """Finish a short write; when that fails, take the torn line back, unless somebody has appended to it."""
    try:
        while written < len(line):
            written += os.write(number, line[written:])
    except OSError:
        end = os.lseek(number, 0, os.SEEK_CUR)
        if os.fstat(number).st_size == end:
            os.ftruncate(number, end - written)
        raise
