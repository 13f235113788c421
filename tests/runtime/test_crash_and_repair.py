"""What a crash leaves behind: nothing lost by a kill, and a torn last line mended at the next start."""

from __future__ import annotations

import fcntl
import json
import signal
import subprocess
import sys

import pytest

from foundry_logging import get_logger, shutdown
from foundry_logging.sinks.platform import PLATFORM
from foundry_logging.sinks.repair import LONGEST_WAIT_SECONDS, SETTLE_SECONDS, Torn, mend, take_back

JSON = "fastapi-foundry-structured.jsonl"
WHOLE = b'{"message":"whole"}\n'


@pytest.mark.parametrize(
    "end", ["os.kill(os.getpid(), signal.SIGKILL)", "os._exit(3)", "ctypes.string_at(0)", "os.abort()"]
)
def test_what_was_logged_survives_any_end_of_the_process(run, tmp_path, end):
    done = run(
        "import ctypes, os, signal\nfrom foundry_logging import get_logger\n"
        f"for count in range(50):\n    get_logger('a').info('x', count=count)\n{end}",
        FASTAPI_FOUNDRY_MODE="prod",
    )
    assert done.returncode != 0
    lines = (tmp_path / "logs" / JSON).read_text().splitlines()
    assert [json.loads(line)["count"] for line in lines] == list(range(50))


def prepared(files, name: str, content: bytes):
    files.directory.mkdir()
    path = files.directory / name
    path.write_bytes(content)
    return path


def test_a_torn_last_line_is_cut_back_and_told_with_its_text(files):
    torn = b'{"timestamp":"2025-12-09T14:32:01Z","mess'
    path = prepared(files, JSON, WHOLE + torn)
    get_logger("svc").info("x")
    assert path.read_bytes().startswith(WHOLE + b'{"timestamp"')
    _, told, first = files.records()
    assert (told["level"], told["logger"]) == ("warning", "foundry_logging")
    assert told["message"] == f"Оборванная последняя строка удалена из файла {JSON}"
    assert (told["file"], told["torn_line"], told["torn_bytes"]) == (JSON, torn.decode(), len(torn))
    assert first["message"] == "x"


@pytest.mark.parametrize("name", ["fastapi-foundry.log", "fastapi-foundry-errors.log", "model-manager.log"])
def test_every_file_is_mended(files, name):
    path = prepared(files, name, "строка\nоборв".encode()[:-1])
    get_logger("model-manager").error("x")
    assert path.read_bytes().startswith("строка\n2".encode())
    assert [record["file"] for record in files.records() if "file" in record] == [name]


@pytest.mark.parametrize("size", [1, 65535, 65536, 65537, 300_000])
def test_a_torn_line_of_any_length_is_found_even_if_it_is_all_there_is(files, size):
    path = prepared(files, JSON, b"x" * size)
    get_logger("svc").info("x")
    told = files.records()[0]
    assert told["torn_bytes"] == size
    assert len(told["torn_line"]) == min(size, 8192)
    assert path.stat().st_size < 20_000


@pytest.mark.parametrize("content", [b"", WHOLE, WHOLE * 2])
def test_whole_files_are_left_as_they_are(files, content):
    path = prepared(files, JSON, content)
    get_logger("svc").info("x")
    assert path.read_bytes().startswith(content)
    assert files.last()["message"] == "x"
    assert len(files.records()) == content.count(b"\n") + 1


def test_a_secret_in_a_torn_line_is_hidden_in_the_record_of_it(files):
    prepared(files, JSON, b'{"password":"hunter2","mess')
    get_logger("svc").info("x")
    assert "hunter2" not in files.text(JSON)


def test_the_torn_line_is_told_before_the_first_record_and_once(files):
    prepared(files, JSON, b"torn")
    get_logger("svc").info("1")
    shutdown()
    get_logger("svc").info("2")
    assert ["torn_line" in record for record in files.records()] == [True, False, False]


