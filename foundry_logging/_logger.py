"""The logger: structlog's bound logger, with our own levels, our own sinks, and any field name."""

from __future__ import annotations

from datetime import timedelta
from operator import index
from typing import TYPE_CHECKING, Any, overload

from structlog import BoundLoggerBase

from . import _config, _record
from ._compose import NOTHING
from ._encode import safe_str
from ._operations import ModelOperation
from ._runtime import RUNTIME, Channel
from ._timing import Timer
from .errors import SettingError
from .vocabulary.levels import LEVELS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ._origin import Origin

DEBUG, INFO, WARNING, ERROR, CRITICAL = (LEVELS[name] for name in ("debug", "info", "warning", "error", "critical"))
_STATUS_LEVELS: Mapping[str, int] = {"error": ERROR, "timeout": WARNING, "cancelled": WARNING}
_UNKNOWN = object()
_API_COMPONENT, _MODEL_COMPONENT = "api-requests", "model-manager"


class FoundryLogger(BoundLoggerBase):
    """A named logger and the fields bound to it. Made by ``get_logger`` and ``bind``.

    Every method takes any field name; ``exc_info``, ``stack_info``, ``stacklevel`` and ``extra`` steer the record, as
    in the standard library. A log call raises nothing of its own.
    """

    _logger: Channel
    _context: dict[str, Any]

    def __init__(self, channel: Channel, context: dict[str, Any] | None = None) -> None:
        super().__init__(channel, (), {} if context is None else context)

    __eq__ = object.__eq__  # structlog compares the bound fields alone; two loggers are not one
    __ne__ = object.__ne__
    __hash__ = object.__hash__

    def __repr__(self) -> str:
        return f"<FoundryLogger {self._logger.name!r} bound={sorted(self._context)}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return _restore, (self._logger.name, self._context)

    @property
    def name(self) -> str:
        """The logger's name, as in ``get_logger(name)``."""
        return self._logger.name

    # -- records ------------------------------------------------------------------------------------------------------

    def debug(self, message: object, /, *args: Any, **fields: Any) -> None:
        """Log at DEBUG: what a developer wants to see."""
        if self._logger.threshold <= DEBUG:
            RUNTIME.emit(self._logger, DEBUG, self._context, message, args, fields)

    def info(self, message: object, /, *args: Any, **fields: Any) -> None:
        """Log at INFO: the normal course of things."""
        if self._logger.threshold <= INFO:
            RUNTIME.emit(self._logger, INFO, self._context, message, args, fields)

    def warning(self, message: object, /, *args: Any, **fields: Any) -> None:
        """Log at WARNING: something that may become a problem."""
        if self._logger.threshold <= WARNING:
            RUNTIME.emit(self._logger, WARNING, self._context, message, args, fields)

    warn = warning

    def error(self, message: object, /, *args: Any, **fields: Any) -> None:
        """Log at ERROR: something failed, the program goes on."""
        if self._logger.threshold <= ERROR:
            RUNTIME.emit(self._logger, ERROR, self._context, message, args, fields)

    def critical(self, message: object, /, *args: Any, **fields: Any) -> None:
        """Log at CRITICAL: the service falls, or data is lost."""
        if self._logger.threshold <= CRITICAL:
            RUNTIME.emit(self._logger, CRITICAL, self._context, message, args, fields)

    fatal = critical

    def exception(self, message: object, /, *args: Any, **fields: Any) -> None:
        """Log at ERROR with the exception being handled; outside a handler the record says ``exc_missing``."""
        if self._logger.threshold <= ERROR:
            wanted = fields.get("exc_info", True)
            error = fields["exc_info"] = _record.find_exception(wanted)
            marks = {"exc_missing": True} if wanted and error is None else NOTHING
            RUNTIME.emit(self._logger, ERROR, self._context, message, args, fields, marks)

    def log(self, level: int | str, message: object, /, *args: Any, **fields: Any) -> None:
        """Log at a level given by its name or number. A number between two levels is the lower one.

        A level that does not exist is no error: the record is a warning, and ``unknown_level`` says what was asked for.
        """
        try:
            number = _config.nearest_level(level)
        except (TypeError, ValueError):
            number = WARNING
            fields.setdefault("unknown_level", level)
        if self._logger.threshold <= number:
            RUNTIME.emit(self._logger, number, self._context, message, args, fields)

    # -- service vocabulary -------------------------------------------------------------------------------------------

    def timer(self, operation: str, /, **fields: Any) -> Timer:
        """Measure what runs inside ``with``, ``async with`` or the decorated function; one record when it ends."""
        return Timer(self, operation, fields)

    def log_api_request(
        self, /, *, method: object, path: object, status_code: object, duration: object, **fields: Any
    ) -> None:
        """Log one answered HTTP request: INFO, WARNING from 400 on, ERROR from 500 on.

        Args:
            duration: seconds; a timedelta is taken too.
        """
        self._log_request(method, path, status_code, duration, fields)

    def _log_request(
        self,
        method: object,
        path: object,
        status_code: object,
        duration: object,
        fields: dict[str, Any],
        origin: Origin | None = None,
    ) -> None:
        status = _whole_number(status_code)
        code = status if isinstance(status, int) else 0
        seconds = _seconds(duration)
        if RUNTIME.observers.some:
            RUNTIME.observers.request(method, fields.get("route"), status, seconds)
        level = ERROR if code >= 500 else WARNING if code >= 400 else INFO
        if self._logger.threshold <= level or origin is not None:
            said = {
                "api_method": method,
                "api_path": path,
                "status_code": status,
                "duration": seconds,
            }
            said.update(_record.rename(fields, said))
            text = RUNTIME.texts.api_request
            RUNTIME.emit(self._logger, level, self._context, text, (), said, component=_API_COMPONENT, origin=origin)

    @overload
    def log_model_operation(
        self, /, *, model_id: object, operation: object, status: object, duration: object = None, **fields: Any
    ) -> None: ...
    @overload
    def log_model_operation(self, /, *, model_id: object, operation: object, **fields: Any) -> ModelOperation: ...
    def log_model_operation(
        self, /, *, model_id: object, operation: object, status: Any = _UNKNOWN, duration: Any = None, **fields: Any
    ) -> ModelOperation | None:
        """Log one operation with a model: INFO, WARNING on ``timeout`` and ``cancelled``, ERROR on ``error``.

        Without a status, what it returns measures the operation: in ``with``, in ``async with`` or as a decorator. Its
        end logs the record, with the status as it turned out.

        Args:
            status: one of ``vocabulary.OPERATION_STATUSES``; another one is logged at INFO.
            duration: seconds; a timedelta is taken too.
        """
        if status is _UNKNOWN:
            return ModelOperation(self, {"model_id": model_id, "operation": operation, **fields})
        level = _STATUS_LEVELS.get(safe_str(status).lower(), INFO)
        if duration is not None:
            duration = _seconds(duration)
        if RUNTIME.observers.some:
            RUNTIME.observers.operation(model_id, operation, status, {**fields, "duration": duration})
        if self._logger.threshold <= level:
            said = {"model_id": model_id, "operation": operation, "status": status}
            if duration is not None:
                said["duration"] = duration
            said.update(_record.rename(fields, said))
            RUNTIME.emit(
                self._logger, level, self._context, RUNTIME.texts.model_operation, (), said, component=_MODEL_COMPONENT
            )
        return None

    # -- children and levels ------------------------------------------------------------------------------------------

    def bind(self, /, **fields: Any) -> FoundryLogger:
        """A child with these fields on each of its records. It shares this logger's name and level."""
        return type(self)(self._logger, {**self._context, **fields})

    def unbind(self, /, *names: str) -> FoundryLogger:
        """A child without the bound fields of these names; a name that is not bound is no error."""
        return type(self)(self._logger, {name: value for name, value in self._context.items() if name not in names})

    try_unbind = unbind

    def new(self, /, **fields: Any) -> FoundryLogger:
        """A child with these fields alone."""
        return type(self)(self._logger, dict(fields))

    def set_level(self, level: int | str | None) -> None:
        """The lowest level of this logger and its children, now; None goes back to the configured one.

        Raises:
            SettingError: no such level.
        """
        try:
            self._logger.level = None if level is None else _config.parse_level(level)
        except ValueError:
            raise SettingError("level", level, _config.LEVEL_WORDS) from None
        self._logger.lifted = False
        self._logger.replan()

    def is_enabled_for(self, level: int | str) -> bool:
        """Whether a record of this level would be written. An unknown level would be, as a warning."""
        try:
            number = _config.nearest_level(level)
        except (TypeError, ValueError):
            number = WARNING
        return RUNTIME.is_enabled_for(self._logger, number)


