"""Message templates: values in the text, the constant text beside it, and nothing that str.format would do."""

from __future__ import annotations

import datetime as dt

import pytest

from foundry_logging import get_logger


def written(files, message, *args, **fields):
    get_logger("svc").info(message, *args, **fields)
    record = files.last()
    return record["message"], record.get("template")


def test_the_values_are_in_the_message_and_the_constant_text_is_the_template(files):
    template = "Killed {count} of {total}"
    assert written(files, template, count=3, total=9) == ("Killed 3 of 9", template)
    assert (files.last()["count"], files.last()["total"]) == (3, 9)


@pytest.mark.parametrize(
    "message",
    ["{missing}", "{}", "{0}", "{a.b}", "{a[0]}", "{a!r}", "{{a}", "{ a }", "{a", 'json {"a": 1}', "set {1, 2}"],
)
def test_every_other_brace_stays(files, message):
    expected = message.replace("{a}", "1")
    assert written(files, message, a=1)[0] == expected


def test_without_a_replacement_there_is_no_template(files):
    assert written(files, "{missing}", a=1) == ("{missing}", None)


def test_a_value_is_not_searched_again(files):
    assert written(files, "{a} {b}", a="{b}", b="{a}")[0] == "{b} {a}"


@pytest.mark.parametrize(
    ("spec", "value", "shown"),
    [
        (".2f", 1.234, "1.23"),
        ("05d", 7, "00007"),
        (">6", "ab", "    ab"),
        ("%H:%M", dt.datetime(2025, 1, 2, 3, 4), "03:04"),
        (",", 1234567, "1,234,567"),
        ("999", "x", "x" + " " * 998),
    ],
)
def test_a_spec_formats_texts_numbers_and_datetimes(files, spec, value, shown):
    assert written(files, "{v:" + spec + "}", v=value)[0] == shown


@pytest.mark.parametrize(
    ("spec", "value"), [("9999", "x"), (".99999f", 1.5), ("d", "text"), (">5", True), (">5", [1]), ("!", 1)]
)
def test_a_spec_that_does_not_fit_leaves_the_values_own_text(files, spec, value):
    assert written(files, "{v:" + spec + "}", v=value)[0] == str(value)


def test_no_format_method_of_a_value_is_called(files):
    class Evil:
        def __format__(self, spec: str) -> str:
            raise AssertionError("called")

        def __repr__(self) -> str:
            return "<evil>"

    assert written(files, "{v:>5}{v}", v=Evil())[0] == "<evil><evil>"


def test_only_fields_of_this_call_are_used(files):
    get_logger("svc").bind(bound=1).info("{bound} {own}", own=2)
    assert files.last()["message"] == "{bound} 2"


def test_a_clashing_field_still_fills_its_place(files):
    assert written(files, "{level}", level="x")[0] == "x"


def test_a_secret_does_not_reach_the_message_by_its_placeholder(files):
    assert written(files, "login {password}", password="hunter2")[0] == "login ***"
    assert "hunter2" not in files.text() + files.text("fastapi-foundry-structured.jsonl")


def test_percent_arguments_and_templates_do_not_disturb_each_other(files):
    assert written(files, "{a} of %s", 9, a="100%s")[0] == "100%s of 9"
    assert written(files, "{a} %d", "no number", a="50%")[0] == "50% %d"
    assert written(files, "%s", "{a}", a=1)[0] == "{a}"


def test_a_lazy_field_fills_its_place_once(files):
    calls: list[int] = []
    assert written(files, "{v} {v}", v=lambda: calls.append(1) or "x")[0] == "x x"
    assert calls == [1]
