"""Traces on records, and records at a collector: a receiver on loopback that takes OTLP over HTTP."""

from __future__ import annotations

import gzip
import json
import logging
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest, ExportLogsServiceResponse
from opentelemetry.sdk.trace import TracerProvider

import foundry_logging
from foundry_logging.otel import export_logs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Collector(ThreadingHTTPServer):
    """Takes batches as a collector does, and keeps their records."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Batch)
        self.records: list[tuple[str, str, Any]] = []  # service, logger, record
        self.headers: list[dict[str, str]] = []

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1/logs"

    def take(self, batch: ExportLogsServiceRequest) -> None:
        for resource in batch.resource_logs:
            (service,) = (a.value.string_value for a in resource.resource.attributes if a.key == "service.name")
            for scope in resource.scope_logs:
                self.records += [(service, scope.scope.name, record) for record in scope.log_records]


class _Batch(BaseHTTPRequestHandler):
    server: Collector

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        if self.headers.get("content-encoding") == "gzip":
            body = gzip.decompress(body)
        assert self.headers["content-type"] == "application/x-protobuf"
        self.server.headers.append(dict(self.headers.items()))
        self.server.take(ExportLogsServiceRequest.FromString(body))
        answer = ExportLogsServiceResponse().SerializeToString()
        self.send_response(200)
        self.send_header("content-type", "application/x-protobuf")
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: Any) -> None:
        """Nothing on stderr."""


@pytest.fixture
def collector() -> Iterator[Collector]:
    with Collector() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def log_dir(tmp_path: Path) -> Iterator[Path]:
    foundry_logging.configure(log_dir=tmp_path, mode="prod", console_level="critical")
    level = logging.root.level  # pytest's handlers are there, so nobody has lowered it
    logging.root.setLevel(logging.INFO)
    yield tmp_path
    logging.root.setLevel(level)
    foundry_logging.shutdown()


def attributes(record: Any) -> dict[str, Any]:
    return {a.key: getattr(a.value, a.value.WhichOneof("value")) for a in record.attributes}


def test_records_reach_a_collector_with_their_fields_and_their_trace(collector: Collector, log_dir: Path) -> None:
    export = export_logs(collector.endpoint, service_name="models", headers={"x-tenant": "acme"})
    logger = foundry_logging.get_logger("api")
    with TracerProvider().get_tracer("test").start_as_current_span("ask") as span:
        logger.info("asked {path}", path="/x", user_id=7, password="hunter2", tags=["a"], deep={"token": "abc", "n": 1})
        try:
            raise ValueError("token=abcdef0123456789")
        except ValueError:
            logger.exception("failed")
        logging.getLogger("library").warning("password=%s", "hunter2")
    export.close()
    trace = span.get_span_context()

    assert {service for service, _, _ in collector.records} == {"models"}
    assert collector.headers[0]["x-tenant"] == "acme"
    by_logger = {(name, record.body.string_value): record for _, name, record in collector.records}
    asked, failed = by_logger["api", "asked /x"], by_logger["api", "failed"]
    assert (asked.severity_text, asked.severity_number) == ("INFO", 9)
    assert attributes(asked).items() >= {"path": "/x", "user_id": 7, "password": "***"}.items()
    assert json.loads(attributes(asked)["deep"]) == {"token": "***", "n": 1}
    assert (asked.trace_id, asked.span_id) == (trace.trace_id.to_bytes(16, "big"), trace.span_id.to_bytes(8, "big"))
    assert attributes(failed)["exception.type"] == "ValueError"
    assert "library" in {name for _, name, _ in collector.records}
    sent = " ".join(str(record) for _, _, record in collector.records)
    assert "hunter2" not in sent
    assert "abcdef0123456789" not in sent

    line = next(
        line
        for line in (log_dir / "fastapi-foundry-structured.jsonl").read_text("utf-8").splitlines()
        if "asked" in line
    )
    assert json.loads(line)["trace_id"] == f"{trace.trace_id:032x}"
    assert json.loads(line)["span_id"] == f"{trace.span_id:016x}"


def test_without_a_span_a_record_has_no_trace(collector: Collector, log_dir: Path) -> None:
    export = export_logs(collector.endpoint, service_name="models")
    foundry_logging.get_logger("api").info("alone")
    export.flush()
    export.close()
    foundry_logging.get_logger("api").info("behind the end")

    assert [(record.body.string_value, record.trace_id) for _, _, record in collector.records] == [("alone", b"")]
    assert "trace_id" not in (log_dir / "fastapi-foundry-structured.jsonl").read_text("utf-8")


def test_a_collector_that_is_away_harms_nobody(log_dir: Path) -> None:
    export = export_logs("http://127.0.0.1:9/v1/logs", service_name="models")
    logger = foundry_logging.get_logger("api")
    for number in range(100):
        logger.info("asked", number=number)
    export._provider._multi_log_record_processor.force_flush(10)
    logging.root.removeHandler(export)

    assert len((log_dir / "fastapi-foundry-structured.jsonl").read_text("utf-8").splitlines()) >= 100
