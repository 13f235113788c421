"""``@trace_execution``: a record when a function is called, and one when it ends."""

from __future__ import annotations

import inspect
import time
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

    Used as ``@trace_execution`` or with arguments. An exception is logged at ERROR, without its traceback, and goes on.

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
        channel = logger if logger is not None else get_logger(getattr(target, "__module__", None) or "root")
        name = getattr(target, "__qualname__", None) or type(target).__qualname__
        parameters = _positional(target) if arguments else None
        return around(target, lambda args, kwargs: _Call(channel, number, name, parameters, args, kwargs))

    return decorate if function is None else decorate(function)


def _positional(function: Any) -> tuple[str, ...]:
    """The names of the parameters that positional arguments go to, in order."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):  # a builtin without a signature
        return ()
    kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return tuple(parameter.name for parameter in parameters if parameter.kind in kinds)


class _Call:
    """One call: the block that ``around`` puts it in."""

    def __init__(
        self,
        logger: FoundryLogger,
        level: int,
        name: str,
        parameters: tuple[str, ...] | None,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> None:
        self._logger = logger
        self._level = level
        self._name = name
        self._said = (parameters, args, kwargs)
        self._start = 0.0

    def __enter__(self) -> None:
        if self._logger._logger.threshold <= self._level:
            self._emit(self._level, RUNTIME.texts.call_started, self._arguments())
        self._said = (None, (), {})  # a generator may live long, its arguments need not
        self._start = time.perf_counter()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        level, status = outcome(error)
        if level == LEVELS["info"]:
            level = self._level
        if self._logger._logger.threshold > level:
            return
        fields: dict[str, Any] = {"duration": round(time.perf_counter() - self._start, 6), "status": status}
        texts = RUNTIME.texts
        if status == "error":
            fields["error"] = safe_str(error) or kind.__name__ if kind is not None else ""
            fields["error_type"] = type(error).__name__
            self._emit(level, texts.call_failed, fields)
        else:
            self._emit(level, texts.call_cancelled if status == "cancelled" else texts.call_finished, fields)

    def _emit(self, level: int, message: str, fields: dict[str, Any]) -> None:
        RUNTIME.emit(
            self._logger._logger, level, self._logger._context, message, (), {"function": self._name, **fields}
        )

    def _arguments(self) -> dict[str, Any]:
        parameters, args, kwargs = self._said
        if parameters is None:
            return {}
        named = dict(zip(parameters, args, strict=False))
        rest = args[len(named) :]
        if parameters and parameters[0] in {"self", "cls"}:
            named.pop(parameters[0], None)
        return {"args": [*scrub_fields(named).values(), *rest], "kwargs": kwargs}
