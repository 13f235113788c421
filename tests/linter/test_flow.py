"""What reaches a log and what does not: each sentence of the definition, both ways, and habits of real code."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from flake8_foundry_logging.core.engine import Engine
from flake8_foundry_logging.core.rule import FOUNDRY
from flake8_foundry_logging.core.source import Source
from flake8_foundry_logging.core.taint import Flow
from flake8_foundry_logging.rules import ALL
from tests.linter.flow_cases import CASES
from tests.linter.flow_cases_clean import HARD_NEGATIVES

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable

    from flake8_foundry_logging.core.frame import Binding, Frame
    from flake8_foundry_logging.core.taint import Leak, Trail
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
    clean = [case for case in ALL_CASES if case.verdict == "clean"]
    assert len(ALL_CASES) >= 250
    assert len(HARD_NEGATIVES) * 4 >= len(ALL_CASES)
    assert len(ALL_CASES) <= 2 * len(clean) <= 1.5 * len(ALL_CASES)
    assert len({case.code for case in ALL_CASES}) == len(ALL_CASES)


def test_the_credentials_of_a_policy_are_who_asks() -> None:
    code = FOUNDRY + "def enforce(credentials, action):\n    log.debug('enforcing', credentials=credentials)\n"

    assert ENGINE.check(Source(code, "service/policy.py")) == []
    assert [finding.code for finding in ENGINE.check(Source(code, "service/login.py"))] == ["LGF301"]


# -- the work has a bound ----------------------------------------------------------------------------------------------


def work(code: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many steps the flows of all rules take through a file."""
    steps = 0
    through, bound_to = Flow._through, Flow._bound_to

    def counted(self: Flow, node: ast.expr, frame: Frame, trail: Trail) -> Leak | None:
        nonlocal steps
        steps += 1
        return through(self, node, frame, trail)

    def counted_too(self: Flow, binding: Binding, trail: Trail) -> Leak | None:
        nonlocal steps
        steps += 1
        return bound_to(self, binding, trail)

    monkeypatch.setattr(Flow, "_through", counted)
    monkeypatch.setattr(Flow, "_bound_to", counted_too)
    ENGINE.check(Source(FOUNDRY + code, "service.py"))
    monkeypatch.undo()
    return steps


def chain(length: int) -> str:
    lines = [f"    x{number} = x{number - 1} + 'a'" for number in range(1, length)]
    return "\n".join(["def f(x0, password):", *lines, f"    log.info('x', value=x{length - 1})", ""])


def logged_chain(length: int) -> str:
    lines = [f"    x{number} = x{number - 1}\n    log.info('x', value=x{number})" for number in range(1, length)]
    return "\n".join(["def f(x0, password):", *lines, ""])


def branches(length: int) -> str:
    lines = [
        f"    if a == {number}:\n        x = y{number}\n        log.info('x', value=x)" for number in range(length)
    ]
    return "\n".join(["def f(a, password):", "    x = None", *lines, "    log.info('x', value=x)", ""])


def appended(length: int) -> str:
    lines = [f"    x += y{number}\n    log.info('x', value=x)" for number in range(length)]
    return "\n".join(["def f(x, password):", *lines, ""])


def stored(length: int) -> str:
    lines = [f"    d['k{number}'] = d\n    d['token_id'] = d" for number in range(length)]
    return "\n".join(["def f(password):", "    d = {}", *lines, "    log.info('x', value=d)", ""])


def helpers(length: int) -> str:
    lines = [f"def f{n}(x):\n    return f{(n + 1) % length}(x) or f{(n + 2) % length}(x)" for n in range(length)]
    return "\n".join([*lines, "def run(password):", "    log.info('x', value=f0(y))", ""])


def logging_helpers(length: int) -> str:
    lines = [f"def f{n}(x):\n    log.info(x)\n    f{(n + 1) % length}(x)" for n in range(length)]
    return "\n".join([*lines, "def run(token_id):", "    f0(token_id)", ""])


def secret_chain(length: int) -> str:
    lines = [f"    token{'x' * n} = token{'x' * (n - 1)} or other" for n in range(1, length)]
    return "\n".join(["def f(token, other):", *lines, f"    log.info('x', password=token{'x' * (length - 1)})", ""])


def plain_chain(length: int) -> str:
    lines = [f"    x{n} = x{n - 1} or other" for n in range(1, length)]
    return "\n".join(["def f(x0, other):", *lines, f"    log.info('x', password=x{length - 1})", ""])


def doubled(length: int) -> str:
    lines = [f"    x{n} = x{n - 1} + x{n - 1}" for n in range(1, length)]
    return "\n".join(["def f(x0):", *lines, f"    log.info('x', password=x{length - 1})", ""])


def sliced(length: int) -> str:
    return f"log.info('x', password=token{'[1:]' * length})\n"


def recursive(length: int) -> str:
    return "def fetch():\n    data = fetch()\n    return data\n" + "log.info('x', password=fetch())\n" * length


def secret_sum(length: int) -> str:
    return "log.info('x', password=" + " + ".join(f"a{n}" for n in range(length)) + ")\n"


def secret_loop(length: int) -> str:
    lines = [f"        token = token or password or a{n}\n        password = password or token" for n in range(length)]
    return "\n".join(["def f(token, password):", "    while True:", *lines, "        log.info('x', key=token)", ""])


def display(length: int) -> str:
    return "password = ''\nlog.info('x', value=[" + ", ".join(f"y{n}" for n in range(length)) + "])\n"


@pytest.mark.parametrize(
    ("hostile", "length", "most"),
    [
        (chain, 3000, 150),
        (logged_chain, 1000, 50 * 1000),
        (branches, 500, 50 * 500),
        (appended, 300, 50 * 300),
        (stored, 300, 50 * 300),
        (helpers, 100, 5000),
        (logging_helpers, 300, 50 * 300),
        (display, 10_000, 5 * 10_000),
        (secret_chain, 200, 150),
        (plain_chain, 3000, 150),
        (doubled, 40, 200),
        (sliced, 900, 10 * 900),
        (recursive, 50, 50 * 50),
        (secret_sum, 900, 10 * 900),
        (secret_loop, 200, 50 * 200),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_hostile_files_cost_what_they_are_long(
    hostile: Callable[[int], str], length: int, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "LGF900" not in {finding.code for finding in ENGINE.check(Source(FOUNDRY + hostile(length), "service.py"))}
    half, whole = (work(hostile(size), monkeypatch) for size in (length // 2, length))
    assert whole <= most
    assert whole <= 2.5 * half + 50


def test_a_file_without_a_word_of_a_secret_is_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert work("def f(x):\n    y = x\n    log.info('x', value=y)\n", monkeypatch) == 0


def test_a_file_without_a_sink_is_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert work("def f(password):\n    token = password\n    return token\n", monkeypatch) == 0
