"""``foundry-lint fix``: files in, fixed files out, and an account of every finding."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import TYPE_CHECKING

from flake8_foundry_logging.checking import POOL_PAYS_ABOVE
from flake8_foundry_logging.codemods.context import Flavor, Ground
from flake8_foundry_logging.codemods.kit import Outcome
from flake8_foundry_logging.codemods.processes import in_processes
from flake8_foundry_logging.codemods.proofs import ProofError
from flake8_foundry_logging.codemods.report import write_report
from flake8_foundry_logging.codemods.transform import NOT_WRITTEN, Change, transform
from flake8_foundry_logging.codemods.writing import ChangedMeanwhile, Snapshot, read
from flake8_foundry_logging.codemods.writing import replace as replace_file
from flake8_foundry_logging.core.collector import collector_paused
from flake8_foundry_logging.core.engine import Engine
from flake8_foundry_logging.core.noqa import Suppressions
from flake8_foundry_logging.core.paths import within
from flake8_foundry_logging.core.source import Source, SourceError, decode
from flake8_foundry_logging.discovery import STDIN, Candidate, discover, read_stdin
from flake8_foundry_logging.output import number_of, writing
from flake8_foundry_logging.progress import Progress
from flake8_foundry_logging.rules import ALL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TextIO

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.module import Module
    from flake8_foundry_logging.settings import Settings

__all__ = ["FileFix", "FixRequest", "Fixer", "run"]

SCRIPT_PRINTS = ("LGF102",)
CLI_PRINTS = ("LGF106",)
LEFT_OUT = {Ground.LIBRARY: SCRIPT_PRINTS + CLI_PRINTS, Ground.SCRIPTS: CLI_PRINTS, Ground.ALL: ()}
TURNED_ON = {Ground.LIBRARY: (), Ground.SCRIPTS: SCRIPT_PRINTS, Ground.ALL: SCRIPT_PRINTS + CLI_PRINTS}
"""The opt-in prints that a scope names by being chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FixRequest:
    """What ``foundry-lint fix`` was asked for.

    Attributes:
        paths: files, folders, or ``-``.
        diff: print a unified diff and write nothing.
        check: only say what would change, and write nothing.
        unsafe: make unsafe edits, too.
        tests: change tests as other files are.
        ground: which prints are converted.
        flavor: whose logger is inserted where a file has none.
        output_format: ``text``, ``json`` or ``sarif``.
        jobs: processes; None: as many as pay.
        stdin_name: what standard input is called.
    """

    paths: tuple[str, ...]
    diff: bool = False
    check: bool = False
    unsafe: bool = False
    tests: bool = False
    ground: Ground = Ground.SCRIPTS
    flavor: Flavor = Flavor.FOUNDRY
    output_format: str = "text"
    jobs: int | None = None
    stdin_name: str = "stdin"

    def widened(self, settings: Settings) -> Settings:
        """The same settings with the prints turned on that the request's scope names."""
        selection = settings.selection
        return replace(settings, selection=replace(selection, enable=(*selection.enable, *TURNED_ON[self.ground])))


@dataclass(frozen=True, slots=True)
class FileFix:
    """What became of one file.

    Attributes:
        path: as it was named.
        before: its text; empty where nothing changes.
        after: its text now, or as it would be; empty where nothing changes.
        changes: one for every selected finding there was.
        found: how many of those there were.
        problem: why it could not be read, fixed or written; empty if it could.
        line: the line of the problem, from 1; 0 where the whole file is meant.
        encoding: of the file, as ``decode`` names it.
    """

    path: str
    before: str = ""
    after: str = ""
    changes: tuple[Change, ...] = ()
    found: int = 0
    problem: str = ""
    line: int = 0
    encoding: str = "utf-8"

    @property
    def changed(self) -> bool:
        """Whether there is anything to write."""
        return self.before != self.after


class Fixer:
    """Fixes any number of files under one request and keeps nothing of them."""

    def __init__(self, request: FixRequest, settings: Settings) -> None:
        self.request = request
        self.settings = request.widened(settings)
        self._engine = Engine(self.settings.rules(ALL), self.settings.options)
        self._cwd = os.getcwd()

    def file(self, path: str) -> FileFix:
        """Fix a file on disk, and write it unless the request says not to."""
        try:
            snapshot = read(path)
        except (OSError, RuntimeError) as error:
            return FileFix(path, problem=f"it cannot be read: {getattr(error, 'strerror', None) or error}")
        fixed, data = self.content(snapshot.data, path)
        if data is None or self.request.diff or self.request.check:
            return fixed
        return _written(fixed, snapshot, data)

    def content(self, data: bytes, path: str) -> tuple[FileFix, bytes | None]:
        """Fix a file's bytes in memory; the new ones, or None where nothing changes."""
        try:
            text, encoding = decode(data)
            comments = Suppressions(text, disabled=self.settings.disable_noqa)
            if comments.whole_file or not self._engine.concerns(text):
                return FileFix(path), None
            source = Source(text, within(path, self._cwd))
        except SourceError as error:
            return FileFix(path, problem=error.reason, line=error.line), None
        request = self.request
        with collector_paused():
            result = transform(
                source,
                partial(self._find, path),
                self.settings.options,
                flavor=request.flavor,
                unsafe=request.unsafe,
                tests=request.tests,
                prove=partial(_encoded, text, encoding=encoding, data=data),
            )
        problem = f"it was left as it was: {result.failure}" if result.failure is not None else ""
        fixed = FileFix(path, "", "", result.changes, result.found, problem, encoding=encoding)
        if result.text == text:
            return fixed, None
        new = _encoded(text, result.text, encoding=encoding, data=data)
        return replace(fixed, before=text, after=result.text), new

    def _find(self, path: str, module: Module) -> list[Finding]:
        """The findings that a fix may answer: selected, shown, and within the request's scope."""
        comments = Suppressions(module.source.text, disabled=self.settings.disable_noqa)
        if comments.whole_file:
            return []
        ignored = self.settings.ignored_in(path)
        left_out = LEFT_OUT[self.request.ground]
        return [
            finding
            for finding in self._engine.check_module(module)
            if finding.code not in left_out
            and self.settings.selection.reports(finding.code, also_ignored=ignored)
            and not comments.hides(finding.line, finding.code)
        ]


