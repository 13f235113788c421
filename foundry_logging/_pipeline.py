"""The way of a record: context and bound fields, lazy fields, redaction, one encode, one fan-out."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from . import _record
from ._compose import LEVEL_NAMES, NOTHING, Composer, Route, Said, next_number
from ._context import FIELDS
from ._messages import TEXTS
from .sinks.background import Background
from .sinks.console import STYLES, wants_color
from .sinks.fanout import FanOut, Plan
from .sinks.ledger import Ledger, Stats
from .vocabulary.levels import CONTROLS, LEVELS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ._config import Settings
    from ._origin import Origin
    from ._outward import Listeners
    from ._text import Line
    from .sinks.file import FileSink
    from .sinks.repair import Torn

WARNING, ERROR = LEVELS["warning"], LEVELS["error"]
LOADED = sys.modules
TRACING = "opentelemetry.trace"
"""Only where this module is loaded can a span be active."""
MAX_NESTING = 4
"""How deep a record may be made from inside the making of another one: a ``repr`` that logs, a ``stderr`` that does."""
OWN_NAME = "foundry_logging"
"""The logger's name in the records that the runtime writes about itself."""


class _Here:
    __slots__ = ("depth",)

    def __init__(self) -> None:
        self.depth = 0


class _Nesting(threading.local):
    def __init__(self) -> None:
        self.here = _Here()


class Finished(NamedTuple):
    """The lines of a record, and where they go."""

    plan: Plan
    second: int  # of the writing: when it happened may be long ago
    json: bytes
    text: bytes
    shown: str | None  # on the console
    component: str | None


@dataclass(frozen=True, slots=True)
class Plans:
    """Where the records of one logger go: which pipeline writes them, from which level on, and how at each level.

    All of one piece: a record that is under way while the configuration changes stays in the one that it began in.
    """

    pipeline: Pipeline
    threshold: int
    by_level: Mapping[int, Route]


