"""Several processes share the files: spawned, forked, the workers of a server. Each record is there exactly once."""

from __future__ import annotations

import gzip
import http.client
import json
import os
import re
import signal
import subprocess
import sys
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor

import pytest

from foundry_logging.sinks.names import rotated_files
from foundry_logging.sinks.platform import PLATFORM
from foundry_logging.sinks.rotation import LOCK_NAME
from tests.architecture.imports import TREE
from tests.runtime.conftest import STEERING

STRUCTURED = "fastapi-foundry-structured.jsonl"

PREPARED = """
import os, signal, sys, threading, time, warnings
warnings.simplefilter("ignore")  # Python 3.12 warns of a fork beside threads: that is what is tried here
from foundry_logging import configure, get_logger, shutdown, stats
from foundry_logging._runtime import RUNTIME
from foundry_logging.sinks import rotation
configure(mode="prod", rotate_size="2 KB")
logger = get_logger("svc")

def log(worker, numbers):
    for number in numbers:
        logger.info("x", worker=worker, number=number)

def forked(work):
    child = os.fork()
    if not child:
        try:
            work()
        finally:
            sys.stdout.flush()
            os._exit(0)
    return child
"""


def records(directory) -> list[dict[str, object]]:
    path = directory / STRUCTURED
    files = [*(file.path for file in rotated_files(path)), path]
    return [json.loads(line) for file in files for line in file.read_bytes().splitlines()]


def numbers_of_each_worker(directory) -> dict[object, list[object]]:
    found = defaultdict(list)
    for record in records(directory):
        if "worker" in record:
            found[record["worker"]].append(record["number"])
    return dict(found)


@pytest.fixture
def logs(tmp_path):
    return tmp_path / "logs"


def durability(trial: str, *arguments: str) -> str:
    """The script that tries the same at full size."""
    done = subprocess.run(
        [sys.executable, TREE / "benchmarks" / "durability.py", trial, *arguments],
        env={name: value for name, value in os.environ.items() if name not in STEERING},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [(), ("--compress",)])
def test_spawned_processes_lose_nothing_under_rotation(arguments):
    shown = durability("rotation", "--processes", "4", "--records", "2000", "--size", "20 KB", *arguments)
    assert "JSON: 8,000 records; broken lines 0, twice 0, missing 0, out of order 0" in shown
    assert "text: 8,000 lines" in shown


@pytest.mark.slow
def test_a_kill_at_a_random_moment_loses_no_record_whose_call_had_returned():
    shown = durability("kill", "--times", "8", "--size", "10 KB")
    assert "of these lost: 0" in shown


@pytest.mark.slow
def test_a_long_life_is_lived_in_constant_memory_with_a_constant_number_of_descriptors():
    shown = durability("day", "--records", "60000", "--each", "20000")
    rows = [[cell.strip() for cell in line.split("|")] for line in shown.splitlines() if line.startswith("| ")][1:]
    memory = [int(row[2].replace(",", "")) for row in rows]
    assert len(rows) == 3
    assert memory[-1] <= memory[0] * 1.1
    descriptors = [int(row[3]) for row in rows]
    assert max(descriptors) <= min(descriptors) + 2  # two while a file is compressed


def test_forked_processes_share_the_files_of_their_parent(run, logs):
    code = """
log("parent", range(10))
children = [forked(lambda: log(worker, range(300))) for worker in range(3)]
log("parent", range(10, 300))
for child in children:
    os.waitpid(child, 0)
"""
    assert run(PREPARED + code).returncode == 0
    assert numbers_of_each_worker(logs) == {worker: list(range(300)) for worker in ("parent", 0, 1, 2)}
    assert len({record["pid"] for record in records(logs)}) == 4
    assert len(rotated_files(logs / STRUCTURED)) > 0


def test_a_child_that_outlives_its_parent_goes_on(run, logs):
    code = """
log("parent", range(10))
reader, writer = os.pipe()
def child():
    os.close(writer)
    os.read(reader, 1)  # returns when the parent is gone
    log("child", range(100))
    os.write(2, b"done")
forked(child)
os._exit(0)
"""
    assert run(PREPARED + code).stderr == "done"
    assert numbers_of_each_worker(logs) == {"parent": list(range(10)), "child": list(range(100))}


