"""What a print in an ``except`` clause becomes: where it stands decides before its words do."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._failures import INTERRUPTS, what_failed
from flake8_foundry_logging.codemods._keys import key_of
from flake8_foundry_logging.codemods._levels import Signal, has_words
from flake8_foundry_logging.codemods._pieces import VALUE_MARK, Stream, Value, between, cooked, made
from flake8_foundry_logging.codemods.kit import Refused
from flake8_foundry_logging.core.evidence import logs_traceback
from flake8_foundry_logging.core.log_call import Kind

if TYPE_CHECKING:
    from flake8_foundry_logging.core.frame import Frame
    from flake8_foundry_logging.core.handler import Handler

__all__ = [
    "ERROR",
    "Decision",
    "Situation",
    "cut_exception",
    "fallback_message",
    "is_traceback",
    "prints_exception",
    "prints_nothing_else",
    "role_of",
    "says_only_error",
    "situation_of",
]

QUIET = frozenset(("debug", "info"))
"""Levels that are often switched off where a service runs."""
ANSWERS = re.compile(
    r"HTTP|Http|abort|Abort|\A(?:SystemExit|Exit|ClickException|UsageError|BadParameter|CommandError)\Z"
)
"""Exceptions that become an answer or an exit status: the traceback ends there, nobody further up logs it."""
BEFORE_ERROR = re.compile(rf"[\s:;,.=>(–—|-]*[(«\"'\[]*{VALUE_MARK}[\s)\]»\"'.!]*\Z")
AFTER_ERROR = re.compile(rf"{VALUE_MARK}\s*[,;:.–—-]+\s*(?=\w)")
WITHIN = re.compile(rf"\s*(?:[:–—]\s*['\"]?{VALUE_MARK}['\"]?(?=[.;!,](?:\s|\Z))|\({VALUE_MARK}\))")
"""An exception that a sentence is interrupted for: ``no answer: {e}. Will try again``."""
ANNOUNCED = re.compile(
    r"(?<=\w)\s*[.,;(–—-]\s*(?:the\s+)?(?:exception|error|err|reason|cause|details|ошибка|причина)(?:\s+(?:was|is))?\Z",
    re.IGNORECASE,
)
"""What only leads to the exception at the end: ``Attempt 3 failed. Exception: {e}``."""
GENERIC = re.compile(
    rf"\W*(?:(?:an?|the|unexpected|unhandled|unknown|произошла|неожиданная)\s+)*(?:error|exception|ошибка|исключение)"
    rf"(?:\s+(?:occurred|was|is))?[\s:,.!{VALUE_MARK}(){{}}-]*\Z",
    re.IGNORECASE,
)
"""Words that say no more than that there was an error."""
ERROR, ERROR_TYPE = "error", "error_type"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a print becomes: the method to call, the stream to write, and fields that are not in its text."""

    method: str
    stream: Stream
    further: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Situation:
    """The handler around a print, as far as it decides.

    Attributes:
        handler: the clause.
        interrupts: it catches what is no error.
        reraises: the block of the print ends by raising the error on.
        told: another call of the handler logs the traceback, or will.
        heard: the same, at a level that is seen wherever errors are.
        shown: another call of the handler logs or will log that something happened.
        traceback: a ``traceback.print_exc()`` of the same handler is to become one with the print.
        lent: a print beside it shows the exception and nothing else, and goes: this one tells of it.
    """

    handler: Handler
    interrupts: bool
    reraises: bool
    told: bool
    heard: bool
    shown: bool
    traceback: bool
    lent: bool = False

    def decide(self, stream: Stream, signal: Signal, kind: Kind, *, default: str) -> Decision:
        """The method to call and what to say: the exception taken out of the text, or made the field ``error``.

        Args:
            stream: without decoration.
            signal: what its beginning says.
            kind: whose logger is called.
            default: the level where nothing speaks.

        Raises:
            Refused: ``exception-in-sentence``.
        """
        mentioned = _mentions(stream, self.handler.name)
        if self.lent and not mentioned and self.handler.name is not None:
            stream, mentioned = [*stream, *made(": "), Value(self.handler.name)], True
        prints_traceback = any(is_traceback(piece.node) for piece in stream if isinstance(piece, Value))
        level = signal.level or default
        if self.interrupts:
            return Decision("info", stream)
        if self.traceback or prints_traceback:
            return self._exception(stream, kind)
        if self.reraises:
            return self._with_error("error", stream, kind) if mentioned else Decision(level, stream)
        if not self.handler.broad:
            return self._narrow(stream, kind, level, mentioned=mentioned)
        if mentioned:
            return self._with_error("error", stream, kind) if self.told else self._exception(stream, kind)
        if level in ("error", "critical"):
            return Decision(level if self.told else "exception", stream)
        return Decision(level if level == "warning" or self.told or self.shown else "exception", stream)

    def worded(self, decision: Decision) -> Decision:
        """The decision with words of its own, where it has none once the exception is taken out: ``{path}: {e}``."""
        if has_words(cooked(decision.stream)):
            return decision
        values = [replace(p, key=p.key or key_of(p.node)) for p in decision.stream if isinstance(p, Value)]
        stream: Stream = [*made(fallback_message(self.handler))]
        for value in values:
            stream += [*made(" " if value is not values[0] else ": "), value]
        return replace(decision, stream=stream)

    def _narrow(self, stream: Stream, kind: Kind, level: str, *, mentioned: bool) -> Decision:
        name = self.handler.name
        if mentioned:
            return self._with_error("warning", stream, kind)
        if level not in ("error", "critical") or self.told or any(isinstance(piece, Value) for piece in stream):
            return Decision(level, stream)
        if name is None:
            return Decision("warning", stream)  # an error record would have no context; the type was expected
        return self._with_error(level, [*stream, *made(": "), Value(name)], kind)

    def _with_error(self, method: str, stream: Stream, kind: Kind) -> Decision:
        """The exception as the field ``error``, its text out of the message where it stands at the end."""
        name = self.handler.name
        further: list[Value] = []
        if kind is not Kind.STDLIB:
            stream, further = cut_exception(stream, name)
        return Decision(method, _as_fields(stream, name, kind), tuple(_as_field(v, name, kind) for v in further))

    def _exception(self, stream: Stream, kind: Kind) -> Decision:
        """The exception taken off the end of the text: the traceback says it.

        Raises:
            Refused: ``exception-in-sentence``, where it stands inside and the logger's kind has no fields for it.
        """
        name = self.handler.name
        stream, _ = cut_exception(stream, name)
        values = [piece for piece in stream if isinstance(piece, Value)]
        roles = [role_of(value.node, name) for value in values]
        if not has_words(cooked(stream)) and all(roles):
            return Decision("exception", [])
        inside = ERROR in roles and kind in (Kind.STDLIB, Kind.LOGURU)
        if inside or any(is_traceback(value.node) for value in values):
            raise Refused("exception-in-sentence")
        return Decision("exception", _as_fields(stream, name, kind))


