"""The views of calls on loggers: what writes a record, and what else is done with a logger."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterable, Mapping

    from flake8_foundry_logging.core.frame import Frame
    from flake8_foundry_logging.core.module import Module

__all__ = ["Kind", "LogCall", "Logger", "LoggerUse"]


class Kind(Enum):
    """Whose logger it is; it decides what keywords and arguments mean."""

    FOUNDRY = "foundry"
    STRUCTLOG = "structlog"
    LOGURU = "loguru"
    STDLIB = "stdlib"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Logger:
    """What an expression was resolved to.

    Attributes:
        kind: whose logger it is.
        certain: the file itself shows it; else it is likely, by its name or its factory's.
        whole_word: its name has log or logger as a whole word (``self._log``, ``app_logger``), and nothing in the file
            speaks against it.
        module: it is the ``logging`` module itself (``logging.info``): the root logger.
    """

    kind: Kind
    certain: bool
    whole_word: bool = False
    module: bool = False

    @property
    def sure(self) -> bool:
        """Whether it is good enough to accuse: certain, or called a logger. Anything less can only excuse."""
        return self.certain or self.whole_word


@dataclass(frozen=True, eq=False, slots=True)
class LogCall:
    """A call that writes a record.

    Attributes:
        node: the call.
        frame: its frame.
        logger: what it is called on.
        method: the method as written (``warn``, ``ainfo``, ``log``, ``exception``).
        level: debug, info, warning, error or critical; None where a variable decides (``log(level, ...)``).
        receiver: the expression before the dot; None for bound methods and imported functions.
        message: the message; None if there is none or it is starred.
        arguments: what follows it positionally, starred ones included.
        fields: the keywords that are no controls, by name.
        controls: ``exc_info``, ``stack_info``, ``stacklevel`` and ``extra``, by name.
        open: a ``*args`` or ``**kwargs`` hides some of it.
    """

    node: ast.Call
    frame: Frame
    logger: Logger
    method: str
    level: str | None
    receiver: ast.expr | None
    message: ast.expr | None
    arguments: tuple[ast.expr, ...]
    fields: Mapping[str, ast.expr]
    controls: Mapping[str, ast.expr]
    open: bool

    @property
    def kind(self) -> Kind:
        """Whose logger it is called on."""
        return self.logger.kind

    @classmethod
    def collect(cls, module: Module) -> Iterable[LogCall]:
        """All log calls of a file."""
        from flake8_foundry_logging.core.loggers import log_calls

        return log_calls(module)


@dataclass(frozen=True, eq=False, slots=True)
class LoggerUse:
    """A call on a logger that writes no record by level: ``bind``, ``timer``, ``log_api_request``, ``setLevel`` ...

    Attributes:
        node: the call.
        frame: its frame.
        logger: what it is called on.
        method: the method.
        receiver: the expression before the dot.
    """

    node: ast.Call
    frame: Frame
    logger: Logger
    method: str
    receiver: ast.expr

    @classmethod
    def collect(cls, module: Module) -> Iterable[LoggerUse]:
        """All other calls on loggers of a file."""
        from flake8_foundry_logging.core.loggers import logger_uses

        return logger_uses(module)
