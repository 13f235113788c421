"""The names of rotated files: ``name.2025-12-09T14-32-01.123456Z.log``, and ``.gz`` behind it when compressed.

The moment is that of the last line, in UTC: sorted by name, the files are in the order in which they were written,
through every change of the clocks, and the file that is being written comes last. The ending stays, so that ``*.jsonl``
finds them all.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

COMPRESSED = ".gz"
_STAMP = "%Y-%m-%dT%H-%M-%S.%fZ"
_STAMP_PATTERN = r"\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{6}Z"
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


@dataclass(frozen=True, slots=True, order=True)
class Rotated:
    """A rotated file: its moment in microseconds since 1970, and where it is. In the order of the moments."""

    moment: int
    path: Path

    @property
    def compressed(self) -> bool:
        """Whether it is a gzip file."""
        return self.path.name.endswith(COMPRESSED)


def rotated_name(path: Path, moment: int) -> Path:
    """What a file is called after its rotation; the moment is in microseconds since 1970."""
    seconds, microseconds = divmod(moment, 1_000_000)
    stamp = datetime.fromtimestamp(seconds, timezone.utc).replace(microsecond=microseconds).strftime(_STAMP)
    return path.with_name(f"{path.stem}.{stamp}{path.suffix}")


def rotated_files(path: Path) -> list[Rotated]:
    """The rotated files of a path, the oldest first. Raises OSError if the directory cannot be read."""
    pattern = re.compile(
        f"{re.escape(path.stem)}\\.({_STAMP_PATTERN}){re.escape(path.suffix)}({COMPRESSED})?", re.ASCII
    )
    found = []
    with os.scandir(path.parent) as entries:
        for entry in entries:
            match = pattern.fullmatch(entry.name)
            moment = None if match is None else _moment(match[1])
            if moment is not None:
                found.append(Rotated(moment, path.with_name(entry.name)))
    return sorted(found)


def free_name(path: Path, moment: int) -> Path:
    """A name behind those of all files that were rotated before, whatever the clock says now. Raises OSError."""
    files = rotated_files(path)
    return rotated_name(path, max(moment, files[-1].moment + 1) if files else moment)


def _moment(stamp: str) -> int | None:
    try:
        moment = datetime.strptime(stamp, _STAMP).replace(tzinfo=timezone.utc)
    except ValueError:  # looks like one of ours, and is no date
        return None
    passed = moment - _EPOCH
    return (passed.days * 86400 + passed.seconds) * 1_000_000 + passed.microseconds
