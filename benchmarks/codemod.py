"""``foundry-lint fix`` against libcst's own tool, and with nothing to change against ``foundry-lint check``.

    python benchmarks/codemod.py PATH...            a project each; print-heavy ones of some 50,000 lines
    python benchmarks/codemod.py PATH... --write    and write the section of docs/benchmarks.md

All sides in turns (A B A B), medians of the clock; what is fixed is copied anew before each run, off the clock. The
peer is codemod_peer.NaivePrints, run by ``python -m libcst.tool codemod`` with its default of processes: it knows
scopes and positions, as any conversion of prints must, and does nothing with them. Beside it Fixit, which finds and
fixes on libcst's tree as well, with the rules that it enables by itself: other rules than ours, the same sort of work.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import sections
from check_speed import Environments
from contest import Contender, contest, machine, median, ratio

if TYPE_CHECKING:
    from collections.abc import Iterator

LINT = (sys.executable, "-m", "flake8_foundry_logging")
FIX = (*LINT, "fix", "--isolated", "--scope", "all", ".")
CHECK = (*LINT, "check", "--isolated", "--no-cache", "--exit-zero", ".")
LIBCST = (sys.executable, "-m", "libcst.tool", "codemod", "-x", "codemod_peer.NaivePrints", "--no-format")
BARS = {"change": 0.05, "nothing": 1.2}


def fresh(folder: Path, copy: Path) -> None:
    """A copy of a project's Python files in the place of the last one."""
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy, symlinks=True, ignore=_not_python)
    # not below the folder of fixtures, whose files are no code
    if not (copy / "pyproject.toml").exists():
        (copy / "pyproject.toml").write_text("", encoding="utf-8")


def _not_python(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if not name.endswith(".py") and not Path(folder, name).is_dir()]


def measured(folder: Path, temporary: Path, rounds: int) -> list[str]:
    """The cells of a project's row."""
    theirs, others, ours, done = (temporary / name for name in ("libcst", "fixit", "ours", "done"))
    fixit = (str(Environments(temporary).bin("fixit") / "fixit"), "--quiet", "fix", "--automatic", ".")
    sides = (
        Contender("libcst", (*LIBCST, "--hide-progress", "."), theirs, prepare=partial(fresh, folder, theirs)),
        Contender("fixit", fixit, others, codes=frozenset((0, 1)), prepare=partial(fresh, folder, others)),
        Contender("fix", FIX, ours, codes=frozenset((0, 1, 2)), prepare=partial(fresh, folder, ours)),
    )
    changing = contest(sides, rounds)
    shutil.copytree(ours, done)  # what the last fix left: nothing more to change
    idle = contest(
        (
            Contender("check", CHECK, done, codes=frozenset((0, 1, 2))),
            Contender("fix", FIX, done, codes=frozenset((0, 1, 2))),
        ),
        rounds,
    )
    files = [path.read_bytes() for path in done.rglob("*.py")]
    account = changing["fix"][-1].output.decode(errors="replace").splitlines()
    summary = next((line for line in account if " converted + " in line), "")
    return [
        f"`{folder.name}`",
        f"{sum(data.count(bytes([10])) for data in files):,}",
        summary.partition(" = ")[0] or "nothing",
        f"{median(changing['libcst']):.2f} s",
        f"{median(changing['fixit']):.2f} s",
        f"{median(changing['fix']):.2f} s",
        f"{ratio(changing['fix'], changing['libcst']):.3f} x",
        f"{ratio(changing['fix'], changing['libcst'], 'processors'):.3f} x",
        f"{median(idle['check']):.2f} s",
        f"{median(idle['fix']):.2f} s",
        f"{ratio(idle['fix'], idle['check']):.2f} x",
    ]


def report(rows: list[list[str]], rounds: int) -> Iterator[str]:
    """The section of docs/benchmarks.md."""
    yield "## Fixing against libcst's own tool"
    yield ""
    yield f"`python benchmarks/codemod.py PATH... --write`; medians of {rounds} turns; libcst {version('libcst')},"
    yield "with a visitor that knows scopes and positions."
    yield f"Bars: {BARS['change']} x where files change, {BARS['nothing']} x of a check without cache where none does."
    yield ""
    yield "| code | lines | found | libcst.tool | Fixit | fix | of libcst | processors | check | fix, idle | ratio |"
    yield "|---|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""
    yield machine()


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="the folder of a project")
    parser.add_argument("--rounds", type=int, default=5, help="turns of each (default: 5)")
    parser.add_argument("--write", action="store_true", help="write the section of docs/benchmarks.md")
    arguments = parser.parse_args()
    os.environ["PYTHONPATH"] = str(Path(__file__).resolve().parent)
    rows = []
    for path in arguments.paths:
        with tempfile.TemporaryDirectory(prefix="codemod-") as temporary:
            rows.append(measured(path.resolve(), Path(temporary), arguments.rounds))
    text = "\n".join(report(rows, arguments.rounds)) + "\n"
    print(text)
    if arguments.write:
        sections.write("codemod", text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
