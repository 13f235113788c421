"""Records of the standard library reach our files: once, whole, redacted, and only after ``configure()``."""

from __future__ import annotations

import configparser
import copy
import logging
import logging.config
import logging.handlers
import pickle
import queue
import sys
import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundry_logging import bind_context, configure, get_logger, shutdown, stats
from foundry_logging._runtime import RUNTIME
from foundry_logging.sinks.file import FileSink
from foundry_logging.testing import capture_logs
from tests.runtime.stdlib import Listener, restored

std = pytest.fixture(restored, name="std")


def library(std: Any, name: str = "some.library") -> logging.Logger:
    logger: logging.Logger = std(name)
    logger.setLevel(logging.DEBUG)
    return logger


def alone(std: Any) -> logging.Logger:
    """A library's logger that keeps its records from pytest's handlers: those raise on what cannot be formatted."""
    logger = library(std)
    logger.addHandler(Listener())
    logger.propagate = False
    return logger


# -- what a record becomes ---------------------------------------------------------------------------------------------


def test_a_record_of_a_library_is_ours_with_its_name_level_and_message(files, std):
    configure()
    library(std).warning("Retrying %s in %d s", "get", 3)
    record = files.last()
    assert (record["logger"], record["level"], record["message"]) == ("some.library", "warning", "Retrying get in 3 s")


def test_without_configure_a_library_that_logs_through_us_takes_nothing(files, std):
    get_logger("a").info("x")
    library(std).error("theirs")
    assert [record["message"] for record in files.records()] == ["x"]


@pytest.mark.parametrize(
    ("number", "level"),
    [(5, "debug"), (10, "debug"), (20, "info"), (25, "info"), (30, "warning"), (50, "critical"), (99, "critical")],
)
def test_a_level_between_ours_is_the_lower_one(files, std, number, level):
    configure(level="DEBUG")
    std("some.library").setLevel(1)
    std("some.library").log(number, "x")
    assert files.last()["level"] == level


def test_the_name_of_a_level_that_we_do_not_have_is_kept(files, std):
    configure()
    logging.addLevelName(25, "NOTICE")
    try:
        library(std).log(25, "x")
    finally:
        logging.addLevelName(25, "Level 25")
    assert files.last()["level_name"] == "NOTICE"


def test_what_extra_says_are_fields_and_none_can_forge_the_record(files, std):
    configure()
    library(std).info("x", extra={"tokens": 7, "level": "debug", "stacklevel": 3, "extra": {"a": 1}, "_private": 1})
    record = files.last()
    assert (record["tokens"], record["level"], record["field_level"]) == (7, "info", "debug")
    assert (record["field_stacklevel"], record["field_extra"]) == (3, {"a": 1})
    assert "_private" not in record


def test_uvicorns_second_copy_of_the_message_is_no_field(files, std):
    configure()
    library(std).info("x", extra={"color_message": "\x1b[1mx"})
    assert "color_message" not in files.last()


def test_message_arguments_fields_and_traceback_are_redacted(files, std):
    configure()
    try:
        raise ValueError("password=hunter2")
    except ValueError:
        library(std).exception("token=%s for %s", "abcdef0123456789", "bob", extra={"api_key": "sk-1"})
    record = files.last()
    assert record["message"] == "token=*** for bob"
    assert record["api_key"] == "***"
    assert "hunter2" not in files.text() + files.text("fastapi-foundry-structured.jsonl")
    assert record["exception"]["type"] == "ValueError"


def test_a_brace_in_a_message_of_others_is_a_brace(files, std):
    configure()
    library(std).info("{tokens} %s", "{tokens}", extra={"tokens": 7})
    assert files.last()["message"] == "{tokens} {tokens}"


def test_arguments_that_do_not_fit_the_message_are_kept_beside_it(files, std):
    logger = alone(std)
    configure()
    logger.info("%d of", "x")
    record = files.last()
    assert (record["message"], record["args"]) == ("%d of", ["x"])


