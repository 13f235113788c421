"""Loggers of the standard library for tests that change them: put back as they were when the test has ended."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Listener(logging.Handler):
    """A handler of somebody else's, which keeps what it hears."""

    def __init__(self, level: int = logging.NOTSET) -> None:
        super().__init__(level)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    @property
    def messages(self) -> list[str]:
        return [record.getMessage() for record in self.records]


def restored() -> Iterator[Callable[[str], logging.Logger]]:
    """``getLogger``; at the end every logger is as it was before, and one that is new is as any new one."""
    before = {logger: _state(logger) for logger in _loggers()}
    yield logging.getLogger
    for logger in _loggers():
        state = before.get(logger, NEW)
        logger.setLevel(state["level"])
        logger.handlers[:] = state["handlers"]
        logger.filters[:] = state["filters"]
        logger.propagate, logger.disabled = state["propagate"], state["disabled"]


NEW: dict[str, Any] = {"level": logging.NOTSET, "handlers": [], "filters": [], "propagate": True, "disabled": False}


def _loggers() -> list[logging.Logger]:
    known = logging.root.manager.loggerDict.values()
    return [logging.root, *(logger for logger in known if isinstance(logger, logging.Logger))]


def _state(logger: logging.Logger) -> dict[str, Any]:
    return {
        "level": logger.level,
        "handlers": list(logger.handlers),
        "filters": list(logger.filters),
        "propagate": logger.propagate,
        "disabled": logger.disabled,
    }
