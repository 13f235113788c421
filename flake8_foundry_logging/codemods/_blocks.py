"""Putting a log call at the start or at the end of a block."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._calls import stretch
from flake8_foundry_logging.codemods.kit import Edit, Refused, Safety

if TYPE_CHECKING:
    from flake8_foundry_logging.core.source import Source

__all__ = ["log_first", "log_last"]


def log_first(source: Source, block: list[ast.stmt], call: str, *, safety: Safety) -> Edit:
    """``call`` as the first statement of a block; in the place of a lone ``pass`` or ``...``.

    Raises:
        Refused: ``explained-pass`` where a comment says why nothing is done.
    """
    first = block[0]
    start, end = stretch(source, first)
    if len(block) == 1 and _is_nothing(first):
        if _comment_beside(source, first):
            raise Refused("explained-pass")
        return Edit(start, end, call, safety)
    if decorators := getattr(first, "decorator_list", None):
        start = source.offset(decorators[0].lineno, 0)
        start += len(source.lines[decorators[0].lineno - 1]) - len(source.lines[decorators[0].lineno - 1].lstrip())
    line_start = source.text.rfind("\n", 0, start) + 1
    indent = source.text[line_start:start]
    if indent.strip():  # ``except E: x = 1`` on one line
        return Edit(start, start, f"{call}; ", safety)
    return Edit(start, start, f"{call}\n{indent}", safety)


def log_last(source: Source, block: list[ast.stmt], call: str, *, safety: Safety) -> Edit:
    """``call`` as the last statement of a block; before a ``return`` of something that is there already.

    Raises:
        Refused: ``returned-result`` where the ``return`` does the work; ``several-ways`` where the block does not end
            by itself; ``one-line-block`` where it shares a line with other code.
    """
    last = block[-1]
    start, _ = stretch(source, last)
    line_start = source.text.rfind("\n", 0, start) + 1
    indent = source.text[line_start:start]
    if indent.strip():
        raise Refused("one-line-block")
    if isinstance(last, ast.Return):
        if any(isinstance(node, (ast.Call, ast.Await)) for node in ast.walk(last)):
            raise Refused("returned-result")
        return Edit(start, start, f"{call}\n{indent}", safety)
    if isinstance(last, (ast.Raise, ast.Continue, ast.Break)):
        raise Refused("several-ways")
    span = source.span(last)
    line = source.lines[span.end_line - 1]
    rest = line[span.end_column :].strip()
    if rest and not rest.startswith("#"):
        raise Refused("one-line-block")
    end = source.offset(span.end_line, len(line.rstrip()))
    return Edit(end, end, f"\n{indent}{call}", safety)


def _is_nothing(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Pass) or (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and statement.value.value is Ellipsis
    )


def _comment_beside(source: Source, statement: ast.stmt) -> bool:
    """Whether a comment stands on the statement's line, or alone on the one above it."""
    above = source.lines[statement.lineno - 2].strip() if statement.lineno > 1 else ""
    return statement.lineno in source.comments or above.startswith("#")
