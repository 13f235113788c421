"""What the middleware costs a service, whether it counts right, and whether a slow disk is felt.

    python benchmarks/web.py load [--seconds 5] [--rounds 3] [--write]   wrk against three services, in turns
    python benchmarks/web.py count [--minutes 10]                        client = records = Prometheus
    python benchmarks/web.py lag [--seconds 10]                          the event loop's lag with a slow disk

`load` needs wrk. Its services answer `{"model_id": ...}` from one uvicorn process: without any logging, with
`instrument(app)` and metrics, and with uvicorn's access log through a JSON formatter of the standard library. `count`
asks the example service, two workers, whose supervisor is told again and again to replace them. In `lag` each write
takes as long as a slow disk's; a task of the service measures how late it is woken.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import sections
from contest import machine

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "service"
SERVICE = """
import asyncio, json, logging, os, sys, time
from fastapi import FastAPI

KIND = os.environ["KIND"]
app = FastAPI()
if KIND == "stdlib":
    class JSONFormatter(logging.Formatter):
        def format(self, record):
            client, method, path, _, status = record.args
            return json.dumps({"time": self.formatTime(record), "level": record.levelname, "client": client,
                               "method": method, "path": path, "status": status, "message": record.getMessage()})
    handler = logging.FileHandler("access.jsonl")
    handler.setFormatter(JSONFormatter())
    logging.getLogger("uvicorn.access").handlers = [handler]
elif KIND != "bare":
    import foundry_logging
    from foundry_logging.asgi import instrument
    foundry_logging.configure(console_level="critical", write=os.environ.get("WRITE", "sync"))
    instrument(app, metrics="/metrics" if KIND == "metrics" else None)

if pause := float(os.environ.get("SLOW_WRITE", 0)):
    write = os.write
    def slowly(descriptor, data):
        if descriptor > 2:
            time.sleep(pause)
        return write(descriptor, data)
    os.write = slowly

LAGS = []

async def watch():
    while True:
        start = time.perf_counter()
        await asyncio.sleep(0.005)
        LAGS.append(time.perf_counter() - start - 0.005)

@app.get("/lag")
async def lag():
    if not LAGS:
        app.state.watching = asyncio.create_task(watch())
        LAGS.append(0.0)
    return sorted(LAGS)

@app.get("/models/{model_id}")
async def describe(model_id: str):
    return {"model_id": model_id}
"""
KINDS = {
    "bare": "no logging at all",
    "records": "`instrument(app)`",
    "metrics": "`instrument(app, metrics=...)`",
    "stdlib": "uvicorn's access log, stdlib JSON formatter",
}


@contextmanager
def running(folder: Path, app: str, *options: str, workers: int = 1, **env: str) -> Iterator[tuple[str, int]]:
    """A uvicorn in a folder: its address and its process id."""
    access = () if env.get("KIND") == "stdlib" else ("--no-access-log",)
    process = subprocess.Popen(
        [sys.executable, "-m", "uvicorn", app, "--port", "0", *access, *options],
        cwd=folder,
        env={**os.environ, "FASTAPI_FOUNDRY_MODE": "prod", **env},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    said = ""
    while (port := re.search(r"running on http://127\.0\.0\.1:(\d+)", said)) is None or said.count(
        "startup complete"
    ) < workers:
        line = process.stderr.readline()
        if not line:
            raise RuntimeError(f"the service did not start: {said}")
        said += line
    threading.Thread(target=process.stderr.read, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{port[1]}", process.pid
    finally:
        process.terminate()
        process.wait(60)


def wrk(url: str, seconds: int) -> tuple[float, float]:
    """Requests a second, and the 99th percentile of the latency in milliseconds."""
    command = ["wrk", "-t1", "-c16", f"-d{seconds}s", "--latency", f"{url}/models/stand-in"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in text:
        raise RuntimeError(f"the service failed under load: {text}")
    rate, late = re.search(r"Requests/sec:\s+([\d.]+)", text), re.search(r"99%\s+([\d.]+)(us|ms|s)", text)
    assert rate is not None
    assert late is not None
    return float(rate[1]), float(late[1]) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[late[2]]


def load(seconds: int, rounds: int) -> Iterator[str]:
    """The section of docs/benchmarks.md."""
    found: dict[str, list[tuple[float, float]]] = {kind: [] for kind in KINDS}
    for _ in range(rounds):
        for kind, runs in found.items():
            with tempfile.TemporaryDirectory() as folder:
                Path(folder, "service.py").write_text(SERVICE, encoding="utf-8")
                with running(Path(folder), "service:app", KIND=kind) as (url, _pid):
                    wrk(url, 1)
                    runs.append(wrk(url, seconds))
    yield "## What the middleware costs a service"
    yield ""
    yield f"`python benchmarks/web.py load --write`: wrk, 16 connections, {seconds} s a run, {rounds} rounds in turns;"
    yield "one uvicorn process that answers a small JSON. wrk shares the processors with it."
    yield ""
    yield "| service | requests a second | of the bare one | 99 of 100 within |"
    yield "|---|--:|--:|--:|"
    bare = [rate for rate, _ in found["bare"]]
    for kind, what in KINDS.items():
        rates = [rate for rate, _ in found[kind]]
        share = statistics.median(rate / one for rate, one in zip(rates, bare, strict=True))
        late = statistics.median(late for _, late in found[kind])
        yield f"| {what} | {statistics.median(rates):,.0f} | {share:.2f} x | {late:.1f} ms |"
    yield ""
    yield machine()


def count(minutes: float) -> bool:
    """Load with restarts of the workers; whether all three agree."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for name in ("app.py", "model.py"):
            shutil.copy(EXAMPLE / name, folder)
        (folder / "metrics").mkdir()
        env = {"PROMETHEUS_MULTIPROC_DIR": "metrics", "LOG_CONSOLE_LEVEL": "critical"}
        with running(folder, "app:app", "--workers", "2", workers=2, **env) as (url, pid):
            end = time.monotonic() + minutes * 60
            answers: Counter[int] = Counter()
            lost: Counter[str] = Counter()
            askers = [threading.Thread(target=_ask, args=(url, end, answers, lost)) for _ in range(4)]
            for asker in askers:
                asker.start()
            restarts = 0
            while time.monotonic() < end - 8:
                time.sleep(6)
                os.kill(pid, signal.SIGHUP)
                restarts += 1
            for asker in askers:
                asker.join()
            time.sleep(1)
            counted = _scraped(url)
        records = _records(folder)
    print(f"{minutes:g} minutes, two workers replaced {restarts} times, {dict(lost)} without an answer")
    print(f"client: {sum(answers.values()):,} {dict(sorted(answers.items()))}")
    print(f"records: {sum(records.values()):,} {dict(sorted(records.items()))}")
    print(f"Prometheus: {sum(counted.values()):,} {dict(sorted(counted.items()))}")
    return answers == records == counted


