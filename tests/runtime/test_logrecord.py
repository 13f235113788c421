"""The standard library's records, redacted before a foreign handler sees them."""

from __future__ import annotations

import logging
import sys
from typing import Any

import pytest

from foundry_logging import _logrecord
from foundry_logging._logrecord import scrub_record
from foundry_logging.vocabulary import MARK

PLANTED = "Hunter2Planted"


def record(msg: object, *args: Any, exc_info: Any = None, **extra: Any) -> logging.LogRecord:
    return logging.getLogger("lib").makeRecord(
        "lib", logging.INFO, __file__, 1, msg, args, exc_info, extra=extra or None
    )


def shown(given: logging.LogRecord) -> str:
    """All that a handler can find in a record."""
    return logging.Formatter("%(message)s").format(given) + repr(vars(given))


@pytest.mark.parametrize(
    ("msg", "args", "message"),
    [
        ("password=%s", (PLANTED,), f"password={MARK}"),
        ("user %s password=%s", ("bob", PLANTED), f"user bob password={MARK}"),
        ("pin code: %d of %s", (482199, "bob"), f"pin code: {MARK} of bob"),
        ("%s=%s", ("password", PLANTED), f"password={MARK}"),
        ("%s", (f"token={PLANTED}",), f"token={MARK}"),
        ("%s", ({"password": PLANTED},), None),
        ("%(user)s password=%(p)s", ({"user": "bob", "p": PLANTED},), f"user bob password={MARK}"[5:]),
        ("%(user)s %(password)s", ({"user": "bob", "password": PLANTED},), f"bob {MARK}"),
        ("100% of %s", (f"password={PLANTED}",), None),
        ("password=%s", (PLANTED, "one too many"), None),
        (f"password={PLANTED}", (), f"password={MARK}"),
        (f"100% password={PLANTED}", (), f"100% password={MARK}"),
        (f"password={PLANTED} at 100%% by %s", ("bob",), f"password={MARK} at 100% by bob"),
        (ValueError(f"password={PLANTED}"), (), f"password={MARK}"),
    ],
)
def test_message_and_arguments_are_redacted_and_still_fit(msg: Any, args: Any, message: str | None) -> None:
    given = record(msg, *args)
    before = dict(vars(given))
    clean = scrub_record(given)
    assert PLANTED not in repr(vars(clean))
    if message is not None:
        assert clean.getMessage() == message
    kept = clean.args
    assert isinstance(kept, dict) == isinstance(given.args, dict)
    assert len(kept or ()) == len(given.args or ())
    assert vars(given) == before


def test_the_access_log_of_uvicorn_keeps_its_five_arguments() -> None:
    args = ("127.0.0.1:5000", "GET", f"/login?token={PLANTED}", "1.1", 200)
    clean = scrub_record(record('%s - "%s %s HTTP/%s" %d', *args))
    assert clean.args == ("127.0.0.1:5000", "GET", f"/login?token={MARK}", "1.1", 200)
    assert clean.msg == '%s - "%s %s HTTP/%s" %d'


def test_a_clean_record_comes_out_as_it_was() -> None:
    given = record("%s of %d", "one", 5, request_id="r-1")
    clean = scrub_record(given)
    assert clean is not given
    assert vars(clean) == vars(given)


def test_extra_attributes_are_redacted() -> None:
    clean = scrub_record(record("x", password=PLANTED, detail={"token": PLANTED}, user="bob"))
    assert (clean.password, clean.detail, clean.user) == (MARK, {"token": MARK}, "bob")  # type: ignore[attr-defined]


def _caught(message: str) -> Any:
    try:
        raise ValueError(message)
    except ValueError:
        return sys.exc_info()


def test_an_exception_with_a_secret_comes_as_redacted_text() -> None:
    clean = scrub_record(record("failed", exc_info=_caught(f"password={PLANTED}")))
    assert clean.exc_info is None
    assert f"ValueError: password={MARK}" in shown(clean)
    assert PLANTED not in shown(clean)


def test_an_exception_without_one_stays_an_exception() -> None:
    given = record("failed", exc_info=_caught("no"))
    assert scrub_record(given).exc_info is given.exc_info


def test_texts_made_before_are_redacted() -> None:
    given = record("x")
    given.exc_text, given.stack_info, given.message = (f"password={PLANTED}",) * 3
    assert PLANTED not in shown(scrub_record(given))


def test_the_class_of_a_record_stays() -> None:
    class Own(logging.LogRecord):
        pass

    assert type(scrub_record(Own("lib", 20, "", 1, f"token={PLANTED}", None, None))) is Own


def test_what_cannot_be_redacted_is_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError(PLANTED)

    monkeypatch.setattr(_logrecord, "hide_arguments", fail)
    clean = scrub_record(record("password=%s", PLANTED, password=PLANTED))
    assert (clean.name, clean.levelno, clean.getMessage()) == ("lib", logging.INFO, MARK)
    assert PLANTED not in shown(clean)


def test_a_foreign_handler_gets_the_redacted_record() -> None:
    got: list[str] = []

    class Foreign(logging.Handler):
        def emit(self, given: logging.LogRecord) -> None:
            got.append(shown(given))

    Foreign().handle(scrub_record(record("login %s", f"password={PLANTED}", api_key=PLANTED)))
    assert PLANTED not in got[0]
    assert MARK in got[0]
