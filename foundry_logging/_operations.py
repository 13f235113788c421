"""One operation with a model, measured: how long it took, how soon the first token came, and how many a second."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, TypeVar

from ._encode import safe_str
from ._memory import resident_memory
from ._timing import outcome
from ._wrapping import around

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from ._logger import FoundryLogger

_F = TypeVar("_F", bound="Callable[..., Any]")

LOADING = frozenset(("load", "unload", "load_model", "unload_model", "model_loading", "model_unloading"))
"""Operations that change how much memory the process has: it is noted before and after."""


class ModelOperation:
    """
    A context manager, also an asynchronous one, and a decorator, made by ``log_model_operation`` without a status.

    Its end logs one record: status ``success``, ``error`` (with ``error`` and ``error_type``; the exception goes on) or
    ``cancelled``, ``duration`` in seconds, and what was noted with ``first_token`` and ``add``. Fields given with
    ``add`` reach the record as they are; of ``output_tokens`` the rate is told beside them.
    """

    def __init__(self, logger: FoundryLogger, fields: dict[str, Any]) -> None:
        self._logger = logger
        self._fields = fields
        self._start = 0.0
        self._first: float | None = None

    def first_token(self) -> None:
        """Note that the first token is there; later calls change nothing. ``time_to_first_token`` is in seconds."""
        if self._first is None:
            self._first = time.perf_counter() - self._start

    def add(self, **fields: Any) -> None:
        """Add fields to the record; of ``output_tokens`` it will also tell ``tokens_per_second``."""
        self._fields.update(fields)

    def __enter__(self) -> ModelOperation:
        if safe_str(self._fields.get("operation")).lower() in LOADING:
            self._fields["memory_before_mb"] = resident_memory()
        self._start = time.perf_counter()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        duration = time.perf_counter() - self._start
        _, status = outcome(error)
        fields = self._fields
        if "memory_before_mb" in fields:
            fields["memory_after_mb"] = resident_memory()
        if self._first is not None:
            fields["time_to_first_token"] = round(self._first, 6)
        tokens = fields.get("output_tokens", fields.get("tokens_generated"))
        # what comes before the first token is reading, no writing
        writing = duration - (self._first or 0.0)
        if isinstance(tokens, int) and tokens > 0 and writing > 0:
            fields["tokens_per_second"] = round(tokens / writing, 3)
        if status == "error":
            fields["error"] = safe_str(error) or type(error).__name__
            fields["error_type"] = type(error).__name__
        ended = "success" if status == "closed" else status
        self._logger.log_model_operation(**{**fields, "status": ended, "duration": round(duration, 6)})

    async def __aenter__(self) -> ModelOperation:
        return self.__enter__()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.__exit__(kind, error, trace)

    def __call__(self, function: _F) -> _F:
        """Log each call of the function. A generator is measured from its first item to its end."""
        return around(function, lambda _args, _kwargs: ModelOperation(self._logger, dict(self._fields)))
