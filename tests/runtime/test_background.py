"""``LOG_WRITE=background``: a bounded queue and a writer; what waits, what is dropped, and who writes what."""

from __future__ import annotations

import asyncio
import dataclasses
import os
import signal
import threading

import pytest

from foundry_logging import bind_context, configure, flush, get_logger, shutdown, stats
from foundry_logging.sinks.background import BATCH, Background
from foundry_logging.sinks.file import FileSink
from foundry_logging.testing import capture_logs

STRUCTURED = "fastapi-foundry-structured.jsonl"


@pytest.fixture
def background(files, tmp_path):
    """The files of a logger that writes in the background, ten records wide."""
    configure(write="background", queue_size=10, lang="en")
    return files


class HeldWriter:
    """The writer's thread stands still inside a file's ``write`` until it is let go; other threads write as always."""

    def __init__(self, monkeypatch) -> None:
        self.inside = threading.Event()
        self._go = threading.Event()
        self._main = threading.get_ident()
        write = FileSink.write

        def held(sink: FileSink, line: bytes, second: int, lines: int = 1) -> None:
            if threading.get_ident() != self._main:
                self.inside.set()
                assert self._go.wait(30)
            write(sink, line, second, lines)

        monkeypatch.setattr(FileSink, "write", held)

    def hold(self) -> None:
        """Returns when the thread has its first record in its hands."""
        get_logger("svc").info("held")
        assert self.inside.wait(30)

    def let_go(self) -> None:
        self._go.set()


@pytest.fixture
def writer(monkeypatch):
    held = HeldWriter(monkeypatch)
    yield held
    held.let_go()


def messages(files):
    return [record["message"] for record in files.records()]


def balance(name: str = STRUCTURED) -> int:
    """What was accepted and is neither written to a file, nor dropped, failed or waiting: nothing, ever."""
    now = stats()
    sink = now.sinks[name]
    return now.accepted - sink.written - sink.failed - now.dropped - now.failed - now.queued


# -- the settings -----------------------------------------------------------------------------------------------------


def test_the_variable_turns_it_on(files, monkeypatch):
    monkeypatch.setenv("LOG_WRITE", "background")
    get_logger("svc").info("x")
    flush()
    assert messages(files) == ["x"]


@pytest.mark.parametrize("size", [0, -1, True, 10_000_001, "many"])
def test_the_queue_has_a_sensible_size(size):
    with pytest.raises(ValueError, match="queue_size="):
        configure(queue_size=size)


# -- what is written --------------------------------------------------------------------------------------------------


def say_all_sorts(logger):
    """Records of every way through the code: quick, careful, with templates, arguments, stacks, components."""
    logger.info("plain")
    logger.info("four fields", method="POST", path="/a", status_code=200, duration=0.25)
    logger.info("with a template: {count} of {total}", count=3, total=9)
    logger.info("%s of %d", "some", 9)
    logger.info("quoted", text="two words", empty="", flag=True, nothing=None, big=2**70, nan=float("nan"))
    logger.info("secret", password="hunter2", text="token=abcdef0123456789")
    logger.info("nested", value={"a": [1, 2, {"b": "c"}]}, raw=b"\x00")
    logger.info("surrogate", value="a\ud800b")
    logger.bind(bound=1).warning("bound", level="clash")
    logger.log_api_request(method="GET", path="/a", status_code=404, duration=0.1)
    logger.log_model_operation(model_id="m", operation="load", status="success")
    try:
        raise ValueError("boom")
    except ValueError:
        logger.exception("failed")
    logger.info("last")


def test_the_files_are_the_same_as_without_it(tmp_path, monkeypatch):
    moment = 1_765_290_721_123_456_000
    monkeypatch.setattr("foundry_logging._pipeline.time.time_ns", lambda: moment)
    written = {}
    for write in ("sync", "background"):
        numbers = iter(range(100))
        monkeypatch.setattr("foundry_logging._pipeline.next_number", lambda numbers=numbers: next(numbers))
        configure(mode="prod", log_dir=tmp_path / write, write=write)
        with monkeypatch.context() as patch:
            patch.setattr("foundry_logging._runtime.RUNTIME._process.look_around", lambda second: None)
            say_all_sorts(get_logger("mcp-client.x"))
        shutdown()
        written[write] = {path.name: path.read_bytes() for path in (tmp_path / write).iterdir()}
    assert written["background"] == written["sync"]
    assert written["sync"][STRUCTURED].count(b"\n") == 13


