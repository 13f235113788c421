"""A printed traceback becomes a logged one."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods import _message
from flake8_foundry_logging.codemods._exception_name import nameless
from flake8_foundry_logging.codemods._files import file_refusal
from flake8_foundry_logging.codemods._handling import fallback_message
from flake8_foundry_logging.codemods._neighbours import candidates, prints_current
from flake8_foundry_logging.codemods._pieces import made
from flake8_foundry_logging.codemods._print import convert
from flake8_foundry_logging.codemods._statements import Place, is_under_fmt_off
from flake8_foundry_logging.codemods.kit import Edits, Outcome, Refusal, Refused
from flake8_foundry_logging.core.evidence import logs_traceback
from flake8_foundry_logging.core.handler import Handler

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.core.finding import Finding

__all__ = ["fix"]


def fix(finding: Finding, context: Context) -> Edits | Refusal:
    """``traceback.print_exc()`` in a handler as ``logger.exception``; one with the print beside it, if there is one."""
    assert finding.site is not None
    node, frame = finding.site.node, finding.site.frame
    assert isinstance(node, ast.expr)
    handler = Handler.around(frame)
    if handler is None or not prints_current(node):
        return Refusal("no-handler")
    if isinstance(node, ast.Call) and any(keyword.arg == "colorize" for keyword in node.keywords):
        return Refusal("terminal-colours")
    if code := file_refusal(context):
        return Refusal(code)
    place = Place(context.source, node, frame)
    if is_under_fmt_off(context.module, place.span.line, place.span.end_line):
        return Refusal("fmt-off")
    if together := _with_print(finding, handler, context):
        return together
    if any(logs_traceback(call) for call in handler.log_calls):
        return Edits((place.removal(),), Outcome.DROPPED, unused=("traceback",))
    logger = context.logger(frame)
    message = _message.compose([*made(fallback_message(handler))], kind=logger.kind)
    edits = [place.rewrite(_message.call(logger, "exception", message))]
    edits += nameless(handler.node, context, going=[place.statement])
    return Edits(tuple(sorted(edits)), logger=logger, unused=("traceback",))


def _with_print(finding: Finding, handler: Handler, context: Context) -> Edits | None:
    """The edits of a print of the same handler that takes this traceback along."""
    for candidate in candidates(handler, context):
        try:
            edits = convert(candidate, context)
        except Refused:
            continue
        if finding in edits.covers:
            return replace(edits, covers=(candidate, *(other for other in edits.covers if other is not finding)))
        return None
    return None
