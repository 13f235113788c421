"""The examples of every rule: those in its module and those in tests/linter/cases."""

from __future__ import annotations

import importlib
import pkgutil
import re
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.options import Options
from flake8_foundry_logging.rules import ALL
from tests.linter import cases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.rule import Example, Rule

MARK = re.compile(r"[ \t]*#(!+)$", re.MULTILINE)


def of(rule: Rule) -> Iterator[Example]:
    """All examples of a rule, the ones that readers see first."""
    yield from rule.examples
    name = rule.name.replace("-", "_")
    if name in {module.name for module in pkgutil.iter_modules(cases.__path__)}:
        yield from importlib.import_module(f"{cases.__name__}.{name}").CASES


def marked(text: str) -> tuple[str, list[int]]:
    """The text without its marks, and the line of each expected finding."""
    lines = []
    for number, line in enumerate(text.split("\n"), 1):
        if mark := MARK.search(line):
            lines += [number] * len(mark.group(1))
    return MARK.sub("", text), lines


def options(example: Example) -> Options:
    """The options that an example is checked with."""
    return Options(**example.options)  # type: ignore[arg-type]  # a test of the definitions holds names and types


ALL_EXAMPLES = [(rule, example) for rule in ALL for example in of(rule)]


def name_of(value: object) -> str | None:
    """How pytest shows a rule or an example."""
    code = getattr(value, "code", None)
    return code.strip().splitlines()[-1][:50] if isinstance(code, str) else None
