"""How a program ends, and what becomes of the records that wait then: each in a process of its own."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest

HEAD = """
import atexit, os, signal, sys, threading, time
from foundry_logging import configure, flush, get_logger, shutdown, stats
from foundry_logging.sinks import background
background.LINGER_SECONDS = 0.3  # the records surely wait when the end comes
"""
CONFIGURE = "configure(write='background', queue_size=1000)\nlog = get_logger('svc')\n"
LOG = "for count in range(100): log.info('x', count=count)\n"


@pytest.fixture
def program(run, tmp_path):
    """Run a program to its end; gives back its exit code, its errors and the records it left."""

    def ended(code: str, **environment: str):
        done = run(HEAD + code, FASTAPI_FOUNDRY_MODE="prod", **environment)
        lines = (tmp_path / "logs" / "fastapi-foundry-structured.jsonl").read_text(encoding="utf-8").splitlines()
        return done, [json.loads(line) for line in lines]

    return ended


def counts(records):
    return [record["count"] for record in records if "count" in record]


@pytest.mark.parametrize(
    "end", ["", "sys.exit(3)", "raise SystemExit(3)", "1 / 0", "os.kill(os.getpid(), signal.SIGINT)"]
)
def test_every_orderly_end_writes_what_waits(program, end):
    _, records = program(CONFIGURE + LOG + end)
    assert counts(records) == list(range(100))


def test_without_configure_too(program):
    _, records = program("log = get_logger('svc')\n" + LOG, LOG_WRITE="background")
    assert counts(records) == list(range(100))


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_that_ends_the_program_lets_what_waits_be_written(program, name):
    done, records = program(CONFIGURE + LOG + f"os.kill(os.getpid(), signal.{name}); time.sleep(30)")
    assert counts(records) == list(range(100))
    assert done.returncode == -getattr(signal, name)


def test_a_signal_handler_of_the_program_stays(program):
    code = "signal.signal(signal.SIGTERM, lambda *_: sys.exit(7))\n" + CONFIGURE + LOG
    done, records = program(code + "os.kill(os.getpid(), signal.SIGTERM); time.sleep(30)")
    assert counts(records) == list(range(100))
    assert done.returncode == 7


def test_a_handler_that_calls_ours_as_the_one_before_it_goes_on(program):
    code = """
before = signal.getsignal(signal.SIGTERM)
def handler(number, frame):
    before(number, frame)
    with open("logs/fastapi-foundry-structured.jsonl") as file:
        print(len(file.readlines()))
signal.signal(signal.SIGTERM, handler)
os.kill(os.getpid(), signal.SIGTERM)
"""
    done, records = program(CONFIGURE + LOG + code)
    assert (done.stdout, done.returncode, len(records)) == ("100\n", 0, 100)


def test_handlers_are_put_only_by_configure_in_the_background_and_taken_away_again(program):
    code = """
def ours():
    return [signal.getsignal(number) is not signal.SIG_DFL for number in (signal.SIGTERM, signal.SIGHUP)]
seen = []
log = get_logger('svc')
log.info('x')
seen.append(ours())
configure(write='sync')
seen.append(ours())
configure(write='background')
seen.append(ours())
shutdown()
seen.append(ours())
print(seen)
"""
    done, _ = program(code, LOG_WRITE="background")
    assert done.stdout == "[[False, False], [False, False], [True, True], [False, False]]\n"


def test_records_of_the_programs_last_moments_are_written(program):
    code = f"""
atexit.register(lambda: get_logger('svc').info('registered before'))
{CONFIGURE}
log.info('first')
atexit.register(lambda: log.info('registered after'))
def work():
    threading.main_thread().join()
    log.info('thread')
threading.Thread(target=work).start()
class Late:
    def __del__(self, logger=log):
        logger.info('finaliser')
late = Late()
late.self = late
"""
    done, records = program(code)
    texts = [record["message"] for record in records]
    assert texts[:4] == ["first", "thread", "registered after", "registered before"]
    assert (done.returncode, done.stderr) == (0, "")


def test_a_child_of_a_fork_begins_with_an_empty_queue_and_everything_stands_once(program):
    code = """
child = os.fork()
who = 'parent' if child else 'child'
for count in range(50): log.info('after', who=who, after=count)
now = stats()
flush()
if not child:
    left = stats()
    print(now.accepted, left.accepted, left.queued, left.dropped, flush=True)
    os._exit(0)
