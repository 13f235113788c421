"""``getLogger(__file__)`` -> ``getLogger(__name__)``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._calls import require_exact, stretch
from flake8_foundry_logging.codemods.kit import Edit, Edits, Refusal, Safety

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.core.finding import Finding


def fix(finding: Finding, context: Context) -> Edits | Refusal:
    """The module's own name; unsafe after another module's, for levels may be set for that one."""
    assert finding.site is not None
    name = finding.site.node
    assert isinstance(name, ast.expr)
    require_exact(context.source, name)
    start, end = stretch(context.source, name)
    safety = Safety.UNSAFE if isinstance(name, ast.Attribute) else Safety.SAFE
    return Edits((Edit(start, end, "__name__", safety),))
