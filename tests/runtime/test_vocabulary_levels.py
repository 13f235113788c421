"""Levels, methods and keys: the tables agree with each other and with the libraries that they describe."""

from __future__ import annotations

import logging
import subprocess
import sys

import pytest

from foundry_logging import vocabulary
from foundry_logging.vocabulary import (
    CONTEXT_METHODS,
    CONTROLS,
    LEVEL_ALIASES,
    LEVELS,
    LOG_METHODS,
    LOGRECORD_ATTRIBUTES,
    RECORD_KEYS,
    SERVICE_METHODS,
)


@pytest.mark.parametrize("level", LEVELS)
def test_a_level_has_the_number_of_the_standard_library(level: str) -> None:
    assert LEVELS[level] == getattr(logging, level.upper())


@pytest.mark.parametrize("alias", LEVEL_ALIASES)
def test_an_alias_has_the_number_of_its_level(alias: str) -> None:
    assert LEVELS[LEVEL_ALIASES[alias]] == getattr(logging, alias.upper())


def test_every_method_leads_to_a_level() -> None:
    assert set(LOG_METHODS.values()) <= set(LEVELS)


def test_no_method_is_of_two_kinds() -> None:
    assert not set(LOG_METHODS) & CONTEXT_METHODS
    assert not set(SERVICE_METHODS) & (CONTEXT_METHODS | set(LOG_METHODS))


def test_the_attributes_of_a_log_record_are_all_there() -> None:
    record = logging.makeLogRecord({})
    live = set(vars(record)) | {"message", "asctime"}
    assert live <= LOGRECORD_ATTRIBUTES
    assert LOGRECORD_ATTRIBUTES - live <= {"taskName"}


@pytest.mark.parametrize("key", sorted(LOGRECORD_ATTRIBUTES - {"taskName"}))
def test_the_standard_library_refuses_to_overwrite_it(key: str) -> None:
    if key in vars(logging.makeLogRecord({})) or key in {"message", "asctime"}:
        with pytest.raises(KeyError):
            logging.getLogger("x").makeRecord("x", 20, "f", 1, "m", (), None, extra={key: 1})


def test_controls_are_no_record_keys() -> None:
    assert not CONTROLS & RECORD_KEYS


@pytest.mark.parametrize("name", ["args", "kwargs", "event", "name", "self", "method", "duration", "endpoint"])
def test_the_fields_of_the_guide_keep_their_names(name: str) -> None:
    assert name not in RECORD_KEYS


def test_an_operation_has_the_status_of_the_guide() -> None:
    assert "success" in SERVICE_METHODS["log_model_operation"].statuses


def test_the_tables_cannot_be_changed() -> None:
    for table in (LEVELS, LOG_METHODS, LEVEL_ALIASES, SERVICE_METHODS):
        with pytest.raises(TypeError):
            table["x"] = 1  # type: ignore[index]


def test_every_public_name_is_there() -> None:
    assert all(hasattr(vocabulary, name) for name in vocabulary.__all__)


def test_importing_the_vocabulary_loads_nothing_heavy() -> None:
    """Beyond what the package itself has loaded, only its own modules and ``functools``."""
    code = (
        "import sys, foundry_logging; before = set(sys.modules) | {'functools', 'collections', 'types'};"
        "import foundry_logging.vocabulary; print(*sorted(set(sys.modules) - before));"
        "print(*({'structlog', 'orjson', 'flake8', 'libcst', 'asyncio', 'dataclasses'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded, heavy = run.stdout.splitlines()
    assert {name for name in loaded.split() if not name.startswith(("foundry_logging", "_"))} <= {
        *("itertools", "keyword", "operator", "reprlib", "collections.abc")
    }
    assert heavy == ""
