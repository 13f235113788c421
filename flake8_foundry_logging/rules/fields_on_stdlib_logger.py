"""
A stdlib logger takes no keyword fields: the call raises TypeError.

`Logger.info() got an unexpected keyword argument` comes at run time, from the line that was to report a problem, and
only when the level is on: a debug line raises first in production, when somebody turns debug on.

Use `extra={...}`, or a logger that takes fields: `from foundry_logging import get_logger`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.log_call import Kind, LogCall
from flake8_foundry_logging.core.needs import LOGGER
from flake8_foundry_logging.core.rule import LOGURU, STDLIB, STRUCTLOG, Bad, Good, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

METHODS = frozenset(("debug", "info", "warning", "warn", "error", "critical", "fatal", "exception", "log"))
"""What a logger of the standard library has."""

RULE = Rule(
    code="LGF508",
    name="fields-on-stdlib-logger",
    since="0.1",
    doc=__doc__,
    message="a stdlib logger takes no fields, {fields} is a TypeError: use extra= or a foundry logger",
    words=(LOGGER,),
    reads=("logger_objects", "logger_factories"),
    guards=(Item.STRUCTURED,),
    examples=(
        Bad(
            STDLIB + 'log.info("hi", user=user)  #!',
            after=STDLIB + 'log.info("hi", extra={"user": user})',
        ),
        Bad(
            STDLIB + 'log.error("failed", job=job, attempt=3, exc_info=True)  #!',
            after=STDLIB + 'log.error("failed", extra={"job": job, "attempt": 3}, exc_info=True)',
        ),
        Bad('import logging\nlogging.warning("slow", seconds=2)  #!', prelude=False),
        Good(STDLIB + 'log.info("hi", extra={"user": user}, exc_info=True, stack_info=True, stacklevel=2)'),
        Good('log.info("hi", user=user)'),
        Good(STRUCTLOG + 'log.info("hi", user=user)'),
        Good(LOGURU + 'log.info("hi", user=user)'),
    ),
)


@RULE.on(LogCall)
def check(call: LogCall, frame: Frame) -> Iterator[Finding]:
    if call.kind is not Kind.STDLIB or not call.logger.certain:
        return
    # a control that a project's own logger class adds (Salt's `exc_info_on_loglevel`)
    names = [name for name in call.fields if not name.startswith("exc_")]
    if names and not frame.module.once(_has_own_class, frame.module.body):
        keyword = next(keyword for keyword in call.node.keywords if keyword.arg in names)
        yield RULE.at(keyword, frame, fields=", ".join(f"{name}=" for name in names))


def _has_own_class(body: Frame) -> bool:
    """Whether the loggers of a file are of a class of the project's, which may take keywords of its own.

    The file says so, or one of them has a method that the library's have not (Salt's ``log.trace`` and ``once=True``).
    """
    return "setLoggerClass" in body.module.source.text or any(
        call.method not in METHODS and call.kind is Kind.STDLIB for call in body.module.views(LogCall)
    )
