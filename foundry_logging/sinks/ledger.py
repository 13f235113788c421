"""What became of the records: counted per sink, and failures told once on stderr instead of raised."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from .._text import escape

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .._messages import Texts

QUIET_SECONDS = 60.0
"""A failure of one kind is told at most once in this time; the next telling says how many there were."""


@dataclass(frozen=True, slots=True)
class SinkStats:
    """One sink: lines written and failed, bytes written, and how often this process rotated its file."""

    written: int
    failed: int
    bytes: int
    rotations: int = 0


@dataclass(frozen=True, slots=True)
class Stats:
    """What became of the records since the last ``configure()`` or first use.

    ``accepted`` passed the level check; ``failed`` were lost before any sink (a sink's own losses are in ``sinks``);
    ``dropped`` found the queue full, or came from inside the making of another record, too deep to be followed;
    ``queued`` are not written yet. ``written``, ``bytes``, ``rotations`` and ``sink_failures`` are sums over the sinks.
    """

    accepted: int
    failed: int
    dropped: int
    sinks: Mapping[str, SinkStats] = field(default_factory=lambda: MappingProxyType({}))
    queued: int = 0
    dropped_by_level: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """Of ``dropped``, those that found the queue full."""

    @property
    def written(self) -> int:
        """Lines written, over all sinks."""
        return sum(sink.written for sink in self.sinks.values())

    @property
    def bytes(self) -> int:
        """Bytes written, over all sinks."""
        return sum(sink.bytes for sink in self.sinks.values())

    @property
    def rotations(self) -> int:
        """How often this process rotated a file, over all sinks."""
        return sum(sink.rotations for sink in self.sinks.values())

    @property
    def sink_failures(self) -> int:
        """Lines that a sink could not take, over all sinks."""
        return sum(sink.failed for sink in self.sinks.values())


class Counted:
    """The running count of a sink."""

    def __init__(self) -> None:
        self.written = 0
        self.failed = 0
        self.bytes = 0
        self.rotations = 0

    def stats(self) -> SinkStats:
        """The count as it stands now."""
        return SinkStats(self.written, self.failed, self.bytes, self.rotations)


class Ledger:
    """Counts, and the only voice that the runtime has when it cannot log: one rate-limited line on stderr."""

    def __init__(self, texts: Texts, clock: Callable[[], float] = time.monotonic) -> None:
        self.texts = texts
        self.accepted = 0
        self.failed = 0
        self.dropped = 0
        self._clock = clock
        self._told: dict[str, tuple[float, int]] = {}  # what -> when last told, how many since

    def record_failed(self, error: BaseException) -> None:
        """A record was lost on its way to the sinks."""
        self.failed += 1
        self._tell(f"record:{type(error).__name__}", self.texts.record_failed.format(error=type(error).__name__))

    def sink_failed(self, sink: str, error: BaseException) -> None:
        """A sink could not take a line. The error's own text is shown: it is the operating system's, or a stream's."""
        self._tell(f"{sink}:{type(error).__name__}", self.texts.sink_failed.format(sink=sink, error=_described(error)))

    def rotation_failed(self, sink: str, error: BaseException) -> None:
        """A file could not be rotated. No line is lost: it goes on growing, and is tried again."""
        self._tell(f"rotate {sink}:{type(error).__name__}", self.texts.rotation_failed.format(sink=sink, error=error))

    def upkeep_failed(self, file: str, error: BaseException) -> None:
        """A rotated file could not be compressed or deleted. It is tried again. (Told for one of many.)"""
        self._tell(f"keep:{type(error).__name__}", self.texts.upkeep_failed.format(file=file, error=error))

    def _tell(self, what: str, text: str) -> None:
        now = self._clock()
        last, since = self._told.get(what, (-QUIET_SECONDS, 0))
        if now - last < QUIET_SECONDS:
            self._told[what] = (last, since + 1)
            return
        self._told[what] = (now, 0)
        say(text + (self.texts.repeated.format(count=since) if since else ""))


def _described(error: BaseException) -> str:
    try:
        return str(error) or type(error).__name__
    except Exception:
        return type(error).__name__


def say(text: str) -> None:
    """One line on stderr, whatever state stderr is in."""
    stream = sys.stderr
    if stream is None:
        return
    try:
        stream.write(f"foundry_logging: {escape(text)}\n")
        stream.flush()
    except Exception:  # nobody is left to be told
        return
