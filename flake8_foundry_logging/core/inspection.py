"""A file through an engine, whatever happens: the one call behind the plugin and the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_foundry_logging.core.engine import CRASH
from flake8_foundry_logging.core.finding import Finding
from flake8_foundry_logging.core.selection import PREFIX

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flake8_foundry_logging.core.engine import Engine
    from flake8_foundry_logging.core.noqa import Suppressions
    from flake8_foundry_logging.core.outline import Outline
    from flake8_foundry_logging.core.rule import Rule
    from flake8_foundry_logging.core.source import Source

__all__ = ["inspect"]

UNUSED = "LGF901"


def inspect(engine: Engine, source: Source, comments: Suppressions, known: Iterable[Rule | Outline]) -> list[Finding]:
    """The bare findings in a file, those that a ``noqa`` comment hides included, and the comments that hide none.

    The engine reports the crash of a rule by itself; what fails around the rules becomes one finding of the same code
    here, because a linter's traceback in somebody's build helps nobody.

    Args:
        engine: the rules that run.
        source: the file.
        comments: its ``noqa`` comments.
        known: all rules there are; a code of one that does not run is not judged.
    """
    try:
        found = engine.check(source)
        judge = next((rule for rule in engine.rules if rule.code == UNUSED), None)
        return found if judge is None else sorted([*found, *_unused(judge, engine.rules, comments, found, known)])
    except Exception as error:  # see above
        message = f"the check crashed ({type(error).__name__}: {error}); please report it"
        return [Finding(1, 0, CRASH, " ".join(message.split())[:120], 1, 0)]


def _unused(
    judge: Rule | Outline,
    ran: Iterable[Rule | Outline],
    comments: Suppressions,
    found: list[Finding],
    known: Iterable[Rule | Outline],
) -> Iterator[Finding]:
    """The entries of ours that hide no finding, each judged only where every rule that it names has run.

    What hides this very rule is left alone: it would hide what is said about it, too.
    """
    if any(finding.code == CRASH for finding in found):
        return  # what the rule that crashed would have found is unknown
    resting = {rule.code for rule in known} - {rule.code for rule in ran}
    by_line: dict[int, list[str]] = {}
    for finding in found:
        by_line.setdefault(finding.line, []).append(finding.code)
    for entry in comments.entries():
        code = entry.code
        if not code.startswith(PREFIX) or UNUSED.startswith(code) or any(other.startswith(code) for other in resting):
            continue
        if not any(hidden.startswith(code) for line in entry.lines for hidden in by_line.get(line, ())):
            end = entry.column + len(code)
            yield Finding(entry.line, entry.column, UNUSED, judge.message.format(code=code), entry.line, end)
