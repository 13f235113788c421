"""The paths through a handler: on which of them the error is kept."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flake8_foundry_logging.core.handler import Handler

__all__ = ["has_silent_path"]

LEAVING = (ast.Return, ast.Break, ast.Continue)


class Silent(NamedTuple):
    """What a stretch of code leaves open.

    Attributes:
        falls: a path that keeps nothing runs through to its end.
        leaves: a path that keeps nothing jumps out of it.
    """

    falls: bool
    leaves: bool


KEPT = Silent(falls=False, leaves=False)


def has_silent_path(handler: Handler) -> bool:
    """Whether some path through a handler keeps nothing of its error.

    A branch that is chosen by looking at the error is no silent one: somebody knew what it is.
    """
    keeping = {id(inner) for mark in handler.marks for inner in (mark.node, mark.frame.statement.node)}
    found = _Paths(keeping, handler.names).block(handler.node.body)
    return found.falls or found.leaves


@dataclass(frozen=True)
class _Paths:
    keeping: set[int]
    """The ids of the statements and calls at which the error is kept."""
    names: frozenset[str]
    """What means the error, or a part of it."""

    def block(self, statements: Iterable[ast.stmt]) -> Silent:
        leaves = False
        for statement in statements:
            found = self.statement(statement)
            leaves = leaves or found.leaves
            if not found.falls:
                return Silent(falls=False, leaves=leaves)
        return Silent(falls=True, leaves=leaves)

    def statement(self, node: ast.stmt) -> Silent:
        if isinstance(node, ast.If):
            return self._chain(node)
        if isinstance(node, ast.Match):
            whole = any(case.guard is None and _catches_all(case.pattern) for case in node.cases)
            branches = [self.block(case.body) for case in node.cases]
            return self._either(branches if whole else [*branches, Silent(falls=True, leaves=False)], [node.subject])
        if isinstance(node, (ast.With, ast.AsyncWith)):
            heads = [item.context_expr for item in node.items]
            return KEPT if self._kept_in(heads) else self.block(node.body)
        if isinstance(node, (ast.For, ast.AsyncFor, ast.While)):
            # what is done for each of some things is done, as far as anybody can tell
            return KEPT if self._kept_in([node]) else Silent(falls=True, leaves=False)
        if isinstance(node, ast.Try) or type(node).__name__ == "TryStar":
            return self._try(node)  # type: ignore[arg-type]
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            return Silent(falls=True, leaves=False)
        if self._kept_in([node]):
            return KEPT
        return Silent(falls=not isinstance(node, LEAVING), leaves=isinstance(node, LEAVING))

    def _chain(self, node: ast.If) -> Silent:
        """A chain of ``elif``, however long: judged from its end, each ``if`` with what stands behind its test."""
        chain = [node]
        while len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
            node = node.orelse[0]
            chain.append(node)
        found = self.block(node.orelse)
        for link in reversed(chain):
            found = self._either([self.block(link.body), found], [link.test])
        return found

    def _try(self, node: ast.Try) -> Silent:
        if not self.block(node.finalbody).falls:
            return KEPT
        body = self.block([*node.body, *node.orelse])
        clauses = [self.block(clause.body) for clause in node.handlers]
        if not body.falls and not body.leaves:
            return KEPT  # that keeping it fails is another error
        # where another way is tried, and its failure is kept, its success needs no record
        falls = body.falls and not any(not clause.falls and not clause.leaves for clause in clauses)
        return Silent(falls or any(clause.falls for clause in clauses), any(clause.leaves for clause in clauses))

    def _either(self, branches: list[Silent], tests: list[ast.expr]) -> Silent:
        if self._kept_in(tests):
            return KEPT
        looked = any(_names(test, self.names) for test in tests)
        if looked and any(not branch.falls and not branch.leaves for branch in branches):
            return KEPT
        leaves = any(branch.leaves for branch in branches)
        return Silent(any(branch.falls for branch in branches), leaves and not looked)

    def _kept_in(self, nodes: Iterable[ast.AST]) -> bool:
        return any(id(inner) in self.keeping for node in nodes for inner in ast.walk(node))


def _names(node: ast.AST, names: frozenset[str]) -> bool:
    return any(isinstance(inner, ast.Name) and inner.id in names for inner in ast.walk(node))


def _catches_all(pattern: ast.pattern) -> bool:
    return isinstance(pattern, ast.MatchAs) and pattern.pattern is None
