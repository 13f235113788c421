"""The texts that most prints have, read without libcst: strings and f-strings without ado, or no literal at all."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._escapes import units
from flake8_foundry_logging.codemods._pieces import Quotes, Value

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods._pieces import Stream

__all__ = ["read_plain"]

LITERAL = re.compile(
    r"(?P<prefix>[rRuUfF]{0,2})(?P<mark>\"\"\"|'''|\"|')(?P<body>(?:\\.|(?!(?P=mark)).)*)(?P=mark)\s*", re.DOTALL
)
PART = re.compile(
    r"(?P<text>(?:[^{}]|\{\{|\}\})+)"
    r"|\{(?P<source>(?:[\w.,+*/()\[\] \"'-]|[!=<>]=|[<>])+)(?:!(?P<conversion>[rsa]))?(?::(?P<spec>[^{}\"'\\\n]*))?\}"
)
STR_OF_ONE = re.compile(r"str\([\w.]+\)")


def read_plain(source: str) -> Stream | None:
    """The stream of an expression as ``_literals.read`` gives it; None where that has to read it.

    Raises:
        KeyError: the literal names a character that Python does not know.
    """
    source = source.strip()
    stream: Stream = []
    position = number = 0
    while (literal := LITERAL.match(source, position)) is not None:
        number += 1
        pieces = _pieces(literal, number)
        if pieces is None:
            return None
        stream += pieces
        position = literal.end()
    if not number:
        value = _value(source)
        return None if value is None else [Value(value)]
    return stream if position == len(source) else None


def _pieces(literal: re.Match[str], number: int) -> Stream | None:
    prefix = literal["prefix"].lower()
    quotes = Quotes(literal["mark"], raw="r" in prefix)
    if "f" not in prefix:
        return [*units(literal["body"], quotes, number)]
    if not quotes.raw and "\\N{" in literal["body"]:
        return None
    stream: Stream = []
    position = 0
    while position < len(literal["body"]):
        part = PART.match(literal["body"], position)
        if part is None:
            return None
        position = part.end()
        if part["text"] is not None:
            stream += units(part["text"], quotes, number, formatted=True)
            continue
        value = _value(part["source"].strip())
        if value is None:
            return None
        stream.append(Value(value, part["conversion"] or "", part["spec"] or "", number=number))
    return stream


def _value(source: str) -> str | None:
    """The source of an expression that is a value and nothing else, ``str()`` around it taken off.

    None for a text, a sum of texts or a format, and where parentheses or comments have to be dropped.
    """
    if source.startswith("(") or "#" in source:
        return None
    try:
        node = ast.parse(f"({source}\n)", mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    if isinstance(node, ast.Call):
        tail = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if tail == "str" and STR_OF_ONE.fullmatch(source):
            return source[len("str(") : -1]
        return None if tail in ("format", "str") else source
    if isinstance(node, ast.BinOp) and any(map(_is_text, ast.walk(node))):
        return None
    other = isinstance(node, (ast.GeneratorExp, ast.Tuple, ast.Starred)) or type(node).__name__ == "TemplateStr"
    return None if other or _is_text(node) else source


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes)))
