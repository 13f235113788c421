"""Which files are tests: nobody runs a service from them, and nobody reads their records later."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flake8_foundry_logging.core.module import Module

__all__ = ["is_test"]


def is_test(module: Module) -> bool:
    """Whether a file is called as test runners ask: ``test_x.py``, ``x_test.py``, ``tests.py``, ``conftest.py``."""
    name = module.path.replace("\\", "/").rpartition("/")[2]
    return name.startswith("test_") or name.endswith("_test.py") or name in ("conftest.py", "tests.py")
