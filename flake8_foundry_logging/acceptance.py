"""Findings that are accepted instead of mended: into a baseline, or by comments."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flake8_foundry_logging.add_noqa import NoqaError, add_noqa
from flake8_foundry_logging.baseline import Baseline
from flake8_foundry_logging.discovery import STDIN
from flake8_foundry_logging.errors import UsageError
from flake8_foundry_logging.output import number_of
from flake8_foundry_logging.reports import Problem, Report

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

__all__ = ["accept"]

DEFAULT_BASELINE = "foundry-lint-baseline.json"


def accept(arguments: argparse.Namespace, check: Callable[[], Report]) -> tuple[Report, str, bool]:
    """What is still to be reported, a sentence about what is not, and whether the run was there to accept findings.

    Raises:
        UsageError: options that exclude each other, or a baseline that cannot be read or written.
    """
    if STDIN in arguments.paths:
        raise UsageError("--baseline, --write-baseline and --add-noqa take files, not standard input")
    if arguments.add_noqa and arguments.write_baseline:
        raise UsageError("--add-noqa and --write-baseline are two ways to the same; take one")
    path = arguments.baseline or DEFAULT_BASELINE
    if arguments.write_baseline:
        report = check()
        Baseline.of(report, path).write()
        files = tuple(replace(file, findings=()) for file in report.files)
        return Report(files), f"{number_of(len(report.findings), 'finding')} written to {path}; ", True
    known = Baseline.read(arguments.baseline) if arguments.baseline else None  # before the work, to say what is wrong
    report, said = check(), ""
    if known is not None:
        report, hidden, gone = known.without(report)
        said = f"{number_of(hidden, 'finding')} of the baseline left out; "
        if gone:
            said += f"{number_of(gone, 'finding')} of it {'is' if gone == 1 else 'are'} gone, --write-baseline; "
    if not arguments.add_noqa:
        return report, said, False
    report, added = _with_comments(report)
    return report, f"{said}{number_of(added, 'finding')} silenced with noqa; ", not report.findings


def _with_comments(report: Report) -> tuple[Report, int]:
    """What is left of a report once comments have been added, and how many findings they hide."""
    files, hidden = [], 0
    for file in report.files:
        if file.findings:
            try:
                silenced = add_noqa(file.path, file.findings)
            except NoqaError as error:
                file = replace(file, problem=Problem(str(error)))
            else:
                hidden += len(silenced)
                file = replace(file, findings=tuple(each for each in file.findings if each not in silenced))
        files.append(file)
    return Report(tuple(files)), hidden
