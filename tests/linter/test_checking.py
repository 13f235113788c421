"""Files -> findings: what is looked at, what is shown, and in which order."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING

import pytest
from flake8.discover_files import expand_paths

from flake8_foundry_logging import checking
from flake8_foundry_logging.checking import Checker, check_paths
from flake8_foundry_logging.core.selection import Selection
from flake8_foundry_logging.discovery import discover
from flake8_foundry_logging.reports import Problem
from flake8_foundry_logging.settings import DEFAULT_EXCLUDE, Settings

if TYPE_CHECKING:
    from pathlib import Path

PRINT = "def f():\n    print(1)\n"


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to be in, with code in and out of reach."""
    for name in (
        "b.py",
        "a.py",
        "notes.txt",
        "script",
        "pkg/x.py",
        "pkg/.hidden.py",
        "pkg/deep/y.py",
        "pkg/odd.py/z.py",
        ".git/hook.py",
        "pkg/__pycache__/c.py",
        "thing.egg/e.py",
        "build/gen.py",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PRINT)
    (tmp_path / "linked").symlink_to(tmp_path / "pkg")
    (tmp_path / "linked.py").symlink_to(tmp_path / "a.py")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "paths",
    [
        ["."],
        [],
        ["pkg"],
        ["pkg/", "a.py"],
        ["script", "notes.txt"],
        ["linked", "linked.py"],
        ["./pkg/x.py"],
        ["build", "build/gen.py"],
        [".git/hook.py", "thing.egg"],
        ["-", "a.py"],
    ],
)
@pytest.mark.parametrize("exclude", [DEFAULT_EXCLUDE, (*DEFAULT_EXCLUDE, "build"), ("x.py",), ()])
def test_the_files_are_those_flake8_takes(paths: list[str], exclude: tuple[str, ...], tree: Path) -> None:
    expected = expand_paths(paths=paths, stdin_display_name="stdin", filename_patterns=["*.py"], exclude=exclude)
    found = [candidate.path for candidate in discover(paths or ["."], Settings(exclude=exclude))]

    assert found == sorted(set(expected))


def test_standard_input_is_left_out_where_its_name_is_excluded() -> None:
    assert discover(["-"], Settings(exclude=("gen.py",)), stdin_name="gen.py") == []
    assert len(discover(["-"], Settings(exclude=("gen.py",)), stdin_name="a.py")) == 1


def test_a_path_named_twice_is_checked_once(tree: Path) -> None:
    assert [c.path for c in discover(["a.py", "a.py"], Settings())] == ["a.py"]


def test_reports_come_in_order_of_paths_and_places_whatever_the_processes(tree: Path) -> None:
    (tree / "c.py").write_text("def f():\n    print(1); print(2)\n    print(3)\n")
    one = check_paths(["."], Settings(), jobs=1)
    several = check_paths(["."], Settings(), jobs=3)

    assert one == several
    assert [report.path for report in one.files] == sorted(report.path for report in one.files)
    assert [(f.line, f.column) for path, f in one.findings if path == "./c.py"] == [(2, 4), (2, 14), (3, 4)]


def test_processes_are_started_only_where_they_pay(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[int] = []
    monkeypatch.setattr(os, "cpu_count", lambda: 4)
    monkeypatch.setattr(checking, "_in_processes", lambda files, settings, processes: started.append(processes) or [])
    check_paths(["."], Settings())
    assert started == []

    (tree / "big.py").write_text("x = 1\n" * checking.POOL_PAYS_ABOVE)
    check_paths(["a.py", "big.py"], Settings())
    assert started == [2]


def test_findings_travel_without_the_walk_they_were_made_in(tree: Path) -> None:
    findings = [finding for _, finding in check_paths(["a.py"], Settings()).findings]

    assert [finding.site for finding in findings] == [None]


def test_noqa_per_file_ignores_and_ignore_leave_findings_out() -> None:
    def codes(settings: Settings, text: str = PRINT) -> list[str]:
        return [finding.code for finding in Checker(settings).bytes(text.encode(), "app/a.py").findings]

    assert codes(Settings()) == ["LGF101"]
    assert codes(Settings(), "def f():\n    print(1)  # noqa: LGF101\n") == []
    assert codes(Settings(disable_noqa=True), "def f():\n    print(1)  # noqa: LGF101\n") == ["LGF101"]
    assert codes(Settings(per_file_ignores=(("a.py", ("LGF1",)),))) == []
    assert codes(Settings(per_file_ignores=(("b.py", ("LGF1",)),))) == ["LGF101"]
    assert codes(Settings(selection=Selection(ignore=("LGF10",)))) == []


def test_a_file_that_asks_to_be_left_out_is_not_even_parsed() -> None:
    report = Checker(Settings()).bytes(b"# flake8: noqa\ndef broken(:\n", "a.py")

    assert (report.findings, report.problem) == ((), None)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"print(1)\ndef broken(:\n", Problem("it does not parse: invalid syntax", 2)),
        (b"x = 1\n\xff\n", Problem("it is not valid utf-8: byte 0xff", 2)),
        (b"x = 1\ny = '\0'\n", Problem("it contains null bytes", 2)),
        (b"# coding: martian\n", Problem("its encoding is not usable: unknown encoding: martian", 1)),
    ],
)
def test_what_cannot_be_checked_is_a_problem_with_its_line(data: bytes, problem: Problem) -> None:
    assert Checker(Settings()).bytes(data, "a.py").problem == problem


def test_a_file_without_a_word_that_a_rule_needs_is_not_parsed() -> None:
    report = Checker(Settings()).bytes(b"x = 1\ndef broken(:\n", "a.py")

    assert (report.findings, report.problem) == ((), None)


@pytest.mark.parametrize("data", [b"", b"\n", b"\xef\xbb\xbf", b"# only a comment", b"\f\n"])
def test_a_file_without_code_is_clean(data: bytes) -> None:
    report = Checker(Settings()).bytes(data, "a.py")

    assert (report.findings, report.problem) == ((), None)


def test_columns_are_counted_in_characters_under_every_encoding_and_line_end() -> None:
    text = "# coding: cp1251\r\ndef f():\r\n    x = 'Привет'; print(x)\r\n"
    finding = Checker(Settings()).bytes(text.encode("cp1251"), "a.py").findings[0]

    assert (finding.line, finding.column, finding.end_column) == (3, 18, 26)


def test_standard_input_is_read_once_and_called_as_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PRINT.encode())))
    report = check_paths(["-", "-"], Settings(), stdin_name="app/views.py")

    assert [(path, finding.code) for path, finding in report.findings] == [("app/views.py", "LGF101")]
