"""Rotation in one process: when, under which names, and that no line is lost whatever goes wrong with it."""

from __future__ import annotations

import errno
import os
import re
import threading
import time
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundry_logging import configure, get_logger, shutdown, stats
from foundry_logging._config import load
from foundry_logging._messages import ENGLISH
from foundry_logging.errors import SettingError
from foundry_logging.sinks.file import FileSink
from foundry_logging.sinks.ledger import Ledger
from foundry_logging.sinks.names import free_name, rotated_files, rotated_name
from foundry_logging.sinks.platform import PLATFORM
from foundry_logging.sinks.retention import Retention
from foundry_logging.sinks.rotation import LOCK_NAME, STEP_BYTES, Outcome, Rotation, Rotator, parse_size, size_text
from foundry_logging.sinks.schedule import parse_schedule

LINE = b"x" * 99 + b"\n"


class Log:
    """A sink that rotates at 1000 bytes or by a schedule, and its files."""

    def __init__(self, directory, size: int | None = 1000, at: str | None = None, name: str = "a.log") -> None:
        schedule = None if at is None else parse_schedule(at)
        self.path = directory / "logs" / name
        self.ledger = Ledger(ENGLISH)
        self.sink = FileSink(self.path, self.ledger, Rotator(self.path, Rotation(size, schedule)))

    def write(self, *numbers: int, second: int = 1) -> None:
        for number in numbers:
            self.sink.write(b"%099d\n" % number, second)

    @property
    def rotated(self):
        return [file.path for file in rotated_files(self.path)]

    def numbers(self) -> list[list[int]]:
        """What is in the files, in the order of their names, the one that is being written last."""
        return [[int(line) for line in path.read_bytes().splitlines()] for path in (*self.rotated, self.path)]


@pytest.fixture
def log(tmp_path):
    return Log(tmp_path)


# -- by size ---------------------------------------------------------------------------------------------------------


def test_a_file_that_has_reached_the_size_is_rotated_before_the_next_line(log):
    log.write(*range(25))
    assert log.numbers() == [list(range(10)), list(range(10, 20)), list(range(20, 25))]
    assert log.sink.stats().rotations == 2
    assert (log.sink.written, log.sink.bytes, log.sink.failed) == (25, 2500, 0)


def test_a_file_that_was_full_at_the_start_is_rotated_by_the_first_line(tmp_path):
    Log(tmp_path, None).write(*range(30))
    log = Log(tmp_path)
    log.sink.try_open()
    assert log.rotated == []
    log.write(30)
    assert log.numbers() == [list(range(30)), [30]]


def test_a_line_longer_than_the_limit_is_written_whole_to_a_file_of_its_own(log):
    for length in (5000, 7000, 10):
        log.sink.write(b"y" * length + b"\n", 1)
    assert [path.stat().st_size for path in (*log.rotated, log.path)] == [5001, 7001, 11]


def test_without_a_size_nothing_is_rotated(tmp_path):
    log = Log(tmp_path, None)
    log.write(*range(100))
    assert (log.rotated, log.sink.rotations) == ([], 0)


def test_what_others_write_counts_towards_the_size(tmp_path):
    log = Log(tmp_path, 100_000)
    log.write(0)
    with log.path.open("ab") as other:
        other.write(LINE * 2000)
    log.write(1, second=2)
    assert (len(log.rotated), log.path.read_bytes()) == (1, b"%099d\n" % 1)


@given(size=st.integers(1000, 10**9), filled=st.floats(0, 1.5))
def test_the_size_is_looked_at_often_enough_to_hold_the_limit(size, filled):
    now = int(size * filled)
    step = Rotator(Path("a.log"), Rotation(size)).step(now)
    left = size - now
    assert 0 < step <= max(left, STEP_BYTES)
    assert step <= max(left / 16, STEP_BYTES)


def test_the_size_is_looked_at_with_few_lines_only(tmp_path, monkeypatch):
    log = Log(tmp_path, 1_000_000)
    looked = []
    look = FileSink._look_again
    monkeypatch.setattr(FileSink, "_look_again", lambda sink, second: looked.append(1) or look(sink, second))
    log.write(*range(10_000))
    assert len(log.numbers()) == 1
    assert len(looked) < 150


# -- by the clock ----------------------------------------------------------------------------------------------------


def as_if_written(path, moment: float) -> None:
    os.utime(path, (moment, moment))


def test_a_file_is_rotated_with_the_first_line_behind_the_moment(tmp_path):
    log = Log(tmp_path, None, "daily")
    log.write(1, second=int(time.time()))
    midnight = parse_schedule("daily").next_after(time.time())
    log.write(2, second=midnight - 1)
    log.write(3, second=midnight)
    log.write(4, second=midnight)
    assert log.numbers() == [[1, 2], [3, 4]]
    assert log.sink.rotations == 1


