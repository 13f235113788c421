"""A stream of text and values as the arguments of a log call.

Foundry, structlog and loguru get keyword fields: a label (``"Model: {model}"``) becomes a constant message with a
field, a sentence a template with fields. The standard library gets ``%s`` arguments.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from flake8_foundry_logging.codemods._formats import Arguments, is_real, percent_format, takes_text
from flake8_foundry_logging.codemods._keys import key_of, unique_keys
from flake8_foundry_logging.codemods._layout import laid_out
from flake8_foundry_logging.codemods._pieces import (
    VALUE_MARK,
    Ruler,
    Stream,
    Unit,
    Value,
    as_argument,
    between,
    cooked,
    literal,
    made,
)
from flake8_foundry_logging.codemods._texts import read
from flake8_foundry_logging.codemods.kit import BoundLogger, Refused
from flake8_foundry_logging.core.log_call import Kind

__all__ = ["Field", "Message", "call", "compose", "require_text", "stream_of"]

SIGN = r"(?:(?<!:):|(?<![=!<>:+*/%-])=|->|→)"
LABEL = re.compile(rf"(?P<label>.*\w.*?)\s*{SIGN}\s*\Z", re.DOTALL)
LABEL_BEFORE = re.compile(r"(?P<label>[^\n,;:=()\[\]{}" + VALUE_MARK + rf"]*\w)['\"]?\s*{SIGN}\s*['\"]?\Z")
PLACEHOLDER = re.compile(r"\{([^\W\d]\w*)(?::[^{}]*)?\}")
"""What the runtime reads as a placeholder."""
PLAIN_SPEC = re.compile(r"[^{}\\'\"\n]*")
WHOLE = ("d", "i", "u")
"""Conversions that leave the fraction of a number out."""
NUMERIC = re.compile(r"[+ ]?0?\d*(?:\.\d+)?[dxXoeEfFgG]")
"""Format specs that mean the same behind a percent sign."""


class Field(NamedTuple):
    """A keyword of a log call."""

    key: str
    source: str


@dataclass(frozen=True, slots=True)
class Message:
    """What stands between the parentheses of a log call.

    Attributes:
        text: the source of the message.
        pieces: the same as the literals of its parts, to be written one a line where one line is too long.
        arguments: the sources of positional arguments (standard library).
        fields: the keywords (all other kinds).
        template: the text has placeholders that the fields fill.
        exact: what is written is the same as before, character by character; else a format spec was given up or the
            value's own ``__format__`` is no longer asked.
    """

    text: str
    pieces: tuple[str, ...]
    arguments: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    template: bool = False
    exact: bool = True

    def sources(self) -> tuple[str, ...]:
        """The values' sources, in order."""
        return self.arguments + tuple(field.source for field in self.fields)


Wrap = Callable[[Value, str, str], str]
"""``wrap(value, key, label) -> source``: what a fix puts around a value (``redact(...)``)."""


def stream_of(source: str, arguments: Sequence[str] = ()) -> Stream:
    """The text and values of a text expression and the ``%``-style arguments that follow it.

    Raises:
        Refused: they cannot be taken apart.
    """
    stream = read(source)
    return list(percent_format(stream, Arguments(tuple(arguments), {}))) if arguments else stream


def require_text(stream: Stream) -> None:
    """Refuse a stream of values alone.

    Raises:
        Refused: ``dynamic-message``.
    """
    if not any(isinstance(piece, Unit) for piece in stream):
        raise Refused("dynamic-message")


def _label_of(stream: Stream) -> str:
    """The label, if the stream is one text that ends in ``:``, ``=`` or ``->`` and then one value; else empty."""
    if not stream or not isinstance(stream[-1], Value) or any(isinstance(piece, Value) for piece in stream[:-1]):
        return ""
    match = LABEL.fullmatch(cooked(stream[:-1]))
    return match["label"] if match else ""


