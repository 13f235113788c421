"""What the logger promises about losing nothing, tried with real processes and files.

    python benchmarks/durability.py rotation [--processes 8] [--records 50000] [--size "200 KB"] [--compress]
    python benchmarks/durability.py kill [--times 200] [--size "20 KB"]
    python benchmarks/durability.py day [--records 10000000]

`rotation`: several processes write to the same files while these are rotated again and again; then every record is
looked for: each there exactly once, every line whole, in order within its process. `kill`: a process is killed with
SIGKILL at a random moment, again and again; each record whose call had returned must be in the files. `day`: one
process logs what a service logs, with rotation, retention and compression on; the table shows its memory.

The exit code is 1 when something was lost. Files are in a temporary directory, which is deleted.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import mmap
import multiprocessing
import os
import platform
import random
import signal
import struct
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from foundry_logging import configure, context, get_logger, shutdown, stats

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.context import SpawnProcess

NAME = "fastapi-foundry"
LEAST_LIFE, LONGEST_LIFE = 0.0, 0.25
"""Seconds between a process's first record and the moment when it is killed."""
MILLION = 1_000_000


# -- the files as a reader finds them ----------------------------------------------------------------------------------


def files_of(directory: Path, stem: str, ending: str) -> list[Path]:
    """The rotated files of a log in the order of their names, the one that is being written last.

    There is none such where a process was killed while it rotated: the next one makes it.
    """
    rotated = sorted(directory.glob(f"{stem}.*Z{ending}*"))
    return [*rotated, *directory.glob(f"{stem}{ending}")]


def lines_of(files: Sequence[Path]) -> Iterator[bytes]:
    for path in files:
        with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as lines:
            yield from lines


@dataclass
class Found:
    """What became of the records of some workers."""

    last: dict[int, int] = field(default_factory=lambda: defaultdict(lambda: -1))
    records: int = 0
    broken: int = 0
    twice: int = 0
    missing: int = 0
    disordered: int = 0

    def add(self, line: bytes) -> None:
        if line.isspace():  # a torn line that was blanked
            return
        try:
            record = json.loads(line)
        except ValueError:
            self.broken += 1
            return
        if "worker" not in record:
            return
        worker, count = record["worker"], record["count"]
        self.records += 1
        expected = self.last[worker] + 1
        if count == expected:
            self.last[worker] = count
        elif count == self.last[worker]:
            self.twice += 1
        elif count < expected:
            self.disordered += 1
        else:
            self.missing += count - expected
            self.last[worker] = count

    @property
    def faults(self) -> int:
        return self.broken + self.twice + self.missing + self.disordered

    def __str__(self) -> str:
        return (
            f"{self.records:,} records; broken lines {self.broken}, twice {self.twice}, missing {self.missing}, "
            f"out of order {self.disordered}"
        )


def read(directory: Path) -> Found:
    found = Found()
    for line in lines_of(files_of(directory, f"{NAME}-structured", ".jsonl")):
        found.add(line)
    return found


def start(target: Callable[..., None], *arguments: object) -> SpawnProcess:
    process = multiprocessing.get_context("spawn").Process(target=target, args=arguments)
    process.start()
    return process


# -- rotation ----------------------------------------------------------------------------------------------------------


def write_records(directory: Path, worker: int, records: int, size: str, compress: str) -> None:
    configure(log_dir=directory, mode="prod", rotate_size=size, compress=compress)
    logger = get_logger("svc")
    for count in range(records):
        logger.info("Generated", worker=worker, count=count, model_id="qwen-chat", duration=0.25)
    counted = stats()
    accepted = (counted.accepted, counted.failed, counted.dropped, counted.sink_failures)
    if accepted != (records, 0, 0, 0):
        sys.exit(f"worker {worker}: the ledger says {counted}")


def try_rotation(directory: Path, processes: int, records: int, size: str, compress: str) -> bool:
    started = time.perf_counter()
    workers = [start(write_records, directory, worker, records, size, compress) for worker in range(processes)]
    for process in workers:
        process.join()
    seconds = time.perf_counter() - started
    files = files_of(directory, f"{NAME}-structured", ".jsonl")
    sizes = sorted(path.stat().st_size for path in files[:-1] if path.suffix != ".gz")
    found = read(directory)
    text_lines = sum(1 for _ in lines_of(files_of(directory, NAME, ".log")))
    whole = processes * records
    print(f"{processes} processes x {records:,} records, rotated every {size}, {seconds:.1f} s")
    print(f"JSON: {found}; {len(files)} files, {sum(path.suffix == '.gz' for path in files)} of them compressed")
    if sizes:
        print(f"rotated files: {sizes[0]:,} to {sizes[-1]:,} bytes, median {sizes[len(sizes) // 2]:,}")
    print(f"text: {text_lines:,} lines")
    ended = all(process.exitcode == 0 for process in workers)
    return ended and not found.faults and found.records == text_lines == whole


# -- kill --------------------------------------------------------------------------------------------------------------


def write_until_killed(directory: Path, worker: int, size: str, told: Path) -> None:
    """Log without end; after each call that returned, its number is in the shared memory."""
    configure(log_dir=directory, mode="prod", rotate_size=size)
    logger = get_logger("svc")
    with told.open("r+b") as file:
        shared = mmap.mmap(file.fileno(), 8)
    for count in itertools.count():
        logger.info("Generated", worker=worker, count=count, model_id="qwen-chat", duration=0.25)
        struct.pack_into("Q", shared, 0, count + 1)


