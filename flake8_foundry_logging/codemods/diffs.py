"""Unified diffs that ``git apply`` and ``patch -p1`` accept."""

from __future__ import annotations

import difflib
import io
import os
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Tree", "diff"]

BYTE_ORDER_MARK = "\ufeff"
QUOTED = re.compile(r'[\x00-\x1f"\\\x7f]')
"""What git writes a file's name in quotes for; other characters, Cyrillic ones too, stand for themselves."""
SHORT = {"\t": "\\t", "\n": "\\n", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


class Tree:
    """The folder that the names in a diff start from: the repository's, wherever in it the command runs.

    Args:
        cwd: the current folder; it counts by itself where it lies in no repository.
    """

    def __init__(self, cwd: str) -> None:
        self.cwd = cwd
        self.top = cwd
        folder = cwd
        while True:
            if os.path.exists(os.path.join(folder, ".git")):
                self.top = folder
                return
            parent = os.path.dirname(folder)
            if parent == folder:
                return
            folder = parent

    def name(self, path: str) -> str:
        """A path as the diff names it; one outside of the tree keeps its whole way."""
        full = os.path.normpath(os.path.join(self.cwd, path))
        inside = os.path.relpath(full, self.top)
        return (full.lstrip(os.sep) if inside.split(os.sep)[0] == os.pardir else inside).replace(os.sep, "/")


def diff(before: str, after: str, name: str, *, marked: bool) -> Iterator[str]:
    """The lines of a diff, with their ends; none for an unchanged file.

    Args:
        before: the old text, line ends as in the file.
        after: the new text.
        name: the file's name, as ``Tree.name`` gives it.
        marked: whether a byte order mark stands before both texts: git and patch take it for a part of the first line.
    """
    if before == after:
        return
    mark = BYTE_ORDER_MARK if marked else ""
    old, new = _name(f"a/{name}"), _name(f"b/{name}")
    yield f"diff --git {old.rstrip(chr(9))} {new.rstrip(chr(9))}\n"
    for line in difflib.unified_diff(_lines(mark + before), _lines(mark + after), old, new):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _name(name: str) -> str:
    """A name as git writes it: quoted where it must be, and a tab behind one with spaces, which would end it."""
    if QUOTED.search(name):
        return f'"{QUOTED.sub(lambda match: SHORT.get(match[0], f"{chr(92)}{ord(match[0]):03o}"), name)}"'
    return f"{name}\t" if " " in name else name


def _lines(text: str) -> list[str]:
    """Lines as git counts them: at ``\\n`` alone, for a form feed or a lone ``\\r`` belongs to its line."""
    return list(io.StringIO(text, newline="\n"))
