"""The place of a new import among those that are there: as isort and ruff would sort it, if somebody sorts them."""

from __future__ import annotations

import ast
import re
import sys
from enum import IntEnum
from itertools import pairwise
from pathlib import PurePath
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods.kit import Edit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flake8_foundry_logging.core.source import Source

    Key = Callable[[str], tuple[object, ...]]

__all__ = ["extended_import", "placed_among"]


class Section(IntEnum):
    """The sections of imports, in the order in which they stand (PEP 8, isort)."""

    FUTURE = 0
    STDLIB = 1
    PACKAGES = 2
    OWN = 3
    RELATIVE = 4

    @classmethod
    def of(cls, line: str, path: str) -> Section:
        """The section of an import statement in the file at a path."""
        module = _module_of(line)
        root = module.partition(".")[0]
        if module == "__future__":
            return cls.FUTURE
        if module.startswith("."):
            return cls.RELATIVE
        if root in sys.stdlib_module_names:
            return cls.STDLIB
        return cls.OWN if root in PurePath(path.replace("\\", "/")).parts[:-1] else cls.PACKAGES


def _module_of(line: str) -> str:
    return line.replace("(", " ").split()[1].rstrip(",;")


# -- among other imports -----------------------------------------------------------------------------------------------


def _natural(text: str) -> tuple[object, ...]:
    """``x10`` behind ``x9``, capitals among small letters."""
    return tuple((part.isdecimal(), int(part) if part.isdecimal() else part) for part in _parts(text.casefold()))


def _parts(text: str) -> list[str]:
    return [part for part in re.split(r"(\d+)", text) if part]


def _straight_first(line: str) -> tuple[object, ...]:
    return line.startswith("from"), _natural(_module_of(line))


def _from_first(line: str) -> tuple[object, ...]:
    return line.startswith("import"), _natural(_module_of(line))


def _by_module(line: str) -> tuple[object, ...]:
    return _natural(_module_of(line)), line.startswith("from")


STYLES: tuple[Key, ...] = (_straight_first, _by_module, _from_first)
"""isort's default within a section; ``force_sort_within_sections``; ``from_first``."""


def placed_among(source: Source, run: Sequence[ast.stmt], line: str, newline: str) -> Edit:
    """An import in its section of a run: in its place where that is sorted, else last; or in a section of its own."""
    texts = [source.segment(statement) for statement in run]
    sections = [Section.of(text, source.path) for text in texts]
    section = Section.of(line, source.path)
    if (style := _unsectioned(source, run, texts, sections)) is not None:
        return _within(source, run, list(range(len(run))), style, line, newline)
    mine = _group(source, run, [index for index, other in enumerate(sections) if other is section])
    if mine:
        style = _style_of(texts, sections)
        return _within(source, run, mine, style, line, newline)
    others = [index for index, other in enumerate(sections) if other is not Section.FUTURE]
    tight = len({sections[index] for index in others}) > 1 and not _has_gaps(source, [run[index] for index in others])
    apart = "" if tight else newline
    before = [index for index, other in enumerate(sections) if other < section]
    if not before:
        offset = source.offsets[_top_of(source, run, 0) - 1]
        return Edit(offset, offset, line + newline + apart)
    offset = source.offsets[run[before[-1]].end_lineno or 0]
    return Edit(offset, offset, apart + line + newline)


def _within(
    source: Source, run: Sequence[ast.stmt], mine: list[int], style: Key | None, line: str, newline: str
) -> Edit:
    """The import among those of its section: before the first that comes later, or behind the last."""
    later = [index for index in mine if style is not None and style(source.segment(run[index])) > style(line)]
    if later:
        offset = source.offsets[_top_of(source, run, later[0], keep=later[0] == mine[0]) - 1]
    else:
        offset = source.offsets[run[mine[-1]].end_lineno or 0]
    return Edit(offset, offset, line + newline)


