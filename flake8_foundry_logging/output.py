"""Reports as text and as JSON."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager

from flake8_foundry_logging.errors import OutputError

TYPE_CHECKING = False  # typing's own would have to be imported by a run that the cache answers
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO, Any

    from flake8_foundry_logging.reports import Report

__all__ = ["json_report", "number_of", "problem_lines", "statistics_lines", "summary", "text_lines", "writing"]


@contextmanager
def writing(out: IO[str]) -> Iterator[None]:
    """A stretch that does nothing but write to standard output, and whether all of it arrived.

    Raises:
        OutputError: it did not.
        BrokenPipeError: the reader went away, which is nobody's mistake.
    """
    try:
        yield
        out.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(error) from error


def text_lines(report: Report) -> Iterator[str]:
    """``path:line:column: CODE message``, as flake8 writes it; columns from 1, in code points."""
    for path, finding in report.findings:
        yield f"{path}:{finding.line}:{finding.column + 1}: {finding.code} {finding.message}"


def problem_lines(report: Report) -> Iterator[str]:
    """One line for each file that could not be checked."""
    for path, problem in report.problems:
        place = f"{path}:{problem.line}" if problem.line else path
        yield f"{place}: {' '.join(problem.reason.split())}"


def statistics_lines(report: Report) -> Iterator[str]:
    """How often each code was found, in order of the codes."""
    for code, count in _counts(report).items():
        yield f"{count:>6}  {code} {_name(code)}"


def summary(report: Report) -> str:
    """The run in one line."""
    touched = sum(bool(file.findings) for file in report.files)
    line = f"{number_of(len(report.findings), 'finding')} in {touched} of {number_of(len(report.files), 'file')}"
    if report.problems:
        line += f"; {number_of(len(report.problems), 'file')} could not be checked"
    return line


def json_report(report: Report) -> dict[str, Any]:
    """The run as data; lines and columns from 1, in code points, an end column behind the last character."""
    return {
        "version": 1,
        "findings": [
            {
                "path": path,
                "line": finding.line,
                "column": finding.column + 1,
                "end_line": finding.end_line,
                "end_column": finding.end_column + 1,
                "code": finding.code,
                "name": _name(finding.code),
                "message": finding.message,
            }
            for path, finding in report.findings
        ],
        "errors": [
            {"path": path, "line": problem.line or None, "message": problem.reason} for path, problem in report.problems
        ],
        "files": len(report.files),
        "statistics": _counts(report),
    }


def _counts(report: Report) -> dict[str, int]:
    return dict(sorted(Counter(finding.code for _, finding in report.findings).items()))


def _name(code: str) -> str:
    from flake8_foundry_logging.rules import ALL  # lines of text do without

    rule = ALL.get(code)
    return rule.name if rule is not None else "rule-crash"


def number_of(number: int, noun: str) -> str:
    """``1 file``, ``2 files``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
