"""What ``foundry-lint rule`` shows: the page, filled for a terminal, coloured only where somebody sees colours."""

from __future__ import annotations

import io
import re

import pytest

from flake8_foundry_logging.core.rule import Bad, Good, Rule
from flake8_foundry_logging.rules import ALL
from flake8_foundry_logging.terminal import coloured, listing, text_page

RULE = Rule(
    code="LGF999",
    name="any-name",
    since="0.1",
    doc="\nFinds `x`.\n\nBad.\n\nUse `y` instead.\n",
    message="found",
    reads=("cli_paths",),
    examples=(Bad("def f():\n    x()  #!\n", prelude=False), Good("y()", prelude=False)),
)
PAGE = """\
LGF999 any-name  (on, since 0.1)

What it does

    Finds `x`.

Why is this bad

    Bad.

Use instead

    Use `y` instead.

Examples

    Found:

        def f():
            x()  # LGF999

    Not found:

        y()

Fix

    None: what is right here depends on what the code is for.

Options

    - `foundry-cli-paths`: files whose prints are a program's output (LGF106, not LGF101);
      `foundry-cli-paths = tools/*, manage.py`
"""


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_page_in_full() -> None:
    assert text_page(RULE) == PAGE


def test_colours_change_nothing_but_colours() -> None:
    page = text_page(RULE, colour=True)

    assert "            \x1b[31mx()  # LGF999\x1b[0m\n" in page
    assert "Use \x1b[36m`y`\x1b[0m instead." in page
    assert re.sub(r"\x1b\[[\d;]+m", "", page) == PAGE


@pytest.mark.parametrize(
    ("stream", "environment", "expected"),
    [
        (Screen(), {}, True),
        (Screen(), {"TERM": "dumb"}, False),
        (Screen(), {"NO_COLOR": "1"}, False),
        (Screen(), {"NO_COLOR": ""}, True),
        (io.StringIO(), {}, False),
        (io.StringIO(), {"FORCE_COLOR": "1"}, True),
        (io.StringIO(), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_a_terminal_has_colours_unless_the_environment_says_otherwise(
    stream: io.StringIO, environment: dict[str, str], expected: bool
) -> None:
    assert coloured(stream, environment) is expected


@pytest.mark.parametrize("rule", list(ALL), ids=lambda rule: rule.code)
def test_no_line_of_prose_is_wider_than_a_terminal(rule: Rule) -> None:
    prose = [line for line in text_page(rule).splitlines() if not line.startswith("        ")]
    assert [line for line in prose if len(line) > 100] == []


def test_the_list_has_a_line_for_each_rule() -> None:
    assert [line.split()[0] for line in listing(ALL)] == [rule.code for rule in ALL]
