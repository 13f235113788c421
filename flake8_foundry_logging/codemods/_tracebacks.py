"""Adding the traceback to a record of an error: what the fixes of LGF214 and LGF221 share."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._calls import add_keyword, drop_keyword, rename_method, stretch
from flake8_foundry_logging.codemods._handling import is_traceback
from flake8_foundry_logging.codemods._repeated import reworded, unnamed, unrepeated
from flake8_foundry_logging.codemods.kit import Edits, Refusal
from flake8_foundry_logging.core.log_call import Kind

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.core.finding import Finding

__all__ = ["add_traceback"]


def add_traceback(finding: Finding, context: Context) -> Edits | Refusal:
    """``error`` becomes ``exception``; ``critical``, which has no such twin, gets ``exc_info=True``.

    The exception's text goes out of the message, and so does the traceback's: the traceback says it.
    """
    call = context.log_call(finding)
    if call is None or call.kind is Kind.UNKNOWN:
        return Refusal("unknown-logger")
    if call.open:
        return Refusal("star-arguments")
    handler = call.frame.handler
    # a print beside it may become the call that logs the traceback; one is enough
    alone_in = stretch(context.source, handler.node) if handler is not None else None
    if call.method == "error":
        edit = rename_method(context.source, call.node, "exception")
    elif call.kind is Kind.LOGURU:  # it takes ``exc_info`` for a format value
        return Refusal("loguru-critical")
    else:
        edit = add_keyword(context.source, call.node, "exc_info=True")
    texts = [keyword for keyword in call.node.keywords if is_traceback(keyword.value)]
    edits = [edit, *(drop_keyword(context.source, call.node, keyword) for keyword in texts)]
    said = [node for part in (call.message, *call.arguments) if part is not None for node in ast.walk(part)]
    if any(isinstance(node, ast.Call) and is_traceback(node) for node in said):
        edit = reworded(call, context)
        edits += [edit, *unnamed(call, edit, context)]
        return Edits(tuple(sorted(edits)), alone_in=alone_in, unused=("traceback",))
    edits += unrepeated(call, context)
    return Edits(tuple(sorted(edits)), alone_in=alone_in, unused=("traceback",) if texts else ())
