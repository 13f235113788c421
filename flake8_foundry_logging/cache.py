"""What earlier runs found, in files of one folder: a stat answers for a file that nobody touched, its content else.

A store belongs to one *key*: settings, version and interpreter. Nothing here raises for what stands on the disk: a
store that cannot be read is an empty one, and one that cannot be written is given up.
"""

from __future__ import annotations

import json
import os
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b

from flake8_foundry_logging import config_files
from flake8_foundry_logging.core.finding import Finding
from flake8_foundry_logging.reports import FileReport, Problem
from foundry_logging._version import __version__

TYPE_CHECKING = False  # typing's own would have to be imported by a run that the cache answers
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from flake8_foundry_logging.discovery import Candidate

__all__ = ["DEFAULT_FOLDER", "Cache", "Scope", "digest", "key_of"]

DEFAULT_FOLDER = ".foundry_lint_cache"
FORMAT = 1
SETTLED_NS = 2_000_000_000
"""How old a file's last change must be before its stat counts: two within one tick of the clock look alike."""
STORES_KEPT = 20
TAG = "Signature: 8a477f597d28d172789f06886806bc55\n# Made by foundry-lint: findings of earlier runs, safe to delete.\n"


@dataclass(frozen=True, slots=True)
class Scope:
    """Which files a run looks at.

    Attributes:
        exclude: anchored patterns of what is not looked at.
        filename: patterns of the files that are looked at in folders.
    """

    exclude: tuple[str, ...]
    filename: tuple[str, ...]


def digest(data: bytes) -> str:
    """The fingerprint of some bytes."""
    return blake2b(data, digest_size=16).hexdigest()


def key_of(cwd: str, options: Mapping[str, object]) -> str:
    """The fingerprint of what a finding depends on beside the file: settings, folder, this program, the interpreter.

    Args:
        cwd: the folder that paths and patterns are seen from.
        options: the command line's settings, as they were written.
    """
    found = blake2b(digest_size=16)
    for part in (FORMAT, __version__, sys.version, cwd, sorted(options.items()), _program()):
        found.update(repr(part).encode() + b"\0")
    for path, data in config_files.contents(cwd):
        found.update(repr((path, len(data))).encode() + data)
    return found.hexdigest()


def _program() -> list[tuple[str, int, int]]:
    """The files of this program with size and time: whoever works on a rule sees its change at once."""
    here = os.path.dirname(os.path.abspath(__file__))
    words = os.path.join(os.path.dirname(here), "foundry_logging", "vocabulary")
    found = []
    for folder in (here, os.path.join(here, "core"), os.path.join(here, "rules"), words):
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith(".py"):
                    status = entry.stat()
                    found.append((entry.name, status.st_size, status.st_mtime_ns))
    return sorted(found)


class Cache:
    """The store of one key.

    Args:
        folder: where stores are kept; made when the first one is saved.
        key: as ``key_of`` gives it.

    Attributes:
        scope: which files the settings of this key look at; None if nothing is known yet.
    """

    def __init__(self, folder: str, key: str) -> None:
        self._folder = folder
        self._path = os.path.join(folder, f"{key}.json")
        self._began = time.time_ns()
        self._entries, self.scope = self._load()
        self._changed: dict[str, list[Any]] = {}

    def recall(self, candidate: Candidate) -> FileReport | None:
        """The report on a file of which neither stat nor content has changed; None where it has to be checked."""
        entry = self._entries.get(candidate.path)
        if entry is None:
            return None
        stamp, settled, known, findings, problem = entry
        if not settled or tuple(stamp) != candidate.stamp:
            try:
                with open(candidate.path, "rb") as stream:
                    if digest(stream.read()) != known:
                        return None
            except OSError:
                return None
            self._changed[candidate.path] = self._entry(candidate, known, findings, problem)
        return FileReport(
            candidate.path,
            tuple(Finding(*finding) for finding in findings),
            None if problem is None else Problem(*problem),
            known,
        )

    def keep(self, candidate: Candidate, report: FileReport) -> None:
        """Remember a report; one on a file that could not be read is none."""
        if report.digest:
            findings = [
                [found.line, found.column, found.code, found.message, found.end_line, found.end_column]
                for found in report.findings
            ]
            problem = None if report.problem is None else [report.problem.reason, report.problem.line]
            self._changed[candidate.path] = self._entry(candidate, report.digest, findings, problem)

    def save(self) -> None:
        """Write what is new beside what other runs have written meanwhile, all or nothing."""
        if not self._changed:
            return
        entries, _ = self._load()
        kept = {path: entry for path, entry in entries.items() if path in self._changed or os.path.exists(path)}
        text = json.dumps(
            {
                "scope": None if self.scope is None else [self.scope.exclude, self.scope.filename],
                "files": kept | self._changed,
            },
            separators=(",", ":"),
        )
        temporary = f"{self._path}.{os.getpid()}"
        try:
            self._make_folder()
            with open(temporary, "w", encoding="utf-8", errors="surrogatepass") as stream:
                stream.write(text)
            os.replace(temporary, self._path)
            self._tidy()
        except OSError:  # a folder that nobody may write, a full disk: the next run is slower, and that is all
            _remove([temporary])

    def _entry(self, candidate: Candidate, known: str, findings: object, problem: object) -> list[Any]:
        settled = candidate.stamp is not None and self._began - candidate.stamp[1] > SETTLED_NS
        return [candidate.stamp, settled, known, findings, problem]

    def _load(self) -> tuple[dict[str, list[Any]], Scope | None]:
        try:
            with open(self._path, encoding="utf-8", errors="surrogatepass") as stream:
                data = json.load(stream)
            exclude, filename = data["scope"]
            return {path: _checked(entry) for path, entry in data["files"].items()}, Scope(
                tuple(exclude), tuple(filename)
            )
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return {}, None

    def _make_folder(self) -> None:
        if not os.path.isdir(self._folder):
            os.makedirs(self._folder, exist_ok=True)
            for name, text in ((".gitignore", "*\n"), ("CACHEDIR.TAG", TAG)):
                with open(os.path.join(self._folder, name), "w", encoding="utf-8") as stream:
                    stream.write(text)

    def _tidy(self) -> None:
        """Let the stores of settings and versions go that were not used for longest."""
        with os.scandir(self._folder) as entries:
            stores = sorted((entry.stat().st_mtime_ns, entry.path) for entry in entries if ".json" in entry.name)
        _remove(path for _, path in stores[:-STORES_KEPT])


def _checked(entry: Any) -> list[Any]:
    """An entry that has the shape of one.

    Raises:
        ValueError, TypeError: it has not.
    """
    stamp, settled, known, findings, problem = entry
    if not isinstance(known, str) or len(stamp) != 4 or settled not in (True, False):
        raise ValueError(entry)
    for line, column, code, message, end_line, end_column in findings:
        if {type(line), type(column), type(end_line), type(end_column)} != {int} or type(code + message) is not str:
            raise ValueError(entry)
    if problem is not None and [type(part) for part in problem] != [str, int]:
        raise ValueError(entry)
    return [stamp, settled, known, findings, problem]


def _remove(paths: Iterable[str]) -> None:
    for path in paths:
        with suppress(OSError):
            os.unlink(path)
