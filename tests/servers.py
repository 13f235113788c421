"""Real servers in processes of their own, asked over loopback."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import httpx

from tests.runtime.conftest import STEERING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


class NotStartedError(Exception):
    """The server has ended without serving; the text is what it said."""


class Server:
    """A running service: what it has said, and what it has written."""

    def __init__(self, url: str, directory: Path, said: list[str], process: subprocess.Popen[str]) -> None:
        self.url = url
        self.process = process
        self._directory = directory
        self._said = said

    def client(self, **options: Any) -> httpx.Client:
        """A client of its own, which looks at no proxy settings."""
        return httpx.Client(base_url=self.url, trust_env=False, timeout=20, **options)

    def get(self, path: str) -> int:
        with self.client() as client:
            return client.get(path).status_code

    @property
    def records(self) -> list[dict[str, Any]]:
        """What stands in the file by now, without a line that is just being written."""
        path = self._directory / "logs" / "fastapi-foundry-structured.jsonl"
        written = path.read_bytes() if path.exists() else b""
        return [json.loads(line) for line in written[: written.rfind(b"\n") + 1].splitlines()]

    @property
    def stderr(self) -> str:
        return "".join(self._said)

    def says(self, text: str) -> bool:
        """Whether it has said this on stderr, or does within some seconds: its pipe is read by a thread."""
        until = time.monotonic() + 10
        while text not in self.stderr and time.monotonic() < until:
            time.sleep(0.02)
        return text in self.stderr

    def of(self, logger: str) -> list[str]:
        return [record["message"] for record in self.records if record["logger"] == logger]

    def lines(self, logger: str) -> list[str]:
        """What stands in the text file of a logger."""
        return (self._directory / "logs" / f"{logger}.log").read_text(encoding="utf-8").splitlines()

    def requests(self, path: str, *, at_least: int = 1) -> list[dict[str, Any]]:
        """The request records of a path: those of an answer come a moment after it."""
        until = time.monotonic() + 10
        while True:
            found = [record for record in self.records if record.get("api_path") == path]
            if len(found) >= at_least or time.monotonic() > until:
                return found
            time.sleep(0.02)


@contextmanager
def serving(
    directory: Path,
    *command: str,
    service: str,
    mode: str = "prod",
    workers: int = 1,
    env: Mapping[str, str] | None = None,
) -> Iterator[Server]:
    """Run ``python COMMAND`` beside a ``service.py`` with this text until the block ends.

    Args:
        directory: where it runs, and logs.
        workers: how many processes tell that they have started.
    """
    (directory / "service.py").write_text(service, encoding="utf-8")
    inherited = {name: value for name, value in os.environ.items() if name not in STEERING}
    process = subprocess.Popen(
        [sys.executable, *command],
        cwd=directory,
        env={**inherited, "FASTAPI_FOUNDRY_MODE": mode, "PYTHONIOENCODING": "utf-8", **(env or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    stream = process.stderr
    assert stream is not None
    said: list[str] = []
    ready = threading.Event()
    watchdog = threading.Timer(90, os.killpg, (process.pid, signal.SIGKILL))
    watchdog.start()
    reader = threading.Thread(target=_read, args=(stream, said, ready, workers))
    reader.start()
    try:
        ready.wait(60)
        (port,) = set(re.findall(r"running on http://127\.0\.0\.1:(\d+)", "".join(said))) or {None}
        if port is None:
            raise NotStartedError("".join(said))
        yield Server(f"http://127.0.0.1:{port}", directory, said, process)
    finally:
        process.terminate()
        process.wait(30)
        reader.join(30)
        stream.close()
        watchdog.cancel()


def _read(stream: Any, said: list[str], ready: threading.Event, workers: int) -> None:
    """Read what it says, to the end; it is ready when each worker has started, and where it listens has been said."""
    for line in stream:
        said.append(line)
        text = "".join(said)
        if text.count("Application startup complete.") == workers and "running on http" in text:
            ready.set()
    ready.set()