def test_what_changes_after_the_call_is_shown_as_it_was_at_the_call(background, writer):
    @dataclasses.dataclass
    class Point:
        x: int

    class Counter:
        count = 0

        def __repr__(self) -> str:
            return f"<{self.count}>"

    values, nested, point, counter, text = [1], {"a": {"b": [1]}}, Point(1), Counter(), bytearray(b"before")
    bound, told = [1], {"name": "before"}
    bind_context(context=bound)
    logger = get_logger("svc").bind(bound=bound)
    writer.hold()
    logger.info("fields", values=values, nested=nested, point=point, counter=counter, text=text)
    logger.info("%(name)s", told)
    logger.info(counter)
    values.append(2)
    nested["a"]["b"].append(2)
    point.x = counter.count = 2
    text[:] = b"after!"
    bound.append(2)
    told["name"] = "after"
    writer.let_go()
    flush()
    _, first, second, third = background.records()
    shown = {name: first[name] for name in ("values", "nested", "point", "counter", "text", "bound", "context")}
    assert shown == {
        "values": [1],
        "nested": {"a": {"b": [1]}},
        "point": {"x": 1},
        "counter": "<0>",
        "text": "before",
        "bound": [1],
        "context": [1],
    }
    assert (second["message"], third["message"]) == ("before", "<0>")


def test_no_code_of_the_program_runs_in_the_writers_thread(background):
    threads = set()

    class Talking:
        def __repr__(self) -> str:
            threads.add(threading.get_ident())
            return "x"

        __str__ = __repr__

    logger = get_logger("svc")
    logger.info("x", lazy=lambda: threads.add(threading.get_ident()), value=Talking())
    logger.info("%s", Talking())
    logger.info(Talking())
    flush()
    assert threads == {threading.get_ident()}
    assert len(background.records()) == 3


def test_the_time_and_the_number_of_a_record_are_those_of_the_call(background, writer, monkeypatch):
    writer.hold()
    get_logger("svc").info("x")
    with monkeypatch.context() as patch:
        patch.setattr("foundry_logging._pipeline.time.time_ns", lambda: 4_000_000_000_000_000_000)
        writer.let_go()
        flush()
    held, record = background.records()
    assert record["ts"] < 4_000_000_000
    assert record["seq"] == held["seq"] + 1


def test_a_batch_is_one_write_a_file(files, writer, monkeypatch):
    configure(write="background")
    writer.hold()
    writes = []
    write = os.write
    monkeypatch.setattr("foundry_logging.sinks.file.os.write", lambda fd, data: writes.append(fd) or write(fd, data))
    for count in range(BATCH):
        get_logger("svc").info("x", count=count)
    writer.let_go()
    flush()
    assert [record["count"] for record in files.records()[1:]] == list(range(BATCH))
    # the held record is one write a file, too; a batch over the end of a second is two
    assert len(writes) <= 2 + 2 * 2


# -- a full queue -----------------------------------------------------------------------------------------------------


def test_debug_and_info_are_dropped_when_it_is_full_and_counted_exactly(background, writer, monkeypatch):
    logger = get_logger("svc")
    logger.set_level("DEBUG")
    try:
        writer.hold()  # the record in its hands is one of the ten
        for count in range(12):
            logger.info("x", count=count)
        for _ in range(5):
            logger.debug("y", values=[1])
        now = stats()
        assert (now.accepted, now.queued, now.dropped, dict(now.dropped_by_level)) == (
            18,
            10,
            8,
            {"info": 3, "debug": 5},
        )
        writer.let_go()
        flush()
    finally:
        logger.set_level(None)
    assert [record.get("count") for record in background.records()] == [None, *range(9), None]
    told = background.last()
    assert (told["level"], told["logger"], told["message"]) == (
        "warning",
        "foundry_logging",
        "The queue of records was full: 8 were dropped",
    )
    assert (told["dropped"], told["dropped_info"], told["dropped_debug"]) == (8, 3, 5)
    assert (stats().queued, stats().dropped, balance()) == (0, 8, 0)