def test_a_mapping_as_the_only_argument_is_taken_by_name(files, std):
    configure()
    library(std).info("%(a)s and %(b)s", {"a": 1, "b": 2})
    assert files.last()["message"] == "1 and 2"


def test_a_message_that_is_no_text_comes_as_its_text(files, std):
    configure()
    library(std).info(ValueError("boom"))
    assert files.last()["message"] == "boom"


def test_the_stack_that_was_asked_for_is_in_the_record(files, std):
    configure()
    library(std).info("x", stack_info=True)
    assert files.last()["stack_info"].startswith("Stack (most recent call last):")
    assert "test_the_stack_that_was_asked_for" in files.last()["stack_info"]


def test_a_traceback_that_is_text_already_is_kept(files, std):
    configure()
    record = logging.makeLogRecord({"name": "far", "levelno": 40, "msg": "x", "exc_text": "boom: password=hunter2"})
    logging.getLogger("some.library").handle(record)
    assert files.last()["stack_info"] == "boom: password=***"


def test_in_dev_the_line_names_the_place_of_the_librarys_call(files, std, monkeypatch):
    monkeypatch.setenv("FASTAPI_FOUNDRY_MODE", "dev")
    configure(console_level="CRITICAL")
    library(std).info("x")
    line = sys._getframe().f_lineno - 1
    assert f"| some.library | test_bridge_inward.py:{line} | x" in files.lines()[-1]


def test_the_context_of_the_request_is_on_records_of_libraries_too(files, std):
    configure()
    bind_context(request_id="r1")
    library(std).info("x")
    assert files.last()["request_id"] == "r1"


def test_a_record_that_cannot_be_read_is_no_reason_to_raise(files, std):
    class Broken:
        def __str__(self) -> str:
            raise RuntimeError("no")

        __repr__ = __str__

    logger = alone(std)
    configure()
    logger.info(Broken(), extra={"value": Broken()})
    record = logging.makeLogRecord({"name": Broken(), "levelno": 20, "msg": None, "args": Broken(), "lineno": "?"})
    logger.handle(record)
    assert len(files.records()) == 2


def test_a_record_whose_attributes_fail_is_counted_and_told(files, std, capsys):
    class Strange(logging.LogRecord):
        @property
        def lineno(self) -> int:
            raise RuntimeError("no")

        @lineno.setter
        def lineno(self, _: int) -> None: ...

    logger = alone(std)
    configure()
    logger.handle(Strange("a", 20, "", 0, "x", None, None))
    assert stats().failed == 1
    assert "RuntimeError" in capsys.readouterr().err


def test_a_record_of_another_process_says_so(files, std):
    configure()
    library(std).handle(logging.makeLogRecord({"name": "far", "levelno": 20, "msg": "x", "process": 1}))
    assert files.last()["process"] == 1


# -- levels ------------------------------------------------------------------------------------------------------------


def test_the_level_of_a_library_is_set_as_that_of_any_logger(files, std):
    configure()
    get_logger("some.library").set_level("ERROR")
    library(std).warning("no")
    library(std).error("yes")
    get_logger("some.library").set_level(None)
    assert [record["message"] for record in files.records()] == ["yes"]


def test_records_below_the_files_level_are_left_out(files, std):
    configure(level="WARNING")
    library(std).info("no")
    library(std).warning("yes")
    assert [record["message"] for record in files.records()] == ["yes"]


def test_where_nobody_has_configured_logging_libraries_are_heard_from_info_on(run, tmp_path):
    code = """
import logging, foundry_logging
foundry_logging.configure(mode="prod")
logging.getLogger("lib").info("heard")
logging.getLogger("lib").debug("not heard")
assert logging.root.level == logging.INFO
foundry_logging.shutdown()
assert logging.root.level == logging.WARNING
assert logging.root.handlers == []
"""
    assert run(code).stderr == ""
    text = (tmp_path / "logs" / "fastapi-foundry.log").read_text()
    assert "heard" in text
    assert "not heard" not in text


