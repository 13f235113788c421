"""``@trace_execution``: on every kind of function, with and without arguments."""

from __future__ import annotations

import asyncio
import functools
import inspect

import pytest

from foundry_logging import get_logger, trace_execution
from foundry_logging.errors import SettingError

logger = get_logger("traced")


@pytest.fixture(autouse=True)
def _debug(monkeypatch):
    monkeypatch.setenv("LOG_LEVEL", "DEBUG")


def told(files):
    return [(record["level"], record["message"]) for record in files.records()]


NAME = "test_a_plain_function_is_traced.<locals>.add"


def test_a_plain_function_is_traced(files, clock):
    @trace_execution
    def add(a: int, b: int) -> int:
        """Adds."""
        clock.advance(0.5)
        return a + b

    assert (add(1, b=2), add.__name__, add.__doc__) == (3, "add", "Adds.")
    call, end = files.records()
    assert (call["level"], call["message"]) == ("debug", f"Вызов функции {NAME}")
    assert (call["args"], call["kwargs"], call["logger"]) == ([1], {"b": 2}, __name__)
    assert (end["message"], end["status"]) == (f"Функция {NAME} завершена успешно", "success")
    assert end["duration"] == 0.5


def test_an_error_is_logged_without_its_traceback_and_goes_on(files):
    @trace_execution
    def fail() -> None:
        raise ValueError("boom")

    with pytest.raises(ValueError, match="boom"):
        fail()
    record = files.last()
    assert (record["level"], record["status"], record["error"], record["error_type"]) == (
        "error",
        "error",
        "boom",
        "ValueError",
    )
    assert record["message"].endswith("fail: boom")
    assert "exception" not in record


def test_an_error_without_a_text_is_named(files):
    @trace_execution
    def fail() -> None:
        raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        fail()
    assert files.last()["error"] == "ValueError"


def test_it_takes_a_logger_a_level_and_whether_to_log_arguments(files):
    @trace_execution(logger=get_logger("svc").bind(a=1), level="INFO", arguments=False)
    def work(_value: int) -> None:
        return None

    work(1)
    records = files.records()
    assert [(record["logger"], record["level"], record["a"]) for record in records] == [("svc", "info", 1)] * 2
    assert not any("args" in record for record in records)


def test_empty_parentheses_are_the_same_as_none(files):
    @trace_execution()
    def work() -> int:
        return 1

    assert work() == 1
    assert len(files.records()) == 2


def test_an_unknown_level_is_told_where_it_is_written():
    with pytest.raises(SettingError, match="level='loud'"):
        trace_execution(level="loud")


def test_a_coroutine_function_stays_one_and_is_traced_to_its_end(files):
    @trace_execution
    async def work(value: int) -> int:
        await asyncio.sleep(0)
        return value + 1

    assert inspect.iscoroutinefunction(work)
    assert asyncio.run(work(1)) == 2
    assert [message.split()[0] for _, message in told(files)] == ["Вызов", "Функция"]


def test_a_cancelled_coroutine_is_a_warning(files):
    @trace_execution
    async def work() -> None:
        await asyncio.sleep(60)

    async def main() -> None:
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(work(), 0.01)

    asyncio.run(main())
    assert (files.last()["level"], files.last()["status"]) == ("warning", "cancelled")


def test_a_generator_keeps_send_throw_and_its_return_value(files):
    @trace_execution
    def talk():
        got = []
        while len(got) < 2:
            try:
                got.append((yield len(got)))
            except KeyError:  # noqa: PERF203 -- a generator that is thrown into
                got.append("thrown")
        return got

    assert inspect.isgeneratorfunction(talk)
    talking = talk()
    assert not files.directory.exists()
    assert next(talking) == 0
    assert talking.send("sent") == 1
    with pytest.raises(StopIteration) as end:
        talking.throw(KeyError("k"))
    assert end.value.value == ["sent", "thrown"]
    assert [record["status"] for record in files.records()[1:]] == ["success"]


