"""The rules, one a file; this list is the whole set."""

from __future__ import annotations

from types import ModuleType

from flake8_foundry_logging.core.registry import Registry

__all__ = ["ALL"]

MODULES: tuple[ModuleType, ...] = ()

ALL = Registry(module.RULE for module in MODULES)
