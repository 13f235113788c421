"""``log.exception(...)`` where nothing is being handled -> ``log.error(...)``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._calls import drop_keyword, rename_method
from flake8_foundry_logging.codemods.kit import Edits, Refusal, Safety
from flake8_foundry_logging.core.log_call import Kind

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.core.finding import Finding


def fix(finding: Finding, context: Context) -> Edits | Refusal:
    """The level stays; what goes is the traceback that would be empty. Unsafe: a caller may be handling after all."""
    call = context.log_call(finding)
    if call is None or call.kind is Kind.UNKNOWN:
        return Refusal("unknown-logger")
    edits = []
    if call.method in ("exception", "aexception"):
        name = call.method.replace("exception", "error")
        edits.append(rename_method(context.source, call.node, name, safety=Safety.UNSAFE))
    edits += [
        drop_keyword(context.source, call.node, keyword, safety=Safety.UNSAFE)
        for keyword in call.node.keywords
        if keyword.arg == "exc_info"
    ]
    return Edits(tuple(sorted(edits))) if edits else Refusal("star-arguments")
