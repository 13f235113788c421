"""Every place of a module that reads some of its loggers, seen from the tree: what the walk passes over, too."""

from __future__ import annotations

import ast
import sys
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods.kit import Refused
from flake8_foundry_logging.core.log_call import LogCall

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.frame import Binding, Frame, Scope
    from flake8_foundry_logging.core.module import Module

__all__ = ["Uses"]

FUNCTIONS_AND_CLASSES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


class Uses:
    """The names and attributes of a module with their parents and frames.

    Attributes:
        bindings: every binding of a name or of an attribute of a class.
    """

    def __init__(self, module: Module) -> None:
        self.module = module
        self._parents = {
            child: parent for parent in ast.walk(module.source.tree) for child in ast.iter_child_nodes(parent)
        }
        self._homes: dict[Binding, tuple[list[Binding], Scope | None]] = {}
        for scope in module.scopes:
            owner = scope if isinstance(scope.node, ast.ClassDef) else None
            for bindings in (*scope.bindings.values(), *scope.attributes.values()):
                for binding in bindings:
                    self._homes[binding] = (bindings, owner)
        self.bindings = tuple(self._homes)

    def parent(self, node: ast.AST) -> ast.AST | None:
        """The node that a node is a child of."""
        return self._parents.get(node)

    def home(self, binding: Binding) -> tuple[list[Binding], Scope | None]:
        """All bindings of the same name at the same place, and the class that has it, if one does."""
        return self._homes[binding]

    def of(self, ours: set[Binding]) -> Iterator[tuple[ast.AST, Frame]]:
        """The places that read what these bindings bind.

        Raises:
            Refused: ``rebound-logger``, where it may be something else, too; ``logger-passed``, where an object that
                the file does not show hands out an attribute of that name.
        """
        names = {binding.name for binding in ours if self._homes[binding][1] is None or self._in_class_body(binding)}
        attributes = {binding.name for binding in ours if self._homes[binding][1] is not None}
        for name, frame in self._names(names):
            if self._is_ours(frame.bindings(name.id), ours):
                yield name, frame
        for node, frame in self.module.body.nodes(ast.Attribute, nested=True):
            assert isinstance(node, ast.Attribute)
            if node.attr not in attributes or not isinstance(node.ctx, ast.Load) or frame.origin(node) is not None:
                continue
            found = frame.attribute_bindings(node)
            if self._is_ours(found, ours):
                yield node, frame
            elif not found and not self._is_harmless(node):
                raise Refused("logger-passed")

    def _is_ours(self, found: tuple[Binding, ...], ours: set[Binding]) -> bool:
        mine = [binding in ours for binding in found]
        if any(mine) and not all(mine):
            raise Refused("rebound-logger")
        return any(mine)

    def _in_class_body(self, binding: Binding) -> bool:
        return isinstance(binding.frame.scope.node, ast.ClassDef)

    def _is_harmless(self, node: ast.Attribute) -> bool:
        """Whether an attribute of an unknown object is called, or a record is written by it."""
        around = self._parents.get(node)
        call = self._parents.get(around) if around is not None else None
        return (isinstance(around, ast.Call) and around.func is node) or call in self.module.views_by_node(LogCall)

    def _names(self, wanted: set[str]) -> Iterator[tuple[ast.Name, Frame]]:
        """The names in the tree, each with the frame in which it is looked up."""
        module = self.module
        walked = set(module.nodes)
        for node, frame in zip(module.nodes, module.frames, strict=True):
            scope = None if isinstance(node, FUNCTIONS_AND_CLASSES) else module.scope_of(node)
            pending = list(ast.iter_child_nodes(node))
            while pending:
                child = pending.pop()
                if isinstance(child, ast.Name):
                    if child.id in wanted and isinstance(child.ctx, ast.Load):
                        yield child, frame if scope is None else scope.body
                elif child not in walked:
                    pending += ast.iter_child_nodes(child)

    def is_exported(self, name: str) -> bool:
        """Whether ``__all__`` names it: other modules have the logger, and may do with it what they like."""
        for binding in self.module.body.scope.bindings.get("__all__", ()):
            strings = ast.walk(binding.value) if binding.value is not None else ()
            if any(isinstance(node, ast.Constant) and node.value == name for node in strings):
                return True
        return False

    def has_foreign_base(self, owner: Scope) -> bool:
        """Whether a class inherits from one that this file does not show, the standard library's left out."""
        pending, seen = [owner], {owner}
        while pending:
            node = pending.pop().node
            for base in node.bases if isinstance(node, ast.ClassDef) else ():
                named = base.value if isinstance(base, ast.Subscript) else base
                local = self.module.class_named(named)
                origin = self.module.body.origin(named) or ""
                if local is None and origin.partition(".")[0] not in sys.stdlib_module_names | {"builtins"}:
                    return True
                if local is not None and local not in seen:
                    seen.add(local)
                    pending.append(local)
        return False
