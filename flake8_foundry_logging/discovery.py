"""Paths -> the files to check, as flake8 chooses them."""

from __future__ import annotations

import os
import stat
import sys
from dataclasses import dataclass

from flake8_foundry_logging.core.paths import any_of, entries_of, matching
from flake8_foundry_logging.errors import UsageError

TYPE_CHECKING = False  # typing's own would have to be imported by a run that the cache answers
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Protocol

    class Scope(Protocol):
        """Which files a run looks at."""

        @property
        def exclude(self) -> tuple[str, ...]: ...
        @property
        def filename(self) -> tuple[str, ...]: ...


__all__ = ["STDIN", "Candidate", "discover", "read_stdin"]

STDIN = "-"
PIPES = ("/dev/", "/proc/")
"""Where a shell puts what it pipes in; a named pipe elsewhere would wait for a writer for ever."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file to check, or a path that cannot be.

    Attributes:
        path: as given, or the given folder and the way below it.
        stamp: time of change and of its inode's in nanoseconds, bytes, inode; None where unknown.
        problem: why it cannot be read; empty if it may.
    """

    path: str
    stamp: tuple[int, int, int, int] | None = None
    problem: str = ""

    @property
    def size(self) -> int:
        """Bytes; 0 where unknown."""
        return 0 if self.stamp is None else self.stamp[2]


def discover(paths: Iterable[str], scope: Scope, *, stdin_name: str = "stdin") -> list[Candidate]:
    """The candidates, each path once and in order of their names.

    A named file is taken whatever it is called, a folder gives its ``*.py`` (``filename``); what ``exclude`` matches is
    left out of both. Links to folders are not followed.
    """
    excluded = any_of(scope.exclude)
    found: dict[str, Candidate] = {}
    for path in paths:
        if path == STDIN:
            if stdin_name == "stdin" or not excluded(stdin_name):
                found[STDIN] = Candidate(STDIN)
        elif not excluded(path):
            for candidate in _below(path, scope) if os.path.isdir(path) else (_named(path),):
                found.setdefault(candidate.path, candidate)
    return [found[path] for path in sorted(found)]


def read_stdin() -> bytes:
    """Standard input to its end.

    Raises:
        UsageError: it is closed or cannot be read.
    """
    if sys.stdin is None:  # what Python makes of a descriptor that was closed before the start
        raise UsageError("standard input is closed")
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        raise UsageError(f"standard input cannot be read: {error.strerror or error}") from error


def _named(path: str) -> Candidate:
    try:
        status = os.stat(path)
    except (OSError, ValueError) as error:
        return Candidate(path, problem=_why(error))
    if not stat.S_ISREG(status.st_mode) and not path.startswith(PIPES):
        return Candidate(path, problem="it is not a regular file")
    return Candidate(path, (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino))


def _below(top: str, scope: Scope) -> Iterator[Candidate]:
    excluded, wanted = entries_of(scope.exclude), matching(scope.filename)
    pending = [top]
    while pending:
        folder = pending.pop()
        try:
            with os.scandir(folder) as scan:
                entries = list(scan)
        except OSError as error:
            yield Candidate(folder, problem=_why(error))
            continue
        absolute = os.path.join(os.path.abspath(folder), "")
        for entry in entries:
            if _is_folder(entry):
                if not entry.is_symlink() and not excluded(entry.name, absolute):
                    pending.append(entry.path)
            elif wanted(entry.path) and not excluded(entry.name, absolute):
                yield _named(entry.path)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a loop of links; reading it says so
        return False


def _why(error: OSError | ValueError) -> str:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return f"it cannot be read: {reason}"