def kill_one(directory: Path, worker: int, size: str, life: float) -> int:
    """How many calls had returned when the process was killed."""
    told = directory.with_name(f"told-{worker}")
    told.write_bytes(bytes(8))
    process = start(write_until_killed, directory, worker, size, told)
    with told.open("rb") as file, mmap.mmap(file.fileno(), 8, access=mmap.ACCESS_READ) as shared:
        deadline = time.monotonic() + 30
        while not shared[:8].strip(b"\0") and time.monotonic() < deadline:
            time.sleep(0.001)
        time.sleep(life)
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        returned: int = struct.unpack("Q", shared[:8])[0]
    told.unlink()
    return returned


def try_kills(directory: Path, times: int, size: str) -> bool:
    started = time.perf_counter()
    generator = random.Random(6)
    returned = [
        kill_one(directory, worker, size, generator.uniform(LEAST_LIFE, LONGEST_LIFE)) for worker in range(times)
    ]
    found = read(directory)
    lost = sum(max(0, told - (found.last[worker] + 1)) for worker, told in enumerate(returned))
    files = len(files_of(directory, f"{NAME}-structured", ".jsonl"))
    print(f"{times} processes killed with SIGKILL, {time.perf_counter() - started:.1f} s, {files} files")
    print(f"calls that had returned: {sum(returned):,} (at least {min(returned):,} a process); of these lost: {lost}")
    print(f"JSON: {found}")
    return lost == 0 and not found.faults and min(returned) > 0


# -- a day -------------------------------------------------------------------------------------------------------------


def resident_kilobytes() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024


def serve(number: int) -> None:
    """What one request of a service logs: ten records, and an eleventh with a traceback now and then."""
    logger, requests, models = get_logger("svc"), get_logger("api-requests"), get_logger("model-manager.loader")
    with context(request_id=f"r-{number}", user_id=number % 977):
        requests.info("Received", path=f"/api/v1/items/{number}", size=number % 4096)
        for step in range(6):
            logger.info("Step {step} of request", step=step, payload={"n": number, "tags": ["a", "b"]})
        models.log_model_operation(model_id="qwen-chat", operation="generate", status="success", tokens=number % 500)
        if number % 100 == 0:
            try:
                raise ValueError(f"request {number}")
            except ValueError:
                logger.exception("Failed", api_key=f"sk-{number:040}")
        else:
            logger.info("Done", duration=0.01)
        requests.log_api_request(method="GET", path=f"/api/v1/items/{number}", status_code=200, duration=0.02)


def live_through_a_day(directory: Path, records: int, each: int) -> bool:
    configure(log_dir=directory, mode="prod", rotate_size="10MB", retention="5 files", compress="gz")
    print("| records | resident, KB | descriptors | rotations | files, MB | us a record (clock) | (processor) |")
    print("|--:|--:|--:|--:|--:|--:|--:|")
    sizes: list[int] = []
    clock, processor, done = time.perf_counter(), time.process_time(), 0
    for number in itertools.count():
        serve(number)
        accepted = stats().accepted if number % 1000 == 0 else 0
        if accepted - done >= each or accepted >= records:
            logged, done = accepted - done, accepted
            clock_passed, clock = time.perf_counter() - clock, time.perf_counter()
            processor_passed, processor = time.process_time() - processor, time.process_time()
            sizes.append(resident_kilobytes())
            on_disk = sum(path.stat().st_size for path in directory.iterdir()) / MILLION
            descriptors = len(os.listdir("/proc/self/fd"))
            print(
                f"| {accepted:,} | {sizes[-1]:,} | {descriptors} | {stats().rotations} | {on_disk:.0f} "
                f"| {clock_passed / logged * 1e6:.1f} | {processor_passed / logged * 1e6:.1f} |",
                flush=True,
            )
        if accepted >= records:
            break
    counted = stats()
    print(f"accepted {counted.accepted:,}, failed {counted.failed}, dropped {counted.dropped}, ", end="")
    print(f"failures of sinks {counted.sink_failures}, written {counted.written:,} lines, {counted.bytes:,} bytes")
    shutdown()
    growth = sizes[-1] - sizes[0]
    print(f"memory at the first row and at the last: {sizes[0]:,} and {sizes[-1]:,} KB ({growth:+,} KB)")
    return not (counted.failed or counted.dropped or counted.sink_failures) and growth < sizes[0] // 10


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    trials = parser.add_subparsers(dest="trial", required=True)
    rotation = trials.add_parser("rotation")
    rotation.add_argument("--processes", type=int, default=8)
    rotation.add_argument("--records", type=int, default=50_000)
    rotation.add_argument("--size", default="200 KB")
    rotation.add_argument("--compress", action="store_const", const="gz", default="off")
    kill = trials.add_parser("kill")
    kill.add_argument("--times", type=int, default=200)
    kill.add_argument("--size", default="20 KB")
    day = trials.add_parser("day")
    day.add_argument("--records", type=int, default=10 * MILLION)
    day.add_argument("--each", type=int, default=MILLION, help="records between two rows of the table")
    arguments: Any = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        directory = Path(folder, "logs")
        if arguments.trial == "rotation":
            kept = try_rotation(directory, arguments.processes, arguments.records, arguments.size, arguments.compress)
        elif arguments.trial == "kill":
            kept = try_kills(directory, arguments.times, arguments.size)
        else:
            kept = live_through_a_day(directory, arguments.records, arguments.each)
    load = os.getloadavg()[0]
    print(f"{'kept' if kept else 'BROKEN'}; Python {platform.python_version()}, {os.cpu_count()} CPUs, load {load:.1f}")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
