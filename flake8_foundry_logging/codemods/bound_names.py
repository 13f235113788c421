"""The proof of names: what a fix writes or leaves means something, and what it takes away is not missed."""

from __future__ import annotations

import ast
import builtins
import symtable
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods.proofs import ProofError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.source import Source

__all__ = ["prove_names"]

BUILTINS = frozenset((*dir(builtins), "__file__", "__path__", "__builtins__"))


def prove_names(before: Source, after: Source) -> None:
    """No name is used that nothing binds, unless it was before; nor a handled exception's that has lost its ``as``.

    Raises:
        ProofError: there is such a name.
    """
    nameless = list(_nameless(before, after))
    for name, clause in nameless:
        inner = [node for node in _outside_of_handlers(clause, name) if isinstance(node, ast.Name) and node.id == name]
        if inner and all(isinstance(node.ctx, ast.Load) for node in inner):
            raise ProofError("names", f"{name} would be used in a handler that does not name its exception")
    missing = _unbound(after) - _unbound(before) - {name for name, _ in nameless}
    if missing:
        raise ProofError("names", f"nothing would bind {min(missing)}")


def _nameless(before: Source, after: Source) -> Iterator[tuple[str, ast.ExceptHandler]]:
    """The handlers that have lost the name of their exception, with that name."""
    clauses = list(_clauses(before)), list(_clauses(after))
    if len(clauses[0]) == len(clauses[1]):
        for old, new in zip(*clauses, strict=True):
            if old.name is not None and new.name is None:
                yield old.name, new


def _outside_of_handlers(node: ast.AST, name: str) -> Iterator[ast.AST]:
    """What is below a node, but for the handlers that call an exception of their own by a name."""
    for inner in ast.iter_child_nodes(node):
        if not isinstance(inner, ast.ExceptHandler) or inner.name != name:
            yield inner
            yield from _outside_of_handlers(inner, name)


def _clauses(source: Source) -> Iterator[ast.ExceptHandler]:
    return (node for node in ast.walk(source.tree) if isinstance(node, ast.ExceptHandler))


def _unbound(source: Source) -> set[str]:
    """The names that are looked up in the module and that nothing binds there."""
    try:
        top = symtable.symtable(source.text, source.path, "exec")
    except (SyntaxError, ValueError, RecursionError):  # what does not compile is judged by another proof
        return set()
    bound, used = set(BUILTINS), set()
    tables = [top]
    while tables:
        table = tables.pop()
        tables += table.get_children()
        for symbol in table.get_symbols():
            if not (symbol.is_global() or table is top):
                continue
            if symbol.is_assigned() or symbol.is_imported() or symbol.is_namespace():
                bound.add(symbol.get_name())
            if symbol.is_referenced():
                used.add(symbol.get_name())
    return used - bound
