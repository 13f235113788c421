"""Levels and modes that change while the program runs: at once, for whom they are meant, and without a loss."""

from __future__ import annotations

import logging
import threading

import pytest

from foundry_logging import configure, get_logger, shutdown
from foundry_logging.errors import SettingError
from tests.runtime.stdlib import restored

std = pytest.fixture(restored, name="std")


@pytest.fixture(autouse=True)
def _as_configured():
    yield
    for name in ("a", "b"):
        channel = get_logger(name)._logger
        channel.mode = None  # which no call does: an explicit mode is never taken back, only changed
        get_logger(name).set_level(None)


def messages(files):
    return [record["message"] for record in files.records()]


def log(number):
    """One record of each level from two loggers, and from a child that was made before."""
    get_logger("a").debug(f"a{number}")
    get_logger("b").debug(f"b{number}")


def test_configure_changes_the_level_of_every_logger_at_once_and_none_is_the_modes(files):
    child = get_logger("a").bind(child=True)
    for number, level in enumerate(("INFO", "DEBUG", None)):
        configure(level=level)
        log(number)
        child.debug(f"child{number}")
    configure(level="CRITICAL")
    child.error("no")
    assert messages(files) == ["a1", "b1", "child1"]


def test_configure_again_changes_only_what_it_is_given(files, tmp_path, capsys):
    configure(log_dir=tmp_path / "mine", name="svc", components=["billing"], lang="en", console_level="ERROR")
    configure(level="DEBUG")
    get_logger("billing").debug("x")
    assert {"svc.log", "billing.log"} <= {path.name for path in (tmp_path / "mine").iterdir()}
    assert "| billing | x" in (tmp_path / "mine" / "billing.log").read_text()
    assert not files.directory.exists()
    get_logger("a").warning("not shown")
    assert capsys.readouterr().err == ""


def test_shutdown_forgets_what_configure_was_given(files, tmp_path):
    configure(log_dir=tmp_path / "mine", level="DEBUG")
    shutdown()
    log(0)
    get_logger("a").info("x")
    assert messages(files) == ["x"]
    assert not (tmp_path / "mine").exists()


def test_a_value_that_is_refused_changes_nothing(files):
    configure(level="DEBUG")
    with pytest.raises(SettingError):
        configure(level="INFO", mode="loud")
    log(0)
    assert messages(files) == ["a0", "b0"]


def test_configure_reads_the_environment_anew_but_what_it_was_given_wins(files, monkeypatch):
    configure()
    monkeypatch.setenv("LOG_LEVEL", "DEBUG")
    log(0)
    configure()
    log(1)
    configure(level="INFO")
    log(2)
    assert messages(files) == ["a1", "b1"]


def test_a_loggers_own_level_outlives_a_new_configuration(files):
    get_logger("a").set_level("DEBUG")
    configure(level="ERROR")
    log(0)
    get_logger("a").set_level(None)
    log(1)
    assert messages(files) == ["a0"]


def test_a_loggers_own_mode_outlives_a_new_configuration_until_prod_ends_it(files, capsys):
    get_logger("a", mode="dev")
    configure(level="ERROR", mode="prod")
    log(0)
    get_logger("a", mode="prod")
    log(1)
    assert messages(files) == ["a0"]
    assert capsys.readouterr().err.count("\n") == 1


def test_a_loggers_own_level_opens_the_files_and_not_the_console(files, capsys):
    get_logger("a").set_level("DEBUG")
    log(0)
    assert messages(files) == ["a0"]
    assert capsys.readouterr().err == ""


def test_a_level_that_closes_the_files_closes_the_console_too(files, capsys):
    configure(console_level="DEBUG")
    get_logger("a").set_level("ERROR")
    get_logger("a").warning("no")
    get_logger("a").error("yes")
    assert capsys.readouterr().err.count("\n") == 1


def test_the_mode_of_the_process_may_change_too(files, capsys):
    for number, mode in enumerate(("prod", "dev", "prod")):
        configure(mode=mode)
        log(number)
    assert messages(files) == ["a1", "b1"]
    assert capsys.readouterr().err.count("test_levels.py:") == 2


def test_a_level_holds_for_the_standard_librarys_logger_of_that_name(files, std):
    std("a").setLevel(logging.DEBUG)
    configure()
    std("a").debug("no")
    get_logger("a").set_level("DEBUG")
    std("a").debug("yes")
    assert messages(files) == ["yes"]


def test_every_thread_sees_a_level_at_once(files):
    ask, told = threading.Event(), threading.Event()

    def work():
        get_logger("a").debug("before")
        told.set()
        ask.wait(10)
        get_logger("a").debug("after")

    thread = threading.Thread(target=work)
    thread.start()
    told.wait(10)
    get_logger("a").set_level("DEBUG")
    ask.set()
    thread.join(10)
    assert messages(files) == ["after"]


def test_no_record_is_lost_or_written_twice_while_levels_change_under_it(files):
    done = threading.Event()
    logged: list[str] = []

    def work(worker):
        number = 0
        while not done.is_set():
            number += 1
            get_logger("a").error("x", key=f"{worker}-{number}")
        logged.extend(f"{worker}-{count}" for count in range(1, number + 1))

    threads = [threading.Thread(target=work, args=(worker,)) for worker in range(4)]
    for thread in threads:
        thread.start()
    for change in range(20):
        get_logger("a").set_level(("DEBUG", "ERROR", None)[change % 3])
        configure(level=("DEBUG", "WARNING")[change % 2])
    done.set()
    for thread in threads:
        thread.join()
    assert sorted(record["key"] for record in files.records()) == sorted(logged)