def test_beside_a_living_process_nothing_is_cut_and_the_file_still_reads(files, tmp_path):
    code = (
        "import sys\nfrom foundry_logging import get_logger\nget_logger('a').info('1')\n"
        "print(flush=True)\nsys.stdin.readline()\nget_logger('a').info('2')"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as living:
        assert living.stdin is not None
        assert living.stdout is not None
        living.stdout.readline()
        path = files.directory / JSON
        with path.open("ab") as other:  # what a third process, killed in the middle of a write, leaves
            other.write(b'{"torn":')
        size = path.stat().st_size
        get_logger("b").info("3")
        assert path.read_bytes()[size - 8 : size] == b" " * 7 + b"\n"
        living.stdin.write(b"\n")
        living.stdin.close()
        assert living.wait(timeout=30) == 0
    messages = [json.loads(line)["message"] for line in path.read_text().splitlines() if line.strip()]
    assert messages == ["1", f"Оборванная последняя строка удалена из файла {JSON}", "3", "2"]


def test_a_living_process_that_only_waits_does_not_hold_up_the_start_of_another(files, tmp_path, run):
    code = (
        "import sys\nfrom foundry_logging import get_logger\n"
        "get_logger('a').info('1')\nprint(flush=True)\nsys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as living:
        assert living.stdout is not None
        living.stdout.readline()
        done = run("from foundry_logging import get_logger\nget_logger('b').info('2')", FASTAPI_FOUNDRY_MODE="prod")
        assert (done.returncode, done.stderr) == (0, "")
    assert [record["message"] for record in files.records()] == ["1", "2"]


def test_a_process_that_was_stopped_while_repairing_does_not_stop_others_from_starting(files, monkeypatch):
    waits: list[float] = []
    monkeypatch.setattr("foundry_logging.sinks.repair.time.sleep", waits.append)
    path = prepared(files, JSON, WHOLE + b"torn")
    with path.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        get_logger("svc").info("x")
        get_logger("svc").info("y")
    assert sum(waits) == pytest.approx(2 * LONGEST_WAIT_SECONDS, abs=4 * SETTLE_SECONDS)  # to repair and to open it
    assert path.read_bytes().startswith(WHOLE + b'torn{"timestamp"')


def test_who_finds_a_file_in_use_keeps_others_from_cutting_it_while_blanking(tmp_path, monkeypatch):
    path = tmp_path / "a.log"
    path.write_bytes(b"torn")
    attempts: list[bool] = []

    def another_start(_seconds: float) -> None:
        with path.open("rb") as other:
            attempts.append(PLATFORM.lock(other.fileno(), exclusive=True))

    monkeypatch.setattr("foundry_logging.sinks.repair.time.sleep", another_start)
    with path.open("rb") as living:
        assert PLATFORM.lock(living.fileno(), exclusive=False)
        assert mend(path) == Torn("a.log", 4, "torn")
        PLATFORM.unlock(living.fileno())
        assert attempts == [False]
    assert path.read_bytes() == b"   \n"


def test_a_line_that_a_living_process_is_in_the_middle_of_is_not_torn(tmp_path, monkeypatch):
    path = tmp_path / "a.log"
    path.write_bytes(b"1\nhalf")
    with path.open("ab") as living:
        assert PLATFORM.lock(living.fileno(), exclusive=False)

        def the_other_half(_seconds: float) -> None:
            living.write(b" and half\n")
            living.flush()

        monkeypatch.setattr("foundry_logging.sinks.repair.time.sleep", the_other_half)
        assert mend(path) is None
    assert path.read_bytes() == b"1\nhalf and half\n"


@pytest.mark.parametrize(
    ("content", "blanked"),
    [
        (b"1\nab", b"1\n \n"),
        (b"1\nabx\n", b"1\n \nx\n"),  # others went on behind it
        (b"1\nababcd\n", b"1\n \nabcd\n"),  # ... with the same line
        (b"1\nababcd\nabcd\n", b"1\n \nabcd\nabcd\n"),
        (b"1\nabcd\n", b"1\nabcd\n"),
        (b"", b""),
    ],
)
def test_the_beginning_of_a_line_is_taken_back_wherever_it_is_and_no_other_line(tmp_path, content, blanked):
    path = tmp_path / "a.log"
    path.write_bytes(content)
    with path.open("ab") as appender:
        take_back(path, appender.fileno(), b"abcd\n", 2)
    assert path.read_bytes() == blanked


def test_nothing_is_taken_back_from_another_file(tmp_path):
    (tmp_path / "a.log").write_bytes(b"ab")
    with (tmp_path / "rotated.log").open("ab") as appender:
        take_back(tmp_path / "a.log", appender.fileno(), b"abcd\n", 2)
    assert (tmp_path / "a.log").read_bytes() == b"ab"


def test_a_file_system_without_locks_is_mended_as_if_others_were_there(tmp_path):
    class Lockless:
        def lock(self, _number: int, *, exclusive: bool) -> bool:
            raise OSError("not supported")

    (tmp_path / "a.log").write_bytes(b"1\ntorn")
    assert mend(tmp_path / "a.log", Lockless()) == Torn("a.log", 4, "torn")
    assert (tmp_path / "a.log").read_bytes() == b"1\n   \n"


def test_a_torn_line_that_came_late_to_a_rotated_file_is_mended_and_told(files):
    name = "fastapi-foundry-structured.2025-12-09T14-32-01.123456Z.jsonl"
    path = prepared(files, name, WHOLE + b'{"late')
    get_logger("svc").info("x")
    assert path.read_bytes() == WHOLE
    assert (files.records()[0]["file"], files.records()[0]["torn_line"]) == (name, '{"late')


def test_the_child_of_a_fork_writes_its_own_lines_under_its_own_pid(run, files):
    code = """
import os
from foundry_logging import get_logger
logger = get_logger("svc")
logger.info("before")
child = os.fork()
if not child:
    logger.info("child")
    os._exit(0)
os.waitpid(child, 0)
logger.info("after", child=child)
"""
    assert run(code, FASTAPI_FOUNDRY_MODE="prod").returncode == 0
    before, child, after = files.records()
    assert [record["message"] for record in (before, child, after)] == ["before", "child", "after"]
    assert before["pid"] == after["pid"] != child["pid"] == after["child"]


def test_no_lock_is_inherited_held(run):
    code = """
import os, threading, time, warnings
from foundry_logging import get_logger
warnings.simplefilter("ignore")  # Python 3.12 warns of a fork beside threads: that is what is tried here
from foundry_logging._runtime import RUNTIME
get_logger("a").info("x")
held = threading.Event()
def hold():
    locks = [RUNTIME._lock, RUNTIME._pipeline._lock, *(sink._lock for sink in RUNTIME._pipeline.sinks.files)]
    for lock in locks:
        lock.acquire()
    held.set()
    time.sleep(60)
threading.Thread(target=hold, daemon=True).start()
held.wait()
child = os.fork()
if not child:
    get_logger("new").info("from the child", mode=1)
    RUNTIME.configure({})
    get_logger("new").info("again")
    os._exit(7)
for _ in range(100):
    done, status = os.waitpid(child, os.WNOHANG)
    if done:
        break
    time.sleep(0.1)
else:
    os.kill(child, 9)
print(done == child and os.waitstatus_to_exitcode(status))
os._exit(0)
"""
    assert run(code, FASTAPI_FOUNDRY_MODE="prod").stdout == "7\n"


def test_a_signal_handler_that_logs_in_the_middle_of_a_record_never_deadlocks(files):
    def handler(_number: int, _frame: object) -> None:
        get_logger("handler").info("signal", nested={"a": [1, 2]})
        signal.setitimer(signal.ITIMER_REAL, 0.0005)

    before = signal.signal(signal.SIGALRM, handler)
    signal.setitimer(signal.ITIMER_REAL, 0.0005)
    try:
        for count in range(3000):
            get_logger("svc").info("x", count=count, text="п" * 50)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    records = files.records()
    assert [record["count"] for record in records if record["message"] == "x"] == list(range(3000))
    assert any(record["message"] == "signal" for record in records)


def test_a_signal_during_the_very_first_record_never_deadlocks(run):
    code = """
import signal
from foundry_logging import get_logger
from foundry_logging.sinks import fanout
def handler(*_):
    get_logger("handler").critical("from the handler")
signal.signal(signal.SIGALRM, handler)
def slow(paths):
    signal.raise_signal(signal.SIGALRM)
    return ()
fanout.repair = slow
get_logger("a").critical("first")
"""
    done = run(code, FASTAPI_FOUNDRY_MODE="prod")
    assert [line.rpartition(" | ")[2] for line in done.stderr.splitlines()] == ["from the handler", "first"]
