"""Fields on a stdlib logger go into ``extra=``: ``log.info("x", user=u)`` -> ``log.info("x", extra={"user": u})``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._calls import require_exact, stretch
from flake8_foundry_logging.codemods.kit import Edit, Edits, Refusal
from foundry_logging.vocabulary import LOGRECORD_ATTRIBUTES

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.core.finding import Finding


def fix(finding: Finding, context: Context) -> Edits | Refusal:
    """All fields of the call together, in their place and order; safe, for the call raised TypeError before."""
    call = context.log_call(finding)
    if call is None or call.open:
        return Refusal("star-arguments")
    if "extra" in call.controls:
        return Refusal("extra-present")
    source = context.source
    fields = [keyword for keyword in call.node.keywords if keyword.arg in call.fields]
    if not fields:
        return Refusal("star-arguments")
    start, end = stretch(source, fields[0])[0], stretch(source, fields[-1])[1]
    covered = [keyword for keyword in call.node.keywords if start <= stretch(source, keyword)[0] < end]
    if len(covered) != len(fields) or "#" in source.text[start:end]:
        return Refusal("comment-inside")
    items = []
    for keyword in fields:
        name = f"{keyword.arg}_" if keyword.arg in LOGRECORD_ATTRIBUTES else keyword.arg
        items.append(f'"{name}": {require_exact(source, keyword.value)}')
    return Edits((Edit(start, end, f"extra={{{', '.join(items)}}}"),))
