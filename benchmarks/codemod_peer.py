"""What a codemod for libcst's own tool does at least: the peer that codemod.py measures against.

A visitor that knows scopes and positions, as any conversion of prints must: whose ``print`` it is, and where it stands.
It replaces ``print`` by ``logger.info`` and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst
from libcst.codemod import VisitorBasedCodemodCommand
from libcst.metadata import PositionProvider, QualifiedNameProvider, ScopeProvider

if TYPE_CHECKING:
    from libcst.codemod import CodemodContext

__all__ = ["NaivePrints"]


class NaivePrints(VisitorBasedCodemodCommand):
    """``print(...)`` -> ``logger.info(...)``."""

    DESCRIPTION = "Replace print by logger.info."
    METADATA_DEPENDENCIES = (PositionProvider, ScopeProvider, QualifiedNameProvider)

    def __init__(self, context: CodemodContext) -> None:
        super().__init__(context)
        self.lines: list[int] = []

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        """A call of the builtin, wherever it stands."""
        names = self.get_metadata(QualifiedNameProvider, original_node.func, set())
        if not any(name.name == "builtins.print" for name in names):
            return updated_node
        self.lines.append(self.get_metadata(PositionProvider, original_node).start.line)
        return updated_node.with_changes(func=cst.Attribute(cst.Name("logger"), cst.Name("info")))
