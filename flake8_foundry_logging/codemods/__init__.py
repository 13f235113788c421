"""The fixes. ``FIXES`` names the module of each; none is imported, nor is libcst, before a file needs it.

The commands for ``python -m libcst.tool codemod -x flake8_foundry_logging.codemods.NAME`` stand here by name, too.
"""

from __future__ import annotations

import importlib
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from flake8_foundry_logging.rules import ALL

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods.commands import (
        FixLogging,
        KeepTracebacks,
        LogSilentExcepts,
        RedactSecrets,
        ReplacePrint,
        ReplaceWarn,
        SetUpLoggers,
        StructureMessages,
    )
    from flake8_foundry_logging.codemods.kit import Fix

__all__ = [
    "FIXES",
    "FixLogging",
    "KeepTracebacks",
    "LogSilentExcepts",
    "RedactSecrets",
    "ReplacePrint",
    "ReplaceWarn",
    "SetUpLoggers",
    "StructureMessages",
    "fix_for",
]

FIXES = MappingProxyType({rule.code: rule.name.replace("-", "_") for rule in ALL if rule.fixable})
"""Code -> the module of its fix, for every rule that has one."""


@cache
def fix_for(code: str) -> Fix | None:
    """The fix of a rule, imported at the first call; None where the rule has none."""
    if code not in FIXES:
        return None
    fix: Fix = importlib.import_module(f"{__name__}.{FIXES[code]}").fix
    return fix


def __getattr__(name: str) -> object:
    if name in __all__:  # a command: only these are not there yet
        command: object = getattr(importlib.import_module(f"{__name__}.commands"), name)
        return command
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
