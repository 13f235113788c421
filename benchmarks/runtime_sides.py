"""One logger of ``benchmarks/runtime.py``, in a process of its own: it logs when it is told to, and says what it took.

Reads ``{"case": ..., "records": ...}`` lines from stdin, answers each by ``{"caller": ..., "total": ...}``: nanoseconds
of processor time of the threads that log, and of the whole process until everything is written. All sides write the
same files, where they can: everything as text, errors as text, one logger as text, everything as JSON.
"""

from __future__ import annotations

import json
import logging
import logging.handlers
import os
import queue
import sys
import threading
import time
from datetime import datetime, timezone
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
from runtime_cases import TEXT, by_extra, by_keyword

if TYPE_CHECKING:
    from collections.abc import Callable

NAME = "model-manager"
FILES = ("everything.log", "errors.log", "model-manager.log", "structured.jsonl")


def _nothing() -> None:
    return


class Side:
    """A logger that is set up: a loop a case, and how to wait until everything is written."""

    def __init__(self, cases: dict[str, Callable[[int], None]], wait: Callable[[], object] = _nothing) -> None:
        self.cases = {**cases, "2 threads": _in_two_threads(cases["4 fields"])} if "4 fields" in cases else cases
        self.wait = wait

    def run(self, case: str, records: int) -> dict[str, int]:
        """Log so many records, and wait for them."""
        _spent.clear()
        total, caller = time.process_time_ns(), time.thread_time_ns()
        self.cases[case](records)
        caller = time.thread_time_ns() - caller
        self.wait()
        return {"caller": sum(_spent) or caller, "total": time.process_time_ns() - total}


_spent: list[int] = []