def test_a_dropped_record_calls_no_lazy_field(background, writer):
    called = []
    writer.hold()
    for _ in range(9):
        get_logger("svc").info("x")
    get_logger("svc").info("no room", value=lambda: called.append(1))
    assert called == []


def test_numbers_that_are_missing_show_where_records_were_dropped(background, writer):
    writer.hold()
    for _ in range(20):
        get_logger("svc").info("x")
    writer.let_go()
    flush()
    get_logger("svc").info("after")
    flush()
    first, *_, told, after = [record["seq"] for record in background.records()]
    assert (told - first, after - first) == (21, 22)


def test_what_is_dropped_later_is_told_anew_with_its_own_count(background, monkeypatch):
    for count in (3, 4):
        with monkeypatch.context() as patch:
            writer = HeldWriter(patch)
            writer.hold()
            for _ in range(9 + count):
                get_logger("svc").info("x")
            writer.let_go()
            flush()
    told = [record["dropped"] for record in background.records() if record["logger"] == "foundry_logging"]
    assert told == [3, 4]


def test_a_warning_that_finds_no_room_is_written_by_its_caller(background, writer):
    writer.hold()
    for _ in range(15):
        get_logger("svc").info("x")
    get_logger("svc").warning("urgent", values=[1])
    get_logger("svc").warning("urgent, too")
    assert messages(background) == ["urgent", "urgent, too"]
    assert dict(stats().dropped_by_level) == {"info": 6}


def test_an_error_comes_after_all_that_was_before_it_and_is_written_when_the_call_returns(background):
    logger = get_logger("svc")
    for count in range(9):
        logger.info("x", count=count)
    logger.error("e", count=9)
    assert [record["count"] for record in background.records()] == list(range(10))
    logger.info("later")
    logger.critical("c")
    assert messages(background)[-2:] == ["later", "c"]


def test_threads_lose_nothing_and_nothing_stands_twice(files):
    configure(write="background", queue_size=100_000)

    def work(number: int) -> None:
        for count in range(500):
            get_logger("svc").log("error" if count % 50 == 49 else "info", "x", thread=number, count=count)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    flush()
    records = files.records()
    for number in range(4):
        assert [record["count"] for record in records if record["thread"] == number] == list(range(500))
    assert balance() == 0


# -- around it --------------------------------------------------------------------------------------------------------


def test_a_sink_that_fails_counts_lines_not_writes(background, monkeypatch, capsys):
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    get_logger("svc").info("before")
    flush()
    monkeypatch.setattr("foundry_logging.sinks.file.os.write", full)
    for _ in range(7):
        get_logger("svc").info("lost")
    flush()
    assert stats().sinks[STRUCTURED].failed == 7
    assert balance() == 0


def test_a_record_that_cannot_be_made_is_counted_and_the_others_are_written(background, monkeypatch, capsys):
    from foundry_logging._compose import Composer

    quick = Composer.quick

    def fail(composer, *args):
        if "bad" in args:
            raise RuntimeError("broken")
        return quick(composer, *args)

    get_logger("svc").info("first")
    flush()
    monkeypatch.setattr(Composer, "quick", fail)
    for text in ("one", "bad", "two"):
        get_logger("svc").info(text)
    flush()
    assert messages(background) == ["first", "one", "two"]
    assert (stats().failed, balance()) == (1, 0)


