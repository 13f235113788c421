"""``foundry_logging.testing.capture_logs``: what was logged, without files and without a console."""

from __future__ import annotations

import threading

from foundry_logging import bind_context, get_logger
from foundry_logging.testing import capture_logs

pytest_plugins = ["pytester"]


def test_records_of_every_level_and_logger_are_collected_and_nothing_is_written(tmp_path, capsys):
    with capture_logs() as records:
        get_logger("a").debug("x", number=1)
        get_logger("b").critical("{y}", y=2)
    assert [(record["level"], record["logger"], record["message"]) for record in records] == [
        ("debug", "a", "x"),
        ("critical", "b", "2"),
    ]
    assert records[0]["number"] == 1
    assert list(tmp_path.iterdir()) == []
    assert capsys.readouterr().err == ""


def test_a_captured_record_is_redacted_and_has_its_context():
    bind_context(request_id="r1")
    with capture_logs() as records:
        get_logger("a").info("x", password="hunter2")
    assert (records[0]["password"], records[0]["request_id"]) == ("***", "r1")


def test_an_integer_of_any_size_is_captured_as_it_is():
    with capture_logs() as records:
        get_logger("a").info("x", big=2**80, negative=-(2**64) - 1)
    assert (records[0]["big"], records[0]["negative"]) == (2**80, -(2**64) - 1)


def test_blocks_nest_and_each_gets_what_is_logged_inside_it():
    with capture_logs() as outer:
        get_logger("a").info("1")
        with capture_logs() as inner:
            get_logger("a").info("2")
        get_logger("a").info("3")
    assert [record["message"] for record in outer] == ["1", "2", "3"]
    assert [record["message"] for record in inner] == ["2"]


def test_threads_are_included():
    with capture_logs() as records:
        thread = threading.Thread(target=lambda: get_logger("a").info("x"))
        thread.start()
        thread.join()
    assert len(records) == 1


def test_after_the_block_records_go_where_they_went_before(files):
    get_logger("a").info("before")
    with capture_logs():
        get_logger("a").info("captured")
    get_logger("a").info("after")
    assert [record["message"] for record in files.records()] == ["before", "after"]


def test_capturing_first_does_not_settle_the_configuration(files, monkeypatch, tmp_path):
    with capture_logs():
        get_logger("a").info("captured")
    monkeypatch.setenv("LOG_DIR", str(tmp_path / "later"))
    get_logger("a").info("x")
    assert (tmp_path / "later").exists()


def test_timer_and_service_methods_are_captured():
    with capture_logs() as records:
        with get_logger("a").timer("t"):
            pass
        get_logger("a").log_api_request(method="GET", path="/", status_code=200, duration=0.1)
    assert [record.get("operation", record.get("api_path")) for record in records] == ["t", "/"]


def test_the_fixture_is_there_wherever_the_package_is_installed(pytester):
    pytester.makepyfile(
        """
        from foundry_logging import get_logger

        def test_one(capture_logs):
            get_logger("a").info("x")
            assert [record["message"] for record in capture_logs] == ["x"]

        def test_two(capture_logs):
            assert capture_logs == []
        """
    )
    pytester.runpytest_subprocess("-W", "error", "-p", "no:asyncio").assert_outcomes(passed=2)
    assert not (pytester.path / "logs").exists()
