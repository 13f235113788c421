"""The redactor's promises, one test each, held against what reaches the sinks: files, console, captured records."""

from __future__ import annotations

import collections
import dataclasses
import json
import sys
import types
from typing import Any, NamedTuple

import pytest

from foundry_logging import Secret, _redaction, bind_context, configure, get_logger, redact, scrub
from foundry_logging.testing import capture_logs
from foundry_logging.vocabulary import MARK

PLANTED = "Hunter2Planted"
KEY = "sk-" + "F4ke" * 10  # known by its look


class Account(NamedTuple):
    user: str
    password: str


@dataclasses.dataclass
class Settings:
    host: str
    password: str


class Described:
    def __repr__(self) -> str:
        return f"Described(password='{PLANTED}')"


def everything(files: Any) -> str:
    """All that stands in all files."""
    return "\n".join(files.text(name) for name in sorted(files.names()))


# -- before every sink -----------------------------------------------------------------------------------------------


def test_no_sink_gets_the_secret(files, capsys):
    configure(console_level="debug", components=["billing"])
    get_logger("billing").error(f"charged with {KEY}", password=PLANTED, detail={"token": PLANTED})
    console = capsys.readouterr().err
    assert files.names() >= {"billing.log", "fastapi-foundry-errors.log", "fastapi-foundry-structured.jsonl"}
    for shown in (console, everything(files)):
        assert MARK in shown
        assert PLANTED not in shown
        assert KEY[:8] not in shown
    assert all(MARK in files.text(name) for name in ("billing.log", "fastapi-foundry-errors.log"))


def test_the_console_as_json_does_not_get_it_either(files, capsys):
    configure(console_level="debug", format="json")
    get_logger("a").info("x", password=PLANTED)
    assert json.loads(capsys.readouterr().err)["password"] == MARK


def test_captured_records_are_redacted():
    with capture_logs() as records:
        get_logger("a").info(f"token: {PLANTED}", api_key=PLANTED)
    assert (records[0]["message"], records[0]["api_key"]) == (f"token: {MARK}", MARK)


def test_bound_context_and_lazy_fields_are_redacted(files):
    bind_context(session_token=PLANTED)
    get_logger("a").bind(password=PLANTED).info("x", state=lambda: {"secret": PLANTED}, extra={"otp": PLANTED})
    record = files.last()
    assert [record[name] for name in ("session_token", "password", "state", "otp")] == [
        MARK,
        MARK,
        {"secret": MARK},
        MARK,
    ]
    assert PLANTED not in everything(files)


# -- before truncation -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("length", [4080, 4096, 65520, 65536])
def test_what_is_cut_is_redacted_before(files, length):
    class Long:
        def __repr__(self) -> str:
            return "x" * (length - 12) + f" {KEY} " + "y" * 70_000

    try:
        raise ValueError("x" * (length - 12) + f" {KEY} " + "y" * 70_000)
    except ValueError:
        get_logger("a").exception("failed", held=Long())
    assert KEY[:7] not in everything(files)


def test_a_secret_across_the_limit_of_a_text_is_not_left_in_half():
    text = "x" * (_redaction.MAX_TEXT - 10) + f" {KEY} tail"
    assert KEY[:8] not in _redaction.scrub_text(text)


# -- every kind of container -----------------------------------------------------------------------------------------

HOLDERS: dict[str, Any] = {
    "dict": {"a": {"password": PLANTED}},
    "list": [{"password": PLANTED}],
    "tuple": ({"password": PLANTED},),
    "set": {f"password={PLANTED}"},
    "frozenset": frozenset({f"password={PLANTED}"}),
    "deque": collections.deque([{"password": PLANTED}]),
    "namedtuple": Account("bob", PLANTED),
    "dataclass": Settings("db", PLANTED),
    "SimpleNamespace": types.SimpleNamespace(password=PLANTED),
    "bytes": f"password={PLANTED}".encode(),
    "bytearray": bytearray(f"password={PLANTED}".encode()),
    "bytes keys": {b"password": PLANTED.encode(), b"authorization": PLANTED},
    "pairs": [("Authorization", PLANTED), ("Host", "x")],
    "bytes pairs": [(b"authorization", PLANTED.encode()), (b"host", b"x")],
    "safe repr": Described(),
    "exception": ValueError(f"password={PLANTED}"),
    "Secret": Secret(PLANTED),
    "defaultdict": collections.defaultdict(list, password=[PLANTED]),
    "Counter": collections.Counter({f"password={PLANTED}": 3}),
    "UserDict": collections.UserDict(password=PLANTED),
    "json text": json.dumps({"user": {"password": PLANTED}}),
    "json in json": json.dumps({"body": json.dumps({"password": PLANTED})}),
    "repr text": repr({"user": Account("bob", PLANTED)}),
}


