"""``if not start_server(): return`` says so first: ``log.error("start_server failed")``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._blocks import log_first
from flake8_foundry_logging.codemods.kit import Edits, Refusal, Safety
from flake8_foundry_logging.core.carriers import call_name

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.core.finding import Finding


def fix(finding: Finding, context: Context) -> Edits | Refusal:
    """An error that names the call, as the branch's first statement."""
    assert finding.site is not None
    branch, call = finding.site.subject, finding.site.node
    assert isinstance(branch, ast.If)
    assert isinstance(call, ast.Call)
    logger = context.logger(finding.site.frame)
    text = f'{logger.name}.error("{call_name(call.func)} failed")'
    return Edits((log_first(context.source, branch.body, text, safety=Safety.SAFE),), logger=logger)
