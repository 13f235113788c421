"""A newcomer follows CONTRIBUTING.md to the letter and has a rule with its page and its tests."""

from __future__ import annotations

import re
import shutil
import sys
import textwrap
from typing import TYPE_CHECKING

import pytest

from flake8_foundry_logging.core.rule import FOUNDRY
from tests.e2e.commands import ROOT, run

if TYPE_CHECKING:
    from pathlib import Path

GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
STEPS = GUIDE[GUIDE.index("## A rule in five minutes") :]
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache")


def said(pattern: str) -> str:
    """What the steps say, where the pattern has its group."""
    found = re.search(pattern, STEPS, re.DOTALL)
    assert found is not None, pattern
    return found[1]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    return shutil.copytree(ROOT, tmp_path / "checkout", ignore=LEFT_OUT)


@pytest.mark.slow
def test_the_steps_add_a_rule_with_its_page_and_its_tests(checkout: Path) -> None:
    file, entry = said(r"Write `([\w/]+\.py)`"), said(r'Add `("\w+")` to the list')
    (checkout / file).write_text(
        textwrap.dedent(said(r"\n( +```python\n.*?)\n +```")).removeprefix("```python\n") + "\n"
    )
    rules = checkout / said(r"to the list in `([\w/]+\.py)`")
    rules.write_text(rules.read_text().replace("MODULES = (\n", f"MODULES = (\n    {entry},\n"))

    pages = run([sys.executable, *said(r"`\.venv/bin/python ([-\w. ]+)` writes its page").split()], checkout)
    assert (pages.returncode, pages.stderr) == (0, "")
    assert {"docs/rules/LGF599.md written", "README.md written"} <= set(pages.stdout.splitlines())

    tests = ["tests/linter/test_rules.py", "tests/linter/test_pages.py", "tests/linter/test_terminal.py"]
    suite = run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests, "-k", "shouted or LGF599"], checkout
    )
    assert suite.returncode == 0, suite.stdout
    passed = re.search(r"(\d+) passed", suite.stdout)
    examples = len(re.findall(r" {11}(?:Bad|Good)\(", STEPS))
    assert examples == 5
    assert passed is not None
    assert int(passed[1]) > 2 * examples, "each example is tested twice, and then the rule's definition and pages"

    (checkout / "loud.py").write_text(FOUNDRY + said(r"Bad\('(log\.info\(.*?\))  #!") + "\n")
    lint = [sys.executable, "-m", "flake8_foundry_logging", "check", "--extend-select=LGF599", "loud.py"]
    assert run(lint, checkout).stdout == (
        "loud.py:3:10: LGF599 'SERVER STARTED' shouts: write a sentence, at the level that it deserves\n"
    )
    for tool in (["ruff", "check"], ["ruff", "format", "--check"]):
        checked = run([sys.executable, "-m", *tool, file], checkout)
        assert checked.returncode == 0 or "No module named ruff" in checked.stderr, checked.stdout
