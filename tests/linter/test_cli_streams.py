"""foundry-lint: closed and full streams, and interrupts, in real processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

PRINT = "def f():\n    print(1)\n"
LINE = "a.py:2:5: LGF101 "
COMMAND = [sys.executable, "-m", "flake8_foundry_logging"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.py").write_text(PRINT)
    return tmp_path


def test_a_closed_pipe_is_no_traceback(folder: Path) -> None:
    (folder / "long.py").write_text("def f():\n    print(1)\n" * 1500)
    whole = subprocess.run([*COMMAND, "check", "long.py"], capture_output=True, check=False, cwd=folder)
    assert len(whole.stdout) > 65536, "a pipe holds that much without a reader"
    command = f"{sys.executable} -m flake8_foundry_logging check long.py | head -1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True, cwd=folder)

    assert done.stdout.startswith("long.py:2:5: LGF101 ")
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


EVERY_COMMAND = [
    "check a.py",
    "check a.py --output-format json",
    "fix --diff a.py",
    "rule",
    "rule LGF101",
    "checklist a.py",
]


def shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    line = f"{sys.executable} -m flake8_foundry_logging {command}"
    return subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=False, cwd=folder)


@pytest.mark.parametrize("command", EVERY_COMMAND)
def test_a_full_disk_is_one_line(command: str, folder: Path) -> None:
    done = shell(f"{command} > /dev/full", folder)

    said = "foundry-lint: error: standard output cannot be written: No space left on device\n"
    assert (done.returncode, done.stderr) == (2, said)


@pytest.mark.parametrize("command", [*EVERY_COMMAND, "fix a.py"])
def test_a_closed_standard_output_is_one_line_and_nothing_is_done(command: str, folder: Path) -> None:
    done = shell(f"{command} >&-", folder)

    assert (done.returncode, done.stderr) == (2, "foundry-lint: error: standard output is closed\n")
    assert (folder / "a.py").read_text() == PRINT


@pytest.mark.parametrize("command", ["check", "fix", "checklist"])
def test_a_closed_standard_input_is_one_line_and_nothing_is_done(command: str, folder: Path) -> None:
    done = shell(f"{command} - a.py <&-", folder)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "foundry-lint: error: standard input is closed\n"
    assert (folder / "a.py").read_text() == PRINT


@pytest.mark.parametrize("where", ["2>&-", "2>/dev/null"])
def test_without_a_standard_error_the_findings_and_the_exit_code_are_the_same(where: str, folder: Path) -> None:
    done = shell(f"check a.py {where}", folder)

    assert done.returncode == 1
    assert [line[: len(LINE)] for line in done.stdout.splitlines()] == [LINE]


INTERRUPTED_IMPORT = """
import sys

class Interrupt:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            raise KeyboardInterrupt

from flake8_foundry_logging.cli import main
assert {module!r} not in sys.modules
sys.meta_path.insert(0, Interrupt())
sys.exit(main(["check", "a.py"]))
"""


@pytest.mark.parametrize(
    "module", ["argparse", "flake8_foundry_logging.settings", "flake8_foundry_logging.rules", "ast"]
)
def test_an_interrupt_of_the_start_up_is_one_line_too(module: str, folder: Path) -> None:
    code = INTERRUPTED_IMPORT.format(module=module)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=folder)

    assert (done.returncode, done.stdout, done.stderr) == (130, "", "foundry-lint: interrupted\n")


def test_an_interrupt_of_several_processes_is_one_line(folder: Path) -> None:
    """As a terminal sends it: to all of them."""
    for number in range(8):
        (folder / f"large{number}.py").write_text("def f():\n    print(1)\n" * 20_000)
    process = subprocess.Popen(
        [*COMMAND, "check", ".", "--jobs=2"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        cwd=folder,
        start_new_session=True,
    )
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(timeout=2)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=60)

    assert (process.returncode, err) == (130, "foundry-lint: interrupted\n")
