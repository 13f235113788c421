"""Findings that a project has decided to live with for now: a file names them, and only new ones are reported.

A finding is known again by its file, its code and the text of its line, so that lines above it may come and go. The
text is kept as a digest, because a line with a finding may hold a secret.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flake8_foundry_logging.core.source import SourceError, decode
from flake8_foundry_logging.errors import SettingsError, UsageError
from flake8_foundry_logging.reports import Report

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flake8_foundry_logging.reports import FileReport

__all__ = ["Baseline"]

VERSION = 1
DIGITS = 16
"""Of the digest: two lines of one file share one once in a lifetime."""

Key = tuple[str, str, str]
"""Path as seen from the baseline's folder, code, digest of the line."""


class Baseline:
    """The known findings of a project.

    Args:
        path: the file that they are kept in; paths in it are seen from its folder.
        known: how often each of them was found.
    """

    def __init__(self, path: str, known: Mapping[Key, int]) -> None:
        self.path = path
        self.known = Counter(known)

    @classmethod
    def read(cls, path: str) -> Baseline:
        """The baseline in a file.

        Raises:
            UsageError: it cannot be read.
            SettingsError: it is none.
        """
        try:
            with open(path, encoding="utf-8") as stream:
                data = json.load(stream)
        except OSError as error:
            reason = error.strerror or str(error)
            raise UsageError(f"{path}: it cannot be read: {reason}; --write-baseline writes one") from error
        except ValueError as error:
            raise SettingsError(path, "", f"it is no baseline: {error}") from error
        return cls(path, _parsed(data, path))

    @classmethod
    def of(cls, report: Report, path: str) -> Baseline:
        """All findings of a report as a baseline."""
        folder = os.path.dirname(os.path.abspath(path))
        return cls(path, Counter(key for file in report.files for key in _keys(file, folder)))

    def write(self) -> None:
        """Write it, a line for each entry, sorted, so that changes of it can be read.

        Raises:
            UsageError: it cannot be written.
        """
        files: dict[str, dict[str, dict[str, int]]] = {}
        for (path, code, digest), count in sorted(self.known.items()):
            files.setdefault(path, {}).setdefault(code, {})[digest] = count
        text = json.dumps({"version": VERSION, "files": files}, ensure_ascii=False, indent=1)
        try:
            with open(self.path, "w", encoding="utf-8") as stream:
                stream.write(text + "\n")
        except OSError as error:
            raise UsageError(f"{self.path}: it cannot be written: {error.strerror or error}") from error

    def without(self, report: Report) -> tuple[Report, int, int]:
        """A report without the known findings, how many those were, and how many known ones are gone.

        What is gone is counted only in files that the report is about.
        """
        folder = os.path.dirname(os.path.abspath(self.path))
        rest = Counter(self.known)
        files, hidden, seen = [], 0, set()
        for file in report.files:
            seen.add(_name(file.path, folder))
            new = []
            for finding, key in zip(file.findings, _keys(file, folder), strict=True):
                if rest[key] > 0:
                    rest[key] -= 1
                    hidden += 1
                else:
                    new.append(finding)
            files.append(replace(file, findings=tuple(new)))
        gone = sum(count for (path, _, _), count in rest.items() if path in seen)
        return Report(tuple(files)), hidden, gone


def _parsed(data: Any, path: str) -> dict[Key, int]:
    if not isinstance(data, dict) or data.get("version") != VERSION or not isinstance(data.get("files"), dict):
        raise SettingsError(path, "", f"it is no baseline of version {VERSION}; --write-baseline writes one")
    try:
        return {
            (file, code, digest): int(count)
            for file, codes in data["files"].items()
            for code, digests in codes.items()
            for digest, count in digests.items()
        }
    except (AttributeError, TypeError, ValueError) as error:
        raise SettingsError(path, "", f"it is no baseline: {error}") from error


def _keys(file: FileReport, folder: str) -> list[Key]:
    """The findings of a file as a baseline knows them."""
    if not file.findings:
        return []
    lines = _lines(file.path)
    name = _name(file.path, folder)
    return [
        (name, finding.code, _digest(lines[finding.line - 1] if finding.line <= len(lines) else ""))
        for finding in file.findings
    ]


def _lines(path: str) -> list[str]:
    try:
        with open(path, "rb") as stream:
            return decode(stream.read())[0].splitlines()
    except (OSError, SourceError) as error:
        raise UsageError(f"{path}: a baseline needs the file, and it cannot be read: {error}") from error


def _digest(line: str) -> str:
    return hashlib.sha256(line.strip().encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]


def _name(path: str, folder: str) -> str:
    return os.path.relpath(os.path.abspath(path), folder).replace(os.sep, "/")
