"""The text line: its form, and what no value can do to it."""

from __future__ import annotations

import re

import pytest

from foundry_logging import configure, get_logger
from foundry_logging._text import KEYS, Keys, fields_text

MOMENT = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}"


def test_the_line_is_as_documented(files):
    get_logger("model-manager").info("Модель загружена", model_id="qwen-chat", duration=1.2, note="two words")
    assert re.fullmatch(
        MOMENT
        + re.escape(
            ' | INFO     | model-manager | Модель загружена | model_id=qwen-chat duration=1.2 note="two words"'
        ),
        files.lines()[0],
    )


def test_a_line_without_fields_ends_with_its_message(files):
    get_logger("svc").critical("конец")
    assert re.fullmatch(MOMENT + re.escape(" | CRITICAL | svc | конец"), files.lines()[0])


def test_in_dev_the_place_of_the_call_stands_after_the_loggers_name(files, monkeypatch, capsys):
    monkeypatch.setenv("FASTAPI_FOUNDRY_MODE", "dev")
    get_logger("svc").debug("x")
    assert re.search(r" \| DEBUG    \| svc \| test_text_line\.py:\d+ \| x$", files.lines()[0])


def test_the_time_of_the_text_line_is_local_and_the_same_moment_as_the_json_lines(files):
    import datetime as dt

    get_logger("svc").info("x")
    shown = dt.datetime.strptime(files.lines()[0][:23], "%Y-%m-%d %H:%M:%S.%f")
    assert abs(shown.timestamp() - files.last()["ts"]) < 0.0011


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("plain-1.0/x", "plain-1.0/x"),
        ("", '""'),
        ("two words", '"two words"'),
        ('say "hi"', r'"say \"hi\""'),
        ("a=b", '"a=b"'),
        ("back\\slash", r'"back\\slash"'),
        ("не ascii", '"не ascii"'),
        ("эмодзи🙂", "эмодзи🙂"),
        (1.5, "1.5"),
        (7, "7"),
        (True, "true"),
        (None, "null"),
        ({"param1": "value1"}, '{"param1":"value1"}'),
        ([1, "b"], '[1,"b"]'),
        (b"bytes", '"bytes"'),
    ],
)
def test_a_value_is_bare_when_it_is_one_word_and_quoted_otherwise(files, value, shown):
    get_logger("svc").info("x", value=value)
    assert files.lines()[0].endswith(f" | x | value={shown}")


FORGERIES = {
    "newline": "\n",
    "carriage return": "\r",
    "escape": "\x1b[31m",
    "bell": "\x07",
    "nul": "\x00",
    "delete": "\x7f",
    "c1": "\x9b31m",
    "next line": "\x85",
    "line separator": "\u2028",
    "paragraph separator": "\u2029",
    "right to left override": "\u202e",
    "isolate": "\u2066",
    "mark": "\u200f",
    "arabic letter mark": "\u061c",
    "byte order mark": "\ufeff",
    "lone surrogate": "\ud800",
    "vertical tab": "\x0b",
    "form feed": "\x0c",
}


@pytest.mark.parametrize("kind", FORGERIES)
@pytest.mark.parametrize("place", ["message", "value", "key", "nested", "logger", "argument"])
def test_nothing_forges_a_line_or_a_terminal(files, kind, place, capsys, monkeypatch):
    monkeypatch.setenv("LOG_CONSOLE_LEVEL", "INFO")
    bad = f"a{FORGERIES[kind]}2025-12-09 14:32:01.123 | CRITICAL | root | forged"
    log = get_logger(bad if place == "logger" else "svc").info
    {
        "message": lambda: log(bad),
        "value": lambda: log("x", value=bad),
        "key": lambda: log("x", **{bad: 1}),
        "nested": lambda: log("x", value={"deep": [bad]}),
        "logger": lambda: log("x"),
        "argument": lambda: log("%s", bad),
    }[place]()
    assert len(files.text().splitlines()) == 1
    for text in (files.text(), capsys.readouterr().err):
        assert FORGERIES[kind] not in text.removesuffix("\n")
        assert "forged" in text


def test_letters_joiners_and_spaces_of_languages_stay(files):
    text = "نص فارسی می‌خواهم, 👩‍💻, a\u00a0b"
    get_logger("svc").info(text)
    assert files.lines()[0].endswith(f" | {text}")


def test_a_traceback_follows_in_lines_that_cannot_pass_for_records(files):
    try:
        raise ValueError("first\n2025-12-09 14:32:01.123 | CRITICAL | root | forged\x1b[31m")
    except ValueError:
        get_logger("svc").exception("x")
    first, *rest = files.lines()
    assert first.endswith(" | svc | x")
    assert rest[0] == "    | Traceback (most recent call last):"
    assert [line for line in rest if not line.startswith("    | ")] == []
    assert rest[-1].endswith(r"forged\x1b[31m")


def test_colour_is_only_for_a_terminal_and_obeys_the_environment(files, monkeypatch, capsys):
    monkeypatch.setenv("LOG_CONSOLE_LEVEL", "INFO")
    shown = {}
    for name, value in ({"": ""} | {"FORCE_COLOR": "1", "NO_COLOR": "1"}).items():
        if name:
            monkeypatch.setenv(name, value)
        get_logger("svc").info("x")
        shown[name] = "\x1b[" in capsys.readouterr().err
    assert shown == {"": False, "FORCE_COLOR": True, "NO_COLOR": False}
    assert "\x1b" not in files.text()


def test_the_coloured_line_is_the_plain_one_with_colours(files, monkeypatch, capsys):
    monkeypatch.setenv("LOG_CONSOLE_LEVEL", "INFO")
    monkeypatch.setenv("FORCE_COLOR", "1")
    get_logger("svc").error("сообщение", a=1, b="two words")
    assert re.sub(r"\x1b\[[\d;]*m", "", capsys.readouterr().err) == files.text()


def test_the_console_can_speak_json(files, capsys):
    configure(format="json", console_level="INFO")
    get_logger("svc").info("x", a=1)
    assert capsys.readouterr().err == files.text("fastapi-foundry-structured.jsonl")


def test_keys_that_are_made_up_do_not_fill_the_memory():
    for number in range(3 * Keys._LARGEST):
        assert fields_text({f"k{number}": 1, "x" * 200 + str(number): 2}).count("=") == 2
    assert 0 < len(KEYS) <= Keys._LARGEST
    assert max(map(len, KEYS)) <= 128
