"""Our records reach the handlers of others: redacted, with their place in the code, and without a loop."""

from __future__ import annotations

import io
import logging
import sys
from typing import Any

import pytest

from foundry_logging import configure, get_logger, stats
from tests.runtime.stdlib import Listener, restored

std = pytest.fixture(restored, name="std")


@pytest.fixture
def listener(std: Any) -> Listener:
    listener = Listener()
    std("").addHandler(listener)
    return listener


def test_caplog_has_our_records_with_their_fields(files, caplog):
    get_logger("a").warning("Killed {count} of %d", 9, count=3)
    (record,) = caplog.records
    assert (record.name, record.levelname, record.getMessage()) == ("a", "WARNING", "Killed 3 of 9")
    assert record.fields == {"count": 3}
    assert caplog.record_tuples == [("a", logging.WARNING, "Killed 3 of 9")]


def test_caplogs_level_is_obeyed(files, caplog):
    get_logger("a").info("no")
    with caplog.at_level(logging.INFO, logger="a"):
        get_logger("a").info("yes")
    assert caplog.messages == ["yes"]


def test_the_place_is_that_of_the_log_call(files, listener):
    get_logger("a").warning("x")
    frame = sys._getframe()
    (record,) = listener.records
    assert (record.pathname, record.lineno, record.funcName) == (__file__, frame.f_lineno - 3, frame.f_code.co_name)


def test_stacklevel_names_the_caller_of_a_helper(files, listener):
    def helper() -> None:
        get_logger("a").warning("x", stacklevel=2)

    helper()
    assert listener.records[0].funcName == "test_stacklevel_names_the_caller_of_a_helper"


def test_the_timer_and_the_service_methods_are_heard_with_the_place_of_the_program(files, listener, caplog):
    caplog.set_level(logging.INFO)
    with get_logger("a").timer("t"):
        pass
    get_logger("a").log_api_request(method="GET", path="/", status_code=200, duration=0.1)
    assert [(record.fields.get("operation"), record.filename) for record in listener.records] == [
        ("t", "test_bridge_outward.py"),
        (None, "test_bridge_outward.py"),
    ]


def test_secrets_are_hidden_in_the_message_the_fields_and_the_traceback(files, listener):
    class Client:
        def __repr__(self) -> str:
            return "Client(password=hunter2)"

    try:
        raise ValueError("token=abcdef0123456789")
    except ValueError:
        get_logger("a").exception("password=hunter2", api_key="sk-1", client=Client())
    (record,) = listener.records
    shown = logging.Formatter().format(record) + repr(record.__dict__)
    assert "hunter2" not in shown
    assert "abcdef0123456789" not in shown
    assert record.fields["api_key"] == "***"
    assert "ValueError: token=***" in logging.Formatter().format(record)


def test_a_clean_exception_comes_as_exc_info(files, listener):
    error = ZeroDivisionError("x")
    get_logger("a").error("x", exc_info=error)
    assert listener.records[0].exc_info == (ZeroDivisionError, error, error.__traceback__)


def test_the_stack_comes_as_stack_info(files, listener):
    get_logger("a").warning("x", stack_info=True)
    assert "test_the_stack_comes_as_stack_info" in listener.records[0].stack_info


def test_a_percent_sign_in_a_finished_message_is_not_formatted_again(files, listener):
    get_logger("a").warning("100% {x}", x="%s")
    assert listener.messages == ["100% %s"]


def test_a_plain_stream_handler_prints_our_records(files, std, capsys):
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logging.Formatter("%(levelname)s:%(name)s:%(message)s"))
    std("a").addHandler(handler)
    get_logger("a.b").warning("x")
    assert capsys.readouterr().out == "WARNING:a.b:x\n"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "stand_in", "shown"),
    [("stderr", io.StringIO, False), ("stdout", Terminal, False), ("stdout", io.StringIO, True)],
    ids=["standard error", "output to a terminal", "output to a pipe"],
)
def test_what_our_console_shows_is_not_shown_beside_it_once_more(files, std, monkeypatch, stream, stand_in, shown):
    configure(console_level="WARNING", level="INFO")
    monkeypatch.setattr(sys, stream, stand_in())
    handler = logging.StreamHandler(getattr(sys, stream))
    handler.setFormatter(logging.Formatter("theirs:%(message)s"))
    std("").addHandler(handler)
    std("").setLevel(logging.INFO)
    get_logger("a").warning("on our console")
    get_logger("a").info("only in the files")
    said = getattr(sys, stream).getvalue()
    assert ("theirs:on our console" in said) is shown
    assert "theirs:only in the files" in said  # where our console is silent, theirs is as it always was
    assert [record["message"] for record in files.records()] == ["on our console", "only in the files"]


def test_a_handler_is_heard_from_the_next_record_on_and_not_after_it_was_removed(files, std):
    listener = Listener()
    get_logger("a").warning("1")
    std("a").addHandler(listener)
    get_logger("a").warning("2")
    std("a").removeHandler(listener)
    get_logger("a").warning("3")
    assert listener.messages == ["2"]


def test_a_logger_that_does_not_propagate_keeps_our_records_from_its_parents(files, std, listener):
    std("a").propagate = False
    get_logger("a").warning("x")
    assert listener.messages == []


