"""A container with secrets on its way to the log is redacted: its keys stay, its values go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._redaction import redact_value

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.codemods.kit import Edits, Refusal
    from flake8_foundry_logging.core.finding import Finding


def fix(finding: Finding, context: Context) -> Edits | Refusal:
    """Unsafe: the record no longer holds what it held."""
    return redact_value(finding, context)
