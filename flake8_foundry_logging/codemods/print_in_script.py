"""Prints of scripts become log calls; what is nothing but a value is the script's output and stays."""

from __future__ import annotations

from flake8_foundry_logging.codemods._print import convert as fix

__all__ = ["fix"]
