"""Rotated files are compressed and deleted when nobody can write to them any more, and never by halves."""

from __future__ import annotations

import errno
import gzip
import os
import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundry_logging import configure, get_logger, shutdown
from foundry_logging._config import load
from foundry_logging._messages import ENGLISH
from foundry_logging.errors import SettingError
from foundry_logging.sinks.file import FileSink
from foundry_logging.sinks.ledger import Ledger
from foundry_logging.sinks.names import Rotated, rotated_files, rotated_name
from foundry_logging.sinks.platform import PLATFORM
from foundry_logging.sinks.retention import Kept, Retention, parse_retention
from foundry_logging.sinks.upkeep import IDLE_SECONDS, LATER_SECONDS, Upkeep

DAY = 86400


class Shelf:
    """Rotated files of one log, one a day, the oldest first, and the upkeep of them."""

    def __init__(self, path) -> None:
        self.path = path
        self.torn: list[object] = []

    def add(self, *days_ago: float, content: bytes = b"1\n2\n") -> list[object]:
        added = []
        for days in days_ago:
            moment = time.time() - days * DAY
            file = rotated_name(self.path, int(moment * 1e6))
            file.write_bytes(content)
            os.utime(file, (moment, moment))
            added.append(file)
        return added

    def upkeep(self, retention: str | None = None, *, compress: bool = False, platform=PLATFORM) -> Upkeep:
        return Upkeep(
            (self.path,),
            Ledger(ENGLISH),
            self.torn.append,
            retention=None if retention is None else parse_retention(retention),
            compress=compress,
            platform=platform,
        )

    def names(self) -> list[str]:
        return sorted(path.name for path in self.path.parent.iterdir())

    def ages(self) -> list[int]:
        """Of the rotated files, in whole days."""
        return [round((time.time() - file.path.stat().st_mtime) / DAY) for file in rotated_files(self.path)]


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path / "a.log")


# -- retention -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "retention"),
    [
        ("7 days", Retention(seconds=7 * DAY)),
        ("10 files", Retention(files=10)),
        ("1 file", Retention(files=1)),
        ("7 days, 10 files", Retention(7 * DAY, 10)),
        ("10 files,1 week,2 GB", Retention(7 * DAY, 10, 2_000_000_000)),
        ("12h", Retention(12 * 3600)),
    ],
)
def test_what_retention_takes(text, retention):
    assert parse_retention(text) == retention


@pytest.mark.parametrize(
    "text", ["", "10", "days", "7 days, 3 days", "7 days,", "files", "-1 files", "7 days 10 files"]
)
def test_what_is_no_retention_is_refused(text):
    if text == "days":
        assert parse_retention(text) == Retention(DAY)
        return
    with pytest.raises(SettingError, match=r"^retention="):
        load({}, {"retention": text})


def test_it_is_shown_so_that_it_can_be_read_again():
    retention = Retention(7 * DAY, 10, 2_000_000_000)
    assert parse_retention(str(retention)) == retention


@pytest.mark.parametrize(
    ("retention", "kept"),
    [
        ("2 files", [2, 1]),
        ("0 files", []),
        ("9 files", [5, 4, 3, 2, 1]),
        ("84 hours", [3, 2, 1]),
        ("84 hours, 1 file", [1]),
        ("11 bytes", [2, 1]),
    ],
)
def test_the_oldest_are_deleted_until_every_limit_is_kept(shelf, retention, kept):
    shelf.add(5, 4, 3, 2, 1)
    shelf.path.write_bytes(b"in use\n")
    assert shelf.upkeep(retention).sweep()
    assert shelf.ages() == kept
    assert shelf.path.read_bytes() == b"in use\n"


