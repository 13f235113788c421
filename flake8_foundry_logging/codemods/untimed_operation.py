"""``model = load_model(name)`` -> ``with logger.timer("load_model"):`` around it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._calls import stretch
from flake8_foundry_logging.codemods._timers import operation_of, timed, timing_logger
from flake8_foundry_logging.codemods.kit import Edit, Edits, Refusal, Safety

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.core.finding import Finding

SIMPLE = (ast.Expr, ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Return)


def fix(finding: Finding, context: Context) -> Edits | Refusal:
    """Unsafe: a record is written where none was. A call in the head of a block stays: the block would count."""
    assert finding.site is not None
    call, frame = finding.site.node, finding.site.frame
    statement = frame.statement.node
    if not isinstance(statement, SIMPLE):
        return Refusal("block-head")
    logger = timing_logger(context, frame)
    source = context.source
    start = stretch(source, statement)[0]
    text = timed(source, [statement], logger, operation_of([call], frame))
    end = source.offset(source.span(statement).end_line, 0) + len(
        source.lines[source.span(statement).end_line - 1].rstrip()
    )
    return Edits((Edit(start, end, text, Safety.UNSAFE),), logger=logger)
