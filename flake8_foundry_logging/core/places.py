"""Where a file stands in its project, and whether that makes it a test."""

from __future__ import annotations

import re

__all__ = ["is_test_file", "place"]

TEST_FOLDER = re.compile(
    r"(?:(?:(?:unit|integration|functional|smoke|system|acceptance|regression|idle)[-_]?)?tests?|[\w-]+[-_]test(?:s|ing)|testing|testsuite|e2e"
    r"|tests?[-_](?:apps?|data|fixtures?|functional|helpers?|integration|project|suite|support|unit|utils?))\Z"
)
TEST_FILE = re.compile(r"(?:tests?_\w*|\w*_tests?|conftest|tests)\.py\Z")

UNPACKED = re.compile(r"[A-Za-z][\w.-]*-\d+(?:\.\d+)+\w*\Z")
"""The folder of an unpacked release: what is above it is not the project's."""


def is_test_file(path: str) -> bool:
    """Whether a file is, by its path, part of a test suite."""
    folders, name = place(path)
    return any(map(TEST_FOLDER.match, folders)) or folders[:1] == ["t"] or bool(TEST_FILE.match(name))


def place(path: str) -> tuple[list[str], str]:
    """A file's folders and name; of an absolute path the last folder, for those above are not the project's.

    In an unpacked release, the folders below its own.
    """
    *folders, name = path.replace("\\", "/").removeprefix("./").split("/")
    roots = [index for index, folder in enumerate(folders) if UNPACKED.match(folder)]
    if roots:
        return folders[roots[-1] + 1 :], name
    outside = folders and (not folders[0] or folders[0].endswith(":"))
    return folders[-1:] if outside else folders, name
