"""What the rules read out of a template is what Python makes of it."""

from __future__ import annotations

import ast
import itertools

import pytest

from flake8_foundry_logging.core.engine import Engine
from flake8_foundry_logging.core.source import Source
from flake8_foundry_logging.rules import placeholder_mismatch
from flake8_foundry_logging.rules._templates import HOLE, TemplateError, braces, literal_text, percent

ENGINE = Engine([placeholder_mismatch.RULE])
PERCENT_PARTS = ("%s", "%d", "%%", "%5.2f", "%*d", "%.*f", "%ls", "%y", "%", "% o", "%r", "a")
BRACE_PARTS = ("{}", "{0}", "{1}", "{a}", "{a!r:>5}", "{:{}}", "{:>{a}}", "{{", "}}", "{", "}", "{a!z}", "b")


def _found(prelude: str, text: str, arguments: str) -> bool:
    return bool(ENGINE.check(Source(f"{prelude}\nlog.info({text!r}, {arguments})\n", "a.py")))


@pytest.mark.parametrize("values", [(1,), (1, 2), (1, 2, 3)], ids=len)
def test_a_percent_message_is_reported_exactly_when_python_cannot_fill_it(values: tuple[int, ...]) -> None:
    prelude = "import logging\nlog = logging.getLogger(__name__)"
    for parts in itertools.product(PERCENT_PARTS, repeat=2):
        text = "".join(parts)
        try:
            text % values
            fits = True
        except (TypeError, ValueError):
            fits = False
        assert _found(prelude, text, ", ".join(map(str, values))) != fits, text


@pytest.mark.parametrize("names", [("a",), ("a", "b")], ids=len)
def test_a_loguru_message_is_reported_whenever_python_cannot_fill_it(names: tuple[str, ...]) -> None:
    keywords = ", ".join(f"{name}=1" for name in names)
    for parts in itertools.product(BRACE_PARTS, repeat=2):
        text = "".join(parts)
        try:
            text.format(7, **dict.fromkeys(names, 1))
            raises = False
        except (IndexError, KeyError, ValueError):
            raises = True
        lost = not raises and not braces(text).numbers
        assert _found("from loguru import logger as log", text, f"7, {keywords}") == (raises or lost), text


def test_names_and_numbers_come_in_order() -> None:
    assert percent("%(a)s %(b.c)d").names == ("a", "b.c")
    assert percent("%s %*d").positional == ("s", "*", "d")
    assert braces("{a.b[c]} {d!r:{e}}").names == ("a", "d", "e")
    assert braces("{} {:{}}").needed == 3


@pytest.mark.parametrize("text", [f"%{HOLE}d", f"%({HOLE})s"])
def test_a_placeholder_that_a_value_completes_is_not_known(text: str) -> None:
    with pytest.raises(TemplateError) as caught:
        percent(text)
    assert caught.value.reason == ""


def test_a_long_sum_is_read_without_recursion() -> None:
    node = ast.parse(" + ".join(["'a'"] * 800), mode="eval").body
    assert literal_text(node) == "a" * 800


def test_only_literals_have_a_text() -> None:
    for source in ("x", "'a' + x", "x + 'a'", "1", "b'a'", "'a' % x", "f(x)", "'a' * 3"):
        assert literal_text(ast.parse(source, mode="eval").body) is None, source
