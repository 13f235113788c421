"""What is printed together is logged together, or stays together."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flake8_foundry_logging.codemods.kit import Outcome
from tests.codemods.test_print_rows import FOUNDRY, STDLIB, fixed, transformed

SCRIPT = 'if __name__ == "__main__":\n'


def script(*lines: str) -> tuple[str, list[str]]:
    """What becomes of lines under the main guard of a script, and why they are left."""
    head = f"import json\n{FOUNDRY}\n{SCRIPT}"
    result = transformed(head + "".join(f"    {line}\n" for line in lines))
    assert result.text.startswith(head)
    body = "\n".join(line[4:] for line in result.text[len(head) :].splitlines())
    return body, [change.reason for change in result.changes]


# -- a heading and its value -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('print("Received:")\nprint(data)', 'logger.info("Received", data=data)'),
        ('print("Received:")\nprint(f"{data}")', 'logger.info("Received", data=data)'),
        ('print(f"Rows of {name}:")\nprint(rows)', 'logger.info("Rows of {name}: {rows}", name=name, rows=rows)'),
        ('print("⚠️ Unused:")\nprint(names)\ngo()', 'logger.warning("Unused", names=names)\ngo()'),
        # not a heading, or more than a value under it
        ('print("Received")\nprint(data)', 'logger.info("Received")\nlogger.debug("data", data=data)'),
        ('print("Received:")\nprint("data", data)', 'logger.info("Received")\nlogger.info("data {data}", data=data)'),
    ],
)
def test_a_heading_and_the_value_under_it_are_one_event(before: str, after: str) -> None:
    assert fixed(before) == after


def test_both_prints_of_such_a_pair_are_accounted_for() -> None:
    result = transformed(f'{FOUNDRY}\n\ndef f(data):\n    print("Got:")\n    print(data)\n')

    assert [change.outcome for change in result.changes] == [Outcome.CONVERTED, Outcome.CONVERTED]


def test_a_comment_in_the_print_of_the_value_keeps_the_two_apart() -> None:
    statement = 'print("Got:")\nprint(\n    data,  # raw\n)'

    assert fixed(statement) == 'logger.info("Got")\n# raw\nlogger.debug("data", data=data)'


# -- a heading and what stays ------------------------------------------------------------------------------------------

KEPT = {
    "the usage follows": ["print('Too many arguments')", "parser.print_help()"],
    "a heading in capitals": ["print('PATHS')", "print(text)"],
    "what follows is measured first": ["print('Rows:')", "for row in rows:", "    size = len(row)", "    print(row)"],
    "what follows is tried": ["print('=== Version ===')", "try:", "    print(text)", "except KeyError:", "    pass"],
    "a text follows": ["print('Text:')", "print(text)"],
    "data follow": ["print('Data:')", "print(json.dumps(data))"],
    "rows follow": ["print('Rows:')", "for row in rows:", "    print(row)"],
    "under a condition": ["print('Rows:')", "if rows:", "    print(rows[0])"],
    "a function prints what follows": ["print('=== Rows ===')", "print_rows(rows)"],
    "a line is drawn under it": ["print('Rows')", "print('-' * 40)", "print_rows(rows)"],
    "it is fetched first": ["print('--- rows ---')", "rows = fetch()", "for row in rows:", "    print(row)"],
    "bullets": ["print('Rows:')", "for row in rows:", "    print(f'  - {row}')"],
    "a sign stands before it": ["print('# Items')", "display.pprint(rows)"],
}


@pytest.mark.parametrize("lines", KEPT.values(), ids=KEPT)
def test_a_heading_stays_with_what_is_printed_under_it(lines: list[str]) -> None:
    body, reasons = script(*lines)

    assert body == "\n".join(lines)
    assert set(reasons) == {"data-on-stdout"}


def test_trouble_is_logged_whatever_is_printed_under_it() -> None:
    lines = ["print('ERROR: no rows in:')", "for row in rows:", "    print(row)"]

    assert script(*lines)[0] == "logger.error('no rows in')\nfor row in rows:\n    print(row)"


# -- lines that part ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lines",
    [
        ["print()", "print(json.dumps(data))"],
        ["print(json.dumps(data))", "print('-' * 40)"],
        ["print()", "for row in rows:", "    print(row)"],
        ["print_rows(rows)", "print()"],
        ["print(row)", "print()", "print('=' * 10)", "print()"],
    ],
)
def test_an_empty_or_drawn_line_stays_beside_what_stays(lines: list[str]) -> None:
    assert script(*lines) == ("\n".join(lines), ["data-on-stdout"] * sum("print(" in line for line in lines))


def test_between_messages_it_goes() -> None:
    assert script("print('Start')", "print()", "print('-' * 9)", "print('Stop')")[0] == (
        "logger.info('Start')\nlogger.info('Stop')"
    )


# -- what is logged already --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('log.info(f"At {x}")\nprint(f"At {x}")', 'log.info(f"At {x}")'),
        ('print(f"At {x}")\nlog.info(f"At {x}")', 'log.info(f"At {x}")'),
        ('log.info(f"At {x}")\nif self.verbose:\n    print(f"At {x}")\ngo()', 'log.info(f"At {x}")\ngo()'),
        # something else is said, or done
        ('log.info(f"At {x}")\nprint(f"At {y}")', 'log.info(f"At {x}")\nlog.info("At %s", y)'),
        ('log.info("At")\nif ask():\n    print("At")', 'log.info("At")\nif ask():\n    log.info("At")'),
        (
            'log.info("At")\nif verbose:\n    print("At")\n    go()',
            'log.info("At")\nif verbose:\n    log.info("At")\n    go()',
        ),
    ],
)
def test_what_the_next_statement_logs_is_not_logged_twice(before: str, after: str) -> None:
    assert fixed(before, prelude=STDLIB) == after


# -- lines that go on --------------------------------------------------------------------------------------------------


def test_indented_lines_under_trouble_have_its_level() -> None:
    before = 'print("Error: no match")\nprint(f"  wanted: {first}")\nprint("\\tgot:", second)\nprint("Going on")'

    assert fixed(before) == (
        'logger.error("no match")\nlogger.error("wanted", first=first)\nlogger.error("got", second=second)\n'
        'logger.info("Going on")'
    )


# -- talks -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lines",
    [
        ["print('Type exit to leave')", "reset()", "answer = input('> ')"],
        ["print('Welcome')", "while True:", "    answer = input()"],
        ["if input('Go on? ') != 'y':", "    print('Stopped')"],
    ],
)
def test_what_leads_to_a_question_is_a_part_of_the_talk(lines: list[str]) -> None:
    assert script(*lines)[1] == ["prompt"]


def test_what_is_far_from_a_question_is_not() -> None:
    lines = ["print('Loading')", *(f"step({n})" for n in range(5)), "answer = input()"]

    assert script(*lines)[1] == [""]


# -- what a program is called for --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("print('Usage: run.py FILE')", "data-on-stdout"),
        ("print(timeit(job), 'seconds')", "data-on-stdout"),
        ("print(f'{len(rows)} rows')", ""),
        ("print('It took', timeit(job), 'seconds')", ""),
        ("print('Error: usage: run.py FILE')", ""),
    ],
)
def test_usage_and_results_stay(line: str, reason: str) -> None:
    assert script(line)[1] == [reason]


@pytest.mark.parametrize(
    ("body", "left"),
    [
        ("print('Version:', version)", ["data-on-stdout"]),
        ("print('ERROR: no version')", [""]),
        ("try:\n        go()\n    except OSError as e:\n        print(f'No version: {e}')", [""]),
    ],
)
def test_a_function_that_is_called_print_prints_but_for_trouble(body: str, left: list[str]) -> None:
    text = f"import argparse\n\n\ndef print_version(version):\n    {body}\n\n\n{SCRIPT}    print_version(1)\n"

    assert [change.reason for change in transformed(text).changes if change.finding.code != "LGF202"] == left


# -- any of them beside any other --------------------------------------------------------------------------------------

PRINTS = (
    'print("")',
    "print()",
    'print("=" * 20)',
    'print(f"{line}")',
    'print("Values:")',
    'print("=== Rows ===")',
    "print(rows)",
    'print("x", rows)',
    'print("%d)" % i, e)',
    'print(f"Failed: {e}")',
    "print(e)",
    "print(text)",
    "print(json.dumps(rows))",
    "go()",
    "print(f\"\\n{'=' * 50}\")",
    'print(f"Row {i}")',
)
CLAUSES = ("for row in rows:", "if rows:", "with held:", "while rows:")


def indented(lines: list[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def blocks(statements: st.SearchStrategy[list[str]]) -> st.SearchStrategy[list[str]]:
    """Blocks of statements, each some lines, under a clause, or a ``try`` of two of them."""
    block = st.lists(statements, min_size=1, max_size=4).map(lambda several: list(chain(*several)))
    under = st.tuples(st.sampled_from(CLAUSES), block).map(lambda parts: [parts[0], *indented(parts[1])])
    errors = st.sampled_from(("except KeyError as e:", "except Exception:"))
    traceback = st.sampled_from(([], ["traceback.print_exc()"]))
    attempt = st.tuples(block, errors, block, traceback).map(
        lambda parts: ["try:", *indented(parts[0]), parts[1], *indented([*parts[2], *parts[3]])]
    )
    return under | attempt


STATEMENTS = st.recursive(st.sampled_from(PRINTS).map(lambda line: [line]), blocks, max_leaves=12)


@pytest.mark.parametrize(
    "head",
    ["def f(rows):", "def f(rows):\n try:\n  go()\n except Exception as e:", 'if __name__ == "__main__":'],
)
@given(statements=st.lists(STATEMENTS, min_size=2, max_size=7))
@settings(max_examples=300, deadline=None)
def test_any_prints_beside_each_other_are_judged(head: str, statements: list[list[str]]) -> None:
    body = "".join(f"   {line}\n" for statement in statements for line in statement)

    result = transformed(f"import json, traceback\n{FOUNDRY}\n\n{head}\n{body}")

    assert result.failure is None
    assert "proof-failed" not in [change.reason for change in result.changes]


def test_a_line_stays_with_the_heading_of_what_stays() -> None:
    lines = ['print("")', 'print("Dump:")', "print(text)"]

    assert script(*lines)[0] == "\n".join(lines)


def test_in_a_handler_a_drawn_line_leaves_the_exception_to_the_words_behind_it() -> None:
    statement = 'try:\n    go()\nexcept Exception:\n    print("=" * 20)\n    print("Upload failed")'

    assert fixed(statement) == 'try:\n    go()\nexcept Exception:\n    logger.exception("Upload failed")'


def test_what_a_handler_prints_in_place_of_what_stays_stays_as_well() -> None:
    lines = ["try:", "    print(text)", "except KeyError:", '    print(f"{name} is not installed")']

    assert script(*lines)[0] == "\n".join(lines)


@pytest.mark.parametrize("clause", ["except KeyError as e:", "except Exception:"])
def test_an_error_is_logged_though_what_was_tried_stays(clause: str) -> None:
    failed = '    print(f"Failed: {e}")' if "as e" in clause else '    print("Failed")'

    assert "print(text)" in (changed := script("try:", "    print(text)", clause, failed)[0])
    assert "logger." in changed


def test_prints_of_the_exception_go_where_it_is_logged_already() -> None:
    statement = 'try:\n    go()\nexcept Exception as e:\n    print(e)\n    logger.exception("Failed")\n    print(e)'

    assert fixed(statement) == 'try:\n    go()\nexcept Exception:\n    logger.exception("Failed")'
