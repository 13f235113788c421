"""Errors that nobody caught and warnings: one record each, on the console once; and what ``shutdown()`` gives back."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
import warnings
from typing import TYPE_CHECKING, Any

import pytest

from foundry_logging import bind_context, configure, shutdown
from foundry_logging.testing import capture_logs
from tests.runtime.stdlib import restored

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TRACEBACK = "Traceback (most recent call last)"
START = "import foundry_logging\nfoundry_logging.configure(mode='prod', lang='en')\n"

std = pytest.fixture(restored, name="std")


@pytest.fixture
def crash(run: Callable[..., Any], tmp_path: Path) -> Callable[..., tuple[list[dict[str, Any]], str, int]]:
    """Run a program; gives back its records, what it said on stderr, and its exit code."""

    def run_program(code: str, start: str = START) -> tuple[list[dict[str, Any]], str, int]:
        done = run(start + code)
        path = tmp_path / "logs" / "fastapi-foundry-structured.jsonl"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        return [json.loads(line) for line in lines], done.stderr, done.returncode

    return run_program


# -- the main thread ---------------------------------------------------------------------------------------------------


def test_an_uncaught_error_is_one_critical_record_and_one_traceback_in_the_terminal(crash):
    records, shown, code = crash("def f(password):\n    raise ValueError(f'{password=}')\nf('hunter' + '2')")
    (record,) = records
    assert (record["level"], record["logger"], record["message"]) == ("critical", "root", "Uncaught exception")
    assert (record["exception"]["type"], code) == ("ValueError", 1)
    assert shown.count(TRACEBACK) == 1
    assert "hunter2" not in shown + json.dumps(records)


def test_an_uncaught_error_is_told_in_the_language_of_the_settings(crash):
    records, _, _ = crash("1 / 0", start="import foundry_logging\nfoundry_logging.configure(mode='prod')\n")
    assert records[0]["message"] == "Необработанное исключение"


@pytest.mark.parametrize("raised", ["KeyboardInterrupt", "SystemExit(3)"])
def test_ctrl_c_and_exit_are_left_alone(crash, run, raised):
    records, shown, code = crash(f"raise {raised}")
    without = run(f"raise {raised}")
    assert records == []
    assert (shown.splitlines()[-1:], code) == (without.stderr.splitlines()[-1:], without.returncode)


def test_at_pythons_prompt_errors_are_shown_as_ever(tmp_path):
    done = subprocess.run(
        [sys.executable, "-i", "-q", "-c", START],
        input="1 / 0\n",
        cwd=tmp_path,
        env={**os.environ, "TERM": "dumb"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "\nZeroDivisionError: division by zero\n" in done.stderr
    assert not (tmp_path / "logs").exists()


def test_without_configure_nothing_of_the_process_is_touched(crash):
    records, shown, _ = crash(
        "import logging, sys, threading, warnings\n"
        "foundry_logging.get_logger('a').info('x')\n"
        "assert sys.excepthook is sys.__excepthook__\n"
        "assert threading.excepthook is threading.__excepthook__\n"
        "assert sys.unraisablehook is sys.__unraisablehook__\n"
        "assert warnings.showwarning.__module__.endswith('warnings')\n"
        "assert logging.root.handlers == [] and 'logging.config' not in sys.modules",
        start="import os; os.environ['FASTAPI_FOUNDRY_MODE'] = 'prod'\nimport foundry_logging\n",
    )
    assert ([record["message"] for record in records], shown) == (["x"], "")


def test_a_console_that_is_off_is_on_for_what_nobody_caught(crash):
    records, shown, _ = crash(
        "import threading\nthread = threading.Thread(target=lambda: 1 / 0)\nthread.start()\nthread.join()",
        start="import foundry_logging\nfoundry_logging.configure(mode='prod', level='CRITICAL')\n",
    )
    assert records == []
    assert shown.count(TRACEBACK) == 1
    assert "ZeroDivisionError" in shown


def test_where_the_record_cannot_be_shown_python_prints_as_ever(crash):
    _, shown, code = crash(
        "import foundry_logging._runtime as r\nr.RUNTIME.emit = lambda *a, **k: 1 / 0\nraise ValueError('boom')"
    )
    assert (shown.count(TRACEBACK), code) == (1, 1)
    assert shown.endswith("ValueError: boom\n")


def test_without_a_stderr_the_record_is_in_the_files_and_the_program_ends_as_ever(crash):
    records, _, code = crash("import sys\nsys.stderr = None\n1 / 0")
    assert (records[0]["exception"]["type"], code) == ("ZeroDivisionError", 1)


# -- hooks of others ---------------------------------------------------------------------------------------------------

THEIRS = """
import sys
before = sys.excepthook
def theirs(kind, error, trace):
    print("theirs", kind.__name__, file=sys.stderr)
    {then}
