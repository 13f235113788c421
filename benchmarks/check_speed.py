"""How long a check takes: foundry-lint against flake8 alone, flake8 with its peers for our ground, pylint and ruff.

    python benchmarks/check_speed.py PATH...            the tables
    python benchmarks/check_speed.py PATH... --write    also docs/benchmarks.md

Each linter stands in an environment of its own, made for the occasion, and reads no configuration. All run in turns
(A B C A B C ...); a ratio is the median of the turns' ratios. *Cold* is a run without what an earlier one has kept,
*again* the same run once more. The first PATH is also copied 1, 2, 4 and 8 times, to see how time grows.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import venv
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import sections
from contest import Contender, contest, machine, median, ratio

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from contest import Run

TREE = Path(__file__).resolve().parents[1]
PINS = dict(
    line.split()[0].split("==")
    for line in (TREE / "tests" / "data" / "peers.txt").read_text().splitlines()
    if "==" in line
)
PEERS = {
    "flake8-print": (),
    "flake8-logging": (),
    "flake8-logging-format": ("setuptools",),
    "flake8-bugbear": (),
    "flake8-blind-except": ("setuptools",),
    "tryceratops": (),
}
"""A peer for a part of our ground -> what it needs and does not say."""
RUFF = ("check", "--isolated", "--exit-zero", "--select=LOG,G,T20,BLE,TRY,S110,S112,PLE12")
"""ruff's rules for prints, handlers and logging."""
PYLINT = ("--rcfile=/dev/null", "--disable=all", "--enable=logging", "--recursive=y", "--exit-zero", "-j0")
OURS = "foundry-lint"
GROWTH = (1, 2, 4, 8)


class Environments:
    """Virtual environments by the packages in them, made when first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[tuple[str, ...], Path] = {}

    def bin(self, *packages: str) -> Path:
        """The folder of programs of an environment with just these, at the versions that the tests pin."""
        if packages not in self._made:
            place = self._folder / str(len(self._made))
            venv.create(place, with_pip=True, symlinks=True)
            wanted = [f"{name}=={PINS[name]}" if name in PINS else name for name in packages]
            pip = [str(place / "bin" / "python"), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
            subprocess.run([*pip, *wanted], check=True)
            self._made[packages] = place / "bin"
        return self._made[packages]

    def flake8(self, *plugins: str) -> str:
        """flake8 with some plugins and no others."""
        needs = [need for plugin in plugins for need in PEERS.get(plugin, ())]
        return str(self.bin("flake8", *plugins, *dict.fromkeys(needs)) / "flake8")


def whole(envs: Environments, folder: Path, stores: Path) -> Iterator[Contender]:
    """What checks a folder: ours and ruff cold and again, flake8 alone."""
    ours, ruff = str(envs.bin(str(TREE)) / OURS), str(envs.bin("ruff") / "ruff")
    empty = partial(shutil.rmtree, stores / "cold", ignore_errors=True)
    kept = f"--cache-dir={stores / 'kept'}"
    yield Contender("flake8", (envs.flake8(), "--isolated", "--exit-zero", "."), folder)
    codes = frozenset((0, 1, 2))  # 2: the standard library has files that are no Python, to be tested with
    cold = (ours, "check", "--isolated", f"--cache-dir={stores / 'cold'}", ".")
    yield Contender("cold", cold, folder, codes=codes, prepare=empty)
    one = (ours, "check", "--isolated", "--no-cache", "-j1", ".")
    yield Contender("in one process", one, folder, codes=codes)
    yield Contender("ruff", (ruff, *RUFF, "--no-cache", "."), folder)
    yield Contender("again, first", (ours, "check", "--isolated", kept, "."), folder, codes=codes)
    yield Contender("again", (ours, "check", "--isolated", kept, "."), folder, codes=codes)
    yield Contender("ruff, again, first", (ruff, *RUFF, kept, "."), folder)
    yield Contender("ruff, again", (ruff, *RUFF, kept, "."), folder)


def peers(envs: Environments, folder: Path) -> Iterator[Contender]:
    """flake8 alone, with us, with each peer and with all of them; pylint's checker."""
    command = ("--isolated", "--exit-zero", ".")
    yield Contender("flake8", (envs.flake8(), *command), folder)
    yield Contender("with foundry-logging", (envs.flake8(str(TREE)), *command), folder)
    for peer in PEERS:
        yield Contender(f"with {peer}", (envs.flake8(peer), *command), folder)
    yield Contender("with all six peers", (envs.flake8(*PEERS), *command), folder)
    yield Contender("pylint, its logging checker alone", (str(envs.bin("pylint") / "pylint"), *PYLINT, "."), folder)


def one_file(envs: Environments, file: Path, stores: Path) -> Iterator[Contender]:
    """What a hook does with a file: flake8, ours cold and again."""
    ours = str(envs.bin(str(TREE)) / OURS)
    empty = partial(shutil.rmtree, stores / "cold", ignore_errors=True)
    yield Contender("flake8", (envs.flake8(), "--isolated", "--exit-zero", file.name), file.parent)
    cold = (ours, "check", "--isolated", f"--cache-dir={stores / 'cold'}", file.name)
    yield Contender("cold", cold, file.parent, prepare=empty)
    yield Contender("again", (ours, "check", "--isolated", f"--cache-dir={stores / 'kept'}", file.name), file.parent)


