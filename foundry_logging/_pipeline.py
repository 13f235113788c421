"""The way of a record: context and bound fields, lazy fields, redaction, one encode, one fan-out."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from dataclasses import dataclass, replace
from itertools import count
from types import FunctionType, MappingProxyType
from typing import TYPE_CHECKING, Any

from . import _record
from ._arguments import hide_arguments, hide_fields
from ._context import FIELDS
from ._encode import encode, safe_str
from ._messages import TEXTS
from ._redaction import scrub_exception_text, scrub_fields, scrub_record, scrub_text
from ._template import percent, substitute
from ._text import Line
from .sinks.console import STYLES, wants_color
from .sinks.fanout import FanOut, Plan
from .sinks.ledger import Ledger, Stats
from .vocabulary.levels import CONTROLS, LEVELS, RECORD_KEYS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ._config import Settings
    from ._origin import Origin
    from ._outward import Listeners
    from .sinks.repair import Torn

LEVEL_NAMES: Mapping[int, str] = MappingProxyType({number: name for name, number in LEVELS.items()})
NOTHING: Mapping[str, Any] = MappingProxyType({})
OWN_NAME = "foundry_logging"
"""The logger's name in the records that the runtime writes about itself."""

_sequence = count(1).__next__  # of the process, whatever is configured meanwhile


@dataclass(frozen=True, slots=True)
class Plans:
    """Where the records of one logger go: which pipeline writes them, from which level on, and how at each level.

    All of one piece: a record that is under way while the configuration changes stays in the one that it began in.
    """

    pipeline: Pipeline
    threshold: int
    by_level: Mapping[int, Plan]