def test_a_child_forked_in_the_middle_of_a_rotation_rotates_by_itself_and_after_the_death_of_its_parent(run, logs):
    code = """
log("parent", range(5))
rename, rotating, parent = os.rename, threading.Event(), os.getpid()

def stuck(source, target):
    if os.getpid() == parent:
        rotating.set()
        time.sleep(60)
    rename(source, target)

rotation.os.rename = stuck
threading.Thread(target=log, args=("parent", range(5, 100)), daemon=True).start()
assert rotating.wait(20)
reader, writer = os.pipe()
def child():
    os.close(writer)
    before = stats().rotations
    log("child", range(50))  # the parent has the lock: nobody waits for it
    busy = stats().rotations - before
    os.read(reader, 1)
    log("child", range(50, 500))
    print(busy, stats().rotations > before, flush=True)
forked(child)
time.sleep(0.5)
os.kill(parent, signal.SIGKILL)
"""
    done = run(PREPARED + code)
    assert (done.returncode, done.stdout) == (-signal.SIGKILL, "0 True\n")
    assert numbers_of_each_worker(logs)["child"] == list(range(500))


def test_a_stopped_process_that_holds_the_lock_of_the_rotation_stops_nobody(run, logs):
    logs.mkdir()
    with (logs / LOCK_NAME).open("wb") as other:
        assert PLATFORM.lock(other.fileno(), exclusive=True)
        done = run(PREPARED + "log(1, range(200))\nprint(stats().rotations, stats().sink_failures)")
    assert done.stdout == "0 0\n"
    assert numbers_of_each_worker(logs) == {1: list(range(200))}


def test_threads_lose_nothing_under_rotation(run, logs):
    code = """
sys.setswitchinterval(1e-5)
threads = [threading.Thread(target=log, args=(worker, range(500))) for worker in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(stats().sinks["fastapi-foundry-structured.jsonl"].written)
"""
    assert run(PREPARED + code).stdout == "2000\n"
    found = numbers_of_each_worker(logs)
    assert {worker: sorted(numbers) for worker, numbers in found.items()} == {n: list(range(500)) for n in range(4)}


def test_the_jq_commands_read_all_files_after_a_crash(run, logs):
    code = """
log(1, range(100))
with open("logs/fastapi-foundry-structured.jsonl", "ab") as file:
    file.write(b'{"torn":')
os.kill(os.getpid(), 9)
"""
    assert run(PREPARED + code).returncode == -signal.SIGKILL
    assert run(PREPARED + "configure(compress='gz')\nlog(2, range(100))").returncode == 0
    assert any(path.suffix == ".gz" for path in logs.iterdir())
    done = subprocess.run(
        "zcat -f logs/fastapi-foundry-structured*.jsonl* | jq -r 'select(.worker) | .number'",
        shell=True,
        cwd=logs.parent,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert [int(line) for line in done.stdout.split()] == [*range(100), *range(100)]


APP = """
from foundry_logging import configure, get_logger
configure(mode="prod", rotate_size="4 KB", compress="gz")
logger = get_logger("svc")

async def app(scope, receive, send):
    if scope["type"] != "http":
        return
    for number in range(10):
        logger.info("x", worker=scope["path"], number=number)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"ok"})
"""


@pytest.mark.slow
def test_the_workers_of_a_server_share_the_files(tmp_path, logs):
    (tmp_path / "app.py").write_text(APP, encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if name not in STEERING}
    with subprocess.Popen(
        [sys.executable, "-m", "uvicorn", "app:app", "--workers", "4", "--port", "0", "--no-access-log"],
        cwd=tmp_path,
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stderr is not None
        try:
            port = 0
            started = 0
            for line in server.stderr:
                port = int(found[1]) if (found := re.search(r"http://127\.0\.0\.1:(\d+)", line)) else port
                started += "startup complete" in line
                if port and started == 4:
                    break

            def ask(number: int) -> int:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
                connection.request("GET", f"/{number}")
                status = connection.getresponse().status
                connection.close()
                return status

            with ThreadPoolExecutor(8) as pool:
                assert set(pool.map(ask, range(300))) == {200}
        finally:
            server.terminate()
        server.communicate(timeout=30)
    found = Counter()
    pids = set()
    for path in logs.glob("fastapi-foundry-structured*"):
        content = path.read_bytes()
        for line in (gzip.decompress(content) if path.suffix == ".gz" else content).splitlines():
            record = json.loads(line)
            if "worker" in record:
                found[record["worker"], record["number"]] += 1
                pids.add(record["pid"])
    assert found == Counter((f"/{worker}", number) for worker in range(300) for number in range(10))
    assert len(pids) > 1
