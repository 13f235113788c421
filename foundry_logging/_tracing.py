"""``@trace_execution``: a record when a function is called, and one when it ends."""

from __future__ import annotations

import inspect
import time
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, TypeVar, overload

from . import _config
from ._encode import safe_str
from ._logger import get_logger
from ._redaction import scrub_fields
from ._runtime import RUNTIME
from ._timing import outcome
from ._wrapping import around
from .errors import SettingError
from .vocabulary.levels import LEVELS

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from ._logger import FoundryLogger

_F = TypeVar("_F", bound="Callable[..., Any]")

DEPTH: ContextVar[int] = ContextVar("foundry_logging_depth", default=0)
"""How many traced calls are under way in this task or thread."""


@overload
def trace_execution(function: _F, /) -> _F: ...
@overload
def trace_execution(
    *, logger: FoundryLogger | None = None, level: int | str = "debug", arguments: bool = True
) -> Callable[[_F], _F]: ...
def trace_execution(
    function: Any = None,
    /,
    *,
    logger: FoundryLogger | None = None,
    level: int | str = "debug",
    arguments: bool = True,
) -> Any:
    """Log each call of a function and its end: plain, asynchronous, generator and asynchronous generator functions.

    Used as ``@trace_execution`` or with arguments; above a class it stands for each method that the class itself
    defines, those with two underscores left out. An exception is logged at ERROR, without its traceback, and goes on.
    ``depth`` tells how many traced calls a call is inside of.

    Args:
        logger: whose records these are; by default the logger named like the function's module.
        level: of the two records of a call that ends well.
        arguments: whether ``args`` and ``kwargs`` are logged. They are redacted, positional ones by their parameters'
            names; ``self`` and ``cls`` are left out.

    Raises:
        SettingError: no such level.
    """
    try:
        number = _config.parse_level(level)
    except ValueError:
        raise SettingError("level", level, _config.LEVEL_WORDS) from None

    def decorate(target: Any) -> Any:
        if isinstance(target, staticmethod | classmethod):
            return type(target)(decorate(target.__func__))
        if inspect.isclass(target):
            for attribute, value in list(vars(target).items()):
                if not attribute.startswith("__") and _is_method(value):
                    setattr(target, attribute, decorate(value))
            return target
        channel = logger if logger is not None else get_logger(getattr(target, "__module__", None) or "root")
        name = getattr(target, "__qualname__", None) or type(target).__qualname__
        parameters = _positional(target) if arguments else None
        quiet = _Quiet(channel, name)
        # what runs between the items of a generator is not inside of it
        deeper = 0 if inspect.isgeneratorfunction(target) or inspect.isasyncgenfunction(target) else 1

        def scope(args: tuple[Any, ...], kwargs: dict[str, Any]) -> _Quiet | _Call:
            if channel._logger.threshold > number:
                return quiet
            return _Call(channel, number, name, deeper, (parameters, args, kwargs))

        return around(target, scope)

    return decorate if function is None else decorate(function)


def _positional(function: Any) -> tuple[str, ...]:
    """The names of the parameters that positional arguments go to, in order."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):  # a builtin without a signature
        return ()
    kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return tuple(parameter.name for parameter in parameters if parameter.kind in kinds)


def _is_method(value: object) -> bool:
    return inspect.isfunction(value.__func__ if isinstance(value, staticmethod | classmethod) else value)


class _Quiet:
    """The block around each call of a function while its records are switched off: errors alone are told."""

    __slots__ = ("_logger", "_name")

    def __init__(self, logger: FoundryLogger, name: str) -> None:
        self._logger = logger
        self._name = name

    def __enter__(self) -> None:
        """Nothing."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            _tell_end(self._logger, self._name, error, LEVELS["info"], {})


class _Call:
    """One call: the block that ``around`` puts it in."""

    __slots__ = ("_deeper", "_depth", "_level", "_logger", "_name", "_said", "_start")

    def __init__(
        self,
        logger: FoundryLogger,
        level: int,
        name: str,
        deeper: int,
        said: tuple[tuple[str, ...] | None, tuple[Any, ...], dict[str, Any]],
    ) -> None:
        self._logger = logger
        self._level = level
        self._name = name
        self._deeper = deeper
        self._said = said  # the names of the parameters, the arguments
        self._depth = DEPTH.get()
        self._start = 0.0

    def __enter__(self) -> None:
        _emit(self._logger, self._level, RUNTIME.texts.call_started, self._name, self._arguments() | self._nesting)
        if self._deeper:
            DEPTH.set(self._depth + 1)
        self._said = (None, (), {})  # a generator may live long, its arguments need not
        self._start = time.perf_counter()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        duration = round(time.perf_counter() - self._start, 6)
        if self._deeper:
            DEPTH.set(self._depth)
        _tell_end(self._logger, self._name, error, self._level, {"duration": duration, **self._nesting})

    @property
    def _nesting(self) -> dict[str, Any]:
        return {"depth": self._depth} if self._depth else {}

    def _arguments(self) -> dict[str, Any]:
        parameters, args, kwargs = self._said
        if parameters is None:
            return {}
        named = dict(zip(parameters, args, strict=False))
        rest = args[len(named) :]
        if parameters and parameters[0] in {"self", "cls"}:
            named.pop(parameters[0], None)
        return {"args": [*scrub_fields(named).values(), *rest], "kwargs": kwargs}


def _tell_end(
    logger: FoundryLogger, name: str, error: BaseException | None, usual: int, measured: dict[str, Any]
) -> None:
    """Tell how a call ended: at its usual level, unless it has failed or was cancelled."""
    level, status = outcome(error)
    level = usual if level == LEVELS["info"] else level
    fields: dict[str, Any] = {**measured, "status": status}
    texts = RUNTIME.texts
    if status == "error":
        fields["error"] = safe_str(error) or type(error).__name__
        fields["error_type"] = type(error).__name__
        _emit(logger, level, texts.call_failed, name, fields)
    else:
        _emit(logger, level, texts.call_cancelled if status == "cancelled" else texts.call_finished, name, fields)


def _emit(logger: FoundryLogger, level: int, message: str, name: str, fields: dict[str, Any]) -> None:
    if logger._logger.threshold <= level:
        RUNTIME.emit(logger._logger, level, logger._context, message, (), {"function": name, **fields})
