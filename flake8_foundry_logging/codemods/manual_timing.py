"""Two clock reads around a block -> ``with logger.timer(...)``; the record that had the time stays without it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._calls import drop_keyword, stretch
from flake8_foundry_logging.codemods._timers import operation_of, timed, timing_logger
from flake8_foundry_logging.codemods.kit import Edit, Edits, Refusal, Refused, Safety
from flake8_foundry_logging.core.log_call import LogCall
from flake8_foundry_logging.rules._timing import timing_of

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.source import Source
    from flake8_foundry_logging.rules._timing import Timing


def fix(finding: Finding, context: Context) -> Edits | Refusal:
    """Unsafe: the timer writes a record of its own. Only a block that begins and ends in one list of statements."""
    assert finding.site is not None
    start = finding.site.node
    calls = [call for call in context.module.views(LogCall) if _starts_at(timing_of(call), start)]
    if len(calls) != 1:
        return Refusal("tangled-timing")
    call, source = calls[0], context.source
    timing = timing_of(call)
    assert timing is not None
    logger = timing_logger(context, call.frame)
    block = finding.site.frame.block
    clocks = [timing.start.frame.statement.node, *(binding.frame.statement.node for binding in timing.between)]
    record = call.frame.statement.node
    if any(statement not in block for statement in (*clocks, record)) or not isinstance(record, ast.Expr):
        return Refusal("tangled-timing")
    first, stop = block.index(start), block.index(clocks[1] if len(clocks) > 1 else record)  # type: ignore[arg-type]
    inside = block[first + 1 : stop]
    if not inside or block.index(record) < stop:
        return Refusal("tangled-timing")
    keyword = _field(call, {timing.name, *(binding.name for binding in timing.between)})
    text = timed(source, inside, logger, operation_of(inside, call.frame))
    edits = [
        Edit(stretch(source, start)[0], _line_end(source, inside[-1]), text, Safety.UNSAFE),
        *(_without(source, statement) for statement in clocks[1:]),
        drop_keyword(source, call.node, keyword, safety=Safety.UNSAFE),
    ]
    if any(line in source.comments for line in range(start.lineno, inside[0].lineno)):  # type: ignore[attr-defined]
        return Refusal("comment-inside")
    return Edits(tuple(edits), logger=logger, unused=("time",))


def _starts_at(timing: Timing | None, statement: ast.AST) -> bool:
    return timing is not None and timing.start.frame.statement.node is statement


def _field(call: LogCall, names: set[str]) -> ast.keyword:
    """The one field that holds the time.

    Raises:
        Refused: ``tangled-timing``, where it stands in the message or an argument, or in several fields.
    """

    def holds(value: ast.AST) -> bool:
        return any(isinstance(node, ast.Name) and node.id in names for node in ast.walk(value))

    keywords = [keyword for keyword in call.node.keywords if holds(keyword.value)]
    if len(keywords) != 1 or keywords[0].arg is None or any(holds(argument) for argument in call.node.args):
        raise Refused("tangled-timing")
    return keywords[0]


def _line_end(source: Source, statement: ast.stmt) -> int:
    line = source.span(statement).end_line
    return source.offset(line, len(source.lines[line - 1].rstrip()))


def _without(source: Source, statement: ast.AST) -> Edit:
    """A clock read taken out with its line.

    Raises:
        Refused: ``comment-inside``, where more than the statement is on it.
    """
    span = source.span(statement)
    rest = source.lines[span.end_line - 1][span.end_column :].strip()
    if rest or source.lines[span.line - 1][: span.column].strip():
        raise Refused("comment-inside")
    return Edit(source.offset(span.line, 0), source.offsets[span.end_line], "", Safety.UNSAFE)