@pytest.mark.parametrize("kind", HOLDERS)
def test_every_kind_of_container_is_redacted_on_its_way_to_the_files(files, kind):
    get_logger("a").info("x", held=HOLDERS[kind], deeper=[{"inside": (HOLDERS[kind],)}])
    assert files.lines()
    assert PLANTED not in everything(files)


@pytest.mark.parametrize("kind", HOLDERS)
def test_every_kind_of_container_is_redacted_as_an_argument_of_the_message(files, kind):
    get_logger("a").info("got %s", HOLDERS[kind])
    get_logger("a").info("got %r and nothing else", HOLDERS[kind], 1)
    get_logger("a").info(HOLDERS[kind])
    assert PLANTED not in everything(files)


def test_a_pydantic_model_is_redacted(files):
    pydantic = pytest.importorskip("pydantic")

    class User(pydantic.BaseModel):
        model_config = pydantic.ConfigDict(extra="allow")
        name: str
        password: str
        pin: pydantic.SecretStr

    user = User(name="bob", password=PLANTED, pin=PLANTED, api_key=PLANTED)
    get_logger("a").info("x %s", user, user=user)
    assert files.last()["user"] == {"name": "bob", "password": MARK, "pin": MARK, "api_key": MARK}
    assert PLANTED not in everything(files)


def test_a_validation_error_of_pydantic_is_redacted(files):
    pydantic = pytest.importorskip("pydantic")

    class User(pydantic.BaseModel):
        password: int

    try:
        User(password=PLANTED)
    except pydantic.ValidationError:
        get_logger("a").exception("bad user")
    assert PLANTED not in everything(files)


# -- exceptions, stacks ----------------------------------------------------------------------------------------------


def log_the_exception(files: Any) -> dict[str, Any]:
    get_logger("a").exception("failed")
    assert PLANTED not in everything(files)
    return files.last()["exception"]


def test_the_message_of_an_exception_is_redacted(files):
    try:
        raise ValueError(f"cannot log in with password={PLANTED}")
    except ValueError:
        shown = log_the_exception(files)
    assert shown["message"] == f"cannot log in with password={MARK}"
    assert f"ValueError: cannot log in with password={MARK}" in shown["stack"]


def test_the_cause_and_the_context_are_redacted(files):
    try:
        try:
            try:
                raise KeyError(f"token={PLANTED}")
            except KeyError as error:
                raise OSError(f"api_key: {PLANTED}") from error
        except OSError:
            raise RuntimeError("gave up")  # noqa: B904 - the implicit context is meant
    except RuntimeError:
        shown = log_the_exception(files)
    assert shown["stack"].count(MARK) >= 2
    assert "direct cause" in shown["stack"]


@pytest.mark.skipif(sys.version_info < (3, 11), reason="notes are of Python 3.11")
def test_notes_and_groups_are_redacted(files):
    error = ValueError(f"password={PLANTED}")
    error.add_note(f"the token: {PLANTED}")
    try:
        raise ExceptionGroup(f"secret={PLANTED}", [error, OSError(f"amqp://u:{PLANTED}@mq")])  # noqa: F821
    except Exception:
        shown = log_the_exception(files)
    assert shown["stack"].count(MARK) >= 4


def test_the_source_lines_of_a_traceback_are_redacted(files):
    def connect(**_: str) -> None:
        raise ValueError("no")

    try:
        connect(password="Hunter2Planted")
    except ValueError:
        shown = log_the_exception(files)
    assert f'connect(password="{MARK}")' in shown["stack"]


def test_the_text_of_a_stack_is_redacted(files):
    def connect(password: str) -> None:
        get_logger("a").info("here", stack_info=True)

    connect(password="Hunter2Planted")
    assert f'connect(password="{MARK}")' in files.last()["stack_info"]
    assert PLANTED not in everything(files)


def test_an_exception_as_a_field_is_redacted(files):
    get_logger("a").error("failed", error=ValueError(f"password={PLANTED}"))
    assert files.last()["error"] == f"ValueError: password={MARK}"


