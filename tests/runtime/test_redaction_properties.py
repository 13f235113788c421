"""Whatever the nesting: a planted secret never comes out, what is given is never changed, nothing ever raises."""

from __future__ import annotations

import dataclasses
import logging
import types
from collections import deque
from collections.abc import Mapping
from typing import Any, NamedTuple

from hypothesis import example, given
from hypothesis import strategies as st

from foundry_logging import get_logger, redact, scrub
from foundry_logging._logrecord import scrub_record
from foundry_logging._redaction import scrub_fields
from foundry_logging.testing import capture_logs
from foundry_logging.vocabulary import is_secret_name

PLANTED = "Zq7PlantedValue9"
SECRET_NAMES = st.sampled_from(
    ["password", "dbPassword", "API_KEY", "Authorization", "refresh_token", "пароль", "client-secret", "cookie", "auth"]
)
PLAIN_NAMES = st.text(max_size=12).filter(lambda name: not is_secret_name(name))
CLEAN = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=20), st.binary(max_size=9)
)
RAW = PLANTED.encode()
HELD = st.sampled_from(
    [PLANTED, RAW, [PLANTED], {"x": PLANTED}, (PLANTED, 1), {PLANTED}, f"a {PLANTED} b", bytearray(RAW)]
)
PAIRS = st.tuples(SECRET_NAMES, HELD)


class Pair(NamedTuple):
    first: Any
    second: Any


@dataclasses.dataclass
class Box:
    held: Any


def _deeper(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.lists(inner, max_size=3).map(deque)
        | st.dictionaries(PLAIN_NAMES, inner, max_size=3)
        | st.dictionaries(st.integers(), inner, max_size=2)
        | st.builds(Pair, inner, inner)
        | st.builds(Box, inner)
        | st.builds(lambda held: types.SimpleNamespace(held=held), inner)
        | st.builds(types.MappingProxyType, st.dictionaries(PLAIN_NAMES, inner, max_size=2))
    )


PLANTINGS = st.recursive(
    st.dictionaries(SECRET_NAMES, HELD, min_size=1, max_size=2)
    | PAIRS
    | PAIRS.map(list)
    | st.builds("{}={}".format, SECRET_NAMES, st.just(PLANTED))
    | st.builds("{{'{}': '{}'}}".format, SECRET_NAMES, st.just(PLANTED)),
    lambda inner: _deeper(inner | CLEAN),
    max_leaves=8,
)
ANYTHING = st.recursive(CLEAN, _deeper, max_leaves=12)


@given(PLANTINGS)
def test_a_planted_secret_never_comes_out(value: Any) -> None:
    assert PLANTED not in repr(scrub(value))
    assert PLANTED not in repr(scrub_fields({"field": value}))
    assert PLANTED not in repr(redact(value))


@given(PLANTINGS)
def test_a_planted_secret_never_gets_into_a_record(value: Any) -> None:
    with capture_logs() as records:
        logger = get_logger("properties")
        logger.info("x", held=value)
        logger.info("x %s", value)
        logger.info("x %s", value, 1)
        logger.info("x {held}", held=value)
        logger.bind(held=value).error(ValueError(value), exc_info=ValueError(value))
    assert len(records) == 5
    assert PLANTED not in repr(records)


@given(PLANTINGS | ANYTHING)
def test_a_planted_secret_never_gets_into_a_foreign_handler(value: Any) -> None:
    record = logging.LogRecord("lib", 20, "", 1, "x %s %r", (value, value), None)
    record.held = value
    clean = scrub_record(record)
    assert clean.args is not None
    assert len(clean.args) == 2
    assert PLANTED not in repr(vars(clean)) + clean.getMessage()


@given(PLANTINGS | ANYTHING)
def test_what_is_given_is_never_changed(value: Any) -> None:
    before = repr(value)
    scrub(value)
    redact(value)
    scrub_fields({"field": value})
    scrub_record(logging.LogRecord("lib", 20, "", 1, "x %s", (value,), None))
    assert repr(value) == before


@example(["auth=Zq7PlantedValue9", b"\x00"])
@given(PLANTINGS | ANYTHING)
def test_it_is_idempotent(value: Any) -> None:
    once = scrub(value)
    assert repr(scrub(once)) == repr(once)
    masked = redact(value)
    assert repr(redact(masked)) == repr(masked)


@given(st.dictionaries(st.text(max_size=15), ANYTHING, max_size=4))
def test_the_quick_way_and_the_long_way_agree(fields: dict[str, Any]) -> None:
    assert repr(dict(scrub_fields(fields))) == repr(scrub(fields))


@given(ANYTHING)
def test_redact_keeps_nothing_but_the_shape(value: Any) -> None:
    def leaves(part: Any) -> list[Any]:
        if isinstance(part, types.SimpleNamespace | Box):
            part = vars(part)
        if isinstance(part, Mapping):
            return [leaf for item in part.values() for leaf in leaves(item)]
        if isinstance(part, list | tuple | deque):
            return [leaf for item in part for leaf in leaves(item)]
        return [part]

    assert set(leaves(redact(value))) <= {"***"}
