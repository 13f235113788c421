"""Real processes: flake8 and foundry-lint of the environment the tests run in."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

__all__ = ["ROOT", "flake8", "foundry_lint", "run"]

ROOT = Path(__file__).resolve().parents[2]


def run(arguments: list[str], cwd: Path, *, stdin: bytes = b"") -> subprocess.CompletedProcess[str]:
    """Run a program to its end in a folder, its output as text."""
    done = subprocess.run(
        arguments,
        input=stdin,
        capture_output=True,
        cwd=cwd,
        check=False,
        timeout=600,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    return subprocess.CompletedProcess(
        arguments, done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")
    )


def flake8(*arguments: str, cwd: Path, stdin: bytes = b"") -> subprocess.CompletedProcess[str]:
    """Run flake8."""
    return run([sys.executable, "-m", "flake8", *arguments], cwd, stdin=stdin)


def foundry_lint(*arguments: str, cwd: Path, stdin: bytes = b"") -> subprocess.CompletedProcess[str]:
    """Run foundry-lint."""
    return run([sys.executable, "-m", "flake8_foundry_logging", *arguments], cwd, stdin=stdin)
