"""The name of a handled exception, taken away where nothing uses it any more."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods.kit import Edit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame
    from flake8_foundry_logging.core.module import Module
    from flake8_foundry_logging.core.source import Source

__all__ = ["clauses_around", "nameless", "unused_names"]


def nameless(clause: ast.AST | None, context: Context, *, going: Iterable[ast.AST], new: str = "") -> list[Edit]:
    """``except E as e:`` -> ``except E:``, if neither what stays in the handler nor what is written there uses ``e``.

    Args:
        clause: the handler's clause; nothing is done where it is none.
        context: the file.
        going: the code of the handler that is replaced or taken out.
        new: the text that comes in its place.
    """
    if not isinstance(clause, ast.ExceptHandler) or clause.name is None:
        return []
    gone = {id(inner) for part in going for inner in ast.walk(part)}
    if any(id(use) not in gone for use in context.module.once(_uses, clause)) or _uses_in(new, clause.name):
        return []
    edit = _dropped(context.source, clause)
    return [] if edit is None else [edit]


def clauses_around(finding: Finding, module: Module) -> Iterator[int]:
    """The handlers around a finding whose names it uses, each by its number among all of the file.

    Fixes neither add nor take out a handler, so the numbers hold in the rounds that follow.
    """
    if finding.site is None:
        return
    used = {inner.id for inner in ast.walk(finding.site.frame.statement.node) if isinstance(inner, ast.Name)}
    clauses = module.once(_clauses, module.body)
    for frame in finding.site.frame.outward():
        if isinstance(frame.node, ast.ExceptHandler) and frame.node.name in used:
            yield clauses.index(frame.node)


def unused_names(module: Module, numbers: Collection[int]) -> Iterator[Edit]:
    """The names of some handlers, by their numbers, that nothing uses any more since their code was fixed."""
    for number, clause in enumerate(module.once(_clauses, module.body) if numbers else ()):
        if number in numbers and clause.name is not None and not module.once(_uses, clause):
            edit = _dropped(module.source, clause)
            if edit is not None:
                yield edit


def _clauses(body: Frame) -> list[ast.ExceptHandler]:
    return [node for node in ast.walk(body.module.source.tree) if isinstance(node, ast.ExceptHandler)]


def _uses(clause: ast.ExceptHandler) -> list[ast.Name]:
    """The uses of a handler's name in it; in a handler below that has the same name it means another exception."""
    found: list[ast.Name] = []
    pending: list[ast.AST] = list(clause.body)
    for node in pending:  # grows
        if isinstance(node, ast.Name) and node.id == clause.name:
            found.append(node)
        elif isinstance(node, ast.ExceptHandler) and node.name == clause.name:
            pending += [node.type] if node.type is not None else []
        else:
            pending += ast.iter_child_nodes(node)
    return found


def _uses_in(text: str, name: str) -> bool:
    """Whether new code, a statement or arguments, uses a name; at a pinch, whether the word stands in it."""
    tree = _parsed(text) or _parsed(f"_({text}\n)")
    if tree is None:
        return re.search(rf"\b{name}\b", text) is not None
    return any(isinstance(inner, ast.Name) and inner.id == name for inner in ast.walk(tree))


def _parsed(code: str) -> ast.Module | None:
    try:
        return ast.parse(code)
    except SyntaxError:
        return None


def _dropped(source: Source, clause: ast.ExceptHandler) -> Edit | None:
    """The name with its ``as``; None where a comment or a line break stands in the way."""
    if clause.type is None or clause.name is None:
        return None
    span = source.span(clause.type)
    start = source.offset(span.end_line, span.end_column)
    match = re.compile(rf"(?:[ \t]*\))*(?P<name>[ \t]+as[ \t]+{re.escape(clause.name)})[ \t]*:").match(
        source.text, start
    )
    return None if match is None else Edit(match.start("name"), match.end("name"), "")
