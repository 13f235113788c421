"""Files -> findings: reading, parsing, rules, ``noqa`` and selection, in one process or several."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.engine import Engine
from flake8_foundry_logging.core.inspection import inspect
from flake8_foundry_logging.core.noqa import Suppressions
from flake8_foundry_logging.core.paths import within
from flake8_foundry_logging.core.source import Source, SourceError, decode
from flake8_foundry_logging.discovery import STDIN, Candidate, discover, read_stdin
from flake8_foundry_logging.rules import ALL

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.settings import Settings

__all__ = ["Checker", "FileReport", "Problem", "Report", "check_paths"]

POOL_PAYS_ABOVE = 1_500_000
"""Bytes of source below which starting processes takes longer than it saves (measured with two cores)."""
CHUNKS_PER_PROCESS = 4


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a file could not be checked; ``line`` is 0 where the whole file is meant."""

    reason: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class FileReport:
    """What was found in one file: findings that are shown, in order of their places, or a problem."""

    path: str
    findings: tuple[Finding, ...] = ()
    problem: Problem | None = None


@dataclass(frozen=True)
class Report:
    """What was found in a run, a file each, in order of their paths."""

    files: tuple[FileReport, ...]

    @cached_property
    def findings(self) -> tuple[tuple[str, Finding], ...]:
        """Every finding with its path."""
        return tuple((report.path, finding) for report in self.files for finding in report.findings)

    @cached_property
    def problems(self) -> tuple[tuple[str, Problem], ...]:
        """Every problem with its path."""
        return tuple((report.path, report.problem) for report in self.files if report.problem is not None)


class Checker:
    """Checks any number of files with one set of settings and keeps nothing of them."""

    def __init__(self, settings: Settings, *, cwd: str | None = None) -> None:
        self.settings = settings
        self._engine = Engine(settings.rules(ALL), settings.options)
        self._cwd = os.getcwd() if cwd is None else cwd

    def file(self, path: str) -> FileReport:
        """The report on a file that is read from disk."""
        try:
            with open(path, "rb") as stream:
                data = stream.read()
        except OSError as error:
            return FileReport(path, problem=Problem(f"it cannot be read: {error.strerror}"))
        return self.bytes(data, path)

    def bytes(self, data: bytes, path: str) -> FileReport:
        """The report on a file's content; it depends on the arguments and the settings alone, so it may be stored."""
        try:
            text, _ = decode(data)
            comments = Suppressions(text, disabled=self.settings.disable_noqa)
            if comments.whole_file or not self._engine.concerns(text):
                return FileReport(path)
            source = Source(text, within(path, self._cwd))
        except SourceError as error:
            return FileReport(path, problem=Problem(error.reason, error.line))
        found = inspect(self._engine, source, comments, ALL)
        return FileReport(path, self._shown(found, comments, path) if found else ())

    def _shown(self, findings: Iterable[Finding], comments: Suppressions, path: str) -> tuple[Finding, ...]:
        ignored = self.settings.ignored_in(path)
        reports = self.settings.selection.reports
        return tuple(
            finding
            for finding in findings
            if reports(finding.code, also_ignored=ignored) and not comments.hides(finding.line, finding.code)
        )


def check_paths(
    paths: Iterable[str], settings: Settings, *, jobs: int | None = None, stdin_name: str = "stdin"
) -> Report:
    """Check files, folders and ``-`` (standard input, reported as ``stdin_name``).

    Args:
        paths: as ``discover`` takes them.
        settings: what the run was told.
        jobs: how many processes; None: as many as pay.
        stdin_name: what standard input is called in findings and in patterns.
    """
    candidates = discover(paths, settings, stdin_name=stdin_name)
    reports = [FileReport(c.path, problem=Problem(c.problem)) for c in candidates if c.problem]
    checker = Checker(settings)
    if any(c.path == STDIN for c in candidates):
        reports.append(checker.bytes(read_stdin(), stdin_name))
    files = [c for c in candidates if c.path != STDIN and not c.problem]
    processes = _processes(files, jobs)
    if processes > 1:
        reports += _in_processes(files, settings, processes)
    else:
        reports += map(checker.file, (c.path for c in files))
    return Report(tuple(sorted(reports, key=lambda report: report.path)))


def _processes(files: Sequence[Candidate], jobs: int | None) -> int:
    if jobs is None:
        jobs = os.cpu_count() or 1 if sum(c.size for c in files) > POOL_PAYS_ABOVE else 1
    return min(jobs, len(files))


def _in_processes(files: Sequence[Candidate], settings: Settings, processes: int) -> Iterable[FileReport]:
    import concurrent.futures  # a small run does without both
    import multiprocessing
    import signal

    largest_first = [c.path for c in sorted(files, key=lambda c: -c.size)]
    chunks = processes * CHUNKS_PER_PROCESS
    # forked processes have the rules already; elsewhere they are imported again
    method = "fork" if sys.platform == "linux" else None
    context = multiprocessing.get_context(method)
    # an interrupt of the terminal reaches every process: one of them tells it, the others just end
    quiet = (signal.SIGINT, signal.SIG_DFL)
    with concurrent.futures.ProcessPoolExecutor(
        processes, mp_context=context, initializer=signal.signal, initargs=quiet
    ) as pool:
        dealt = [largest_first[first::chunks] for first in range(min(chunks, len(largest_first)))]
        futures = [pool.submit(_chunk, settings, paths) for paths in dealt]
        try:
            return [report for future in futures for report in future.result()]
        except KeyboardInterrupt:
            # ended, not cancelled as map() would: over cancelled futures the thread of a broken pool prints a traceback
            for child in multiprocessing.active_children():
                child.terminate()
            raise


def _chunk(settings: Settings, paths: Sequence[str]) -> list[FileReport]:
    checker = Checker(settings)
    return [checker.file(path) for path in paths]