def test_a_file_of_yesterday_is_rotated_by_the_first_line_after_a_start(tmp_path):
    Log(tmp_path, None).write(1)
    as_if_written(tmp_path / "logs" / "a.log", time.time() - 86400)
    log = Log(tmp_path, None, "daily")
    log.write(2, second=int(time.time()))
    assert log.numbers() == [[1], [2]]


def test_a_file_of_today_is_written_on_after_a_start(tmp_path):
    Log(tmp_path, None).write(1)
    log = Log(tmp_path, None, "monthly")
    log.write(2, second=int(time.time()))
    assert log.numbers() == [[1, 2]]


def test_an_empty_file_is_not_rotated(tmp_path):
    log = Log(tmp_path, None, "hourly")
    log.sink.try_open()
    moment = parse_schedule("hourly").next_after(time.time())
    log.write(1, second=moment + 1)
    log.write(2, second=moment + 2)
    assert log.numbers() == [[1, 2]]
    log.write(3, second=moment + 3601)
    assert log.numbers() == [[1, 2], [3]]


def test_whichever_comes_first_the_size_or_the_moment(tmp_path):
    log = Log(tmp_path, 1000, "daily")
    now = int(time.time())
    log.write(*range(12), second=now)
    log.write(12, second=parse_schedule("daily").next_after(now))
    assert log.numbers() == [list(range(10)), [10, 11], [12]]


# -- names -----------------------------------------------------------------------------------------------------------


def test_a_rotated_file_is_named_by_its_last_line_in_utc(log):
    log.write(*range(10))
    moment = datetime(2026, 11, 1, 5, 30, 0, 123456).timestamp() - time.timezone
    as_if_written(log.path, moment)
    log.write(10)
    (path,) = log.rotated
    assert path.name == "a.2026-11-01T05-30-00.123456Z.log" or re.fullmatch(
        r"a\.2026-11-01T05-30-00\.12345\dZ\.log", path.name
    )


@pytest.mark.parametrize("name", ["a.log", "a", "a.b.log", "structured.jsonl", "журнал.log", "a[1].log"])
def test_any_name_can_be_rotated_and_found_again(tmp_path, name):
    log = Log(tmp_path, name=name)
    log.write(*range(35))
    assert [len(numbers) for numbers in log.numbers()] == [10, 10, 10, 5]
    assert all(path.suffix == log.path.suffix or not log.path.suffix for path in log.rotated)


@given(moments=st.lists(st.integers(0, 4_000_000_000_000_000), unique=True, min_size=2))
def test_names_are_in_the_order_of_their_moments_and_before_the_file_itself(moments):
    path = Path("fastapi-foundry-structured.jsonl")
    names = [rotated_name(path, moment).name for moment in sorted(moments)]
    assert sorted(names) == names
    assert names[-1] < path.name


def test_a_clock_that_was_set_back_keeps_the_order(log):
    log.write(*range(10))
    future = time.time() + 1000
    as_if_written(log.path, future)
    log.write(*range(10, 25))
    assert log.numbers() == [list(range(10)), list(range(10, 20)), list(range(20, 25))]
    first, second = rotated_files(log.path)
    assert second.moment == first.moment + 1


def test_a_compressed_file_keeps_its_name_taken(tmp_path):
    path = tmp_path / "a.log"
    rotated_name(path, 1000).with_name(rotated_name(path, 1000).name + ".gz").touch()
    assert free_name(path, 1000) == rotated_name(path, 1001)
    assert free_name(path, 5000) == rotated_name(path, 5000)


OTHERS = (
    *("a.log", "a.log.1", "a.b.log", "a.2025-12-09.log", "ab.2025-12-09T14-32-01.123456Z.log"),
    *("a.2025-12-09T14-32-01.123456Z.txt", "a.2025-13-09T14-32-01.123456Z.log"),
    ".a.2025-12-09T14-32-01.123456Z.log.gz.part",
)


@pytest.mark.parametrize("name", OTHERS)
def test_other_files_are_not_taken_for_rotated_ones(tmp_path, name):
    (tmp_path / name).touch()
    assert rotated_files(tmp_path / "a.log") == []


# -- sizes -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("10MB", 10_000_000),
        ("500 KB", 500_000),
        ("4096", 4096),
        ("4096 bytes", 4096),
        ("4096b", 4096),
        ("1.5 GiB", 1_610_612_736),
        ("10m", 10_000_000),
        ("10 KiB", 10240),
        ("1T", 10**12),
    ],
)
def test_sizes(text, size):
    assert parse_size(text) == size


