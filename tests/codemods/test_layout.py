"""Calls are laid out as the file's own lines are: its length, its literals, an argument a line where it had one."""

from __future__ import annotations

import pytest

from flake8_foundry_logging.codemods._layout import laid_out, line_length
from flake8_foundry_logging.codemods.transform import Transformed, transform
from flake8_foundry_logging.core.engine import Engine
from flake8_foundry_logging.core.source import Source
from flake8_foundry_logging.rules import ALL
from tests.codemods.test_print_rows import FOUNDRY, fixed

LONG = "a rather long text about what went on in the service when nobody looked"
WIDE = f"{FOUNDRY}wide = '{'w' * 100}'\n"


@pytest.mark.parametrize(
    ("lengths", "width"),
    [
        ([], 88),
        ([40, 60], 88),
        ([88], 88),
        ([89], 100),
        ([101], 120),
        ([140], 120),
        ([75] * 5, 79),
        ([75] * 4, 88),
        ([*[75] * 5, 80], 88),
        ([*[60] * 99, 130], 88),
        ([*[60] * 98, 130], 120),
    ],
)
def test_a_file_says_by_its_lines_how_long_they_may_be(lengths: list[int], width: int) -> None:
    assert line_length(Source("".join(f"#{'x' * (length - 1)}\n" for length in lengths), "a.py")) == width


@pytest.mark.parametrize(
    ("width", "call"),
    [
        (40, 'log.info("one two", a=first, b=second)'),
        (37, 'log.info(\n    "one two", a=first, b=second\n)'),
        (20, 'log.info(\n    "one two",\n    a=first,\n    b=second,\n)'),
        (12, 'log.info(\n    "one "\n    "two",\n    a=first,\n    b=second,\n)'),
    ],
)
def test_a_call_breaks_its_lines_as_a_formatter_would(width: int, call: str) -> None:
    rest = ["a=first", "b=second"]

    assert laid_out("log.info(", '"one two"', ['"one "', '"two"'], rest, indent="", width=width) == call


@pytest.mark.parametrize(
    ("several_lines", "call"), [(True, 'log.info(\n\t\t"one two"\n\t)'), (False, 'log.info("one two")')]
)
def test_a_text_that_no_line_can_hold_stays_where_it_was(several_lines: bool, call: str) -> None:
    made = laid_out("log.info(", '"one two"', ['"one two"'], [], indent="\t", width=5, several_lines=several_lines)

    assert made == call


def test_the_literals_of_a_long_print_stay_on_their_lines() -> None:
    statement = f'print(\n    "{LONG}, "\n    f"and {{count}} things more that should be told to a person, too"\n)'

    assert fixed(statement) == (
        f'logger.info(\n    "{LONG}, "\n    "and {{count}} things more that should be told to a person, too",\n'
        "    count=count,\n)"
    )


def test_a_file_with_longer_lines_gets_longer_ones() -> None:
    statement = f'print(\n    "{LONG[:40]}"\n    f"and {{count}} things more"\n)'
    call = f'"{LONG[:40]}and {{count}} things more", count=count'

    assert fixed(statement, prelude=WIDE) == f"logger.info({call})"
    assert fixed(statement) == f"logger.info(\n    {call}\n)"


STDLIB = "import logging\nlog = logging.getLogger(__name__)\n"
ENGINE = Engine([rule for rule in ALL if rule.code in ("LGF214", "LGF215", "LGF502", "LGF503")])


def restructured(call: str) -> Transformed:
    return transform(Source(STDLIB + call, "service.py"), ENGINE.check_module, ENGINE.options, unsafe=True)


CALLS = {
    # parentheses around one argument are no tuple
    'log.info(("a %s" % x))': 'log.info("a %s", x)',
    'log.info((("a %s") % x), exc_info=e)': 'log.info("a %s", x, exc_info=e)',
    'log.info(\n    (\n        "a {} "\n        "b"\n    ).format(x)\n)': 'log.info("a %s b", x)',
    'log.log(20, ("a %s" % x))': 'log.log(20, "a %s", x)',
    'log.info(("a"), exc_info=True)': 'log.info(("a"))',
    # what is too long for a line keeps its literals
    f'log.info("{LONG} "\n         "%s and %s" % (first, second))': (
        f'log.info(\n    "{LONG} %s and %s",\n    first,\n    second,\n)'
    ),
    f'log.info("{LONG} {LONG} "\n         "%s and %s" % (first, second), stack_info=True)': (
        f'log.info(\n    "{LONG} {LONG} "\n    "%s and %s",\n    first,\n    second,\n    stack_info=True,\n)'
    ),
    'log.info(\n    "a %s" % x,\n)': 'log.info(\n    "a %s",\n    x,\n)',
}


@pytest.mark.parametrize("before", CALLS)
def test_a_log_call_is_laid_out_like_a_print(before: str) -> None:
    result = restructured(f"{before}\n")

    assert result.failure is None
    assert result.text == f"{STDLIB}{CALLS[before]}\n"


def test_a_comment_between_an_argument_and_its_parentheses_is_not_lost() -> None:
    text = 'log.info((  # why\n    "a %s" % x))\n'
    result = restructured(text)

    assert [change.reason for change in result.changes] == ["comment-inside"]
    assert result.text == STDLIB + text


def test_a_parenthesised_argument_gets_a_keyword_behind_it() -> None:
    result = restructured('try:\n    go()\nexcept Exception:\n    log.critical(("a"))\n')

    assert '    log.critical(("a"), exc_info=True)\n' in result.text
