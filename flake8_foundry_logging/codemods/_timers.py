"""Putting statements into ``with logger.timer(...)``: what the fixes of LGF702 and LGF703 share."""

from __future__ import annotations

import ast
import tokenize
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods.kit import Refused
from flake8_foundry_logging.core.carriers import call_name
from flake8_foundry_logging.core.log_call import Kind
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.codemods.kit import BoundLogger
    from flake8_foundry_logging.core.frame import Frame
    from flake8_foundry_logging.core.source import Source

__all__ = ["operation_of", "timed", "timing_logger"]

STEP = "    "
FORMATTED = getattr(tokenize, "FSTRING_START", tokenize.STRING)
"""An f-string is several tokens from Python 3.12 on."""
STRINGS = frozenset((tokenize.STRING, FORMATTED, getattr(tokenize, "FSTRING_MIDDLE", tokenize.STRING)))


def timing_logger(context: Context, frame: Frame) -> BoundLogger:
    """The logger whose timer can be used at a place.

    Raises:
        Refused: ``no-timer``, where it is of another package; and as ``Context.logger`` does.
    """
    logger = context.logger(frame)
    if logger.kind is not Kind.FOUNDRY:
        raise Refused("no-timer")
    return logger


def operation_of(statements: Sequence[ast.AST], frame: Frame) -> str:
    """What a timer around some statements is called: like the first function that they call, or the one around.

    ``load_model`` says enough; of ``httpx.post`` both parts are needed.
    """
    for statement in statements:
        for node in ast.walk(statement):
            name = call_name(node.func).strip("_") if isinstance(node, ast.Call) else ""
            if not name or name[0].isupper():
                continue
            receiver = node.func.value if isinstance(node.func, ast.Attribute) else None  # type: ignore[attr-defined]
            owner = call_name(receiver).strip("_") if receiver is not None else ""
            return name if len(words(name)) > 1 or owner in ("", "self", "cls") else f"{owner}_{name}"
    function = frame.function
    return function.name.strip("_") if function is not None else "block"


def timed(source: Source, statements: Sequence[ast.stmt], logger: BoundLogger, operation: str) -> str:
    """The whole lines of some statements, in a timer's block; the text begins where the first one's does.

    Raises:
        Refused: ``one-line-block`` where they share a line with other code; ``multi-line-string`` where a string would
            be indented with them.
    """
    first, last = statements[0], statements[-1]
    span = source.span(first)
    indent = source.lines[span.line - 1][: span.column]
    end_line = source.span(last).end_line
    tail = source.lines[end_line - 1][source.span(last).end_column :].strip()
    if indent.strip() or (tail and not tail.startswith("#")):
        raise Refused("one-line-block")
    if any(
        token.type in STRINGS and token.start[0] != token.end[0] and span.line <= token.start[0] <= end_line
        for token in source.tokens
    ):
        raise Refused("multi-line-string")
    lines = source.lines[span.line - 1 : end_line]
    moved = "".join(STEP + line if line.strip() else line for line in lines)
    return f'with {logger.name}.timer("{operation}"):\n{moved.rstrip()}'.removeprefix(indent)
