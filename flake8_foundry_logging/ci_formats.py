"""Reports for build servers: GitHub's workflow commands, and JUnit's XML."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from flake8_foundry_logging.rules import ALL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.reports import FileReport, Report

__all__ = ["github_lines", "junit_lines"]

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML 1.0 document may hold, however it is escaped."""


def github_lines(report: Report) -> Iterator[str]:
    """A workflow command each, which GitHub shows beside the line of the pull request."""
    for path, finding in report.findings:
        properties = {
            "file": os.path.normpath(path),
            "line": str(finding.line),
            "col": str(finding.column + 1),
            "endLine": str(finding.end_line),
            "endColumn": str(finding.end_column + 1),
            "title": f"{finding.code} {_name(finding)}",
        }
        yield _command("warning", properties, f"{path}:{finding.line}: {finding.code} {finding.message}")
    for path, problem in report.problems:
        place = {"file": os.path.normpath(path)}
        if problem.line:
            place["line"] = str(problem.line)
        yield _command("error", place, problem.reason)


def _command(kind: str, properties: dict[str, str], message: str) -> str:
    listed = ",".join(f"{key}={_escaped(value, inside=True)}" for key, value in properties.items())
    return f"::{kind} {listed}::{_escaped(message)}"


def _escaped(text: str, *, inside: bool = False) -> str:
    """As the runner's toolkit escapes data and, more strictly, properties."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if inside else text


def junit_lines(report: Report) -> Iterator[str]:
    """A suite a file: a failure for each finding, an error for what could not be checked, else a case that passes."""
    failures, errors = len(report.findings), len(report.problems)
    clean = sum(not file.findings and file.problem is None for file in report.files)
    yield '<?xml version="1.0" encoding="utf-8"?>'
    counts = f'tests="{failures + errors + clean}" failures="{failures}" errors="{errors}"'
    yield f'<testsuites name="foundry-lint" {counts}>'
    for file in report.files:
        yield from _suite(file)
    yield "</testsuites>"


def _suite(file: FileReport) -> Iterator[str]:
    errors = int(file.problem is not None)
    count = len(file.findings) + errors or 1
    name = _attribute(file.path)
    yield f'  <testsuite name={name} tests="{count}" failures="{len(file.findings)}" errors="{errors}">'
    module = _attribute(os.path.splitext(os.path.normpath(file.path))[0].replace(os.sep, "."))
    for finding in file.findings:
        case = _attribute(f"{finding.code} {_name(finding)} {finding.line}:{finding.column + 1}")
        yield f'    <testcase classname={module} name={case} file={name} line="{finding.line}">'
        yield f"      <failure type={_attribute(finding.code)} message={_attribute(finding.message)}>"
        yield _text(f"{file.path}:{finding.line}:{finding.column + 1}: {finding.code} {finding.message}") + "</failure>"
        yield "    </testcase>"
    if file.problem is not None:
        yield f'    <testcase classname={module} name="readable" file={name} line="{file.problem.line}">'
        yield f'      <error type="unreadable" message={_attribute(file.problem.reason)}/>'
        yield "    </testcase>"
    elif not file.findings:
        yield f'    <testcase classname={module} name="no findings" file={name}/>'
    yield "  </testsuite>"


def _attribute(text: str) -> str:
    return quoteattr(NOT_XML.sub("\ufffd", text))


def _text(text: str) -> str:
    return escape(NOT_XML.sub("\ufffd", text))


def _name(finding: Finding) -> str:
    rule = ALL.get(finding.code)
    return rule.name if rule is not None else "rule-crash"
