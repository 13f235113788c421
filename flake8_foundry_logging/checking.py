"""Files -> findings: reading, parsing, rules, ``noqa`` and selection, in one process or several."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from flake8_foundry_logging.cache import digest
from flake8_foundry_logging.core.collector import collector_paused
from flake8_foundry_logging.core.engine import Engine
from flake8_foundry_logging.core.inspection import inspect
from flake8_foundry_logging.core.noqa import Suppressions
from flake8_foundry_logging.core.paths import within
from flake8_foundry_logging.core.source import Source, SourceError, decode
from flake8_foundry_logging.discovery import STDIN, Candidate, discover, read_stdin
from flake8_foundry_logging.reports import FileReport, Problem, Report
from flake8_foundry_logging.rules._index import OUTLINES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.settings import Settings

__all__ = ["Checker", "check_files", "check_paths"]

POOL_PAYS_ABOVE = 1_500_000
"""Bytes of source below which starting processes takes longer than it saves (measured with two cores)."""
CHUNKS_PER_PROCESS = 16
"""So many that no process is left with much to do when the others have ended."""


class Checker:
    """Checks any number of files with one set of settings and keeps nothing of them."""

    def __init__(self, settings: Settings, *, cwd: str | None = None) -> None:
        self.settings = settings
        self._engine = Engine(settings.rules(OUTLINES), settings.options)
        self._cwd = os.getcwd() if cwd is None else cwd

    def file(self, path: str) -> FileReport:
        """The report on a file that is read from disk."""
        try:
            with open(path, "rb") as stream:
                data = stream.read()
        except OSError as error:
            return FileReport(path, problem=Problem(f"it cannot be read: {error.strerror}"))
        with collector_paused():
            return replace(self.bytes(data, path), digest=digest(data))

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
        found = inspect(self._engine, source, comments, OUTLINES)
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
    reports = check_files(discover(paths, settings, stdin_name=stdin_name), settings, jobs=jobs, stdin_name=stdin_name)
    return Report(tuple(sorted(reports, key=lambda report: report.path)))


def check_files(
    candidates: Iterable[Candidate], settings: Settings, *, jobs: int | None = None, stdin_name: str = "stdin"
) -> list[FileReport]:
    """The reports on some candidates, in any order; arguments as for ``check_paths``."""
    candidates = list(candidates)
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
    return reports


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
