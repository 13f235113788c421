"""Compressing and deleting rotated files, in a thread that lives only as long as there is something to do.

A rotated file is left alone for as long as any process has it open, however late its lines come: each holds a shared
lock on what it has open, and only who gets the file's lock exclusively touches it. A compressed file is made beside,
under a hidden name, and takes its name when it is whole and on the disk; only then is the original deleted. Killed at
any moment, that leaves at most the hidden file, and both of one content, which the next round puts right.
"""

from __future__ import annotations

import _thread
import atexit
import gzip
import os
import time
from typing import TYPE_CHECKING

from .names import COMPRESSED, rotated_files
from .platform import BINARY, FILE_MODE, PLATFORM, PRIVATE, open_to_change
from .repair import Torn, mend_open
from .retention import Kept

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from .ledger import Ledger
    from .names import Rotated
    from .platform import Platform
    from .retention import Retention

WAITS_SECONDS = (0.05, 1.5, 1.5)
"""How long it waits before each round, until nothing is in use any more. Who rotated lets go of the old file at once,
the other processes with their next line of another second. After that the thread ends, and tries again later."""
LATER_SECONDS = 60
LINGER_SECONDS = 5.0
"""How long the end of the program waits for files that are being compressed; the next start goes on with the rest."""
IDLE_SECONDS = 600
"""Where the file system has no locks, a file that was not written to for so long counts as abandoned."""
_CHUNK = 1 << 18
_PAUSE = 0.05
_NEVER = 1 << 62


