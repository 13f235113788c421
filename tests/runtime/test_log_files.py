"""The files: which there are, what is in each, and when they come to be."""

from __future__ import annotations

import pytest

from foundry_logging import configure, flush, get_logger, shutdown, stats

GUIDE_FILES = {
    "fastapi-foundry.log",
    "fastapi-foundry-errors.log",
    "fastapi-foundry-structured.jsonl",
    "model-manager.log",
    "api-requests.log",
    "mcp-client.log",
}


def test_importing_get_logger_and_a_disabled_call_touch_nothing(run, tmp_path):
    run("import foundry_logging\nfrom foundry_logging import *\nget_logger('a').bind(b=1)\nget_logger('c', mode='dev')")
    run("from foundry_logging import get_logger\nget_logger('a').debug('x')", FASTAPI_FOUNDRY_MODE="prod")
    assert list(tmp_path.iterdir()) == []


def test_the_first_record_makes_the_guides_six_files_in_logs(run, tmp_path):
    done = run("from foundry_logging import get_logger\nget_logger('a').info('x')")
    assert (done.returncode, done.stdout) == (0, "")
    names = {path.name for path in (tmp_path / "logs").iterdir() if not path.name.startswith(".")}
    assert names == GUIDE_FILES


def test_an_empty_log_dir_means_no_files(run, tmp_path):
    done = run("from foundry_logging import get_logger\nget_logger('a').info('x')", LOG_DIR="")
    assert "| x" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_configure_without_a_directory_means_no_files(tmp_path, capsys):
    configure(log_dir=None)
    get_logger("svc").info("x")
    assert list(tmp_path.iterdir()) == []
    assert "| x" in capsys.readouterr().err


@pytest.mark.parametrize("value", ["nested/deep", "~nobody-of-that-name", "."])
def test_the_directory_is_made_and_a_relative_one_stays_where_it_was(tmp_path, monkeypatch, value):
    monkeypatch.setenv("FASTAPI_FOUNDRY_MODE", "prod")
    (tmp_path / "elsewhere").mkdir()
    configure(log_dir=value)
    monkeypatch.chdir(tmp_path / "elsewhere")
    get_logger("svc").info("x")
    assert len((tmp_path / value / "fastapi-foundry.log").read_text().splitlines()) == 1


def test_errors_and_criticals_alone_are_in_the_errors_file(files, capsys):
    logger = get_logger("svc")
    for level in ("info", "warning", "error", "critical"):
        logger.log(level, level)
    assert [line.rpartition(" | ")[2] for line in files.lines("fastapi-foundry-errors.log")] == ["error", "critical"]
    assert len(files.lines()) == 4


@pytest.mark.parametrize(
    ("name", "in_file"),
    [
        ("model-manager", True),
        ("model-manager.loader", True),
        ("model-manager2", False),
        ("model", False),
        ("a.model-manager", False),
    ],
)
def test_a_component_is_the_exact_name_or_what_is_below_it(files, name, in_file):
    get_logger(name).info("x")
    assert len(files.lines("model-manager.log")) == int(in_file)
    assert len(files.lines()) == 1


def test_service_methods_reach_their_component_whatever_the_logger(files):
    get_logger("svc").log_api_request(method="GET", path="/", status_code=200, duration=0.1)
    get_logger("svc").log_model_operation(model_id="m", operation="o", status="success")
    get_logger("api-requests").log_api_request(method="GET", path="/", status_code=200, duration=0.1)
    assert len(files.lines("api-requests.log")) == 2
    assert len(files.lines("model-manager.log")) == 1
    assert len(files.lines()) == 3


def test_service_methods_respect_the_level_of_the_files(files, monkeypatch, capsys):
    monkeypatch.setenv("LOG_LEVEL", "ERROR")
    monkeypatch.setenv("LOG_CONSOLE_LEVEL", "INFO")
    get_logger("svc").log_api_request(method="GET", path="/", status_code=200, duration=0.1)
    assert "/" in capsys.readouterr().err
    assert not files.directory.exists()


def test_more_components_come_from_the_environment(files, monkeypatch):
    monkeypatch.setenv("LOG_COMPONENTS", "billing, search=find.log")
    get_logger("billing.cards").info("x")
    get_logger("search").info("y")
    assert files.names() == GUIDE_FILES | {"billing.log", "find.log"}
    assert (len(files.lines("billing.log")), len(files.lines("find.log"))) == (1, 1)


@pytest.mark.parametrize("components", [{"billing": "billing.log"}, ["billing"], "billing"])
def test_more_components_come_from_configure(files, components):
    configure(components=components)
    get_logger("billing").info("x")
    assert len(files.lines("billing.log")) == 1


def test_two_components_may_share_a_file_and_a_record_is_there_once(files):
    configure(components={"a": "shared.log", "a.b": "shared.log"})
    get_logger("a.b").info("x")
    assert len(files.lines("shared.log")) == 1


def test_the_base_name_can_be_changed(files, monkeypatch):
    monkeypatch.setenv("LOG_NAME", "shop")
    get_logger("svc").error("x")
    assert {"shop.log", "shop-errors.log", "shop-structured.jsonl"} <= files.names()
    assert "fastapi-foundry.log" not in files.names()


def test_after_shutdown_the_next_record_configures_again(files, monkeypatch, tmp_path):
    get_logger("svc").info("1")
    shutdown()
    shutdown()
    monkeypatch.setenv("LOG_DIR", str(tmp_path / "other"))
    get_logger("svc").info("2")
    assert len(files.lines()) == 1
    assert len((tmp_path / "other" / "fastapi-foundry.log").read_text().splitlines()) == 1


def test_configuring_again_moves_to_the_new_directory(files, tmp_path):
    get_logger("svc").info("1")
    configure(log_dir=tmp_path / "other")
    get_logger("svc").info("2")
    assert len(files.lines()) == 1
    assert len((tmp_path / "other" / "fastapi-foundry.log").read_text().splitlines()) == 1


def test_no_descriptor_is_left_open_by_shutdown(files):
    import os

    def descriptors() -> int:
        return len(os.listdir("/dev/fd"))

    before = descriptors()
    for _ in range(3):
        get_logger("svc").info("x")
        assert descriptors() > before
        shutdown()
    assert descriptors() == before


def test_flush_returns_with_everything_written_and_without_files_too(files):
    flush()
    get_logger("svc").info("x")
    flush()
    assert len(files.records()) == 1


def test_the_files_are_not_for_everybody_to_read(files):
    get_logger("svc").info("x")
    assert {path.stat().st_mode & 0o007 for path in files.directory.iterdir()} == {0}


def test_the_ledger_counts_what_was_accepted_and_written(files):
    configure()
    logger = get_logger("svc")
    logger.info("x")
    logger.error("y")
    logger.debug("off")
    counted = stats()
    assert (counted.accepted, counted.failed, counted.dropped, counted.sink_failures) == (2, 0, 0, 0)
    assert counted.sinks["fastapi-foundry-structured.jsonl"].written == 2
    assert counted.sinks["fastapi-foundry-errors.log"].written == 1
    assert counted.sinks["fastapi-foundry.log"].bytes == len(files.text().encode())
    assert counted.written == 5
    assert counted.bytes == sum(path.stat().st_size for path in files.directory.iterdir())