def test_filters_of_the_logger_and_levels_of_handlers_are_obeyed(files, std):
    listener = Listener(logging.ERROR)
    std("a").addHandler(listener)
    std("a").addFilter(lambda record: record.getMessage() != "filtered")
    for message in ("filtered", "x"):
        get_logger("a").error(message)
    get_logger("a").warning("too low")
    assert listener.messages == ["x"]


def test_logging_disable_is_obeyed(files, listener):
    logging.disable(logging.WARNING)
    try:
        get_logger("a").warning("no")
        get_logger("a").error("yes")
    finally:
        logging.disable(logging.NOTSET)
    assert listener.messages == ["yes"]


def test_a_handler_that_logs_through_us_does_not_hear_itself(files, std):
    class Loud(Listener):
        def emit(self, record: logging.LogRecord) -> None:
            super().emit(record)
            get_logger("loud").error("heard %s", record.getMessage())

    loud = Loud()
    std("").addHandler(loud)
    get_logger("a").error("x")
    assert loud.messages == ["x"]
    assert [record["message"] for record in files.records()] == ["x", "heard x"]


def test_a_handler_that_logs_through_the_standard_library_is_no_loop_either(files, std):
    class Loud(Listener):
        def emit(self, record: logging.LogRecord) -> None:
            super().emit(record)
            if record.name != "loud":
                logging.getLogger("loud").error("heard %s", record.getMessage())

    loud = Loud()
    std("").addHandler(loud)
    configure()
    get_logger("a").error("x")
    assert loud.messages == ["x", "heard x"]
    assert [record["message"] for record in files.records()] == ["x", "heard x"]


def test_a_handler_that_raises_is_counted_and_the_record_is_in_the_files(files, std, capsys):
    class Bad(logging.Handler):
        def handle(self, record: logging.LogRecord) -> bool:
            raise RuntimeError("boom")

    std("a").addHandler(Bad())
    get_logger("a").error("x")
    assert files.last()["message"] == "x"
    assert stats().failed == 0
    assert "logging: boom" in capsys.readouterr().err


def test_records_that_came_from_the_standard_library_are_not_given_back_to_it(files, std, listener):
    configure()
    std("lib").error("x")
    assert listener.messages == ["x"]


def test_dict_config_cannot_mute_our_records_for_others(files, std, listener):
    std("a").disabled = True  # what disable_existing_loggers does
    get_logger("a").error("x")
    assert listener.messages == ["x"]


def test_a_logger_adapter_over_the_standard_library_is_heard_with_its_extra(files, std):
    configure()
    logging.LoggerAdapter(std("lib"), {"request_id": "r1"}).error("x")
    assert files.last()["request_id"] == "r1"


def test_somebody_who_listens_without_a_handler_is_heard_within_a_second(run, tmp_path):
    """As Sentry does it: in the place of ``Logger.callHandlers``."""
    code = """
import logging, time, foundry_logging
heard = []
before = logging.Logger.callHandlers
def patched(self, record):
    heard.append((record.name, record.getMessage(), record.fields))
    return before(self, record)
logger = foundry_logging.get_logger("a")
logger.warning("too early", password="hunter2")
logging.Logger.callHandlers = patched
while not heard:
    logger.warning("x", password="hunter2")
    time.sleep(0.05)
assert heard == [("a", "x", {"password": "***"})], heard
"""
    done = run(code, LOG_DIR=str(tmp_path / "logs"), FASTAPI_FOUNDRY_MODE="prod")
    assert (done.returncode, done.stderr) == (0, "")  # in particular nothing of the standard library's last resort


def test_with_nobody_listening_nothing_is_made_for_the_standard_library(run, tmp_path):
    code = """
import logging, foundry_logging
made = []
factory = logging.getLogRecordFactory()
logging.setLogRecordFactory(lambda *a, **k: made.append(a) or factory(*a, **k))
logging.getLogger("lib").addHandler(logging.NullHandler())
foundry_logging.configure(mode="prod")
for name in ("lib", "a"):
    for _ in range(100):
        foundry_logging.get_logger(name).warning("x")
assert made == []
"""
    done = run(code)
    assert (done.returncode, done.stderr) == (0, "")


def test_handlers_that_log_through_us_and_dict_config_do_not_wait_for_each_other(run):
    """Nothing on the way of a record takes the lock of the logging module, which ``dictConfig`` holds all the time."""
    code = """
import faulthandler, logging, logging.config, threading
from foundry_logging import configure, get_logger, stats
faulthandler.dump_traceback_later(30, exit=True)

class Loud(logging.Handler):
    def __init__(self):
        super().__init__()
        get_logger("loud").info("made")
    def emit(self, record):
        get_logger("loud").info("heard")

def work():
    for number in range(200):
        get_logger(f"ours{number}").error("x")
        logging.getLogger(f"theirs{number}").error("x")

configure(mode="prod")
get_logger("loud").info("first")
threads = [threading.Thread(target=work) for _ in range(3)]
for thread in threads:
    thread.start()
while any(thread.is_alive() for thread in threads):
    logging.config.dictConfig(
        {"version": 1, "disable_existing_loggers": False, "handlers": {"h": {"()": Loud}}, "root": {"handlers": ["h"]}}
    )
    configure(mode="prod")
print(stats().failed)
"""
    done = run(code)
    assert (done.returncode, done.stdout, done.stderr) == (0, "0\n", "")
