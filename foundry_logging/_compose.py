"""
From what a call has said to its lines: lazy fields, redaction, ONE encode, the text line from the same pieces.

There are two ways to the same lines. The quick one is for what nearly every record is: a constant text or a template,
and fields whose values are texts and numbers, with nothing in them that looks like a secret. The careful one takes all.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from types import FunctionType, MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from orjson import dumps

from . import _record
from ._arguments import hide_arguments, hide_fields
from ._encode import encode, safe_str, value_text
from ._redaction import scrub_exception_text, scrub_fields, scrub_record, scrub_text
from ._shapes import Messages, Shape, Shapes, Words, line_of, suspicious
from ._template import percent, substitute
from ._text import Line, fields_text, head
from .vocabulary.levels import LEVELS, RECORD_KEYS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import FrameType

    from .sinks.fanout import Plan

LEVEL_NAMES: Mapping[int, str] = MappingProxyType({number: name for name, number in LEVELS.items()})
NOTHING: Mapping[str, Any] = MappingProxyType({})
MILLISECONDS = tuple([f".{number:03d}" for number in range(1000)])
LONGEST_QUICK = 100_000
"""Texts of a record that are longer together, in code points, go the careful way, which cuts what is too long."""

next_number = count(1).__next__
"""The next record's ``seq``: of the process, whatever is configured meanwhile."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What the records of one logger, of one level and of one second have in common."""

    second: int
    start: int  # the same in microseconds
    json_time: bytes  # the JSON line up to the microseconds,
    json_head: bytes  # from them to the message,
    json_number: bytes  # from the message to the number
    text_time: bytes  # the text line up to the milliseconds,
    text_head: bytes  # and from them to the message


class Route:
    """Where the records of one logger go at one level, and how they begin."""

    __slots__ = ("level", "level_name", "moment", "name", "plan", "quick")

    def __init__(self, plan: Plan, name: str, level: int) -> None:
        self.plan = plan
        self.name = name
        self.level = level
        self.level_name = LEVEL_NAMES[level]
        self.quick = plan.console is None and not plan.caller and not plan.captures
        self.moment = Moment(-1, -2_000_000, b"", b"", b"", b"", b"")


class Said(NamedTuple):
    """What belongs to the moment and to the place of a call, and is taken there."""

    micros: int  # since 1970
    number: int
    spans: tuple[str, str] | None = None  # the ids of the OpenTelemetry span
    place: str = ""  # file:line, where it is shown
    controls: Mapping[str, Any] = NOTHING
    frame: FrameType | None = None


class Lines(NamedTuple):
    """A finished record."""

    json: bytes
    text: Line
    stack_info: object  # what was asked for under this name, redacted


class Composer:
    """Makes the lines of one configuration's records; what it has seen before it knows."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.shapes = Shapes()
        self._messages = Messages()
        self._words = Words()
        self._clock = _record.Clock()

    def quick(
        self,
        route: Route,
        micros: int,
        number: int,
        spans: tuple[str, str] | None,
        message: str,
        fields: dict[str, Any],
        own: dict[str, Any],
        shape: Shape,
    ) -> tuple[int, bytes, bytes] | None:
        """The second, the JSON line and the text line of a record, or None when it must go the careful way.

        Args:
            micros: the time, in microseconds since 1970.
            shape: the fields' own.
            own: those of the fields that belong to the call itself: a template shows no others.
        """
        said = self._messages[message]
        if said is None:
            return None
        moment = route.moment
        since = micros - moment.start
        if not 0 <= since < 1_000_000:
            moment = self._begin(route, micros)
            since = micros - moment.start
        texts = shape.texts(fields)
        known = self._words.issuperset(texts)
        joined = "" if known else " ".join(texts)
        if said.constant:
            searched, json, text = joined, said.json, said.text
        else:
            filled = said.filled(own)
            if filled is None or not filled.isprintable():
                return None
            searched = f"{filled[said.judged :]} {joined}"
            json, text = b'%b,"template":%b' % (dumps(filled), said.json), filled.encode()
        if searched and (len(searched) > LONGEST_QUICK or suspicious(searched) is not None):
            return None
        try:
            encoded = dumps(fields)
        except TypeError:  # integers over 64 bits, lone surrogates
            return None

        digits = b"%06d" % since
        start, middle, last = moment.json_time, moment.json_head, moment.json_number
        before, after = moment.text_time, moment.text_head
        end = b"}\n" if spans is None else f',"trace_id":"{spans[0]}","span_id":"{spans[1]}"}}\n'.encode()
        if not fields:
            line = b"".join((start, digits, middle, json, last, b"%d" % number, end))
            return moment.second, line, b"".join((before, digits[:3], after, text, b"\n"))
        line = b"".join((start, digits, middle, json, last, b"%d," % number, encoded[1:-1], end))
        if shape.bare and (known or self._words.learn(texts, joined)):
            shown = line_of(encoded)
        else:
            shown = fields_text(fields).encode()
        return moment.second, line, b"".join((before, digits[:3], after, text, b" | ", shown, b"\n"))

    def careful(
        self,
        route: Route,
        said: Said,
        message: object,
        args: tuple[Any, ...],
        fields: dict[str, Any],
        own: Mapping[str, Any],
        marks: Mapping[str, object] = NOTHING,
    ) -> Lines:
        """The lines of any record whatever.

        Args:
            fields: all of them; the dict is taken over.
            own: those that belong to the call itself: a template shows no others.
            marks: what only the runtime may say, under the record's reserved keys.
        """
        if not RECORD_KEYS.isdisjoint(fields):
            fields = _record.keep_reserved(fields)
        if FunctionType in map(type, fields.values()):
            _record.call_lazy(fields)
        text = message if type(message) is str else safe_str(message)
        clean: Mapping[str, Any]
        if args or "{" in text:
            finished, extra_marks, clean = _fill(text, args, own, scrub_fields(fields))
            marks = {**extra_marks, **marks}
            text = scrub_text(finished)
            if text is not finished and "template" in marks:
                clean = hide_fields(str(marks["template"]), own, clean)
        else:
            text, clean = scrub_record(text, fields)

        _, utc, local = self._clock.read(said.micros // 1_000_000)
        record: dict[str, Any] = {
            "timestamp": utc,
            "ts": said.micros / 1e6,
            "level": route.level_name,
            "logger": route.name,
            "message": text,
            **marks,
            "pid": self.pid,
            "seq": said.number,
            **clean,
        }
        stack = _add_stacks(record, said.controls, said.frame) if said.controls else ""
        if said.spans is not None:
            record["trace_id"], record["span_id"] = said.spans
        if "exc_missing" in marks:
            clean = {**clean, "exc_missing": True}
        line = Line(local, said.micros % 1_000_000 / 1e6, route.level_name, route.name, said.place, text, clean, stack)
        return Lines(encode(record), line, record.get("stack_info") if said.controls else None)

    def _begin(self, route: Route, micros: int) -> Moment:
        second, utc, local = self._clock.read(micros // 1_000_000)
        level, name = route.level_name, route.name
        moment = Moment(
            second,
            second * 1_000_000,
            f'{{"timestamp":"{utc}","ts":{second}.'.encode(),
            b',"level":"%b","logger":%b,"message":' % (level.encode(), value_text(name).encode()),
            b',"pid":%d,"seq":' % self.pid,
            f"{local}.".encode(),
            f" | {head(level, name)} | ".encode(),
        )
        route.moment = moment
        return moment


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
