"""Where settings may stand: the folders that are searched, and the files in them."""

from __future__ import annotations

import os

TYPE_CHECKING = False  # typing's own would have to be imported by a run that the cache answers
if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["FLAKE8_FILES", "PYPROJECT", "contents", "folders"]

FLAKE8_FILES = ("setup.cfg", "tox.ini", ".flake8")
PYPROJECT = "pyproject.toml"


def folders(start: str) -> Iterator[str]:
    """A folder and those above it, up to the root or to below the home folder: where flake8 looks, too."""
    home = os.path.realpath(os.path.expanduser("~"))
    folder = os.path.abspath(start)
    while True:
        yield folder
        parent = os.path.dirname(folder)
        if parent == folder or os.path.realpath(parent) == home:
            return
        folder = parent


def contents(start: str) -> Iterator[tuple[str, bytes]]:
    """Every file that may hold settings, with its bytes; one that cannot be read counts as empty."""
    for folder in folders(start):
        for name in (*FLAKE8_FILES, PYPROJECT):
            path = os.path.join(folder, name)
            try:
                with open(path, "rb") as stream:
                    yield path, stream.read()
            except FileNotFoundError:
                continue
            except OSError:
                yield path, b""