def test_an_interrupt_while_records_are_made_loses_none_and_writes_none_twice(background, writer, monkeypatch):
    from foundry_logging._compose import Composer

    quick = Composer.quick
    interrupts = [KeyboardInterrupt()]

    def interrupted(composer, *args):
        if 3 in args[5].values() and interrupts:
            raise interrupts.pop()
        return quick(composer, *args)

    logger = get_logger("svc")
    writer.hold()
    for count in range(6):
        logger.info("x", count=count)
    monkeypatch.setattr(Composer, "quick", interrupted)
    writer.let_go()
    try:
        flush()  # whoever is at it, the thread or this one, is interrupted
    except KeyboardInterrupt:
        flush()
    shutdown()
    assert interrupts == []
    assert [record["count"] for record in background.records()[1:]] == list(range(6))


def test_a_report_of_dropped_records_that_fails_harms_no_other_record(background, writer, monkeypatch, capsys):
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("broken")

    writer.hold()
    for _ in range(12):
        get_logger("svc").info("x")
    monkeypatch.setattr("foundry_logging._pipeline.Pipeline.tell", fail)
    writer.let_go()
    get_logger("svc").error("after it")
    assert messages(background)[-1] == "after it"
    assert stats().failed == 1


def test_where_no_thread_can_be_started_the_caller_writes(background, monkeypatch):
    def refuse(*_: object) -> int:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr("foundry_logging.sinks.background._thread.start_new_thread", refuse)
    for count in range(15):
        get_logger("svc").info("x", count=count)
    assert [record["count"] for record in background.records()] == list(range(15))


def test_captured_records_are_there_at_once(background):
    with capture_logs() as records:
        get_logger("svc").info("x")
        assert [record["message"] for record in records] == ["x"]


@pytest.mark.parametrize("end", [shutdown, lambda: configure(log_dir=None)])
def test_what_waits_is_written_when_the_configuration_ends(background, end):
    for count in range(10):
        get_logger("svc").info("x", count=count)
    end()
    assert [record["count"] for record in background.records()] == list(range(10))


def test_a_record_that_begins_before_the_end_and_comes_after_it_is_written(background):
    get_logger("svc").info("x", value=lambda: shutdown() or 1)
    assert len(background.records()) == 1


def test_a_closed_queue_writes_what_still_comes():
    written = []
    queue = Background(3, str, written.extend, lambda counts: None)
    queue.close()
    assert queue.put("late")
    assert (written, queue.queued) == (["late"], 0)


def test_a_repr_that_logs_ends(background):
    class Talkative:
        def __repr__(self) -> str:
            get_logger("svc").error("inside", value=self)
            return "<talkative>"

    get_logger("svc").info("outside", value=Talkative())
    flush()
    assert messages(background)[-1] == "outside"
    assert balance() == 0


def test_a_signal_handler_that_logs_while_the_queue_is_written_waits_for_nobody(background, monkeypatch):
    """It comes in the middle of the main thread's own writing, of an error, which holds the writer's lock."""
    write = FileSink.write
    interrupted = []

    def interrupt(sink: FileSink, line: bytes, second: int, lines: int = 1) -> None:
        if threading.current_thread() is threading.main_thread() and not interrupted:
            interrupted.append(1)
            signal.raise_signal(signal.SIGUSR1)
        write(sink, line, second, lines)

    monkeypatch.setattr(FileSink, "write", interrupt)
    before = signal.signal(signal.SIGUSR1, lambda *_: get_logger("svc").error("from the handler"))
    try:
        get_logger("svc").info("x")
        get_logger("svc").error("interrupted")
    finally:
        signal.signal(signal.SIGUSR1, before)
    assert sorted(messages(background)) == ["from the handler", "interrupted", "x"]
    assert balance() == 0


def test_the_event_loop_goes_on_while_a_sink_hangs(background, writer):
    turns = 0

    async def log() -> None:
        nonlocal turns
        for count in range(200):
            get_logger("svc").info("x", count=count, values=[count])
            await asyncio.sleep(0)
            turns += 1

    writer.hold()
    asyncio.run(log())  # the writer is let go only after it
    assert (turns, stats().queued, stats().dropped) == (200, 10, 191)