def test_an_async_generator_keeps_asend_athrow_and_aclose(files):
    finished = []

    @trace_execution
    async def talk(stop: int):
        got = []
        try:
            while len(got) < stop:
                try:
                    got.append((yield list(got)))
                except KeyError:  # noqa: PERF203 -- a generator that is thrown into
                    got.append("thrown")
        finally:
            await asyncio.sleep(0)
            finished.append(got)

    async def main() -> None:
        talking = talk(2)
        assert await anext(talking) == []
        assert await talking.asend("sent") == ["sent"]
        with pytest.raises(StopAsyncIteration):
            await talking.athrow(KeyError("k"))
        closed = talk(5)
        await anext(closed)
        await closed.aclose()
        assert [item async for item in talk(1)] == [[]]

    assert inspect.isasyncgenfunction(talk)
    asyncio.run(main())
    assert finished == [["sent", "thrown"], [], [None]]
    assert [record["status"] for record in files.records() if "status" in record] == ["success", "closed", "success"]


def test_an_error_inside_a_generator_is_logged(files):
    @trace_execution
    def items():
        yield 1
        raise ValueError("boom")

    with pytest.raises(ValueError, match="boom"):
        list(items())
    assert files.last()["error"] == "boom"


def test_methods_are_traced_without_self_and_cls(files):
    class Service:
        @trace_execution
        def plain(self, value: int) -> int:
            return value

        @trace_execution
        @classmethod
        def of_class(cls, value: int) -> int:
            return value

        @staticmethod
        @trace_execution
        def static(value: int) -> int:
            return value

    assert (Service().plain(1), Service.of_class(2), Service().static(3)) == (1, 2, 3)
    assert [record["args"] for record in files.records() if "args" in record] == [[1], [2], [3]]


def test_a_positional_secret_is_known_by_its_parameter(files):
    @trace_execution
    def login(user: str, password: str, *rest: str, token: str = "") -> None:
        return None

    login("bob", "hunter2", "more", token="abcdef")
    assert (files.records()[0]["args"], files.records()[0]["kwargs"]) == (["bob", "***", "more"], {"token": "***"})
    assert "hunter2" not in files.text()


def test_callables_without_a_name_or_a_signature_are_traced(files):
    assert trace_execution(functools.partial(int, "7"))() == 7
    assert trace_execution(max)(1, 2) == 2
    assert [record["function"] for record in files.records()[::2]] == ["partial", "max"]


def test_switched_off_it_tells_errors_only(files, monkeypatch):
    monkeypatch.setenv("LOG_LEVEL", "INFO")

    @trace_execution
    def divide(a: int, b: int) -> float:
        return a / b

    assert divide(1, 1) == 1
    with pytest.raises(ZeroDivisionError):
        divide(1, 0)
    assert [level for level, _ in told(files)] == ["error"]


def test_an_argument_that_cannot_be_shown_harms_nobody(files):
    class Broken:
        def __repr__(self) -> str:
            raise RuntimeError("no repr")

    @trace_execution
    def work(value: object) -> object:
        return value

    broken = Broken()
    assert work(broken) is broken
    assert len(files.records()) == 2


def test_calls_inside_of_calls_tell_how_deep_they_are(files):
    @trace_execution(logger=logger, level="info")
    def inner():
        return 1

    @trace_execution(logger=logger, level="info")
    def numbers():
        yield 1

    @trace_execution(logger=logger, level="info")
    def outer():
        for _ in numbers():
            inner()

    outer()
    inner()

    named = [(record["function"].rpartition(".")[2], record.get("depth")) for record in files.records()]
    assert named == [
        ("outer", None),
        ("numbers", 1),
        *[("inner", 1)] * 2,
        ("numbers", 1),
        ("outer", None),
        *[("inner", None)] * 2,
    ]


def test_a_class_is_traced_by_its_own_methods(files):
    class Base:
        def inherited(self):
            return 0

    @trace_execution(logger=logger, level="info")
    class Store(Base):
        kind = dict

        def __init__(self):
            self.items = {}

        def put(self, name, password):
            self.items[name] = password

        @classmethod
        def empty(cls):
            return cls()

        @staticmethod
        def check(value):
            return bool(value)

    store = Store.empty()
    store.put("a", "hunter2")
    assert Store.check(store.inherited()) is False

    functions = [record["function"].partition("<locals>.")[2] for record in files.records()]
    assert functions == ["Store.empty"] * 2 + ["Store.put"] * 2 + ["Store.check"] * 2
    assert "hunter2" not in files.text()


def test_switched_off_a_call_makes_nothing_of_its_arguments(files):
    class Shy:
        def __repr__(self):
            raise AssertionError("nobody has asked")

    @trace_execution(logger=logger, level="debug")
    def shy(value):
        return 7

    logger.set_level("info")
    assert shy(Shy()) == 7
    logger.set_level(None)
