"""The literal text of a message and its placeholders, read by the rules of ``%`` and of ``str.format``."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from string import Formatter
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.frame import BindingKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.frame import Frame

__all__ = ["Braces", "Percent", "TemplateError", "braces", "literal_text", "percent"]

HOLE = "\0"
"""Stands in a text where a value is put in at run time; no source text can hold it."""
CONVERSIONS = frozenset("diouxXeEfFgGcrsa%")
PART = re.compile(r"(?P<flags>[-+ #0]*)(?P<width>\*|\d*)(?P<point>\.(?P<precision>\*|\d*))?[hlL]?", re.ASCII)


class TemplateError(Exception):
    """A text is no template: filling it raises.

    Args:
        reason: why, in a few words; empty where it cannot be known from the file.
    """

    def __init__(self, reason: str = "") -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Percent:
    """The placeholders of a ``%`` format.

    Attributes:
        positional: what each positional argument is converted by, in order; ``*`` for a width or a precision.
        names: the keys of ``%(key)s``, in order.
        mixed: a positional one stands behind a named one, or there are several beside one: no argument fits that.
    """

    positional: tuple[str, ...]
    names: tuple[str, ...]
    mixed: bool


@dataclass(frozen=True, slots=True)
class Braces:
    """The placeholders of a ``str.format`` format.

    Attributes:
        numbers: the numbers of the positional arguments that it reads.
        names: the names that it reads, in order.
    """

    numbers: frozenset[int]
    names: tuple[str, ...]

    @property
    def needed(self) -> int:
        """How many positional arguments it cannot do without."""
        return max(self.numbers, default=-1) + 1


def literal_text(node: ast.expr | None, frame: Frame | None = None) -> str | None:
    """
    The text of a literal, ``HOLE`` where an f-string puts a value in; None for anything else.

    Args:
        node: the message.
        frame: where it stands; given, a name that the file binds once, to a literal, counts as that literal.
    """
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(_part(part) for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _sum(node)
    if isinstance(node, ast.Name) and frame is not None:
        bindings = frame.bindings(node.id)
        if len(bindings) == 1 and bindings[0].kind is BindingKind.ASSIGNMENT:
            binding = bindings[0]
            if len(binding.frame.scope.owner.bindings.get(node.id, ())) == 1:
                return literal_text(binding.value)
    return None


def _sum(node: ast.expr) -> str | None:
    texts: list[str] = []
    while isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        text = None if isinstance(node.right, ast.BinOp) else literal_text(node.right)
        if text is None:
            return None
        texts.append(text)
        node = node.left
    first = None if isinstance(node, ast.BinOp) else literal_text(node)
    return None if first is None else first + "".join(reversed(texts))


def _part(part: ast.expr) -> str:
    return part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else HOLE


def percent(text: str) -> Percent:
    """
    The placeholders of a ``%`` format, by the rules of CPython's ``unicodeobject.c``.

    Raises:
        TemplateError: filling it raises whatever the arguments are, or a hole hides a part of a placeholder.
    """
    positional: list[str] = []
    names: list[str] = []
    mixed = False
    at = text.find("%")
    while at >= 0:
        key, at = _key(text, at + 1)
        match = PART.match(text, at)
        assert match is not None  # every part of it may be empty
        at = match.end()
        if at == len(text):
            raise TemplateError("a lone % at its end (write %%)")
        conversion = text[at]
        if conversion == HOLE or (key is not None and HOLE in key):
            raise TemplateError
        if conversion not in CONVERSIONS or (conversion == "%" and (match.group() or key is not None)):
            raise TemplateError(f"%{conversion} is no placeholder (write %%)")
        stars = [part for part in (match["width"], match["precision"]) if part == "*"]
        wanted = [*stars, conversion]
        if conversion == "%":
            pass
        elif key is None:
            mixed |= bool(names)
            positional += wanted
        else:
            mixed |= bool(stars) or len(positional) > 1
            names.append(key)
        at = text.find("%", at + 1)
    return Percent(tuple(positional), tuple(names), mixed)


def _key(text: str, at: int) -> tuple[str | None, int]:
    """The key of ``%(key)s`` and where it ends; parentheses in it must be balanced."""
    if not text.startswith("(", at):
        return None, at
    depth = 0
    for end in range(at, len(text)):
        depth += (text[end] == "(") - (text[end] == ")")
        if not depth:
            return text[at + 1 : end], end + 1
    raise TemplateError("a %( without its )")


def braces(text: str) -> Braces:
    """
    The placeholders of a ``str.format`` format.

    Raises:
        TemplateError: filling it raises whatever the arguments are, or a hole hides a part of a placeholder.
    """
    numbers: set[int] = set()
    names: list[str] = []
    automatic = manual = 0
    for field in _fields(text, 2):
        first = re.split(r"[.\[]", field, maxsplit=1)[0]
        if HOLE in field:
            raise TemplateError
        if not first:
            numbers.add(automatic)
            automatic += 1
        elif first.isdecimal():
            numbers.add(int(first))
            manual += 1
        else:
            names.append(first)
    if automatic and manual:
        raise TemplateError("{} beside {0}")
    return Braces(frozenset(numbers), tuple(names))


def _fields(text: str, depth: int) -> Iterator[str]:
    """The names of the fields, each before those in its format spec."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError as error:
        raise TemplateError("a lone brace (write {{ or }})" if HOLE not in text else "") from error
    for _, field, spec, conversion in parts:
        if field is None:
            continue
        if conversion and conversion not in "rsa":
            raise TemplateError(f"no conversion !{conversion}" if conversion != HOLE else "")
        yield field
        if spec and depth > 1:
            yield from _fields(spec, depth - 1)
        elif spec and "{" in spec:
            raise TemplateError("braces nested too deep")
