"""``check --add-noqa``: each finding's line gets its ``# noqa: CODE``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods.writing import ChangedMeanwhile, read, replace
from flake8_foundry_logging.core.noqa import Suppressions
from flake8_foundry_logging.core.source import Source, SourceError, decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from flake8_foundry_logging.core.finding import Finding

__all__ = ["NoqaError", "add_noqa"]


class NoqaError(Exception):
    """A file that no comments could be added to; the text says why, without the path."""


def add_noqa(path: str, findings: Sequence[Finding]) -> list[Finding]:
    """Add the comments that hide findings to a file, and prove that nothing else of it changes.

    Returns:
        The findings that are hidden now; the others stand where no comment can be, in the middle of a string that is
        continued, say.

    Raises:
        NoqaError: the file cannot be read, changed or written; it is as it was.
    """
    try:
        snapshot = read(path)
        text, encoding = decode(snapshot.data)
        new = with_comments(text, findings)
        if new != text:
            _require_same_program(text, new, path)
            replace(snapshot, new.encode(encoding))
    except (OSError, RuntimeError) as error:
        raise NoqaError(f"it cannot be written: {getattr(error, 'strerror', None) or error}") from error
    except ChangedMeanwhile as error:
        raise NoqaError("it was changed by somebody else meanwhile; run again") from error
    except SourceError as error:
        raise NoqaError(error.reason) from error
    comments = Suppressions(new)
    return [finding for finding in findings if comments.hides(finding.line, finding.code)]


def with_comments(text: str, findings: Iterable[Finding]) -> str:
    """A text with the comments that hide the findings."""
    comments = Suppressions(text)
    wanted: dict[int, list[str]] = {}
    for finding in findings:
        codes = wanted.setdefault(comments.stretch(finding.line)[1], [])
        if finding.code not in codes and not comments.hides(finding.line, finding.code):
            codes.append(finding.code)
    lines = Source(text, "").lines
    for number, codes in wanted.items():
        listed = ", ".join(sorted(codes))
        place = comments.codes_end(number)
        if not codes:
            continue
        if place is not None:
            line, column = place
            lines[line - 1] = f"{lines[line - 1][:column]}, {listed}{lines[line - 1][column:]}"
        else:
            bare = lines[number - 1].rstrip()
            lines[number - 1] = f"{bare}  # noqa: {listed}{lines[number - 1][len(bare) :]}"
    return "".join(lines)


def _require_same_program(before: str, after: str, path: str) -> None:
    if ast.dump(Source(before, path).tree) != ast.dump(Source(after, path).tree):
        raise NoqaError("a comment would change what it does")
