"""Whatever goes wrong with a record or a sink is counted and told once; the application goes on."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import shutil
import sys
import threading
import time
from pathlib import Path

import pytest

from foundry_logging import configure, get_logger, shutdown, stats
from foundry_logging._messages import ENGLISH
from foundry_logging.sinks.file import FileSink
from foundry_logging.sinks.ledger import QUIET_SECONDS, Ledger


def complaints(capsys):
    return [line for line in capsys.readouterr().err.splitlines() if line.startswith("foundry_logging: ")]


class FullDisk:
    """``os.write`` on a disk that is full: the first so many bytes of each line still fit."""

    def __init__(self, monkeypatch, fits: int = 0) -> None:
        self.full = True
        self.fits = fits
        self._write = os.write
        monkeypatch.setattr("foundry_logging.sinks.file.os.write", self)

    def __call__(self, descriptor: int, data: bytes) -> int:
        appends = fcntl.fcntl(descriptor, fcntl.F_GETFL) & os.O_APPEND
        if not self.full or not appends:  # what is on the disk already can be written over
            return self._write(descriptor, data)
        if self.fits and len(data) > self.fits:
            written = self._write(descriptor, data[: self.fits])
            self.fits = 0
            return written
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_is_counted_told_once_a_file_and_writing_resumes(files, monkeypatch, capsys):
    configure()
    logger = get_logger("svc")
    logger.info("before")
    disk = FullDisk(monkeypatch)
    for _ in range(100):
        logger.info("lost")
    told = complaints(capsys)
    assert len(told) == 2
    assert all("No space left on device" in line for line in told)
    disk.full = False
    logger.info("after")
    assert [record["message"] for record in files.records()] == ["before", "after"]
    assert stats().sinks["fastapi-foundry-structured.jsonl"].failed == 100
    assert (stats().sink_failures, stats().failed, stats().accepted) == (200, 0, 102)


def test_a_line_that_fits_in_part_is_taken_back(files, monkeypatch, capsys):
    logger = get_logger("svc")
    logger.info("before")
    disk = FullDisk(monkeypatch, fits=20)
    logger.info("lost")
    disk.full = False
    logger.info("after")
    assert [record["message"] for record in files.records()] == ["before", "after"]


def test_a_short_write_is_finished(files, monkeypatch):
    write = os.write
    monkeypatch.setattr("foundry_logging.sinks.file.os.write", lambda fd, data: write(fd, data[:7]))
    get_logger("svc").info("x", padding="п" * 100)
    assert files.last()["padding"] == "п" * 100


def test_a_line_of_another_process_behind_a_short_write_stays_whole_and_so_does_ours(files, monkeypatch):
    get_logger("svc").info("before")
    write = os.write
    path = files.directory / "fastapi-foundry-structured.jsonl"

    def short(number: int, data: bytes) -> int:
        monkeypatch.setattr("foundry_logging.sinks.file.os.write", write)
        written = write(number, data[:30])
        with path.open("ab") as other:
            other.write(b'{"message":"of another process"}\n')
        return written

    monkeypatch.setattr("foundry_logging.sinks.file.os.write", short)
    get_logger("svc").info("after")
    assert [record["message"] for record in files.records()] == ["before", "of another process", "after"]


def test_a_deleted_directory_comes_back_within_about_a_second(files):
    logger = get_logger("svc")
    logger.info("before")
    shutil.rmtree(files.directory)
    until = time.time() + 5
    while not files.directory.exists() and time.time() < until:
        logger.info("again")
        time.sleep(0.05)
    logger.info("after")
    assert files.last()["message"] == "after"
    assert {"fastapi-foundry.log", "fastapi-foundry-structured.jsonl"} <= files.names()


def test_a_file_moved_away_is_opened_anew_within_about_a_second(files):
    logger = get_logger("svc")
    logger.info("old")
    path = files.directory / "fastapi-foundry.log"
    path.rename(files.directory / "moved.log")
    until = time.time() + 5
    while not path.exists() and time.time() < until:
        logger.info("between")
        time.sleep(0.05)
    kept = len(files.lines("moved.log")) + len(files.lines())
    assert kept == len(files.records())


@pytest.fixture
def not_a_directory(tmp_path, monkeypatch):
    """A log directory that cannot be made, for root either: a file stands in its place."""
    (tmp_path / "taken").write_text("")
    monkeypatch.setenv("FASTAPI_FOUNDRY_MODE", "prod")
    monkeypatch.setenv("LOG_DIR", str(tmp_path / "taken"))
    return tmp_path / "taken"


def test_a_directory_that_cannot_be_made_is_told_and_everything_goes_on(not_a_directory, capsys):
    configure()
    for _ in range(20):
        get_logger("svc").info("x")
        get_logger("svc").critical("on the console")
    shown = capsys.readouterr().err
    assert shown.count("| on the console") == 20
    told = [line for line in shown.splitlines() if line.startswith("foundry_logging: ")]
    assert 1 <= len(told) <= 7
    assert all("taken" in line for line in told)
    assert stats().sinks["fastapi-foundry-structured.jsonl"].failed == 40


def test_when_the_directory_can_be_made_writing_resumes_by_itself(not_a_directory, capsys):
    get_logger("svc").info("lost")
    not_a_directory.unlink()
    get_logger("svc").info("kept")
    assert (not_a_directory / "fastapi-foundry-structured.jsonl").read_text().count("kept") == 1


def test_no_descriptors_left_is_told_and_heals(run):
    code = """
