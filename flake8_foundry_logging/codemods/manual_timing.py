"""Two clock reads around a block -> ``with logger.timer(...)``; the record that had the time stays without it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._calls import drop_keyword, stretch
from flake8_foundry_logging.codemods._timers import operation_of, timed, timing_logger
from flake8_foundry_logging.codemods.kit import Edit, Edits, Refusal, Refused, Safety
from flake8_foundry_logging.core.log_call import LogCall

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.source import Source


def fix(finding: Finding, context: Context) -> Edits | Refusal:
    """Unsafe: the timer writes a record of its own. Only a block that begins and ends in one list of statements."""
    assert finding.site is not None
    start, block, source = finding.site.node, finding.site.frame.block, context.source
    call = context.log_call(finding)
    record = call.frame.statement.node if call is not None else None
    if call is None or record not in block or not isinstance(record, ast.Expr) or not isinstance(start, ast.Assign):
        return Refusal("tangled-timing")
    logger = timing_logger(context, call.frame)
    first, last = block.index(start), block.index(record)
    reads = _clock_reads(start, block[first + 1 : last], call.node)
    names = {_target(statement) for statement in (start, *reads)}
    if sum(_mentions(other.node, names) for other in context.module.views_in(LogCall, call.frame.scope.body)) != 1:
        return Refusal("tangled-timing")
    stop = block.index(reads[0]) if reads else last
    inside = block[first + 1 : stop]
    if not inside:
        return Refusal("tangled-timing")
    keyword = _field(call, names)
    text = timed(source, inside, logger, operation_of(inside, call.frame))
    if any(line in source.comments for line in range(start.lineno, inside[0].lineno)):
        return Refusal("comment-inside")
    edits = (
        Edit(stretch(source, start)[0], _line_end(source, inside[-1]), text, Safety.UNSAFE),
        *(_without(source, statement) for statement in reads),
        drop_keyword(source, call.node, keyword, safety=Safety.UNSAFE),
    )
    return Edits(edits, logger=logger, unused=("time",))


def _clock_reads(start: ast.Assign, between: list[ast.stmt], record: ast.Call) -> list[ast.stmt]:
    """The statements that read the clock again, or take the difference, for a record; in source order."""
    clock, name = ast.dump(start.value), _target(start)
    wanted = {node.id for node in ast.walk(record) if isinstance(node, ast.Name)}
    found: list[ast.stmt] = []
    for statement in reversed(between):
        if isinstance(statement, (ast.Assign, ast.AnnAssign)) and _target(statement) in wanted:
            value = statement.value
            if value is not None and (ast.dump(value) == clock or _mentions(value, {name})):
                found.insert(0, statement)
                wanted |= {node.id for node in ast.walk(value) if isinstance(node, ast.Name)}
    return found


def _target(statement: ast.stmt) -> str:
    """The one name that an assignment binds; empty where it binds something else."""
    targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
    return targets[0].id if len(targets) == 1 and isinstance(targets[0], ast.Name) else ""


def _mentions(expression: ast.AST, names: set[str]) -> bool:
    return any(isinstance(node, ast.Name) and node.id in names for node in ast.walk(expression))


def _field(call: LogCall, names: set[str]) -> ast.keyword:
    """The one field that holds the time.

    Raises:
        Refused: ``tangled-timing``, where it stands in the message or an argument, or in several fields.
    """
    text = str(call.message.value) if isinstance(call.message, ast.Constant) else ""
    keywords = [keyword for keyword in call.node.keywords if _mentions(keyword.value, names)]
    if len(keywords) != 1 or keywords[0].arg is None or any(_mentions(argument, names) for argument in call.node.args):
        raise Refused("tangled-timing")
    if f"{{{keywords[0].arg}" in text:
        raise Refused("tangled-timing")  # the message shows the field: without it the placeholder would be left
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
