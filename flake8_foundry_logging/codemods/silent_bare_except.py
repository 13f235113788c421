"""A silent ``except:`` logs, and no longer catches exits: ``except Exception: log.exception(...)``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._calls import stretch
from flake8_foundry_logging.codemods._handlers import log_the_error
from flake8_foundry_logging.codemods.kit import Edit, Edits, Refusal, Safety

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.core.finding import Finding


def fix(finding: Finding, context: Context) -> Edits | Refusal:
    """Unsafe: exits and interrupts are let through from now on, and a record is written."""
    assert finding.site is not None
    behind = stretch(context.source, finding.site.subject)[0] + len("except")
    return log_the_error(finding, context, header=(Edit(behind, behind, " Exception", Safety.UNSAFE),))
