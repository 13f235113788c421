"""Letting a silent handler log: what the fixes of LGF201, LGF202 and LGF217 share."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._blocks import log_first
from flake8_foundry_logging.codemods._calls import stretch
from flake8_foundry_logging.codemods.kit import Edit, Edits, Refused, Safety
from flake8_foundry_logging.core.log_call import Kind

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.codemods.kit import BoundLogger
    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["log_the_error"]


def log_the_error(
    finding: Finding, context: Context, *, header: tuple[Edit, ...] = (), safety: Safety = Safety.UNSAFE
) -> Edits:
    """The error with its traceback as the first thing the handler does; in a loop at debug, for it may come often.

    Args:
        finding: its subject is the handler.
        context: the file.
        header: edits of the ``except`` line that go with it.
        safety: whether a new record can surprise anybody.

    Raises:
        Refused: ``import-fallback`` around imports, ``explained-pass``, or no logger can be had.
    """
    assert finding.site is not None
    handler, frame = finding.site.subject, finding.site.frame
    assert isinstance(handler, ast.ExceptHandler)
    guarded: list[ast.stmt] = frame.parent.node.body if frame.parent is not None else []  # type: ignore[attr-defined]
    if any(isinstance(statement, (ast.Import, ast.ImportFrom)) for statement in guarded):
        raise Refused("import-fallback")
    logger = context.logger(frame)
    edit = log_first(context.source, handler.body, _call(logger, frame), safety=safety)
    return Edits((*header, edit), logger=logger, alone_in=stretch(context.source, handler))


def _call(logger: BoundLogger, frame: Frame) -> str:
    function = frame.function
    message = f'"Unhandled error in {function.name}"' if function is not None else '"Unhandled error"'
    if frame.loop is None:
        return f"{logger.name}.exception({message})"
    if logger.kind is Kind.LOGURU:
        return f"{logger.name}.opt(exception=True).debug({message})"
    return f"{logger.name}.debug({message}, exc_info=True)"