sys.excepthook = theirs
"""


def test_a_hook_that_was_there_before_is_called_after_ours(crash):
    records, shown, _ = crash("1 / 0", start=THEIRS.format(then="") + START)
    assert len(records) == 1
    assert shown.count(TRACEBACK) == 1
    assert shown.index(TRACEBACK) < shown.index("theirs ZeroDivisionError")


def test_a_hook_around_ours_sees_the_error_and_the_terminal_one_traceback(crash):
    """As Sentry's, when it is set up after ``configure()``."""
    records, shown, _ = crash(THEIRS.format(then="before(kind, error, trace)") + "1 / 0")
    assert len(records) == 1
    assert (shown.count(TRACEBACK), shown.count("theirs")) == (1, 1)


def test_configuring_again_below_a_hook_of_somebody_else_makes_no_loop(crash):
    again = "foundry_logging.configure(mode='prod', lang='en')\n"
    code = THEIRS.format(then="before(kind, error, trace)") + again + "foundry_logging.shutdown()\n" + again + "1 / 0"
    records, shown, _ = crash(code)
    assert len(records) == 1
    assert (shown.count(TRACEBACK), shown.count("theirs")) == (1, 1)


def test_after_shutdown_a_hook_around_ours_ends_in_pythons_own(crash):
    code = THEIRS.format(then="before(kind, error, trace)") + "foundry_logging.shutdown()\n1 / 0"
    records, shown, _ = crash(code)
    assert records == []
    assert (shown.count(TRACEBACK), shown.count("theirs")) == (1, 1)


def test_shutdown_gives_every_hook_back():
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook, warnings.showwarning)
    configure(mode="prod", log_dir=None)
    assert all(
        now is not then
        for now, then in zip(
            (sys.excepthook, threading.excepthook, sys.unraisablehook, warnings.showwarning), before, strict=True
        )
    )
    shutdown()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook, warnings.showwarning) == before