def cut_exception(stream: Stream, name: str | None) -> tuple[Stream, list[Value]]:
    """The stream without what it says of the exception at its ends, and the values that said it."""
    said: list[Value] = []
    while (match := BEFORE_ERROR.search(cooked(stream))) is not None:
        last = next(piece for piece in reversed(stream) if isinstance(piece, Value))
        if not (role_of(last.node, name) or is_traceback(last.node)):
            break
        said.insert(0, last)
        stream = between(stream, 0, match.start())
    while (match := AFTER_ERROR.match(cooked(stream))) is not None:
        first = next(piece for piece in stream if isinstance(piece, Value))
        if not role_of(first.node, name):
            break
        said.append(first)
        stream = between(stream, match.end(), len(cooked(stream)))
    for match in reversed(list(WITHIN.finditer(cooked(stream)))):
        values = [piece for piece in stream if isinstance(piece, Value)]
        inner = values[cooked(stream).count(VALUE_MARK, 0, match.start())]
        if role_of(inner.node, name) == ERROR:
            said.insert(0, inner)
            stream = between(stream, 0, match.start()) + between(stream, match.end(), len(cooked(stream)))
    if said and (match := ANNOUNCED.search(cooked(stream))) is not None:
        stream = between(stream, 0, match.start())
    return stream, said


