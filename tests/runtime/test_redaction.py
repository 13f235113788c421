"""The redactor on Python values: what goes, what stays, and that it never changes, raises or leaks."""

from __future__ import annotations

import collections
import dataclasses
import datetime
import decimal
import enum
import functools
import json
import pathlib
import types
import uuid
from collections import OrderedDict, deque
from typing import Any, ClassVar, NamedTuple

import orjson
import pytest

from foundry_logging import Secret, redact, scrub
from foundry_logging import _redaction as home
from foundry_logging._redaction import scrub_exception_text, scrub_fields, scrub_text
from foundry_logging._secret_names import NameMemo
from foundry_logging.vocabulary import MARK
from foundry_logging.vocabulary.names import BUILT_IN

PLANTED = "Hunter2Planted"
KEY = "sk-" + "F4ke" * 8  # known by its look


class Account(NamedTuple):
    user: str
    password: str


@dataclasses.dataclass
class Settings:
    host: str
    api_key: str


@dataclasses.dataclass(frozen=True)
class Frozen:
    password: str


class Named:
    def __repr__(self) -> str:
        return f"Named(password='{PLANTED}')"


class Broken:
    def __repr__(self) -> str:
        raise RuntimeError(PLANTED)


class Modelled:
    """As a pydantic model looks to whoever does not import pydantic."""

    model_fields: ClassVar[dict[str, int]] = {"user": 1, "password": 1}

    def __init__(self) -> None:
        self.user, self.password = "bob", PLANTED


class Slotted:
    __struct_fields__ = ("user", "password")
    __slots__ = __struct_fields__

    def __init__(self) -> None:
        self.user, self.password = "bob", PLANTED


class SecretStr:
    def get_secret_value(self) -> str:
        return PLANTED


class Hostile(dict[str, str]):
    def items(self) -> Any:
        raise RuntimeError(PLANTED)


class Text(str):
    def __str__(self) -> str:
        raise RuntimeError("no text")


class Level(enum.Enum):
    SAFE = "info"
    LEAKY = KEY


LEAKY: list[Any] = [
    {"password": PLANTED},
    {"user": {"db": {"password": PLANTED}}},
    {b"password": PLANTED},
    {"password": [PLANTED, {"x": PLANTED}]},
    {"password": PLANTED.encode()},
    {"x": f"password={PLANTED}"},
    [f"token: {PLANTED}"],
    [{"api_key": PLANTED}],
    ({"api_key": PLANTED},),
    {f"password={PLANTED}"},
    frozenset({f"password={PLANTED}"}),
    {Frozen(PLANTED)},
    deque([{"api_key": PLANTED}]),
    collections.ChainMap({"password": PLANTED}),
    types.MappingProxyType({"password": PLANTED}),
    OrderedDict(password=PLANTED),
    Account("bob", PLANTED),
    [Account("bob", PLANTED)],
    Settings("db", PLANTED),
    {"settings": Settings("db", PLANTED)},
    types.SimpleNamespace(password=PLANTED),
    Modelled(),
    Slotted(),
    Named(),
    [Named()],
    Secret(PLANTED),
    {"x": Secret(PLANTED)},
    SecretStr(),
    [("Authorization", PLANTED), ("Host", "x")],
    [["X-Api-Key", PLANTED]],
    (b"authorization", PLANTED.encode()),
    f"password={PLANTED}".encode(),
    bytearray(f"password={PLANTED}".encode()),
    memoryview(f"password={PLANTED}".encode()),
    ValueError(f"password={PLANTED}"),
    pathlib.PurePosixPath(f"/x?token={PLANTED}"),
    {f"password={PLANTED}": 1},
    {("password", PLANTED): 1},
    {Named(): 1},
    Text(f"password={PLANTED}"),
    Hostile(password=PLANTED),
    functools.partial(print, password=PLANTED),
]


@pytest.mark.parametrize("value", LEAKY, ids=lambda value: type(value).__name__)
def test_what_holds_a_secret_comes_out_without_it(value: Any) -> None:
    scrubbed = scrub(value)
    assert PLANTED not in repr(scrubbed)
    assert MARK in repr(scrubbed)


@pytest.mark.parametrize("value", LEAKY, ids=lambda value: type(value).__name__)
def test_scrubbing_twice_changes_nothing_more(value: Any) -> None:
    once = scrub(value)
    assert repr(scrub(once)) == repr(once)


