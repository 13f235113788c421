"""What reaches a log and what does not: each sentence of the definition, both ways, and habits of real code."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.engine import Engine
from flake8_foundry_logging.core.rule import FOUNDRY
from flake8_foundry_logging.core.source import Source
from flake8_foundry_logging.rules import ALL
from tests.linter.flow_cases import CASES
from tests.linter.flow_cases_clean import HARD_NEGATIVES

if TYPE_CHECKING:
    from tests.linter.flow_cases import Case

FAMILY = tuple(f"LGF30{number}" for number in range(1, 8))
ALL_CASES = (*CASES, *HARD_NEGATIVES)
ENGINE = Engine([rule for rule in ALL if rule.code in FAMILY])


def verdict(case: Case) -> str:
    findings = ENGINE.check(Source(FOUNDRY + case.code, "service.py"))
    return " ".join(sorted({finding.code for finding in findings})) or "clean"


def test_each_snippet_is_judged_right() -> None:
    """Run with ``-s`` to see misses and false alarms by class."""
    misses: list[tuple[Case, str]] = []
    alarms: list[tuple[Case, str]] = []
    for case in ALL_CASES:
        if (found := verdict(case)) != case.verdict:
            (misses if found == "clean" else alarms).append((case, found))
    total = Counter(case.group for case in ALL_CASES)
    for group, count in total.items():
        missed = sum(case.group == group for case, _ in misses)
        false = sum(case.group == group for case, _ in alarms)
        print(f"{group:14} {count:4} cases  {missed:3} missed  {false:3} false alarms")
    for case, found in (*misses, *alarms):
        print(f"\n{case.group}: {case.label}: {case.verdict}, found {found}\n{case.code}", end="")
    assert not misses
    assert not alarms


def test_there_are_enough_of_each_sort() -> None:
    assert len(ALL_CASES) >= 250
    assert len(HARD_NEGATIVES) * 3 >= len(CASES) // 2
    assert len({case.code for case in ALL_CASES}) == len(ALL_CASES)
