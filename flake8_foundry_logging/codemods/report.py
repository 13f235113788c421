"""What ``foundry-lint fix`` says: the diff, what was left and why, and the account that must add up."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from flake8_foundry_logging.codemods.diffs import Tree, diff
from flake8_foundry_logging.codemods.kit import Outcome
from flake8_foundry_logging.codemods.readers import readers_of
from flake8_foundry_logging.codemods.refusals import REASONS
from flake8_foundry_logging.codemods.transform import NOT_WRITTEN, PROOF_FAILED
from flake8_foundry_logging.output import number_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TextIO

    from flake8_foundry_logging.codemods.runner import FileFix, FixRequest
    from flake8_foundry_logging.codemods.transform import Change

__all__ = ["write_report"]

RUNTIME_IMPORT = re.compile(r"^\s*(from|import)\s+foundry_logging\b", re.MULTILINE)
DEPENDENCY = "the fixed files import foundry_logging: add foundry-logging to the project's dependencies\n"
OF_THE_FILE = (PROOF_FAILED, NOT_WRITTEN)
"""Reasons that a file's problem has told already, for all of its findings."""


def write_report(
    results: Sequence[FileFix],
    request: FixRequest,
    *,
    from_stdin: bytes | None,
    out: TextIO,
    err: TextIO,
) -> None:
    """Write the report: code and diffs and data to ``out``, what people read beside them to ``err``.

    Args:
        results: a file each, in order.
        request: what was asked for.
        from_stdin: what standard input has become, byte for byte; it goes to ``out`` unless a diff does.
        out: standard output.
        err: standard error.
    """
    err.writelines(_problems(results))
    dry = request.diff or request.check
    if request.output_format != "text":
        data = _as_json(results) if request.output_format == "json" else _as_sarif(results, dry=dry)
        json.dump(data, out, ensure_ascii=False, indent=2)
        out.write("\n")
        return
    if request.diff:
        _write_diffs(results, out, err)
    elif from_stdin is not None:
        out.flush()
        out.buffer.write(from_stdin)
    people = err if request.diff or from_stdin is not None else out
    people.writelines(_left(results))
    people.writelines(_summary(results, dry=dry))
    people.writelines(_readers(results))
    if any(RUNTIME_IMPORT.search(r.after) and not RUNTIME_IMPORT.search(r.before) for r in results):
        people.write(DEPENDENCY)


def _problems(results: Iterable[FileFix]) -> Iterator[str]:
    for result in results:
        place = f"{result.path}:{result.line}" if result.line else result.path
        if result.problem:
            yield f"{place}: {result.problem}\n"
        if result.found != len(result.changes):
            yield f"{place}: {result.found} findings, but {len(result.changes)} are accounted for; please report it\n"


def _write_diffs(results: Iterable[FileFix], out: TextIO, err: TextIO) -> None:
    tree = Tree(os.getcwd())
    for result in results:
        text = "".join(diff(result.before, result.after, tree.name(result.path), marked=result.encoding == "utf-8-sig"))
        out.write(text)
        if text.encode(errors="replace") != text.encode(result.encoding.removesuffix("-sig"), errors="replace"):
            said = "`git apply` cannot take this part, run fix without --diff"
            err.write(f"{result.path}: its encoding is {result.encoding}; {said}\n")


def _left(results: Iterable[FileFix]) -> Iterator[str]:
    """A line for each finding that is left, but for those of a file that is left as a whole."""
    for result in results:
        for change in result.changes:
            if change.outcome is not Outcome.REFUSED or (result.problem and change.reason in OF_THE_FILE):
                continue
            finding = change.finding
            place = f"{result.path}:{finding.line}:{finding.column + 1}"
            reason = f"{change.reason}: {change.detail}" if change.detail else change.reason
            yield f"{place}: left {finding.code} ({reason}) {finding.message}\n"