@pytest.mark.parametrize("value", LEAKY, ids=lambda value: type(value).__name__)
def test_a_field_is_scrubbed_as_a_value_is(value: Any) -> None:
    fields = {"payload": value, "user": "bob"}
    scrubbed = scrub_fields(fields)
    assert scrubbed is not fields
    assert list(scrubbed) == ["payload", "user"]
    assert PLANTED not in repr(scrubbed)
    assert fields["payload"] is value


CLEAN: list[Any] = [
    None,
    True,
    5,
    1.5,
    2**70,
    complex(1, 2),
    "",
    "Модель загружена",
    b"plain",
    datetime.datetime(2025, 12, 9, tzinfo=datetime.timezone.utc),
    datetime.timedelta(seconds=1),
    uuid.UUID(int=5),
    decimal.Decimal("1.5"),
    pathlib.PurePosixPath("/var/log"),
    Level.SAFE,
    int,
    len,
    {"user": "bob", "tokens": 150, "max_tokens": [1, 2]},
    ["a", {"b": ("c", 1.5)}],
    {1: "a", None: "b"},
    Settings("db", ""),
    Account("bob", ""),
    {"a", "b"},
    deque([1, 2]),
    types.SimpleNamespace(user="bob"),
]


@pytest.mark.parametrize("value", CLEAN, ids=lambda value: type(value).__name__)
def test_what_holds_no_secret_comes_back_itself(value: Any) -> None:
    assert scrub(value) is value


@pytest.mark.parametrize("name", ["token", "api_key", "auth", "access_token"])
def test_numbers_stay_where_they_are_counts(name: str) -> None:
    assert scrub({name: 150}) == {name: 150}
    assert scrub({name: 1.5}) == {name: 1.5}
    assert scrub({name: "150"}) == {name: MARK}


@pytest.mark.parametrize("name", ["password", "pin_code", "card_number", "db_pass", "otp"])
def test_numbers_go_where_they_are_secrets(name: str) -> None:
    assert scrub({name: 1234}) == {name: MARK}


@pytest.mark.parametrize("value", [None, True, False, "", b"", [], {}, ()])
def test_what_tells_nothing_stays(value: Any) -> None:
    fields = {"password": value}
    assert scrub(fields) is fields
    assert scrub_fields(fields) is fields


def test_a_container_under_a_secret_name_becomes_the_marker_whole() -> None:
    assert scrub({"credentials": {"user": "bob", "id": 5}}) == {"credentials": MARK}


def test_the_kind_of_a_container_stays() -> None:
    dirty = f"password={PLANTED}"
    for value in (
        [dirty],
        (dirty,),
        {dirty},
        frozenset({dirty}),
        deque([dirty]),
        {"x": dirty},
        bytearray(dirty.encode()),
    ):
        assert type(scrub(value)) is type(value)
    assert scrub(Account("bob", PLANTED)) == Account("bob", MARK)
    assert scrub(types.SimpleNamespace(password=PLANTED)) == types.SimpleNamespace(password=MARK)
    assert scrub(Settings("db", PLANTED)) == {"host": "db", "api_key": MARK}


def test_the_arity_of_arguments_survives() -> None:
    assert scrub(("bob", KEY, 5)) == ("bob", MARK, 5)


def test_two_keys_that_both_are_secrets_stay_two() -> None:
    assert len(scrub({KEY: 1, KEY + "x": 2})) == 2
    assert len(scrub_fields({KEY: 1, KEY + "x": 2})) == 2


def test_an_enum_with_a_secret_value_is_masked() -> None:
    assert scrub(Level.LEAKY) == MARK


def test_an_object_that_fails_to_describe_itself_is_named() -> None:
    assert scrub(Broken()) == "<Broken: repr failed with RuntimeError>"


