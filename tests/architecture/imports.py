"""What the modules of both packages import, read from their syntax trees."""

from __future__ import annotations

import ast
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

TREE = Path(__file__).resolve().parents[2]
RUNTIME, LINTER = "foundry_logging", "flake8_foundry_logging"


@dataclass(frozen=True, slots=True)
class Import:
    """One import of one module.

    Attributes:
        importer: the dotted name of the module that imports.
        imported: the dotted name of what it imports: a module of this tree in full, of others as it is written.
        line: where, from 1.
        typing: it stands under ``if TYPE_CHECKING`` and never runs.
    """

    importer: str
    imported: str
    line: int
    typing: bool

    def __str__(self) -> str:
        when = "for types" if self.typing else "at run time"
        return f"{self.importer}:{self.line} imports {self.imported} {when}"


@cache
def modules() -> dict[str, Path]:
    """Dotted name -> file, of every module of both packages."""
    found = {}
    for package in (RUNTIME, LINTER):
        for path in sorted((TREE / package).rglob("*.py")):
            parts = path.relative_to(TREE).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports(module: str) -> Iterator[Import]:
    """Every import of a module, in functions too, without those of the standard library."""
    path = modules()[module]
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    pending: list[tuple[ast.AST, bool]] = [(ast.parse(path.read_bytes()), False)]
    while pending:
        node, typing = pending.pop()
        for name in _imported(node, package):
            if name.partition(".")[0] not in sys.stdlib_module_names:
                yield Import(module, name, node.lineno, typing)  # type: ignore[attr-defined]  # an import has a line
        if isinstance(node, ast.If) and _asks_for_types(node.test):
            pending += [(child, True) for child in node.body]
            pending += [(child, typing) for child in node.orelse]
        else:
            pending += [(child, typing) for child in ast.iter_child_nodes(node)]


def _imported(node: ast.AST, package: str) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        base = node.module or ""
        if node.level:
            parents = package.split(".")
            base = ".".join([*parents[: len(parents) - node.level + 1], *filter(None, [node.module])])
        for alias in node.names:
            submodule = f"{base}.{alias.name}"
            yield submodule if submodule in modules() else base


def _asks_for_types(test: ast.expr) -> bool:
    return ast.unparse(test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING")
