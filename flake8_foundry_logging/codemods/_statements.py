"""Edits of whole statements: a call written anew in its place, a statement taken out, an ``as e`` dropped."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods.kit import Edit, Refused

if TYPE_CHECKING:
    from collections.abc import Collection

    from flake8_foundry_logging.core.frame import Frame
    from flake8_foundry_logging.core.module import Module
    from flake8_foundry_logging.core.source import Source

__all__ = ["Place", "is_under_fmt_off", "removal"]

FORMATTER = re.compile(r"#\s*(?:fmt|yapf)\s*:\s*(off|on|skip|disable|enable)\b")


class Place:
    """A call that is a statement of its own, and the lines it stands on.

    Attributes:
        call: the call.
        start, end: its offsets.
        indent: the white space before it, where nothing else stands before it on its line; else None.
        several_lines: whether it stands on more than one line.

    Raises:
        Refused: ``used-result`` or ``callback``, where the call is no statement.
    """

    def __init__(self, source: Source, call: ast.expr, frame: Frame) -> None:
        statement = frame.statement.node
        if not isinstance(statement, ast.Expr) or statement.value is not call or not isinstance(call, ast.Call):
            raise Refused(_why_no_statement(call, frame))
        self.source = source
        self.call = call
        self.statement = statement
        self.block = frame.block
        self.span = source.span(call)
        self.start = source.offset(self.span.line, self.span.column)
        self.end = source.offset(self.span.end_line, self.span.end_column)
        before = source.lines[self.span.line - 1][: self.span.column]
        self.indent = before if not before.strip() else None
        self.several_lines = self.span.line < self.span.end_line

    def inner_comments(self) -> list[str]:
        """The comments between the call's parentheses."""
        if self.span.line == self.span.end_line:
            return []  # and nothing is tokenised for it
        comments = self.source.comments
        return [comments[line] for line in range(self.span.line, self.span.end_line) if line in comments]

    def rewrite(self, text: str) -> Edit:
        """The call written anew; comments that stood in it, and do not in the new text, move above it.

        Raises:
            Refused: ``comment-inside``, where there is no line above of its own.
        """
        homeless = [comment for comment in self.inner_comments() if comment not in text]
        if homeless and self.indent is None:
            raise Refused("comment-inside")
        above = "".join(f"{comment.rstrip()}\n{self.indent}" for comment in homeless)
        return Edit(self.start, self.end, above + text)

    def removal(self, *, going: Collection[ast.stmt] = ()) -> Edit:
        """The statement taken out, or ``pass`` where the syntax needs one.

        Args:
            going: other statements of the block that will be taken out, too.

        Raises:
            Refused: ``comment-inside``.
        """
        if self.inner_comments():
            raise Refused("comment-inside")
        return removal(self.source, self.statement, self.block, going=going)


def _why_no_statement(call: ast.expr, frame: Frame) -> str:
    if not isinstance(call, ast.Call) or any(isinstance(outer.node, ast.Lambda) for outer in frame.outward()):
        return "callback"
    comprehensions = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
    inside = any(isinstance(outer.node, comprehensions) for outer in frame.outward_in_function())
    return "hot-loop" if inside else "used-result"


def removal(source: Source, statement: ast.stmt, block: list[ast.stmt], *, going: Collection[ast.stmt] = ()) -> Edit:
    """A simple statement taken out with its line; ``pass`` in its place where its block would be empty.

    A comment behind it stays where it is.

    Args:
        going: other statements of the block that will be taken out, too: the first of all becomes the ``pass``.
    """
    text = source.text
    span = source.span(statement)
    start, end = source.offset(span.line, span.column), source.offset(span.end_line, span.end_column)
    line_start, line_end = source.offsets[span.line - 1], source.offsets[span.end_line]
    rest = text[end:line_end]
    if _is_needed(statement, block, going) or text[line_start:start].strip() or rest.lstrip().startswith(";"):
        return Edit(start, end, "pass")
    if rest.strip():
        return Edit(start, end + len(rest) - len(rest.lstrip()), "")  # the comment stays
    if not rest.endswith(("\n", "\r")):  # the file's last line has no end, nor shall the one before it have one
        return Edit(len(text[:line_start].rstrip("\r\n")), end, "")
    if _is_blank(source, span.line - 1) and _is_blank(source, span.end_line + 1):
        line_end = source.offsets[span.end_line + 1]
    return Edit(line_start, line_end, "")


def _is_needed(statement: ast.stmt, block: list[ast.stmt], going: Collection[ast.stmt]) -> bool:
    """Whether a block would be empty, or begin with a text that becomes its docstring."""
    first = next((other for other in block if other is not statement and other not in going), None)
    if first is None:
        return block[0] is statement or all(other not in going for other in block[: block.index(statement)])
    return (
        block.index(statement) < block.index(first)
        and isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Constant)
        and isinstance(first.value.value, str)
    )


def _is_blank(source: Source, line: int) -> bool:
    """Whether a line, counted from 1, is empty; what lies before the file counts as empty."""
    return line < 1 or (line <= len(source.lines) and not source.lines[line - 1].strip())


def is_under_fmt_off(module: Module, first_line: int, last_line: int) -> bool:
    """Whether the formatter is switched off for a stretch of lines, counted from 1."""
    off = False
    for line, switch in module.once(_formatter_switches, module.source):
        if line > last_line:
            break
        if switch == "skip":
            if first_line <= line:
                return True
        else:
            off = switch in ("off", "disable")
    return off


def _formatter_switches(source: Source) -> list[tuple[int, str]]:
    if FORMATTER.search(source.text) is None:
        return []
    matches = ((line, FORMATTER.match(comment)) for line, comment in sorted(source.comments.items()))
    return [(line, match[1]) for line, match in matches if match is not None]