def compose(
    stream: Stream,
    *,
    kind: Kind,
    further: Sequence[Value] = (),
    taken: Mapping[str, str] | None = None,
    wrap: Wrap | None = None,
    named: bool = True,
    whole: bool = False,
) -> Message:
    """The message of a stream.

    Args:
        stream: text and values.
        kind: whose logger is called.
        further: values that become fields and are not in the text (not for the standard library).
        taken: the keywords that the call has already, with their sources.
        wrap: what to put around a value, by its key and the label before it.
        named: values without words between them are given their names, for else nothing would say what they are.
        whole: every value keeps its place in the text, one behind a label, too (not for the standard library).

    Raises:
        Refused: the kind is unknown, or braces, a nested format spec, a drawn line or a lambda stand in the way.
    """
    if kind is Kind.UNKNOWN:
        raise Refused("unknown-logger")
    if any(isinstance(piece, Ruler) for piece in stream):
        raise Refused("dynamic-format")
    values = [*_values(stream), *further]
    if any(isinstance(node, ast.NamedExpr) for value in values for node in ast.walk(value.node)):
        raise Refused("walrus")
    if any(isinstance(value.node, ast.Lambda) for value in values):
        raise Refused("lambda-value")
    labels = [*_labels(stream), *("" for _ in further)]
    wanted = [value.key or key_of(value.node, label) for value, label in zip(values, labels, strict=True)]
    keys = unique_keys([value.node for value in values], wanted, taken or {})
    wrapped = [_wrapped(*each, wrap) for each in zip(values, keys, labels, strict=True)]
    if kind is Kind.STDLIB:
        return _with_arguments(_with_names(stream, keys) if named else stream, wrapped)
    message = _with_fields(stream, values, keys, wrapped, kind, named=named and not whole, whole=whole)
    return replace(message, fields=tuple(field for field in message.fields if field.key not in (taken or {})))


def _values(stream: Stream) -> list[Value]:
    return [piece for piece in stream if isinstance(piece, Value)]


def _labels(stream: Stream) -> list[str]:
    """The label before each value, empty where there is none."""
    labels = []
    for index, piece in enumerate(stream):
        if isinstance(piece, Value):
            before = LABEL_BEFORE.search(cooked(stream[:index]))
            labels.append(before["label"].strip() if before else "")
    return labels


def _wrapped(value: Value, key: str, label: str, wrap: Wrap | None) -> str:
    """The wrapped source of a value, empty where nothing is put around it."""
    source = value.source if wrap is None else wrap(value, key, label)
    return "" if source == value.source else source


# -- keyword fields ----------------------------------------------------------------------------------------------------


def _with_fields(
    stream: Stream,
    values: list[Value],
    keys: list[str],
    wrapped: list[str],
    kind: Kind,
    *,
    named: bool,
    whole: bool,
) -> Message:
    placed = len(_values(stream))
    label = "" if whole else _label_of(stream)
    text: Stream
    if label:
        text, template = between(stream, 0, cooked(stream).index(label) + len(label)), False
    elif named and _is_wordless(stream):
        text, template = list(made(", ".join(key.rstrip("_") for key in keys[:placed]))), False
    else:
        text, template = _template(stream, keys, wrapped), bool(placed)
    units = [piece for piece in text if isinstance(piece, Unit)]
    _check_braces(units, keys[:placed] if template else [])
    if kind is not Kind.LOGURU and values and "{}" in "".join(unit.cooked for unit in units):
        raise Refused("literal-braces")  # it looks like a placeholder that was never filled
    fields: dict[str, str] = {}
    for value, key, source in zip(values, keys, wrapped, strict=True):
        fields.setdefault(key, source or as_argument(_field_source(value, template=template)))
    double = "{}" if kind is Kind.LOGURU and fields else ""
    return Message(
        text=literal(units, double=double),
        pieces=_pieces(units, double),
        fields=tuple(Field(key, source) for key, source in fields.items()),
        template=template,
        exact=template and not any(value.conversion or value.spec for value in values),
    )


def _template(stream: Stream, keys: Sequence[str], wrapped: Sequence[str]) -> Stream:
    """The stream with each value replaced by its placeholder; what is put around one may be no number any more."""
    names, covers = iter(keys), iter(wrapped)
    text: Stream = []
    for piece in stream:
        if isinstance(piece, Value):
            if not PLAIN_SPEC.fullmatch(piece.spec):
                raise Refused("dynamic-format-spec")
            kept = not next(covers) or takes_text(piece.spec)
            spec = f":{piece.spec}" if piece.spec and kept else ""
            text += [Unit(f"{{{next(names)}{spec}}}", VALUE_MARK, None, piece.number)]
        else:
            text.append(piece)
    return text


