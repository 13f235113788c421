"""Files are read once and replaced whole, or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from flake8_foundry_logging.codemods.processes import undisturbed

__all__ = ["ChangedMeanwhile", "Snapshot", "read", "replace"]


class ChangedMeanwhile(Exception):
    """The file is no longer the one that was read."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A file as it was read.

    Attributes:
        path: the file that the given path leads to, links followed.
        data: its bytes.
        status: its ``stat``, taken before the bytes were read.
    """

    path: Path
    data: bytes
    status: os.stat_result


def read(path: str) -> Snapshot:
    """Read a file.

    Raises:
        OSError: it cannot be read.
    """
    resolved = Path(path).resolve(strict=True)
    status = resolved.stat()
    return Snapshot(resolved, resolved.read_bytes(), status)


def replace(snapshot: Snapshot, data: bytes) -> None:
    """Put new bytes in a file's place: complete or not at all, its mode kept.

    A file with several hard links is written in place, so that they stay one file; its old bytes are written back if
    that fails. An interrupt waits until the file is whole.

    Raises:
        ChangedMeanwhile: somebody wrote to it since it was read.
        OSError: it cannot be written; nothing changed.
    """
    with undisturbed():
        _require_unchanged(snapshot)
        if snapshot.status.st_nlink > 1:
            _write_in_place(snapshot, data)
        else:
            _write_beside(snapshot, data)


def _write_beside(snapshot: Snapshot, data: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{snapshot.path.name}.", dir=snapshot.path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), stat.S_IMODE(snapshot.status.st_mode))
            with contextlib.suppress(
                PermissionError
            ):  # only root may give files away; the writer's own file is as good
                os.fchown(file.fileno(), snapshot.status.st_uid, snapshot.status.st_gid)
            os.fsync(file.fileno())
        _require_unchanged(snapshot)
        os.replace(name, snapshot.path)
    except BaseException:  # where no mask holds an interrupt back, it must leave no temporary file behind either
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)
        raise


def _require_unchanged(snapshot: Snapshot) -> None:
    now, then = snapshot.path.stat(), snapshot.status
    if (now.st_mtime_ns, now.st_size, now.st_ino) != (then.st_mtime_ns, then.st_size, then.st_ino):
        raise ChangedMeanwhile


def _write_in_place(snapshot: Snapshot, data: bytes) -> None:
    with snapshot.path.open("r+b") as file:
        try:
            file.write(data)
            file.truncate()
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            file.seek(0)
            file.write(snapshot.data)
            file.truncate()
            raise