def _summary(results: Sequence[FileFix], *, dry: bool) -> Iterator[str]:
    outcomes = _outcomes(results)
    found = sum(result.found for result in results)
    changed = sum(result.changed for result in results)
    if not found:
        yield "Nothing to fix.\n"
        return
    converted, dropped, left = (outcomes[o.value] for o in (Outcome.CONVERTED, Outcome.DROPPED, Outcome.REFUSED))
    verb = "would change" if dry else "changed"
    account = f"{converted} converted + {dropped} dropped + {left} left = {found} found"
    yield f"{account}; {number_of(changed, 'file')} {verb}.\n"
    for reason, count in _reasons(results).most_common():
        yield f"  {count:5} {reason}: {REASONS[reason]}\n"


def _outcomes(results: Iterable[FileFix]) -> Counter[str]:
    return Counter(change.outcome.value for result in results for change in result.changes)


def _reasons(results: Iterable[FileFix]) -> Counter[str]:
    return Counter(c.reason for result in results for c in result.changes if c.outcome is Outcome.REFUSED)


def _readers(results: Sequence[FileFix]) -> Iterator[str]:
    """The tests that may notice that something is no longer printed."""
    readers = readers_of(_silenced(results))
    if readers:
        yield f"{number_of(len(readers), 'test file')} may notice what is no longer printed:\n"
        yield from (f"  {reader.path} ({', '.join(reader.reads)})\n" for reader in readers)


def _silenced(results: Iterable[FileFix]) -> Iterator[str]:
    """The files in which something was printed that no longer is."""
    for result in results:
        went = (Outcome.CONVERTED, Outcome.DROPPED)
        if result.changed and any(c.finding.code.startswith("LGF1") and c.outcome in went for c in result.changes):
            yield result.path


# -- data --------------------------------------------------------------------------------------------------------------


def _as_json(results: Sequence[FileFix]) -> dict[str, Any]:
    """The report that docs/fix-report.schema.json describes."""
    return {
        "version": 1,
        "files": [
            {
                "path": result.path,
                "changed": result.changed,
                "problem": result.problem or None,
                "line": result.line or None,
                "findings": [_finding(change) for change in result.changes],
            }
            for result in results
            if result.changes or result.problem
        ],
        "tests_that_read_output": [
            {"path": reader.path, "reads": list(reader.reads)} for reader in readers_of(_silenced(results))
        ],
        "summary": _totals(results),
    }


def _finding(change: Change) -> dict[str, Any]:
    finding = change.finding
    return {
        "code": finding.code,
        "line": finding.line,
        "column": finding.column + 1,
        "end_line": finding.end_line,
        "end_column": finding.end_column + 1,
        "message": finding.message,
        **_outcome(change),
    }


def _outcome(change: Change) -> dict[str, Any]:
    refused = change.outcome is Outcome.REFUSED
    return {
        "outcome": change.outcome.value,
        "reason": change.reason or None,
        "next_step": REASONS[change.reason] if refused else None,
        "detail": change.detail or None,
    }


def _totals(results: Sequence[FileFix]) -> dict[str, Any]:
    outcomes = _outcomes(results)
    return {
        **{outcome.value: outcomes[outcome.value] for outcome in Outcome},
        "found": sum(result.found for result in results),
        "changed_files": sum(result.changed for result in results),
        "reasons": dict(_reasons(results).most_common()),
    }


def _as_sarif(results: Sequence[FileFix], *, dry: bool) -> dict[str, Any]:
    """What is left; where nothing is written, also what would be fixed."""
    from flake8_foundry_logging.sarif import Told, Trouble, sarif  # text does without

    told = (
        Told(result.path, change.finding, _sarif_text(change), _outcome(change))
        for result in results
        for change in result.changes
        if dry or change.outcome is Outcome.REFUSED
    )
    troubles = (Trouble(result.path, result.line, result.problem) for result in results if result.problem)
    return sarif(told, troubles, {"summary": _totals(results)})


def _sarif_text(change: Change) -> str:
    if change.outcome is not Outcome.REFUSED:
        return f"{change.finding.message} (foundry-lint fix rewrites it)"
    return f"{change.finding.message} (left, {change.reason}: {REASONS[change.reason]})"
