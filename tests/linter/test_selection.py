"""Which rules run and which codes are shown."""

from __future__ import annotations

import argparse
import itertools

import pytest
from flake8.style_guide import Decision, DecisionEngine

from flake8_foundry_logging.core.rule import Good, Rule
from flake8_foundry_logging.core.selection import PREFIX, PROFILES, Selection

ENTRIES = (None, (), ("LGF",), ("LGF1",), ("LGF101",), ("E", "F"), ("L",), ("LGF1", "LGF106"))


def rule(code: str, *, default: bool) -> Rule:
    return Rule(
        code=code,
        name="any-name",
        since="0.1",
        doc="A rule.",
        message="found",
        examples=(Good("x = 1\n"),),
        default=default,
    )


DEFAULT, OPT_IN = rule("LGF101", default=True), rule("LGF106", default=False)


@pytest.mark.parametrize("code", ["LGF101", "LGF106", "LGF202"])
def test_a_code_is_shown_exactly_where_flake8_shows_it(code: str) -> None:
    for select, extend_select, ignore, extend_ignore in itertools.product(ENTRIES, repeat=4):
        options = argparse.Namespace(
            select=list(select) if select is not None else None,
            extend_select=list(extend_select or ()),
            ignore=list(ignore) if ignore is not None else None,
            extend_ignore=list(extend_ignore or ()),
            extended_default_select=["C90", "E", "F", PREFIX, "W"],
            extended_default_ignore=[],
        )
        expected = DecisionEngine(options).decision_for(code) is Decision.Selected
        ours = Selection(
            select=select, extend_select=extend_select or (), ignore=(*(ignore or ()), *(extend_ignore or ()))
        )
        assert ours.reports(code) == expected, options


@pytest.mark.parametrize(
    "selection",
    [
        Selection(),
        Selection(select=("LGF",)),
        Selection(extend_select=("LGF", "E203")),
        Selection(ignore=("E203",)),
        Selection(enable=("LGF",)),
        Selection(select=("L",)),
        Selection(profile="guide"),
    ],
)
def test_an_opt_in_rule_is_off_until_it_is_named(selection: Selection) -> None:
    assert selection.rules([DEFAULT, OPT_IN]) == (DEFAULT,)


@pytest.mark.parametrize(
    "selection",
    [
        Selection(select=("LGF", "LGF106")),
        Selection(extend_select=("LGF1",)),
        Selection(extend_select=("LGF106",), ignore=("E203",)),
        Selection(enable=("LGF106",)),
        Selection(select=("LGF",), enable=("LGF10",)),
    ],
)
def test_an_opt_in_rule_runs_where_it_is_named_by_more_than_the_bare_prefix(selection: Selection) -> None:
    assert selection.rules([DEFAULT, OPT_IN]) == (DEFAULT, OPT_IN)


def test_the_profile_guide_turns_its_opt_in_codes_on_and_no_others() -> None:
    named = [rule(code, default=False) for code in sorted(PROFILES["guide"])]

    assert Selection(profile="guide").rules([*named, OPT_IN]) == tuple(named)


def test_enabling_opens_the_gate_and_chooses_nothing() -> None:
    assert Selection(select=("LGF101",), enable=("LGF106",)).rules([DEFAULT, OPT_IN]) == (DEFAULT,)


def test_per_file_ignores_leave_a_code_out_unless_it_is_selected_by_a_longer_prefix() -> None:
    assert not Selection().reports("LGF101", also_ignored=("LGF1",))
    assert Selection(select=("LGF101",)).reports("LGF101", also_ignored=("LGF1",))