def files_of_sizes(folder: Path) -> list[Path]:
    """A file at each quarter of the sizes, and the largest."""
    files = sorted((file for file in folder.rglob("*.py") if file.stat().st_size), key=lambda file: file.stat().st_size)
    return [files[len(files) * part // 4 - (part == 4)] for part in (1, 2, 3, 4)]


def report(envs: Environments, folders: Sequence[Path], rounds: int, temporary: Path) -> Iterator[str]:
    """The section of docs/benchmarks.md."""
    yield "## A check against other linters"
    yield ""
    yield f"`python benchmarks/check_speed.py PATH... --write`; medians of {rounds} turns. `foundry-lint check` with"
    yield "its defaults; ruff with `LOG,G,T20,BLE,TRY,S110,S112,PLE12`."
    yield ""
    yield "| code | flake8 alone | foundry-lint, cold | of flake8 (bar 0.06) | of ruff (bar 5) | one process | ruff |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    again = []
    for folder in folders:
        runs = contest(whole(envs, folder, temporary / "stores"), rounds)
        yield _cold_row(folder, runs)
        again.append(_again_row(folder, runs))
    yield ""
    yield "| code, nothing changed | foundry-lint | ruff | ratio (bar 1.0) |"
    yield "|---|--:|--:|--:|"
    yield from again
    yield ""
    yield from _file_rows(envs, folders[0], rounds, temporary / "stores")
    yield ""
    yield from _peer_rows(contest(peers(envs, folders[0]), rounds), folders[0])
    yield ""
    yield from _growth_rows(envs, folders[0], rounds, temporary)
    yield ""
    yield machine()


def _cold_row(folder: Path, runs: Mapping[str, Sequence[Run]]) -> str:
    cold = runs["cold"]
    cells = (
        f"{median(runs['flake8']):.2f} s",
        f"{median(cold):.2f} s",
        f"{ratio(cold, runs['flake8']):.3f} x",
        f"{ratio(cold, runs['ruff']):.1f} x",
        f"{median(runs['in one process']):.2f} s",
        f"{median(runs['ruff']):.2f} s",
    )
    files = list(folder.rglob("*.py"))
    return f"| `{folder.name}`, {len(files):,} files | {' | '.join(cells)} |"


def _again_row(folder: Path, runs: Mapping[str, Sequence[Run]]) -> str:
    ours, ruff = runs["again"], runs["ruff, again"]
    return f"| `{folder.name}` | {median(ours):.3f} s | {median(ruff):.3f} s | {ratio(ours, ruff):.2f} x |"


def _file_rows(envs: Environments, folder: Path, rounds: int, stores: Path) -> Iterator[str]:
    yield "| one file, as a hook | flake8 | foundry-lint, cold | ratio (bar 0.5) | again | ratio |"
    yield "|---|--:|--:|--:|--:|--:|"
    for file in files_of_sizes(folder):
        runs = contest(one_file(envs, file, stores), max(rounds, 7))
        flake8, cold, again = runs["flake8"], runs["cold"], runs["again"]
        yield (
            f"| {file.stat().st_size:,} bytes | {median(flake8):.3f} s | {median(cold):.3f} s"
            f" | {ratio(cold, flake8):.2f} x | {median(again):.3f} s | {ratio(again, flake8):.2f} x |"
        )


def _peer_rows(runs: Mapping[str, Sequence[Run]], folder: Path) -> Iterator[str]:
    yield f"| flake8 over `{folder.name}` | clock | of flake8 alone | processors | of flake8 alone |"
    yield "|---|--:|--:|--:|--:|"
    alone = runs["flake8"]
    for name, found in runs.items():
        cells = [
            cell
            for what in ("clock", "processors")
            for cell in (f"{median(found, what):.2f} s", f"{ratio(found, alone, what):.2f} x")
        ]
        yield f"| {name} | {' | '.join(cells)} |"


def _growth_rows(envs: Environments, folder: Path, rounds: int, temporary: Path) -> Iterator[str]:
    """How the time grows with the code: copies side by side, in one process, without the start."""
    ours = str(envs.bin(str(TREE)) / OURS)
    contenders = []
    for copies in GROWTH:
        place = temporary / f"copies-{copies}"
        for number in range(copies):
            shutil.copytree(folder, place / str(number), ignore=shutil.ignore_patterns("*.pyc"))
        command = (ours, "check", "--isolated", "--no-cache", "-j1", ".")
        contenders.append(Contender(f"{copies} copies", command, place))
    runs = contest(contenders, rounds)
    once = statistics.median(run.processors for run in runs["1 copies"])
    yield f"| copies of `{folder.name}`, one process | processors | of one copy |"
    yield "|---|--:|--:|"
    for copies in GROWTH:
        spent = median(runs[f"{copies} copies"], "processors")
        yield f"| {copies} | {spent:.2f} s | {spent / once:.2f} x |"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="Django 5.2, litellm, the standard library")
    parser.add_argument("--rounds", type=int, default=3, help="turns of each (default: 3)")
    parser.add_argument("--write", action="store_true", help="write the section of docs/benchmarks.md")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="check-speed-") as temporary:
        envs = Environments(Path(temporary) / "environments")
        folders = [path.resolve() for path in arguments.paths]
        text = "\n".join(report(envs, folders, arguments.rounds, Path(temporary)))
    print(text)
    if arguments.write:
        sections.write("check_speed", text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
