"""What the plugin costs a flake8 run: flake8 with it against flake8 without it, in turns.

    python benchmarks/flake8_share.py PATH...            the table, a row a path and set of rules
    python benchmarks/flake8_share.py PATH... --write    also docs/benchmarks.md

flake8 cannot leave out one plugin, so two virtual environments are made that differ in nothing but our package: the
same Python, the same flake8, no other plugin. They run in turns (A B A B ...), so that a machine that gets slower makes
both slower. The ratio is the median of the pairs' ratios, of the time on the clock and of the time on the processors;
the second is what a busy machine distorts less, and the ratio of the least of both sides least of all. A rule that
crashes on the way (LGF900) is told, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import sections
from contest import Contender, Run, contest, machine

from flake8_foundry_logging.core.collector import collector_paused
from flake8_foundry_logging.core.engine import Engine
from flake8_foundry_logging.core.module import Module
from flake8_foundry_logging.core.source import Source, SourceError
from flake8_foundry_logging.rules import ALL
from flake8_foundry_logging.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

TREE = Path(__file__).resolve().parents[1]
CHAPTERS = ",".join(f"LGF{digit}" for digit in range(1, 10))
SELECTIONS = {"defaults": (), "all rules": (f"--foundry-enable={CHAPTERS}",)}
SECRETS = frozenset(("LGF301", "LGF302", "LGF303"))
LEFT_OUT = "site-packages"
"""Below a standard library lies what somebody installed: no part of it."""
BAR = 1.05


@dataclass(frozen=True, slots=True)
class Pairs:
    """The runs over one folder with one set of rules.

    Attributes:
        folder: what was checked.
        rules: a key of ``SELECTIONS``.
        runs: without and with the plugin.
    """

    folder: Path
    rules: str
    runs: tuple[tuple[Run, Run], ...]

    @property
    def crashes(self) -> int:
        """How often a rule crashed in a run."""
        return max(run.output.count(b" LGF900 ") for pair in self.runs for run in pair)


@dataclass(frozen=True, slots=True)
class Own:
    """Seconds that one process spends on all files, by part; those for secrets are among those of the rules."""

    parse: float
    walk: float
    rules: float
    secrets: float


def environments(folder: Path) -> tuple[Path, Path]:
    """The Python of an environment without the plugin and of one with it."""
    pythons = []
    for name, ours in (("without", []), ("with", ["--no-deps", str(TREE)])):
        venv.create(folder / name, with_pip=True, symlinks=True)
        python = folder / name / "bin" / "python"
        install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*install, f"flake8=={version('flake8')}"], check=True)
        if ours:
            subprocess.run([*install, *ours], check=True)
        pythons.append(python)
    return pythons[0], pythons[1]


def flake8(name: str, python: Path, folder: Path, options: tuple[str, ...]) -> Contender:
    """flake8 of an environment over a folder."""
    leave_out = f"--extend-exclude={LEFT_OUT}"
    command = (str(python), "-m", "flake8", "--isolated", "--exit-zero", leave_out, *options, ".")
    return Contender(name, command, folder, codes=frozenset((0,)))


def pairs(pythons: tuple[Path, Path], folder: Path, rules: str, count: int) -> Pairs:
    """Runs without and with the plugin, in turns."""
    sides = (flake8("without", pythons[0], folder, ()), flake8("with", pythons[1], folder, SELECTIONS[rules]))
    runs = contest(sides, count)
    return Pairs(folder, rules, tuple(zip(runs["without"], runs["with"], strict=True)))


def python_files(folder: Path) -> list[Path]:
    """What flake8 looks at."""
    return sorted(path for path in folder.rglob("*.py") if LEFT_OUT not in path.parts)


def own_time(folder: Path) -> Own:
    """What this process spends on the same files: parsing, which flake8 does anyway, then walk and default rules."""
    defaults = Settings().rules(ALL)
    engine, others = Engine(defaults), Engine([rule for rule in defaults if rule.code not in SECRETS])
    parse = walk = rules = without = 0.0
    for path in python_files(folder):
        gc.collect()  # what one file leaves must not be paid for by the next
        start = time.process_time()
        try:
            source = Source.from_bytes(path.read_bytes(), str(path))
        except SourceError:
            continue
        parsed = time.process_time()
        parse += parsed - start
        if not engine.concerns(source.text):
            rules += time.process_time() - parsed
            continue
        module = Module(source)
        walked = time.process_time()
        with collector_paused():  # as the plugin does
            engine.check_module(module)
        checked = time.process_time()
        walk += walked - parsed
        rules += checked - walked
        afresh = Module(source)
        again = time.process_time()
        with collector_paused():
            others.check_module(afresh)
        without += time.process_time() - again
    return Own(parse, walk, rules, rules - without)


def report(measured: list[Pairs]) -> Iterator[str]:
    """The section of docs/benchmarks.md."""
    yield "## The plugin's share of a flake8 run"
    yield ""
    count = len(measured[0].runs)
    yield f"flake8 {version('flake8')} with its default of processes; {count} pairs without the plugin and with it,"
    yield f"in turns, medians; bar: {BAR} x. All rules: every opt-in rule beside the defaults."
    yield ""
    yield "| code | rules | clock without | with | ratio | processors without | with | ratio | ratio of the least |"
    yield "|---|---|--:|--:|--:|--:|--:|--:|--:|"
    yield from map(_row, measured)
    yield ""
    for folder in dict.fromkeys(pairs.folder for pairs in measured):
        yield _own_line(folder)
    yield ""
    yield machine()


def _row(pairs: Pairs) -> str:
    cells = []
    for field in ("clock", "processors"):
        without, having = ([getattr(run, field) for run in column] for column in zip(*pairs.runs, strict=True))
        ratio = statistics.median(b / a for a, b in zip(without, having, strict=True))
        cells += [f"{statistics.median(without):.2f} s", f"{statistics.median(having):.2f} s", f"{ratio:.3f} x"]
    least = [min(run.processors for run in column) for column in zip(*pairs.runs, strict=True)]
    return f"| `{pairs.folder.name}` | {pairs.rules} | {' | '.join(cells)} | {least[1] / least[0]:.3f} x |"


def _own_line(folder: Path) -> str:
    files, own = python_files(folder), own_time(folder)
    lines = sum(path.read_bytes().count(b"\n") for path in files)
    return (
        f"- `{folder.name}`: {len(files):,} files, {lines:,} lines. In one process, by itself: parsing"
        f" {own.parse:.2f} s (flake8 does that anyway), the walk {own.walk:.2f} s, the default rules with their views"
        f" {own.rules:.2f} s, of which {own.secrets:.2f} s follow secrets (LGF301 to LGF303)."
    )


def main() -> int:
    """Measure and print; 1 if a rule crashed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="Django 5.2 and the standard library")
    parser.add_argument("--pairs", type=int, default=3, help="how many runs of each (default: 3)")
    parser.add_argument("--rules", choices=SELECTIONS, action="append", help="only this set (default: both)")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="flake8-share-") as temporary:
        pythons = environments(Path(temporary))
        measured = [
            pairs(pythons, path.resolve(), rules, arguments.pairs)
            for path in arguments.paths
            for rules in arguments.rules or SELECTIONS
        ]
    text = "\n".join(report(measured)) + "\n"
    print(text)
    if arguments.write:
        sections.write("flake8_share", text)
    crashed = [f"{pairs.folder}: {pairs.crashes} crashes with {pairs.rules}" for pairs in measured if pairs.crashes]
    print("\n".join(crashed) or "No rule crashed.")
    return 1 if crashed else 0


if __name__ == "__main__":
    sys.exit(main())
