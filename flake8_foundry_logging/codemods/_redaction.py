"""``redact(...)`` around a value that a finding points to."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._calls import require_exact, stretch
from flake8_foundry_logging.codemods.kit import Edit, Edits, Refusal, Safety

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.core.finding import Finding


__all__ = ["redact_value"]


def redact_value(finding: Finding, context: Context) -> Edits | Refusal:
    """The value that the finding points to, wrapped. Unsafe: the record no longer holds what it held."""
    assert finding.site is not None
    node = finding.site.node
    if not isinstance(node, ast.expr) or isinstance(node, ast.Starred):
        return Refusal("star-arguments")
    text = require_exact(context.source, node)
    name, needed = context.name_of("foundry_logging", "redact")
    start, end = stretch(context.source, node)
    edit = Edit(start, end, f"{name}({text})", Safety.UNSAFE)
    return Edits((edit,), imports=(needed,) if needed is not None else ())
