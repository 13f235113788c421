"""Where a print stands: taken out, replaced in place, comments kept, and what is left and reported."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from flake8_foundry_logging import codemods
from flake8_foundry_logging.codemods.refusals import REASONS
from tests.codemods.test_print_rows import FOUNDRY, fixed, transformed


@pytest.mark.parametrize(
    "statement", ["print()", 'print("")', 'print("=" * 60)', 'print("-----")', 'print("\\n")', 'print("🚀")']
)
def test_a_print_that_says_nothing_goes(statement: str) -> None:
    assert fixed(f"a()\n{statement}\nb()") == "a()\nb()"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("if verbose: print()", "if verbose: pass"),
        ("a(); print()", "a(); pass"),
        ("print(); a()", "pass; a()"),
        ("if verbose:\n    print()", "if verbose:\n    pass"),
        ('if verbose:\n    print("---")\n    print()', "if verbose:\n    pass"),
        ('if verbose:\n    print("---")\n    a()\n    print()', "if verbose:\n    a()"),
        ("a()\nprint()  # a gap\nb()", "a()\n# a gap\nb()"),
        ("a()\n\nprint()\n\nb()", "a()\n\nb()"),
        ('if verbose: print("Ready")', 'if verbose: logger.info("Ready")'),
        ('a(); print("Ready")', 'a(); logger.info("Ready")'),
        ('print("Ready")  # at last', 'logger.info("Ready")  # at last'),
        (
            'print(\n    "Model:",  # the label\n    model,  # the value\n)',
            '# the label\n# the value\nlogger.info("Model", model=model)',
        ),
        (
            "pprint_like = 1\nprint(\n    'Values:', {\n        'a': 1,  # first\n    }\n)",
            "pprint_like = 1\nlogger.info('Values', values={\n    'a': 1,  # first\n})",
        ),
    ],
)
def test_a_print_is_replaced_in_its_place(before: str, after: str) -> None:
    if "'a': 1" in before:
        after = after.replace("{\n    'a': 1,  # first\n}", "{\n        'a': 1,  # first\n    }")
    assert fixed(before) == after


def test_a_file_that_ends_in_a_dropped_print_without_a_newline_keeps_having_none() -> None:
    assert transformed(f"{FOUNDRY}\nwork()\nprint()").text == f"{FOUNDRY}\nwork()"


def test_a_string_behind_a_dropped_print_does_not_become_a_docstring() -> None:
    assert fixed('def f():\n    print()\n    "text"\n    return 1') == 'def f():\n    pass\n    "text"\n    return 1'


def test_a_long_call_is_written_one_argument_a_line() -> None:
    names = [f"a_rather_long_name_{n}" for n in range(5)]
    text = ", ".join(f"{{{name}}}" for name in names)

    lines = fixed(f'print(f"{text} and so on")').splitlines()

    assert lines[0] == "logger.info("
    assert lines[1:] == [f'    "{text} and so on",', *(f"    {name}={name}," for name in names), ")"]


UNAPPLIED = ['print("%s is up", name)', 'print("Loaded {} of", count)']

WORDLESS = [
    'print("{} {}".format(x, y))',
    "print(True, 1)",
    "print(1 + 2)",
    "print(x, y)",
    'print(f"{name}: {size}")',
    'print(f"[{name}]")',
    "print(message)",
    "print(warning_text)",
    'outs = "{} of {}".format(a, b)\nprint(outs)',
    'outs = f"{a} is up"\nif b:\n    outs = "%s is down" % b\nprint(outs)',
    "print(count, total())",
]

REFUSED = {
    "progress": [
        'print("Loading", end="")',
        'print("Loading...", end="")\nload()\nprint("done")',
        'for item in items:\n    print(".", end="")\nprint()',
        'print("\\r50%")',
        'print("a", end=sign)',
    ],
    "star-arguments": ["print(*items)", "print(**options)", 'print("{} of {}".format(*pair))'],
    "used-result": ['x = print("a")', 'verbose and print("a")'],
    "callback": ['run(lambda: print("a"))', "list(map(print, items))"],
    "hot-loop": ['[print("a", item) for item in items]', "for a in b:\n    for c in a:\n        print(c)"],
    "data-on-stdout": ["print(json.dumps(data))", "print(frame.to_csv())", "print(f'\\n{json.dumps(data)}')"],
    "table": ['print(f"{name:<20} {size:>6} MB")', 'print("%-20s %6d" % (name, size))', 'print(f"{a} | {b} | {c}")'],
    "menu": ['print("1. Start")\nprint("2. Stop")\nserve()'],
    "prompt": [
        'print("Which one?")\nanswer = input()',
        'while True:\n    answer = input()\n    if answer == "y":\n        break\n    print("Please answer with y")',
    ],
    "multi-line-text": ['print("""Usage:\n  a\n""")', 'print("one\\ntwo\\nthree")'],
    "walrus": ['print(f"Size: {(n := len(items))}")'],
    "dynamic-format": [
        "print(template % (a, b))",
        "print(fmt.format(a))",
        'print("%*d" % (width, n))',
        'print("{0.name} is up".format(a))',
    ],
    "dynamic-separator": ['print("a", "b", sep=sign)'],
    "dynamic-format-spec": ['print(f"size is {size:{width}} MB")'],
    "dynamic-message": ["print(_('no such file'))", "print(dedent('some long text'))", *WORDLESS],
    "lambda-value": ['print("cb", lambda: 1)', 'print(f"cb: {(lambda: 1)}")'],
    "sign-only": ['print("❌")', 'print("✅")', 'print("  ⚠️\\n")', 'print("❌ " + "=" * 10)'],
    "conditional-message": ['print("yes" if ok else "no")'],
    "literal-braces": [
        'print(f"set of {{}} and {name}")',
        'print(f"{{name}} is {name}")',
        'print("Hello {name}")',
        'print(f"{{{name}}} is up")',
    ],
    "placeholder-mismatch": ['print("%s of %s" % (a,))', 'print("{} is up".format(a, b))', *UNAPPLIED],
    "terminal-colours": ['print("\\033[91mBroken\\033[0m")', 'print(f"{Fore.RED}Broken")'],
    "bytes": ['print(b"data")'],
    "side-effects": ['print("a", flush=ready())'],
    "fmt-off": ['# fmt: off\nprint("a")\n# fmt: on', 'print("a")  # fmt: skip'],
    "comment-inside": ['if a: print("x",  # why\n    y)'],
}


@pytest.mark.parametrize(("code", "statement"), [(code, each) for code, all_of in REFUSED.items() for each in all_of])
def test_what_is_no_message_is_left_as_it_is_and_reported(code: str, statement: str) -> None:
    body = "".join(f"    {line}\n" for line in statement.splitlines())
    text = f"import json\n{FOUNDRY}\n\ndef work(items, data):\n{body}"

    result = transformed(text)

    assert {change.reason for change in result.changes} - {""} == {code}
    if all(change.reason for change in result.changes):
        assert result.text == text


def test_every_refusal_has_a_reason_in_one_clause() -> None:
    sources = [path.read_text(encoding="utf-8") for path in Path(codemods.__file__).parent.glob("*.py")]
    raised = {code for source in sources for code in re.findall(r'Refus(?:al|ed)\(\s*"([a-z-]+)"', source)}

    assert raised | set(REFUSED) <= set(REASONS)
    assert all(reason and not reason.endswith(".") and "\n" not in reason for reason in REASONS.values())


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("tests/test_model.py", "test-code"),
        ("conftest.py", "test-code"),
        ("app/_vendor/six.py", "vendored-file"),
        ("api/model_pb2.py", "generated-file"),
        ("latest.py", ""),
        ("test_data0/service.py", ""),
    ],
)
def test_files_that_are_not_the_projects_own_code_are_left(path: str, code: str) -> None:
    assert [c.reason for c in transformed('def f():\n    print("a")\n', path=path).changes] == [code]


def test_a_file_that_says_it_is_generated_is_left() -> None:
    text = '# Code generated by protoc. DO NOT EDIT.\ndef f():\n    print("a")\n'

    assert [change.reason for change in transformed(text).changes] == ["generated-file"]


@pytest.mark.parametrize(
    ("loop", "call"),
    [
        ("for item in items:", 'logger.debug("Item {item}", item=item)'),
        ("for item in [1, 2, 3]:", 'logger.info("Item {item}", item=item)'),
        ("while wait(item):", 'logger.info("Item {item}", item=item)'),
    ],
)
def test_what_would_flood_the_log_at_info_is_written_at_debug(loop: str, call: str) -> None:
    assert fixed(f'{loop}\n    keep(item)\n    print(f"Item {{item}}")') == f"{loop}\n    keep(item)\n    {call}"


def test_a_text_built_on_every_iteration_is_refused() -> None:
    text = f'{FOUNDRY}\n\ndef f(items):\n    for item in items:\n        print(f"Item: {{repr(item)}}")\n'

    assert [change.reason for change in transformed(text).changes] == ["hot-loop"]


def test_a_doctest_is_text() -> None:
    text = 'def f():\n    """\n    >>> print("a")\n    a\n    """\n'

    assert transformed(text).text == text


def test_crlf_line_ends_stay() -> None:
    text = f'{FOUNDRY}\n\ndef f(x):\n    print()\n    print(\n        "Model:",  # the label\n        x)\n'.replace(
        "\n", "\r\n"
    )

    result = transformed(text).text

    assert "\n" not in result.replace("\r\n", "")
    assert result.endswith('def f(x):\r\n    # the label\r\n    logger.info("Model", model=x)\r\n')


def test_a_heading_stays_with_the_text_that_it_is_printed_for() -> None:
    text = f"import json\n{FOUNDRY}\n\ndef show(data):\n    print('Start of it')\n    print(json.dumps(data))\n"

    result = transformed(text)

    assert (result.text, [change.reason for change in result.changes]) == (text, ["data-on-stdout"] * 2)


def test_the_signs_that_rich_draws_for_words_are_its_markup() -> None:
    text = f"from rich import print\n{FOUNDRY}\n\ndef work():\n    print(':warning: Nothing to do')\n"

    assert [change.reason for change in transformed(text).changes] == ["rich-markup"]
