"""The runtime under test: a clean environment, real files in a temporary directory, and a shutdown after each test."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

import foundry_logging
from foundry_logging._config import VARIABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

STEERING = (*(variable.name for variable in VARIABLES), "NO_COLOR", "FORCE_COLOR")


class LogFiles:
    """The log directory as a reader sees it."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def text(self, name: str = "fastapi-foundry.log") -> str:
        return (self.directory / name).read_text(encoding="utf-8")

    def lines(self, name: str = "fastapi-foundry.log") -> list[str]:
        return self.text(name).split("\n")[:-1]

    def records(self) -> list[dict[str, Any]]:
        lines = self.lines("fastapi-foundry-structured.jsonl")
        return [json.loads(line) for line in lines if not line.isspace()]

    def last(self) -> dict[str, Any]:
        return self.records()[-1]

    def names(self) -> set[str]:
        return {path.name for path in self.directory.iterdir() if not path.name.startswith(".")}


def _silence_pytest(item: pytest.Item) -> None:
    """Let pytest's own handlers hear nothing, unless a test asks for them: who listens changes the way."""
    if "caplog" not in getattr(item, "fixturenames", ()):
        for handler in [handler for handler in logging.root.handlers if type(handler).__module__ == "_pytest.logging"]:
            logging.root.removeHandler(handler)


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    _silence_pytest(item)
    return (yield)


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    _silence_pytest(item)
    return (yield)


@pytest.fixture(autouse=True)
def _clean_runtime(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    for name in STEERING:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    foundry_logging.shutdown()
    yield
    foundry_logging.clear_context()
    foundry_logging.shutdown()


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> LogFiles:
    """Log files in a directory of the test's own, in prod mode: the console stays quiet."""
    monkeypatch.setenv("LOG_DIR", str(tmp_path / "logs"))
    monkeypatch.setenv("FASTAPI_FOUNDRY_MODE", "prod")
    return LogFiles(tmp_path / "logs")


class HandClock:
    """Seconds that pass only when a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> HandClock:
    """What durations are measured with."""
    clock = HandClock()
    monkeypatch.setattr(time, "perf_counter", clock)
    return clock


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run a program in a new interpreter, in the test's directory, with no settings but those given."""

    def run_program(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
        env = {name: value for name, value in os.environ.items() if name not in STEERING}
        return subprocess.run(
            [sys.executable, "-W", "error", "-c", code],
            cwd=tmp_path,
            env={**env, "PYTHONIOENCODING": "utf-8", **environment},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    return run_program
