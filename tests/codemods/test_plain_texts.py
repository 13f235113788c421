"""Texts read without libcst are what libcst makes of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flake8_foundry_logging.codemods._literals import read
from flake8_foundry_logging.codemods._plain_texts import read_plain
from flake8_foundry_logging.codemods.kit import Refused

PLAIN = [
    "'Done'",
    '"It\'s"',
    r"'It\'s \u2713\n'",
    r"r'\d+'",
    "u'x'",
    '"""a\nb"""',
    "'''a'b''c'''",
    "f'Model: {model}'",
    'F"{a.b[0]} of {len(items)}"',
    "rf'\\d {x!r:>10} {c:.2f}{{x}} {{{y}}} }}'",
    "f\"{data['key']} and {d.get('x', 1)}\"",
    "f'{ x }'",
    "f''",
    "model",
    "a.b[0]",
    "f(x, 'text')",
    "await x",
    "a + b",
    "a if b else c",
    "[1, 2]",
    "-x",
    "1",
    "a * 2",
    "'a' 'b'",
    "'a' \"b\"",
    "f'{x}'\n   f'{y}' r'x'",
    "str(x)",
    "f'{str(a.b)} {str(x)!r} {a != b} {a<=b} {a > b:>5}'",
]
LEFT = [
    "('x')",
    "'a' + b",
    "'%s' % a",
    "'{}'.format(a)",
    "b'x'",
    "'=' * 60",
    "f'{x=}'",
    "str('x')",
    "str(f(x))",
    "f'{x}' + f'{y}'",
    "f'{x:{width}}'",
    "f'{\"text\"}'",
    "f'{(a)}'",
    "f'\\N{BULLET}'",
    "(a for a in b)",
    "a, b",
    "a  # why",
    "",
]


@pytest.mark.parametrize("source", PLAIN)
def test_a_plain_text_is_read_as_libcst_reads_it(source: str) -> None:
    assert read_plain(source) == read(source)


@pytest.mark.parametrize("source", LEFT)
def test_what_is_not_plain_is_left_to_libcst(source: str) -> None:
    assert read_plain(source) is None


BITS = st.lists(
    st.sampled_from(
        [
            "a",
            " ",
            "'",
            '"',
            "\\n",
            "\\'",
            "\\\\",
            "{{",
            "}}",
            "{x}",
            "{a.b}",
            "{x!r}",
            "{x:>3}",
            "{f(y)}",
            "%",
            "{",
            "é",
        ]
    ),
    max_size=8,
)


@given(st.sampled_from(["", "r", "f", "rf", "F"]), st.sampled_from(["'", '"', "'''", '"""']), BITS)
def test_any_literal_is_left_or_read_alike(prefix: str, mark: str, bits: list[str]) -> None:
    source = f"{prefix}{mark}{''.join(bits)}{mark}"
    try:
        compile(source, "x", "eval")
        expected = read(source)
    except (SyntaxError, Refused):
        return
    assert read_plain(source) in (None, expected)