def test_shutdown_leaves_a_hook_that_somebody_else_has_put_in_the_place_of_ours(monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    configure(mode="prod", log_dir=None)
    sys.excepthook = theirs = lambda *_: None
    shutdown()
    assert sys.excepthook is theirs


# -- threads, finalisers, event loops ----------------------------------------------------------------------------------


def test_an_error_that_ends_a_thread_is_an_error_record_with_its_name(crash):
    records, shown, code = crash(
        "import threading\nthread = threading.Thread(target=lambda: 1 / 0, name='worker-1')\n"
        "thread.start()\nthread.join()"
    )
    (record,) = records
    assert (record["level"], record["message"]) == ("error", "Uncaught exception in thread worker-1")
    assert (record["thread"], record["template"]) == ("worker-1", "Uncaught exception in thread {thread}")
    assert (record["exception"]["type"], code, shown.count(TRACEBACK)) == ("ZeroDivisionError", 0, 1)


def test_a_thread_may_end_by_system_exit(crash):
    records, shown, _ = crash(
        "import sys, threading\nthread = threading.Thread(target=sys.exit)\nthread.start()\nthread.join()"
    )
    assert (records, shown) == ([], "")


def test_an_error_in_a_finaliser_is_an_error_record(crash):
    records, shown, _ = crash("class A:\n    def __del__(self):\n        1 / 0\nA()")
    (record,) = records
    assert (record["level"], record["exception"]["type"]) == ("error", "ZeroDivisionError")
    assert "A.__del__" in record["source"]
    assert shown.count(TRACEBACK) == 1


LOST_TASK = """
import asyncio, gc
async def fails():
    raise ValueError("boom")
async def main():
    {before}
    asyncio.create_task(fails())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    gc.collect()
asyncio.run(main())
"""


def test_a_task_whose_error_nobody_took_is_one_error_record_on_the_console(crash):
    records, shown, _ = crash(LOST_TASK.format(before="pass"))
    (record,) = records
    assert (record["level"], record["logger"]) == ("error", "asyncio")
    assert record["exception"]["message"] == "boom"
    assert shown.count(TRACEBACK) == 1


def test_a_callback_that_fails_is_one_error_record_too(crash):
    records, shown, _ = crash(
        "import asyncio\nasync def main():\n    asyncio.get_running_loop().call_soon(lambda: 1 / 0)\n"
        "    await asyncio.sleep(0)\n    await asyncio.sleep(0)\nasyncio.run(main())"
    )
    assert [record["exception"]["type"] for record in records] == ["ZeroDivisionError"]
    assert shown.count(TRACEBACK) == 1


def test_a_loop_with_a_handler_of_its_own_keeps_it(crash):
    handler = "asyncio.get_running_loop().set_exception_handler(lambda loop, context: print('theirs'))"
    records, shown, _ = crash(LOST_TASK.format(before=handler))
    assert (records, shown) == ([], "")


def test_the_record_of_an_uncaught_error_has_the_context_and_reaches_other_handlers(files, caplog):
    configure(lang="en")
    bind_context(request_id="r1")
    error = ValueError("boom")
    with capture_logs() as records:
        sys.excepthook(ValueError, error, None)
    assert (records[0]["request_id"], records[0]["message"]) == ("r1", "Uncaught exception")
    assert caplog.records[0].exc_info[1] is error


# -- warnings ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def shown() -> Any:
    """Warnings that are shown, not raised; what shows them is put back at the end."""
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        yield


def test_a_warning_is_a_record_with_its_category_and_place(files, shown, capsys):
    configure()
    warnings.warn("use password=hunter2 no more", DeprecationWarning, stacklevel=1)
    record = files.last()
    assert (record["level"], record["logger"], record["message"]) == (
        "warning",
        "py.warnings",
        "use password=*** no more",
    )
    assert (record["category"], record["file"]) == ("DeprecationWarning", __file__)
    assert capsys.readouterr().err == ""


def test_a_brace_in_a_warning_is_a_brace(files, shown):
    configure()
    warnings.warn("{category}", stacklevel=1)
    assert files.last()["message"] == "{category}"


def test_warnings_that_logging_captures_already_are_not_captured_twice(files, shown, std):
    logging.captureWarnings(True)
    try:
        configure()
        warnings.warn("x", stacklevel=1)
    finally:
        logging.captureWarnings(False)
    assert [record["logger"] for record in files.records()] == ["py.warnings"]


def test_logging_may_capture_warnings_after_us(files, shown, std):
    configure()
    logging.captureWarnings(True)
    try:
        warnings.warn("x", stacklevel=1)
    finally:
        logging.captureWarnings(False)
    assert [record["logger"] for record in files.records()] == ["py.warnings"]


def test_what_showed_warnings_before_is_called_after_us(files, shown, monkeypatch):
    seen: list[str] = []
    monkeypatch.setattr(warnings, "showwarning", lambda message, *_: seen.append(str(message)))
    configure()
    warnings.warn("x", stacklevel=1)
    assert (seen, files.last()["message"]) == (["x"], "x")


def test_a_warning_that_is_to_be_printed_into_a_file_is_left_to_what_was_there_before(files, shown, monkeypatch):
    seen: list[Any] = []
    monkeypatch.setattr(warnings, "showwarning", lambda *args: seen.append(args))
    configure()
    warnings.showwarning("x", UserWarning, __file__, 1, sys.stdout)
    assert seen == [("x", UserWarning, __file__, 1, sys.stdout)]
    assert not files.directory.exists()


def test_warnings_that_a_test_records_are_its_own(files, shown):
    configure()
    with pytest.warns(UserWarning, match="x"):
        warnings.warn("x", stacklevel=1)
    assert not files.directory.exists()