import os, resource
from foundry_logging import configure, get_logger, stats
import foundry_logging._runtime
taken = []
resource.setrlimit(resource.RLIMIT_NOFILE, (40, 40))
try:
    while True:
        taken.append(os.open(os.devnull, os.O_RDONLY))
except OSError:
    get_logger("a").info("lost")
for descriptor in taken:
    os.close(descriptor)
get_logger("a").info("kept")
print(open("logs/fastapi-foundry-structured.jsonl").read().count("kept"))
"""
    done = run(code, FASTAPI_FOUNDRY_MODE="prod")
    assert done.stdout == "1\n"
    assert "Too many open files" in done.stderr


def test_a_failing_redaction_loses_the_record_and_raises_nothing(files, monkeypatch, capsys):
    def fail(*_: object) -> object:
        raise ValueError("password=hunter2")

    configure()
    for step in ("suspicious", "scrub_record"):  # of the quick way and of the careful one
        monkeypatch.setattr(f"foundry_logging._compose.{step}", fail)
    for _ in range(5):
        get_logger("svc").info("x", a=1)
    told = complaints(capsys)
    assert told == ["foundry_logging: запись потеряна: ValueError"]
    assert (stats().accepted, stats().failed) == (5, 5)


@pytest.mark.parametrize("kind", ["closed", "raising", "none", "logging"])
def test_a_broken_stderr_harms_nobody(files, monkeypatch, capsys, kind):
    class Raising:
        def write(self, _text: str) -> int:
            raise RuntimeError("broken")

        def flush(self) -> None:
            raise RuntimeError("broken")

    class Logging(Raising):
        def write(self, text: str) -> int:
            get_logger("stderr").critical("from stderr", text=text)
            return len(text)

        def flush(self) -> None:
            return None

    closed = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 -- it is closed in the next line
    closed.close()
    monkeypatch.setattr(
        sys, "stderr", {"closed": closed, "raising": Raising(), "none": None, "logging": Logging()}[kind]
    )
    get_logger("svc").critical("x")
    assert files.records()[0]["message"] in {"x", "from stderr"}
    assert "x" in {record["message"] for record in files.records()}
    assert len(files.records()) <= 3


def test_a_closed_stderr_at_the_start_of_the_process_harms_nobody(tmp_path):
    import subprocess

    code = "from foundry_logging import get_logger\nget_logger('a').critical('x')"
    done = subprocess.run(
        ["sh", "-c", f'exec "{sys.executable}" -c "{code}" 2>&-'], cwd=tmp_path, check=False, timeout=30
    )
    assert done.returncode == 0
    assert (tmp_path / "logs" / "fastapi-foundry.log").read_text().endswith("| x\n")


def test_a_pipe_that_nobody_reads_any_more_harms_nobody(tmp_path):
    import subprocess

    code = (
        "from foundry_logging import get_logger, stats\nimport time\ntime.sleep(0.3)\n"
        "[get_logger('a').critical('x') for _ in range(5)]\nprint(stats().sinks['console'].failed > 0)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as program:
        assert program.stderr is not None
        assert program.stdout is not None
        program.stderr.close()
        assert program.stdout.read() == b"True\n"


def test_a_repr_that_logs_ends(files):
    class Talkative:
        def __repr__(self) -> str:
            get_logger("svc").info("inside", value=self)
            return "<talkative>"

    configure()
    get_logger("svc").info("outside", value=Talkative())
    assert files.last()["message"] == "outside"
    assert 2 <= len(files.records()) <= 10
    assert stats().dropped > 0


def test_a_finaliser_that_logs_is_no_harm(files):
    class Finalised:
        def __del__(self) -> None:
            get_logger("svc").info("gone")

    thing = Finalised()
    get_logger("svc").info("x", value=lambda: "y")
    del thing
    assert [record["message"] for record in files.records()] == ["x", "gone"]


def test_at_the_end_of_the_interpreter_records_are_still_written(run, tmp_path):
    code = """
import atexit
from foundry_logging import get_logger, shutdown
atexit.register(lambda: get_logger("a").info("at exit"))
class Late:
    def __del__(self):
        get_logger("a").info("finaliser")