def test_the_text_of_an_object_is_scrubbed_before_it_is_cut() -> None:
    class Long:
        def __repr__(self) -> str:
            return "x" * (home.MAX_REPR - 10) + f" {KEY}"

    assert KEY[:7] not in scrub(Long())


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"name": "DB_PASSWORD", "value": PLANTED}, {"name": "DB_PASSWORD", "value": MARK}),
        ([{"Key": "api_key", "Value": PLANTED.encode()}], [{"Key": "api_key", "Value": MARK}]),
        ({"env": [{"value": {"x": PLANTED}, "name": "creds"}]}, {"env": [{"value": MARK, "name": "creds"}]}),
        (["mysql", "--password", PLANTED, "-u", "x"], ["mysql", "--password", MARK, "-u", "x"]),
        (("x", "--api-key", PLANTED, "--token", PLANTED), ("x", "--api-key", MARK, "--token", MARK)),
    ],
)
def test_a_secret_beside_its_name_is_hidden(given: Any, expected: Any) -> None:
    assert scrub(given) == expected
    assert scrub(expected) == expected
    assert scrub_fields({"x": given}) == {"x": expected}


@pytest.mark.parametrize(
    "given",
    [
        {"name": "PATH", "value": "/bin"},
        {"name": "token", "value": 5},
        {"name": "password", "value": ""},
        {"name": ["password"], "value": "x"},
        {"value": "x"},
        ["--password", "-u", "x"],
        ["--max-tokens", "5", "--token", "150"],
        ["--password-stdin", "x", "--password", ""],
    ],
)
def test_a_value_beside_another_name_stays(given: Any) -> None:
    assert scrub(given) is given


def test_the_fields_of_a_call_are_such_a_pair_too() -> None:
    assert scrub_fields({"name": "DB_PASSWORD", "value": PLANTED}) == {"name": "DB_PASSWORD", "value": MARK}
    fields = {"name": "PATH", "value": "/bin"}
    assert scrub_fields(fields) is fields


def test_a_cycle_is_told() -> None:
    loop: dict[str, Any] = {"password": PLANTED}
    loop["self"] = [loop]
    assert scrub(loop) == {"password": MARK, "self": ["<cycle>"]}


def test_depth_is_bounded() -> None:
    deep: Any = {"password": PLANTED}
    for _ in range(10_000):
        deep = [deep]
    assert "too deep" in str(scrub(deep))
    assert PLANTED not in str(scrub(deep))
    assert MARK in str(redact(deep)) or "too deep" in str(redact(deep))


def test_size_is_bounded() -> None:
    scrubbed = scrub(list(range(1_000_000)))
    assert len(scrubbed) == home.MAX_ITEMS + 1
    assert scrubbed[-1] == f"<{1_000_000 - home.MAX_ITEMS} more>"
    assert scrub(dict.fromkeys(range(1_000_000)))["..."] == f"<{1_000_000 - home.MAX_ITEMS} more>"


def test_a_value_that_holds_itself_doubled_sixty_times_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at = 0
    look = home._Walk.of

    def counted(walk: home._Walk, value: Any) -> Any:
        nonlocal looked_at
        looked_at += 1
        return look(walk, value)

    monkeypatch.setattr(home._Walk, "of", counted)
    doubled: Any = [1]
    for _ in range(60):
        doubled = [doubled, doubled]
    scrub(doubled)
    assert home.MAX_DEPTH < looked_at <= home.MAX_ITEMS + 1
    redact(doubled)
    assert looked_at <= 2 * (home.MAX_ITEMS + 1)