class Pipeline:
    """One configuration at work: made by the first use or ``configure()``; opens its files with the first record."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.texts = TEXTS[settings.lang]
        self.ledger = Ledger(self.texts)
        self.sinks = FanOut(settings, self.ledger, self._tell_torn)
        self._composer = Composer(os.getpid())
        self._nesting = _Nesting()
        self._later = (
            Background(settings.queue_size, self._make, self._write_batch, self._tell_dropped)
            if settings.write == "background"
            else None
        )
        self._ready = False
        self._opening = False
        self._lock = threading.RLock()  # for opening only: a signal handler that logs may come in between

    def write(
        self,
        route: Route,
        bound: Mapping[str, Any],
        message: object,
        args: tuple[Any, ...],
        own: dict[str, Any],
        marks: Mapping[str, object] = NOTHING,
        component: str | None = None,
        origin: Origin | None = None,
    ) -> None:
        """Write one record where the route says.

        Args:
            own: this call's fields; the dict is taken over.
            marks: what only the runtime may say, under the record's reserved keys.
            component: a component whose file gets the record whatever the logger is called.
            origin: where the record comes from when it is not the code that called the logger.
        """
        self.ledger.accepted += 1
        plan = route.plan
        if not self._ready and plan.json:
            self._open()
        later = self._later
        if later is not None and (route.level >= ERROR or plan.captures):
            later.drain()  # what happened before it stands before it
            later = None
        micros = time.time_ns() // 1000
        number = next_number()
        spans = _record.span_ids() if TRACING in LOADED else None
        context = FIELDS.get()
        fields = {**context, **bound, **own} if context or bound else own
        if (
            route.quick
            and not args
            and marks is NOTHING
            and origin is None
            and type(message) is str
            and (
                (listeners := plan.listeners) is None
                # `_heard`, without the call
                or (listeners.chain == listeners.known and listeners.second == micros // 1_000_000)
            )
        ):
            kinds = (*fields, *map(type, fields.values()))
            shape = self._composer.shapes[kinds]
            if shape is not None:
                if later is not None:
                    waiting = (route, micros, number, spans, message, fields, own, shape, component)
                    if self._put(later, waiting, route.level):
                        return
                made = self._composer.quick(route, micros, number, spans, message, fields, own, shape)
                if made is not None:
                    second, line, text = made
                    for sink in plan.json:
                        sink.write(line, second)
                    for sink in plan.text:
                        sink.write(text, second)
                    if component is not None:
                        for sink in self._besides(plan, component):
                            sink.write(text, second)
                    return
        here = self._nesting.here
        if here.depth >= MAX_NESTING:
            self.ledger.dropped += 1
            return
        here.depth += 1
        try:
            said = Said(micros, number, spans)
            self._write_carefully(route, said, message, args, fields, own, marks, component, origin, later)
        finally:
            here.depth -= 1

    def _write_carefully(
        self,
        route: Route,
        said: Said,
        message: object,
        args: tuple[Any, ...],
        fields: dict[str, Any],
        own: dict[str, Any],
        marks: Mapping[str, object],
        component: str | None,
        origin: Origin | None,
        later: Background | None,
    ) -> None:
        if later is not None and later.is_full and route.level < WARNING:
            later.drop(route.level)
            return
        second = said.micros // 1_000_000
        plan = route.plan if origin is None else self.sinks.aimed(route.plan, origin)
        controls = NOTHING if CONTROLS.isdisjoint(fields) else _record.take_controls(fields)
        frame, place = None, ""
        if origin is None and (plan.caller or controls):
            frame = _record.call_site(controls.get("stacklevel", 1))
        if plan.caller:
            place = _record.place_of(frame) if origin is None else origin.place
        micros = said.micros if origin is None or origin.micros is None else origin.micros
        said = said._replace(micros=micros, place=place, controls=controls, frame=frame)
        lines = self._composer.careful(route, said, message, args, fields, own, marks)
        text = lines.text
        finished = Finished(
            plan,
            second,
            lines.json,
            text.plain().encode() if plan.text else b"",
            None if plan.console is None else self._shown(lines.json, text),
            component,
        )
        # its values may change from now on; the lines do not
        if later is None or not self._put(later, finished, route.level):
            self._finish(finished)
        listeners = plan.listeners
        if listeners is not None and _heard(listeners, second):
            stack = lines.stack_info
            shown = plan.console is not None
            listeners.tell(
                second, route.level, text.message, text.fields, controls, stack, origin, self.ledger, shown=shown
            )

    def _put(self, later: Background, entry: tuple[Any, ...], level: int) -> bool:
        """Whether the record needs nothing more to be done: it waits for the writer, or has found no room."""
        if later.put(entry):
            return True
        if level >= WARNING:
            return False
        later.drop(level)
        return True

    def _finish(self, finished: Finished) -> None:
        plan, second, line, text, shown, component = finished
        for sink in plan.json:
            sink.write(line, second)
        for sink in (*plan.text, *self._besides(plan, component)):
            sink.write(text, second)
        for captured in plan.captures:
            captured.append(json.loads(line))  # orjson would round what is over 64 bits
        if shown is not None and plan.console is not None:
            plan.console.write(shown)

    def _besides(self, plan: Plan, component: str | None) -> tuple[FileSink, ...]:
        """The file of a component that gets the record whatever the logger is called."""
        extra = None if component is None else self.sinks.components.get(component)
        return () if extra is None or not plan.text or extra in plan.text else (extra,)

    def _shown(self, encoded: bytes, line: Line) -> str:
        """What the console shows of a record."""
        if self.settings.format == "json":
            return encoded.decode()
        return line.colored(STYLES[line.level]) if wants_color(sys.stderr) else line.plain()

    def _open(self) -> None:
        with self._lock:
            if self._ready or self._opening:
                return
            self._opening = True  # a signal handler that logs now must not wait for itself
            try:
                torn = self.sinks.open()
            finally:
                self._ready, self._opening = True, False
        for line in torn:
            self._tell_torn(line)

    def _tell_torn(self, line: Torn) -> None:
        self.tell("warning", self.texts.torn_line, file=line.file, torn_bytes=line.length, torn_line=line.text)

    def tell(self, level: str, message: str, /, **fields: Any) -> None:
        """Write a record of the runtime about itself, at once."""
        self.ledger.accepted += 1
        route = Route(self.sinks.own_plan(), OWN_NAME, LEVELS[level])
        said = Said(time.time_ns() // 1000, next_number())
        self._write_carefully(route, said, message, (), fields, fields, NOTHING, None, None, None)

    # -- in the background --------------------------------------------------------------------------------------------

    def _tell_dropped(self, counts: Mapping[int, int]) -> None:
        by_level = {f"dropped_{LEVEL_NAMES[level]}": count for level, count in sorted(counts.items())}
        try:
            self.tell("warning", self.texts.dropped, dropped=sum(counts.values()), **by_level)
        except Exception as error:  # whoever writes now has a record of his own to write
            self.ledger.record_failed(error)

    def _make(self, entry: Finished | tuple[Any, ...]) -> Finished | None:
        """The lines of a record that waits; None when they cannot be made, which is counted."""
        if isinstance(entry, Finished):
            return entry
        *quick, component = entry
        route, micros, number, spans, message, fields, own, _ = quick
        try:
            made = self._composer.quick(*quick)
            if made is None:
                lines = self._composer.careful(route, Said(micros, number, spans), message, (), fields, own)
                made = micros // 1_000_000, lines.json, lines.text.plain().encode()
        except Exception as error:
            self.ledger.record_failed(error)
            return None
        return Finished(route.plan, *made, None, component)

    def _write_batch(self, batch: Sequence[Finished | None]) -> None:
        """Write what has waited: the records of one second with one write a file."""
        lines: dict[FileSink, list[bytes]] = {}
        second = -1
        for finished in batch:
            if finished is None:
                continue
            plan = finished.plan
            if finished.second != second:
                _write_lines(lines, second)
                second = finished.second
            for sink in plan.json:
                lines.setdefault(sink, []).append(finished.json)
            for sink in (*plan.text, *self._besides(plan, finished.component)):
                lines.setdefault(sink, []).append(finished.text)
            if finished.shown is not None and plan.console is not None:
                plan.console.write(finished.shown)
        _write_lines(lines, second)

    def drain(self) -> None:
        """Returns when the kernel has everything logged so far."""
        if self._later is not None:
            self._later.drain()

    def flush(self) -> None:
        """Returns when everything logged so far is on the disk."""
        self.drain()
        self.sinks.sync()

    def stats(self) -> Stats:
        """The ledger as it stands now."""
        ledger, later = self.ledger, self._later
        lost = {} if later is None else {LEVEL_NAMES[level]: count for level, count in later.lost.items()}
        return Stats(
            ledger.accepted,
            ledger.failed,
            ledger.dropped + sum(lost.values()),
            self.sinks.stats(),
            0 if later is None else later.queued,
            MappingProxyType(lost),
        )

    def plans(self, name: str, listeners: Listeners, *, file_level: int, console_level: int, caller: bool) -> Plans:
        """Where the records of the logger of this name go."""
        threshold = min(console_level, file_level) if self.sinks.files else console_level
        by_level = self.sinks.plans(name, file_level=file_level, console_level=console_level, caller=caller)
        heard = {level: replace(plan, listeners=listeners) for level, plan in by_level.items()}
        return self._routes(name, threshold, heard)

    def captured_plans(self, name: str, captures: tuple[list[dict[str, object]], ...], listeners: Listeners) -> Plans:
        """Where all records of a logger go while they are captured: into these lists, to other handlers as always."""
        plan = Plan(captures=captures, listeners=listeners)
        return self._routes(name, min(LEVEL_NAMES), dict.fromkeys(LEVEL_NAMES, plan))

    def _routes(self, name: str, threshold: int, plans: Mapping[int, Plan]) -> Plans:
        return Plans(self, threshold, {level: Route(plan, name, level) for level, plan in plans.items()})

    def close(self) -> None:
        """Close the files, for good; what is being written, or waits to be, comes to its end."""
        if self._later is not None:
            self._later.close()
        with self._lock:
            self.sinks.close()
            self._ready = True  # nothing is left to open: a record under way must not begin anew

    def after_fork(self) -> None:
        """In the child of a fork: its own process id, and no lock inherited held."""
        self._composer = Composer(os.getpid())
        self._lock = threading.RLock()
        self._opening = False
        self.sinks.after_fork()
        if self._later is not None:
            self.ledger.accepted -= self._later.after_fork()  # they are the parent's, who writes them


def _heard(listeners: Listeners | None, second: int) -> bool:
    """Whether handlers of the standard library may want the record, or should be looked for: once in each second."""
    return listeners is not None and (listeners.chain != listeners.known or listeners.second != second)


def _write_lines(lines: dict[FileSink, list[bytes]], second: int) -> None:
    """Write what was collected for each file, and begin anew."""
    for sink, some in lines.items():
        sink.write(b"".join(some), second, len(some))
    lines.clear()