class Pipeline:
    """One configuration at work: made by the first use or ``configure()``; opens its files with the first record."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.texts = TEXTS[settings.lang]
        self.ledger = Ledger(self.texts)
        self.sinks = FanOut(settings, self.ledger, self._tell_torn)
        self._clock = _record.Clock()
        self._pid = os.getpid()
        self._ready = False
        self._opening = False
        self._lock = threading.RLock()  # for opening only: a signal handler that logs may come in between

    def write(
        self,
        plan: Plan,
        name: str,
        level: int,
        bound: Mapping[str, Any],
        message: object,
        args: tuple[Any, ...],
        own: dict[str, Any],
        marks: Mapping[str, object] = NOTHING,
        component: str | None = None,
        origin: Origin | None = None,
    ) -> None:
        """Write one record where the plan says.

        Args:
            own: this call's fields; the dict is taken over.
            marks: what only the runtime may say, under the record's reserved keys.
            component: a component whose file gets the record whatever the logger is called.
            origin: where the record comes from when it is not the code that called the logger.
        """
        self.ledger.accepted += 1
        if not self._ready and plan.json:
            self._open()
        context = FIELDS.get()
        fields = {**context, **bound, **own} if context or bound else own
        controls = NOTHING if CONTROLS.isdisjoint(fields) else _record.take_controls(fields)
        if not RECORD_KEYS.isdisjoint(fields):
            fields = _record.keep_reserved(fields)
        if FunctionType in map(type, fields.values()):
            _record.call_lazy(fields)
        text = message if type(message) is str else safe_str(message)
        if args or "{" in text:
            finished, extra_marks, clean = _fill(text, args, own, scrub_fields(fields))
            marks = {**extra_marks, **marks}
            text = scrub_text(finished)
            if text is not finished and "template" in marks:
                clean = hide_fields(str(marks["template"]), own, clean)
        else:
            text, clean = scrub_record(text, fields)

        now = time.time()
        second, utc, local = self._clock.read(now)
        record: dict[str, Any] = {
            "timestamp": utc,
            "ts": int(now * 1e6) / 1e6,
            "level": LEVEL_NAMES[level],
            "logger": name,
            "message": text,
            **marks,
            "pid": self._pid,
            "seq": _sequence(),
            **clean,
        }
        frame = None
        if origin is None and (plan.caller or controls):
            frame = _record.call_site(controls.get("stacklevel", 1))
        stack = _add_stacks(record, controls, frame) if controls else ""
        ids = _record.span_ids()
        if ids is not None:
            record["trace_id"], record["span_id"] = ids

        line = encode(record)
        for sink in plan.json:
            sink.write(line, second)
        for captured in plan.captures:
            captured.append(json.loads(line))  # orjson would round what is over 64 bits
        if plan.text or plan.console is not None:
            place = ""
            if plan.caller:
                place = _record.place_of(frame) if origin is None else origin.place
            if "exc_missing" in marks:
                clean = {**clean, "exc_missing": True}
            self._write_text(
                plan,
                line,
                Line(local, now - second, LEVEL_NAMES[level], name, place, text, clean, stack),
                second,
                component,
            )
        listeners = plan.listeners
        if listeners is not None and (listeners.chain != listeners.known or listeners.second != second):
            listeners.tell(
                second,
                level,
                text,
                clean,
                controls,
                record.get("stack_info") if controls else None,
                origin,
                self.ledger,
            )

    def _write_text(self, plan: Plan, encoded: bytes, line: Line, second: int, component: str | None) -> None:
        text = line.plain()
        if plan.text:
            data = text.encode()
            for sink in plan.text:
                sink.write(data, second)
            extra = None if component is None else self.sinks.components.get(component)
            if extra is not None and extra not in plan.text:
                extra.write(data, second)
        if plan.console is not None:
            if self.settings.format == "json":
                text = encoded.decode()
            elif wants_color(sys.stderr):
                text = line.colored(STYLES[line.level])
            plan.console.write(text)

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
        self.write(
            self.sinks.own_plan(),
            OWN_NAME,
            LEVELS["warning"],
            NOTHING,
            self.texts.torn_line,
            (),
            {"file": line.file, "torn_bytes": line.length, "torn_line": line.text},
        )

    def stats(self) -> Stats:
        """The ledger as it stands now."""
        ledger = self.ledger
        return Stats(ledger.accepted, ledger.failed, ledger.dropped, self.sinks.stats())

    def plans(self, name: str, listeners: Listeners, *, file_level: int, console_level: int, caller: bool) -> Plans:
        """Where the records of the logger of this name go."""
        threshold = min(console_level, file_level) if self.sinks.files else console_level
        by_level = self.sinks.plans(name, file_level=file_level, console_level=console_level, caller=caller)
        heard = {level: replace(plan, listeners=listeners) for level, plan in by_level.items()}
        return Plans(self, threshold, MappingProxyType(heard))

    def captured_plans(self, captures: tuple[list[dict[str, object]], ...], listeners: Listeners) -> Plans:
        """Where all records go while they are captured: into these lists, and to other handlers as always."""
        plan = Plan(captures=captures, listeners=listeners)
        return Plans(self, min(LEVEL_NAMES), MappingProxyType(dict.fromkeys(LEVEL_NAMES, plan)))

    def close(self) -> None:
        """Close the files, for good; what is being written comes to its end."""
        with self._lock:
            self.sinks.close()
            self._ready = True  # nothing is left to open: a record under way must not begin anew

    def after_fork(self) -> None:
        """In the child of a fork: its own process id, and no lock inherited held."""
        self._pid = os.getpid()
        self._lock = threading.RLock()
        self._opening = False
        self.sinks.after_fork()


def _fill(
    text: str, args: tuple[Any, ...], own: Mapping[str, Any], fields: Mapping[str, Any]
) -> tuple[str, Mapping[str, object], Mapping[str, Any]]:
    """The message with its template and its positional arguments filled in, the marks that tell of it, the fields."""
    marks: dict[str, object] = {}
    if "{" in text and own:
        known = {name: fields[name] for name in own if name in fields}
        known.update(
            {name: fields[f"field_{name}"] for name in own if name in RECORD_KEYS and f"field_{name}" in fields}
        )
        filled = substitute(text, known, double_percent=bool(args))
        if filled is not text:
            marks["template"] = scrub_text(text)
            text, unfilled = filled, text
            if args and percent(text, args) is None:
                text = substitute(unfilled, known)
    if args:
        formatted = percent(text, args)
        if formatted is not None:
            return formatted, marks, fields
        kept = "positional_args" if "args" in fields else "args"
        fields = {**fields, **scrub_fields({kept: list(hide_arguments(text, args)[1])})}
    return text, marks, fields


def _add_stacks(record: dict[str, Any], controls: Mapping[str, Any], frame: Any) -> str:
    """Put what ``exc_info`` and ``stack_info`` ask for into the record; gives back the same as text."""
    shown = []
    error = _record.find_exception(controls.get("exc_info"))
    if error is not None:
        kind, message, stack = _record.exception_texts(error)
        stack = _record.shorten(scrub_exception_text(stack))
        record["exception"] = {"type": kind, "message": _record.shorten(scrub_exception_text(message)), "stack": stack}
        shown.append(stack)
    if controls.get("stack_info"):
        asked = controls["stack_info"]  # True, or, from the standard library, the stack itself
        stack = asked if isinstance(asked, str) else _record.stack_text(frame)
        record["stack_info"] = _record.shorten(scrub_exception_text(stack))
        shown.append(record["stack_info"])
    return "\n".join(text.rstrip("\n") for text in shown)