def _check_braces(units: Sequence[Unit], keys: Sequence[str]) -> None:
    """Refuse literal braces that would read as a placeholder, or that touch one."""
    text = "".join(unit.raw if unit.cooked == VALUE_MARK else unit.cooked for unit in units)
    if "{" not in text and "}" not in text:
        return
    plain = "".join(unit.cooked for unit in units)
    beside = f"{{{VALUE_MARK}" in plain or f"{VALUE_MARK}}}" in plain
    if beside or PLACEHOLDER.findall(text) != list(keys):
        raise Refused("literal-braces")


def _field_source(value: Value, *, template: bool) -> str:
    if value.percent[-1:] in WHOLE and is_real(value.node):
        return f"int({value.source})"
    if value.conversion == "a":
        return f"ascii({value.source})"
    if value.conversion == "r" and value.spec and template:
        return f"repr({value.source})"
    return value.source


# -- positional arguments ----------------------------------------------------------------------------------------------


def _is_wordless(stream: Stream) -> bool:
    """Whether nothing but white space stands between the values."""
    return not any(isinstance(piece, Unit) and piece.cooked.strip() for piece in stream)


def _with_names(stream: Stream, keys: list[str]) -> Stream:
    """Values alone with their names before them: ``count: %s, total: %s``."""
    if not _is_wordless(stream):
        return stream
    named: Stream = []
    for value, key in zip(_values(stream), keys, strict=False):
        named += [*made(f", {key}: " if named else f"{key}: "), value]
    return named or stream


def _with_arguments(stream: Stream, wrapped: list[str]) -> Message:
    values = _values(stream)
    if PLACEHOLDER.search(cooked(stream)):
        raise Refused("literal-braces")  # it looks like a forgotten f-prefix
    double = "%" if values else ""
    units: list[Unit] = []
    arguments: list[str] = []
    covers = iter(wrapped)
    exact = True
    for piece in stream:
        if isinstance(piece, Unit):
            units.append(piece)
        elif isinstance(piece, Value):
            conversion, source, same = _argument(piece)
            if cover := next(covers):
                conversion, source = "%s", cover
            units.append(Unit(conversion, VALUE_MARK, None, piece.number))
            arguments.append(as_argument(source))
            exact = exact and same
    return Message(literal(units, double=double), _pieces(units, double), tuple(arguments), exact=exact)


def _argument(value: Value) -> tuple[str, str, bool]:
    """The ``%`` conversion of a value, the argument, and whether it always writes the same."""
    if value.percent:
        return value.percent, value.source, True
    if value.conversion and not value.spec:
        return f"%{value.conversion}", value.source, True
    if not value.spec:
        return "%s", value.source, False
    if value.conversion:
        return "%s", f'f"{{{value.source}!{value.conversion}:{value.spec}}}"', True
    if NUMERIC.fullmatch(value.spec):
        return f"%{value.spec}", value.source, False
    if not PLAIN_SPEC.fullmatch(value.spec):
        raise Refused("dynamic-format-spec")
    return "%s", f'format({value.source}, "{value.spec}")', True


# -- source ------------------------------------------------------------------------------------------------------------


def _pieces(units: Sequence[Unit], double: str) -> tuple[str, ...]:
    numbers = list(dict.fromkeys(unit.number for unit in units))
    return tuple(literal([unit for unit in units if unit.number == number], double=double) for number in numbers)


def call(
    logger: BoundLogger,
    method: str,
    message: Message,
    *,
    indent: str | None = None,
    width: int = 0,
    several_lines: bool = False,
) -> str:
    """The source of a log call.

    Args:
        logger: what is called.
        method: ``info``, ``exception`` ...
        message: what is said.
        indent: the white space before the statement; None where it is not the first on its line: one line, then.
        width: the longest line, in characters.
        several_lines: what it replaces stood on several lines.
    """
    rest = [*message.arguments, *(f"{field.key}={field.source}" for field in message.fields)]
    head = f"{logger.name}.{method}("
    if indent is None:
        return f"{head}{', '.join([message.text, *rest])})"
    return laid_out(head, message.text, message.pieces, rest, indent=indent, width=width, several_lines=several_lines)
