"""Glob patterns against file names, as flake8 matches them."""

from __future__ import annotations

import fnmatch
import os
import re

TYPE_CHECKING = False  # typing's own would have to be imported by a run that the cache answers
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["anchored", "any_of", "entries_of", "matching", "within"]


def anchored(pattern: str, base: str) -> str:
    """A pattern with a separator (or ``.``) as an absolute one, relative to ``base``; a bare name as it is."""
    if pattern == "." or "/" in pattern or os.path.sep in pattern:
        pattern = os.path.abspath(os.path.join(base, pattern))
    return pattern.rstrip("/" + os.path.sep)


def any_of(patterns: Iterable[str]) -> Callable[[str], bool]:
    """A test whether a path's last part or its absolute form matches any of some anchored patterns."""
    matches = matching(patterns)

    def test(path: str) -> bool:
        name = os.path.basename(path)
        return (name not in (".", "..") and matches(name)) or matches(os.path.abspath(path))

    return test


def entries_of(patterns: Iterable[str]) -> Callable[[str, str], bool]:
    """The same test for what a folder holds: an entry's name and the folder's absolute path with a separator behind."""
    matches = matching(patterns)
    return lambda name, folder: matches(name) or matches(folder + name)


def matching(patterns: Iterable[str]) -> Callable[[str], bool]:
    """A test whether any of some patterns matches a whole text."""
    sources = [fnmatch.translate(os.path.normcase(pattern)) for pattern in patterns]
    if not sources:
        return lambda path: False
    match = re.compile("|".join(sources)).match
    return lambda path: match(os.path.normcase(path)) is not None


def within(path: str, base: str) -> str:
    """A path as seen from ``base`` if it lies below, with forward slashes; else as it is.

    What rules and their path options see, however the file was named.
    """
    full = os.path.normpath(os.path.join(base, path))
    prefix = base.rstrip(os.path.sep) + os.path.sep
    return (full.removeprefix(prefix) if full.startswith(prefix) else path).replace(os.path.sep, "/")
