"""What earlier runs found answers for files that have not changed, and never for one that has."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from flake8_foundry_logging import cache
from flake8_foundry_logging.checking import Checker
from flake8_foundry_logging.cli import main
from tests.e2e.commands import foundry_lint

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from flake8_foundry_logging.reports import FileReport

PRINT = "def f():\n    print(1)\n"
WRITE = "def f():\n    write(1)\n"
"""As long as ``PRINT``, and clean."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to be in, with two files that nobody has touched for a while."""
    (tmp_path / "a.py").write_text(PRINT)
    (tmp_path / "b.py").write_text(PRINT)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cache, "SETTLED_NS", -1)
    return tmp_path


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were really checked, in order."""
    seen: list[str] = []
    real: Callable[[Checker, str], FileReport] = Checker.file

    def file(self: Checker, path: str) -> FileReport:
        seen.append(path)
        return real(self, path)

    monkeypatch.setattr(Checker, "file", file)
    return seen


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    """The lines on standard output."""
    main(["check", *arguments])
    return capsys.readouterr().out.splitlines()


def stores(folder: Path) -> list[Path]:
    return sorted((folder / cache.DEFAULT_FOLDER).glob("*.json"))


def test_a_second_run_says_the_same_and_checks_nothing(
    folder: Path, checked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    first = run(capsys)
    second = run(capsys)

    assert (
        first == second == ["./a.py:2:5: LGF101 " + first[0].partition("LGF101 ")[2], first[0].replace("a.py", "b.py")]
    )
    assert checked == ["./a.py", "./b.py"]


def test_a_changed_file_is_checked_and_no_other(
    folder: Path, checked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys)
    (folder / "b.py").write_text("x = 1\n")
    checked.clear()

    assert [line[:6] for line in run(capsys)] == ["./a.py"]
    assert checked == ["./b.py"]


def test_changed_content_of_the_same_time_and_size_is_seen(
    folder: Path, checked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    file = folder / "a.py"
    before = file.stat()
    run(capsys, "a.py")
    file.write_text(WRITE)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert (file.stat().st_mtime_ns, file.stat().st_size) == (before.st_mtime_ns, before.st_size)
    assert run(capsys, "a.py") == []


def test_a_touched_file_of_the_same_content_is_not_checked(
    folder: Path, checked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    first = run(capsys)
    checked.clear()
    os.utime(folder / "a.py")

    assert run(capsys) == first
    assert checked == []


def test_a_file_that_changed_just_before_it_was_read_is_known_by_its_content_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch, checked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Two changes within one tick of the clock leave one stat."""
    monkeypatch.setattr(cache, "SETTLED_NS", 3_600_000_000_000)
    run(capsys, "a.py")
    file = folder / "a.py"
    file.write_text(WRITE)
    (store,) = stores(folder)
    data = json.loads(store.read_text())
    status = file.stat()
    data["files"]["a.py"][0] = [status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino]
    store.write_text(json.dumps(data))

    assert run(capsys, "a.py") == []


