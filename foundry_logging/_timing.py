"""How long an operation took, and how it ended: one record, whatever happens inside."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, TypeVar

from . import _record
from ._encode import safe_str
from ._runtime import RUNTIME
from ._wrapping import around
from .vocabulary.levels import LEVELS

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from ._logger import FoundryLogger

_F = TypeVar("_F", bound="Callable[..., Any]")


class Timer:
    """A context manager, also an asynchronous one, and a decorator. May be entered again, and inside itself.

    ``duration`` is the seconds of the last measured run, None before the first one has ended.
    """

    def __init__(self, logger: FoundryLogger, operation: str, fields: dict[str, Any]) -> None:
        self.duration: float | None = None
        self._logger = logger
        self._operation = operation
        self._fields = fields
        self._starts: list[float] = []

    def __enter__(self) -> Timer:
        self._starts.append(time.perf_counter())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.duration = time.perf_counter() - self._starts.pop()
        self._report(self.duration, error)

    async def __aenter__(self) -> Timer:
        return self.__enter__()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.__exit__(kind, error, trace)

    def __call__(self, function: _F) -> _F:
        """Measure each call of the function. A generator is measured from its first item to its end."""
        # one timer a call: calls overlap in threads and tasks
        return around(function, lambda _args, _kwargs: Timer(self._logger, self._operation, self._fields))

    def _report(self, duration: float, error: BaseException | None) -> None:
        said: dict[str, Any] = {"operation": self._operation, "duration": round(duration, 6)}
        level, status = outcome(error)
        if error is not None:
            said["status"] = status
            if level == LEVELS["error"]:
                said["error"] = safe_str(error) or type(error).__name__
                said["error_type"] = type(error).__name__
        channel = self._logger._logger
        if channel.threshold <= level:
            texts = RUNTIME.texts
            message = {"error": texts.timer_failed, "cancelled": texts.timer_cancelled}.get(status, texts.timer_done)
            said.update(_record.rename(self._fields, said))
            RUNTIME.emit(channel, level, self._logger._context, message, (), said)


def outcome(error: BaseException | None) -> tuple[int, str]:
    """The level and the status of an operation that ended so.

    A consumer that stops early closes a generator: that is an end like another. What is no ``Exception``, a cancelled
    task or Ctrl-C, is no failure of the operation.
    """
    if error is None:
        return LEVELS["info"], "success"
    if isinstance(error, GeneratorExit):
        return LEVELS["info"], "closed"
    if isinstance(error, Exception) and type(error).__name__ != "CancelledError":  # concurrent.futures' own is one
        return LEVELS["error"], "error"
    return LEVELS["warning"], "cancelled"
