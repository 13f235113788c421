"""A text expression taken apart into the characters it was written with and the values between them.

Plain and raw strings, f-strings, implicit concatenation, ``%``, ``.format`` and ``+`` all become one stream. Every
character keeps its spelling in the source (``\\u2705``), so that what is written back is spliced, never cooked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from flake8_foundry_logging.codemods._escapes import units
from flake8_foundry_logging.codemods._formats import Arguments, brace_format, percent_format
from flake8_foundry_logging.codemods._pieces import VALUE_MARK, Piece, Quotes, Ruler, Stream, Unit, Value, made
from flake8_foundry_logging.codemods.kit import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["read"]

EMPTY = cst.Module([])


def read(source: str) -> Stream:
    """The stream of an expression; one value if there is no literal text in it.

    Raises:
        Refused: a format that cannot be read as it stands, bytes, or an expression that libcst does not parse.
    """
    try:
        node = cst.parse_expression(f"({source}\n)")
        stream = list(_Reader(source.strip(), node).expression(node))
    except (cst.ParserSyntaxError, RecursionError, KeyError) as error:  # KeyError: a character name Python knows not
        raise Refused("unreadable-expression") from error
    if any(isinstance(piece, Unit) and VALUE_MARK in piece.cooked for piece in stream):
        raise Refused("unreadable-expression")
    return stream


class _Reader:
    """Walks one expression and counts the literals it meets."""

    def __init__(self, source: str, root: cst.BaseExpression) -> None:
        self.source = source
        self.root = root
        self.number = 0

    def code(self, node: cst.BaseExpression) -> str:
        """The node's source; the root's own without the parentheses it was parsed in."""
        return self.source if node is self.root else EMPTY.code_for_node(node).strip()

    def expression(self, node: cst.BaseExpression) -> Iterator[Piece]:
        if isinstance(node, cst.SimpleString):
            yield from self.string(node)
        elif isinstance(node, cst.FormattedString):
            yield from self.formatted(node)
        elif isinstance(node, cst.ConcatenatedString):
            yield from self.expression(node.left)
            yield from self.expression(node.right)
        elif isinstance(node, cst.BinaryOperation):
            yield from self.operation(node)
        elif isinstance(node, cst.Call):
            yield from self.call(node)
        elif type(node).__name__ == "TemplatedString":  # t-strings, which older releases of libcst do not have
            raise Refused("template-string")
        else:
            yield self.value(node)

    def value(self, node: cst.BaseExpression) -> Value:
        inner = _text_of(node)
        return Value(self.bare(node if inner is None else inner), number=self.number)

    def bare(self, node: cst.BaseExpression) -> str:
        """The node's source without parentheses around it: the call's own do as well."""
        source = self.code(node)
        if not node.lpar or isinstance(node, (cst.Tuple, cst.GeneratorExp)) or "#" in source:
            return source
        return self.code(node.with_changes(lpar=(), rpar=()))

    # -- literals ------------------------------------------------------------------------------------------------------

    def string(self, node: cst.SimpleString) -> Iterator[Unit]:
        prefix = node.prefix.lower()
        if "b" in prefix:
            raise Refused("bytes")
        self.number += 1
        yield from units(node.raw_value, Quotes(node.quote, raw="r" in prefix), self.number)

    def formatted(self, node: cst.FormattedString) -> Iterator[Piece]:
        self.number += 1
        quotes = Quotes(node.quote, raw="r" in node.prefix.lower())
        for part in node.parts:
            if isinstance(part, cst.FormattedStringText):
                yield from units(part.value, quotes, self.number, formatted=True)
            elif isinstance(part, cst.FormattedStringExpression):
                yield from self.placeholder(part)
            else:
                raise Refused("unreadable-expression")

    def placeholder(self, part: cst.FormattedStringExpression) -> Iterator[Piece]:
        number = self.number
        spec = "".join(EMPTY.code_for_node(item) for item in part.format_spec or ())
        if part.equal is not None:
            source = self.code(part.expression)
            yield from made(f"{source}=", number)
            yield Value(source, part.conversion or ("" if spec else "r"), spec, debug=True, number=number)
            return
        if not part.conversion and not spec:
            inner = list(self.expression(part.expression))
            self.number = number
            if not any(isinstance(piece, Value) for piece in inner):
                yield from inner  # f"{'=' * 60}" and f"{'text'}" are text
                return
        value = self.value(part.expression)
        yield Value(value.source, part.conversion or "", spec, number=number)

    # -- operators -----------------------------------------------------------------------------------------------------

    def operation(self, node: cst.BinaryOperation) -> Iterator[Piece]:
        if isinstance(node.operator, cst.Add) and _has_text(node):
            yield from self.expression(node.left)
            yield from self.expression(node.right)
        elif isinstance(node.operator, cst.Modulo) and _is_text(node.left):
            template = list(self.expression(node.left))
            yield from percent_format(template, self.percent_arguments(node.right))
        elif isinstance(node.operator, cst.Multiply) and (drawn := _ruler(node)):
            self.number += 1
            yield Ruler(drawn, self.number)
        else:
            yield self.value(node)

    def percent_arguments(self, node: cst.BaseExpression) -> Arguments:
        if isinstance(node, cst.Tuple):
            if any(isinstance(element, cst.StarredElement) for element in node.elements):
                raise Refused("star-arguments")
            return Arguments(tuple(self.value(element.value).source for element in node.elements), {})
        if isinstance(node, cst.Dict):
            named = {}
            for element in node.elements:
                if not isinstance(element, cst.DictElement) or not isinstance(element.key, cst.SimpleString):
                    raise Refused("dynamic-format")
                named[str(element.key.evaluated_value)] = self.value(element.value).source
            return Arguments((), named)
        return Arguments((self.value(node).source,), {})

    def call(self, node: cst.Call) -> Iterator[Piece]:
        function = node.func
        if isinstance(function, cst.Attribute) and function.attr.value == "format" and _is_text(function.value):
            template = list(self.expression(function.value))
            yield from brace_format(template, self.call_arguments(node))
        else:
            yield self.value(node)

    def call_arguments(self, node: cst.Call) -> Arguments:
        if any(argument.star for argument in node.args):
            raise Refused("star-arguments")
        sources = [(argument.keyword, self.value(argument.value).source) for argument in node.args]
        return Arguments(
            tuple(source for keyword, source in sources if keyword is None),
            {keyword.value: source for keyword, source in sources if keyword is not None},
        )


def _text_of(node: cst.BaseExpression) -> cst.BaseExpression | None:
    """``x`` of ``str(x)``."""
    if (
        isinstance(node, cst.Call)
        and isinstance(node.func, cst.Name)
        and node.func.value == "str"
        and len(node.args) == 1
        and node.args[0].keyword is None
        and not node.args[0].star
    ):
        return node.args[0].value
    return None


def _is_text(node: cst.BaseExpression) -> bool:
    if isinstance(node, cst.SimpleString):
        return "b" not in node.prefix.lower()
    return isinstance(node, (cst.FormattedString, cst.ConcatenatedString))


def _has_text(node: cst.BaseExpression) -> bool:
    """Whether a sum has a literal text among its terms; then all of them are texts."""
    if isinstance(node, cst.BinaryOperation):
        if isinstance(node.operator, cst.Add):
            return _has_text(node.left) or _has_text(node.right)
        return (isinstance(node.operator, cst.Modulo) and _is_text(node.left)) or bool(_ruler(node))
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute) and node.func.attr.value == "format":
        return _is_text(node.func.value)
    return _is_text(node)


def _ruler(node: cst.BinaryOperation) -> str:
    """What is drawn by ``"=" * 60`` or ``width * "-"``; empty if it is no line or its length needs a call."""
    if not isinstance(node.operator, cst.Multiply):
        return ""
    for text, times in ((node.left, node.right), (node.right, node.left)):
        if isinstance(text, cst.SimpleString) and "b" not in text.prefix.lower():
            drawn = str(text.evaluated_value)
            simple = isinstance(times, (cst.Integer, cst.Name, cst.Attribute))
            is_line = drawn and not any(character.isalnum() for character in drawn)
            return drawn * 3 if simple and is_line else ""
    return ""
