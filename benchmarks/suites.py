"""Do the test suites of other projects still pass when their prints have become records?

Downloads source distributions, gives each a virtual environment with foundry-logging in it, and runs its suite as it
came, after ``fix --scope library``, and after ``fix --scope all --unsafe-fixes``. The first two must come out the same,
test by test; what differs in the third must be in a file that the report of the fix has named::

    python benchmarks/suites.py                 # the projects of the table below
    python benchmarks/suites.py lark doit       # some of them
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
import venv
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
RUN_LIMIT = 300
"""Seconds that one run of a suite may take."""


@dataclass(frozen=True, slots=True)
class Project:
    """A project whose source distribution holds its tests.

    Attributes:
        name: of the distribution; also what is pinned.
        package: the folder that is fixed.
        tests: what pytest is given.
        needs: what the suite imports beside pytest and the package's own dependencies.
    """

    name: str
    package: str
    tests: tuple[str, ...] = ("tests",)
    needs: tuple[str, ...] = ()


PROJECTS = (
    Project("boltons==26.2.0", "boltons"),
    Project("doit==0.37.0", "doit"),
    Project("lark==1.3.1", "lark"),
    Project("neat-python==2.0.0", "neat"),  # its distribution lacks the files that half of its tests read
    Project("vulture==2.16", "vulture", needs=("pytest-cov", "pint")),
    Project("configargparse==1.9.0", "configargparse.py", needs=("pyyaml", "mock", "toml")),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run of a suite came to.

    Attributes:
        tests: test -> passed, failed, error or skipped.
        seconds: how long it took.
    """

    tests: dict[str, str]
    seconds: float

    def __str__(self) -> str:
        counts = {state: list(self.tests.values()).count(state) for state in sorted(set(self.tests.values()))}
        return ", ".join(f"{count} {state}" for state, count in counts.items()) + f" in {self.seconds:.0f} s"


