"""``logger.timer``: as a block, as an asynchronous block and as a decorator; whatever happens inside."""

from __future__ import annotations

import asyncio
import concurrent.futures
import inspect
import re

import pytest

from foundry_logging import get_logger


@pytest.fixture
def logger(files):
    return get_logger("svc")


def outcomes(files):
    return [(record["level"], record["operation"], record.get("status")) for record in files.records()]


def test_the_record_has_operation_duration_and_the_fields(files, logger):
    with logger.timer("model_loading", model_id="qwen-chat") as timer:
        pass
    record = files.last()
    assert record["message"] == f"Операция завершена: model_loading ({record['duration']:.3f}s)"
    assert (record["level"], record["operation"], record["model_id"]) == ("info", "model_loading", "qwen-chat")
    assert isinstance(record["duration"], float)
    assert record["duration"] == pytest.approx(timer.duration, abs=1e-6)
    assert "status" not in record


def test_the_duration_is_the_time_spent_in_seconds(files, logger, clock):
    with logger.timer("t"):
        clock.advance(1.25)
    assert files.last()["duration"] == 1.25


def test_an_exception_is_an_error_record_without_traceback_and_goes_on(files, logger):
    with pytest.raises(ValueError, match="boom"), logger.timer("t", a=1):
        raise ValueError("boom")
    record = files.last()
    assert (record["level"], record["status"], record["error"], record["error_type"]) == (
        "error",
        "error",
        "boom",
        "ValueError",
    )
    assert record["message"].startswith("Операция завершилась ошибкой: t (")
    assert record["a"] == 1
    assert "exception" not in record


def test_an_exception_without_a_text_is_named(files, logger):
    with pytest.raises(KeyboardInterrupt), logger.timer("t"):
        raise KeyboardInterrupt
    with pytest.raises(RuntimeError), logger.timer("t"):
        raise RuntimeError
    assert files.last()["error"] == "RuntimeError"


def test_a_secret_in_an_error_does_not_reach_the_record(files, logger):
    with pytest.raises(ValueError, match="hunter2"), logger.timer("t"):
        raise ValueError("password=hunter2")
    assert "hunter2" not in files.text() + files.text("fastapi-foundry-structured.jsonl")


def test_cancellation_is_a_warning(files, logger):
    async def main() -> None:
        async def work() -> None:
            async with logger.timer("t"):
                await asyncio.sleep(60)

        task = asyncio.create_task(work())
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(main())
    assert outcomes(files) == [("warning", "t", "cancelled")]
    assert files.last()["message"].startswith("Операция отменена: t (")


def test_a_cancelled_future_of_a_thread_pool_is_a_warning_too(files, logger):
    with pytest.raises(concurrent.futures.CancelledError), logger.timer("t"):
        raise concurrent.futures.CancelledError
    assert outcomes(files) == [("warning", "t", "cancelled")]


def test_timers_nest_and_each_has_its_own_time(files, logger):
    with logger.timer("outer"), logger.timer("inner"):
        pass
    inner, outer = files.records()
    assert (inner["operation"], outer["operation"]) == ("inner", "outer")
    assert inner["duration"] <= outer["duration"]


def test_one_timer_can_be_entered_again_and_inside_itself(files, logger):
    timer = logger.timer("t")
    with timer, timer:
        pass
    with timer:
        pass
    assert len(files.records()) == 3


def test_tasks_that_overlap_are_measured_each_for_itself(files, logger):
    async def work(number: int, seconds: float) -> None:
        with logger.timer("t", number=number):
            await asyncio.sleep(seconds)

    async def main() -> None:
        await asyncio.gather(work(1, 0.06), work(2, 0.01))

    asyncio.run(main())
    second, first = files.records()
    assert (second["number"], first["number"]) == (2, 1)
    assert second["duration"] < 0.05 < first["duration"]


@pytest.mark.parametrize("name", ["duration", "operation", "status", "error", "message", "level", "self", "name"])
def test_any_field_name_is_no_type_error_and_is_kept(files, logger, name):
    with pytest.raises(ValueError, match="boom"), logger.timer("t", **{name: "given"}):
        raise ValueError("boom")
    record = files.last()
    assert "given" in (record.get(name), record.get(f"field_{name}"))
    assert (record["operation"], record["status"], record["error"]) == ("t", "error", "boom")


def test_a_field_named_status_stays_when_all_went_well(files, logger):
    with logger.timer("t", status="warm"):
        pass
    assert files.last()["status"] == "warm"


def test_bound_fields_are_on_the_record(files, logger):
    with logger.bind(request_id="r1").timer("t"):
        pass
    assert files.last()["request_id"] == "r1"


def test_a_switched_off_timer_writes_nothing_but_its_failure(files, logger):
    logger.set_level("ERROR")
    try:
        with logger.timer("quiet"):
            pass
        with pytest.raises(ValueError, match="boom"), logger.timer("loud"):
            raise ValueError("boom")
    finally:
        logger.set_level(None)
    assert outcomes(files) == [("error", "loud", "error")]


def test_as_a_decorator_it_measures_each_call_and_keeps_the_function(files, logger):
    @logger.timer("add")
    def add(a: int, b: int) -> int:
        """Adds."""
        return a + b

    assert (add(1, b=2), add(3, 4), add.__name__, add.__doc__) == (3, 7, "add", "Adds.")
    assert len(files.records()) == 2


def test_as_a_decorator_it_measures_a_coroutine_until_it_is_done(files, logger, clock):
    @logger.timer("wait")
    async def wait() -> str:
        await asyncio.sleep(0)
        clock.advance(1.5)
        return "done"

    assert inspect.iscoroutinefunction(wait)
    assert asyncio.run(wait()) == "done"
    assert files.last()["duration"] == 1.5


def test_as_a_decorator_it_measures_a_generator_until_it_ends(files, logger):
    @logger.timer("count")
    def count():
        yield 1
        yield 2

    items = count()
    assert next(items) == 1
    assert not files.directory.exists()
    assert list(items) == [2]
    assert outcomes(files) == [("info", "count", None)]


def test_a_generator_that_is_left_early_ends_like_another(files, logger):
    @logger.timer("count")
    def count():
        yield from range(10)

    items = count()
    next(items)
    items.close()
    assert outcomes(files) == [("info", "count", "closed")]


def test_the_place_in_dev_is_the_users_line(files, monkeypatch, logger, capsys):
    monkeypatch.setenv("FASTAPI_FOUNDRY_MODE", "dev")
    with logger.timer("t"):
        pass

    async def main() -> None:
        async with logger.timer("t"):
            await asyncio.sleep(0)

    asyncio.run(main())
    assert [bool(re.search(r" \| test_timer\.py:\d+ \| ", line)) for line in files.lines()] == [True, True]
