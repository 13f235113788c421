"""
The standard library's records for our sinks: one handler on the root logger and on every one that keeps its records.

``logging.config.dictConfig``, which uvicorn calls, throws handlers away. The class that does its work may be replaced,
by ``dictConfigClass``; ours puts the handler back. What else may take it away (``fileConfig``,
``basicConfig(force=True)``) is noticed with the next record of our own.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from . import _config, _terminal
from ._encode import safe_str
from ._origin import OnConsole, Origin, is_marked, logger_of, mark
from .vocabulary.levels import LEVELS, LOGRECORD_ATTRIBUTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ._runtime import Runtime

NO_FIELDS = LOGRECORD_ATTRIBUTES | {"color_message"}
"""Attributes of a ``LogRecord`` that are no fields: its own, and the message once more with uvicorn's colours."""
STEERING = frozenset({"extra", "stacklevel"})
"""Fields of a ``LogRecord`` that would steer one of ours: they get another name, as reserved keys do."""
END_OF_TIME = 253_402_300_799
"""The last second whose year has four digits, since 1970: ``timestamp`` knows no later one."""
VOICES = ("asyncio", "py.warnings")
"""Loggers of Python itself, through which it tells of errors that nobody caught."""


class Intake(logging.NullHandler):
    """Takes each record once; ours are marked and never taken back."""

    def __init__(self, take: Callable[[logging.LogRecord], None]) -> None:
        super().__init__()
        self._take = take

    def handle(self, record: logging.LogRecord) -> bool:
        """Take the record. Without the lock of other handlers: the sinks have their own, and a fork inherits none."""
        if is_marked(record):
            return True
        passed: Any = self.filter(record)
        if passed:
            if isinstance(passed, logging.LogRecord):
                record = passed
            mark(record)
            self._take(record)
        return bool(passed)

    def emit(self, record: logging.LogRecord) -> None:
        """The same as ``handle``, for who calls it without."""
        self.handle(record)

    def close(self) -> None:
        """Nothing: whoever throws all handlers away closes them, and ours comes back."""


