"""flake8 with the plugin and foundry-lint check report exactly the same findings."""

from __future__ import annotations

import json
import shutil
import sysconfig
from pathlib import Path

import pytest

from tests.e2e.commands import ROOT, flake8, foundry_lint
from tests.linter.examples import ALL_EXAMPLES, marked

EVERYTHING = "--select=LGF," + ",".join(f"LGF{chapter}" for chapter in range(1, 10))
"""The defaults and every opt-in rule."""
STANDARD_LIBRARY = ("asyncio", "concurrent", "email", "http", "idlelib", "importlib", "logging", "unittest", "wsgiref")
PYFLAKES_GIVES_UP_ABOVE = 200
"""Terms of one sum: pyflakes, and with it all of flake8, ends in a RecursionError there; our walk does not."""

Found = set[tuple[str, int, int, str, str]]


def from_flake8(*arguments: str, cwd: Path, crashes: bool = False) -> Found:
    columns = "%(path)s\t%(row)d\t%(col)d\t%(code)s\t%(text)s"
    done = flake8(".", "--isolated", EVERYTHING, f"--format={columns}", *arguments, cwd=cwd)
    assert crashes or done.stderr == ""
    rows = (line.split("\t") for line in done.stdout.splitlines())
    return {(path, int(row), int(column), code, text) for path, row, column, code, text in rows}


def from_foundry_lint(*arguments: str, cwd: Path, exit_code: int = 1) -> Found:
    done = foundry_lint("check", ".", "--isolated", EVERYTHING, "--output-format=json", *arguments, cwd=cwd)
    assert done.returncode == exit_code, done.stderr
    return {
        (found["path"], found["line"], found["column"], found["code"], found["message"])
        for found in json.loads(done.stdout)["findings"]
    }


def test_the_examples_of_every_rule_as_files(tmp_path: Path) -> None:
    for number, (rule, example) in enumerate(ALL_EXAMPLES):
        if example.text.count(" + ") > PYFLAKES_GIVES_UP_ABOVE:
            continue
        path = tmp_path / f"{rule.code}_{number}" / example.path
        path.parent.mkdir(parents=True)
        path.write_text(marked(example.text)[0], encoding="utf-8")
    theirs = from_flake8(cwd=tmp_path)

    assert {code for _, _, _, code, _ in theirs} >= {"LGF101", "LGF102", "LGF106"}
    assert from_foundry_lint(cwd=tmp_path) == theirs


@pytest.mark.slow
def test_real_code_the_standard_library_and_this_project(tmp_path: Path) -> None:
    library = Path(sysconfig.get_path("stdlib"))
    ignore = shutil.ignore_patterns("__pycache__", "test", "tests", "idle_test", "*.pyc")
    for name in STANDARD_LIBRARY:
        shutil.copytree(library / name, tmp_path / "library" / name, ignore=ignore)
    for module in sorted(library.glob("[a-h]*.py")):
        shutil.copy(module, tmp_path / "library" / module.name)
    for package in ("foundry_logging", "flake8_foundry_logging", "examples"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=ignore)
    theirs = from_flake8(cwd=tmp_path)

    assert len(theirs) > 200
    assert from_foundry_lint(cwd=tmp_path) == theirs
    assert from_foundry_lint("--jobs=1", cwd=tmp_path) == theirs


@pytest.mark.slow
def test_real_code_with_comments_that_hide_findings(tmp_path: Path) -> None:
    library = Path(sysconfig.get_path("stdlib"))
    endings = ("  # noqa", "  # noqa: LGF101", "  # noqa:LGF1,E501", "  # noqa: E501", "", "  # NOQA : LGF101")
    for module in (library / "pdb.py", library / "trace.py", library / "doctest.py", library / "idlelib" / "run.py"):
        lines = module.read_text(encoding="utf-8").splitlines()
        commented = (line if line.endswith("\\") else line + endings[n % len(endings)] for n, line in enumerate(lines))
        (tmp_path / module.name).write_text("\n".join(commented) + "\n", encoding="utf-8")
    theirs = from_flake8(cwd=tmp_path)
    unhidden = from_flake8("--disable-noqa", cwd=tmp_path)

    hidden_too = {finding for finding in theirs if finding[3] != "LGF901"}  # what is said of the comments themselves
    assert 0 < len(hidden_too) < len(unhidden)
    assert from_foundry_lint(cwd=tmp_path) == theirs
    assert from_foundry_lint("--disable-noqa", cwd=tmp_path) == unhidden


FLAKE8_READS_IT_DIFFERENTLY = {
    # flake8 falls back to latin-1, which Python itself would not run
    "not_utf8.py": (b"# \xff\ndef f():\n    print(1)\n", {("not_utf8.py", 3, 5, "LGF101")}, "it is not valid utf-8"),
    # flake8 reports its own E999 there and runs no plugin
    "broken.py": (b"def f(:\n    print(1)\n", set(), "it does not parse"),
    # the same up to Python 3.11; from 3.12 on flake8 ends with a traceback of its own
    "nulls.py": (b"def f():\n    print(1)\n\0\n", set(), "it contains null bytes"),
}


@pytest.mark.parametrize("name", FLAKE8_READS_IT_DIFFERENTLY)
def test_the_only_differences_are_files_that_flake8_itself_cannot_read(name: str, tmp_path: Path) -> None:
    data, theirs, reason = FLAKE8_READS_IT_DIFFERENTLY[name]
    (tmp_path / name).write_bytes(data)
    shown = from_flake8(cwd=tmp_path, crashes=name == "nulls.py")
    found = {(path[2:], row, column, code) for path, row, column, code, _ in shown}
    done = foundry_lint("check", cwd=tmp_path)

    assert found == theirs
    assert (done.returncode, done.stdout) == (2, "")
    assert reason in done.stderr
