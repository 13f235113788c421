"""The way of a record, and the corners of the surface that no other file turns to."""

from __future__ import annotations

import datetime as dt
import inspect
import json
import time

import pytest

import foundry_logging
from foundry_logging import FoundryLogger, bind_context, configure, get_logger
from foundry_logging.vocabulary import levels

from .value_cases import CASES

METHODS = [*levels.LEVELS, *levels.LEVEL_ALIASES, "exception", "log", "timer", "log_api_request", "log_model_operation"]
PARAMETERS = sorted(
    {
        name
        for method in [*METHODS, "bind", "unbind", "new", "set_level", "is_enabled_for"]
        for name in inspect.signature(getattr(FoundryLogger, method)).parameters
    }
    - {"fields"}
)


@pytest.mark.parametrize("name", [*PARAMETERS, "fields", "extra_fields", "context", "channel"])
@pytest.mark.parametrize("method", METHODS)
def test_no_parameter_of_any_method_is_in_the_way_of_a_field(files, monkeypatch, capsys, method, name):
    monkeypatch.setenv("LOG_LEVEL", "DEBUG")
    logger = get_logger("svc")
    first = {"log": ("info", "x"), "log_api_request": (), "log_model_operation": ()}.get(method, ("x",))
    own = {
        "log_api_request": {"method": "GET", "path": "/a", "status_code": 200, "duration": 0.5},
        "log_model_operation": {"model_id": "m", "operation": "o", "status": "success"},
    }.get(method, {})
    if name in {*own, *({"duration"} if method == "log_model_operation" else ())}:
        return  # it is the parameter itself
    made = getattr(logger, method)(*first, **own, **{name: "given"})
    if method == "timer":
        with made:
            pass
    record = files.last()
    stored = f"field_{name}" if name in levels.RECORD_KEYS else name
    assert "given" in (record.get(stored), record.get(f"field_{name}"))
    assert record["logger"] == "svc"


@pytest.mark.parametrize("name", sorted(levels.RECORD_KEYS))
@pytest.mark.parametrize("way", ["new", "context", "extra"])
def test_a_clash_is_kept_under_another_name_however_the_field_came(files, name, way):
    logger = get_logger("svc")
    if way == "context":
        bind_context(**{name: "forged"})
        logger.info("true")
    elif way == "new":
        logger.new(**{name: "forged"}).info("true")
    else:
        logger.info("true", extra={name: "forged"})
    record = files.last()
    assert record[f"field_{name}"] == "forged"
    assert (record["level"], record["logger"], record["message"]) == ("info", "svc", "true")


def test_only_a_zero_argument_lambda_is_lazy(files):
    get_logger("svc").info("x", none=lambda: 1, default=lambda value=2: value, rest=lambda *_: 3, names=lambda **_: 4)
    record = files.last()
    assert record["none"] == 1
    assert all("<lambda>" in record[name] for name in ("default", "rest", "names"))


@pytest.mark.parametrize("level", ["loud", None, "", 3.5])
def test_a_level_that_does_not_exist_is_enabled_as_the_warning_that_it_becomes(files, level):
    logger = get_logger("svc")
    assert logger.is_enabled_for(level)
    logger.log(level, "x", unknown_level="mine")
    assert (files.last()["level"], files.last()["unknown_level"]) == ("warning", "mine")
    logger.set_level("ERROR")
    try:
        assert not logger.is_enabled_for(level)
    finally:
        logger.set_level(None)


# -- time -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def at(monkeypatch):
    """Say what time it is, in microseconds since 1970."""
    now = [1_765_290_721_000_000]
    monkeypatch.setattr("foundry_logging._pipeline.time.time_ns", lambda: now[0] * 1000 + 999)

    def set_time(micros: int) -> None:
        now[0] = micros

    return set_time


def test_both_lines_show_the_same_moment_over_the_end_of_a_second_and_when_the_clock_is_set_back(files, at):
    start = 1_765_290_721_000_000
    moments = [0, 1, 999_999, 1_000_000, 1_000_001, 61_123_456, 500, -3_600_000_000, 0]
    for count, moment in enumerate(moments):
        at(start + moment)
        get_logger("svc").info("x", count=count)
        get_logger("svc").info("y", values=[count])
    for index, (record, text) in enumerate(zip(files.records(), files.lines(), strict=True)):
        micros = start + moments[index // 2]
        seconds = micros // 1_000_000
        assert record["ts"] == micros / 1e6
        assert record["timestamp"] == time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))
        shown = dt.datetime.fromtimestamp(seconds).strftime("%Y-%m-%d %H:%M:%S")
        assert text[:23] == f"{shown}.{micros % 1_000_000 // 1000:03d}"