@pytest.mark.parametrize("before", ["logging.basicConfig()", "logging.root.setLevel(logging.ERROR)"])
def test_the_root_loggers_level_is_left_to_who_has_configured_logging(run, before):
    code = f"import logging, foundry_logging\n{before}\nlevel = logging.root.level\n"
    done = run(f"{code}foundry_logging.configure(mode='prod')\nassert logging.root.level == level")
    assert (done.returncode, done.stderr) == (0, "")


# -- once --------------------------------------------------------------------------------------------------------------


def test_a_logger_that_keeps_its_records_is_heard(files, std):
    logger = alone(std)
    configure()
    logger.info("x")
    assert [record["message"] for record in files.records()] == ["x"]


def test_a_record_that_passes_two_of_our_handlers_is_taken_once(files, std):
    logger = alone(std)
    configure()
    logger.propagate = True
    logger.info("x")
    assert [record["message"] for record in files.records()] == ["x"]


def test_configuring_twice_takes_a_record_once(files, std):
    configure()
    configure()
    library(std).info("x")
    assert [record["message"] for record in files.records()] == ["x"]


def test_two_loggers_that_share_a_list_of_handlers_share_ours(files, std):
    """As gunicorn's worker for uvicorn makes it."""
    first, second = alone(std), library(std, "second.library")
    second.propagate = False
    second.handlers = first.handlers
    configure()
    first.info("1")
    second.info("2")
    assert [record["message"] for record in files.records()] == ["1", "2"]
    shutdown()
    assert [type(handler) for handler in first.handlers] == [Listener]
    second.handlers = []


@pytest.mark.parametrize("handlers", [[], [logging.NullHandler()]], ids=["none", "null"])
def test_a_logger_that_somebody_has_silenced_stays_silent(files, std, handlers):
    logger = library(std)
    logger.handlers[:] = handlers
    logger.propagate = False
    configure()
    logger.error("x")
    assert not files.directory.exists()


def test_our_own_records_are_never_taken_back(files, std):
    listener = Listener()
    std("").addHandler(listener)
    configure()
    get_logger("a").error("x")
    assert listener.messages == ["x"]
    assert [record["message"] for record in files.records()] == ["x"]


def test_a_copy_of_our_record_is_not_taken_back_either(files, std):
    listener = Listener()
    std("").addHandler(listener)
    configure()
    get_logger("a").error("x")
    (record,) = listener.records
    logging.root.handle(copy.copy(record))
    logging.root.handle(pickle.loads(pickle.dumps(record)))
    assert len(files.records()) == 1


def test_a_queue_handler_beside_ours_makes_no_second_record(files, std):
    records: queue.SimpleQueue[logging.LogRecord] = queue.SimpleQueue()
    logger = library(std)
    std("").addHandler(logging.handlers.QueueHandler(records))
    configure()
    logger.error("x")
    logging.root.handle(records.get_nowait())
    assert len(files.records()) == 1


def test_a_record_that_comes_late_has_the_time_at_which_it_was_made(files, std):
    records: queue.SimpleQueue[logging.LogRecord] = queue.SimpleQueue()
    logger = library(std)
    logger.addHandler(logging.handlers.QueueHandler(records))
    logger.error("through a queue")
    configure()
    late = records.get_nowait()
    late.created = 1_765_290_721.25
    logging.root.handle(late)
    assert (files.last()["timestamp"], files.last()["ts"]) == ("2025-12-09T14:32:01Z", 1_765_290_721.25)
    shown = time.strftime("%Y-%m-%d %H:%M:%S.250 ", time.localtime(late.created))
    assert files.lines()[-1].startswith(shown)