@pytest.mark.parametrize("text", ["", "MB", "-1", "1 XB", "1e3", "1 MB 2", "nan", "1,5 MB", "٣ MB"])
def test_what_is_no_size_is_refused(text):
    with pytest.raises(SettingError, match=r"^rotate_size="):
        load({}, {"rotate_size": text})


@pytest.mark.parametrize("text", ["100 MB", "1.5 KB", "20 GB", "12 B"])
def test_a_size_is_shown_as_a_person_writes_it(text):
    assert size_text(parse_size(text)) == text


# -- through the surface ---------------------------------------------------------------------------------------------


def test_every_file_is_rotated_by_itself_and_every_record_is_there(files):
    configure(rotate_size="2 KB")
    for count in range(100):
        get_logger("svc").error("x", count=count)
    names = files.names()
    structured = sorted(name for name in names if "structured" in name)
    counts = [int(count) for name in structured for count in re.findall(r'"count":(\d+)', files.text(name))]
    assert counts == list(range(100))
    assert sum(name.startswith("fastapi-foundry-errors") for name in names) > 2
    assert sum(name.startswith("api-requests") for name in names) == 1
    counted = stats()
    assert counted.sinks["fastapi-foundry-structured.jsonl"].rotations == len(structured) - 1
    assert counted.rotations == len(names) - 6
    assert counted.written == 300


@pytest.mark.parametrize("value", ["off", "None", "never"])
def test_rotation_can_be_turned_off(files, monkeypatch, value):
    for name in ("LOG_ROTATE_SIZE", "LOG_ROTATE_AT", "LOG_RETENTION"):
        monkeypatch.setenv(name, value)
    configure()
    from foundry_logging._runtime import RUNTIME

    settings = RUNTIME._pipeline.settings
    assert (settings.rotate_size, settings.rotate_at, settings.retention) == (None, None, None)


def test_the_settings_come_from_the_environment(files, monkeypatch):
    monkeypatch.setenv("LOG_ROTATE_SIZE", "1KB")
    for count in range(50):
        get_logger("svc").info("x", count=count)
    assert stats().rotations > 5


def test_each_setting_comes_from_the_environment_and_from_an_option_alike():
    texts = {"rotate_size": "1.5 MB", "rotate_at": "monday 03:00", "retention": "7 days, 10 files", "compress": "gz"}
    from_environment, complaints = load({f"LOG_{name.upper()}": text for name, text in texts.items()}, {})
    from_options, _ = load({}, texts)
    assert complaints == ()
    assert from_environment == from_options
    assert (from_options.rotate_size, from_options.compress) == (1_500_000, "gz")
    assert str(from_options.rotate_at) == "monday 03:00"
    assert from_options.retention == Retention(7 * 86400, 10)


def test_by_default_files_are_rotated_at_100_mb_and_nothing_is_compressed_or_deleted():
    settings, _ = load({}, {})
    assert settings.rotation == Rotation(100_000_000, None)
    assert (settings.retention, settings.compress) == (None, "off")


def test_the_files_of_yesterday_are_rotated_by_the_first_records_of_today(files):
    configure(rotate_at="00:00")
    get_logger("svc").error("yesterday")
    shutdown()
    for path in files.directory.iterdir():
        as_if_written(path, time.time() - 86400)
    configure(rotate_at="00:00")
    get_logger("svc").info("today")
    assert [record["message"] for record in files.records()] == ["today"]
    get_logger("svc").error("today")
    assert len(files.lines("fastapi-foundry-errors.log")) == 1
    assert stats().rotations == 3  # the empty files of the components are not worth it


def test_rotated_files_are_not_for_everybody_to_read(files):
    configure(rotate_size="1 KB", compress="gz")
    for _ in range(50):
        get_logger("svc").info("x")
    shutdown()
    assert {path.stat().st_mode & 0o007 for path in files.directory.iterdir()} == {0}


# -- what goes wrong -------------------------------------------------------------------------------------------------


def test_while_somebody_else_rotates_lines_go_on_into_the_old_file_and_nobody_waits(log):
    log.write(*range(10))
    with (log.path.parent / LOCK_NAME).open("wb") as other:
        assert PLATFORM.lock(other.fileno(), exclusive=True)
        log.write(*range(10, 20))
        assert log.numbers() == [list(range(20))]
        PLATFORM.unlock(other.fileno())
    log.write(20, second=2)
    assert log.numbers() == [list(range(20)), [20]]
    assert log.sink.rotations == 1


def test_who_finds_the_file_rotated_by_another_process_opens_the_new_one(tmp_path):
    one, other = Log(tmp_path), Log(tmp_path)
    other.write(0)
    one.write(*range(1, 12))
    other.write(12)
    other.write(13, second=2)
    assert one.numbers() == [[*range(10), 12], [10, 11, 13]]
    assert (one.sink.rotations, other.sink.rotations) == (1, 0)


