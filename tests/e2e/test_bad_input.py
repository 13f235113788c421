"""What cannot be checked is one clear line and exit code 2, and everything else is still checked."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.e2e.commands import foundry_lint

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

GOOD_LINE = "lib.py:2:5: LGF101 "


def write(data: bytes) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(data) and None


def loop(path: Path) -> None:
    path.symlink_to(path.name)


BAD: dict[str, tuple[Callable[[Path], None], str]] = {
    "does not parse": (write(b"print(1)\ndef broken(:\n"), "bad.py:2: it does not parse: invalid syntax"),
    "bad indentation": (write(b"if x:\nprint(1)\n"), "bad.py:2: it does not parse: expected an indented block"),
    "not UTF-8": (write(b"x = 1\nname = '\xff'\n"), "bad.py:2: it is not valid utf-8: byte 0xff"),
    "null bytes": (write(b"x = 1\n\0\n"), "bad.py:2: it contains null bytes"),
    "unknown encoding": (write(b"# coding: martian\n"), "bad.py:1: its encoding is not usable"),
    "too deep": (
        write(b"print = " + b"(" * 5000 + b")" * 5000 + b"\n"),
        "bad.py:1: it does not parse: too many nested",
    ),
    "missing": (lambda path: None, "bad.py: it cannot be read: No such file or directory"),
    "a loop of links": (loop, "bad.py: it cannot be read: Too many levels of symbolic links"),
    "a dangling link": (lambda path: path.symlink_to("gone"), "bad.py: it cannot be read: No such file"),
    "a named pipe": (os.mkfifo, "bad.py: it is not a regular file"),
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "lib.py").write_text("def f():\n    print(1)\n")
    return tmp_path


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_line_and_the_others_are_checked(name: str, project: Path) -> None:
    make, said = BAD[name]
    make(project / "bad.py")
    done = foundry_lint("check", "bad.py", "lib.py", cwd=project)
    problem, _summary = done.stderr.splitlines()

    assert done.returncode == 2
    assert done.stdout.startswith(GOOD_LINE)
    assert problem.startswith(said)


@pytest.mark.parametrize("name", sorted(set(BAD) - {"missing"}))
def test_a_bad_file_in_a_folder_is_the_same(name: str, project: Path) -> None:
    make, said = BAD[name]
    make(project / "bad.py")
    done = foundry_lint("check", ".", "--jobs=2", cwd=project)
    problem, _summary = done.stderr.splitlines()

    assert done.returncode == 2
    assert done.stdout.startswith(f"./{GOOD_LINE}")
    assert problem.startswith(f"./{said}")


def test_a_folder_is_searched_an_empty_one_is_clean_and_one_called_like_a_file_is_no_file(project: Path) -> None:
    (project / "empty").mkdir()
    (project / "folder.py").mkdir()
    (project / "folder.py" / "up").symlink_to(project)
    (project / "folder.py" / "inner.py").write_text("def f():\n    print(1)\n")

    assert foundry_lint("check", "empty", cwd=project).returncode == 0
    done = foundry_lint("check", ".", cwd=project)
    assert (done.returncode, len(done.stdout.splitlines())) == (1, 2)


def test_an_empty_file_is_clean(project: Path) -> None:
    (project / "empty.py").write_bytes(b"")

    assert foundry_lint("check", "empty.py", cwd=project).returncode == 0


def test_a_file_that_nobody_may_read_is_one_line(project: Path) -> None:
    """Root may read everything, so for root the same file is simply checked."""
    secret = project / "secret.py"
    secret.write_text("x = 1\n")
    secret.chmod(0)
    done = foundry_lint("check", "secret.py", "lib.py", cwd=project)

    assert done.stdout.startswith(GOOD_LINE)
    if os.access(secret, os.R_OK):
        assert done.returncode == 1
    else:
        assert (done.returncode, done.stderr.splitlines()[0]) == (
            2,
            "secret.py: it cannot be read: Permission denied",
        )


def test_bad_standard_input_is_one_line(project: Path) -> None:
    done = foundry_lint("check", "-", "--stdin-display-name", "x.py", cwd=project, stdin=b"def broken(: print\n")

    assert done.returncode == 2
    assert done.stderr.startswith("x.py:1: it does not parse: invalid syntax\n")


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("pyproject.toml", "[tool.foundry-logging\n", "pyproject.toml: it cannot be read: "),
        ("pyproject.toml", "no toml at all\n", "pyproject.toml: it cannot be read: "),
        ("pyproject.toml", "tool = 3\n", "pyproject.toml: tool: 3 is not a table"),
        (".flake8", "[flake8]\nfoundry-logger-objects = 1a..b\n", ".flake8: foundry-logger-objects: '1a..b' can match"),
        ("pyproject.toml", "[tool.foundry-logging]\nunknown = 1\n", "[tool.foundry-logging] unknown: there is no such"),
        ("pyproject.toml", '[tool.foundry-logging]\nselect = ["LGF999"]\n', "pyproject.toml: select: 'LGF999' is no"),
        ("setup.cfg", "[flake8]\nx\n  y\n[flake8]\n", "setup.cfg: it cannot be read: "),
        (".flake8", "[flake8]\nfoundry-enable = LGF998\n", ".flake8: foundry-enable: 'LGF998' is no code of a rule"),
    ],
)
@pytest.mark.parametrize("command", ["check", "checklist", "fix"])
def test_a_bad_configuration_is_one_line_that_names_the_file(
    command: str, file: str, text: str, said: str, project: Path
) -> None:
    (project / file).write_text(text)
    done = foundry_lint(command, "lib.py", cwd=project)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("foundry-lint: error: ")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert (project / "lib.py").read_text() == "def f():\n    print(1)\n"
