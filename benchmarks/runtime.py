"""What a record costs: ours beside the standard library, structlog and loguru, with the same four files.

    python benchmarks/runtime.py [--rounds 15] [--records 1000] [--peers DIRECTORY] [--write]

Each logger lives in a process of its own, and in every round each logs the same records, one logger after the other
(A B C A B C ...), so that a machine that gets slower makes all of them slower. Processor time is taken, of the threads
that log and of the whole process until everything is written; shown are medians, and as ratios the medians of the
rounds' ratios. The peers are installed from PyPI into an environment of their own, ``--peers``, if it has none yet.

The floor is one ``orjson.dumps`` of a finished record and one ``os.write`` a file: no level, no time, no text line, no
redaction. Only ours redacts.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import venv
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sections
from contest import machine
from projects import CACHE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

TREE = Path(__file__).resolve().parents[1]
PACKAGES = ("orjson", "structlog", "loguru")
SIDES = {
    "floor": "the floor",
    "ours": "foundry_logging",
    "ours_unredacted": "the same, not redacted",
    "ours_background": "the same, `background`",
    "stdlib": "logging",
    "queue_handler": "logging, QueueHandler",
    "structlog_native": "structlog, one JSON file",
    "structlog_stdlib": "structlog through logging",
    "loguru": "loguru",
    "loguru_serialize": "loguru, its own JSON",
    "loguru_enqueue": "loguru, `enqueue`",
}
CASES = {
    "disabled": "disabled level",
    "1 field": "1 field",
    "4 fields": "4 fields",
    "4 fields, ERROR": "4 fields, ERROR: 4 files",
    "16 fields": "16 fields",
    "exception": "exception",
    "2 threads": "4 fields, 2 threads",
}
MORE = {"disabled": 50}
"""What is so fast that it takes more of them to be measured."""


@dataclass(frozen=True, slots=True)
class Bar:
    """What is to be reached: one side's cost against another's."""

    case: str
    what: str  # "caller" or "total"
    over: str
    under: str
    most: float


BARS = (
    Bar("disabled", "caller", "ours", "stdlib", 1.3),
    Bar("4 fields", "total", "ours", "loguru", 0.16),
    Bar("4 fields", "total", "ours", "loguru_serialize", 0.16),
    Bar("4 fields", "total", "ours", "stdlib", 0.16),
    Bar("4 fields", "total", "ours", "floor", 2.0),
    Bar("4 fields, ERROR", "total", "ours", "floor", 2.0),
    Bar("4 fields", "caller", "ours_background", "queue_handler", 0.35),
)
LEAST_MICROSECONDS = 12.0
"""What a record with four fields to four files, redacted, stays below."""

Rounds = dict[tuple[str, str], list[dict[str, float]]]
"""By side and case, of each round, ``caller`` and ``total``: microseconds of processor time a record."""


class Worker:
    """One logger's process."""

    def __init__(self, python: str, side: str, folder: Path) -> None:
        folder.mkdir()
        self.side = side
        self._process = subprocess.Popen(
            [python, str(Path(__file__).with_name("runtime_sides.py")), side, str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(TREE)},
        )
        hello = self._read()
        self.cases: list[str] = hello["cases"]
        self.versions: dict[str, str] = hello["versions"]

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.side} ended with {self._process.wait()}")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def measure(self, case: str, records: int) -> dict[str, float]:
        """Microseconds a record."""
        assert self._process.stdin is not None
        records *= MORE.get(case, 1)
        self._process.stdin.write(json.dumps({"case": case, "records": records}) + "\n")
        self._process.stdin.flush()
        return {what: nanoseconds / records / 1000 for what, nanoseconds in self._read().items()}

    def end(self) -> None:
        """Let it end."""
        self._process.communicate(timeout=60)


def peer_python(directory: Path) -> str:
    """The interpreter of the peers' environment, made when there is none."""
    python = directory / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not python.exists():
        venv.create(directory, with_pip=True)
    have = subprocess.run([python, "-m", "pip", "show", "-q", *PACKAGES], capture_output=True, check=False)
    if have.returncode != 0:
        subprocess.run([python, "-m", "pip", "install", "-q", *PACKAGES], check=True)
    return str(python)