_loggers: dict[str, FoundryLogger] = {}


def get_logger(name: str = "root", *, mode: str | None = None) -> FoundryLogger:
    """The logger of this name: the same object for the same name. It touches no file and reads no setting.

    Args:
        mode: ``dev`` shows everything of this logger, and of no other one, from now on; ``prod`` ends that. None
            changes nothing. A mode that does not exist is told on stderr, and prod is used.
    """
    if not isinstance(name, str):
        name = safe_str(name)
    logger = _loggers.get(name)
    if logger is None:
        logger = _loggers.setdefault(name, FoundryLogger(RUNTIME.channel(name)))
    if mode is not None:
        RUNTIME.set_mode(logger._logger, mode)
    return logger


def _restore(name: str, context: dict[str, Any]) -> FoundryLogger:
    """Unpickle: a logger that went to another process is that process's logger of the same name."""
    logger = get_logger(name)
    return logger.bind(**context) if context else logger


def _seconds(duration: object) -> object:
    """The duration as a finite float, None for NaN and the infinities; what is no number stays as it is."""
    if isinstance(duration, timedelta):
        return duration.total_seconds()
    if isinstance(duration, int | float) and not isinstance(duration, bool):
        return float(duration) if -1e18 < duration < 1e18 else None
    return duration


def _whole_number(status: object) -> object:
    if isinstance(status, str):
        return int(status) if status.isascii() and status.isdigit() and len(status) <= 3 else status
    try:
        return index(status)  # type: ignore[arg-type]  # http.HTTPStatus and numpy's integers among them
    except Exception:
        return status