def _in_two_threads(loop: Callable[[int], None]) -> Callable[[int], None]:
    def half(records: int) -> None:
        start = time.thread_time_ns()
        loop(records // 2)
        _spent.append(time.thread_time_ns() - start)

    def both(records: int) -> None:
        threads = [threading.Thread(target=half, args=(records,)) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    return both


def _as_words(fields: dict[str, Any]) -> str:
    return " ".join([f"{key}={value}" for key, value in fields.items()])


# -- the sides ---------------------------------------------------------------------------------------------------------


def floor(folder: Path) -> Side:
    """One ``orjson.dumps`` of a finished record and one ``os.write`` a file, of a text line that is there already."""
    json_file, everything, component, errors = (
        os.open(folder / name, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
        for name in ("structured.jsonl", "everything.log", "model-manager.log", "errors.log")
    )
    sizes = {"1 field": 1, "4 fields": 4, "4 fields, ERROR": 4, "16 fields": 16}
    pool = (
        ("method", "POST"), ("path", "/api/v1/generate"), ("status_code", 200), ("duration", 0.25),
        ("model", "qwen-chat"), ("prompt_size", 75), ("answer_size", 210), ("rate", 61.7), ("user", "u-1024"),
        ("tenant", "acme"), ("region", "eu-1"), ("retries", 0), ("cached", False), ("queue_size", 3),
        ("stage", "generate"), ("host", "n17"),
    )  # fmt: skip
    head = {"timestamp": "2025-12-09T14:32:01Z", "ts": 1765290721.123456, "level": "info", "logger": NAME}

    def loop(size: int, *files: int) -> Callable[[int], None]:
        record = {**head, "message": TEXT, "pid": 4242, "seq": 10, **dict(pool[:size])}
        line = f"2025-12-09 14:32:01.123 | INFO     | {NAME} | {TEXT} | {_as_words(dict(pool[:size]))}\n".encode()
        dumps, option, write = orjson.dumps, orjson.OPT_APPEND_NEWLINE, os.write

        def bare(records: int) -> None:
            for _ in range(records):
                write(json_file, dumps(record, option=option))
                for file in files:
                    write(file, line)

        return bare

    texts = {name: (everything, errors, component) if "ERROR" in name else (everything, component) for name in sizes}
    return Side({name: loop(size, *texts[name]) for name, size in sizes.items()})


def _ours(folder: Path, **options: Any) -> Side:
    from foundry_logging import configure, get_logger
    from foundry_logging._runtime import RUNTIME

    configure(mode="prod", level="info", log_dir=folder, **options)
    return Side(by_keyword(get_logger(NAME)), RUNTIME.drain)


def ours(folder: Path) -> Side:
    """Our logger as it comes: redacted, and written when the call returns."""
    return _ours(folder)


def ours_unredacted(folder: Path) -> Side:
    """The same without redaction, which no setting can turn off: what it costs."""
    from foundry_logging import _compose

    _compose.suspicious = lambda text: None
    _compose.scrub_record = lambda text, fields: (text, fields)
    return _ours(folder)


def ours_background(folder: Path) -> Side:
    """Our logger with a writer thread. The queue takes a whole round, as the peers' do, so that nothing is dropped."""
    return _ours(folder, write="background", queue_size=1_000_000)


class _StdlibText(logging.Formatter):
    def __init__(self) -> None:
        super().__init__("%(asctime)s.%(msecs)03d | %(levelname)-8s | %(name)s | %(message)s", "%Y-%m-%d %H:%M:%S")

    def formatMessage(self, record: logging.LogRecord) -> str:
        fields = getattr(record, "fields", None)
        line = super().formatMessage(record)
        return f"{line} | {_as_words(fields)}" if fields else line


class _StdlibJson(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
            "ts": record.created,
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "pid": record.process,
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[1] is not None:
            kind, error = type(record.exc_info[1]), record.exc_info[1]
            record.exc_text = record.exc_text or self.formatException(record.exc_info)
            line["exception"] = {"type": kind.__name__, "message": str(error), "stack": record.exc_text}
        return orjson.dumps(line, default=repr).decode()


def _four_handlers(folder: Path, text: logging.Formatter, as_json: logging.Formatter) -> list[logging.Handler]:
    handlers: list[logging.Handler] = []
    for name in FILES:
        handler = logging.FileHandler(folder / name, encoding="utf-8")
        handler.setFormatter(as_json if name.endswith("jsonl") else text)
        if name == "errors.log":
            handler.setLevel(logging.ERROR)
        if name == f"{NAME}.log":
            handler.addFilter(logging.Filter(NAME))
        handlers.append(handler)
    return handlers


def _stdlib_logger(handlers: list[logging.Handler]) -> logging.Logger:
    logging.raiseExceptions = False
    logger = logging.getLogger(NAME)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    for handler in handlers:
        logger.addHandler(handler)
    return logger


def stdlib(folder: Path) -> Side:
    """The standard library: four file handlers, the JSON one by orjson."""
    return Side(by_extra(_stdlib_logger(_four_handlers(folder, _StdlibText(), _StdlibJson()))))


def queue_handler(folder: Path) -> Side:
    """The same behind a QueueHandler and a QueueListener."""
    handlers = _four_handlers(folder, _StdlibText(), _StdlibJson())
    waiting: queue.Queue[Any] = queue.Queue(-1)
    listener = logging.handlers.QueueListener(waiting, *handlers, respect_handler_level=True)
    listener.start()

    def wait() -> None:
        listener.stop()
        listener.start()

    return Side(by_extra(_stdlib_logger([logging.handlers.QueueHandler(waiting)])), wait)


def structlog_native(folder: Path) -> Side:
    """structlog by itself, as its manual's chapter on performance says: one JSON file."""
    import structlog

    file = (folder / "structured.jsonl").open("ab")
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.format_exc_info,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(serializer=orjson.dumps),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.BytesLoggerFactory(file),
        cache_logger_on_first_use=True,
    )
    return Side(by_keyword(structlog.get_logger(name=NAME).bind()))


def structlog_stdlib(folder: Path) -> Side:
    """structlog through the standard library: its ProcessorFormatter on the same four handlers."""
    import structlog

    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    remove = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    text = structlog.stdlib.ProcessorFormatter(
        processors=[remove, structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "logger", "event"])]
    )
    as_json = structlog.stdlib.ProcessorFormatter(
        processors=[
            remove,
            structlog.processors.JSONRenderer(serializer=lambda *args, **kw: orjson.dumps(*args, **kw).decode()),
        ]
    )
    _stdlib_logger(_four_handlers(folder, text, as_json))
    return Side(by_keyword(structlog.get_logger(NAME).bind()))


def _loguru(folder: Path, *, enqueue: bool = False, serialize: bool = False) -> Side:
    from loguru import logger

    def as_json(record: Any) -> str:
        moment = record["time"]
        line = {
            "timestamp": datetime.fromtimestamp(moment.timestamp(), timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "ts": moment.timestamp(),
            "level": record["level"].name.lower(),
            "logger": NAME,
            "message": record["message"],
            "pid": record["process"].id,
            **{key: value for key, value in record["extra"].items() if key != "line"},
        }
        if record["exception"] is not None:
            line["exception"] = {
                "type": record["exception"].type.__name__,
                "message": str(record["exception"].value),
            }
        record["extra"]["line"] = orjson.dumps(line, default=repr).decode()
        return "{extra[line]}\n"  # loguru adds the traceback only where the format says {exception}

    def as_text(record: Any) -> str:
        fields = {key: value for key, value in record["extra"].items() if key not in ("line", "words")}
        record["extra"]["words"] = _as_words(fields)
        return "{time:YYYY-MM-DD HH:mm:ss.SSS} | {level: <8} | model-manager | {message} | {extra[words]}\n{exception}"

    logger.remove()
    for name in FILES:
        logger.add(
            folder / name,
            format=as_json if name.endswith("jsonl") and not serialize else as_text,
            serialize=serialize and name.endswith("jsonl"),
            level="ERROR" if name == "errors.log" else "INFO",
            filter=(lambda record: True) if name == f"{NAME}.log" else None,
            enqueue=enqueue,
            backtrace=False,
            diagnose=False,
            colorize=False,
        )
    return Side(by_keyword(logger), logger.complete if enqueue else _nothing)


def loguru(folder: Path) -> Side:
    """loguru with the same four files."""
    return _loguru(folder)


def loguru_serialize(folder: Path) -> Side:
    """loguru with the JSON that it makes itself, by the standard library's encoder, of all that it knows."""
    return _loguru(folder, serialize=True)


def loguru_enqueue(folder: Path) -> Side:
    """The same with ``enqueue=True``."""
    return _loguru(folder, enqueue=True)


SIDES: dict[str, Callable[[Path], Side]] = {
    side.__name__: side
    for side in (
        floor,
        ours,
        ours_unredacted,
        ours_background,
        stdlib,
        queue_handler,
        structlog_native,
        structlog_stdlib,
        loguru,
        loguru_serialize,
        loguru_enqueue,
    )
}


def _versions() -> dict[str, str]:
    return {name: version(name) for name in ("orjson", "structlog", "loguru")}


def main() -> None:
    """Be one side until stdin ends."""
    folder = Path(sys.argv[2])
    side = SIDES[sys.argv[1]](folder)
    print(json.dumps({"cases": list(side.cases), "versions": _versions()}), flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        answer = side.run(**asked)
        for file in folder.rglob("*.log*"):  # the JSON lines are among them
            if file.stat().st_size > 50_000_000:
                os.truncate(file, 0)
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