def run(*command: str, cwd: Path, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run a program to its end, its output as text."""
    return subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        errors="replace",
        timeout=RUN_LIMIT,
        check=False,
    )


def prepare(project: Project, folder: Path) -> tuple[Path, Path]:
    """Download and unpack a project; returns its tree and the Python of an environment for it."""
    python = folder / "venv" / "bin" / "python"
    venv.create(folder / "venv", with_pip=True)
    download = ("download", "-q", "--no-deps", "--no-binary", ":all:", "--no-build-isolation", "-d", str(folder))
    wanted = ("pip", "setuptools", "wheel", "hatchling", "flit_core", "pytest", *project.needs)
    for arguments in (("install", "-q", *wanted), ("install", "-q", str(ROOT)), (*download, project.name)):
        done = run(str(python), "-m", "pip", "--disable-pip-version-check", *arguments, cwd=folder)
        if done.returncode:
            raise SystemExit(f"{project.name}: pip {arguments[0]} failed: {done.stderr.strip()[-400:]}")
    with tarfile.open(next(folder.glob("*.tar.gz"))) as archive:
        archive.extractall(folder / "tree", filter="data")
    tree = next((folder / "tree").iterdir())
    run(str(python), "-m", "pip", "install", "-q", str(tree), cwd=folder)  # its dependencies; the tree comes first
    run(str(python), "-m", "pip", "uninstall", "-q", "-y", project.name.partition("==")[0], cwd=folder)
    return tree, python


def suite(project: Project, tree: Path, python: Path) -> Outcome:
    """Run the tests of a tree."""
    report = tree.parent / f"{tree.name}.xml"
    before = time.monotonic()
    done = run(
        *(str(python), "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly"),
        *(f"--junitxml={report}", *project.tests),
        cwd=tree,
        environment={"PYTHONPATH": str(tree), "LOG_DIR": "", "PYTHONDONTWRITEBYTECODE": "1"},
    )
    if not report.exists():
        raise SystemExit(f"{project.name}: no report: {done.stdout[-800:]}{done.stderr[-800:]}")
    tests = {}
    for case in ElementTree.parse(report).iter("testcase"):
        states = [child.tag for child in case if child.tag in ("failure", "error", "skipped")]
        tests[f"{case.get('classname')}::{case.get('name')}"] = states[0] if states else "passed"
    return Outcome(tests, time.monotonic() - before)


def fix(tree: Path, package: str, *options: str) -> dict[str, object]:
    """Fix the package of a tree; the report."""
    command = [sys.executable, "-m", "flake8_foundry_logging", "fix", "--isolated", "--output-format", "json"]
    done = run(*command, *options, package, cwd=tree, environment={"PYTHONPATH": str(ROOT)})
    if done.returncode == 2:
        raise SystemExit(f"{tree.name}: fix failed: {done.stderr}")
    report: dict[str, object] = json.loads(done.stdout)
    return report


def differences(before: Outcome, after: Outcome) -> list[str]:
    """The tests that come out otherwise."""
    names = before.tests.keys() | after.tests.keys()
    return sorted(name for name in names if before.tests.get(name) != after.tests.get(name))


def predicted(test: str, report: dict[str, object]) -> bool:
    """Whether a test stands in a file that the report names."""
    readers = report["tests_that_read_output"]
    assert isinstance(readers, list)
    parts = test.partition("::")[0].split(".")  # with or without the folder, then the class
    return any(Path(reader["path"]).stem in parts for reader in readers)


def compare(project: Project, folder: Path) -> bool:
    """Run one project's suite three times and print what came of it; whether all is as promised."""
    tree, python = prepare(project, folder)
    suite(project, _copy(tree, "warm"), python)  # suites that leave files behind find them the next time
    before = suite(project, _copy(tree, "before"), python)
    again = suite(project, _copy(tree, "again"), python)
    unsteady = set(differences(before, again))
    print(f"{project.name}: {before}" + (f"; {len(unsteady)} unsteady" if unsteady else ""), flush=True)
    kept = True
    for name, options in {"library": ("--scope", "library"), "all": ("--scope", "all", "--unsafe-fixes")}.items():
        copy = _copy(tree, name)
        report = fix(copy, project.package, *options)
        after = suite(project, copy, python)
        changed = [test for test in differences(before, after) if test not in unsteady]
        unforeseen = [test for test in changed if not predicted(test, report)]
        kept = kept and not unforeseen and not (changed and name == "library")
        readers = report["tests_that_read_output"]
        assert isinstance(readers, list)
        print(f"  {' '.join(options)}: {_account(report)}; {after}; {len(changed)} tests differ", end="")
        print(f", all foreseen ({len(readers)} files named)" if changed and not unforeseen else "", flush=True)
        for test in changed:
            mark = "NOT FORESEEN" if test in unforeseen else "foreseen"
            print(f"    {mark}: {test}: {before.tests.get(test)} -> {after.tests.get(test)}", flush=True)
    return kept


def _copy(tree: Path, name: str) -> Path:
    target = tree.parent.parent / name
    shutil.copytree(tree, target, symlinks=True)
    return target


def _account(report: dict[str, object]) -> str:
    summary = report["summary"]
    assert isinstance(summary, dict)
    words = ("converted", "dropped", "refused", "found")
    return ", ".join(f"{summary[word]} {word}" for word in words) + f", {summary['changed_files']} files changed"


def main() -> int:
    """Compare the chosen projects; 0 if all promises were kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="projects of the table; default: all")
    parser.add_argument("--folder", type=Path, help="where to work; kept afterwards (default: a temporary one)")
    arguments = parser.parse_args()
    chosen = [p for p in PROJECTS if not arguments.names or p.name.partition("==")[0] in arguments.names]
    kept = True
    with tempfile.TemporaryDirectory() as temporary:
        for project in chosen:
            folder = (arguments.folder or Path(temporary)) / project.package
            folder.mkdir(parents=True)
            kept = compare(project, folder) and kept
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
