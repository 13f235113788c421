"""Which `noqa` comments are said to suppress nothing, by which rules ran; LGF901 has further examples."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from flake8_foundry_logging.checking import Checker
from flake8_foundry_logging.core.engine import Engine
from flake8_foundry_logging.core.inspection import inspect
from flake8_foundry_logging.core.noqa import Suppressions
from flake8_foundry_logging.core.rule import Rule
from flake8_foundry_logging.core.selection import Selection
from flake8_foundry_logging.core.source import Source
from flake8_foundry_logging.rules import ALL
from flake8_foundry_logging.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flake8_foundry_logging.core.finding import Finding


def unused(text: str, codes: Iterable[str], *, disabled: bool = False) -> list[Finding]:
    """What is said about the comments of a text when the rules with these codes run."""
    engine = Engine(rule for rule in ALL if rule.code in {*codes, "LGF901"})
    found = inspect(engine, Source(text, "a.py"), Suppressions(text, disabled=disabled), ALL)
    return [finding for finding in found if finding.code == "LGF901"]


EVERY = [rule.code for rule in ALL]


@pytest.mark.parametrize(
    ("named", "ran", "judged"),
    [
        ("LGF101", ["LGF101"], True),
        ("LGF101", ["LGF102"], False),
        ("LGF101", [], False),
        ("LGF1", EVERY, True),
        ("LGF1", ["LGF101", "LGF102"], False),
        ("LGF10", [code for code in EVERY if code != "LGF106"], False),
        ("LGF998", ["LGF101"], True),  # no such rule: nothing is at rest that it could be meant for
        ("lgf101", EVERY, False),  # versions of flake8 differ in what it means
        ("LGF901", EVERY, False),
        ("LGF9", EVERY, False),
    ],
)
def test_a_code_is_judged_where_every_rule_that_it_names_ran(named: str, ran: list[str], judged: bool) -> None:
    assert bool(unused(f"x = 1  # noqa: {named}\n", ran)) is judged


def test_each_code_is_found_where_it_stands_in_characters() -> None:
    text = "y = 'Привет 🌍'  # noqa: E501, LGF101,LGF202\n"
    found = unused(text, EVERY)

    assert [text[f.column : f.end_column] for f in found] == ["LGF101", "LGF202"]
    assert [f.message for f in found] == [
        f"noqa: {code} suppresses nothing here: take it out" for code in ("LGF101", "LGF202")
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_comment_behind_a_text_of_several_lines_counts_for_all_of_them(end: str) -> None:
    hiding = end.join(("x = 1", 'print("""', "a", '""")  # noqa: LGF101', ""))
    idle = end.join(("x = 1", 'print("""', "a", '""")  # noqa: LGF202', ""))

    assert unused(hiding, EVERY) == []
    assert [(f.line, f.column) for f in unused(idle, EVERY)] == [(4, 14)]


def test_no_comment_is_judged_where_none_counts() -> None:
    assert unused("x = 1  # noqa: LGF101\n", EVERY, disabled=True) == []
    assert unused("x = 1  # noqa: LGF101\n# flake8: noqa\n", EVERY) == []


def test_no_comment_is_judged_beside_a_crash() -> None:
    broken = Rule(code="LGF998", name="broken", since="0.1", doc="", message="", examples=(), words=("call",))

    @broken.on(ast.Call)
    def crash(node, frame):  # type: ignore[no-untyped-def]
        raise KeyError("no such thing")
        yield

    text = "call()\nx = 1  # noqa: LGF101\n"
    rules = [*ALL, broken]
    found = inspect(Engine(rules), Source(text, "a.py"), Suppressions(text), rules)

    assert [finding.code for finding in found] == ["LGF900"]


def test_a_file_in_which_no_rule_has_anything_to_look_at_is_judged() -> None:
    text = "x = 1  # noqa: LGF703\n"
    engine = Engine(rule for rule in ALL if rule.code in ("LGF701", "LGF901"))

    assert engine.concerns(text)
    assert not engine.concerns("x = 1\n")


def test_it_is_off_until_named() -> None:
    def codes(selection: Selection) -> list[str]:
        settings = Settings(selection=selection)
        return [f.code for f in Checker(settings).bytes(b"x = 1  # noqa: LGF101\n", "a.py").findings]

    assert codes(Selection()) == codes(Selection(select=("LGF",))) == []
    assert codes(Selection(extend_select=("LGF901",))) == codes(Selection(enable=("LGF9",))) == ["LGF901"]
