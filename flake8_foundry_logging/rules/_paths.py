"""What a file's path tells about it: a test, an example, a script, or somebody else's code."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.places import is_test_file, place
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flake8_foundry_logging.core.module import Module

__all__ = ["SCREENS", "is_sample_path", "is_script_path", "is_shown_by_path", "is_test_path", "path_matches"]


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


SCREENS = _set("cli console stdout terminal tty tui")
"""Words of a function, class or file that is made for a terminal."""

EXAMPLE_FOLDERS = _set(
    "example examples demo demos sample samples tutorial tutorials playground docs docs_src doc notebooks cookbook "
    "cookbooks recipes quickstart quickstarts snippets exercises workshop"
)
BENCHMARK_FOLDERS = _set("bench benches benchmark benchmarks perf")
FOREIGN_FOLDERS = _set("vendor vendored third_party thirdparty 3rdparty extern externals node_modules site-packages")
"""Folders of copies: nobody mends a print there."""
SHOWN_NAMES = _set("example examples demo demos tutorial quickstart playground bench benchmark benchmarks printer repl")
"""First or last words of a file's name that say the same of one file."""
FOREIGN_FILES = _set("versioneer.py _version.py ez_setup.py six.py")

SCRIPT_FOLDERS = _set("scripts script scripting hack devtools .github .ci .circleci alembic migrations")
"""Folders of what developers or operators run by hand or in a build; migrations are run so, too."""
TOP_SCRIPT_FOLDERS = _set("bin build build_helpers build_tools ci contrib dev docker packaging release releasing tools")
"""The same only beside the packages: deeper down ``tools`` may be what an agent calls."""
SCRIPT_FILES = _set(
    "__main__.py setup.py manage.py noxfile.py fabfile.py hatch_build.py pavement.py dodo.py scripts.py wscript.py"
)
"""File names that are only ever run."""
SCRIPT_VERBS = _set("convert prepare preprocess")
"""First words of a file's name that say what it is run for (``convert_old_models.py``)."""


def path_matches(path: str, patterns: Iterable[str]) -> bool:
    """Whether a path, or any tail of it that begins at a folder, matches a glob pattern; ``*`` matches slashes, too.

    A pattern that names a folder matches everything below it.
    """
    path = "/" + path.replace("\\", "/")
    wanted = (pattern.removeprefix("./").strip("/") for pattern in patterns)
    return any(fnmatchcase(path, f"*/{name}") or fnmatchcase(path, f"*/{name}/*") for name in wanted)


def is_shown_by_path(module: Module) -> bool:
    """Whether a file is there to be looked at (an example, a benchmark, a console), a test, or a copy of another's."""
    folders, name = place(module.path)
    if any(not SCREENS.isdisjoint(words(part)) for part in (*folders, name.removesuffix(".py"))):
        return True
    if is_sample_path(module) or any(folder.lstrip("_") in BENCHMARK_FOLDERS for folder in folders):
        return True
    named = words(name.removesuffix(".py"))
    shown = bool(named) and not SHOWN_NAMES.isdisjoint((named[0], named[-1]))
    return shown or name in FOREIGN_FILES or is_test_path(module)


def is_sample_path(module: Module) -> bool:
    """Whether a file's folders say that it is an example, a part of the documentation, or a copy of another's."""
    folders, _ = place(module.path)
    return any(
        folder.lstrip("_") in EXAMPLE_FOLDERS | FOREIGN_FOLDERS or folder.startswith("example_") for folder in folders
    )


def is_test_path(module: Module) -> bool:
    """Whether a file is, by its path, part of a test suite."""
    return is_test_file(module.path)


def is_script_path(module: Module) -> bool:
    """Whether a file is, by its path, run by hand or in a build."""
    folders, name = place(module.path)
    named = words(name.removesuffix(".py"))
    return (
        name in SCRIPT_FILES
        or (len(named) > 1 and named[0] in SCRIPT_VERBS)
        or not SCRIPT_FOLDERS.isdisjoint(folders)
        or (bool(folders) and folders[0].lower() in TOP_SCRIPT_FOLDERS)
    )
