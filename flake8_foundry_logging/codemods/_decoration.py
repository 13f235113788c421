"""Prints of empty and drawn lines: they set apart what other prints say, and say nothing."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._levels import has_words
from flake8_foundry_logging.codemods._surroundings import printed_by

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["is_decoration"]


def is_decoration(statement: ast.stmt, *, drawn: bool = False) -> bool:
    """Whether a statement prints an empty line, or a drawn one.

    Args:
        drawn: only a drawn one will do.
    """
    call = printed_by(statement)
    if call is None:
        return False
    texts = list(_literals(call))
    if not call.args:
        return not drawn
    if len(texts) < sum(1 for argument in call.args if not isinstance(argument, ast.BinOp)) or not texts:
        return False
    return not any(map(has_words, texts)) and (not drawn or any(text.strip() for text in texts))


def _literals(call: ast.Call) -> Iterator[str]:
    """The texts of the arguments that are literals, or literals repeated, by themselves or in an f-string."""
    for argument in call.args:
        parts = argument.values if isinstance(argument, ast.JoinedStr) else [argument]
        texts = [_literal(part.value if isinstance(part, ast.FormattedValue) else part) for part in parts]
        if texts and None not in texts:
            yield "".join(text for text in texts if text is not None)


def _literal(node: ast.expr) -> str | None:
    """A text, or the one that is repeated: ``"=" * 60``."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        node = node.left if isinstance(node.left, ast.Constant) and isinstance(node.left.value, str) else node.right
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