def test_a_text_that_is_too_long_is_cut_at_a_blank() -> None:
    text = "word " * (home.MAX_TEXT // 5 - 3) + KEY + " " + "x" * 100
    scrubbed = scrub_text(text)
    assert KEY[:8] not in scrubbed
    assert scrubbed.endswith("more characters>")


def test_a_clean_record_is_given_back_itself() -> None:
    fields = {"method": "POST", "path": "/api/v1/generate", "duration": 1.5, "ok": True, "who": None}
    assert scrub_fields(fields) is fields


def test_a_record_is_copied_and_not_changed() -> None:
    fields = {"user": "bob", "password": PLANTED, "nested": {"token": PLANTED}}
    assert scrub_fields(fields) == {"user": "bob", "password": MARK, "nested": {"token": MARK}}
    assert fields == {"user": "bob", "password": PLANTED, "nested": {"token": PLANTED}}


def test_a_field_name_is_scrubbed_too() -> None:
    assert scrub_fields({f"x password={PLANTED}": 1}) == {f"x password={MARK}": MARK}


def test_the_memo_of_names_is_bounded() -> None:
    memo = NameMemo(BUILT_IN)
    for number in range(memo.LARGEST + 100):
        assert memo[f"name_{number}_{'x' * (number % 200)}"] is None
        assert memo[f"token_{number}"] is not None
    assert 0 < len(memo) <= memo.LARGEST
    assert all(len(name) <= memo.LONGEST for name in memo.clean)


def test_a_failing_search_hides_and_does_not_leak(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> str:
        raise RuntimeError(PLANTED)

    monkeypatch.setattr(home.values, "scrub_text", fail)
    assert scrub_text(f"password={PLANTED}") == MARK
    assert scrub_exception_text(f"password={PLANTED}") == MARK
    assert scrub({"x": PLANTED}) == {"x": MARK}
    monkeypatch.setattr(home, "_surely_clean", fail)
    assert scrub_fields({"x": PLANTED}) == {MARK: MARK}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("x", MARK),
        ("", MARK),
        (5, MARK),
        (True, MARK),
        (None, MARK),
        (b"x", MARK),
        (Named(), MARK),
        (Secret("x"), MARK),
        ({"user": "bob", "ids": [1, (2, {"x": None})]}, {"user": MARK, "ids": [MARK, (MARK, {"x": MARK})]}),
        ({1, 2}, {MARK}),
        (Account("bob", "x"), Account(MARK, MARK)),
        (Settings("db", "x"), {"host": MARK, "api_key": MARK}),
        ([], []),
        ({}, {}),
    ],
)
def test_redact_hides_every_leaf(value: Any, expected: Any) -> None:
    assert redact(value) == expected
    assert redact(redact(value)) == expected


def test_a_validation_error_does_not_quote_a_secret_field() -> None:
    text = (
        "2 validation errors for User\n"
        "password\n"
        f"  String should have at least 20 characters [type=too_short, input_value='{PLANTED}', input_type=str]\n"
        "age\n"
        "  Input should be an integer [type=int_parsing, input_value='ten', input_type=str]"
    )
    scrubbed = scrub_exception_text(text)
    assert PLANTED not in scrubbed
    assert "input_value='ten'" in scrubbed
    assert scrub_exception_text(scrubbed) == scrubbed


def test_a_traceback_keeps_its_places() -> None:
    text = f'Traceback:\n  File "app.py", line 3, in get_token\n    login(password="{PLANTED}")\nKeyError: \'token\''
    assert scrub_exception_text(text) == text.replace(PLANTED, MARK)


class TestSecret:
    def test_it_shows_itself_nowhere(self) -> None:
        secret = Secret(PLANTED)
        assert {repr(secret), str(secret), f"{secret}", f"{secret:>30}", "%s" % secret, "{!r}".format(secret)} == {MARK}  # noqa: UP031, UP032

    def test_it_gives_its_value_to_who_asks(self) -> None:
        assert Secret(PLANTED).reveal() == PLANTED

    def test_it_is_no_text(self) -> None:
        secret = Secret(PLANTED)
        assert not isinstance(secret, str)
        with pytest.raises(TypeError):
            "x" + secret  # type: ignore[operator]
        with pytest.raises(TypeError):
            json.dumps(secret)
        with pytest.raises(TypeError):
            orjson.dumps(secret)

    def test_it_has_no_attributes_to_dump(self) -> None:
        with pytest.raises(TypeError):
            vars(Secret(PLANTED))

    def test_two_of_the_same_are_equal(self) -> None:
        assert Secret("a") == Secret("a")
        assert Secret("a") != Secret("b")
        assert Secret("a") != "a"
        assert len({Secret("a"), Secret("a")}) == 1

    def test_an_empty_one_is_false(self) -> None:
        assert not Secret("")
        assert Secret("a")


def test_the_texts_of_a_clean_record_are_searched_all_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """One search, and no name judged twice; `benchmarks/redaction.py` shows the time."""
    searched: list[str] = []
    search = home._suspicious

    def counted(text: str) -> Any:
        searched.append(text)
        return search(text)

    def record(number: int) -> dict[str, str]:
        return {"method": f"POST{number}", "path": f"/api/{number}", "model_id": f"qwen{number}", "user_id": "7"}

    scrub_fields(record(1))
    monkeypatch.setattr(home, "_suspicious", counted)
    monkeypatch.setattr(NameMemo, "_judge", None)
    monkeypatch.setattr(home, "scrub_value", None)
    fields = record(2)
    assert scrub_fields(fields) is fields
    assert len(searched) == 1
