"""Prints of library and server code become log calls; those that say nothing are taken out."""

from __future__ import annotations

from flake8_foundry_logging.codemods._print import convert as fix

__all__ = ["fix"]
