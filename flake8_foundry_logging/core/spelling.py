"""An expression as text, however deep it is: ``ast.unparse`` and ``ast.dump`` give up on a sum of a thousand terms."""

from __future__ import annotations

import ast

__all__ = ["fingerprint", "spelled"]


def spelled(node: ast.AST) -> str:
    """The code of an expression; an ellipsis for one that is too deep to write."""
    try:
        return ast.unparse(node)
    except RecursionError:
        return "…"


def fingerprint(node: ast.AST) -> str:
    """The same text for equal expressions; one that is too deep to compare equals itself alone."""
    try:
        return ast.dump(node)
    except RecursionError:
        return f"{type(node).__name__} at {id(node)}"
