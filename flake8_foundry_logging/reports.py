"""What a check says of files."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

TYPE_CHECKING = False  # typing's own would have to be imported by a run that the cache answers
if TYPE_CHECKING:
    from flake8_foundry_logging.core.finding import Finding

__all__ = ["FileReport", "Problem", "Report"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a file could not be checked; ``line`` is 0 where the whole file is meant."""

    reason: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class FileReport:
    """What was found in one file.

    Attributes:
        path: as the run names it.
        findings: those that are shown, in order of their places.
        problem: why there are none, where the file could not be checked.
        digest: of the content that was checked; empty where there was none to read.
    """

    path: str
    findings: tuple[Finding, ...] = ()
    problem: Problem | None = None
    digest: str = field(default="", compare=False)


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
