"""Whole lines written to a standard stream become log calls; parts of a line are left."""

from __future__ import annotations

from flake8_foundry_logging.codemods._print import convert as fix

__all__ = ["fix"]
