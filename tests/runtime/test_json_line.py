"""The JSON line: its keys, and every value that JSON does not know."""

from __future__ import annotations

import collections
import dataclasses
import datetime as dt
import decimal
import enum
import json
import os
import pathlib
import subprocess
import sys
import threading
import time
import types
import unicodedata
import uuid
from importlib.resources import files as resources
from typing import NamedTuple

import jsonschema
import pydantic
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foundry_logging import bind_context, context, get_logger
from foundry_logging._encode import encode
from foundry_logging._text import Line

SCHEMA = json.loads(resources("foundry_logging").joinpath("schema.json").read_text(encoding="utf-8"))


class Color(enum.Enum):
    RED = "red"


class Number(enum.IntEnum):
    ONE = 1


@dataclasses.dataclass
class Point:
    x: int
    y: int


class Pair(NamedTuple):
    left: int
    right: int


class Model(pydantic.BaseModel):
    model_id: str = "m"
    size: int = 3


class Opaque:
    def __repr__(self) -> str:
        return "<opaque>"


class Broken:
    def __repr__(self) -> str:
        raise RuntimeError("no repr")


class Text(str):
    __slots__ = ()


NOON = dt.datetime(2025, 12, 9, 14, 32, 1, 5, tzinfo=dt.timezone.utc)

VALUES = {
    "none": (None, None),
    "true": (True, True),
    "text": ("два слова", "два слова"),
    "text subclass": (Text("t"), "t"),
    "lone surrogate": ("a\ud800b", "a\\ud800b"),
    "64 bits": (2**63, 2**63),
    "over 64 bits": (2**70, 2**70),
    "under 64 bits": (-(2**70), -(2**70)),
    "huge": (1 << 10_000, "<integer of 10001 bits>"),
    "nan": (float("nan"), None),
    "infinity": (float("-inf"), None),
    "bytes": (b"abc\xff", "abc\\xff"),
    "bytearray": (bytearray(b"abc"), "abc"),
    "datetime": (NOON, "2025-12-09T14:32:01.000005+00:00"),
    "date": (NOON.date(), "2025-12-09"),
    "time with zone": (NOON.timetz(), "datetime.time(14, 32, 1, 5, tzinfo=datetime.timezone.utc)"),
    "timedelta": (dt.timedelta(seconds=1.5), 1.5),
    "uuid": (uuid.UUID(int=5), "00000000-0000-0000-0000-000000000005"),
    "decimal": (decimal.Decimal("1.10"), "1.10"),
    "enum": (Color.RED, "red"),
    "int enum": (Number.ONE, 1),
    "path": (pathlib.Path("/a/b"), "/a/b"),
    "dataclass": (Point(1, 2), {"x": 1, "y": 2}),
    "namedtuple": (Pair(1, 2), {"left": 1, "right": 2}),
    "pydantic": (Model(), {"model_id": "m", "size": 3}),
    "set": ({1}, [1]),
    "frozenset": (frozenset({"a"}), ["a"]),
    "deque": (collections.deque([1, 2]), [1, 2]),
    "mapping": (types.MappingProxyType({"a": 1}), {"a": 1}),
    "other keys": ({1: "int", "1": "text", None: 0, b"k": 1}, {"1": "int", "1'": "text", "None": 0, "k": 1}),
    "exception": (ValueError("boom"), "ValueError: boom"),
    "object": (Opaque(), "<opaque>"),
    "broken object": (Broken(), "<Broken: repr failed with RuntimeError>"),
    "nested": ({"a": [2**70, {"b": "\udfff"}]}, {"a": [2**70, {"b": "\\udfff"}]}),
}


@pytest.mark.parametrize("kind", VALUES)
def test_every_kind_of_value_comes_out(files, kind):
    value, expected = VALUES[kind]
    get_logger("svc").info("x", value=value, beside=1)
    record = files.last()
    assert (record["value"], record["beside"]) == (expected, 1)


class Int64:
    """Stands for a numpy scalar, whose package the tests do not need otherwise."""

    dtype = types.SimpleNamespace(kind="i")

    def tolist(self) -> int:
        return 7


def test_a_numpy_like_scalar_comes_out_as_its_number(files):
    Int64.__module__ = "numpy"
    get_logger("svc").info("x", value=Int64(), values=[Int64()])
    assert (files.last()["value"], files.last()["values"]) == (7, [7])


def test_a_cycle_ends(files):
    loop: dict[str, object] = {"a": 1}
    loop["self"] = loop
    get_logger("svc").info("x", loop=loop)
    assert files.last()["loop"]["a"] == 1


def test_a_very_deep_value_comes_out(files):
    deep: list[object] = []
    for _ in range(5000):
        deep = [deep]
    get_logger("svc").info("x", deep=deep, beside=1)
    assert files.last()["beside"] == 1


def test_never_nan_in_the_text_of_a_line(files):
    get_logger("svc").info("x", a=float("nan"), b=[float("inf")], c={"d": float("nan")}, big=2**70)
    line = files.lines("fastapi-foundry-structured.jsonl")[0]
    assert "NaN" not in line
    assert "Infinity" not in line


def test_the_keys_stand_in_their_order(files):
    bind_context(request="r")
    get_logger("svc").bind(bound=1).info("x {field}", field=2)
    keys = ["timestamp", "ts", "level", "logger", "message", "template", "pid", "seq", "request", "bound", "field"]
    assert list(files.last()) == keys


