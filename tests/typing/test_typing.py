"""The public face under two type checkers: what is right passes, and what is wrong is found."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
TREE = HERE.parents[1]
pytestmark = pytest.mark.slow


def check(*command: str) -> str:
    """What the checker says; no error is an empty line or its summary."""
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=TREE,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_mypy_takes_the_public_face_as_it_is_meant():
    assert "no issues found" in check("mypy", "--strict", "--warn-unused-ignores", str(HERE / "public_face.py"))


def test_pyright_takes_the_public_face_as_it_is_meant():
    assert "0 errors" in check("pyright", "--project", str(HERE), "--pythonpath", sys.executable)


def test_every_public_name_is_in_the_file_that_is_checked():
    import foundry_logging
    from foundry_logging import errors, testing

    text = (HERE / "public_face.py").read_text(encoding="utf-8")
    public = {*foundry_logging.__all__, *testing.__all__, "FoundryLoggingError", "SettingError"} - {"__version__"}
    assert {name for name in public if name not in text} == set()
    methods = [name for name in vars(foundry_logging.FoundryLogger) if name[:1] != "_"]
    assert [name for name in methods if f".{name}" not in text] == []
    assert issubclass(errors.SettingError, errors.FoundryLoggingError)
