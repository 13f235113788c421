"""What a record costs, in steps that can be counted: encodes, searches, system calls, and that both ways agree."""

from __future__ import annotations

import os
import sys
from types import MethodType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foundry_logging import _compose, _encode, configure, get_logger, shutdown
from foundry_logging._compose import Composer, Route, Said
from foundry_logging._shapes import Shape
from foundry_logging.sinks.fanout import Plan

FIELDS = {"method": "POST", "path": "/api/v1/generate", "status_code": 200, "duration": 0.25}


class Counting:
    """A function or a method that counts its calls."""

    def __init__(self, monkeypatch, owner, name: str) -> None:
        self.calls = 0
        self._function = getattr(owner, name)
        monkeypatch.setattr(owner, name, self)

    def __call__(self, *args: object, **kwargs: object) -> object:
        self.calls += 1
        return self._function(*args, **kwargs)

    def __get__(self, owner: object, kind: type) -> object:
        return self if owner is None else MethodType(self, owner)


@pytest.fixture
def logger(files):
    """A logger with four files, which has logged before: in prod, without a console, nobody else listening."""
    configure(mode="prod")
    logger = get_logger("model-manager")
    for _ in range(2):
        logger.error("warm", **FIELDS)
        logger.info("warm", **FIELDS)
    return logger


def in_one_second(monkeypatch) -> None:
    """Once in each second paths and listeners are looked at; here it is always the same second."""
    import time

    moment = time.time_ns()
    monkeypatch.setattr("foundry_logging._pipeline.time.time_ns", lambda: moment)
    get_logger("model-manager").info("this second is begun", **FIELDS)


@pytest.mark.parametrize(("level", "lines"), [("info", 3), ("error", 4)])
def test_a_record_is_one_encode_one_write_a_file_and_one_search_at_most(logger, monkeypatch, level, lines):
    in_one_second(monkeypatch)
    careful = Counting(monkeypatch, Composer, "careful")
    encodes = [
        Counting(monkeypatch, _compose, "dumps"),
        Counting(monkeypatch, _encode.orjson, "dumps"),
    ]
    searches = Counting(monkeypatch, _compose, "suspicious")
    writes = Counting(monkeypatch, os, "write")
    logger.log(level, "warm", **FIELDS)
    assert (sum(one.calls for one in encodes), searches.calls, writes.calls, careful.calls) == (1, 0, lines, 0)
    logger.log(level, "warm", **{**FIELDS, "path": "/never/seen"})
    assert (sum(one.calls for one in encodes), searches.calls, writes.calls, careful.calls) == (2, 1, 2 * lines, 0)


def test_a_record_with_nested_values_is_one_encode_too(logger, monkeypatch):
    in_one_second(monkeypatch)
    encodes = Counting(monkeypatch, _encode.orjson, "dumps")
    logger.info("x", message_id=7)
    encodes.calls = 0
    monkeypatch.setattr("foundry_logging._pipeline.Pipeline._finish", lambda *_: None)
    monkeypatch.setattr("foundry_logging._text.Line.plain", lambda _: "")
    logger.info("x", values=[1, {"a": 2}])
    assert encodes.calls == 1


def test_a_disabled_level_runs_one_function_and_allocates_nothing(logger):
    debug = logger.debug
    ran = []

    def trace(frame, event, _arg):
        if event == "call":
            ran.append(frame.f_code.co_name)

    def call() -> int:
        before = sys.getallocatedblocks()
        for _ in range(1000):
            debug("State")
        return sys.getallocatedblocks() - before

    call()
    assert call() < 10
    sys.setprofile(trace)
    try:
        debug("State")
    finally:
        sys.setprofile(None)
    assert [name for name in ran if name != "setprofile"] == ["debug"]


def test_what_was_judged_once_takes_no_more_memory(logger):
    for _ in range(100):
        logger.info("warm", **FIELDS)
    before = sys.getallocatedblocks()
    for _ in range(1000):
        logger.info("warm", **FIELDS)
    assert sys.getallocatedblocks() - before < 50


def test_names_and_texts_that_are_made_up_fill_no_memory_for_ever(logger):
    from foundry_logging import _shapes
    from foundry_logging._runtime import RUNTIME

    composer = RUNTIME._pipeline._composer
    for number in range(_shapes.LARGEST + 100):
        logger.info(f"text {number}", **{f"name{number}": number})
        logger.info("text", value_of=f"value{number}")
    assert len(composer.shapes) <= _shapes.LARGEST
    assert len(composer._words) <= _shapes.LARGEST
    assert len(composer._messages) <= _shapes.LARGEST
    logger.info("y" * (_shapes.LONGEST + 1))
    logger.info("x", **{"n" * (_shapes.LONGEST + 1): 1})
    assert max(map(len, composer._messages)) <= _shapes.LONGEST
    assert max((len(name) for key in composer.shapes for name in key if isinstance(name, str)), default=0) <= (
        _shapes.LONGEST
    )


