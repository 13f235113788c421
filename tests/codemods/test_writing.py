"""A file is replaced whole or not at all, whatever happens meanwhile."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from flake8_foundry_logging.codemods.writing import ChangedMeanwhile, read, replace

if TYPE_CHECKING:
    from pathlib import Path

OLD, NEW = b"old = 1\n" * 1000, b"new = 2\n" * 40_000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "module.py"
    path.write_bytes(OLD)
    return path


def left_over(path: Path, *known: str) -> list[str]:
    """What stands in the folder beside the file."""
    return sorted({entry.name for entry in path.parent.iterdir()} - {path.name, *known})


def test_the_new_bytes_take_the_place_of_the_old_ones(path: Path) -> None:
    replace(read(str(path)), NEW)
    assert path.read_bytes() == NEW
    assert left_over(path) == []


@pytest.mark.parametrize("mode", [0o644, 0o600, 0o755, 0o444])
def test_the_mode_stays(path: Path, mode: int) -> None:
    path.chmod(mode)
    replace(read(str(path)), NEW)
    assert stat.S_IMODE(path.stat().st_mode) == mode
    assert path.read_bytes() == NEW


def test_a_link_stays_a_link_and_its_target_is_written(path: Path) -> None:
    link = path.parent / "link.py"
    link.symlink_to(path.name)
    replace(read(str(link)), NEW)
    assert link.is_symlink()
    assert path.read_bytes() == NEW


def test_a_circle_of_links_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.py").symlink_to("b.py")
    (tmp_path / "b.py").symlink_to("a.py")
    with pytest.raises((OSError, RuntimeError)):  # which of them depends on the version of Python
        read(str(tmp_path / "a.py"))


@pytest.mark.parametrize("data", [NEW, b"x = 1\n"], ids=["longer", "shorter"])
def test_hard_links_stay_one_file(path: Path, data: bytes) -> None:
    other = path.parent / "other.py"
    os.link(path, other)
    replace(read(str(path)), data)
    assert (path.read_bytes(), other.read_bytes()) == (data, data)
    assert path.stat().st_ino == other.stat().st_ino


def test_a_file_that_somebody_wrote_to_is_not_overwritten(path: Path) -> None:
    snapshot = read(str(path))
    path.write_bytes(b"theirs = 3\n")
    with pytest.raises(ChangedMeanwhile):
        replace(snapshot, NEW)
    assert path.read_bytes() == b"theirs = 3\n"
    assert left_over(path) == []


def test_a_write_of_equal_length_is_seen_too(path: Path) -> None:
    snapshot = read(str(path))
    path.write_bytes(OLD.replace(b"1", b"3"))
    os.utime(path, ns=(snapshot.status.st_atime_ns, snapshot.status.st_mtime_ns + 1))
    with pytest.raises(ChangedMeanwhile):
        replace(snapshot, NEW)


def test_a_file_that_is_gone_is_an_error_and_does_not_come_back(path: Path) -> None:
    snapshot = read(str(path))
    path.unlink()
    with pytest.raises(OSError, match="No such file"):
        replace(snapshot, NEW)
    assert left_over(path) == []
    assert not path.exists()


# -- what a process of its own goes through --------------------------------------------------------------------------

LINKED = pytest.mark.parametrize("links", [1, 2], ids=["replaced", "written in place"])

REPLACE = """
import os, resource, signal, sys
from flake8_foundry_logging.codemods.writing import read, replace

snapshot = read(sys.argv[1])
{trouble}
replace(snapshot, {new!r} * 40_000)
"""
FULL = "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))"
"""No file of this process may grow beyond that: to a write the same as a full disk."""
INTERRUPT = """
fsync = os.fsync
def interrupted(handle):
    os.kill(os.getpid(), signal.SIGINT)
    fsync(handle)
os.fsync = interrupted
"""
"""Ctrl-C at the worst time: everything is written, nothing is in its place. It waits until that has happened."""


def replaced_under(trouble: str, path: Path, links: int) -> subprocess.CompletedProcess[str]:
    if links == 2:
        os.link(path, path.parent / "other.py")
    code = REPLACE.format(trouble=trouble, new=NEW[:8])
    return subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, encoding="utf-8", timeout=60, check=False
    )


@LINKED
def test_a_full_disk_leaves_the_old_file(path: Path, links: int) -> None:
    result = replaced_under(FULL, path, links)
    assert "OSError" in result.stderr
    assert path.read_bytes() == OLD
    assert left_over(path, "other.py") == []


@LINKED
def test_an_interrupt_waits_for_the_whole_file(path: Path, links: int) -> None:
    result = replaced_under(INTERRUPT, path, links)
    assert "KeyboardInterrupt" in result.stderr
    assert result.returncode == -signal.SIGINT
    assert path.read_bytes() == NEW
    assert left_over(path, "other.py") == []


@LINKED
def test_without_trouble_the_same_process_writes_the_new_file(path: Path, links: int) -> None:
    result = replaced_under("", path, links)
    assert (result.returncode, result.stderr) == (0, "")
    assert path.read_bytes() == NEW