def test_a_record_that_comes_late_takes_no_file_back_in_time(files, std, monkeypatch):
    configure()
    seconds: list[int] = []
    write = FileSink.write

    def noted(sink, line, second, lines=1):
        seconds.append(second)
        write(sink, line, second, lines)

    monkeypatch.setattr(FileSink, "write", noted)
    before = int(time.time())
    logging.root.handle(logging.makeLogRecord({"msg": "x", "levelno": 40, "created": 3.5}))
    assert files.last()["ts"] == 3.5
    assert seconds
    assert min(seconds) >= before


@pytest.mark.parametrize("created", [-1.0, 1e15, float("nan"), "yesterday", None])
def test_a_time_that_is_none_is_that_of_the_arrival(files, std, created):
    configure()
    before = time.time()
    logging.root.handle(logging.makeLogRecord({"msg": "x", "levelno": 40, "created": created}))
    assert before - 0.001 <= files.last()["ts"] <= time.time()


def test_a_filter_on_our_handler_is_obeyed(files, std):
    configure()
    (ours,) = (handler for handler in logging.root.handlers if type(handler).__module__.startswith("foundry_logging"))
    ours.addFilter(lambda record: "noise" not in record.msg)
    library(std).error("noise")
    library(std).error("x")
    assert [record["message"] for record in files.records()] == ["x"]


def test_captured_logs_hold_the_records_of_libraries(files, std):
    configure()
    with capture_logs() as records:
        library(std).info("x")
    assert [record["message"] for record in records] == ["x"]


# -- the console -------------------------------------------------------------------------------------------------------


def test_what_another_handler_shows_on_the_terminal_is_not_shown_twice(files, std, capsys):
    configure(console_level="DEBUG")
    logger = library(std)
    logger.warning("ours")
    logger.addHandler(logging.StreamHandler(sys.stderr))
    logger.warning("theirs")
    shown = capsys.readouterr().err
    assert (shown.count("ours"), shown.count("theirs")) == (1, 1)
    assert len(files.records()) == 2


def test_a_handler_that_would_not_take_the_record_shows_nothing_so_the_console_does(files, std, capsys):
    configure(console_level="DEBUG")
    logger = library(std)
    handler = logging.StreamHandler(sys.stderr)
    handler.setLevel(logging.ERROR)
    logger.addHandler(handler)
    logger.warning("x")
    assert " | some.library | " in capsys.readouterr().err


# -- staying there -----------------------------------------------------------------------------------------------------

CONFIG: dict[str, Any] = {
    "version": 1,
    "handlers": {"one": {"class": "tests.runtime.stdlib.Listener"}},
    "loggers": {"kept": {"handlers": ["one"], "level": "INFO", "propagate": False}},
    "root": {"handlers": ["one"], "level": "INFO"},
}


@pytest.mark.parametrize("disable", [True, False])
def test_dict_config_after_configure_leaves_our_handler_where_it_was(files, std, disable):
    std("early")
    configure()
    logging.config.dictConfig({**CONFIG, "disable_existing_loggers": disable})
    logging.getLogger("kept").info("kept")
    logging.getLogger("late").info("late")
    logging.getLogger("early").info("early")
    get_logger("ours").info("ours")
    expected = ["kept", "late", "ours"] if disable else ["kept", "late", "early", "ours"]
    assert [record["message"] for record in files.records()] == expected


def test_dict_config_does_not_mute_what_python_says_of_errors_that_nobody_caught(files, std):
    std("asyncio")
    configure()
    logging.config.dictConfig({**CONFIG, "disable_existing_loggers": True})
    logging.getLogger("asyncio").error("Task exception was never retrieved")
    assert files.last()["logger"] == "asyncio"


def test_a_logger_that_was_disabled_before_stays_disabled(files, std):
    std("asyncio").disabled = True
    configure()
    logging.config.dictConfig(CONFIG)
    assert logging.getLogger("asyncio").disabled is True


def test_a_dict_config_that_fails_leaves_our_handler_in_place(files, std):
    configure()
    with pytest.raises(ValueError, match="Unable to configure"):
        logging.config.dictConfig({**CONFIG, "filters": {"bad": {"()": "no.such.thing"}}})
    logging.getLogger("some.library").error("x")
    assert files.last()["message"] == "x"