def test_a_thread_does_not_wait_for_another_one_that_rotates(log, monkeypatch):
    rename, in_the_middle, go_on = os.rename, threading.Event(), threading.Event()

    def slow(source, target) -> None:
        in_the_middle.set()
        assert go_on.wait(20)
        rename(source, target)

    log.write(*range(10))
    monkeypatch.setattr("foundry_logging.sinks.rotation.os.rename", slow)
    rotating = threading.Thread(target=log.write, args=(10,))
    rotating.start()
    assert in_the_middle.wait(20)
    log.write(11, second=2)
    go_on.set()
    rotating.join()
    assert log.numbers() == [[*range(10), 11], [10]]


def test_who_comes_too_late_to_rotate_leaves_the_new_file_alone(log):
    log.write(*range(10))
    old = log.path.stat()
    log.write(10)
    assert Rotator(log.path, Rotation(1000)).rotate(old) is Outcome.OTHERS
    log.path.unlink()
    assert Rotator(log.path, Rotation(1000)).rotate(old) is Outcome.OTHERS
    assert log.rotated == [log.rotated[0]]


def test_the_lock_is_given_back_for_a_child_that_was_forked_meanwhile_too(log, monkeypatch):
    rename, copies = os.rename, []

    def forked_meanwhile(source, target) -> None:
        lock = log.path.with_name(LOCK_NAME)
        numbers = [int(path.name) for path in Path("/proc/self/fd").iterdir() if path.resolve() == lock]
        copies.extend(os.dup(number) for number in numbers)  # what a fork does
        rename(source, target)

    monkeypatch.setattr("foundry_logging.sinks.rotation.os.rename", forked_meanwhile)
    log.write(*range(25))
    assert copies
    assert log.sink.rotations == 2
    for copy in copies:
        os.close(copy)


def failing(monkeypatch, name: str, error: int):
    def fail(*_: object, **__: object) -> None:
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr(f"foundry_logging.sinks.rotation.{name}", fail)


@pytest.mark.parametrize(
    ("call", "error"),
    [("os.rename", errno.EPERM), ("open_to_change", errno.EMFILE), ("free_name", errno.EACCES)],
)
def test_a_rotation_that_fails_costs_no_line_is_told_once_and_tried_again(log, monkeypatch, capsys, call, error):
    with monkeypatch.context() as broken:
        failing(broken, call, error)
        for second in range(1, 5):
            log.write(*range(10 * second, 10 * second + 10), second=second)
    told = capsys.readouterr().err.splitlines()
    assert told == [
        f"foundry_logging: could not rotate {log.path}, it is written on: {OSError(error, os.strerror(error))}"
    ]
    log.write(50, second=9)
    assert log.numbers() == [list(range(10, 50)), [50]]
    assert (log.sink.failed, log.sink.rotations) == (0, 1)


def test_when_the_new_file_cannot_be_opened_the_old_one_takes_the_lines(log, monkeypatch, capsys):
    log.write(*range(10))
    with monkeypatch.context() as broken:
        broken.setattr(
            type(PLATFORM), "open_append", lambda *_: (_ for _ in ()).throw(OSError(errno.EMFILE, "no descriptors"))
        )
        log.write(10, 11)
        log.write(12, second=2)
    assert len(log.rotated) == 1
    log.write(13, second=3)
    assert log.numbers() == [list(range(13)), [13]]
    assert log.sink.failed == 0
    assert "no descriptors" in capsys.readouterr().err


def test_where_the_file_system_has_no_locks_nothing_is_rotated_and_that_is_told(log, monkeypatch, capsys):
    def unsupported(*_: object, exclusive: bool) -> bool:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(type(PLATFORM), "lock", unsupported)
    log.write(*range(30))
    assert log.numbers() == [list(range(30))]
    assert "No locks available" in capsys.readouterr().err
    assert log.sink.failed == 0


def test_a_handler_of_a_signal_that_logs_in_the_middle_of_a_rotation_never_deadlocks(log, monkeypatch):
    rename = os.rename

    def interrupted(source, target) -> None:
        log.write(777)
        rename(source, target)
        log.write(888)

    monkeypatch.setattr("foundry_logging.sinks.rotation.os.rename", interrupted)
    log.write(*range(11))
    assert log.numbers() == [[*range(10), 777, 888], [10]]
    assert log.sink.rotations == 1


def test_the_lines_of_a_deleted_file_count_as_failed(log, capsys):
    log.write(0, second=1)
    log.write(1, 2, second=2)
    log.path.unlink()
    log.write(3, second=2)
    log.write(4, second=3)
    assert log.numbers() == [[4]]
    assert (log.sink.written, log.sink.failed) == (2, 3)
    assert "its last lines with it" in capsys.readouterr().err