def _ask(url: str, end: float, answers: Counter[int], lost: Counter[str]) -> None:
    bodies = ({"prompt": "one two three"}, {"prompt": "one"}, {"prompt": "overflow"}, {"prompt": ""})
    mine: Counter[int] = Counter()
    number = 0
    with httpx.Client(base_url=url, trust_env=False, timeout=30) as client:
        while time.monotonic() < end:
            number += 1
            try:
                mine[client.post("/generate", json=bodies[number % 4]).status_code] += 1
            except httpx.HTTPError as error:
                lost[type(error).__name__] += 1
    answers.update(mine)


def _scraped(url: str) -> Counter[int]:
    text = httpx.get(f"{url}/metrics", trust_env=False).text
    found = re.findall(r'^http_requests_total\{[^}]*route="/generate",status="(\d+)"\} ([\d.e+]+)', text, re.MULTILINE)
    return Counter({int(status): int(float(number)) for status, number in found})


def _records(folder: Path) -> Counter[int]:
    """The statuses in all files of the JSON log."""
    found: Counter[int] = Counter()
    for path in (folder / "logs").glob("*structured*.jsonl*"):
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            if record.get("api_path") == "/generate":
                found[record["status_code"]] += 1
    return found


def lag(seconds: int) -> None:
    """The table of the event loop's lag."""
    print("| writing | a write takes | requests a second | lag: median | 99 of 100 | greatest |")
    print("|---|--:|--:|--:|--:|--:|")
    for pause in (0.0, 0.002):
        for write in ("sync", "background"):
            with tempfile.TemporaryDirectory() as folder:
                Path(folder, "service.py").write_text(SERVICE, encoding="utf-8")
                env = {"KIND": "records", "WRITE": write, "SLOW_WRITE": str(pause)}
                with running(Path(folder), "service:app", **env) as (url, _pid):
                    httpx.get(f"{url}/lag", trust_env=False)
                    rate, _ = wrk(url, seconds)
                    lags = httpx.get(f"{url}/lag", trust_env=False).json()
            middle, high, most = (lags[int((len(lags) - 1) * part)] * 1000 for part in (0.5, 0.99, 1))
            print(f"| {write} | {pause * 1000:g} ms | {rate:,.0f} | {middle:.1f} ms | {high:.1f} ms | {most:.1f} ms |")
    print(f"\n{machine()}")


def main() -> int:
    """Run one of the three."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    commands = parser.add_subparsers(dest="what", required=True)
    command = commands.add_parser("load")
    command.add_argument("--seconds", type=int, default=5)
    command.add_argument("--rounds", type=int, default=3)
    command.add_argument("--write", action="store_true", help="write the section of docs/benchmarks.md")
    commands.add_parser("count").add_argument("--minutes", type=float, default=10)
    commands.add_parser("lag").add_argument("--seconds", type=int, default=10)
    arguments = parser.parse_args()
    if arguments.what != "count" and shutil.which("wrk") is None:
        raise SystemExit("wrk is not installed: apt-get install wrk")
    if arguments.what == "count":
        return 0 if count(arguments.minutes) else 1
    if arguments.what == "lag":
        lag(arguments.seconds)
        return 0
    text = "\n".join(load(arguments.seconds, arguments.rounds)) + "\n"
    print(text)
    if arguments.write:
        sections.write("web", text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