def situation_of(
    call: ast.Call, frame: Frame, handler: Handler, *, told: bool, traceback: bool, lent: bool = False
) -> Situation:
    """The situation of a print in a handler.

    Args:
        call: the print.
        frame: its frame.
        handler: the handler around it.
        told: another print of the handler will log the traceback.
        traceback: a printed traceback of the handler becomes one with this print.
        lent: a print beside it that shows the exception and nothing else becomes one with it.
    """
    others = [log for log in handler.log_calls if log.node is not call]
    tracebacks = [log for log in others if logs_traceback(log)]
    return Situation(
        handler,
        interrupts=not handler.broad and not INTERRUPTS.keys().isdisjoint(handler.types),
        reraises=_reraises(handler, frame),
        told=told or bool(tracebacks),
        heard=told or any(log.level not in QUIET for log in tracebacks),
        shown=any(log.level not in QUIET for log in others),
        traceback=traceback,
        lent=lent,
    )


def fallback_message(handler: Handler) -> str:
    """What to say where a print said nothing but the exception: what was tried."""
    return what_failed(handler.frame, () if handler.broad else tuple(dict.fromkeys(handler.types)))


def _mentions(stream: Stream, name: str | None) -> bool:
    """Whether a value of the stream is made of the handler's exception."""
    return any(_names(piece.node, name) for piece in stream if isinstance(piece, Value))


def prints_exception(call: ast.Call, name: str | None) -> bool:
    """Whether the exception stands among the arguments of a call."""
    return any(_names(argument, name) for argument in call.args)


def says_only_error(stream: Stream, name: str | None) -> bool:
    """Whether a text says the exception and nothing of it but that it is an error: ``f"Error: {e}"``."""
    values = [piece for piece in stream if isinstance(piece, Value)]
    return bool(values) and all(role_of(v.node, name) for v in values) and GENERIC.match(cooked(stream)) is not None


def prints_nothing_else(call: ast.Call, name: str | None) -> bool:
    """Whether the exception, or its type beside it, is all that a call prints: ``print(repr(e))``."""
    return bool(call.args) and all(role_of(argument, name) for argument in call.args)


def _names(node: ast.AST, name: str | None) -> bool:
    return name is not None and any(isinstance(inner, ast.Name) and inner.id == name for inner in ast.walk(node))


def role_of(node: ast.expr, name: str | None) -> str:
    """Whether a value is the exception itself or its type's name; empty if neither."""
    if isinstance(node, ast.Name):
        return ERROR if name is not None and node.id == name else ""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and len(node.args) == 1:
        if node.func.id in ("str", "repr"):
            return role_of(node.args[0], name)
        return ERROR_TYPE if node.func.id == "type" and role_of(node.args[0], name) == ERROR else ""
    if isinstance(node, ast.Attribute):
        if node.attr in ("__name__", "__qualname__") and role_of(node.value, name) == ERROR_TYPE:
            return ERROR_TYPE
        return ERROR_TYPE if node.attr == "__class__" and role_of(node.value, name) == ERROR else ""
    return ""


def is_traceback(node: ast.expr) -> bool:
    """Whether a value is the text of the traceback: ``traceback.format_exc()``."""
    if not isinstance(node, ast.Call):
        return False
    function = node.func
    tail = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return tail in ("format_exc", "format_exception")


def _as_fields(stream: Stream, name: str | None, kind: Kind) -> Stream:
    return [_as_field(piece, name, kind) if isinstance(piece, Value) else piece for piece in stream]


def _as_field(value: Value, name: str | None, kind: Kind) -> Value:
    role = role_of(value.node, name)
    if not role:
        return value
    if role == ERROR and kind is not Kind.STDLIB:
        shown = "repr" if value.conversion == "r" or value.source.startswith("repr(") else "str"
        return replace(value, source=f"{shown}({name})", conversion="", spec="", percent="", key=ERROR)
    return replace(value, key=role)


def _reraises(handler: Handler, frame: Frame) -> bool:
    """Whether the print's block, or the handler's own, ends by raising on: the error is logged further up."""
    for block in (frame.block, handler.node.body):
        last = block[-1] if block else None
        if isinstance(last, ast.Raise) and not _is_answer(last):
            return True
    return False


def _is_answer(statement: ast.Raise) -> bool:
    """Whether nobody further up sees the traceback of what was caught: an answer, an exit, or ``from None``."""
    if isinstance(statement.cause, ast.Constant):
        return True
    raised = statement.exc
    if isinstance(raised, ast.Call):
        raised = raised.func
    tail = raised.attr if isinstance(raised, ast.Attribute) else getattr(raised, "id", "")
    return bool(ANSWERS.search(tail))
