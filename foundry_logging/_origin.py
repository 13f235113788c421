"""Where a record comes from that no log call of ours has made: the standard library, a hook of the interpreter."""

from __future__ import annotations

import logging
import traceback
from dataclasses import dataclass
from types import CodeType
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from types import FrameType

TAKEN = "_foundry_logging"
"""The attribute of a ``LogRecord`` that is ours, or that we have already. Formatters leave an underscore alone."""

WRAPPED_AT_MOST = 8
"""Decorators and partials around a function that are looked through."""

OnConsole = Literal["usual", "never", "always"]


@dataclass(frozen=True, slots=True)
class Origin:
    """
    The place in the code, and what is special about such a record.

    ``micros``: when it happened, in microseconds since 1970, for a record that comes late: through a queue, a socket.
    ``console``: ``never`` when somebody else shows it on the terminal, ``always`` whatever the levels say.
    ``foreign``: the handlers of the standard library have it already.
    """

    pathname: str
    lineno: int
    function: str
    console: OnConsole = "usual"
    foreign: bool = False
    micros: int | None = None

    @classmethod
    def of_frame(cls, frame: FrameType | None) -> Origin:
        """The origin of an ordinary log call."""
        if frame is None:
            return cls("?", 0, "?")
        return cls(frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name)

    @classmethod
    def of_error(cls, error: BaseException) -> Origin:
        """The origin of an error that nobody has caught: where it was raised; to be seen whatever the levels say."""
        frames = list(traceback.walk_tb(error.__traceback__))
        frame, lineno = frames[-1] if frames else (None, 0)
        at = cls.of_frame(frame)
        return cls(at.pathname, lineno, at.function, console="always")

    @classmethod
    def of_function(cls, function: object) -> Origin | None:
        """The origin of what a function has done: where it begins, below its decorators; None if it is no function."""
        for _ in range(WRAPPED_AT_MOST):
            function = getattr(function, "__wrapped__", None) or getattr(function, "func", None) or function
        code = getattr(function, "__code__", None)
        return cls(code.co_filename, code.co_firstlineno, code.co_name) if isinstance(code, CodeType) else None

    @property
    def place(self) -> str:
        """``app.py:42``: the file's name without its directory, and the line."""
        return f"{self.pathname.replace(chr(92), '/').rpartition('/')[2]}:{self.lineno}"


def is_marked(record: logging.LogRecord) -> bool:
    """Whether the record is ours, or taken already."""
    return TAKEN in record.__dict__


def mark(record: logging.LogRecord) -> None:
    """Take note that we have this record."""
    record.__dict__[TAKEN] = True


def logger_of(name: str) -> logging.Logger:
    """
    The standard library's logger of this name.

    One that exists is found without the lock of the logging module: whoever holds it, as ``dictConfig`` does, may be
    waiting for a handler inside of which we are called.
    """
    found = logging.root.manager.loggerDict.get(name)
    return found if isinstance(found, logging.Logger) else logging.getLogger(name)
