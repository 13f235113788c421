"""Which tests of a project may notice that something is no longer printed: told before they are run.

A test notices if it reads what is printed and imports a module whose prints went, directly or through others. Both are
read from the text of the project's files, file by file, so that a test is told of, too, which only shares its file with
such a one.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["Reader", "readers_of"]

MARKERS = ("pyproject.toml", "setup.cfg", "setup.py", ".git")
"""What the root of a project holds."""
SOURCES = ("src", "lib", "python")
"""Folders that are no packages, though packages lie in them."""
SKIPPED = frozenset(("node_modules", "build", "dist", "site-packages", "__pycache__", "venv"))
FILES_LIMIT = 4_000
"""Files of a project beyond which only what a test imports itself counts: reading all would take seconds."""
TEST_FILE = re.compile(r"(^|/)(test_[^/]*|[^/]*_tests?|tests?)\.py$|(^|/)tests?/")
READS = (
    ("capsys", re.compile(r"\bcap(?:sys|fd)(?:binary)?\b")),
    ("redirect_stdout", re.compile(r"\bredirect_std(?:out|err)\b")),
    (
        "sys.stdout replaced",
        re.compile(r"sys\.std(?:out|err)\s*=(?!=)|['\"](?:\w+\.)*sys\.std(?:out|err)['\"]"),
    ),
    ("subprocess", re.compile(r"\b(?:check_output|capture_output|PIPE|getoutput|getstatusoutput)\b")),
    ("CliRunner", re.compile(r"\bCliRunner\b")),
    ("doctest", re.compile(r"\b(?:import doctest|from doctest|DocTestSuite|DocFileSuite)\b")),
)
FROM = r"from[ \t]+(?P<where>[.\w]+)[ \t]+import[ \t]*(?P<what>\([^)]*\)|[^\n#;]+)"
IMPORT = re.compile(rf"^[ \t]*(?:{FROM}|import[ \t]+(?P<names>[^\n#;]+))", re.MULTILINE)
WORD = re.compile(r"[\w.]+")


@dataclass(frozen=True, slots=True, order=True)
class Reader:
    """A file of tests that may notice.

    Attributes:
        path: the file.
        reads: how it reads what is printed.
    """

    path: str
    reads: tuple[str, ...]


def readers_of(changed: Iterable[str]) -> list[Reader]:
    """The files of tests that read what is printed and use one of the changed files, in order.

    Args:
        changed: the files whose prints went.
    """
    by_root: dict[Path, list[Path]] = {}
    for path in changed:
        file = Path(path).resolve()
        by_root.setdefault(_root_of(file), []).append(file)
    return sorted(reader for root, files in by_root.items() for reader in _in_project(root, files))


def _root_of(file: Path) -> Path:
    """The folder of the project that a file belongs to: the nearest that is marked as one, else its package's."""
    for folder in file.parents:
        if any((folder / marker).exists() for marker in MARKERS):
            return folder
    return next((folder for folder in file.parents if not (folder / "__init__.py").exists()), file.parent)


def _in_project(root: Path, changed: list[Path]) -> Iterator[Reader]:
    files = list(_python_files(root))
    tests = [file for file in files if TEST_FILE.search(file.relative_to(root).as_posix())]
    texts = {file: _text(file) for file in tests}
    reads = {file: _reads(texts[file]) for file in tests}
    if not any(reads.values()):
        return
    if len(files) <= FILES_LIMIT:
        texts.update((file, _text(file)) for file in files if file not in texts)
    names = {file: _module_name(file.relative_to(root)) for file in files}
    touched = {names[file] for file in changed if file in names}
    using = _users(touched, names, {file: frozenset(_imports(text, file, names)) for file, text in texts.items()})
    tops = [re.compile(rf"\b{re.escape(top)}\b") for top in {name.partition(".")[0] for name in touched} if top]
    for file, how in reads.items():
        runs = "subprocess" in how and any(top.search(texts[file]) for top in tops)
        if how and (file in using or runs):
            yield Reader(os.path.relpath(file), how)


def _reads(text: str) -> tuple[str, ...]:
    return tuple(name for name, pattern in READS if pattern.search(text))


def _python_files(root: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in SKIPPED and not name.startswith("."))
        yield from (Path(folder, name) for name in sorted(names) if name.endswith(".py"))
        if len(PurePath(folder).parts) - len(root.parts) > 20:
            folders.clear()


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _module_name(path: PurePath) -> str:
    parts = list(path.with_suffix("").parts)
    if parts[0] in SOURCES and len(parts) > 1:
        del parts[0]
    if parts[-1] == "__init__":
        del parts[-1]
    return ".".join(parts)


def _imports(text: str, file: Path, names: Mapping[Path, str]) -> Iterator[str]:
    """The dotted names that a file imports, each with the packages around it."""
    for match in IMPORT.finditer(text):
        if match["names"] is not None:
            for part in match["names"].split(","):
                if word := WORD.search(part):
                    yield from _with_packages(word[0])
            continue
        where = match["where"].lstrip(".")
        dots = len(match["where"]) - len(where)
        if dots:
            package = names[file].split(".")[: None if file.name == "__init__.py" else -1]
            package = package[: len(package) - dots + 1]
            where = ".".join([*package, where] if where else package)
        yield from _with_packages(where)
        for part in match["what"].strip("()").split(","):
            if word := WORD.search(part):
                yield f"{where}.{word[0]}"


def _with_packages(name: str) -> Iterator[str]:
    while name:
        yield name
        name = name.rpartition(".")[0]


def _users(touched: set[str], names: Mapping[Path, str], imports: Mapping[Path, frozenset[str]]) -> set[Path]:
    """The files that import any of these modules, or a file that does."""
    importers: dict[str, list[Path]] = {}
    for file, wanted in imports.items():
        for name in wanted:
            importers.setdefault(name, []).append(file)
    found: set[Path] = set()
    pending = list(touched)
    while pending:
        name = pending.pop()
        for file in importers.get(name, ()):
            if file not in found:
                found.add(file)
                pending.append(names[file])
    return found
