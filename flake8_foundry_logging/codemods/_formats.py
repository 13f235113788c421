"""``"..." % x`` and ``"...".format(x)`` as a stream of text and values."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._pieces import Piece, Stream, Unit, Value
from flake8_foundry_logging.codemods.kit import Refused
from flake8_foundry_logging.core.carriers import call_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["FIELD", "PERCENT", "Arguments", "brace_format", "percent_format", "spec_of", "takes_text"]

PERCENT = re.compile(
    r"%(?:\((?P<name>[^()]*)\))?(?P<flags>[-+ #0]*)(?P<width>\d*|\*)(?:\.(?P<precision>\d*|\*))?[hlL]?(?P<type>.)",
    re.DOTALL,
)
CLOCKS = frozenset(("time", "perf_counter", "monotonic", "process_time", "total_seconds"))
FIELD = re.compile(r"\{(?P<name>\w*)(?:!(?P<conversion>[rsa]))?(?::(?P<spec>[^{}]*))?\}")


@dataclass(frozen=True, slots=True)
class Arguments:
    """The sources of what a format is filled with."""

    positional: tuple[str, ...]
    named: Mapping[str, str]


def percent_format(template: Stream, arguments: Arguments) -> Iterator[Piece]:
    """The stream of a ``%`` format.

    Raises:
        Refused: the format is not literal (``dynamic-format``) or does not fit its arguments
            (``placeholder-mismatch``).
    """
    units = _literal_units(template)
    text = "".join(unit.cooked for unit in units)
    places = _places(units)
    taken = position = 0
    for match in PERCENT.finditer(text):
        yield from units[places[position] : places[match.start()]]
        position = match.end()
        unit = units[places[match.start()]]
        if match["type"] == "%":
            yield Unit("%", "%", unit.quotes, unit.number)
            continue
        if match["type"] not in "srdifFeEgGxXoau" or "*" in match["width"] + (match["precision"] or ""):
            raise Refused("dynamic-format")
        if match["name"] is not None:
            source = arguments.named.get(match["name"])
        else:
            source = arguments.positional[taken] if taken < len(arguments.positional) else None
            taken += 1
        if source is None:
            raise Refused("dynamic-format" if match["name"] is not None else "placeholder-mismatch")
        conversion = match["type"] if match["type"] in "ra" else ""
        plain = re.sub(r"^%\([^()]*\)", "%", match.group())
        yield Value(source, conversion, spec_of(match), percent=plain, number=unit.number)
    if taken < len(arguments.positional):
        raise Refused("placeholder-mismatch")
    yield from units[places[position] :]


def spec_of(match: re.Match[str]) -> str:
    """The format spec that writes the same as a ``%`` conversion; empty for plain ``%s`` and ``%d``."""
    flags, width, precision, kind = match["flags"], match["width"], match["precision"], match["type"]
    spec = "+" if "+" in flags else " " if " " in flags else ""
    spec += "#" if "#" in flags and kind in "xXo" else ""
    spec += "0" if "0" in flags and "-" not in flags and width else ""
    if width:
        align = "<" if "-" in flags else ">" if kind in "sra" else ""
        spec = align + spec + width
    if precision is not None:
        spec += f".{precision or 0}"
    return spec + (kind if kind in "fFeEgGxXo" else "") if spec or kind not in "srdiau" else ""


def brace_format(template: Stream, arguments: Arguments) -> Iterator[Piece]:
    """The stream of a ``.format`` call; each argument must be used.

    Raises:
        Refused: the format is not literal or reaches into its arguments (``dynamic-format``), or does not fit them.
    """
    units = _literal_units(template)
    text = "".join(unit.cooked for unit in units)
    places = _places(units)
    used: set[str] = set()
    automatic = position = 0
    while position < len(text):
        unit = units[places[position]]
        character = text[position]
        if text[position : position + 2] in ("{{", "}}"):
            yield Unit(character, character, unit.quotes, unit.number)
            position += 2
        elif character == "{":
            match = FIELD.match(text, position)
            if match is None:
                raise Refused("dynamic-format")
            name = match["name"]
            if not name:
                name, automatic = str(automatic), automatic + 1
            used.add(name)
            source = _argument(name, arguments)
            yield Value(source, match["conversion"] or "", match["spec"] or "", number=unit.number)
            position = match.end()
        else:
            yield unit
            position += max(1, len(unit.cooked))
    if len(used) != len(arguments.positional) + len(arguments.named):
        raise Refused("placeholder-mismatch")


def _argument(name: str, arguments: Arguments) -> str:
    if name.isdecimal():
        if int(name) < len(arguments.positional):
            return arguments.positional[int(name)]
    elif name in arguments.named:
        return arguments.named[name]
    raise Refused("placeholder-mismatch")


def _literal_units(template: Stream) -> list[Unit]:
    units = [piece for piece in template if isinstance(piece, Unit) and piece.cooked]
    if any(not isinstance(piece, Unit) for piece in template):
        raise Refused("dynamic-format")
    return units


def _places(units: list[Unit]) -> list[int]:
    """For each position of the cooked text, and the one behind it, the unit that stands there."""
    places = [index for index, unit in enumerate(units) for _ in unit.cooked]
    return [*places, len(units)]


def is_real(node: ast.expr) -> bool:
    """Whether a value is surely no whole number: a quotion, something with a point in it, a clock's time."""
    return any(
        isinstance(inner, ast.Div)
        or (isinstance(inner, ast.Constant) and isinstance(inner.value, float))
        or (isinstance(inner, ast.Call) and call_name(inner.func) in CLOCKS)
        for inner in ast.walk(node)
        if not (isinstance(node, ast.Call) and call_name(node.func) in ("int", "len", "round"))
    )


def takes_text(spec: str) -> bool:
    """Whether a text can be written by a format spec: ``>20`` yes, ``06d`` no."""
    try:
        format("", spec)
    except ValueError:
        return False
    return True
