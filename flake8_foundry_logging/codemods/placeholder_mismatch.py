"""Arguments that the placeholders are not for become fields: ``"hi {}", user`` -> ``"hi {user}", user=user``.

That is what is left of a loguru call when its logger has become another one, and of a stdlib call on loguru.
"""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._calls import require_exact
from flake8_foundry_logging.codemods._formats import Arguments, brace_format
from flake8_foundry_logging.codemods._message import stream_of
from flake8_foundry_logging.codemods._messages import message_stream, require_no_comment, written
from flake8_foundry_logging.codemods.kit import Edits, Refusal, Safety
from flake8_foundry_logging.core.log_call import Kind

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods._pieces import Stream
    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.log_call import LogCall
    from flake8_foundry_logging.core.source import Source


def fix(finding: Finding, context: Context) -> Edits | Refusal:
    """The values as the file's logger takes them; safe, for none of them has reached the text so far."""
    call = context.log_call(finding)
    if call is None or call.kind is Kind.UNKNOWN:
        return Refusal("unknown-logger")
    message = call.message
    if call.open or not call.arguments or not isinstance(message, ast.Constant):
        return Refusal("placeholder-mismatch")
    source = context.source
    stream = message_stream(call, source) if call.kind is Kind.LOGURU else _braced(call, message, source)
    return Edits((replace(written(call, stream, context, alone=True), safety=Safety.SAFE),))


def _braced(call: LogCall, message: ast.Constant, source: Source) -> Stream:
    """The stream of ``"{} of {}", done, total``.

    Raises:
        Refused: ``placeholder-mismatch``, where braces and arguments do not match either; or it cannot be taken apart.
    """
    require_no_comment(source, message, call.arguments[-1])
    values = tuple(require_exact(source, argument) for argument in call.arguments)
    return list(brace_format(stream_of(source.segment(message)), Arguments(values, {})))