def test_a_problem_is_remembered_too(folder: Path, checked: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.py").write_text("print(\n")
    said = []
    for _ in range(2):
        code = main(["check", "a.py"])
        said.append((code, capsys.readouterr().err))

    assert said[0] == said[1]
    assert said[0][0] == 2
    assert checked == ["a.py"]


IGNORED = {
    "pyproject.toml": '[tool.foundry-logging]\nignore = ["LGF101"]\n',
    ".flake8": "[flake8]\nignore = LGF101\n",
}


@pytest.mark.parametrize("file", IGNORED)
def test_changed_settings_make_everything_new(file: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert len(run(capsys)) == 2
    (folder / file).write_text(IGNORED[file])
    assert run(capsys) == []


def test_other_options_make_everything_new(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert [len(run(capsys, *options)) for options in ([], ["--ignore=LGF101"], [])] == [2, 0, 2]


def test_another_version_starts_anew(
    folder: Path, monkeypatch: pytest.MonkeyPatch, checked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "a.py")
    monkeypatch.setattr(cache, "__version__", "99.0")
    run(capsys, "a.py")

    assert checked == ["a.py", "a.py"]


def test_a_changed_rule_starts_anew(
    folder: Path, monkeypatch: pytest.MonkeyPatch, checked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "a.py")
    real = cache._program()
    monkeypatch.setattr(cache, "_program", lambda: [*real[1:], (real[0][0], real[0][1], real[0][2] + 1)])
    run(capsys, "a.py")

    assert checked == ["a.py", "a.py"]


GARBAGE: dict[str, Callable[[Any], Any]] = {
    "empty": lambda data: "",
    "cut off": lambda data: json.dumps(data)[:-40],
    "no object": lambda data: "[1, 2]",
    "no files": lambda data: json.dumps({"scope": [[], []]}),
    "entries of another shape": lambda data: json.dumps({**data, "files": {"./a.py": [1, 2]}}),
    "a finding of another shape": lambda data: json.dumps(
        {**data, "files": {path: [*entry[:3], [["x"] * 6], None] for path, entry in data["files"].items()}}
    ),
    "a problem of another shape": lambda data: json.dumps(
        {**data, "files": {path: [*entry[:4], ["x"]] for path, entry in data["files"].items()}}
    ),
    "too deep": lambda data: "[" * 100_000,
}


@pytest.mark.parametrize("name", GARBAGE)
def test_a_corrupt_store_is_an_empty_one_and_made_anew(
    name: str, folder: Path, checked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    first = run(capsys)
    (store,) = stores(folder)
    sound = store.read_text()
    store.write_text(GARBAGE[name](json.loads(sound)))
    checked.clear()

    assert run(capsys) == first
    assert checked == ["./a.py", "./b.py"]
    assert json.loads(store.read_text())["files"].keys() == json.loads(sound)["files"].keys()


def test_a_folder_that_nobody_can_write_is_no_obstacle(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "taken").write_text("")

    assert len(run(capsys, "--cache-dir=taken/cache")) == 2
    assert main(["check", "--cache-dir=/proc/cache"]) == 1
    assert capsys.readouterr().err == "2 findings in 2 of 2 files\n"


def test_runs_side_by_side_keep_each_others_findings(folder: Path, checked: list[str], capsys: Any) -> None:
    command = [sys.executable, "-m", "flake8_foundry_logging", "check"]
    names = [f"m{number}.py" for number in range(6)]
    for name in names:
        (folder / name).write_text(PRINT)
    for process in [subprocess.Popen([*command, name], cwd=folder, stderr=subprocess.DEVNULL) for name in names]:
        assert process.wait(60) == 1
    for name in names:  # what two of them wrote in the same moment may be one's alone, and is found again
        run(capsys, name)
    checked.clear()

    assert len(run(capsys, *names)) == len(names)
    assert checked == []


def test_what_is_gone_is_forgotten_when_the_store_is_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys)
    (folder / "b.py").unlink()
    (folder / "a.py").write_text("x = 1\n")
    run(capsys)
    (store,) = stores(folder)

    assert list(json.loads(store.read_text())["files"]) == ["./a.py"]


def test_old_stores_are_tidied_away(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(cache.STORES_KEPT + 5):
        run(capsys, f"--foundry-loop-small-size={number}")

    assert len(stores(folder)) == cache.STORES_KEPT


def test_git_and_backups_do_not_see_the_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    subprocess.run(["git", "init", "-q"], check=True)
    run(capsys)
    status = subprocess.run(["git", "status", "--porcelain"], capture_output=True, text=True, check=True).stdout

    assert status.split() == ["??", "a.py", "??", "b.py"]
    assert (folder / cache.DEFAULT_FOLDER / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172")


def test_nothing_is_kept_where_nobody_wants_it(folder: Path, checked: list[str], capsys: Any) -> None:
    run(capsys, "--no-cache")
    run(capsys, "--no-cache")

    assert checked == ["./a.py", "./b.py"] * 2
    assert stores(folder) == []


def test_a_run_without_a_rule_says_so_each_time(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = []
    for _ in range(2):
        main(["check", "--ignore=LGF"])
        said.append(capsys.readouterr().err.splitlines()[0])

    assert said == ["foundry-lint: ignore leaves no LGF rule, so nothing is checked; --select=LGF"] * 2


def test_standard_input_is_checked_each_time(folder: Path) -> None:
    found = [foundry_lint("check", "-", cwd=folder, stdin=text.encode()).returncode for text in (PRINT, WRITE, PRINT)]

    assert found == [1, 0, 1]
