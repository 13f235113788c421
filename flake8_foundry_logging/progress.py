"""A bar on a terminal's standard error while a long run goes on; elsewhere, and for short runs, nothing."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import IO

__all__ = ["Progress"]

WAIT = 1.0
"""Seconds before a run counts as long."""
INTERVAL = 0.1
"""Seconds between two drawings; a terminal over a slow line must not hold up the work."""
WIDTH = 30


class Progress:
    """How far a run is.

    Args:
        stream: where the bar is drawn, if that is a terminal.
        total: how many steps there are.
        clock: seconds from anywhere.
    """

    def __init__(self, stream: IO[str], total: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._total = total
        self._clock = clock
        self._done = 0
        self._next = clock() + WAIT if stream.isatty() else float("inf")
        self._drawn = False

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wipe the bar off, so that what is written next stands alone."""
        if self._drawn:
            self._write("\r\x1b[K")

    def step(self) -> None:
        """One more file is done."""
        self._done += 1
        now = self._clock()
        if now < self._next:
            return
        self._next = now + INTERVAL
        self._drawn = True
        full = WIDTH * self._done // max(self._total, 1)
        self._write(f"\r[{'#' * full}{'.' * (WIDTH - full)}] {self._done} of {self._total} files\x1b[K")

    def _write(self, text: str) -> None:
        try:
            self._stream.write(text)
            self._stream.flush()
        except OSError:  # a bar that cannot be drawn is no reason to stop
            self._next = float("inf")
