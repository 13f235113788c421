"""``bind_context``, ``clear_context``, ``context``: the request's fields on every record below it."""

from __future__ import annotations

import asyncio
import contextvars
import threading

import pytest

from foundry_logging import bind_context, clear_context, context, get_logger


def seen(files):
    return [record.get("request_id") for record in files.records()]


def test_bound_context_is_on_the_records_of_every_logger_until_cleared(files):
    bind_context(request_id="r1", user="u")
    get_logger("a").info("x")
    get_logger("b").info("x")
    clear_context("user", "missing")
    get_logger("a").info("x")
    clear_context()
    get_logger("a").info("x")
    assert seen(files) == ["r1", "r1", "r1", None]
    assert ["user" in record for record in files.records()] == [True, True, False, False]


def test_bound_fields_win_over_the_context_and_the_calls_own_over_both(files):
    with context(a="context", b="context", c="context"):
        get_logger("svc").bind(b="bound", c="bound").info("x", c="call")
    record = files.last()
    assert (record["a"], record["b"], record["c"]) == ("context", "bound", "call")


def test_tasks_inherit_and_do_not_disturb_each_other(files):
    async def request(name: str) -> None:
        bind_context(request_id=name)
        await asyncio.sleep(0.01)
        get_logger("svc").info("x")

    async def main() -> None:
        with context(request_id="outer"):
            await asyncio.gather(request("r1"), request("r2"))
            get_logger("svc").info("x")

    asyncio.run(main())
    assert seen(files) == ["r1", "r2", "outer"]


def test_a_thread_starts_empty_and_a_copied_context_brings_the_fields(files):
    bind_context(request_id="r1")

    def log() -> None:
        get_logger("svc").info("x")

    copied = contextvars.copy_context()
    for target in (log, lambda: copied.run(log)):
        thread = threading.Thread(target=target)
        thread.start()
        thread.join()
    assert seen(files) == [None, "r1"]


def test_the_block_ends_by_an_exception_too(files):
    with pytest.raises(ValueError, match="boom"), context(request_id="r1"):
        raise ValueError("boom")
    get_logger("svc").info("x")
    assert seen(files) == [None]


def test_an_async_generator_closed_in_another_context_harms_nobody(files):
    async def stream():
        with context(request_id="r1"):
            yield 1
            yield 2

    async def main() -> None:
        items = stream()
        await asyncio.create_task(anext(items))
        await asyncio.create_task(items.aclose())

    asyncio.run(main())
    get_logger("svc").info("x")
    assert seen(files) == [None]


def test_a_secret_in_the_context_is_hidden(files):
    with context(api_key="sk-very-secret-key"):
        get_logger("svc").info("x")
    assert files.last()["api_key"] == "***"


def test_context_as_a_decorator_binds_for_each_call(files):
    @context(request_id="r1")
    def work() -> None:
        get_logger("svc").info("x")

    work()
    work()
    get_logger("svc").info("x")
    assert seen(files) == ["r1", "r1", None]
