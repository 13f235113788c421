"""A project's own words for secrets, and its exceptions: the runtime takes them as the linter does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from foundry_logging import _secret_names, configure, get_logger, scrub, shutdown
from foundry_logging.testing import capture_logs
from foundry_logging.vocabulary import MARK, NameRules, find_secrets, scrub_text

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _built_in_words() -> Iterator[None]:
    yield
    _secret_names.use(NameRules())
    _secret_names.forget()


def logged(**fields: Any) -> dict[str, Any]:
    with capture_logs() as records:
        get_logger("a").info(fields.pop("message", "x"), **fields)
    return records[0]


def test_words_by_configure(files):
    assert logged(kennwort="abc")["kennwort"] == "abc"
    configure(secret_words=["kennwort", "api pin"], not_secrets=["cookie_jar"])
    record = logged(kennwort="abc", userKennwort="abc", api_pin=7, pin="x", cookie_jar="full", cookie="abc")
    assert [record[name] for name in ("kennwort", "userKennwort", "api_pin", "cookie")] == [MARK] * 4
    assert (record["pin"], record["cookie_jar"]) == ("x", "full")


def test_words_by_the_environment(files, monkeypatch):
    monkeypatch.setenv("LOG_SECRET_WORDS", "kennwort, api pin")
    monkeypatch.setenv("LOG_NOT_SECRETS", "Cookie-Jar")
    shutdown()
    record = logged(kennwort="abc", cookie_jar="full")
    assert (record["kennwort"], record["cookie_jar"]) == (MARK, "full")


def test_configure_wins_over_the_environment(monkeypatch):
    monkeypatch.setenv("LOG_SECRET_WORDS", "kennwort")
    configure(secret_words=[], log_dir=None)
    assert logged(kennwort="abc")["kennwort"] == "abc"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kennwort=abc x=1", "kennwort=*** x=1"),
        ("Kennwort: abc", "Kennwort: ***"),
        ('{"userKennwort": "abc"}', '{"userKennwort": "***"}'),
        ("[('kennwort', 'abc'), ('x', 'y')]", "[('kennwort', '***'), ('x', 'y')]"),
        ("run --kennwort abc", "run --kennwort ***"),
        ('{"name": "KENNWORT", "value": "abc"}', '{"name": "KENNWORT", "value": "***"}'),
        ("api_pin=1234 pin=1234", "api_pin=*** pin=1234"),
        ("cookie_jar=full cookie=abc", "cookie_jar=full cookie=***"),
        ("kennwort_hash=abc kennwort=%s", "kennwort_hash=abc kennwort=%s"),
        ("kennworte=abc", "kennworte=abc"),
    ],
)
def test_words_count_in_texts_too(text, expected):
    rules = NameRules(frozenset({"kennwort", "api pin"}), frozenset({"cookie_jar"}))
    assert scrub_text(text, rules) == expected
    assert find_secrets(expected, rules) == []
    configure(secret_words=rules.extra_words, not_secrets=rules.not_secrets, log_dir=None)
    assert logged(message=text)["message"] == expected
    assert scrub({"held": [text]}) == {"held": [expected]}


def test_scrub_before_the_first_record_knows_them(monkeypatch):
    monkeypatch.setenv("LOG_SECRET_WORDS", "kennwort")
    assert scrub({"kennwort": "abc"}) == {"kennwort": MARK}


def test_scrub_does_not_raise_when_the_environment_cannot_be_read(monkeypatch):
    monkeypatch.setattr("foundry_logging._config.load", None)
    assert scrub({"password": "abc"}) == {"password": MARK}


def test_arguments_of_a_command_line_and_pairs_know_them():
    _secret_names.use(NameRules(frozenset({"kennwort"})))
    assert scrub(["x", "--kennwort", "abc"]) == ["x", "--kennwort", MARK]
    assert scrub(("kennwort", "abc")) == ("kennwort", MARK)
    assert scrub({"name": "kennwort", "value": "abc"}) == {"name": "kennwort", "value": MARK}


def test_a_word_that_is_no_word_is_refused_by_the_environment_with_a_line(run):
    done = run("from foundry_logging import get_logger\nget_logger('a').info('x')", LOG_SECRET_WORDS="!", LOG_DIR="")
    assert "LOG_SECRET_WORDS='!'" in done.stderr


def test_shutdown_ends_what_configure_said(files):
    configure(secret_words=["kennwort"])
    shutdown()
    assert logged(kennwort="abc")["kennwort"] == "abc"
