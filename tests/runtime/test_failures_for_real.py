"""Real disks that are full, directories that are gone, signals, forks: the application is unharmed, the ledger right.

Each case is a program of its own, with a time limit. What only root can do (mounting) is done in a name space of its
own, which ends with the program.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

import pytest

from foundry_logging.sinks.names import rotated_files
from tests.runtime.conftest import STEERING

STRUCTURED = "fastapi-foundry-structured.jsonl"

PROGRAM = """
import os, shutil, signal, sys, time, threading
from foundry_logging import configure, get_logger, shutdown, stats
configure(mode="prod", lang="en")
logger = get_logger("svc")
STRUCTURED = "fastapi-foundry-structured.jsonl"
SECONDS = 10

def log(count, **fields):
    for number in range(count):
        logger.info("x", number=number, **fields)

def log_until(condition):
    until = time.monotonic() + SECONDS
    while not condition() and time.monotonic() < until:
        log(1)
        time.sleep(0.02)
    assert condition()

def report():
    counted = stats()
    sink = counted.sinks[STRUCTURED]
    print(counted.accepted, counted.failed, counted.dropped, sink.written, sink.failed, sink.rotations, flush=True)
"""


class Outcome:
    """What a program's ledger said, what it told on stderr, and what is in its files."""

    def __init__(self, done: subprocess.CompletedProcess[str], directory) -> None:
        assert done.returncode == 0, done.stderr
        *self.said, counts = done.stdout.splitlines()
        self.accepted, self.failed, self.dropped, self.written, self.sink_failed, self.rotations = map(
            int, counts.split()
        )
        self.told = [line for line in done.stderr.splitlines() if line.startswith("foundry_logging: ")]
        self.stray = [line for line in done.stderr.splitlines() if not line.startswith("foundry_logging: ")]
        path = directory / STRUCTURED
        self.lines = [
            line
            for file in (*(rotated.path for rotated in rotated_files(path)), path)
            for line in file.read_bytes().splitlines(keepends=True)
        ]
        self.records = [json.loads(line) for line in self.lines if not line.isspace()]

    def balances(self) -> bool:
        """Every record that was accepted was written, failed or dropped, and what was written can be read."""
        return (
            self.accepted == self.written + self.sink_failed + self.failed + self.dropped
            and len(self.records) == self.written
            and all(line.endswith(b"\n") for line in self.lines)
        )