def test_the_timestamp_is_utc_to_the_second_and_ts_the_same_moment(files):
    before = time.time()
    get_logger("svc").info("x")
    record = files.last()
    parsed = dt.datetime.strptime(record["timestamp"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=dt.timezone.utc)
    assert int(record["ts"]) == parsed.timestamp()
    assert before - 1e-5 <= record["ts"] <= time.time()


def test_pid_and_seq_name_the_process_and_count_its_records(files):
    for _ in range(3):
        get_logger("svc").info("x")
    records = files.records()
    assert {record["pid"] for record in records} == {os.getpid()}
    assert [record["seq"] - records[0]["seq"] for record in records] == [0, 1, 2]


def test_every_line_fits_the_schema_that_ships_with_the_package(files, capsys):
    logger = get_logger("svc")
    logger.info("x", value=1, level="clash", timestamp="clash")
    logger.info("{a}", a=1)
    logger.exception("no exception")
    try:
        raise ValueError("boom")
    except ValueError:
        logger.critical("x", exc_info=True, stack_info=True)
    with logger.timer("t"):
        logger.log_api_request(method="GET", path="/", status_code=200, duration=0.1)
    validator = jsonschema.Draft202012Validator(SCHEMA)
    validator.check_schema(SCHEMA)
    assert [list(validator.iter_errors(record)) for record in files.records()] == [[]] * 6


def test_the_schema_knows_every_key_that_only_the_runtime_writes():
    from foundry_logging.vocabulary.levels import RECORD_KEYS

    assert set(SCHEMA["properties"]) - {"stack_info"} == RECORD_KEYS


def test_the_schema_refuses_a_line_without_its_keys():
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid({"level": "loud"})


def test_a_line_is_one_line_of_utf_8(files):
    get_logger("svc").info("a\nb\r\u2028c", value="\n\x00")
    raw = (files.directory / "fastapi-foundry-structured.jsonl").read_bytes()
    assert raw.count(b"\n") == 1
    assert json.loads(raw.decode("utf-8"))["message"] == "a\nb\r\u2028c"


def test_the_active_opentelemetry_span_is_on_the_record(files):
    from opentelemetry import trace

    span = trace.NonRecordingSpan(
        trace.SpanContext(trace_id=0xABC, span_id=0xDEF, is_remote=False, trace_flags=trace.TraceFlags(1))
    )
    get_logger("svc").info("without")
    with trace.use_span(span):
        get_logger("svc").info("with")
    without, with_span = files.records()
    assert "trace_id" not in without
    assert (with_span["trace_id"], with_span["span_id"]) == (f"{0xABC:032x}", f"{0xDEF:016x}")


@pytest.mark.parametrize("api", [{}, {"get_current_span": lambda: 1 / 0}, {"get_current_span": lambda: None}])
def test_a_broken_or_half_imported_opentelemetry_loses_no_record(files, monkeypatch, api):
    half = types.ModuleType("opentelemetry.trace")
    vars(half).update(api)
    monkeypatch.setitem(sys.modules, "opentelemetry.trace", half)
    get_logger("a").info("x")
    assert files.last()["message"] == "x"
    assert "trace_id" not in files.last()


def test_opentelemetry_is_not_imported_by_us(run):
    done = run(
        "import sys\nfrom foundry_logging import get_logger\nget_logger('a').critical('x')\n"
        "print([name for name in sys.modules if name.startswith('opentelemetry')])"
    )
    assert done.stdout == "[]\n"


def test_threads_write_whole_lines_and_every_one(files):
    def work(number: int) -> None:
        for count in range(200):
            get_logger("svc").info("x", thread=number, count=count, padding="п" * 300)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {(record["thread"], record["count"]) for record in files.records()} == {
        (number, count) for number in range(8) for count in range(200)
    }


def test_several_processes_append_whole_lines_to_the_same_files(files, tmp_path):
    code = (
        "from foundry_logging import get_logger\n"
        "for count in range(300):\n    get_logger('svc').info('x', count=count, padding='п' * 2000)"
    )
    running = [subprocess.Popen([sys.executable, "-c", code], cwd=tmp_path) for _ in range(3)]
    assert [process.wait(timeout=60) for process in running] == [0, 0, 0]
    assert {(record["pid"], record["count"]) for record in files.records()} == {
        (process.pid, count) for process in running for count in range(300)
    }
    assert len(files.lines()) == 900


def test_context_fields_are_on_the_records_below_and_end_with_the_block(files):
    with context(request_id="r1"):
        get_logger("svc").info("in")
        with context(request_id="r2", user="u"):
            get_logger("svc").info("deeper")
        get_logger("svc").info("again")
    get_logger("svc").info("out")
    assert [record.get("request_id") for record in files.records()] == ["r1", "r2", "r1", None]
    assert [record.get("user") for record in files.records()] == [None, "u", None, None]


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()) | st.binary() | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text() | st.integers() | st.binary() | st.none(), inner, max_size=3)
        | st.tuples(inner)
        | st.frozensets(st.integers(), max_size=2)
    ),
    max_leaves=8,
)


@settings(deadline=None)  # what is proved here is no time
@given(st.dictionaries(st.text(st.characters()), ANYTHING, max_size=4))
def test_any_value_is_one_line_of_strict_json(value):
    line = encode(value)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1

    def refuse(name: str) -> None:
        raise AssertionError(name)

    assert len(json.loads(line.decode("utf-8"), parse_constant=refuse)) == len(value)


@settings(deadline=None)  # what is proved here is no time
@given(st.dictionaries(st.text(st.characters(), max_size=9), ANYTHING, max_size=4), st.text(st.characters()))
def test_any_value_is_one_line_of_plain_text(fields, text):
    line = Line("2025-12-09 14:32:01", 0.5, "info", text, "", text, fields, "").plain()
    assert line.endswith("\n")
    assert len(line.splitlines()) == 1
    assert {unicodedata.category(char) for char in line[:-1]}.isdisjoint({"Cc", "Cs", "Zl", "Zp"})
    line.encode("utf-8")
