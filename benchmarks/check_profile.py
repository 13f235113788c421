"""Where the time of a cold check goes, stage by stage, in one process.

    python benchmarks/check_profile.py PATH... [--runs 5] [--write]

Each stage is the one that `foundry-lint check` runs, over all files before the next stage begins; seconds of the clock,
the least of some runs, for what else the machine does makes a run slower, never faster. `start` is a whole run over an
empty folder: interpreter, imports, settings.
"""

from __future__ import annotations

import argparse
import gc
import json
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import sections
from contest import machine

from flake8_foundry_logging.core.engine import Engine
from flake8_foundry_logging.core.module import Module
from flake8_foundry_logging.core.noqa import Suppressions
from flake8_foundry_logging.core.source import Source, SourceError, decode
from flake8_foundry_logging.discovery import discover
from flake8_foundry_logging.rules._index import OUTLINES
from flake8_foundry_logging.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

CHECK = (sys.executable, "-m", "flake8_foundry_logging", "check", "--isolated", "--no-cache", "-j1", "--exit-zero")
STAGES = {
    "start": "interpreter, imports, settings",
    "discovery": "folders and their entries",
    "reading": "bytes, decoding, `noqa` comments",
    "needs": "which files hold what a rule needs",
    "parsing": "`ast.parse` of those",
    "walking": "nodes, scopes, bindings",
    "rules": "loading those that are needed, views, checks",
    "freeing": "trees and walks",
}
NEXT = """
What the next factor would need: parsing is CPython's own and the largest stage, and with the walk it is half of all.
A tree kept between runs would save it where nothing changed, and there the cache answers already without one. Fewer
files to parse would need clues that know syntax: of the files that are parsed, most hold an `except Exception` that is
in order, or a `print` that is meant. A parser of another language is what makes ruff faster; it would have to hand its
tree over to Python again. With two processes, start and discovery (done once) and the loading of rules (done in each)
are what does not get faster.
"""


class Clock:
    """Seconds by stage."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)

    @contextmanager
    def of(self, stage: str) -> Iterator[None]:
        """Count a stretch of code for a stage, with the collector out as in a check."""
        gc.collect()
        gc.disable()
        start = time.perf_counter()
        yield
        self.seconds[stage] += time.perf_counter() - start
        gc.enable()


def profiled(folder: Path) -> dict[str, object]:
    """The seconds of each stage, how many files there are, and how many of them are parsed; once in a process."""
    clock, settings = Clock(), Settings()
    engine = Engine(settings.rules(OUTLINES), settings.options)
    with clock.of("discovery"):
        found = discover([str(folder)], settings)
    with clock.of("reading"):
        texts = [(candidate.path, _text(candidate.path)) for candidate in found]
    with clock.of("needs"):
        concerned = [(path, text) for path, text in texts if text is not None and engine.concerns(text)]
    with clock.of("parsing"):
        sources = [source for path, text in concerned if (source := _parsed(path, text)) is not None]
    with clock.of("walking"):
        modules = [Module(source, settings.options) for source in sources]
    with clock.of("rules"):
        for module in modules:
            engine.check_module(module)
    sources.clear()
    with clock.of("freeing"):
        for module in modules:
            module.release()
        modules.clear()
    return {"seconds": clock.seconds, "files": len(found), "parsed": len(concerned)}


def _text(path: str) -> str | None:
    try:
        text, _ = decode(Path(path).read_bytes())
    except SourceError:
        return None
    return None if Suppressions(text, disabled=False).whole_file else text


def _parsed(path: str, text: str) -> Source | None:
    try:
        return Source(text, path)
    except SourceError:
        return None


def _said_by(*command: str) -> bytes:
    return subprocess.run(command, check=True, capture_output=True).stdout


def _clock_of(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def report(folders: Sequence[Path], runs: int, empty: str) -> Iterator[str]:
    """The section of docs/benchmarks.md."""
    yield "## Where the time of a check goes"
    yield ""
    yield f"`python benchmarks/check_profile.py PATH... --write`: a cold check in one process, least of {runs} runs."
    yield ""
    least: dict[str, dict[str, float]] = {}
    sizes: dict[str, str] = {}
    for folder in folders:
        name = folder.name
        for _ in range(runs):
            told = json.loads(_said_by(sys.executable, __file__, "--stages", str(folder)))
            seconds = {**told["seconds"], "start": _clock_of(lambda: _said_by(*CHECK, empty))}
            sizes[name] = f"{told['parsed']} of {told['files']} files parsed"
            known = least.setdefault(name, seconds)
            least[name] = {stage: min(known[stage], seconds[stage]) for stage in STAGES}
    yield "| stage | what is in it | " + " | ".join(f"`{name}` | share" for name in least) + " |"
    yield "|---|---|" + "--:|--:|" * len(least)
    for stage, what in STAGES.items():
        cells = [f"{one[stage]:.3f} s | {one[stage] / sum(one.values()):.0%}" for one in least.values()]
        yield f"| {stage} | {what} | " + " | ".join(cells) + " |"
    yield "| all | | " + " | ".join(f"{sum(one.values()):.3f} s |" for one in least.values()) + " |"
    yield ""
    yield "; ".join(f"`{name}`: {size}" for name, size in sizes.items()) + "."
    yield NEXT.rstrip()
    yield ""
    yield machine()


def main() -> int:
    """Measure, print, and write if asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="folders of code")
    parser.add_argument("--runs", type=int, default=5, help="runs of each (default: 5)")
    parser.add_argument("--stages", action="store_true", help="one run over one PATH, as JSON")
    parser.add_argument("--write", action="store_true", help="write the section of docs/benchmarks.md")
    options = parser.parse_args()
    if options.stages:
        print(json.dumps(profiled(options.paths[0])))
        return 0
    with tempfile.TemporaryDirectory() as empty:
        text = "\n".join(report([path.resolve() for path in options.paths], options.runs, empty)) + "\n"
    print(text)
    if options.write:
        sections.write("check_profile", text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