# -- what only the text around it makes secret ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("template", "fields", "hidden"),
    [
        ("password={value}", {"value": PLANTED}, {"value"}),
        ("user={u} password={p}", {"u": "bob", "p": PLANTED}, {"p"}),
        ("Токен бота: {raw}", {"raw": PLANTED}, {"raw"}),
        ("pin code: {n}", {"n": 4821}, {"n"}),
        ("https://{u}:{p}@host", {"u": "bob", "p": PLANTED}, {"p"}),
        ("{key}={value}", {"key": "password", "value": PLANTED}, {"value"}),
        ("user={a} password={b}", {"a": "same", "b": "same"}, {"b"}),
        ("count={n}", {"n": 5}, set()),
        ("password={value}", {"value": None}, set()),
    ],
)
def test_a_field_that_the_template_shows_in_a_secrets_place_is_hidden(template, fields, hidden):
    with capture_logs() as records:
        get_logger("a").info(template, **fields)
    assert {name for name in fields if records[0][name] == MARK} == hidden
    assert PLANTED not in str(records)
    assert records[0]["template"] == template


def test_arguments_that_do_not_fit_their_text_are_hidden_when_it_names_a_secret():
    with capture_logs() as records:
        get_logger("a").info("password=%s", PLANTED, "more")
        get_logger("a").info("user %s", "bob", "more")
    assert records[0]["args"] == [MARK, MARK]
    assert records[1]["args"] == ["bob", "more"]


# -- the marker ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("secret", ["abcdefgh", "a", "pass word", "x" * 500, "Ünïcödé", "***a", "a***"])
def test_the_marker_holds_no_part_and_no_length_of_the_value(secret):
    assert scrub({"password": secret}) == {"password": MARK}
    assert redact(secret) == MARK
    assert MARK == "***"


def test_a_container_under_a_secret_name_becomes_the_marker_whole(files):
    get_logger("a").info("x", credentials={"user": "bob", "parts": [1, 2]}, secrets=["a"], token=("a", "b"))
    record = files.last()
    assert (record["credentials"], record["secrets"], record["token"]) == (MARK, MARK, MARK)


def test_redact_hides_all_and_scrub_what_a_record_would_hide():
    value = {"user": "bob", "password": PLANTED, "ids": [1, 2]}
    assert scrub(value) == {"user": "bob", "password": MARK, "ids": [1, 2]}
    assert redact(value) == {"user": MARK, "password": MARK, "ids": [MARK, MARK]}
    with capture_logs() as records:
        get_logger("a").info("x", held=value)
    assert records[0]["held"] == scrub(value)


# -- it fails closed -------------------------------------------------------------------------------------------------


class Hostile:
    """Raises whatever is asked of it."""

    def __getattribute__(self, name: str) -> Any:
        raise RuntimeError(PLANTED)

    def __repr__(self) -> str:
        raise RuntimeError(PLANTED)

    def __hash__(self) -> int:
        return 1

    def __eq__(self, other: object) -> bool:
        raise RuntimeError(PLANTED)


class HostileMapping(dict[Any, Any]):
    def items(self) -> Any:
        raise RuntimeError(PLANTED)

    def __len__(self) -> int:
        raise RuntimeError(PLANTED)


class HostileError(Exception):
    def __str__(self) -> str:
        raise RuntimeError(PLANTED)


@pytest.mark.parametrize("kind", ["object", "mapping", "exception", "key"])
def test_what_cannot_be_looked_into_is_neither_raised_nor_shown(files, kind):
    made = {
        "object": Hostile,
        "mapping": lambda: HostileMapping(password=PLANTED),
        "exception": lambda: HostileError(PLANTED),
        "key": lambda: {Hostile(): 1},
    }
    value = made[kind]()
    logger = get_logger("a")
    logger.info("x", held=value)
    logger.info("x", held=[value])
    logger.info("x %s", value)
    logger.info("{held}", held=value)
    assert len(files.lines()) == 4
    assert PLANTED not in everything(files)


@pytest.mark.parametrize("broken", ["_surely_clean", "_scrubbed_fields", "scrub_value", "_suspicious"])
def test_a_bug_in_the_redactor_itself_shows_nothing(files, monkeypatch, broken):
    def fail(*_: object) -> None:
        raise RuntimeError("bug")

    monkeypatch.setattr(_redaction, broken, fail)
    get_logger("a").info("x", password=PLANTED, held={"token": PLANTED}, plain=[f"token={PLANTED}"])
    assert len(files.lines()) == 1
    assert PLANTED not in everything(files)


def test_a_bug_in_the_search_shows_nothing(files, monkeypatch):
    def fail(*_: object) -> None:
        raise RuntimeError("bug")

    monkeypatch.setattr(_redaction.values, "scrub_text", fail)
    try:
        raise ValueError(f"token={PLANTED}")
    except ValueError:
        get_logger("a").exception(f"token={PLANTED}", held=[f"token={PLANTED}"], text=f"token={PLANTED}")
    assert files.last()["message"] == MARK
    assert PLANTED not in everything(files)
