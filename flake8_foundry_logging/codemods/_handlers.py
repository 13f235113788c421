"""Letting a silent handler log: what the fixes of LGF201 to LGF203, LGF205 and LGF217 share."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._blocks import log_first
from flake8_foundry_logging.codemods._calls import stretch
from flake8_foundry_logging.codemods.kit import Edit, Edits, Refused, Safety
from flake8_foundry_logging.core.log_call import Kind
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.codemods.kit import BoundLogger
    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame
    from flake8_foundry_logging.core.module import Module

__all__ = ["is_logging_machinery", "log_the_error"]

PREDICATES = frozenset((verb,) for verb in ("is", "has", "can", "supports", "should"))
"""First words of functions that ask a question: an error is their "no", and no news."""
MACHINERY = ("Handler", "Formatter", "Filter", "LoggerAdapter")


def log_the_error(
    finding: Finding,
    context: Context,
    *,
    header: tuple[Edit, ...] = (),
    safety: Safety = Safety.UNSAFE,
    ignored: str = "",
) -> Edits:
    """The error with its traceback as the first thing the handler does.

    In a loop at debug, for it may come often, and in a function that asks (``is_up``), for there it is an answer.

    Args:
        finding: its subject is the handler.
        context: the file.
        header: edits of the ``except`` line that go with it.
        safety: whether a new record can surprise anybody.
        ignored: the expected types that the handler ignores, as a person would list them: then at debug.

    Raises:
        Refused: ``import-fallback`` around imports, ``logging-machinery``, ``explained-pass``, or no logger can be had.
    """
    assert finding.site is not None
    handler, frame = finding.site.subject, finding.site.frame
    assert isinstance(handler, ast.ExceptHandler)
    guarded: list[ast.stmt] = frame.parent.node.body if frame.parent is not None else []  # type: ignore[attr-defined]
    if any(isinstance(statement, (ast.Import, ast.ImportFrom)) for statement in guarded):
        raise Refused("import-fallback")
    if is_logging_machinery(context.module):
        raise Refused("logging-machinery")
    logger = context.logger(frame)
    edit = log_first(context.source, handler.body, _call(logger, frame, ignored), safety=safety)
    return Edits((*header, edit), logger=logger, alone_in=stretch(context.source, handler))


def _call(logger: BoundLogger, frame: Frame, ignored: str) -> str:
    function = frame.function
    what = f"Ignored {ignored}" if ignored else "Unhandled error"
    message = f'"{what} in {function.name}"' if function is not None else f'"{what}"'
    expected = function is not None and words(function.name)[:1] in PREDICATES
    if frame.loop is None and not expected and not ignored:
        return f"{logger.name}.exception({message})"
    if logger.kind is Kind.LOGURU:
        return f"{logger.name}.opt(exception=True).debug({message})"
    return f"{logger.name}.debug({message}, exc_info=True)"


def is_logging_machinery(module: Module) -> bool:
    """Whether a file makes handlers, formatters or filters of its own: a record written there would come back to it."""
    for scope in module.scopes:
        if isinstance(scope.node, ast.ClassDef):
            origins = {origin for base in scope.node.bases for origin in scope.body.origins(base) if origin}
            if any(origin.startswith("logging.") and origin.endswith(MACHINERY) for origin in origins):
                return True
    return False
