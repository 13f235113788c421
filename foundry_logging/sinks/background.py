"""
A bounded queue of records, and the one thread that writes them in batches.

Callers take no lock: a slot is popped, an entry appended, each in one step of the interpreter's, so that a signal
handler or a finaliser that logs in the middle of it finds everything in order. A slot comes back only when its record
is written: what a killed process loses is never more than the queue's size.
"""

from __future__ import annotations

import _thread
import atexit
import sys
import time
from collections import deque
from threading import RLock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

BATCH = 256
"""How many records are written at once at most: one write a file."""
LINGER_SECONDS = 0.005
"""How long the thread waits when it was woken, so that a burst becomes one batch and its caller is left in peace."""
REPORT_SECONDS = 1.0
"""How often dropped records are told of while the queue stays full."""
LONGEST_WAIT_SECONDS = 10.0
"""How long a caller, or the end of the program, waits for a writer that hangs in a sink."""


class Background:
    """Records on their way to the sinks.

    Args:
        size: how many records may wait.
        make: finishes an entry. It touches no file, and raises nothing for the entry's sake.
        write: writes what was made of some entries, in order.
        tell: told of dropped records when there is room again, by level number.
    """

    def __init__(
        self,
        size: int,
        make: Callable[[Any], Any],
        write: Callable[[Sequence[Any]], None],
        tell: Callable[[Mapping[int, int]], None],
    ) -> None:
        self.size = size
        self.closed = False
        self.lost: dict[int, int] = {}
        """How many records found no room since the beginning, by level number."""
        self._make = make
        self._write = write
        self._tell = tell
        self._told: dict[int, int] = {}  # what was told of ``lost``
        self._told_at = 0.0  # when that was, or when the first was lost after it
        self._at_end: Any = None
        self._begin()

    def _begin(self) -> None:
        self._slots: list[None] = [None] * self.size
        self._waiting: deque[Any] = deque()
        self._asleep = True
        self._running = False
        self._bell = _thread.allocate_lock()  # released to wake the thread; never waited for by a caller
        self._bell.acquire()
        self._lock = RLock()  # who holds it writes; a signal handler that logs may come in between
        self._counting = RLock()

    def put(self, entry: Any) -> bool:
        """Take the entry for later; False when there is no room."""
        try:
            self._slots.pop()
        except IndexError:
            return False
        self._waiting.append(entry)
        if self.closed:  # after the last round, or just before it
            self.drain()
        elif self._asleep:
            self._wake()
        return True

    def drop(self, level: int) -> None:
        """Count a record that found no room."""
        with self._counting:
            if self.lost == self._told:
                self._told_at = time.monotonic()
            self.lost[level] = self.lost.get(level, 0) + 1

    @property
    def is_full(self) -> bool:
        """Whether there is no room for another record."""
        return not self._slots

    @property
    def queued(self) -> int:
        """How many records are accepted and not written yet."""
        return self.size - len(self._slots)

    def drain(self) -> None:
        """Returns when what was accepted before is written; this thread does the work, or waits for who is at it."""
        if not self._lock.acquire(timeout=LONGEST_WAIT_SECONDS):
            return
        try:
            left = len(self._waiting)  # others may go on logging: there must be an end
            while left > 0 and self._waiting:
                left -= self._write_batch(min(left, BATCH))
            self._report()
        finally:
            self._lock.release()

    def close(self) -> None:
        """Write what is waiting, and end the thread. From now on ``put`` writes at once."""
        self.closed = True
        atexit.unregister(self.close)
        if self._at_end is not None:
            self._at_end.cancel()
        self._ring()
        self.drain()

    def after_fork(self) -> int:
        """In the child of a fork: nothing is waiting, no thread runs. Returns how many records are the parent's."""
        inherited = self.queued
        atexit.unregister(self.close)
        self._begin()
        self.lost, self._told = {}, {}
        return inherited

    # -- writing ------------------------------------------------------------------------------------------------------

    def _write_batch(self, most: int) -> int:
        batch: list[Any] = []
        made: list[Any] = []
        try:
            while len(batch) < most:
                batch.append(self._waiting.popleft())
                made.append(self._make(batch[-1]))
        except IndexError:  # a signal handler has written the rest
            pass
        except BaseException:  # Ctrl-C: nothing of it is written yet
            self._waiting.extendleft(reversed(batch))
            raise
        try:
            self._write(made)
        finally:
            self._slots.extend([None] * len(batch))
        return len(batch) or most

    def _report(self) -> None:
        """Tell of dropped records when the queue is empty, or now and then while it is not."""
        if self.lost == self._told:
            return
        now = time.monotonic()
        if self._waiting and now - self._told_at < REPORT_SECONDS:
            return
        with self._counting:
            lost, told = dict(self.lost), self._told
            self._told, self._told_at = lost, now
        self._tell({level: count - told.get(level, 0) for level, count in lost.items() if count > told.get(level, 0)})

    # -- the thread ---------------------------------------------------------------------------------------------------

    def _wake(self) -> None:
        self._asleep = False
        if self._running:
            self._ring()
            return
        self._running = True
        try:
            # no threading.Thread: making one takes locks of the module's own, and a signal handler may be logging
            _thread.start_new_thread(self._run, (self._bell,))
        except RuntimeError:  # no threads any more, or the interpreter is at its end
            self._running, self._asleep = False, True
            self.drain()
            return
        atexit.register(self.close)
        util: Any = sys.modules.get("multiprocessing.util")
        if util is not None:  # its children end without atexit
            self._at_end = util.Finalize(None, self.close, exitpriority=-100)

    def _ring(self) -> None:
        try:
            self._bell.release()
        except RuntimeError:  # it has rung already
            return

    def _run(self, bell: _thread.LockType) -> None:
        while not self.closed and bell is self._bell:
            self._asleep = True
            if not self._waiting:
                bell.acquire()
            self._asleep = False
            time.sleep(LINGER_SECONDS)
            try:
                self.drain()
            except BaseException:  # nobody above would take it; what failed is counted
                continue