@pytest.fixture
def program(tmp_path):
    def run(code: str, *, prefix: tuple[str, ...] = (), **environment: str) -> Outcome:
        env = {name: value for name, value in os.environ.items() if name not in STEERING}
        done = subprocess.run(
            [*prefix, sys.executable, "-c", PROGRAM + code + "\nreport()"],
            cwd=tmp_path,
            env={**env, **environment},
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        return Outcome(done, tmp_path / "logs")

    return run


def can_mount() -> bool:
    if shutil.which("unshare") is None or os.geteuid() != 0:
        return False
    tried = subprocess.run(["unshare", "--mount", "true"], check=False, capture_output=True, timeout=30)
    return tried.returncode == 0


MOUNTS = pytest.mark.skipif(not can_mount(), reason="only root can mount a file system of its own")


# -- the disk --------------------------------------------------------------------------------------------------------


@MOUNTS
@pytest.mark.parametrize("size", ["64k", "61k"])
def test_a_disk_that_is_full_and_has_room_again(tmp_path, size):
    (tmp_path / "logs").mkdir()
    code = """
open("logs/ballast", "wb").write(b"x" * 20_000)
configure(mode="prod", lang="en", components={})
log(300, padding="p" * 100)
os.unlink("logs/ballast")
log(20, again=True)
report()
shutdown()
shutil.copytree("logs", "kept")
"""
    script = f'mount -t tmpfs -o size={size} none logs && exec "$0" -c "$1"'
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-c", script, sys.executable, PROGRAM + code],
        cwd=tmp_path,
        env={name: value for name, value in os.environ.items() if name not in STEERING},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    outcome = Outcome(done, tmp_path / "kept")
    assert outcome.balances()
    assert (outcome.accepted, outcome.failed, outcome.dropped) == (320, 0, 0)
    assert outcome.sink_failed > 50
    assert sum("again" in record for record in outcome.records) == 20
    assert len(outcome.told) == 2
    assert all("No space left on device" in line for line in outcome.told)
    assert outcome.stray == []


def test_a_file_that_may_not_grow_any_more_and_then_may(program):
    outcome = program("""
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))
log(300)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
log(20, again=True)
""")
    assert outcome.balances()
    assert outcome.sink_failed > 100
    assert sum("again" in record for record in outcome.records) == 20
    assert all("File too large" in line for line in outcome.told)
    assert 1 <= len(outcome.told) <= 2
    assert outcome.stray == []


def test_a_file_that_may_not_grow_is_rotated_and_the_next_one_is_written(program):
    outcome = program("""
import resource
configure(mode="prod", lang="en", rotate_size="10 KB")
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))
log(300)
""")
    assert outcome.balances()
    assert (outcome.sink_failed, outcome.told) == (0, [])
    assert outcome.rotations > 2


# -- the directory ---------------------------------------------------------------------------------------------------


@MOUNTS
def test_a_directory_that_can_only_be_read_and_then_be_written(tmp_path, program):
    (tmp_path / "logs").mkdir()
    script = 'mount --bind logs logs && mount -o remount,ro,bind logs && exec "$0" "$@"'
    code = """
log(50)
assert os.listdir("logs") == []
assert os.system("mount -o remount,rw,bind logs") == 0
log(50)
"""
    outcome = program(code, prefix=("unshare", "--mount", "sh", "-c", script))
    assert outcome.balances()
    assert (outcome.accepted, outcome.written, outcome.sink_failed) == (100, 50, 50)
    assert all("Read-only file system" in line for line in outcome.told)
    assert outcome.stray == []


def test_in_a_directory_that_may_not_be_changed_any_more_files_grow_on_and_are_not_rotated(program):
    outcome = program("""
configure(mode="prod", lang="en", rotate_size="1 KB")
log(2)
os.chmod("logs", 0o555)
user = os.getuid()
if user == 0:
    os.seteuid(65534)  # root may rename anywhere
log(100)
rotations = stats().rotations
if user == 0:
    os.seteuid(0)
os.chmod("logs", 0o755)
print(rotations)
log_until(lambda: stats().sinks[STRUCTURED].rotations)
""")
    assert outcome.balances()
    assert (outcome.said, outcome.sink_failed, outcome.stray) == (["0"], 0, [])
    assert all("Permission denied" in line for line in outcome.told)


def test_a_user_who_may_not_write_there_and_then_may(tmp_path, program):
    (tmp_path / "logs").mkdir()
    code = """
import json, orjson, structlog
from foundry_logging import _pipeline
mode = os.stat("logs").st_mode
os.chmod("logs", 0o555)
user = os.getuid()
if user == 0:
    os.seteuid(65534)  # root may write anywhere; its group and capabilities go with it
log(50)
if user == 0:
    os.seteuid(0)
os.chmod("logs", mode)
log(50)
"""
    outcome = program(code)
    assert outcome.balances()
    assert (outcome.accepted, outcome.written) == (100, 50)
    assert all("Permission denied" in line for line in outcome.told)
    assert outcome.stray == []


def test_a_directory_that_is_deleted_and_comes_back(program):
    outcome = program("""
log(20)
shutil.rmtree("logs")
log_until(lambda: os.path.exists("logs"))
log(20, again=True)
""")
    assert len(outcome.records) + outcome.sink_failed + 20 >= outcome.accepted
    assert outcome.accepted == outcome.written + outcome.sink_failed
    assert sum("again" in record for record in outcome.records) == 20
    assert outcome.stray == []
    assert any("its last lines with it" in line for line in outcome.told)


def test_a_directory_in_whose_place_a_file_stands_for_a_while(program):
    outcome = program("""
log(20)
os.rename("logs", "aside")
open("logs", "w").close()
log_until(lambda: stats().sinks[STRUCTURED].failed == 0 and time.time() % 1 > 0.5)
time.sleep(1.1)
log(20, between=True)
os.unlink("logs")
os.rename("aside", "logs")
time.sleep(1.1)
log(20, again=True)
""")
    assert outcome.balances()
    assert (outcome.sink_failed, outcome.stray) == (0, [])  # the old file takes the lines: it still has a name
    assert sum("again" in record for record in outcome.records) == 20
    assert sum("between" in record for record in outcome.records) == 20


# -- descriptors and sinks -------------------------------------------------------------------------------------------


def test_no_descriptors_left_at_the_start(program):
    outcome = program("""
import resource
resource.setrlimit(resource.RLIMIT_NOFILE, (40, 40))
taken = []
try:
    while True:
        taken.append(os.open(os.devnull, os.O_RDONLY))
except OSError:
    log(20)
for number in taken:
    os.close(number)
log(20)
""")
    assert outcome.balances()
    assert (outcome.accepted, outcome.written) == (40, 20)
    assert all("Too many open files" in line for line in outcome.told)


def test_no_descriptors_left_while_files_are_rotated(program):
    outcome = program("""
import resource
configure(mode="prod", lang="en", rotate_size="2 KB")
log(1)
resource.setrlimit(resource.RLIMIT_NOFILE, (40, 40))
taken = []
try:
    while True:
        taken.append(os.open(os.devnull, os.O_RDONLY))
except OSError:
    log(100)
assert stats().rotations == 0
for number in taken:
    os.close(number)
log(100)
""")
    assert outcome.balances()
    assert (outcome.sink_failed, outcome.stray) == (0, [])
    assert outcome.rotations > 5
    assert any("Too many open files" in line for line in outcome.told)


def test_a_program_that_closes_all_descriptors_as_daemons_do(program):
    outcome = program("""
log(20)
os.closerange(3, 1000)
log(20)
""")
    assert (outcome.accepted, outcome.written + outcome.sink_failed, len(outcome.records)) == (40, 40, outcome.written)
    assert outcome.sink_failed == 1
    assert outcome.stray == []


def test_a_sink_that_raises_whatever_it_likes_harms_no_other_sink(program):
    outcome = program("""
write = os.write
text = os.stat("logs/fastapi-foundry.log").st_ino if log(1) is None else 0
def raising(number, line):
    if os.fstat(number).st_ino == text:
        raise RuntimeError("sink")
    return write(number, line)
os.write = raising
log(20)
os.write = write
print(stats().sinks["fastapi-foundry.log"].failed)
""")
    assert outcome.balances()
    assert (outcome.said, outcome.sink_failed, outcome.failed) == (["20"], 0, 0)
    assert len(outcome.told) == 1


# -- signals, finalisers, forks, the end -----------------------------------------------------------------------------


def test_a_storm_of_signals_whose_handler_logs_under_rotation(program):
    outcome = program("""
configure(mode="prod", lang="en", rotate_size="2 KB", retention="9999 files")
depth = [0]
def handler(*_):
    depth[0] += 1
    if depth[0] < 4:  # handlers interrupt handlers, and yet come to an end on a slow machine
        signal.setitimer(signal.ITIMER_REAL, 0.0003)
    logger.info("signal", nested={"a": [1, 2]})
    depth[0] -= 1
    signal.setitimer(signal.ITIMER_REAL, 0.0003)
signal.signal(signal.SIGALRM, handler)
signal.setitimer(signal.ITIMER_REAL, 0.0003)
log(3000, text="t" * 50)
signal.setitimer(signal.ITIMER_REAL, 0)
""")
    assert outcome.balances()
    assert (outcome.sink_failed, outcome.failed) == (0, 0)  # a handler of a handler of a handler may be dropped
    assert [record["number"] for record in outcome.records if "number" in record] == list(range(3000))
    assert sum(record["message"] == "signal" for record in outcome.records) > 20
    assert outcome.rotations > 100
    assert outcome.told == outcome.stray == []


def test_finalisers_and_reprs_that_log_under_rotation(program):
    outcome = program("""
import gc
configure(mode="prod", lang="en", rotate_size="2 KB")
gc.set_threshold(5)
class Talkative:
    def __init__(self):
        self.me = self
    def __repr__(self):
        logger.info("repr")
        return "<talkative>"
    def __del__(self):
        logger.info("del")
for number in range(500):
    logger.info("x", number=number, value=Talkative())
gc.collect()
""")
    assert outcome.balances()
    assert (outcome.dropped, outcome.told, outcome.stray) == (0, [], [])
    messages = [record["message"] for record in outcome.records]
    assert {message: messages.count(message) for message in ("x", "repr", "del")} == {"x": 500, "repr": 500, "del": 500}


def test_a_fork_while_other_threads_write_and_rotate(program):
    outcome = program("""
import warnings
warnings.simplefilter("ignore")  # Python 3.12 warns of a fork beside threads: that is what is tried here
configure(mode="prod", lang="en", rotate_size="2 KB")
done = threading.Event()
def write():
    while not done.is_set():
        log(10)
threads = [threading.Thread(target=write) for _ in range(3)]
for thread in threads: thread.start()
children = []
for _ in range(20):
    child = os.fork()
    if not child:
        log(20, child=True)
        os._exit(0)
    children.append(child)
for child in children:
    assert os.waitpid(child, 0)[1] == 0
done.set()
for thread in threads: thread.join()
""")
    assert sum("child" in record for record in outcome.records) == 400
    assert len(outcome.records) == outcome.written + 400
    assert outcome.accepted == outcome.written
    assert outcome.told == outcome.stray == []


def test_the_end_of_the_interpreter_with_threads_that_log_and_rotate(tmp_path):
    code = (
        PROGRAM
        + """
import atexit
configure(mode="prod", lang="en", rotate_size="2 KB", retention="50 files", compress="gz", components={})
def write():
    while True:
        log(1)
for _ in range(3):
    threading.Thread(target=write, daemon=True).start()
class Late:
    def __init__(self):
        self.me = self
    def __del__(self):
        logger.info("at the very end")
late = Late()
atexit.register(log, 10, at_exit=True)
time.sleep(0.2)
"""
    )
    env = {name: value for name, value in os.environ.items() if name not in STEERING}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=env,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    lines = subprocess.run(
        'cat logs/*structured*.jsonl; for file in logs/*structured*.gz; do [ -f "$file" ] && zcat "$file"; done; true',
        shell=True,
        cwd=tmp_path,
        capture_output=True,
        check=True,
        timeout=30,
    ).stdout.splitlines()
    records = [json.loads(line) for line in lines]
    assert len(records) > 50