def compete(workers: Sequence[Worker], rounds: int, records: int) -> Rounds:
    """All cases of all sides, in turns, behind one turn that nobody counts."""
    results: Rounds = {}
    for turn in range(rounds + 1):
        for case in CASES:
            for worker in workers:
                if case in worker.cases:
                    measured = worker.measure(case, records)
                    if turn:
                        results.setdefault((worker.side, case), []).append(measured)
    return results


def table(results: Rounds, what: str) -> Iterator[str]:
    """Microseconds a record, a row a side."""
    yield "| µs a record | " + " | ".join(CASES.values()) + " |"
    yield "|---|" + "--:|" * len(CASES)
    for side, title in SIDES.items():
        if any((side, case) in results for case in CASES):
            cells = [
                f"{statistics.median(one[what] for one in some):.2f}" if (some := results.get((side, case))) else ""
                for case in CASES
            ]
            yield f"| {title} | " + " | ".join(cells) + " |"


def ratios(results: Rounds) -> Iterator[str]:
    """The bars, and what was reached."""
    yield "| | of | to | ratio | bar |"
    yield "|---|---|---|--:|--:|"
    for bar in BARS:
        over, under = results.get((bar.over, bar.case)), results.get((bar.under, bar.case))
        if over and under:
            reached = statistics.median(a[bar.what] / b[bar.what] for a, b in zip(over, under, strict=True))
            whose = "the caller's" if bar.what == "caller" else "all"
            shown = f"{reached:.2f} x | {bar.most} x"
            yield f"| {CASES[bar.case]}, {whose} | {SIDES[bar.over]} | {SIDES[bar.under]} | {shown} |"
    four = results.get(("ours", "4 fields, ERROR"))
    if four:
        reached = statistics.median(one["total"] for one in four)
        yield f"| {CASES['4 fields, ERROR']}, all | {SIDES['ours']} | | {reached:.1f} µs | {LEAST_MICROSECONDS} µs |"


def text(results: Rounds, versions: Mapping[str, str], rounds: int, records: int) -> str:
    """The section of the page."""
    known = ", ".join(f"{name} {version}" for name, version in versions.items())
    return "\n".join(
        (
            "## What a record costs",
            "",
            "Four files, as this package's: everything as text, errors as text, one logger as text, everything as JSON",
            "(by orjson, for all). INFO goes to three of them. Processor time, medians of"
            f" {rounds} rounds of {records} records in",
            "turns; the fields' texts come again, the numbers do not. Ours is redacted; the floor is one encode of a",
            "finished record and one write a file, with nothing around them.",
            "",
            "All threads, until everything is written:",
            "",
            *table(results, "total"),
            "",
            "The threads that log:",
            "",
            *table(results, "caller"),
            "",
            "What was to be reached:",
            "",
            *ratios(results),
            "",
            f"{known}. {machine()}",
        )
    )


def main() -> int:
    """Measure, print, and write the section of the page if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--records", type=int, default=1000, help="a round (default: 1000)")
    parser.add_argument("--peers", type=Path, metavar="DIRECTORY", default=CACHE.parent / "runtime-peers")
    parser.add_argument("--only", nargs="+", choices=SIDES, default=list(SIDES), help="leave the other sides out")
    parser.add_argument("--write", action="store_true", help="also into docs/benchmarks.md")
    options = parser.parse_args()
    python = peer_python(options.peers)
    with tempfile.TemporaryDirectory() as folder:
        workers = [Worker(python, side, Path(folder) / side) for side in options.only]
        try:
            results = compete(workers, options.rounds, options.records)
        finally:
            for worker in workers:
                worker.end()
        said = text(results, workers[0].versions, options.rounds, options.records)
    print(said)
    if options.write:
        sections.write("runtime", said)
    return 0


if __name__ == "__main__":
    sys.exit(main())
