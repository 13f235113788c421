"""What the metrics count: the same as the records, with few labels, in one process and in several."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from prometheus_client import CollectorRegistry
from prometheus_client.parser import text_string_to_metric_families

from foundry_logging import get_logger
from foundry_logging.metrics import MOST, Metrics
from foundry_logging.testing import capture_logs
from tests.servers import Server, serving
from tests.web.conftest import SERVICE, UVICORN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

logger = get_logger("api")
WITH_METRICS = SERVICE.replace('exclude=("/health"', 'metrics="/metrics", exclude=("/health"')


@pytest.fixture
def registry() -> Iterator[CollectorRegistry]:
    """A registry that counts while the test runs; nothing is written to files."""
    own = CollectorRegistry()
    metrics = Metrics(own).install()
    with capture_logs():
        yield own
    metrics.uninstall()


def asked(*, route: str | None = "/x", status: int = 200, method: str = "GET") -> None:
    logger.log_api_request(method=method, path="/x/1", status_code=status, duration=0.2, route=route)


def test_requests_are_counted_by_route_and_errors_by_type(registry: CollectorRegistry) -> None:
    asked()
    asked()
    asked(status=404, route=None)
    asked(status=503)

    value = registry.get_sample_value
    assert value("http_requests_total", {"method": "GET", "route": "/x", "status": "200"}) == 2
    assert value("http_requests_total", {"method": "GET", "route": "unmatched", "status": "404"}) == 1
    assert value("http_request_duration_seconds_count", {"method": "GET", "route": "/x"}) == 3
    assert value("http_request_duration_seconds_sum", {"method": "GET", "route": "/x"}) == pytest.approx(0.6)
    assert (value("errors_total", {"type": "4xx"}), value("errors_total", {"type": "5xx"})) == (1, 1)
    assert value("service_resident_memory_bytes") > 1_000_000
    assert value("service_cpu_seconds_total") > 0


def test_they_count_whatever_the_level_is(registry: CollectorRegistry) -> None:
    logger.set_level("critical")
    asked()
    logger.set_level(None)

    assert registry.get_sample_value("http_requests_total", {"method": "GET", "route": "/x", "status": "200"}) == 1


def test_an_exception_is_counted_once_however_many_handlers_log_it(registry: CollectorRegistry) -> None:
    try:
        try:
            raise KeyError("model")
        except KeyError:
            logger.exception("inner")
            raise
    except KeyError as error:
        logger.error("outer", exc_info=error)
        get_logger("another").exception("again")
    logger.error("another one", exc_info=ValueError("x"))

    value = registry.get_sample_value
    assert value("exceptions_total", {"exception": "KeyError"}) == 1
    assert value("exceptions_total", {"exception": "ValueError"}) == 1
    assert value("errors_total", {"type": "exception"}) == 2


def test_a_scanner_and_a_zoo_of_names_make_no_zoo_of_time_series(registry: CollectorRegistry) -> None:
    for number in range(10_000):
        asked(route=None, status=404, method=f"X{number}" if number % 2 else "GET")
    for number in range(300):
        asked(route=f"/r{number}")
        logger.log_model_operation(model_id=f"m{number}", operation="generate", status="success")

    label = {sample.labels.get("route") for family in registry.collect() for sample in family.samples}
    models = {sample.labels.get("model") for family in registry.collect() for sample in family.samples}
    assert len(label - {None}) == MOST + 2  # and unmatched and other
    assert len(models - {None}) == MOST + 1
    other = {"method": "other", "route": "unmatched", "status": "404"}
    assert registry.get_sample_value("http_requests_total", other) == 5000


def test_models(registry: CollectorRegistry) -> None:
    with logger.log_model_operation(model_id="qwen", operation="load"):
        pass
    with logger.log_model_operation(model_id="qwen", operation="generate") as operation:
        operation.first_token()
        operation.add(input_tokens=3, output_tokens=20)
    logger.log_model_operation(model_id="qwen", operation="generate", status="timeout", duration=4.5)

    value = registry.get_sample_value
    generate = {"model": "qwen", "operation": "generate"}
    assert value("model_operations_total", {**generate, "status": "success"}) == 1
    assert value("model_operations_total", {**generate, "status": "timeout"}) == 1
    assert value("model_operation_duration_seconds_sum", generate) == pytest.approx(4.5, abs=0.2)
    assert value("model_tokens_total", {"model": "qwen", "kind": "output"}) == 20
    assert value("model_time_to_first_token_seconds_count", {"model": "qwen"}) == 1
    assert value("model_load_duration_seconds", {"model": "qwen"}) > 0


def test_an_observer_that_fails_harms_neither_the_call_nor_the_record(registry: CollectorRegistry) -> None:
    with capture_logs() as logs:
        logger.log_api_request(method="GET", path="/", status_code=float("nan"), duration=object(), route=object())

    assert len(logs) == 1


def scraped(server: Server) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    with server.client() as client:
        text = client.get("/metrics").text
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def requests_of(samples: dict[tuple[str, tuple[tuple[str, str], ...]], float], route: str) -> float:
    found = (
        value
        for (name, labels), value in samples.items()
        if name == "http_requests_total" and ("route", route) in labels
    )
    return sum(found)


@pytest.mark.slow
def test_a_service_answers_with_what_it_has_counted(tmp_path: Path) -> None:
    with serving(tmp_path, *UVICORN, service=WITH_METRICS) as server:
        for number in (1, 2, 404):
            server.get(f"/items/{number}")
        server.get("/crash")
        server.requests("/crash")
        samples = scraped(server)

    assert requests_of(samples, "/items/{number}") == 3
    assert samples["exceptions_total", (("exception", "ValueError"),)] == 1
    assert samples["errors_total", (("type", "5xx"),)] == 1
    assert not any(record.get("api_path") == "/metrics" for record in server.records)


@pytest.mark.slow
def test_four_workers_are_counted_together_and_the_dead_leave_no_gauge(tmp_path: Path) -> None:
    shared = tmp_path / "prometheus"
    shared.mkdir()
    env = {"PROMETHEUS_MULTIPROC_DIR": str(shared)}
    with serving(tmp_path, *UVICORN, "--workers", "4", service=WITH_METRICS, workers=4, env=env) as server:
        for number in range(60):
            assert server.get(f"/items/{number}") == 200
        server.requests("/items/59")
        samples = scraped(server)
        (shared / "gauge_liveall_999999.db").write_bytes((next(shared.glob("gauge_liveall_*.db"))).read_bytes())
        after = scraped(server)

    assert requests_of(samples, "/items/{number}") == 60
    assert not any(("pid", "999999") in labels for _, labels in after)
    pids = {dict(labels)["pid"] for name, labels in samples if name == "service_resident_memory_bytes"}
    assert 1 <= len(pids) <= 4
    assert all(re.fullmatch(r"\d+", pid) for pid in pids)
