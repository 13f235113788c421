"""The main job on a small service, one step a screen: findings, checklist, diff, and the log of the fixed service.

`make demo` runs this; by hand: `python scripts/demo.py [--keep]`. Works on a copy of examples/before in
a temporary folder.
Exit code 0 when every step did what it promises, 1 with one line that says which did not.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

TREE = Path(__file__).resolve().parent.parent
PACKAGE = "model_service"
SCREEN_LINES = 40
SCREEN_WIDTH = max(shutil.get_terminal_size((120, 40)).columns, 100)
# The command foundry-lint of this tree, whatever else is installed.
LINT = ("-m", "flake8_foundry_logging")
LEVELS_SHOWN = ("info", "warning", "error")

FINDING = re.compile(r"^(?P<path>\S+?):(?P<line>\d+):(?P<column>\d+): (?P<code>LGF\d{3}) ", re.MULTILINE)
COLOURS = {"head": "1;36", "+": "32", "-": "31", "@": "36", "note": "2"}


class DemoError(Exception):
    """A step did not do what it promises; the text says which and how."""


def main() -> int:
    """Run the steps; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--keep", action="store_true", help="keep the temporary folder and say where it is")
    options = parser.parse_args()
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that is not UTF-8 shows ? for Russian
    folder = Path(tempfile.mkdtemp(prefix="foundry-demo-"))
    try:
        Demo(folder).run()
    except DemoError as error:
        sys.stdout.flush()
        print(f"demo failed: {error}", file=sys.stderr)
        return 1
    finally:
        if options.keep:
            note(f"kept: {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)
    return 0


class Demo:
    """The steps, on one copy of the service."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.logs = folder / "logs"
        shutil.copytree(TREE / "examples" / "before" / PACKAGE, folder / PACKAGE)

    def run(self) -> None:
        """All steps in their order; raises DemoError at the first that fails."""
        found = self.check()
        self.checklist()
        self.diff()
        self.fix(found)
        self.serve()
        heading(
            "Done",
            "The service that a hurried team wrote now logs after the guide; examples/after is the same, by hand.",
        )

    def check(self) -> int:
        """Step 1; the number of findings."""
        heading("1 of 4", "What breaks the guide, where and why")
        result = self.lint("check", PACKAGE, expect=(1,))
        findings = [line for line in result.stdout.splitlines() if FINDING.match(line)]
        if not findings:
            raise DemoError("foundry-lint check found nothing in examples/before")
        first: dict[str, str] = {}
        for line in findings:
            first.setdefault(line.split()[1], line)
        show(first[code] for code in sorted(first))
        note(
            f"{len(findings)} findings of {len(first)} rules; the first of each rule is shown, "
            f"{len(findings) - len(first)} more in the same files"
        )
        return len(findings)

    def checklist(self) -> None:
        """Step 2."""
        heading("2 of 4", "The guide's two lists, as a scoreboard")
        result = self.lint("checklist", PACKAGE, expect=(0, 1))
        if "LGF" not in result.stdout:
            raise DemoError("foundry-lint checklist named no rule")
        show(shorten(result.stdout.splitlines(), SCREEN_LINES))

    def diff(self) -> None:
        """Step 3."""
        heading("3 of 4", "What the codemods would write (nothing is written yet)")
        before = self.sources()
        result = self.lint("fix", "--diff", "--unsafe-fixes", PACKAGE, expect=(1,))
        if self.sources() != before:
            raise DemoError("foundry-lint fix --diff changed a file")
        files = dict(diffs_of(result.stdout))
        if not files:
            raise DemoError("foundry-lint fix --diff printed no diff")
        most = max(files, key=lambda name: sum(line.startswith("+") for line in files[name]))
        show(files[most][:SCREEN_LINES])
        more = {name: len(lines) - SCREEN_LINES * (name == most) for name, lines in files.items()}
        note(
            "more lines of diff: "
            + ", ".join(f"{Path(name).name} {count}" for name, count in more.items() if count > 0)
        )

    def fix(self, found: int) -> None:
        """The first half of step 4: write the fixes; what is left is a human's."""
        heading("4 of 4", "The fixed service and its log")
        result = self.lint("fix", "--unsafe-fixes", PACKAGE, expect=(0, 1))
        show(shorten((result.stdout + result.stderr).splitlines(), SCREEN_LINES // 2))
        left = len(FINDING.findall(self.lint("check", PACKAGE, expect=(0, 1)).stdout))
        if left >= found:
            raise DemoError(f"{found} findings before the fix, {left} after it")
        note(f"{found} findings before, {left} left, each for a human to decide")

    def serve(self) -> None:
        """The second half of step 4: serve some requests and show what was logged."""
        announce(["LOG_DIR=logs", "FASTAPI_FOUNDRY_MODE=prod", "python", "-m", PACKAGE])
        environment = {"LOG_DIR": str(self.logs), "FASTAPI_FOUNDRY_MODE": "prod"}
        result = self.python("-m", PACKAGE, environment=environment)
        if result.returncode:
            raise DemoError(f"the fixed service ended with {result.returncode}: {last_line(result.stderr)}")
        self.show_text()
        self.show_json()

    def show_text(self) -> None:
        """The text log, shortened."""
        announce(["head", "logs/fastapi-foundry.log"])
        lines = self.read("fastapi-foundry.log")
        show(shorten(lines, SCREEN_LINES // 2))

    def show_json(self) -> None:
        """One JSON record of each level that was reached, those with the most fields; of a stack only its last line."""
        announce(["jq", ".", "logs/fastapi-foundry-structured.jsonl"])
        richest: dict[str, dict[str, object]] = {}
        for number, line in enumerate(self.read("fastapi-foundry-structured.jsonl"), start=1):
            try:
                record = json.loads(line)
            except ValueError as error:
                raise DemoError(f"line {number} of the JSON log does not parse: {error}") from error
            level = record["level"]
            if len(record) > len(richest.get(level, {})):
                richest[level] = record
        chosen = [richest[level] for level in LEVELS_SHOWN if level in richest]
        if not chosen:
            raise DemoError("no record in the JSON log")
        for record in chosen:
            if isinstance(exception := record.get("exception"), dict):
                exception["stack"] = "... " + last_line(str(exception.get("stack", "")))
            show(json.dumps(record, ensure_ascii=False, indent=2).splitlines())

    def lint(self, *arguments: str, expect: tuple[int, ...]) -> subprocess.CompletedProcess[str]:
        """Say and run one foundry-lint command on the copy; raises DemoError for another exit code than expected."""
        announce(["foundry-lint", *arguments])
        result = self.python(*LINT, *arguments, environment={"COLUMNS": str(SCREEN_WIDTH)})
        if result.returncode not in expect or "Traceback" in result.stderr:
            reason = last_line(result.stderr or result.stdout)
            raise DemoError(f"foundry-lint {arguments[0]} ended with {result.returncode}: {reason}")
        return result

    def python(self, *arguments: str, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        """Run this Python in the copy's folder with this tree's packages; raises DemoError after two minutes."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("LOG_")}
        paths = {"PYTHONPATH": os.pathsep.join([str(self.folder), str(TREE)]), "PYTHONIOENCODING": "utf-8"}
        try:
            return subprocess.run(
                [sys.executable, *arguments],
                cwd=self.folder,
                env={**inherited, **paths, **environment},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                encoding="utf-8",
                timeout=120,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise DemoError(f"{' '.join(arguments)} took more than {error.timeout:.0f} seconds") from error

    def sources(self) -> dict[str, bytes]:
        """The bytes of every module of the copy."""
        return {path.name: path.read_bytes() for path in (self.folder / PACKAGE).glob("*.py")}

    def read(self, name: str) -> list[str]:
        """The lines of a log file; raises DemoError when it is not there or empty."""
        path = self.logs / name
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        if not lines:
            raise DemoError(f"the fixed service wrote no {name}")
        return lines


def diffs_of(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each file of a unified diff: its name, its lines."""
    name, lines = "", list[str]()
    for line in text.splitlines():
        if line.startswith("--- "):
            if lines:
                yield name, lines
            name, lines = line[4:].split("\t")[0].removeprefix("a/"), []
        lines.append(line)
    if name:
        yield name, lines


def shorten(lines: list[str], limit: int) -> list[str]:
    """The first ``limit`` lines, and how many more there are."""
    return lines if len(lines) <= limit else [*lines[:limit], f"... {len(lines) - limit} lines more"]


def last_line(text: str) -> str:
    """What a program said last; a whole traceback would hide it."""
    return next((line for line in reversed(text.splitlines()) if line.strip()), "it said nothing")


def heading(step: str, title: str) -> None:
    """A line that a step begins with."""
    print(f"\n{coloured(f'== {step}: {title}', 'head')}")


def announce(command: list[str]) -> None:
    """The command whose output follows."""
    print(f"\n$ {' '.join(command)}", flush=True)


def note(text: str) -> None:
    """A remark of the demo's own, apart from what programs said."""
    print(coloured(f"({text})", "note"), flush=True)


def show(lines: Iterable[str]) -> None:
    """Lines, cut to the screen, diff lines coloured."""
    for line in lines:
        cut = line if len(line) <= SCREEN_WIDTH else line[: SCREEN_WIDTH - 1] + "…"
        print(coloured(cut, line[:1]), flush=True)


def coloured(text: str, kind: str) -> str:
    """``text`` in the colour of its kind, on a terminal that wants colours."""
    if kind not in COLOURS or not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return text
    return f"\033[{COLOURS[kind]}m{text}\033[0m"


if __name__ == "__main__":
    sys.exit(main())
