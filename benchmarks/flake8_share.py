"""What the plugin costs a flake8 run: flake8 with it against flake8 without it, in turns.

    python benchmarks/flake8_share.py PATH               the table
    python benchmarks/flake8_share.py PATH --write       also docs/benchmarks.md

flake8 cannot leave out one plugin, so two virtual environments are made that differ in nothing but our package: the
same Python, the same flake8, no other plugin. They run in turns (A B A B ...), so that a machine that gets slower makes
both slower. The ratio is the median of the pairs' ratios, of the time on the clock and of the time on the processors;
the second is what a busy machine distorts less, and the ratio of the least of both sides least of all.
"""

from __future__ import annotations

import argparse
import os
import platform
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

from flake8_foundry_logging.core.engine import Engine
from flake8_foundry_logging.core.module import Module
from flake8_foundry_logging.core.source import Source, SourceError
from flake8_foundry_logging.rules import ALL
from flake8_foundry_logging.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

TREE = Path(__file__).resolve().parents[1]
MODES = {"one process": ("--jobs=1",), "flake8's default": ()}
BAR = 1.05


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds on the clock and on the processors of one flake8 run, its worker processes included."""

    clock: float
    processors: float


@dataclass(frozen=True, slots=True)
class Own:
    """Seconds that one process spends on all files, by part."""

    parse: float
    walk: float
    rules: float


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


def flake8(python: Path, folder: Path, options: tuple[str, ...]) -> Run:
    """One run over a folder; what it finds is thrown away."""
    command = [str(python), "-m", "flake8", "--isolated", "--exit-zero", *options, "."]
    before, start = os.times(), time.perf_counter()
    subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, check=True)
    clock, after = time.perf_counter() - start, os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return Run(clock, spent)


def pairs(pythons: tuple[Path, Path], folder: Path, options: tuple[str, ...], count: int) -> list[tuple[Run, Run]]:
    """Runs without and with the plugin, in turns, behind one of each that nobody counts: it fills the caches."""
    for python in pythons:
        flake8(python, folder, options)
    return [(flake8(pythons[0], folder, options), flake8(pythons[1], folder, options)) for _ in range(count)]


def own_time(folder: Path) -> Own:
    """What this process spends on the same files: parsing, which flake8 does anyway, then walk and rules."""
    engine = Engine(Settings().rules(ALL))
    parse = walk = rules = 0.0
    for path in sorted(folder.rglob("*.py")):
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
        engine.check_module(module)
        walk += walked - parsed
        rules += time.process_time() - walked
    return Own(parse, walk, rules)


def report(folder: Path, modes: dict[str, list[tuple[Run, Run]]], own: Own) -> Iterator[str]:
    """The section of docs/benchmarks.md."""
    files = list(folder.rglob("*.py"))
    lines = sum(path.read_bytes().count(b"\n") for path in files)
    yield "## The plugin's share of a flake8 run"
    yield ""
    count = len(next(iter(modes.values())))
    yield f"`{folder.name}`: {len(files):,} files, {lines:,} lines; flake8 {version('flake8')}."
    yield f"{count} pairs without the plugin and with it, in turns, medians; bar: {BAR} x."
    yield ""
    yield "| processes | clock without | with | ratio | processors without | with | ratio | ratio of the least |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|"
    for name, runs in modes.items():
        cells = []
        for field in ("clock", "processors"):
            without, having = ([getattr(run, field) for run in column] for column in zip(*runs, strict=True))
            ratio = statistics.median(b / a for a, b in zip(without, having, strict=True))
            cells += [f"{statistics.median(without):.2f} s", f"{statistics.median(having):.2f} s", f"{ratio:.3f} x"]
        least = [min(run.processors for run in column) for column in zip(*runs, strict=True)]
        yield f"| {name} | {' | '.join(cells)} | {least[1] / least[0]:.3f} x |"
    yield ""
    yield f"By itself, in one process: parsing {own.parse:.2f} s (flake8 does that anyway), the walk {own.walk:.2f} s,"
    yield f"all rules with their views {own.rules:.2f} s."
    yield ""
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors"
    yield f"Python {platform.python_version()}, {machine}, load {os.getloadavg()[0]:.1f}."


HEAD = """# Benchmarks

Each figure was measured by the command beside it, both sides in one run on one machine. Compare ratios, not seconds.

```console
$ python benchmarks/flake8_share.py PATH --write
```

"""


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("path", type=Path, help="the folder of a project, Django 5.2 for the figure of the docs")
    parser.add_argument("--pairs", type=int, default=5, help="how many runs of each (default: 5)")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    arguments = parser.parse_args()
    folder = arguments.path.resolve()
    with tempfile.TemporaryDirectory(prefix="flake8-share-") as temporary:
        pythons = environments(Path(temporary))
        modes = {name: pairs(pythons, folder, options, arguments.pairs) for name, options in MODES.items()}
    text = "\n".join(report(folder, modes, own_time(folder))) + "\n"
    print(text)
    if arguments.write:
        (TREE / "docs" / "benchmarks.md").write_text(HEAD + text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
