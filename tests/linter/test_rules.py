"""Each rule does what its examples say, and is defined as CONTRIBUTING.md asks."""

from __future__ import annotations

import ast
import dataclasses
import re
from inspect import cleandoc
from pathlib import Path

import pytest

import flake8_foundry_logging.rules
from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.engine import Engine
from flake8_foundry_logging.core.inspection import inspect
from flake8_foundry_logging.core.noqa import Suppressions
from flake8_foundry_logging.core.options import Options
from flake8_foundry_logging.core.rule import Bad, Example, Good, Rule
from flake8_foundry_logging.core.source import Source
from flake8_foundry_logging.rules import ALL
from tests.linter import examples

RULES = Path(flake8_foundry_logging.rules.__file__).parent
MADE_BY_ENGINE = {"LGF900", "LGF901"}
"""Codes that are reported around the rules: on a crash, or by what all rules together found."""
SHARED = {
    "cli_paths",
    "logger_objects",
    "logger_factories",
    "error_reporters",
    "print_allowed_paths",
    "secret_words",
    "not_secrets",
}
"""Options that work alike in many rules: tests of their own show them."""


@pytest.mark.parametrize(("rule", "example"), examples.ALL_EXAMPLES, ids=examples.name_of)
def test_a_rule_finds_exactly_what_its_examples_mark(rule: Rule, example: Example) -> None:
    text, expected = examples.marked(example.text)
    made_by_engine = rule.code in MADE_BY_ENGINE
    engine = Engine(ALL if made_by_engine else [rule], examples.options(example))
    findings = engine.check(Source(text, example.path))
    if made_by_engine:
        comments = Suppressions(text)
        found = inspect(engine, Source(text, example.path), comments, ALL)
        findings = [f for f in found if f.code == rule.code and not comments.hides(f.line, f.code)]
    assert [finding.code for finding in findings] == [rule.code] * len(findings), findings
    assert [finding.line for finding in findings] == expected
    assert not findings or engine.concerns(text), "its words leave out a file in which it finds something"


@pytest.mark.parametrize(("rule", "example"), examples.ALL_EXAMPLES, ids=examples.name_of)
def test_an_example_marks_findings_exactly_when_it_is_bad(rule: Rule, example: Example) -> None:
    marks = examples.marked(example.text)[1]
    assert bool(marks) == isinstance(example, Bad)


@pytest.mark.parametrize("rule", ALL.rules, ids=lambda rule: rule.code)
class TestDefinition:
    def test_the_module_is_named_like_the_rule(self, rule: Rule) -> None:
        assert (RULES / f"{rule.name.replace('-', '_')}.py").is_file()

    def test_its_doc_says_what_why_and_what_to_use_instead(self, rule: Rule) -> None:
        first, *why, instead = cleandoc(rule.doc or "").split("\n\n")
        assert first.endswith(".")
        assert len(first) <= 120
        assert why
        assert instead.strip()

    def test_an_option_that_it_reads_is_shown_in_an_example(self, rule: Rule) -> None:
        shown = {name for example in examples.of(rule) for name in example.options}
        assert shown <= set(rule.reads)
        assert {name for name in rule.reads if name not in SHARED} <= shown

    def test_it_has_bad_and_good_examples_that_parse(self, rule: Rule) -> None:
        kinds = {type(example) for example in rule.examples}
        assert kinds == {Bad, Good} or (rule.code in MADE_BY_ENGINE and kinds == {Good})
        for example in rule.examples:
            ast.parse(example.text)

    def test_it_registers_a_check_unless_the_engine_makes_it(self, rule: Rule) -> None:
        assert bool(rule.checks) != (rule.code in MADE_BY_ENGINE)

    def test_what_it_guards_and_reads_exists(self, rule: Rule) -> None:
        assert set(rule.guards) <= set(Item)
        assert set(rule.reads) <= {field.name for field in dataclasses.fields(Options)}
        named = {*rule.yields_to, *re.findall(r"LGF\d{3}", rule.doc or "")}
        assert named <= {other.code for other in ALL}

    def test_a_fix_file_exists_exactly_when_an_example_shows_a_fix(self, rule: Rule) -> None:
        fix = RULES.parent / "codemods" / f"{rule.name.replace('-', '_')}.py"
        assert fix.is_file() == rule.fixable


def test_every_module_of_the_folder_is_in_the_list() -> None:
    files = {path.stem for path in RULES.glob("[a-z]*.py")}
    assert files == {rule.name.replace("-", "_") for rule in ALL}


def test_a_rule_that_crashes_is_reported_and_the_others_go_on() -> None:
    broken = Rule(code="LGF998", name="broken", since="0.1", doc="", message="", examples=())
    whole = Rule(code="LGF999", name="whole", since="0.1", doc="", message="seen", examples=())

    @broken.on(ast.Call)
    def crash(node, frame):  # type: ignore[no-untyped-def]
        raise KeyError("no such thing")
        yield

    @whole.on(ast.Call)
    def see(node, frame):  # type: ignore[no-untyped-def]
        yield whole.at(node, frame)

    findings = Engine([broken, whole]).check(Source("x = 1\ncall()\n", "a.py"))
    assert [(finding.line, finding.code) for finding in findings] == [(2, "LGF900"), (2, "LGF999")]
    assert "LGF998 broken" in findings[0].message
    assert "KeyError" in findings[0].message