def _style_of(texts: Sequence[str], sections: Sequence[Section]) -> Key | None:
    """How the sections are sorted within; None if they are not."""
    for style in STYLES:
        keys = [(section, style(text)) for section, text in zip(sections, texts, strict=True)]
        if all(one[0] is not other[0] or one[1] <= other[1] for one, other in pairwise(keys)):
            return style
    return None


def _unsectioned(
    source: Source, run: Sequence[ast.stmt], texts: Sequence[str], sections: Sequence[Section]
) -> Key | None:
    """How imports of all sections are sorted together (``no_sections``); None if they are not."""
    if _has_gaps(source, run) or list(sections) == sorted(sections) or Section.FUTURE in sections:
        return None
    for style in STYLES:
        keys = [style(text) for text in texts]
        if keys == sorted(keys):
            return style
    return None


def _has_gaps(source: Source, run: Sequence[ast.stmt]) -> bool:
    """Whether empty lines stand between some of the imports."""
    return any(
        not source.lines[line - 1].strip()
        for one, other in pairwise(run)
        for line in range((one.end_lineno or one.lineno) + 1, other.lineno)
    )


def _group(source: Source, run: Sequence[ast.stmt], mine: list[int]) -> list[int]:
    """The first of the groups that empty lines make of a section: the project's own packages stand last."""
    for place in range(1, len(mine)):
        if _has_gaps(source, run[mine[place - 1] : mine[place] + 1]):
            return mine[:place]
    return mine


def _top_of(source: Source, run: Sequence[ast.stmt], index: int, *, keep: bool = False) -> int:
    """The line of an import, or of the comments right above it, which go with it.

    Args:
        keep: they head its section, and stay above whatever is its first import.
    """
    line = run[index].lineno
    first = (run[index - 1].end_lineno or 0) + 1 if index else 1
    top = line
    while top > first and source.lines[top - 2].lstrip().startswith("#"):
        top -= 1
    return line if keep or (index == 0 and top == 1) else top


# -- an import that is there already -----------------------------------------------------------------------------------


def extended_import(source: Source, module: str, names: Sequence[str], last_line: int) -> Edit | None:
    """An edit that adds names to a ``from module import ...`` of the file, if it has one early enough."""
    for statement in source.tree.body:
        if (
            isinstance(statement, ast.ImportFrom)
            and statement.module == module
            and not statement.level
            and statement.lineno <= last_line
            and not any(alias.name == "*" for alias in statement.names)
        ):
            return _with_names(source, statement, names)
    return None


def _with_names(source: Source, statement: ast.ImportFrom, names: Sequence[str]) -> Edit | None:
    """The names among those of an import; None where they stand neither on one line nor on a line each."""
    held = [source.segment(alias) for alias in statement.names]
    key = next((key for key in (_by_type, _by_letters) if held == sorted(held, key=key)), None)
    spans = [source.span(alias) for alias in statement.names]
    start = source.offset(spans[0].line, spans[0].column)
    end = source.offset(spans[-1].end_line, spans[-1].end_column)
    if spans[0].line == spans[-1].end_line:
        return Edit(start, end, ", ".join(sorted([*held, *names], key=key) if key else [*held, *names]))
    if len({span.line for span in spans}) < len(spans) or len(names) > 1:
        return None
    name = names[0]
    later = [span for span, text in zip(spans, held, strict=True) if key and key(text) > key(name)]
    indent = source.lines[spans[0].line - 1][: spans[0].column]
    if indent.strip():
        return None
    newline = source.lines[spans[0].line - 1][len(source.lines[spans[0].line - 1].rstrip("\r\n")) :]
    if later:
        offset = source.offsets[later[0].line - 1]
        return Edit(offset, offset, f"{indent}{name},{newline}")
    comma = source.text[end : end + 1] == ","
    return Edit(end, end + comma, f",{newline}{indent}{name}{',' if comma else ''}")


def _by_type(name: str) -> tuple[int, str]:
    """isort's and ruff's order: CONSTANTS, Classes, functions."""
    if name.isupper() and len(name) > 1:
        return 0, name
    return (1, name) if name[:1].isupper() else (2, name)


def _by_letters(name: str) -> tuple[int, str]:
    return 0, name.casefold()
