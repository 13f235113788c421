"""SARIF 2.1.0 (OASIS Standard), as code hosts and editors take it."""

from __future__ import annotations

import os
import pathlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from flake8_foundry_logging.rules import ALL
from foundry_logging._version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.rule import Rule
    from flake8_foundry_logging.reports import Report

__all__ = ["Told", "Trouble", "sarif", "sarif_report"]

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


@dataclass(frozen=True, slots=True)
class Told:
    """A result.

    Attributes:
        path: the file, as the run names it.
        finding: what was found there.
        text: the message.
        properties: what else is known of it.
    """

    path: str
    finding: Finding
    text: str
    properties: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Trouble:
    """A file that could not be read, checked, fixed or written; ``line`` is 0 where the whole file is meant."""

    path: str
    line: int
    text: str


def sarif(results: Iterable[Told], troubles: Iterable[Trouble], properties: Mapping[str, object]) -> dict[str, Any]:
    """A log of one run.

    Args:
        results: the findings.
        troubles: the files that something went wrong with.
        properties: what is said of the run as a whole.
    """
    results, troubles = list(results), list(troubles)
    codes = sorted({result.finding.code for result in results})
    run: dict[str, Any] = {
        "tool": {"driver": {"name": "foundry-lint", "version": __version__, "rules": [_rule(code) for code in codes]}},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not troubles,
                "toolExecutionNotifications": [
                    {"level": "error", "message": {"text": each.text}, "locations": [_place(each.path, each.line)]}
                    for each in troubles
                ],
            }
        ],
        "results": [_result(result, codes.index(result.finding.code)) for result in results],
    }
    if properties:
        run["properties"] = dict(properties)
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def sarif_report(report: Report) -> dict[str, Any]:
    """What a check found."""
    results = (Told(path, finding, finding.message) for path, finding in report.findings)
    return sarif(results, (Trouble(path, each.line, each.reason) for path, each in report.problems), {})


def _rule(code: str) -> dict[str, Any]:
    rule: Rule | None = ALL.get(code)
    if rule is None:
        return {"id": code}
    text = (rule.doc or "").strip()
    summary = " ".join(text.partition("\n\n")[0].split())
    return {"id": code, "name": rule.name, "shortDescription": {"text": summary}, "fullDescription": {"text": text}}


def _result(told: Told, index: int) -> dict[str, Any]:
    finding = told.finding
    place = _place(told.path, finding.line)
    place["physicalLocation"]["region"] = {
        "startLine": finding.line,
        "startColumn": finding.column + 1,
        "endLine": finding.end_line,
        "endColumn": finding.end_column + 1,
    }
    result = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": "warning",
        "message": {"text": told.text},
        "locations": [place],
    }
    return {**result, "properties": dict(told.properties)} if told.properties else result


def _place(path: str, line: int) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": {"uri": _uri(path)}}
    if line:
        location["region"] = {"startLine": line}
    return {"physicalLocation": location}


def _uri(path: str) -> str:
    """A relative reference for a relative path, ``file:`` for another one."""
    if os.path.isabs(path):
        return pathlib.Path(path).as_uri()
    parts = os.path.normpath(path).replace(os.sep, "/")
    return quote(parts, errors="surrogateescape")