def test_a_second_is_put_into_words_once(files, at, monkeypatch):
    calls = []
    strftime = time.strftime
    monkeypatch.setattr("foundry_logging._record.time.strftime", lambda *args: calls.append(1) or strftime(*args))
    for count in range(50):
        get_logger("svc").info("x", count=count)
        get_logger("other").error("x", values=[count])
    assert len(calls) == 2  # in UTC and in local time


# -- both lines -------------------------------------------------------------------------------------------------------


def test_a_record_that_the_quick_encoder_refuses_is_written_all_the_same(files):
    logger = get_logger("svc")
    for _ in range(2):
        logger.info("x", big=2**70, surrogate="a\ud800", huge=10**5000)
    first, second = files.records()
    assert (first["big"], second["big"]) == (2**70, 2**70)
    assert (second["surrogate"], second["huge"]) == ("a\\ud800", "<integer of 16610 bits>")
    assert f" | x | big={2**70} surrogate=" in files.lines()[1]


def test_a_field_of_another_object_under_the_same_name_is_judged_anew(files):
    logger = get_logger("svc")
    for value in (1, "two", [3], None, 4.5, True, {"password": "hunter2"}, b"\x00", 6):
        logger.info("x", thing=value)
    assert [record["thing"] for record in files.records()] == [
        1, "two", [3], None, 4.5, True, {"password": "***"}, "\x00", 6,
    ]  # fmt: skip


def test_names_are_judged_by_the_rules_of_the_configuration_in_force(files):
    logger = get_logger("svc")
    for words in ((), ("kennwort",), ()):
        configure(secret_words=words)
        for _ in range(2):
            logger.info("x", kennwort="geheim")
    assert [record["kennwort"] for record in files.records()] == ["geheim", "geheim", "***", "***", "geheim", "geheim"]


def test_a_text_that_names_a_secret_before_its_value_is_never_taken_for_constant(files):
    logger = get_logger("svc")
    for _ in range(2):
        logger.info("password: {value}", value="hunter2")
        logger.info("{what}: {value}", what="password", value="hunter2")
        logger.info("the {what} = {value}", what="api_key", value="hunter2")
        logger.info("API request: {path}", path="/a?token=hunter2")
    for name in ("fastapi-foundry.log", "fastapi-foundry-structured.jsonl"):
        assert "hunter2" not in files.text(name)


def test_the_text_line_says_of_a_number_what_the_json_line_says(files):
    logger = get_logger("svc")
    for _ in range(2):
        logger.info("x", small=1e-07, large=1e16, exact=0.1, whole=2.0, nan=float("nan"), yes=True, no=None)
    quick = files.lines("fastapi-foundry-structured.jsonl")[1]
    shown = dict(pair.split("=") for pair in files.lines()[1].rpartition(" | ")[2].split(" "))
    fields = {name: json.dumps(value) for name, value in json.loads(quick).items() if name in shown}
    assert shown["nan"] == fields["nan"] == "null"
    assert {name: json.loads(text) for name, text in shown.items()} == {
        name: json.loads(text) for name, text in fields.items()
    }


def test_configure_and_shutdown_are_optional_and_may_be_called_at_any_time(files):
    logger = get_logger("svc")
    foundry_logging.shutdown()
    foundry_logging.flush()
    logger.info("first")
    foundry_logging.shutdown()
    foundry_logging.shutdown()
    logger.info("second")
    configure()
    configure()
    logger.info("third")
    foundry_logging.flush()
    assert [record["message"] for record in files.records()] == ["first", "second", "third"]


@pytest.mark.parametrize("place", ["value", "message", "filled in"])
def test_no_known_kind_of_secret_reaches_a_file_from_any_place(files, place):
    logger = get_logger("svc")
    cases = [case for case in CASES if case.secrets for _ in range(2)]  # what is seen again is known
    for case in cases:
        if place == "value":
            logger.info("x", note=case.text, other="word")
        elif place == "message":
            logger.info(case.text, other="word")
        else:
            logger.info("see {note}", note=case.text)
    for case, record, line in zip(cases, files.records(), files.lines(), strict=True):
        shown = json.dumps([record["message"], record.get("note"), line], ensure_ascii=False)
        assert [secret for secret in case.secrets if json.dumps(secret)[1:-1] in shown] == []
