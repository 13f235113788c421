"""Prints of command-line programs become log calls, where somebody asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._print import convert

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.codemods.kit import Edits, Refusal
    from flake8_foundry_logging.core.finding import Finding

__all__ = ["fix"]


def fix(finding: Finding, context: Context) -> Edits | Refusal:
    """The print as a log call, unless it is nothing but a value: that is what the program is for."""
    return convert(finding, context)