os.waitpid(child, 0)
"""
    done, records = program(CONFIGURE + LOG + code)
    assert counts(records) == list(range(100))
    for who in ("parent", "child"):
        assert [record["after"] for record in records if record.get("who") == who] == list(range(50))
    assert len({record["pid"] for record in records if record.get("who") == "parent"}) == 1
    assert done.stdout == "50 50 0 0\n"


def test_a_fork_while_the_writer_writes_duplicates_nothing(program):
    code = """
background.LINGER_SECONDS = 0.0
children = []
for count in range(1000):
    log.warning('x', count=count)
    if count % 100 == 50:
        child = os.fork()
        if not child:
            log.error('child', child=count)
            os._exit(0)
        children.append(child)
for child in children:
    os.waitpid(child, 0)
"""
    _, records = program(CONFIGURE + code)
    assert sorted(counts(records)) == list(range(1000))
    assert sorted(record["child"] for record in records if "child" in record) == list(range(50, 1000, 100))


def test_a_process_of_multiprocessing_ends_without_atexit_and_loses_nothing(program):
    code = """
import multiprocessing
def work(start):
    for count in range(start, start + 50): get_logger('svc').info('x', count=count)
configure(write='background', queue_size=1000)
context = multiprocessing.get_context('fork')
workers = [context.Process(target=work, args=(start,)) for start in (0, 50)]
for worker in workers: worker.start()
for worker in workers: worker.join()
"""
    _, records = program(code)
    assert sorted(counts(records)) == list(range(100))


def test_a_storm_of_signals_whose_handler_logs_harms_nobody_and_the_ledger_is_right(program):
    code = """
background.LINGER_SECONDS = 0.0
configure(write='background', queue_size=50)
log = get_logger('svc')
handled, depth = [0], [0]
def handler(*_):
    handled[0] += 1
    depth[0] += 1
    if depth[0] < 4:  # handlers interrupt handlers, and yet come to an end on a machine that is slower than the storm
        signal.setitimer(signal.ITIMER_REAL, 0.0003)
    log.log('error' if handled[0] % 3 == 0 else 'info', 'handler', values=[handled[0]])
    depth[0] -= 1
signal.signal(signal.SIGALRM, handler)
logged = 0
while handled[0] < 300:
    if signal.getitimer(signal.ITIMER_REAL)[0] == 0:
        signal.setitimer(signal.ITIMER_REAL, 0.0005)
    log.log('error' if logged % 7 == 0 else 'warning' if logged % 5 == 0 else 'info', 'x', count=logged)
    logged += 1
signal.setitimer(signal.ITIMER_REAL, 0)
flush()
now = stats()
lines = now.sinks['fastapi-foundry-structured.jsonl']
print(now.queued, now.failed, lines.failed, now.accepted - lines.written - now.dropped)
"""
    done, records = program(code)
    assert (done.stdout, done.stderr, done.returncode) == ("0 0 0 0\n", "", 0)
    errors = [record["count"] for record in records if record.get("level") == "error" and "count" in record]
    assert errors == list(range(0, errors[-1] + 1, 7))


KILLED = """
import os, sys
from foundry_logging import configure, get_logger, stats
configure(mode="prod", log_dir="logs", write="background", queue_size=64)
log = get_logger("svc")
for count in range(10**9):
    log.info("x", count=count)
    os.write(1, b"%d %d\\n" % (count + 1, stats().dropped))  # the call has returned
"""


@pytest.mark.parametrize("seed", range(4))
def test_a_kill_loses_no_more_than_the_queue_holds(tmp_path, seed):
    with subprocess.Popen([sys.executable, "-c", KILLED], cwd=tmp_path, stdout=subprocess.PIPE) as victim:
        assert victim.stdout is not None
        said = os.read(victim.stdout.fileno(), 65536)
        until = time.monotonic() + random.Random(seed).uniform(0.0, 0.2)
        while time.monotonic() < until:
            said += os.read(victim.stdout.fileno(), 65536)
        victim.kill()
        said += victim.stdout.read()
    returned, dropped = map(int, said.rpartition(b"\n")[0].rpartition(b"\n")[2].split())
    raw = (tmp_path / "logs" / "fastapi-foundry-structured.jsonl").read_bytes()
    records = [json.loads(line) for line in raw.splitlines()]
    written = [record["count"] for record in records if record["message"] == "x"]
    assert written == sorted(set(written))
    # the last call may have done its work before it could say so
    lost = returned - dropped - len(written)
    assert -1 <= lost <= 64
