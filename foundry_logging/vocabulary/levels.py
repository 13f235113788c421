"""Levels, log methods, the keys of a record, and the service methods with their fields."""

from __future__ import annotations

from types import MappingProxyType

from ._frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

MARK = "***"
"""What stands where a secret stood. It never holds any part of the value."""

LEVELS: Mapping[str, int] = MappingProxyType({"debug": 10, "info": 20, "warning": 30, "error": 40, "critical": 50})
"""The canonical levels, with the numbers of the standard library."""

LEVEL_ALIASES: Mapping[str, str] = MappingProxyType({"warn": "warning", "fatal": "critical"})
"""Other spellings of a level, as a method and as a value, with the canonical one."""

LOG_METHODS: Mapping[str, str] = MappingProxyType(
    {
        **{level: level for level in LEVELS},
        **LEVEL_ALIASES,
        "exception": "error",
        # loguru's two extra levels, at their nearest neighbour
        "trace": "debug",
        "success": "info",
        # structlog's asynchronous twins
        **{f"a{level}": level for level in LEVELS},
        "aexception": "error",
    }
)
"""The methods that write one record, with the canonical level of that record."""

CONTROLS = frozenset({"exc_info", "stack_info", "stacklevel", "extra"})
"""Keyword arguments of a log call that steer it and are no fields, on every kind of logger."""

CONTEXT_METHODS = frozenset({"bind", "unbind", "new", "opt", "getChild", "patch", "contextualize"})
"""Methods that give back a logger (or a context) and write nothing."""

# `args` and `kwargs` are not among them: a trace of calls logs both as fields, and neither can forge a record.
RECORD_KEYS = frozenset(
    {
        "timestamp",
        "ts",
        "level",
        "logger",
        "message",
        "template",
        "pid",
        "seq",
        "exception",
        "exc_missing",
        "trace_id",
        "span_id",
    }
)
"""The keys of a JSON record that only the runtime writes. A field of that name is stored as ``field_<name>``."""

LOGRECORD_ATTRIBUTES = frozenset(
    {
        "args",
        "asctime",
        "created",
        "exc_info",
        "exc_text",
        "filename",
        "funcName",
        "levelname",
        "levelno",
        "lineno",
        "message",
        "module",
        "msecs",
        "msg",
        "name",
        "pathname",
        "process",
        "processName",
        "relativeCreated",
        "stack_info",
        "taskName",  # Python 3.12 and up
        "thread",
        "threadName",
    }
)
"""Attributes of ``logging.LogRecord`` that a key of ``extra=`` may not overwrite."""

OPERATION_STATUSES = frozenset({"started", "success", "error", "cancelled", "timeout"})
"""What ``status`` of a model operation may be."""


class ServiceMethod(Frozen):
    """The parameters of one service method of a logger; any further keyword is a field."""

    __slots__ = ("positional", "required", "optional", "statuses")  # noqa: RUF023 - the order of the parameters

    positional: tuple[str, ...]
    required: tuple[str, ...]
    optional: tuple[str, ...]
    statuses: frozenset[str]

    def __init__(
        self,
        positional: tuple[str, ...] = (),
        required: tuple[str, ...] = (),
        optional: tuple[str, ...] = (),
        statuses: frozenset[str] = frozenset(),
    ) -> None:
        self._hold(positional, required, optional, statuses)


SERVICE_METHODS: Mapping[str, ServiceMethod] = MappingProxyType(
    {
        "log_api_request": ServiceMethod(required=("method", "path", "status_code", "duration")),
        "log_model_operation": ServiceMethod(
            required=("model_id", "operation", "status"), optional=("duration",), statuses=OPERATION_STATUSES
        ),
        "timer": ServiceMethod(positional=("operation",)),
    }
)
"""The service methods of a logger by name. Durations are seconds, as floats."""
