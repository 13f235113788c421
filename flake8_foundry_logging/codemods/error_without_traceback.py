"""``log.error(...)`` in a handler that goes on -> ``log.exception(...)``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._calls import add_keyword, rename_method, stretch
from flake8_foundry_logging.codemods.kit import Edits, Refusal
from flake8_foundry_logging.core.log_call import Kind

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.core.finding import Finding


def fix(finding: Finding, context: Context) -> Edits | Refusal:
    """``error`` becomes ``exception``; ``critical``, which has no such twin, gets ``exc_info=True``."""
    call = context.log_call(finding)
    if call is None or call.kind is Kind.UNKNOWN:
        return Refusal("unknown-logger")
    if call.open:
        return Refusal("star-arguments")
    handler = call.frame.handler
    # a print beside it may become the call that logs the traceback; one is enough
    alone_in = stretch(context.source, handler.node) if handler is not None else None
    if call.method == "error":
        return Edits((rename_method(context.source, call.node, "exception"),), alone_in=alone_in)
    if call.kind is Kind.LOGURU:  # it takes ``exc_info`` for a format value
        return Refusal("loguru-critical")
    return Edits((add_keyword(context.source, call.node, "exc_info=True"),), alone_in=alone_in)
