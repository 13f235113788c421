"""Prints of command-line programs become log calls, where somebody asks for it; nothing but a value stays output."""

from __future__ import annotations

from flake8_foundry_logging.codemods._print import convert as fix

__all__ = ["fix"]
