"""Imports that the fixes have used up go."""

from __future__ import annotations

import ast
import sys
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._calls import stretch
from flake8_foundry_logging.codemods.kit import Edit
from flake8_foundry_logging.core.frame import BindingKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from flake8_foundry_logging.core.frame import Binding
    from flake8_foundry_logging.core.module import Module
    from flake8_foundry_logging.core.source import Source

__all__ = ["unused_imports"]

Statement = ast.Import | ast.ImportFrom
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def unused_imports(module: Module, names: Collection[str]) -> list[Edit]:
    """The edits that take out the imports of these names, as far as the file has no use for them.

    A name that ``__all__`` has, that its scope also binds to something else, or whose import shares its line with other
    code or a comment stays.

    Args:
        module: the walked file.
        names: what an edit may have used up.
    """
    if not names:
        return []
    exported = set(_exported(module))
    going: dict[Statement, list[ast.alias]] = {}
    for name in names:
        if name in exported:
            continue
        for binding in _imports_of(name, module):
            assert isinstance(binding.node, Statement)
            if _is_used(name, binding, module):
                continue
            aliases = [alias for alias in binding.node.names if name == (alias.asname or alias.name)]
            if aliases:  # ``import logging.handlers`` binds the name, too, and does more
                going.setdefault(binding.node, []).extend(aliases)
    return [edit for statement, aliases in going.items() for edit in _without(statement, aliases, module)]


def _is_used(name: str, binding: Binding, module: Module) -> bool:
    """Whether an import's scope has the name, or one below it that gives the name no meaning of its own."""
    node = binding.frame.scope.node
    if name not in module.once(_names_below, node):
        return False
    others = [
        scope.node
        for scope in module.scopes
        if name in scope.bindings and scope.node is not node and isinstance(scope.node, FUNCTIONS)
    ]
    hidden = {inner for other in others for part in other.body for inner in ast.walk(part)}
    return any(isinstance(inner, ast.Name) and inner.id == name and inner not in hidden for inner in ast.walk(node))


def _names_below(node: ast.AST) -> frozenset[str]:
    """The names that a file, a function or a class uses."""
    return frozenset(inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name))


def _exported(module: Module) -> Iterator[object]:
    """The constants in what ``__all__`` is bound to."""
    for binding in module.body.scope.bindings.get("__all__", ()):
        yield from (
            node.value
            for node in ast.walk(binding.value or binding.frame.statement.node)
            if isinstance(node, ast.Constant)
        )


def _imports_of(name: str, module: Module) -> Iterator[Binding]:
    """The imports of a name by scopes that do nothing else with it; what it means in others is their own affair."""
    for scope in module.scopes:
        bindings = scope.bindings.get(name, ())
        if len(bindings) == 1 and bindings[0].kind is BindingKind.IMPORT and not _is_attempt(bindings[0]):
            yield bindings[0]


def _is_attempt(binding: Binding) -> bool:
    """Whether an import may fail, and what happens then is written around it."""
    root = (binding.origin or "").partition(".")[0]
    inside = any(isinstance(frame.node, (ast.Try, ast.ExceptHandler)) for frame in binding.frame.outward())
    return inside and root not in sys.stdlib_module_names


def _without(statement: Statement, aliases: list[ast.alias], module: Module) -> list[Edit]:
    """A statement without some of its names; without any it goes, if its block has others."""
    source = module.source
    if len(aliases) < len(statement.names):
        return list(_without_aliases(statement, aliases, source))
    frame = next(frame for node, frame in zip(module.nodes, module.frames, strict=True) if node is statement)
    first, last = statement.lineno, statement.end_lineno or statement.lineno
    if len(frame.block) < 2 or "".join(source.lines[first - 1 : last]).strip() != source.segment(statement):
        return []
    blank_before = first == 1 or not source.lines[first - 2].strip() or frame.block[0] is statement
    if blank_before and last < len(source.lines) and not source.lines[last].strip():
        last += 1  # one blank line between what stood around it is enough
    return [Edit(source.offsets[first - 1], source.offsets[last], "")]


def _without_aliases(statement: Statement, aliases: list[ast.alias], source: Source) -> Iterator[Edit]:
    """Some names out of several, each with the comma that belongs to it."""
    places = [stretch(source, alias) for alias in statement.names]
    last_kept = max(index for index, alias in enumerate(statement.names) if alias not in aliases)
    for index, alias in enumerate(statement.names[:last_kept]):
        if alias in aliases:
            yield Edit(places[index][0], places[index + 1][0], "")
    if last_kept < len(places) - 1:
        yield Edit(places[last_kept][1], places[-1][1], "")
