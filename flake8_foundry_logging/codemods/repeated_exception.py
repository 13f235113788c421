"""``log.exception("no sync of %s: %s", job, e)`` -> ``log.exception("no sync of %s", job)``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._calls import drop_keyword
from flake8_foundry_logging.codemods._repeated import nameless, reworded
from flake8_foundry_logging.codemods._statements import drop_exception_name
from flake8_foundry_logging.codemods.kit import Edits, Refusal, Safety
from flake8_foundry_logging.core.log_call import Kind

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.codemods.kit import Edit
    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.log_call import LogCall


def fix(finding: Finding, context: Context) -> Edits | Refusal:
    """The exception is taken off the end of the text, with the words that only led to it, and a needless ``exc_info``.

    Unsafe where the record says more than before (a traceback that was switched off), or other words (it had none but
    the exception's).
    """
    call = context.log_call(finding)
    if call is None or call.kind is Kind.UNKNOWN:
        return Refusal("unknown-logger")
    assert finding.site is not None
    keyword = finding.site.node
    if isinstance(keyword, ast.keyword):
        off = isinstance(keyword.value, ast.Constant) and not keyword.value.value
        safety = Safety.UNSAFE if off else Safety.SAFE
        dropped = drop_keyword(context.source, call.node, keyword, safety=safety)
        return Edits(tuple(sorted((dropped, *_unnamed(call, keyword, context)))))
    needless = _needless(call)
    edits = [reworded(call, context), *(drop_keyword(context.source, call.node, keyword) for keyword in needless)]
    edits += nameless(call, context, further=[keyword.value for keyword in needless])
    return Edits(tuple(sorted(edits)))


def _unnamed(call: LogCall, going: ast.keyword, context: Context) -> list[Edit]:
    """``as e`` dropped, if the keyword that goes was the only use of the name."""
    clause = call.frame.handler.node if call.frame.handler is not None else None
    if not isinstance(clause, ast.ExceptHandler) or clause.name is None:
        return []
    gone = {id(node) for node in ast.walk(going.value)}
    names = (node for node in ast.walk(clause) if isinstance(node, ast.Name) and node.id == clause.name)
    if any(id(node) not in gone for node in names):
        return []
    edit = drop_exception_name(context.source, clause)
    return [] if edit is None else [edit]


def _needless(call: LogCall) -> list[ast.keyword]:
    """The ``exc_info`` of ``exception``, where it asks for the exception that is logged anyway."""
    clause = call.frame.handler.node if call.frame.handler is not None else None
    name = clause.name if isinstance(clause, ast.ExceptHandler) else None
    return [
        keyword
        for keyword in call.node.keywords
        if keyword.arg == "exc_info"
        and call.method in ("exception", "aexception")
        and (
            isinstance(keyword.value, ast.Constant)
            or (isinstance(keyword.value, ast.Name) and keyword.value.id == name)
        )
    ]
