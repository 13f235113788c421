"""The name of a handled exception, taken away where nothing uses it any more."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods.kit import Edit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.core.source import Source

__all__ = ["nameless"]


def nameless(clause: ast.AST | None, context: Context, *, going: Iterable[ast.AST], new: str = "") -> list[Edit]:
    """``except E as e:`` -> ``except E:``, if neither what stays in the handler nor what is written there uses ``e``.

    Args:
        clause: the handler's clause; nothing is done where it is none.
        context: the file.
        going: the code of the handler that is replaced or taken out.
        new: the text that comes in its place.
    """
    if not isinstance(clause, ast.ExceptHandler) or clause.name is None:
        return []
    gone = {id(inner) for part in going for inner in ast.walk(part)}
    if any(id(use) not in gone for use in context.once(_uses, clause)) or _uses_in(new, clause.name):
        return []
    edit = _dropped(context.source, clause)
    return [] if edit is None else [edit]


def _uses(_: Context, clause: ast.ExceptHandler) -> list[ast.Name]:
    return [inner for inner in ast.walk(clause) if isinstance(inner, ast.Name) and inner.id == clause.name]


def _uses_in(text: str, name: str) -> bool:
    """Whether new code, a statement or arguments, uses a name; at a pinch, whether the word stands in it."""
    tree = _parsed(text) or _parsed(f"_({text}\n)")
    if tree is None:
        return re.search(rf"\b{name}\b", text) is not None
    return any(isinstance(inner, ast.Name) and inner.id == name for inner in ast.walk(tree))


def _parsed(code: str) -> ast.Module | None:
    try:
        return ast.parse(code)
    except SyntaxError:
        return None


def _dropped(source: Source, clause: ast.ExceptHandler) -> Edit | None:
    """The name with its ``as``; None where a comment or a line break stands in the way."""
    if clause.type is None or clause.name is None:
        return None
    span = source.span(clause.type)
    start = source.offset(span.end_line, span.end_column)
    match = re.compile(rf"(?:[ \t]*\))*(?P<name>[ \t]+as[ \t]+{re.escape(clause.name)})[ \t]*:").match(
        source.text, start
    )
    return None if match is None else Edit(match.start("name"), match.end("name"), "")