INI = """
[loggers]
keys=root
[handlers]
keys=one
[formatters]
keys=
[logger_root]
level=INFO
handlers=one
[handler_one]
class=tests.runtime.stdlib.Listener
args=()
"""


def _by_basic_config() -> None:
    logging.basicConfig(force=True, handlers=[Listener()])


def _by_file_config() -> None:
    parser = configparser.ConfigParser()
    parser.read_string(INI)
    logging.config.fileConfig(parser, disable_existing_loggers=False)


def _by_hand() -> None:
    logging.root.handlers = [Listener()]


THROWN_AWAY = pytest.mark.parametrize("throw_away", [_by_basic_config, _by_file_config, _by_hand])


@THROWN_AWAY
def test_a_record_of_our_own_brings_back_a_handler_that_was_thrown_away(files, std, throw_away, monkeypatch):
    monkeypatch.setattr(logging.root, "handlers", list(logging.root.handlers))
    configure()
    throw_away()
    logging.getLogger("some.library").error("lost")
    get_logger(f"ours.{throw_away.__name__}").info("ours")  # a logger that has not looked around in this second
    logging.getLogger("some.library").error("heard")
    assert [record["message"] for record in files.records()] == ["ours", "heard"]


@THROWN_AWAY
def test_so_does_a_server_that_starts(files, std, throw_away, monkeypatch):
    monkeypatch.setattr(logging.root, "handlers", list(logging.root.handlers))
    configure()
    throw_away()
    RUNTIME.reach()
    logging.getLogger("some.library").error("heard")
    assert [record["message"] for record in files.records()] == ["heard"]


def test_a_server_that_starts_configures_from_the_environment_if_nobody_has(files, std):
    RUNTIME.reach()
    library(std).error("heard")
    assert files.last()["message"] == "heard"


def test_closing_our_handler_does_nothing(files, std):
    configure()
    for handler in logging.root.handlers:
        if type(handler).__module__.startswith("foundry_logging"):
            handler.close()
    library(std).error("x")
    assert files.last()["message"] == "x"


def test_shutdown_takes_our_handler_away_and_gives_dict_config_back(files, std):
    before = logging.config.dictConfigClass
    handlers = list(logging.root.handlers)
    configure()
    assert logging.config.dictConfigClass is not before
    shutdown()
    assert logging.config.dictConfigClass is before
    assert logging.root.handlers == handlers
    library(std).error("x")
    assert not files.directory.exists()


ANYTHING = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.binary(), st.just(object()))


@pytest.fixture
def intake():
    """Our handler, as it stands on the root logger."""
    configure(log_dir=None, level="DEBUG", mode="prod")
    (ours,) = (handler for handler in logging.root.handlers if type(handler).__module__.startswith("foundry_logging"))
    return ours


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    record=st.fixed_dictionaries(
        {"msg": st.one_of(st.text(), ANYTHING)},
        optional={
            "name": st.one_of(st.text(), ANYTHING),
            "levelno": st.one_of(st.integers(), ANYTHING),
            "args": st.one_of(st.tuples(ANYTHING, ANYTHING), st.dictionaries(st.text(), ANYTHING), ANYTHING),
            "exc_info": st.one_of(st.just((ValueError, ValueError("x"), None)), ANYTHING),
            "exc_text": ANYTHING,
            "stack_info": ANYTHING,
            "pathname": ANYTHING,
            "lineno": ANYTHING,
            "funcName": ANYTHING,
            "process": ANYTHING,
            "created": ANYTHING,
            "extra": ANYTHING,
            "stacklevel": ANYTHING,
            "message": ANYTHING,
            "ts": ANYTHING,
        },
    )
)
def test_whatever_a_record_is_made_of_it_becomes_one_record_of_ours(record, intake):
    with capture_logs() as records:
        intake.handle(logging.makeLogRecord(record))
    assert len(records) == 1
    assert stats().failed == 0
