"""Each hook of .pre-commit-hooks.yaml, run by the real pre-commit on a throw-away repository.

pre-commit installs the package from a clone and its dependencies from the package index, so these need one.
"""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from tests.e2e.commands import ROOT, run

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

DISTRIBUTION = (
    "flake8_foundry_logging",
    "foundry_logging",
    "pyproject.toml",
    "README.md",
    "LICENSE",
    ".pre-commit-hooks.yaml",
)
IDENTITY = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.com")


def commit_all(folder: Path) -> None:
    """Make a repository of a folder."""
    for command in (["init", "-q", "."], ["add", "-A"], ["commit", "-q", "-m", "All"]):
        done = run(["git", *IDENTITY, *command], folder)
        assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The distribution as a repository of its own: what pre-commit clones."""
    folder = tmp_path_factory.mktemp("hooks")
    for name in DISTRIBUTION:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder / name)
    commit_all(folder)
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with one finding, one clean file and one file that is no Python."""
    (tmp_path / "lib.py").write_text("def f(model):\n    print('Model:', model)\n")
    (tmp_path / "clean.py").write_text("x = 1\n")
    (tmp_path / "notes.txt").write_text("print(1)\n")
    commit_all(tmp_path)
    return tmp_path


def try_hook(name: str, hooks: Path, project: Path) -> subprocess.CompletedProcess[str]:
    return run([sys.executable, "-m", "pre_commit", "try-repo", str(hooks), name, "--all-files"], project)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["foundry-logging", "flake8-foundry-logging"])
def test_a_checking_hook_fails_on_a_finding_and_passes_without(name: str, hooks: Path, project: Path) -> None:
    failed = try_hook(name, hooks, project)
    assert failed.returncode == 1, failed.stdout + failed.stderr
    assert "lib.py:2:5: LGF101 " in failed.stdout

    (project / "lib.py").write_text("def f(model):\n    return model\n")
    passed = try_hook(name, hooks, project)
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert "Passed" in passed.stdout


@pytest.mark.slow
def test_the_fixing_hook_rewrites_the_file_and_passes_the_next_time(hooks: Path, project: Path) -> None:
    failed = try_hook("foundry-logging-fix", hooks, project)
    assert failed.returncode == 1, failed.stdout + failed.stderr
    fixed = (project / "lib.py").read_text()
    assert fixed.startswith("from foundry_logging import get_logger\n")
    assert fixed.endswith("def f(model):\n    logger.info('Model', model=model)\n")

    passed = try_hook("foundry-logging-fix", hooks, project)
    assert passed.returncode == 0, passed.stdout + passed.stderr
