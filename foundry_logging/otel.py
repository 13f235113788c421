"""
Records as OTLP logs for an OpenTelemetry collector (extra ``otel``).

    from foundry_logging.otel import export_logs

    export_logs("http://collector:4318/v1/logs", service_name="models")

Trace and span ids stand on every record, in the files as well, when a span is active; for that nothing need be called.
What is exported is redacted as the files are; a batch that cannot be sent is lost, while the files have it.
"""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

from opentelemetry._logs import LogRecord, SeverityNumber
from opentelemetry.context import get_current
from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter
from opentelemetry.sdk._logs import LoggerProvider
from opentelemetry.sdk._logs.export import BatchLogRecordProcessor
from opentelemetry.sdk.resources import SERVICE_NAME, Resource

from ._logrecord import scrub_record
from ._record import exception_texts
from ._redaction import scrub_exception_text
from ._runtime import RUNTIME

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["LogExport", "export_logs"]

SEVERITIES = (
    (logging.CRITICAL, SeverityNumber.FATAL),
    (logging.ERROR, SeverityNumber.ERROR),
    (logging.WARNING, SeverityNumber.WARN),
    (logging.INFO, SeverityNumber.INFO),
    (logging.DEBUG, SeverityNumber.DEBUG),
)
OWN = "opentelemetry"
"""The loggers of the exporter itself: what they say of a collector that is away must not be sent there."""


class LogExport(logging.Handler):
    """The handler that exports; made by ``export_logs``, ended by ``close()``, which sends what waits."""

    def __init__(self, provider: LoggerProvider) -> None:
        super().__init__()
        self._provider = provider

    def emit(self, record: logging.LogRecord) -> None:
        """Hand a record to the exporter, which sends it with the next batch."""
        if record.name.partition(".")[0] == OWN:
            return
        try:
            self._provider.get_logger(record.name).emit(_otlp(record))
        except Exception:
            self.handleError(record)

    def flush(self) -> None:
        """Returns when what was logged so far was sent, or could not be."""
        self._provider.force_flush()

    def close(self) -> None:
        """Send what waits, and export no more."""
        logging.root.removeHandler(self)
        self._provider.shutdown()
        super().close()


def export_logs(
    endpoint: str | None = None,
    *,
    service_name: str | None = None,
    headers: Mapping[str, str] | None = None,
    every: float = 1.0,
) -> LogExport:
    """Send every record, of the standard library's loggers too, to a collector from now on.

    As for any handler on the root logger, that logger's level is the lowest that is sent.

    Args:
        endpoint: where it takes OTLP over HTTP; None: as ``OTEL_EXPORTER_OTLP_ENDPOINT`` says, else this machine.
        service_name: the resource's ``service.name``; None: as ``OTEL_SERVICE_NAME`` says.
        headers: sent with each batch, for instance a key of the collector.
        every: seconds between two batches.
    """
    resource = Resource.create({SERVICE_NAME: service_name} if service_name else {})
    provider = LoggerProvider(resource=resource)
    exporter = OTLPLogExporter(endpoint=endpoint, headers=dict(headers) if headers else None)
    provider.add_log_record_processor(BatchLogRecordProcessor(exporter, schedule_delay_millis=every * 1000))
    export = LogExport(provider)
    RUNTIME.reach()
    logging.root.addHandler(export)
    return export


def _otlp(record: logging.LogRecord) -> LogRecord:
    fields: Any = getattr(record, "fields", None)
    if fields is None:  # it came by the standard library, and nobody has looked at it
        record = scrub_record(record)
    severity = next((number for level, number in SEVERITIES if record.levelno >= level), SeverityNumber.TRACE)
    attributes: dict[str, Any] = dict(_attributes(fields or {}))
    attributes |= {"code.file.path": record.pathname, "code.line.number": record.lineno}
    attributes |= _exception(record)
    return LogRecord(
        timestamp=int(record.created * 1e9),
        context=get_current(),
        severity_number=severity,
        severity_text=record.levelname,
        body=record.getMessage(),
        attributes=attributes,
    )


def _exception(record: logging.LogRecord) -> dict[str, str]:
    """What the conventions want to know of an exception, redacted."""
    if record.exc_info and record.exc_info[1] is not None:
        kind, message, stack = exception_texts(record.exc_info[1])
    elif record.exc_text:  # a traceback that has been redacted, whose last line tells the rest
        stack = record.exc_text
        kind, _, message = stack.rstrip("\n").rpartition("\n")[2].partition(": ")
    else:
        return {}
    texts = {"type": kind, "message": message, "stacktrace": stack}
    return {f"exception.{name}": scrub_exception_text(text) for name, text in texts.items()}


def _attributes(fields: Mapping[str, object]) -> Iterator[tuple[str, Any]]:
    """Fields as OTLP takes them: texts, numbers, flags and lists of texts; what is deeper as JSON."""
    for name, value in fields.items():
        if value is None or isinstance(value, str | bool | int | float):
            yield name, "null" if value is None else value
        elif isinstance(value, list) and all(isinstance(item, str) for item in value):
            yield name, value
        else:
            yield name, json.dumps(value, ensure_ascii=False, default=str)