@given(
    sizes=st.lists(st.integers(0, 100), max_size=8),
    files=st.none() | st.integers(0, 9),
    size=st.none() | st.integers(0, 300),
    seconds=st.none() | st.integers(0, 9),
)
def test_what_is_kept_is_the_youngest_part_and_as_long_as_the_limits_allow(sizes, files, size, seconds):
    from pathlib import Path

    shelf = [Kept(Rotated(n, Path(f"{n}")), float(n), length) for n, length in enumerate(sizes)]
    doomed = Retention(seconds, files, size).doomed(shelf, now=len(sizes) - 1.0)
    assert doomed == shelf[: len(doomed)]
    kept = shelf[len(doomed) :]

    def allowed(some: list[Kept]) -> bool:
        return (
            (files is None or len(some) <= files)
            and (size is None or sum(file.size for file in some) <= size)
            and (seconds is None or all(len(sizes) - 1.0 - file.written <= seconds for file in some))
        )

    assert allowed(kept)
    assert not doomed or not allowed(shelf[len(doomed) - 1 :])


def test_compressed_files_are_counted_and_deleted_like_others(shelf):
    shelf.add(3, 2)
    assert shelf.upkeep(compress=True).sweep()
    shelf.add(1)
    assert shelf.upkeep("2 files").sweep()
    assert shelf.ages() == [2, 1]


def test_files_of_others_are_left_alone(shelf):
    others = {"a.log.1", "b.2025-12-09T14-32-01.123456Z.log", "a.2025-12-09.log", "notes.txt"}
    for name in others:
        (shelf.path.parent / name).touch()
    shelf.add(3, 2)
    assert shelf.upkeep("0 files", compress=True).sweep()
    assert set(shelf.names()) == others


# -- compression -----------------------------------------------------------------------------------------------------


def test_a_compressed_file_has_the_name_the_content_and_the_age_of_the_original(shelf):
    content = b"".join(b"%d\n" % number for number in range(100_000))
    (original,) = shelf.add(3, content=content)
    before = original.stat()
    assert shelf.upkeep(compress=True).sweep()
    assert shelf.names() == [f"{original.name}.gz"]
    (packed,) = shelf.path.parent.iterdir()
    assert gzip.decompress(packed.read_bytes()) == content
    assert packed.stat().st_mtime_ns == before.st_mtime_ns
    assert packed.stat().st_mode & 0o007 == 0


def test_a_torn_line_is_cut_off_and_told_before_a_file_is_compressed(shelf):
    shelf.add(1, content=b"1\ntorn")
    assert shelf.upkeep(compress=True).sweep()
    (packed,) = shelf.path.parent.iterdir()
    assert gzip.decompress(packed.read_bytes()) == b"1\n"
    assert [torn.text for torn in shelf.torn] == ["torn"]


class Killed(BaseException):
    """Nothing catches it: what a kill leaves behind is left behind."""


