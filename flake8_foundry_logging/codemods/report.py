"""What ``foundry-lint fix`` says: the diff, what was left and why, and the account that must add up."""

from __future__ import annotations

import difflib
import io
import json
import re
from collections import Counter
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods.kit import Outcome
from flake8_foundry_logging.codemods.refusals import REASONS
from flake8_foundry_logging.output import number_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TextIO

    from flake8_foundry_logging.codemods.runner import FileFix, FixRequest

__all__ = ["write_report"]

RUNTIME_IMPORT = re.compile(r"^\s*(from|import)\s+foundry_logging\b", re.MULTILINE)
DEPENDENCY = "the fixed files import foundry_logging: add foundry-logging to the project's dependencies\n"
BYTE_ORDER_MARK = "\ufeff"


def write_report(
    results: Sequence[FileFix],
    request: FixRequest,
    *,
    from_stdin: bytes | None,
    out: TextIO,
    err: TextIO,
) -> None:
    """Write the report: code and diffs and JSON to ``out``, what people read beside them to ``err``.

    Args:
        results: a file each, in order.
        request: what was asked for.
        from_stdin: what standard input has become, byte for byte; it goes to ``out`` unless a diff does.
        out: standard output.
        err: standard error.
    """
    for result in results:
        if result.problem:
            place = f"{result.path}:{result.line}" if result.line else result.path
            err.write(f"{place}: {result.problem}\n")
    if request.output_format == "json":
        json.dump(_as_json(results), out, ensure_ascii=False, indent=2)
        out.write("\n")
        return
    if request.diff:
        for result in results:
            text = "".join(diff(result))
            out.write(text)
            if text.encode(errors="replace") != text.encode(result.encoding.removesuffix("-sig"), errors="replace"):
                said = "`git apply` cannot take this part, run fix without --diff"
                err.write(f"{result.path}: its encoding is {result.encoding}; {said}\n")
    elif from_stdin is not None:
        out.flush()
        out.buffer.write(from_stdin)
    people = err if request.diff or from_stdin is not None else out
    people.writelines(_left(results))
    people.writelines(_summary(results, dry=request.diff or request.check))
    if any(RUNTIME_IMPORT.search(r.after) and not RUNTIME_IMPORT.search(r.before) for r in results):
        people.write(DEPENDENCY)


def diff(result: FileFix) -> Iterator[str]:
    """A unified diff that ``git apply`` and ``patch -p1`` accept; nothing for an unchanged file."""
    if not result.changed:
        return
    path = result.path.removeprefix("./").lstrip("/")
    mark = BYTE_ORDER_MARK if result.encoding == "utf-8-sig" else ""  # part of the first line for git and patch
    before, after = _lines(mark + result.before), _lines(mark + result.after)
    for line in difflib.unified_diff(before, after, f"a/{path}", f"b/{path}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    """Lines as git counts them: at ``\\n`` alone, for a form feed or a lone ``\\r`` belongs to its line."""
    return list(io.StringIO(text, newline="\n"))


def _left(results: Iterable[FileFix]) -> Iterator[str]:
    for result in results:
        for change in result.changes:
            if change.outcome is Outcome.REFUSED:
                finding = change.finding
                place = f"{result.path}:{finding.line}:{finding.column + 1}"
                yield f"{place}: left {finding.code} ({change.reason}) {finding.message}\n"


def _summary(results: Sequence[FileFix], *, dry: bool) -> Iterator[str]:
    outcomes = Counter(change.outcome for result in results for change in result.changes)
    found = outcomes.total()
    changed = sum(result.changed for result in results)
    if not found:
        yield "Nothing to fix.\n"
        return
    converted, dropped, left = (outcomes[o] for o in (Outcome.CONVERTED, Outcome.DROPPED, Outcome.REFUSED))
    verb = "would change" if dry else "changed"
    account = f"{converted} converted + {dropped} dropped + {left} left = {found} found"
    yield f"{account}; {number_of(changed, 'file')} {verb}.\n"
    reasons = Counter(c.reason for result in results for c in result.changes if c.outcome is Outcome.REFUSED)
    for reason, count in reasons.most_common():
        yield f"  {count:5} {reason}: {REASONS[reason]}\n"


def _as_json(results: Sequence[FileFix]) -> dict[str, object]:
    outcomes = Counter(change.outcome.value for result in results for change in result.changes)
    return {
        "files": [
            {
                "path": result.path,
                "changed": result.changed,
                "problem": result.problem or None,
                "line": result.line or None,
                "findings": [
                    {
                        "code": change.finding.code,
                        "line": change.finding.line,
                        "column": change.finding.column + 1,
                        "message": change.finding.message,
                        "outcome": change.outcome.value,
                        "reason": change.reason or None,
                    }
                    for change in result.changes
                ],
            }
            for result in results
            if result.changes or result.problem
        ],
        "summary": {
            **{outcome.value: outcomes[outcome.value] for outcome in Outcome},
            "found": outcomes.total(),
            "changed_files": sum(result.changed for result in results),
        },
    }
