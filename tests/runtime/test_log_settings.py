"""Settings: every environment variable, and a clear line when its value is not usable."""

from __future__ import annotations

import pytest

from foundry_logging import configure, get_logger
from foundry_logging._config import VARIABLES, Settings, load
from foundry_logging.errors import SettingError

BAD = {
    "FASTAPI_FOUNDRY_MODE": ("loud", "prod"),
    "LOG_LEVEL": ("LOUD", "DEBUG"),
    "LOG_CONSOLE_LEVEL": ("7", "DEBUG"),
    "LOG_NAME": ("../x", "fastapi-foundry"),
    "LOG_COMPONENTS": ("a=../../etc/passwd", "model-manager,api-requests,mcp-client"),
    "LOG_LANG": ("de", "ru"),
    "LOG_FORMAT": ("xml", "text"),
    "LOG_ROTATE_SIZE": ("10", "100 MB"),
    "LOG_ROTATE_AT": ("25:00", "off"),
    "LOG_RETENTION": ("7 days, 3 days", "off"),
    "LOG_COMPRESS": ("rar", "off"),
    "LOG_WRITE": ("later", "sync"),
    "LOG_QUEUE_SIZE": ("0", "10000"),
    "LOG_SECRET_WORDS": ("kennwort,!!!", "nothing"),
    "LOG_NOT_SECRETS": ("7", "nothing"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_value_is_one_clear_line_that_names_the_variable_and_what_is_used(run, name):
    value, used = BAD[name]
    code = "from foundry_logging import get_logger\nget_logger('a').debug('x')\nget_logger('a').debug('y')"
    done = run(code, LOG_DIR="", **{name: value})
    complaints = [line for line in done.stderr.splitlines() if line.startswith("foundry_logging: ")]
    assert len(complaints) == 1
    assert complaints[0].startswith(f"foundry_logging: {name}={value!r}: ")
    assert complaints[0].endswith(f"используется {used}")
    assert done.returncode == 0


def test_every_variable_but_the_directory_has_a_bad_value_in_these_tests():
    assert {variable.name for variable in VARIABLES} - set(BAD) == {"LOG_DIR"}


def test_the_complaint_is_english_with_english_texts(run):
    done = run("from foundry_logging import get_logger\nget_logger('a').debug('x')", LOG_LEVEL="LOUD", LOG_LANG="en")
    assert "LOG_LEVEL='LOUD': expected DEBUG|INFO|WARNING|ERROR|CRITICAL; using DEBUG" in done.stderr


@pytest.mark.parametrize("name", [variable.name for variable in VARIABLES if variable.name != "LOG_DIR"])
def test_an_empty_variable_is_as_good_as_none(name):
    assert load({name: " "}, {}) == (Settings(), ())


@pytest.mark.parametrize(
    ("value", "mode"),
    [("dev", "dev"), ("development", "dev"), ("prod", "prod"), ("PRODUCTION", "prod"), (" Dev ", "dev")],
)
def test_the_modes_have_long_names_too(value, mode):
    assert load({"FASTAPI_FOUNDRY_MODE": value}, {})[0].mode == mode


def test_without_a_mode_it_is_dev():
    assert load({}, {})[0].mode == "dev"


@pytest.mark.parametrize(
    ("mode", "environment", "in_files", "on_console"),
    [
        ("dev", {}, "dicwe", "dicwe"),
        ("dev", {"LOG_LEVEL": "INFO"}, "iwec", "diwec"),
        ("dev", {"LOG_LEVEL": "warn", "LOG_CONSOLE_LEVEL": "error"}, "wec", "ec"),
        ("prod", {}, "iwec", "c"),
        ("prod", {"LOG_CONSOLE_LEVEL": "WARNING"}, "iwec", "wec"),
        ("prod", {"LOG_LEVEL": "critical"}, "c", "c"),
    ],
)
def test_mode_and_levels_decide_what_is_in_the_files_and_on_the_console(
    files, monkeypatch, capsys, mode, environment, in_files, on_console
):
    monkeypatch.setenv("FASTAPI_FOUNDRY_MODE", mode)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    for level in ("debug", "info", "warning", "error", "critical"):
        get_logger("svc").log(level, level)
    assert {record["message"][0] for record in files.records()} == set(in_files)
    shown = capsys.readouterr()
    assert {line.rpartition(" | ")[2][0] for line in shown.err.splitlines()} == set(on_console)
    assert shown.out == ""


def test_options_of_configure_win_over_the_environment(files, monkeypatch):
    monkeypatch.setenv("LOG_NAME", "from-environment")
    configure(name="from-option", lang="en")
    get_logger("svc").info("x")
    assert "from-option.log" in files.names()


@pytest.mark.parametrize(
    "options",
    [
        {"mode": None},
        {"level": "loud"},
        {"level": 15},
        {"level": True},
        {"console_level": []},
        {"log_dir": 5},
        {"log_dir": "a\0b"},
        {"name": "a/b"},
        {"name": ""},
        {"components": {"a": "../b"}},
        {"components": 5},
        {"components": {"": "x.log"}},
        {"lang": "de"},
        {"format": "xml"},
        {"rotate_size": 999},
        {"rotate_size": "ten"},
        {"rotate_size": True},
        {"rotate_at": "noon"},
        {"retention": "10"},
        {"compress": "rar"},
        {"secret_words": 5},
        {"secret_words": ["+"]},
        {"not_secrets": [5]},
    ],
)
def test_configure_names_the_option_whose_value_it_refuses(options):
    (option,) = options
    with pytest.raises(SettingError, match=f"^{option}=") as caught:
        configure(**options)
    assert (caught.value.option, caught.value.value) == (option, options[option])


def test_the_runtimes_own_texts_are_russian_or_english(files, monkeypatch):
    for lang, text in (("ru", "Операция завершена: load ("), ("en", "Operation finished: load (")):
        configure(lang=lang)
        with get_logger("svc").timer("load"):
            pass
        assert files.last()["message"].startswith(text)


def test_both_languages_have_the_same_placeholders():
    import dataclasses
    import re

    from foundry_logging._messages import ENGLISH, RUSSIAN

    def placeholders(text: str) -> set[str]:
        return set(re.findall(r"\{(\w+)", text))

    for field in dataclasses.fields(RUSSIAN):
        assert placeholders(getattr(RUSSIAN, field.name)) == placeholders(getattr(ENGLISH, field.name)), field.name


def test_a_working_directory_that_is_gone_loses_no_record_of_the_console(run):
    code = (
        "import os, tempfile\nfrom foundry_logging import get_logger\nlogger = get_logger('a')\n"
        "place = tempfile.mkdtemp()\nos.chdir(place)\nos.rmdir(place)\nlogger.info('still here')\n"
        "with logger.timer('t'):\n    pass"
    )
    done = run(code)
    assert done.returncode == 0
    assert "| still here" in done.stderr
