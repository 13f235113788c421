"""Letting a silent handler log: what the fixes of LGF201 to LGF203, LGF205 and LGF217 share."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._blocks import log_first
from flake8_foundry_logging.codemods._calls import stretch
from flake8_foundry_logging.codemods._failures import what_failed
from flake8_foundry_logging.codemods.kit import Edit, Edits, Refused, Safety
from flake8_foundry_logging.core.handler import FOR_TOOLS
from flake8_foundry_logging.core.log_call import Kind
from flake8_foundry_logging.core.places import is_test_file
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.codemods.kit import BoundLogger
    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame
    from flake8_foundry_logging.core.module import Module
    from flake8_foundry_logging.core.source import Source

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

    In a loop at debug, for it may come often; in a function that asks (``is_up``), for there it is an answer; and where
    a comment tells why it is expected.

    Args:
        finding: its subject is the handler.
        context: the file.
        header: edits of the ``except`` line that go with it.
        safety: whether a new record can surprise anybody.
        ignored: the expected types that the handler ignores, as a person would list them: then at debug.

    Raises:
        Refused: ``test-code``, ``import-fallback`` around imports, ``logging-machinery``, ``explained-pass``, or no
            logger can be had.
    """
    assert finding.site is not None
    handler, frame = finding.site.subject, finding.site.frame
    assert isinstance(handler, ast.ExceptHandler)
    guarded: list[ast.stmt] = frame.parent.node.body if frame.parent is not None else []  # type: ignore[attr-defined]
    if any(map(_imports, guarded)):
        raise Refused("import-fallback")
    if is_test_file(context.source.path) and not context.tests:
        raise Refused("test-code")
    if is_logging_machinery(context.module):
        raise Refused("logging-machinery")
    logger = context.logger(frame)
    quiet = bool(ignored) or _is_foreseen(handler, frame, context.source)
    call = _call(logger, what_failed(frame) if not ignored else _ignoring(ignored, frame), quiet=quiet)
    edit = log_first(context.source, handler.body, call, safety=safety)
    return Edits((*header, edit), logger=logger, alone_in=stretch(context.source, handler))


def _imports(statement: ast.stmt) -> bool:
    """Whether a statement is an import, or a block of such: ``if NEW: from .new import x``."""
    if isinstance(statement, (ast.If, ast.With, ast.Try)):
        return any(_imports(inner) for inner in (*statement.body, *getattr(statement, "orelse", ())))
    return isinstance(statement, (ast.Import, ast.ImportFrom))


def _call(logger: BoundLogger, message: str, *, quiet: bool) -> str:
    if not quiet:
        return f'{logger.name}.exception("{message}")'
    if logger.kind is Kind.LOGURU:
        return f'{logger.name}.opt(exception=True).debug("{message}")'
    return f'{logger.name}.debug("{message}", exc_info=True)'


def _ignoring(ignored: str, frame: Frame) -> str:
    return f"Ignored {ignored}" + (f" in {frame.function.name}" if frame.function is not None else "")


def _is_foreseen(handler: ast.ExceptHandler, frame: Frame, source: Source) -> bool:
    """Whether the error may come often, or somebody has thought of it: in a loop, as an answer, under a comment."""
    function = frame.function
    asks = function is not None and words(function.name)[:1] in PREDICATES
    comes_again = frame.loop is not None and not isinstance(handler.body[-1], ast.Raise)
    return comes_again or asks or _is_explained(handler, source)


def _is_explained(handler: ast.ExceptHandler, source: Source) -> bool:
    """Whether a comment for people stands between the head of a clause and its first statement, or behind one."""
    comments = (source.comments.get(line) for line in range(handler.lineno, handler.body[0].lineno + 1))
    return any(comment is not None and not FOR_TOOLS.match(comment) for comment in comments)


def is_logging_machinery(module: Module) -> bool:
    """Whether a file makes handlers, formatters or filters of its own: a record written there would come back to it."""
    for scope in module.scopes:
        if isinstance(scope.node, ast.ClassDef):
            origins = {origin for base in scope.node.bases for origin in scope.body.origins(base) if origin}
            if any(origin.startswith("logging.") and origin.endswith(MACHINERY) for origin in origins):
                return True
    return False
