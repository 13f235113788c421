"""Reports as text and as JSON."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from flake8_foundry_logging.rules import ALL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.checking import Report

__all__ = ["json_report", "problem_lines", "statistics_lines", "summary", "text_lines"]


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
    line = f"{_count(len(report.findings), 'finding')} in {touched} of {_count(len(report.files), 'file')}"
    if report.problems:
        line += f"; {_count(len(report.problems), 'file')} could not be checked"
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
    rule = ALL.get(code)
    return rule.name if rule is not None else "rule-crash"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
