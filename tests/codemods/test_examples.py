"""Each fix makes exactly what the examples of its rule show, or refuses with the reason that they name."""

from __future__ import annotations

import pytest

from flake8_foundry_logging.codemods.kit import Outcome
from flake8_foundry_logging.codemods.rounds import UNSAFE
from flake8_foundry_logging.codemods.transform import Transformed, transform
from flake8_foundry_logging.core.engine import Engine
from flake8_foundry_logging.core.rule import Bad, Example, Rule
from flake8_foundry_logging.core.source import Source
from tests.linter import examples

FIXED = [(rule, e) for rule, e in examples.ALL_EXAMPLES if isinstance(e, Bad) and e.after is not None]
REFUSED = [(rule, e) for rule, e in examples.ALL_EXAMPLES if isinstance(e, Bad) and e.refused is not None]


def fixed(rule: Rule, example: Example, *, unsafe: bool) -> Transformed:
    text, _ = examples.marked(example.text)
    engine = Engine([rule], examples.options(example))
    return transform(Source(text, example.path), engine.check_module, engine.options, unsafe=unsafe)


@pytest.mark.parametrize(("rule", "example"), FIXED, ids=examples.name_of)
def test_a_fix_makes_what_the_example_shows(rule: Rule, example: Bad) -> None:
    assert example.after is not None
    result = fixed(rule, example, unsafe=True)
    assert result.failure is None
    prelude_kept = example.prelude and not example.code.startswith(("import", "from"))
    assert result.text == Example(example.after, prelude=prelude_kept).text
    assert all(change.outcome in (Outcome.CONVERTED, Outcome.DROPPED) for change in result.changes)


@pytest.mark.parametrize(("rule", "example"), FIXED, ids=examples.name_of)
def test_a_fix_is_as_safe_as_the_example_says(rule: Rule, example: Bad) -> None:
    result = fixed(rule, example, unsafe=False)
    assert any(change.reason == UNSAFE for change in result.changes) == example.unsafe


@pytest.mark.parametrize(("rule", "example"), FIXED, ids=examples.name_of)
def test_a_fix_of_fixed_code_changes_nothing(rule: Rule, example: Bad) -> None:
    first = fixed(rule, example, unsafe=True)
    engine = Engine([rule], examples.options(example))
    again = transform(Source(first.text, example.path), engine.check_module, engine.options, unsafe=True)
    assert (again.failure, again.text) == (None, first.text)


@pytest.mark.parametrize(("rule", "example"), REFUSED, ids=examples.name_of)
def test_a_fix_refuses_with_the_reason_that_the_example_names(rule: Rule, example: Bad) -> None:
    result = fixed(rule, example, unsafe=True)
    assert {change.reason for change in result.changes} == {example.refused}
    assert result.text == examples.marked(example.text)[0]
