"""A file that several processes append to, without a lock: one ``os.write`` on an appending descriptor a line."""

from __future__ import annotations

import os
from threading import RLock
from typing import TYPE_CHECKING

from .ledger import Counted
from .platform import PLATFORM
from .repair import LONGEST_WAIT_SECONDS, share, take_back
from .rotation import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .ledger import Ledger
    from .rotation import Rotator
    from .upkeep import Upkeep

OPEN_TRIES = 5
"""How often in a row the path may lead elsewhere by the time it is open, before that is taken as it is."""
_NEVER = 1 << 62


class _Descriptor:
    """An open file. Who writes holds a reference, and the last one to let go closes it.

    A number that is closed while another thread is on its way to write belongs to the next file that anybody opens.
    While it is open it is locked, shared: who wants to compress or delete the file learns that lines can still come.
    """

    __slots__ = ("_shared", "_stat", "number")

    def __init__(self, path: Path) -> None:
        self._shared = False
        self.number = PLATFORM.open_append(path)
        self._stat = os.fstat(self.number)

    def hold(self, path: Path, *, patience: float) -> None:
        """Lock it, if it is not locked yet, the file system can, and it is still the file of that path.

        Args:
            path: where it was opened.
            patience: how many seconds to wait for whoever is repairing it.
        """
        if not self._shared:
            try:
                self._shared = share(self.number, patience=patience, worth_it=lambda: self.status_at(path) is not None)
            except OSError:  # it cannot: who compresses and deletes will wait long instead
                self._shared = True

    def status(self) -> os.stat_result:
        """As it is now. Raises OSError when the number was closed under us."""
        return os.fstat(self.number)

    def status_at(self, path: Path) -> os.stat_result | None:
        """Its status, if it is the file of that path; None, too, when that or the number is gone."""
        try:
            status = os.fstat(self.number)
            return status if os.path.samestat(os.stat(path), status) else None
        except OSError:
            return None

    def names(self) -> int | None:
        """How many names the file has: none when it was deleted. None: the number was closed under us."""
        try:
            status = os.fstat(self.number)
        except OSError:
            return None
        return status.st_nlink if os.path.samestat(status, self._stat) else None

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
    that was moved, deleted or rotated by another process is opened anew.
    """

    def __init__(
        self, path: Path, ledger: Ledger, rotator: Rotator | None = None, upkeep: Upkeep | None = None
    ) -> None:
        super().__init__()
        self.path = path
        self.name = path.name
        self._ledger = ledger
        self._rotator = rotator
        self._upkeep = upkeep
        self._file: _Descriptor | None = None
        self._closed = False
        self._checked = 0
        self._written_then = 0  # ``written`` when the path was looked at
        self._look_at = _NEVER  # at how many bytes the size is looked at again
        self._rotating = False
        self._lock = RLock()  # for opening and rotating only: a signal handler that logs may come in between

    def write(self, line: bytes, second: int, lines: int = 1) -> None:
        """Append the line. When it returns, the kernel has the line, or the failure is counted; it never raises.

        Args:
            line: whole lines, with the newline.
            second: the time, in whole seconds: when it changes, the path is looked at again.
            lines: how many records they are.
        """
        try:
            file = self._file
            if file is None or second != self._checked or self.bytes >= self._look_at:
                file = self._look_again(second)
            size = len(line)
            written = os.write(file.number, line)
            if written != size:
                self._write_rest(file.number, line, written)
        except Exception as error:  # whatever it is, the other sinks get their line
            self.failed += lines
            self._ledger.sink_failed(str(self.path), error)
            self._checked = 0  # the next line looks again
        else:
            self.written += lines
            self.bytes += size

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

    def after_fork(self) -> None:
        """In the child of a fork: no lock may be inherited held."""
        self._lock = RLock()
        self._rotating = False
        if self._rotator is not None:
            self._rotator.after_fork()

    def _look_again(self, second: int) -> _Descriptor:
        """The descriptor for the next line: of another file, if the path leads elsewhere or it is time to rotate."""
        self._checked = second
        file = self._file
        status = None if file is None else file.status_at(self.path)
        if file is None or status is None:
            file = self._reopen(file)
            status = file.status()
        file.hold(self.path, patience=0.0)
        self._written_then = self.written
        rotator = self._rotator
        if rotator is not None and file is self._file:
            if rotator.wanted(status.st_size, second):
                file = self._rotate(file, rotator)
                status = file.status()
            self._look_at = self.bytes + rotator.step(status.st_size)
        if self._upkeep is not None and second >= self._upkeep.due:
            self._upkeep.wake()
        return file

    def _reopen(self, old: _Descriptor | None) -> _Descriptor:
        names = None if old is None else old.names()
        if names == 0:
            self._count_deleted(self.written - self._written_then)
        elif old is not None and names is None:
            old.number = -1  # the next file may get its number, and must not be closed for it
        try:
            return self._open()
        except OSError as error:
            if old is None or not names:
                raise
            self._ledger.sink_failed(str(self.path), error)
            return old  # it was moved: no line needs to be lost

    def _count_deleted(self, lines: int) -> None:
        """Lines went into a file that somebody had deleted meanwhile: they are gone. (Their bytes were written.)"""
        self.written -= lines
        self.failed += lines
        if lines:
            self._ledger.sink_failed(str(self.path), FileNotFoundError(self._ledger.texts.file_deleted))

    def _open(self) -> _Descriptor:
        with self._lock:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            for _ in range(OPEN_TRIES):
                file = _Descriptor(self.path)
                file.hold(self.path, patience=LONGEST_WAIT_SECONDS)
                if file.status_at(self.path) is not None:  # only then will nobody take it for abandoned
                    break
            if not self._closed:
                self._file = file
                if self._rotator is not None:
                    self._rotator.begin(file.status())
            return file

    def _rotate(self, file: _Descriptor, rotator: Rotator) -> _Descriptor:
        """Rotate and open the new file. Nobody is waited for, and what fails costs no line: the old file takes it."""
        if not self._lock.acquire(blocking=False):
            return file  # another thread is at it
        try:
            if self._rotating:  # this thread is, and was interrupted by a signal whose handler logs
                return file
            self._rotating = True
            try:
                outcome = rotator.rotate(file.status())
                if outcome is Outcome.BUSY:
                    return file
                if outcome is Outcome.DONE:
                    self.rotations += 1
                    if self._upkeep is not None:
                        self._upkeep.wake()
                return self._open()
            except OSError as error:
                self._ledger.rotation_failed(str(self.path), error)
                return file
            finally:
                self._rotating = False
        finally:
            self._lock.release()

    def _write_rest(self, number: int, line: bytes, written: int) -> None:
        """After a short write: take back what there is, and write all of it anew.

        The rest alone would not do, as others may have appended since. It is written where there is no other way.
        """
        try:
            take_back(self.path, number, line, written)
        except OSError:  # no descriptors left
            pass
        else:
            written = 0
        try:
            while written < len(line):
                written += os.write(number, line[written:])
        except OSError:
            if written:
                take_back(self.path, number, line, written)
            raise