late = Late()
late.self = late
shutdown()
"""
    done = run(code, FASTAPI_FOUNDRY_MODE="prod")
    assert (done.returncode, done.stderr) == (0, "")
    assert "at exit" in (tmp_path / "logs" / "fastapi-foundry.log").read_text()


def test_recursion_to_the_limit_harms_nobody(files):
    def deeper(count: int) -> None:
        get_logger("svc").info("x", count=count)
        deeper(count + 1)

    with pytest.raises(RecursionError):
        deeper(0)
    get_logger("svc").info("after")
    assert files.last()["message"] == "after"


def test_a_failure_is_told_again_after_a_while_with_the_number_in_between(capsys):
    now = [0.0]
    ledger = Ledger(ENGLISH, clock=lambda: now[0])
    for moment in (0, 1, 2, QUIET_SECONDS - 1, QUIET_SECONDS + 1):
        now[0] = moment
        ledger.sink_failed("a.log", OSError("disk"))
    ledger.sink_failed("b.log", OSError("disk"))
    assert complaints(capsys) == [
        "foundry_logging: could not write to a.log: disk",
        "foundry_logging: could not write to a.log: disk (and 3 times more since this was last told)",
        "foundry_logging: could not write to b.log: disk",
    ]


def test_a_complaint_cannot_forge_a_line(capsys):
    Ledger(ENGLISH).sink_failed("a\nb.log", OSError("\x1b[31m"))
    assert capsys.readouterr().err == "foundry_logging: could not write to a\\nb.log: \\x1b[31m\n"


def descriptors_in(directory: Path) -> list[str]:
    """The files of a directory that this process has open."""
    numbers = Path("/proc/self/fd")
    targets = [os.readlink(number) for number in numbers.iterdir() if number.is_symlink()]
    return [target for target in targets if target.startswith(f"{directory}/")]


def test_a_file_that_is_closed_while_a_line_is_written_takes_the_line(tmp_path, monkeypatch):
    sink = FileSink(tmp_path / "logs" / "a.log", Ledger(ENGLISH))
    sink.write(b"1\n", 1)
    write = os.write

    def close_first(number: int, data: bytes) -> int:
        sink.close()
        with (tmp_path / "other").open("wb"):  # where the number is free, this file gets it
            return write(number, data)

    monkeypatch.setattr("foundry_logging.sinks.file.os.write", close_first)
    sink.write(b"2\n", 1)
    assert sink.path.read_bytes() == b"1\n2\n"
    assert (tmp_path / "other").read_bytes() == b""
    assert descriptors_in(sink.path.parent) == []


def test_a_late_line_reaches_a_closed_file_and_leaves_no_descriptor_open(tmp_path):
    sink = FileSink(tmp_path / "logs" / "a.log", Ledger(ENGLISH))
    sink.close()
    sink.write(b"1\n", 1)
    sink.write(b"2\n", 1)
    assert sink.path.read_bytes() == b"1\n2\n"
    assert descriptors_in(sink.path.parent) == []


def test_a_descriptor_that_the_program_closed_and_gave_to_another_file_is_left_alone(tmp_path):
    sink = FileSink(tmp_path / "a.log", Ledger(ENGLISH))
    sink.write(b"1\n", 1)
    (number,) = (int(path.name) for path in Path("/proc/self/fd").iterdir() if path.resolve() == sink.path)
    with (tmp_path / "other").open("wb") as other:
        os.dup2(other.fileno(), number)
        sink.write(b"2\n", 2)
        sink.close()
        assert os.write(number, b"mine") == 4
        os.close(number)
    assert ((tmp_path / "other").read_bytes(), sink.path.read_bytes()) == (b"mine", b"1\n2\n")


def test_a_record_during_which_the_configuration_changes_stays_whole_where_it_began(tmp_path):
    configure(log_dir=tmp_path / "old", mode="prod")
    logger = get_logger("a")
    logger.info("x", changed=lambda: configure(log_dir=tmp_path / "new", mode="prod"))
    for name in ("fastapi-foundry.log", "fastapi-foundry-structured.jsonl"):
        assert len((tmp_path / "old" / name).read_bytes().splitlines()) == 1
    assert descriptors_in(tmp_path / "old") == []
    assert stats().accepted == 0
    logger.info("y")
    assert stats().accepted == 1


def test_threads_that_log_while_the_configuration_changes_lose_nothing_and_hit_no_other_file(tmp_path, monkeypatch):
    configure(log_dir=tmp_path / "logs", mode="prod")
    done = threading.Event()
    logged = [0, 0]

    def log(thread: int) -> None:
        while not done.is_set():
            get_logger("a").info("x", thread=thread, count=logged[thread])
            logged[thread] += 1

    threads = [threading.Thread(target=log, args=(number,)) for number in (0, 1)]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        for thread in threads:
            thread.start()
        for number in range(100):
            configure(log_dir=tmp_path / "logs", mode="prod")
            with (tmp_path / f"other{number}").open("wb") as other:
                other.write(b"mine")
    finally:
        done.set()
        for thread in threads:
            thread.join()
        sys.setswitchinterval(before)
    assert {path.read_bytes() for path in tmp_path.glob("other*")} == {b"mine"}
    lines = (tmp_path / "logs" / "fastapi-foundry-structured.jsonl").read_text().splitlines()
    records = [json.loads(line) for line in lines]
    for thread, count in enumerate(logged):
        assert [record["count"] for record in records if record["thread"] == thread] == list(range(count))
    shutdown()
    assert descriptors_in(tmp_path / "logs") == []