@pytest.mark.parametrize("moment", ["os.fsync", "os.utime", "os.replace", "Path.unlink"])
def test_a_crash_in_the_middle_leaves_no_half_file_and_the_next_round_finishes(shelf, monkeypatch, moment):
    (original,) = shelf.add(1)

    def kill(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as crash:
        crash.setattr("pathlib.Path.unlink" if moment == "Path.unlink" else moment, kill)
        with pytest.raises(Killed):
            shelf.upkeep(compress=True).sweep()
    seen = [path for path in shelf.path.parent.iterdir() if not path.name.startswith(".")]
    for path in seen:
        content = path.read_bytes()
        assert (gzip.decompress(content) if path.suffix == ".gz" else content) == b"1\n2\n"
    assert seen
    assert shelf.upkeep(compress=True).sweep()
    assert shelf.names() == [f"{original.name}.gz"]


def test_a_full_disk_leaves_the_original_and_is_told(shelf, monkeypatch, capsys):
    (original,) = shelf.add(1)

    def full(_number: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as broken:
        broken.setattr("foundry_logging.sinks.upkeep.os.fsync", full)
        assert not shelf.upkeep(compress=True).sweep()
    assert shelf.names() == [original.name]
    assert "could not compress or delete" in capsys.readouterr().err
    assert shelf.upkeep(compress=True).sweep()


def test_what_was_left_of_an_attempt_goes_with_the_file(shelf):
    (original,) = shelf.add(1)
    original.with_name(f".{original.name}.gz.part").write_bytes(b"half")
    assert shelf.upkeep("0 files").sweep()
    assert shelf.names() == []


# -- files that somebody can still write to --------------------------------------------------------------------------


@pytest.mark.parametrize("settings", [{"retention": "0 files"}, {"compress": True}])
def test_a_file_that_a_sink_has_open_is_left_alone_until_it_lets_go(shelf, settings):
    sink = FileSink(shelf.path, Ledger(ENGLISH))
    sink.write(b"early\n", 1)
    (rotated,) = shelf.add(1)
    os.replace(shelf.path, rotated)
    upkeep = shelf.upkeep(**settings)
    assert not upkeep.sweep()
    sink.write(b"late\n", 1)
    assert rotated.read_bytes() == b"early\nlate\n"
    sink.write(b"next\n", 2)
    assert upkeep.sweep()
    assert [name for name in shelf.names() if not name.endswith(".gz")] == ["a.log"]
    for path in shelf.path.parent.glob("*.gz"):
        assert gzip.decompress(path.read_bytes()) == b"early\nlate\n"


def test_a_stopped_process_keeps_its_file_and_its_late_line_is_compressed_with_it(shelf):
    code = (
        "import sys\nfrom pathlib import Path\nfrom foundry_logging.sinks.file import FileSink\n"
        "from foundry_logging.sinks.ledger import Ledger\nfrom foundry_logging._messages import ENGLISH\n"
        f"sink = FileSink(Path({str(shelf.path)!r}), Ledger(ENGLISH))\nsink.write(b'early\\n', 1)\n"
        "print(flush=True)\nsys.stdin.readline()\nsink.write(b'late\\n', 1)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdout.readline()
        (rotated,) = shelf.add(1)
        os.replace(shelf.path, rotated)
        upkeep = shelf.upkeep("9 files", compress=True)
        assert not upkeep.sweep()
        process.stdin.write(b"\n")
        process.stdin.close()
        assert process.wait(timeout=30) == 0
    assert upkeep.sweep()
    (packed,) = shelf.path.parent.iterdir()
    assert gzip.decompress(packed.read_bytes()) == b"early\nlate\n"


def test_who_opened_a_file_just_before_it_was_renamed_opens_it_again(shelf, monkeypatch):
    sink = FileSink(shelf.path, Ledger(ENGLISH))
    (rotated,) = shelf.add(1)
    os.replace(rotated, shelf.path)
    open_append = type(PLATFORM).open_append

    def renamed_meanwhile(platform, path) -> int:
        number = open_append(platform, path)
        monkeypatch.setattr(type(PLATFORM), "open_append", open_append)
        os.replace(shelf.path, rotated)
        assert shelf.upkeep(compress=True).sweep()
        return number

    monkeypatch.setattr(type(PLATFORM), "open_append", renamed_meanwhile)
    sink.write(b"3\n", 1)
    assert shelf.path.read_bytes() == b"3\n"


def test_without_locks_a_file_is_abandoned_when_it_was_not_written_to_for_long(shelf):
    class Lockless:
        def lock(self, _number: int, *, exclusive: bool) -> bool:
            raise OSError(errno.ENOLCK, "no locks")

        def open_append(self, _path) -> int:
            raise NotImplementedError

        def unlock(self, _number: int) -> None:
            raise NotImplementedError

    shelf.add((IDLE_SECONDS + 60) / DAY, (IDLE_SECONDS - 60) / DAY)
    assert not shelf.upkeep(compress=True, platform=Lockless()).sweep()
    assert [file.compressed for file in rotated_files(shelf.path)] == [True, False]


# -- the thread ------------------------------------------------------------------------------------------------------


def wait_until(condition, seconds: float = 20.0) -> bool:
    until = time.monotonic() + seconds
    while not condition() and time.monotonic() < until:
        time.sleep(0.01)
    return condition()


def test_rotation_wakes_the_upkeep(files):
    configure(rotate_size="2 KB", retention="3 files", compress="gz")
    for count in range(200):
        get_logger("svc").info("x", count=count)

    def rotated() -> list[str]:
        return [name for name in files.names() if name.startswith("fastapi-foundry-structured.2")]

    assert wait_until(lambda: len(rotated()) == 3 and all(name.endswith(".gz") for name in rotated()))
    assert len(files.lines("fastapi-foundry-structured.jsonl")) < 20


def test_the_first_record_wakes_the_upkeep_for_what_an_earlier_run_left(files):
    for compress in ("off", "gz"):
        configure(rotate_size="2 KB", compress=compress)
        for count in range(20):
            get_logger("svc").info("x", count=count)
        shutdown()
    assert wait_until(lambda: all(file.compressed for file in rotated_files(files.directory / "fastapi-foundry.log")))


def test_without_retention_and_compression_no_thread_is_started_and_nothing_is_deleted(files, monkeypatch):
    monkeypatch.setattr("foundry_logging.sinks.upkeep._thread.start_new_thread", lambda *_: pytest.fail("started"))
    configure(rotate_size="1 KB")
    for count in range(50):
        get_logger("svc").info("x", count=count)
    assert len(files.names()) > 10


def test_a_file_in_use_is_tried_again_some_times_and_then_later(shelf, monkeypatch):
    slept = [0.0]
    monkeypatch.setattr(
        "foundry_logging.sinks.upkeep.time.sleep", lambda seconds: slept.__setitem__(0, slept[0] + seconds)
    )
    (rotated,) = shelf.add(1)
    upkeep = shelf.upkeep(compress=True)
    with rotated.open("rb") as writer:
        assert PLATFORM.lock(writer.fileno(), exclusive=False)
        upkeep._rounds()
    assert 2 < slept[0] < 10
    assert time.time() + LATER_SECONDS - 5 < upkeep.due <= time.time() + LATER_SECONDS
    upkeep._rounds()
    assert shelf.names() == [f"{rotated.name}.gz"]


def test_the_end_of_the_program_waits_for_a_file_that_is_being_compressed(run, tmp_path):
    code = """
from foundry_logging import configure, get_logger
import os
logger = get_logger("a")
configure(rotate_size="1 MB", compress="gz", mode="prod", components={})
noise = os.urandom(300_000).hex()
for part in range(4):
    logger.info("x", noise=noise)
"""
    assert run(code).stderr == ""
    names = {path.name for path in (tmp_path / "logs").iterdir()}
    assert {name[-3:] for name in names if ".2" in name} == {".gz"}
    assert not any(name.endswith(".part") for name in names)


def test_who_wakes_it_while_it_works_makes_it_look_again_later(shelf):
    upkeep = shelf.upkeep(compress=True)
    assert upkeep._running.acquire(blocking=False)
    upkeep.wake()
    assert upkeep.due <= time.time() + LATER_SECONDS


def test_in_the_child_of_a_fork_it_begins_anew_and_lets_go_of_the_file_that_the_parent_was_at(shelf):
    (original,) = shelf.add(1)
    upkeep = shelf.upkeep(compress=True)
    assert upkeep._running.acquire(blocking=False)
    number = os.open(original, os.O_RDWR)
    assert upkeep._take(number)
    upkeep.after_fork()
    with pytest.raises(OSError, match="Bad file"):
        os.fstat(number)
    upkeep.wake()
    assert wait_until(lambda: shelf.names() == [f"{original.name}.gz"])
    upkeep.finish()


def test_the_lock_is_given_back_for_a_child_that_was_forked_meanwhile_too(shelf):
    (original,) = shelf.add(1)
    upkeep = shelf.upkeep(compress=True)
    number = os.open(original, os.O_RDWR)
    assert upkeep._take(number)
    copy = os.dup(number)  # what a fork does
    upkeep._let_go(number)
    assert upkeep.sweep()
    os.close(copy)


def test_where_no_thread_can_be_started_it_is_tried_later(shelf, monkeypatch):
    def no_thread(*_: object) -> None:
        raise RuntimeError("can't start new thread at interpreter shutdown")

    upkeep = shelf.upkeep(compress=True)
    shelf.add(1)
    with monkeypatch.context() as ending:
        ending.setattr("foundry_logging.sinks.upkeep._thread.start_new_thread", no_thread)
        upkeep.wake()
    assert upkeep.due <= time.time() + LATER_SECONDS
    upkeep.wake()
    assert wait_until(lambda: shelf.names()[0].endswith(".gz"))
    upkeep.finish()
