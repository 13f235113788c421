"""A rule's page on a terminal: ``foundry-lint rule``."""

from __future__ import annotations

import os
import re
import textwrap
from enum import Enum
from typing import IO, TYPE_CHECKING

from flake8_foundry_logging.pages import Bullets, Code, safety, sections, state

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from flake8_foundry_logging.core.rule import Rule

__all__ = ["coloured", "listing", "text_page"]

WIDTH = 92
"""Columns of a paragraph: what reads well, and fits 100 with its indent."""
INLINE = re.compile(r"`([^`]+)`")
FOUND = re.compile(r"\S.*# LGF\d{3}$", re.MULTILINE)


class Ink(Enum):
    """What a piece of text is; the value is its SGR parameter (ECMA-48, 8.3.117)."""

    TITLE = "1"
    HEADING = "1;36"
    CODE = "36"
    FOUND = "31"


def coloured(stream: IO[str], environment: Mapping[str, str] = os.environ) -> bool:
    """Whether to colour: ``NO_COLOR`` forbids, ``FORCE_COLOR`` asks for it (neither empty), else a terminal decides."""
    if environment.get("NO_COLOR"):
        return False
    return bool(environment.get("FORCE_COLOR")) or (stream.isatty() and environment.get("TERM") != "dumb")


def text_page(rule: Rule, *, colour: bool = False) -> str:
    """The page of a rule for a terminal."""
    title = f"{rule.code} {rule.name}"
    lines = [f"{_painted(title, Ink.TITLE, colour)}  ({state(rule)}, since {rule.since})", ""]
    for section in sections(rule):
        lines += [_painted(section.title, Ink.HEADING, colour), ""]
        for block in section.blocks:
            if isinstance(block, Code):
                code = FOUND.sub(lambda line: _painted(line[0], Ink.FOUND, colour), block.text.rstrip("\n"))
                lines += [textwrap.indent(code, "        "), ""]
            elif isinstance(block, Bullets):
                lines += [*(_prose(entry, colour, first="    - ", rest="      ") for entry in block.entries), ""]
            else:
                lines += [_prose(block, colour, first="    ", rest="    "), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def listing(rules: Iterable[Rule]) -> list[str]:
    """One line for each rule: code, name, whether it is on, whether it can be fixed."""
    return [
        f"{rule.code}  {rule.name:<34}  {state(rule):<24}  {f'fix ({safety(rule)})' if rule.fixable else ''}".rstrip()
        for rule in rules
    ]


def _prose(text: str, colour: bool, *, first: str, rest: str) -> str:
    """Text with its lines filled, or as it is if it has lines of its own."""
    if "\n" in text:
        filled = textwrap.indent(text, rest)
    else:
        filled = textwrap.fill(
            text, WIDTH + len(first), initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
        )
    return INLINE.sub(lambda code: _painted(code[0], Ink.CODE, colour), filled)


def _painted(text: str, ink: Ink, colour: bool) -> str:
    return f"\x1b[{ink.value}m{text}\x1b[0m" if colour else text
