"""
Metrics for Prometheus, counted from the same calls as the records (extra ``web``).

    from foundry_logging.metrics import Metrics

    Metrics().serve(app)                      # counts from now on, and answers /metrics

Requests are counted by ``log_api_request``, which `foundry_logging.asgi` calls for each; model operations by
``log_model_operation``; exceptions when they are first logged, however many handlers log them again. With several
workers set ``PROMETHEUS_MULTIPROC_DIR`` to an empty directory before they start.

Labels are bounded: a route is a template, paths without one share ``unmatched``; of models, operations and types of
exceptions the first hundred have a label of their own, the rest is ``other``.
"""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
from prometheus_client import REGISTRY, CollectorRegistry, Counter, Gauge, Histogram, make_asgi_app
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

from ._runtime import RUNTIME
from .vocabulary import OPERATION_STATUSES

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Metrics", "metrics_app"]

MULTIPROCESS = "PROMETHEUS_MULTIPROC_DIR"
UNMATCHED, OTHER = "unmatched", "other"
MOST = 100
"""Values of a label that come from the program's own data: so many have a time series of their own."""
METHODS = frozenset(("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "WEBSOCKET"))
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
LONG = (0.1, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0)
TOKENS = {
    "input": ("input_tokens", "prompt_tokens", "tokens_in"),
    "output": ("output_tokens", "completion_tokens", "tokens_generated", "tokens_out"),
}
"""The kinds of tokens -> the fields of a record that count them, the first that is there."""
LOADING = frozenset(("load", "load_model", "model_loading"))
SAMPLE_EVERY = 1.0
"""Seconds between two looks at the memory and the processor time of the process."""


class _Labels:
    """The first ``MOST`` values of a label as they are, the others as ``other``."""

    def __init__(self) -> None:
        self._known: set[str] = set()

    def of(self, value: object) -> str:
        text = str(value)[:100]
        if text in self._known:
            return text
        if len(self._known) < MOST:
            self._known.add(text)
            return text
        return OTHER


class Metrics:
    """
    The time series of one process, in a registry of ``prometheus_client``.

    Args:
        registry: where they are registered; Prometheus' own by default, so that they stand beside other metrics.

    Raises:
        ValueError: the registry has such metrics already.
    """

    def __init__(self, registry: CollectorRegistry = REGISTRY) -> None:
        self.registry = registry
        self._models, self._operations, self._exceptions, self._routes = _Labels(), _Labels(), _Labels(), _Labels()
        made: Any = {"registry": registry}
        self._requests = Counter(
            "http_requests_total", "HTTP requests by their status.", ("method", "route", "status"), **made
        )
        self._durations = Histogram(
            "http_request_duration_seconds",
            "Time from a request to the last byte of its answer.",
            ("method", "route"),
            buckets=SECONDS,
            **made,
        )
        self._errors = Counter(
            "errors_total", "Answers of 4xx and 5xx, and exceptions that were logged.", ("type",), **made
        )
        self._raised = Counter("exceptions_total", "Logged exceptions, each once.", ("exception",), **made)
        model = ("model", "operation")
        self._used = Counter("model_operations_total", "Operations of models.", (*model, "status"), **made)
        self._lasted = Histogram(
            "model_operation_duration_seconds", "How long operations of models take.", model, buckets=LONG, **made
        )
        self._tokens = Counter("model_tokens_total", "Tokens that models read and wrote.", ("model", "kind"), **made)
        self._first = Histogram(
            "model_time_to_first_token_seconds", "Time up to a model's first token.", ("model",), buckets=LONG, **made
        )
        self._loading = Gauge(
            "model_load_duration_seconds",
            "How long the last load of a model took.",
            ("model",),
            multiprocess_mode="max",
            **made,
        )
        self._process = _Process(registry)

    def install(self) -> Metrics:
        """Count from now on, until ``uninstall``."""
        RUNTIME.observers.add(self)
        return self

    def uninstall(self) -> None:
        """Count no more; what was counted stays."""
        RUNTIME.observers.remove(self)

    def serve(self, app: Any, path: str = "/metrics") -> Metrics:
        """Count from now on, and answer a path of a FastAPI or Starlette application with the metrics."""
        app.add_route(path, metrics_app(self.registry), include_in_schema=False)
        return self.install()

    # -- what the records tell ----------------------------------------------------------------------------------------

    def request(self, method: object, route: object, status: object, duration: object) -> None:
        """An HTTP request was answered."""
        verb = str(method).upper()
        verb = verb if verb in METHODS else OTHER
        place = UNMATCHED if route is None else self._routes.of(route)
        code = status if isinstance(status, int) and 100 <= status < 600 else 0
        self._requests.labels(verb, place, str(code) if code else OTHER).inc()
        if isinstance(duration, float):
            self._durations.labels(verb, place).observe(duration)
        if code >= 400:
            self._errors.labels("5xx" if code >= 500 else "4xx").inc()
        self._process.sample()

    def operation(self, model_id: object, operation: object, status: object, fields: Mapping[str, object]) -> None:
        """A model has done something."""
        model, done = self._models.of(model_id), self._operations.of(operation)
        ended = str(status).lower()
        self._used.labels(model, done, ended if ended in OPERATION_STATUSES else OTHER).inc()
        duration = fields.get("duration")
        if isinstance(duration, float):
            self._lasted.labels(model, done).observe(duration)
            if str(operation).lower() in LOADING and ended == "success":
                self._loading.labels(model).set(duration)
        for kind, names in TOKENS.items():
            count = next((fields[name] for name in names if name in fields), None)
            if isinstance(count, int) and count > 0:
                self._tokens.labels(model, kind).inc(count)
        first = fields.get("time_to_first_token")
        if isinstance(first, int | float):
            self._first.labels(model).observe(float(first))
        self._process.sample()

    def exception(self, error: BaseException) -> None:
        """An exception was logged for the first time."""
        self._errors.labels("exception").inc()
        self._raised.labels(self._exceptions.of(type(error).__name__)).inc()


class _Process:
    """Memory and processor time of this process, looked at while it works, at most once in a second."""

    def __init__(self, registry: CollectorRegistry) -> None:
        made: Any = {"registry": registry, "multiprocess_mode": "liveall"}
        self._memory = Gauge("service_resident_memory_bytes", "Resident memory of a process of the service.", **made)
        self._cpu = Counter("service_cpu_seconds_total", "Processor time of the service.", registry=registry)
        self._lock = threading.Lock()
        self._pid = 0
        self._spent = 0.0
        self._next = 0.0

    def sample(self) -> None:
        """Look, if it is time to."""
        now = time.monotonic()
        if now < self._next or not self._lock.acquire(blocking=False):
            return
        try:
            self._next = now + SAMPLE_EVERY
            process = psutil.Process()
            if process.pid != self._pid:  # a fork, whose parent has told of what was spent before
                self._pid, self._spent = process.pid, 0.0
            times = process.cpu_times()
            spent = times.user + times.system
            self._cpu.inc(max(0.0, spent - self._spent))
            self._spent = spent
            self._memory.set(process.memory_info().rss)
        finally:
            self._lock.release()


class _Answer:
    """The ASGI application; no function, which Starlette would call with a request."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._registry = registry

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        registry = self._registry
        directory = os.environ.get(MULTIPROCESS)
        if directory:
            _forget_the_dead(Path(directory))
            registry = CollectorRegistry()
            MultiProcessCollector(registry, path=directory)  # type: ignore[no-untyped-call]
        await make_asgi_app(registry)(scope, receive, send)


def metrics_app(registry: CollectorRegistry = REGISTRY) -> Any:
    """An ASGI application that answers with the metrics, for ``app.mount("/metrics", metrics_app())``.

    Where ``PROMETHEUS_MULTIPROC_DIR`` is set it answers for all workers, and leaves out the gauges of those that live
    no more.
    """
    return _Answer(registry)


def _forget_the_dead(directory: Path) -> None:
    for path in directory.glob("gauge_live*_*.db"):
        pid = path.stem.rpartition("_")[2]
        if pid.isdigit() and not psutil.pid_exists(int(pid)):
            mark_process_dead(int(pid), str(directory))  # type: ignore[no-untyped-call]
