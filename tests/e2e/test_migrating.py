"""The page on migrating is run: its files are written, its commands executed, and what it shows is what comes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.e2e.commands import ROOT

PAGE = (ROOT / "docs" / "migrating.md").read_text(encoding="utf-8")
SECTION = re.compile(r"^## (?P<title>.+)\n(?P<body>(?:(?!^## ).*\n)*)", re.MULTILINE)
FENCE = re.compile(r'^```(?P<kind>\w+)(?: title="(?P<title>[^"]+)")?\n(?P<body>.*?)^```$', re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ (?P<command>.*)\n(?P<shown>(?:(?!\$ ).*\n)*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Step:
    """One block of the page.

    Attributes:
        kind: its language: ``python``, ``diff`` or ``console``.
        title: the file that it is, or changes; empty for commands.
        body: what stands in it.
    """

    kind: str
    title: str
    body: str


def steps(section: str) -> list[Step]:
    """The blocks of a section, in order."""
    return [Step(fence["kind"], fence["title"] or "", fence["body"]) for fence in FENCE.finditer(section)]


def sections() -> dict[str, list[Step]]:
    """The blocks of every section that has some."""
    found = {section["title"]: steps(section["body"]) for section in SECTION.finditer(PAGE)}
    return {title: blocks for title, blocks in found.items() if blocks}


def run(command: str, folder: Path, *, stdin: str = "") -> str:
    """Run a line as a shell does, with the tools of this environment; what it prints on either stream."""
    binaries = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    settings = {name: value for name, value in os.environ.items() if not name.startswith(("LOG_", "FASTAPI_FOUNDRY"))}
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env={**settings, "PATH": binaries, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        input=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    return done.stdout


def summary_left_out(printed: str) -> str:
    """Without the last line of ``check``, which counts what stands above it."""
    return re.sub(r"^\d+ findings? in .*\n", "", printed, flags=re.MULTILINE)


@pytest.mark.parametrize("title", sections())
def test_a_migration_goes_as_the_page_says(title: str, tmp_path: Path) -> None:
    shown: list[str] = []
    came: list[str] = []
    for step in sections()[title]:
        file = tmp_path / step.title
        if step.kind == "console":
            for command in COMMAND.finditer(step.body):
                shown.append(f"$ {command['command']}\n{command['shown']}")
                came.append(f"$ {command['command']}\n{summary_left_out(run(command['command'], tmp_path))}")
        elif step.kind == "diff":
            patched = run("patch -p0 --fuzz=0", tmp_path, stdin=step.body)
            assert patched == f"patching file {step.title}\n"
        elif file.exists():
            shown.append(step.body)
            came.append(file.read_text(encoding="utf-8"))
        else:
            file.write_text(step.body, encoding="utf-8")
    assert came == shown


def test_the_page_has_the_four_projects() -> None:
    assert list(sections()) == [
        "A script full of prints",
        "A service on the standard library's logging",
        "A project on loguru",
        "A project on structlog",
    ]


def test_every_block_of_a_section_is_one_that_the_test_runs() -> None:
    kinds = {(step.kind, bool(step.title)) for blocks in sections().values() for step in blocks}
    assert kinds == {("python", True), ("diff", True), ("console", False)}
    assert PAGE.count("```") == 2 * sum(len(blocks) for blocks in sections().values())
