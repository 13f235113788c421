"""Edits of a call on a logger: its method, its keywords, a value in it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods.kit import Edit, Refused, Safety

if TYPE_CHECKING:
    from flake8_foundry_logging.core.source import Source

__all__ = ["add_keyword", "drop_keyword", "rename_method", "require_exact", "stretch"]


def stretch(source: Source, node: ast.AST) -> tuple[int, int]:
    """The offsets of a node's first character and behind its last."""
    span = source.span(node)
    return source.offset(span.line, span.column), source.offset(span.end_line, span.end_column)


def require_exact(source: Source, node: ast.expr) -> str:
    """A node's text, if its position is right: inside f-strings it is not, before Python 3.12.

    Raises:
        Refused: ``inside-fstring``.
    """
    text = source.segment(node)
    try:
        found = ast.parse(f"({text}\n)", mode="eval").body
    except (SyntaxError, ValueError):
        found = None
    if found is None or ast.dump(found) != ast.dump(node):
        raise Refused("inside-fstring")
    return text


def rename_method(source: Source, call: ast.Call, name: str, *, safety: Safety = Safety.SAFE) -> Edit:
    """``x.old(...)`` -> ``x.name(...)``.

    Raises:
        Refused: ``bound-method`` where the callee is a plain name.
    """
    if not isinstance(call.func, ast.Attribute):
        raise Refused("bound-method")
    _, end = stretch(source, call.func)
    if source.text[end - len(call.func.attr) : end] != call.func.attr:
        raise Refused("inside-fstring")
    return Edit(end - len(call.func.attr), end, name, safety)


def add_keyword(source: Source, call: ast.Call, text: str, *, safety: Safety = Safety.SAFE) -> Edit:
    """``f(a)`` -> ``f(a, text)``, behind the last argument and before any trailing comma or comment."""
    last = max(
        (stretch(source, node)[1] for node in [*call.args, *(keyword.value for keyword in call.keywords)]), default=None
    )
    if last is None:
        _, end = stretch(source, call)
        return Edit(end - 1, end - 1, text, safety)
    end = _behind_parentheses(source, last)
    return Edit(end, end, f", {text}", safety)


def _behind_parentheses(source: Source, end: int) -> int:
    """Behind the parentheses that belong to the value which ends here: ``f((a))``.

    Raises:
        Refused: ``parenthesised-argument``, where telling them from the call's own would need a parser.
    """
    rest = source.text[end:].lstrip()
    if rest.startswith(")") and rest[1:].lstrip().startswith((",", ")")):
        raise Refused("parenthesised-argument")
    return end


def drop_keyword(source: Source, call: ast.Call, keyword: ast.keyword, *, safety: Safety = Safety.SAFE) -> Edit:
    """``f(a, k=v, b=c)`` -> ``f(a, b=c)``."""
    start, end = stretch(source, keyword)
    others = [stretch(source, node) for node in [*call.args, *call.keywords] if node is not keyword]
    before = max((other[1] for other in others if other[1] <= start), default=None)
    after = min((other[0] for other in others if other[0] >= end), default=None)
    if before is not None and source.text[before:start].strip() == ",":
        start = before
    elif after is not None and source.text[end:after].strip() == ",":
        end = after
    elif others:
        raise Refused("comment-inside")
    return Edit(start, end, "", safety)
