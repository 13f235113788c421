"""What a client has sent leaves the message of a stdlib logger, and becomes a field: ``extra={"user": name}``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._message import compose, require_text
from flake8_foundry_logging.codemods._messages import message_stream, put
from flake8_foundry_logging.codemods.kit import Edits, Refusal, Safety
from flake8_foundry_logging.core.log_call import Kind
from foundry_logging.vocabulary import LOGRECORD_ATTRIBUTES

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.core.finding import Finding

RECORDS_OWN = re.compile(rf"\{{({'|'.join(sorted(LOGRECORD_ATTRIBUTES))})(?=[:}}])")


def fix(finding: Finding, context: Context) -> Edits | Refusal:
    """A constant message, with all of its values beside it. Unsafe: a formatter has to be asked to show them."""
    call = context.log_call(finding)
    if call is None or call.kind is not Kind.STDLIB:
        return Refusal("unknown-logger")
    if call.open:
        return Refusal("star-arguments")
    if "extra" in call.controls:
        return Refusal("extra-present")
    stream = message_stream(call, context.source)
    require_text(stream)
    message = compose(stream, kind=Kind.FOUNDRY, named=False)
    items = ", ".join(f'"{_free(field.key)}": {field.source}' for field in message.fields)
    text = RECORDS_OWN.sub(r"{\1_", message.text) if message.template else message.text
    edit = put(call, text, [f"extra={{{items}}}"], context, safety=Safety.UNSAFE)
    together = tuple(
        other
        for other in context.findings
        if other is not finding and other.code == finding.code and context.log_call(other) is call
    )
    return Edits((edit,), covers=together)


def _free(key: str) -> str:
    """The key, or one like it: a record has attributes of its own, and stdlib lets nobody write over them."""
    return f"{key}_" if key in LOGRECORD_ATTRIBUTES else key