class Upkeep:
    """The rotated files of some logs."""

    def __init__(
        self,
        paths: Sequence[Path],
        ledger: Ledger,
        tell_torn: Callable[[Torn], None],
        *,
        retention: Retention | None,
        compress: bool,
        platform: Platform = PLATFORM,
    ) -> None:
        self.due = _NEVER
        """The second at which it wants to be woken again, since 1970."""
        self._paths = tuple(paths)
        self._ledger = ledger
        self._tell_torn = tell_torn
        self._retention = retention
        self._compress = compress
        self._platform = platform
        self._asked = 0
        self._ending = False
        self._locked: int | None = None
        # raw locks and threads, never waited for: a signal handler may rotate in the middle of anything
        self._running = _thread.allocate_lock()

    def wake(self) -> None:
        """Look after the rotated files, soon, in another thread."""
        ages = self._retention is not None and self._retention.seconds is not None
        self.due = _now() + LATER_SECONDS if ages else _NEVER
        self._asked += 1
        if self._ending:
            return
        if not self._running.acquire(blocking=False):
            self.due = _now() + LATER_SECONDS  # it may be past its last look
            return
        try:
            _thread.start_new_thread(self._run, ())
        except RuntimeError:  # no threads any more, or the interpreter is at its end
            self._running.release()
            self.due = _now() + LATER_SECONDS

    def finish(self) -> None:
        """At the end of the program: wait for the round that is under way, for some seconds at most."""
        self._ending = True
        until = time.monotonic() + LINGER_SECONDS
        while self._running.locked() and time.monotonic() < until:
            time.sleep(0.01)

    def after_fork(self) -> None:
        """In the child of a fork: the thread is the parent's."""
        locked, self._locked = self._locked, None
        if locked is not None:
            os.close(locked)
        self._running = _thread.allocate_lock()

    def _run(self) -> None:
        atexit.register(self.finish)
        try:
            self._rounds()
        except Exception as error:  # nobody above would take it
            self._ledger.upkeep_failed(str(self._paths[0].parent), error)
        finally:
            atexit.unregister(self.finish)
            self._running.release()

    def _rounds(self) -> None:
        waits = iter(WAITS_SECONDS)
        seen = -1
        while True:
            if self._ending and seen >= 0:
                break  # one round is all that the end of the program waits for
            if seen != self._asked:
                seen, waits = self._asked, iter(WAITS_SECONDS)
            wait = next(waits, None)
            if wait is None:
                break
            self._pause(wait)
            if self.sweep() and seen == self._asked:
                return
        self.due = _now() + LATER_SECONDS

    def _pause(self, seconds: float) -> None:
        waited = 0.0
        while waited < seconds and not self._ending:
            time.sleep(_PAUSE)
            waited += _PAUSE

    def sweep(self) -> bool:
        """One round over all files; whether nothing is left to do. Failures are told, not raised."""
        done = [self._sweep(path) for path in self._paths]  # all of them, before the answer
        return all(done)

    def _sweep(self, path: Path) -> bool:
        done = [self._treat(file, doomed=doomed) for file, doomed in self._work(path)]
        return all(done)

    def _treat(self, file: Rotated, *, doomed: bool) -> bool:
        """Delete or compress a file; False: it is to be tried again."""
        try:
            return self._delete(file) if doomed else self._pack(file)
        except FileNotFoundError:  # another process was first
            return True
        except OSError as error:
            self._ledger.upkeep_failed(str(file.path), error)
            return False

    def _work(self, path: Path) -> list[tuple[Rotated, bool]]:
        """What is to be done for one log: the files, and whether each is to be deleted or else compressed."""
        try:
            files = rotated_files(path)
            kept = [] if self._retention is None else [kept for file in files if (kept := _kept(file))]
        except OSError:  # no directory: no files
            return []
        doomed = set() if self._retention is None else {old.file for old in self._retention.doomed(kept, time.time())}
        return [(file, file in doomed) for file in files if file in doomed or (self._compress and not file.compressed)]

    def _delete(self, file: Rotated) -> bool:
        if not file.compressed:
            number = open_to_change(file.path)
            try:
                if not self._take(number):
                    return False
            finally:
                self._let_go(number)
            _part_of(file).unlink(missing_ok=True)
        file.path.unlink()  # whoever opened it by its old name in between will see that it has another, and let go
        return True

    def _pack(self, file: Rotated) -> bool:
        part = _part_of(file)
        number = open_to_change(file.path)
        try:
            if not self._take(number):
                return False
            torn = mend_open(file.path, number, alone=True)
            if torn is not None:
                self._tell_torn(torn)
            try:
                _compress(number, part)
                os.replace(part, file.path.with_name(file.path.name + COMPRESSED))
            except OSError:
                part.unlink(missing_ok=True)
                raise
        finally:
            self._let_go(number)
        file.path.unlink()
        return True

    def _take(self, number: int) -> bool:
        """Lock a file that nobody has open any more."""
        try:
            taken = self._platform.lock(number, exclusive=True)
        except OSError:  # no locks on this file system
            return time.time() - os.fstat(number).st_mtime > IDLE_SECONDS
        if taken:
            self._locked = number
        return taken

    def _let_go(self, number: int) -> None:
        if self._locked == number:
            self._locked = None
            self._platform.unlock(number)  # a child forked meanwhile has a copy of the descriptor
        os.close(number)


def _part_of(file: Rotated) -> Path:
    """Where its compressed form is made: no pattern for log files finds it there."""
    return file.path.with_name(f".{file.path.name}{COMPRESSED}.part")


def _compress(number: int, target: Path) -> None:
    status = os.fstat(number)
    os.lseek(number, 0, os.SEEK_SET)
    writer = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | PRIVATE | BINARY, FILE_MODE)
    with os.fdopen(writer, "wb") as raw:
        with gzip.GzipFile("", "wb", 6, raw, status.st_mtime) as packed:
            while chunk := os.read(number, _CHUNK):
                packed.write(chunk)
        raw.flush()
        os.fsync(raw.fileno())
    os.utime(target, ns=(status.st_atime_ns, status.st_mtime_ns))  # its age is that of its lines


def _kept(file: Rotated) -> Kept | None:
    try:
        status = file.path.stat()
    except OSError:  # deleted meanwhile
        return None
    return Kept(file, status.st_mtime, status.st_size)


def _now() -> int:
    return int(time.time())
