"""Edits of a call on a logger: its method, its keywords, a value in it."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods.kit import Edit, Refused, Safety

if TYPE_CHECKING:
    from flake8_foundry_logging.core.source import Source

__all__ = [
    "add_keyword",
    "drop_keyword",
    "inside",
    "rename_method",
    "require_exact",
    "stretch",
    "with_parentheses",
]

COMMENT = re.compile(r"#[^\r\n]*")


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
    ends = [with_parentheses(source, call, argument)[1] for argument in call.args[-1:]]
    ends += [stretch(source, keyword)[1] for keyword in call.keywords[-1:]]
    if not ends:
        _, end = stretch(source, call)
        return Edit(end - 1, end - 1, text, safety)
    return Edit(max(ends), max(ends), f", {text}", safety)


def inside(source: Source, call: ast.Call) -> tuple[int, int]:
    """What stands between the parentheses of a call."""
    start, end = stretch(source, call.func)[1], stretch(source, call)[1]
    return start + source.text[start:end].index("(") + 1, end - 1


def with_parentheses(source: Source, call: ast.Call, argument: ast.expr) -> tuple[int, int]:
    """An argument and the parentheses around it, which its own position leaves out: ``f((a))``.

    Of one by keyword the whole ``msg=a``, so that a positional one may stand in its place.

    Raises:
        Refused: ``comment-inside``, where a comment stands between the two; ``message-by-keyword``, where others stand
            before the keyword.
    """
    if argument not in call.args:
        keyword = call.keywords[0]
        if call.args or keyword.value is not argument:
            raise Refused("message-by-keyword")
        return stretch(source, keyword)
    start, end = stretch(source, argument)
    index = call.args.index(argument)
    last = stretch(source, call.args[index - 1])[1] if index else inside(source, call)[0]
    before = COMMENT.sub(lambda match: " " * len(match[0]), source.text[last:start])
    opening = before[before.rfind(",") + 1 :]
    if "(" not in opening:
        return start, end
    first = start - len(opening) + opening.index("(")
    closing = re.compile(r"(?:[\s\\]*\))" + f"{{{opening.count('(')}}}").match(source.text, end)
    if closing is None or "#" in source.text[first:start]:
        raise Refused("comment-inside")
    return first, closing.end()


def drop_keyword(source: Source, call: ast.Call, keyword: ast.keyword, *, safety: Safety = Safety.SAFE) -> Edit:
    """``f(a, k=v, b=c)`` -> ``f(a, b=c)``."""
    start, end = stretch(source, keyword)
    others = [with_parentheses(source, call, argument) for argument in call.args]
    others += [stretch(source, node) for node in call.keywords if node is not keyword]
    before = max((other[1] for other in others if other[1] <= start), default=None)
    after = min((other[0] for other in others if other[0] >= end), default=None)
    if before is not None and source.text[before:start].strip() == ",":
        start = before
    elif after is not None and source.text[end:after].strip() == ",":
        end = after
    elif others:
        raise Refused("comment-inside")
    return Edit(start, end, "", safety)
