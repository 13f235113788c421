"""The rules, one a file; this list is the whole set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_foundry_logging.core.registry import Registry
from flake8_foundry_logging.rules import (
    pprint_call,
    print_call,
    print_in_cli,
    print_in_script,
    rule_crash,
    stream_write,
    traceback_print,
)

if TYPE_CHECKING:
    from types import ModuleType

__all__ = ["ALL"]

MODULES: tuple[ModuleType, ...] = (
    pprint_call,
    print_call,
    print_in_cli,
    print_in_script,
    rule_crash,
    stream_write,
    traceback_print,
)

ALL = Registry(module.RULE for module in MODULES)