def test_a_class_whose_object_was_logged_can_be_collected(logger):
    import gc
    import weakref

    class Passing:
        pass

    kind = weakref.ref(Passing)
    logger.info("x", value=Passing())
    del Passing
    gc.collect()
    assert kind() is None


# -- both ways --------------------------------------------------------------------------------------------------------

NAMED = ("request", "token", "api key", "Found keys", "password", "DB_PASSWORD", "Операция завершена", "пароль", "s")
VALUES = (
    st.text(st.characters())
    | st.text("ab =:,\"'\\{}%\n\t.Я", max_size=8)
    | st.integers()
    | st.floats()
    | st.booleans()
    | st.none()
    | st.sampled_from(["", "two words", "http://host:80/a?b=c", "1,5", "password=hunter2x", "null", 'say "hi"', "100%"])
    | st.sampled_from(["hunter2", "a1B2" * 9, "ghp_" + "a1B2" * 9, "token", "password", "12345678", "k-" + "a1B2" * 10])
)
NAMES = st.sampled_from(
    ["a", "a", "b", "status_code", "a b", "a=b", "a:b", "a,b", "имя", "100%", 'q"', "x\ny", "a{b}", "value"]
)
TEXTS = (
    st.text(st.characters())
    | st.text("ab {}:%\n.Я", max_size=20)
    | st.builds("{}{}{}".format, st.sampled_from(NAMED), st.sampled_from([": ", "=", " = ", ":"]), st.just("{a} {b}"))
    | st.builds("x {}: {}".format, st.sampled_from(NAMED), st.sampled_from(["{a:>9}", "({a}) {b}", "{a}: {b}", "y"]))
    | st.sampled_from(["{a}: {b}", "{a}={b}", "Bearer {a}", "see {a} sk-{b}", "-{a}", "--token {a}", "('key', {a})"])
    | st.sampled_from(
        ["{a}", "x {a} of {status_code:>8}", "{a:.3f}", "{nope}", "50% {a}", "token=abcdef012345", "{{a}}"]
    )
)


WORDS = Shape(("b", "c"), (str, str))


@settings(deadline=None)  # what is proved here is no time
@given(TEXTS, st.dictionaries(NAMES, VALUES, max_size=4), st.dictionaries(NAMES, VALUES, max_size=2), st.booleans())
def test_the_quick_way_and_the_careful_one_lead_to_the_same_lines(text, own, bound, traced):
    composer = Composer(4242)
    composer.quick(Route(Plan(), "a", 20), 1, 1, None, "x", {"b": "hunter2", "c": "token"}, {}, WORDS)  # seen before
    route = Route(Plan(), "svc", 20)
    micros, number, spans = 1_765_290_721_000_456, 7, ("a" * 32, "b" * 16) if traced else None
    fields = {**bound, **own}
    shape = composer.shapes[(*fields, *map(type, fields.values()))]
    quick = None
    if shape is not None:
        quick = composer.quick(route, micros, number, spans, text, dict(fields), own, shape)
    if quick is not None:
        lines = composer.careful(route, Said(micros, number, spans), text, (), fields, own)
        second, encoded, shown = quick
        assert shown == lines.text.plain().encode()
        assert (second, encoded.replace(b"000456,", b"0456,", 1)) == (
            micros // 1_000_000,
            lines.json.replace(b".000456,", b".0456,", 1),
        )


def test_most_records_go_the_quick_way(logger, monkeypatch):
    in_one_second(monkeypatch)
    careful = Counting(monkeypatch, Composer, "careful")
    logger.info("constant")
    logger.info("fields", path="/a", count=1, rate=0.5, ok=True, none=None, text="two words", имя="Анна")
    logger.info("template {count} of {rate:.1f}", count=1, rate=0.5)
    logger.bind(user_id=7).info("bound", count=1)
    logger.log_api_request(method="GET", path="/a", status_code=200, duration=0.1)
    with logger.timer("load"):
        pass
    assert careful.calls == 0


def test_a_secret_in_any_place_is_found_on_the_quick_way(files):
    configure(mode="prod")
    logger = get_logger("svc")
    secret = "ghp_" + "a1B2" * 9
    for _ in range(2):
        logger.info("x", value=secret)
        logger.info("x", value="clean", other=f"a {secret} b")
        logger.info(f"see {secret}", value=1)
        logger.info("see {value}", value=secret)
        logger.bind(value=secret).info("x", other=1)
        logger.info("x", password="hunter2", value=1)
        logger.info("password={value}", value="hunter2")
    shutdown()
    for path in files.directory.iterdir():
        content = path.read_bytes()
        assert secret.encode() not in content
        assert b"hunter2" not in content
    assert len(files.records()) == 14
