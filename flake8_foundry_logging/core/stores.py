"""What is put into containers after they were made, and taken out: ``d["k"] = v``, ``l.append(v)``, ``del d["k"]``."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.passing import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.frame import Frame, Scope
    from flake8_foundry_logging.core.module import Module

__all__ = ["Store", "Stores"]

ADDERS = frozenset(("append", "add", "extend", "appendleft", "push", "put"))
"""Methods whose arguments stay in what they are called on."""
TAKERS = frozenset(("pop", "__delitem__"))


@dataclass(frozen=True, eq=False, slots=True)
class Store:
    """One thing that was put into a container, or taken out of it.

    Attributes:
        key: under which constant key; empty where there is none.
        value: what; None where the key was taken out.
        frame: where.
    """

    key: str
    value: ast.expr | None
    frame: Frame


class Stores:
    """All stores of a file, found once.

    Args:
        module: the file.
    """

    def __init__(self, module: Module) -> None:
        self._by_name: dict[tuple[Scope, str], list[Store]] = {}
        for node, frame in module.body.nodes(ast.Assign, ast.AugAssign, ast.Delete, ast.Call, nested=True):
            for receiver, store in _stores_of(node, frame):
                self._by_name.setdefault((frame.scope.owner, receiver), []).append(store)

    def before(self, name: str, place: Frame) -> list[Store]:
        """What the same function did to a container of that name (``cfg``, ``self.headers``) before a place."""
        start = place.statement.start
        return [store for store in self._by_name.get((place.scope.owner, name), ()) if store.frame.start < start]


def receiver_name(expression: ast.expr) -> str:
    """What a container is called: a name, or an attribute of one; empty for anything else."""
    if isinstance(expression, ast.Attribute) and isinstance(expression.value, ast.Name):
        return f"{expression.value.id}.{expression.attr}"
    return expression.id if isinstance(expression, ast.Name) else ""


def _stores_of(node: ast.AST, frame: Frame) -> Iterator[tuple[str, Store]]:
    if isinstance(node, ast.Assign):
        for target in node.targets:
            if isinstance(target, ast.Subscript) and (receiver := receiver_name(target.value)):
                yield receiver, Store(_key(target.slice), node.value, frame)
    elif isinstance(node, ast.AugAssign):
        if receiver := receiver_name(node.target):
            yield receiver, Store("", node.value, frame)
    elif isinstance(node, ast.Delete):
        for target in node.targets:
            if isinstance(target, ast.Subscript) and (receiver := receiver_name(target.value)):
                yield receiver, Store(_key(target.slice), None, frame)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        yield from _stores_of_call(node, node.func, frame)


def _stores_of_call(node: ast.Call, func: ast.Attribute, frame: Frame) -> Iterator[tuple[str, Store]]:
    receiver = receiver_name(func.value)
    if not receiver:
        return
    if func.attr in ADDERS:
        for argument in node.args:
            yield receiver, Store("", argument, frame)
    elif func.attr == "update":
        for argument in node.args:
            yield receiver, Store("", argument, frame)
        for keyword in node.keywords:
            yield receiver, Store(keyword.arg or "", keyword.value, frame)
    elif func.attr in ("setdefault", "insert") and len(node.args) > 1:
        yield receiver, Store(_key(node.args[0]), node.args[1], frame)
    elif func.attr in TAKERS and node.args:
        yield receiver, Store(_key(node.args[0]), None, frame)


def _key(expression: ast.expr) -> str:
    if isinstance(expression, ast.Constant):
        return str(expression.value)
    return last_name(expression) if last_name(expression).isupper() else ""