def _encoded(before: str, after: str, *, encoding: str, data: bytes) -> bytes:
    """The new bytes: same encoding, byte order mark and final newline.

    Raises:
        ProofError: one of these would change.
    """
    try:
        new = after.encode(encoding)
    except UnicodeEncodeError as error:
        raise ProofError("encoding", f"{encoding} has no {error.object[error.start]!r}") from error
    try:
        reads_alike = decode(new) == (after, encoding)
    except SourceError:
        reads_alike = False
    if not reads_alike:
        raise ProofError("encoding", "the file would read differently")
    if new.startswith(b"\xef\xbb\xbf") != data.startswith(b"\xef\xbb\xbf"):
        raise ProofError("encoding", "its byte order mark would change")
    if after and after.endswith(("\n", "\r")) != before.endswith(("\n", "\r")):
        raise ProofError("final newline", "it would come or go")
    return new


def _written(fixed: FileFix, snapshot: Snapshot, data: bytes) -> FileFix:
    try:
        replace_file(snapshot, data)
    except ChangedMeanwhile:
        problem = "it was changed by somebody else while it was being fixed; run again"
    except OSError as error:
        problem = f"it cannot be written: {error.strerror or error}"
    else:
        return fixed
    left = tuple(Change(change.finding, Outcome.REFUSED, NOT_WRITTEN) for change in fixed.changes)
    return FileFix(fixed.path, "", "", left, fixed.found, problem)


def run(
    request: FixRequest,
    settings: Settings,
    *,
    stdin: bytes | None = None,
    stdout: TextIO | None = None,
    stderr: TextIO | None = None,
) -> int:
    """Fix what the request names and say what became of every finding.

    Args:
        request: what to fix and how.
        settings: what the run was told.
        stdin: the content of standard input, where it has been read already.
        stdout: where code, diffs and reports go; standard output.
        stderr: where problems go; standard error.

    Returns:
        0 where every selected finding is fixed, 1 where something is left (or, with ``diff`` and ``check``, would
        change), 2 where a file could not be read, fixed or written.

    Raises:
        UsageError: standard input cannot be read (nothing is fixed then), or standard output not written.
    """
    out, err = stdout or sys.stdout, stderr or sys.stderr
    candidates = _each_once(discover(request.paths, settings, stdin_name=request.stdin_name))
    from_stdin = any(c.path == STDIN for c in candidates)
    data = (read_stdin() if stdin is None else stdin) if from_stdin else b""
    results = [FileFix(c.path, problem=c.problem) for c in candidates if c.problem]
    files = [c for c in candidates if not c.problem and c.path != STDIN]
    try:
        with Progress(err, len(files)) as progress:
            for result in _fixed(files, request, settings):
                results.append(result)
                progress.step()
    except KeyboardInterrupt:
        if not (request.diff or request.check):
            err.write(f"{number_of(sum(r.changed for r in results), 'file')} fixed so far, each as a whole\n")
        raise
    if from_stdin:
        fixed, new = Fixer(request, settings).content(data, request.stdin_name)
        results.append(fixed)
        data = data if new is None else new  # an editor or a pipe gets its text back, whatever became of it
    results.sort(key=lambda result: result.path)
    with writing(out):
        write_report(results, request, from_stdin=data if from_stdin else None, out=out, err=err)
    return _exit_code(request, results)


def _fixed(files: Sequence[Candidate], request: FixRequest, settings: Settings) -> Iterator[FileFix]:
    """What became of each file, as it comes."""
    jobs = request.jobs
    if jobs is None:
        jobs = os.cpu_count() or 1 if sum(c.size for c in files) > POOL_PAYS_ABOVE else 1
    if jobs > 1 and len(files) > 1:
        largest_first = [c.path for c in sorted(files, key=lambda c: -c.size)]
        yield from in_processes(partial(_chunk, request, settings), largest_first, min(jobs, len(files)))
    else:
        yield from map(Fixer(request, settings).file, [c.path for c in files])


def _each_once(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates without the links to others: a file is fixed, and counted, once."""
    real = cache(os.path.realpath)  # of folders: a few for many files

    def place(candidate: Candidate) -> str:
        path = candidate.path
        if path == STDIN or os.path.islink(path):
            return path if path == STDIN else os.path.realpath(path)
        folder, name = os.path.split(path)
        return os.path.join(real(folder), name)

    chosen: dict[str, Candidate] = {}
    for candidate in sorted(candidates, key=lambda c: os.path.islink(c.path)):
        chosen.setdefault(place(candidate), candidate)
    return list(chosen.values())


def _exit_code(request: FixRequest, results: Iterable[FileFix]) -> int:
    code = 0
    for result in results:
        if result.problem or result.found != len(result.changes):
            return 2
        left = any(change.outcome is Outcome.REFUSED for change in result.changes)
        if left or (result.changed and (request.diff or request.check)):
            code = 1
    return code


def _chunk(request: FixRequest, settings: Settings, paths: Sequence[str]) -> list[FileFix]:
    fixer = Fixer(request, settings)
    return [fixer.file(path) for path in paths]
