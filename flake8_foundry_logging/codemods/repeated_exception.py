"""``log.exception("no sync of %s: %s", job, e)`` -> ``log.exception("no sync of %s", job)``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._calls import drop_keyword
from flake8_foundry_logging.codemods._exception_name import nameless
from flake8_foundry_logging.codemods._repeated import reworded, unnamed
from flake8_foundry_logging.codemods.kit import Edits, Refusal, Safety
from flake8_foundry_logging.core.log_call import Kind

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.log_call import LogCall

USED = ("sys", "traceback")
"""What an exception is written out with: ``traceback.format_exc()``, ``sys.exc_info()``."""


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
        clause = call.frame.handler.node if call.frame.handler is not None else None
        return Edits(tuple(sorted((dropped, *nameless(clause, context, going=[keyword.value])))), unused=USED)
    needless = _needless(call)
    edit = reworded(call, context, alone=not needless)
    edits = [edit, *(drop_keyword(context.source, call.node, keyword) for keyword in needless)]
    edits += unnamed(call, edit, context, further=[keyword.value for keyword in needless])
    return Edits(tuple(sorted(edits)), unused=USED)


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