class Bridge:
    """Our handler in the loggers of the standard library, from ``attach`` to ``detach``."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._intake = Intake(self._take)
        self._second = -1
        self._lowered: int | None = None  # the root logger's level before we lowered it
        self._configurator: type[Any] | None = None
        self._configurator_before: Any = None

    # -- being there --------------------------------------------------------------------------------------------------

    def attach(self) -> None:
        """Put the handler wherever it is missing, and see to it that ``dictConfig`` will. May be called at any time."""
        self._put()
        self._lower_root()
        self._watch_dict_config()

    def look_around(self, second: int) -> None:
        """The same for the handler alone, cheaply: loggers other than root are looked at once in a second."""
        self._put_on(logging.root)
        if second != self._second:
            self._second = second
            self._put()

    def detach(self) -> None:
        """Take the handler away, and put back what else is still as we left it."""
        for logger in (logging.root, *_loggers()):
            while self._intake in logger.handlers:
                logger.removeHandler(self._intake)
        self._intake = Intake(self._take)  # with none of the filters and the level that this one was given
        if self._lowered is not None and logging.root.level == LEVELS["info"]:
            logging.root.setLevel(self._lowered)
        self._lowered = None
        config: Any = sys.modules.get("logging.config")
        if config is not None and self._configurator is not None and config.dictConfigClass is self._configurator:
            config.dictConfigClass = self._configurator_before
        self._configurator = None

    def _put(self) -> None:
        self._put_on(logging.root)
        for logger in _loggers():
            if not logger.propagate and _is_heard(logger):
                self._put_on(logger)

    def _put_on(self, logger: logging.Logger) -> None:
        if self._intake not in logger.handlers:
            logger.handlers.insert(0, self._intake)  # before a QueueHandler makes copies of what is not marked yet

    def _lower_root(self) -> None:
        """Let INFO through where nobody has configured logging: with Python's own WARNING, libraries would be mute."""
        root, info = logging.root, LEVELS["info"]
        wanted = self._runtime.lowest_level <= info
        if wanted and self._lowered is None and root.level == logging.WARNING and not _is_heard(root):
            self._lowered = root.level
            root.setLevel(info)

    def _watch_dict_config(self) -> None:
        if self._configurator is not None:
            return
        import logging.config  # here, because it is large and most programs that log never need it

        bridge = self
        config: Any = logging.config
        before: Any = config.dictConfigClass

        class Configurator(before):  # type: ignore[misc]  # a class that is known at run time only
            """What was there before, and our handler afterwards."""

            def configure(self) -> None:
                enabled = [logger for logger in map(logging.getLogger, VOICES) if not logger.disabled]
                try:
                    super().configure()
                finally:
                    bridge.configured(enabled)

        self._configurator_before = before
        self._configurator = config.dictConfigClass = Configurator

    def configured(self, enabled: list[logging.Logger]) -> None:
        """Somebody has configured the standard library's logging; these voices of Python were heard before."""
        if self._configurator is not None:
            for logger in enabled:
                logger.disabled = False  # disable_existing_loggers means loggers that the program has made
            self._put()

    # -- one record ---------------------------------------------------------------------------------------------------

    def _take(self, record: logging.LogRecord) -> None:
        try:
            self._write(record)
        except Exception as error:  # whatever the record is, whoever logged it goes on
            self._runtime.lost(error)

    def _write(self, record: logging.LogRecord) -> None:
        name = safe_str(record.name)
        number = _number(record.levelno)
        level = _config.nearest_level(number)
        channel = self._runtime.channel(name)
        console = _console(name, number, uncaught=name == "asyncio" and bool(record.exc_info))
        if level < channel.threshold and console != "always":
            return
        fields = _fields(record)
        if number not in LEVELS.values():
            fields["level_name"] = record.levelname
        controls: dict[str, Any] = {}
        if record.exc_info:
            controls["exc_info"] = record.exc_info
        if record.stack_info or (record.exc_text and not record.exc_info):
            controls["stack_info"] = safe_str(record.stack_info or record.exc_text)
        args: Any = record.args or ()
        if not isinstance(args, tuple):
            args = (dict(args),) if isinstance(args, Mapping) else (args,)
        self._runtime.emit(
            channel,
            level,
            fields,
            record.msg,
            args,
            controls,
            origin=Origin(
                safe_str(record.pathname),
                record.lineno,
                safe_str(record.funcName),
                console=console,
                foreign=True,
                micros=_micros(record.created),
            ),
        )


def _micros(created: object) -> int | None:
    """When a record was made; None where that cannot be a time, which a record from elsewhere may hold."""
    if isinstance(created, int | float) and 0 <= created < END_OF_TIME:
        return round(created * 1_000_000)
    return None


def _number(level: object) -> int:
    return level if isinstance(level, int) and not isinstance(level, bool) else LEVELS["warning"]


def _fields(record: logging.LogRecord) -> dict[str, Any]:
    fields = {name: value for name, value in vars(record).items() if name not in NO_FIELDS and name[:1] != "_"}
    if not STEERING.isdisjoint(fields):
        fields = {f"field_{name}" if name in STEERING else name: value for name, value in fields.items()}
    if record.process is not None and record.process != os.getpid():
        fields["process"] = record.process  # it came through a queue or a socket
    return fields


def _console(name: str, level: int, *, uncaught: bool) -> OnConsole:
    if any(level >= handler.level and _terminal.shows(handler) for handler in _chain(name)):
        return "never"  # it stands there already
    return "always" if uncaught and level >= LEVELS["error"] else "usual"


def _chain(name: str) -> Iterator[logging.Handler]:
    logger: logging.Logger | None = logger_of(name)
    while logger is not None:
        yield from logger.handlers
        logger = logger.parent if logger.propagate else None


def _is_heard(logger: logging.Logger) -> bool:
    """Whether somebody's handler takes its records. A logger that keeps them without one is meant to be silent."""
    return any(not isinstance(handler, logging.NullHandler) for handler in logger.handlers)


def _loggers() -> list[logging.Logger]:
    known = list(logging.root.manager.loggerDict.values())
    return [logger for logger in known if isinstance(logger, logging.Logger)]
