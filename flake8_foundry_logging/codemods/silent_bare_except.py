"""A silent ``except:`` logs, and no longer catches exits: ``except Exception: log.exception(...)``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._calls import stretch
from flake8_foundry_logging.codemods._handlers import log_the_error
from flake8_foundry_logging.codemods.kit import Edit, Edits, Refusal, Safety
from flake8_foundry_logging.core.handler import Handler

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.core.finding import Finding


def fix(finding: Finding, context: Context) -> Edits | Refusal:
    """Unsafe: exits and interrupts are let through from now on, and a record is written."""
    assert finding.site is not None
    clause = finding.site.subject
    siblings = finding.site.frame.parent.node.handlers if finding.site.frame.parent else []  # type: ignore[attr-defined]
    handlers = context.module.views(Handler)
    if any(handler.broad and handler.node in siblings and handler.node is not clause for handler in handlers):
        return Refusal("broad-clause-before")  # what is left for this one is exits and interrupts
    behind = stretch(context.source, clause)[0] + len("except")
    return log_the_error(finding, context, header=(Edit(behind, behind, " Exception", Safety.UNSAFE),))
