"""Which names are loggers: the packages, factories and types that are known, and whole words where nothing is known."""

from __future__ import annotations

import ast
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.log_call import Kind, Logger
from foundry_logging.vocabulary import CONTEXT_METHODS, LOG_METHODS, SERVICE_METHODS, words

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "BY_NAME",
    "CHAINS",
    "EXCUSE",
    "METHODS",
    "USES",
    "dotted",
    "imported_logger",
    "inherited_logger",
    "is_no_logger",
    "made_by",
    "speaks_of_a_factory",
    "speaks_of_a_logger",
    "speaks_of_logging",
]

METHODS: Mapping[str, str | None] = MappingProxyType({**LOG_METHODS, "log": None, "alog": None, "msg": "info"})
"""Method -> level; None where the first argument says it. ``msg`` is structlog's alone."""

CHAINS = CONTEXT_METHODS | {"try_unbind"}
"""Methods that give back a logger of the same kind."""

SETTINGS = frozenset(
    (
        *("setLevel", "isEnabledFor", "is_enabled_for", "getEffectiveLevel", "get_effective_level"),
        *("addHandler", "removeHandler", "hasHandlers", "addFilter", "removeFilter"),
        *("makeRecord", "handle", "callHandlers"),
        *("add", "remove", "configure", "complete", "catch", "enable", "disable", "level"),  # loguru
    )
)
USES = CHAINS | SETTINGS | frozenset(SERVICE_METHODS)
"""Methods of loggers that write no record by level."""

PACKAGES: Mapping[str, Kind] = MappingProxyType(
    {
        "foundry_logging": Kind.FOUNDRY,
        "structlog": Kind.STRUCTLOG,
        "loguru": Kind.LOGURU,
        "logging": Kind.STDLIB,
        "picologging": Kind.STDLIB,
        "absl": Kind.STDLIB,
        "celery": Kind.STDLIB,
        "prefect": Kind.STDLIB,
        "multiprocessing": Kind.STDLIB,
        # certainly loggers, whose keywords and placeholders follow rules of their own
        "logbook": Kind.UNKNOWN,
        "twisted": Kind.UNKNOWN,
        "accelerate": Kind.UNKNOWN,
        "aws_lambda_powertools": Kind.UNKNOWN,
    }
)
"""Top-level package -> the kind of what its factories and types named ``...logger`` give."""

GUIDE_FACTORY = "utils.logging_system.get_logger"
"""Where the guide's own application keeps the factory."""

BY_NAME = Logger(Kind.UNKNOWN, certain=False, whole_word=True)
"""Nothing is known of it but its name."""
EXCUSE = Logger(Kind.UNKNOWN, certain=False)
"""Called a logger, but something speaks against it: good enough to excuse, never to accuse."""

OBJECTS: Mapping[str, Logger] = MappingProxyType(
    {
        "logging": Logger(Kind.STDLIB, certain=True, module=True),
        "logging.root": Logger(Kind.STDLIB, certain=True),
        "loguru.logger": Logger(Kind.LOGURU, certain=True),
        "absl.logging": Logger(Kind.STDLIB, certain=True),
        "picologging": Logger(Kind.STDLIB, certain=True),
        "flask.current_app.logger": Logger(Kind.STDLIB, certain=True),
        "quart.current_app.logger": Logger(Kind.STDLIB, certain=True),
        # it reads f-strings by itself, and its messages are templates
        "logfire": EXCUSE,
    }
)
"""Dotted names that are loggers themselves."""

INHERITED: Mapping[tuple[str, str], Kind] = MappingProxyType(
    {
        ("airflow", "log"): Kind.UNKNOWN,  # stdlib in Airflow 2, structlog in Airflow 3
        ("scrapy", "logger"): Kind.STDLIB,
    }
)
"""Framework and attribute -> the kind of logger that its classes have there."""

LOGARITHMS = frozenset(("log", "log2", "log10", "log1p"))
NUMERIC = frozenset(
    ("math", "cmath", "numpy", "torch", "jax", "tensorflow", "scipy", "sympy", "cupy", "mpmath", "decimal")
)
OTHERS = frozenset(("warnings", "streamlit", "django.contrib.messages"))
"""Modules with functions called like a logger's methods."""


def imported_logger(origin: str) -> Logger | None:
    """The logger that a dotted name is known to be."""
    if origin.endswith("distutils.log"):
        return EXCUSE  # it formats %s arguments, but has no `warning`
    return OBJECTS.get(origin)


def inherited_logger(base: str, attribute: str) -> Logger | None:
    """The logger that a class gets under ``attribute`` from a base with this dotted name."""
    kind = INHERITED.get((base.partition(".")[0], attribute))
    return None if kind is None else Logger(kind, certain=True)


def made_by(origin: str) -> Logger | None:
    """What calling this factory or class gives, or what being declared of this type says."""
    if origin.endswith(GUIDE_FACTORY):
        return Logger(Kind.FOUNDRY, certain=True)
    package, _, name = origin.rpartition(".")
    if origin == "logging.LoggerAdapter" or (package and _words(name)[-1:] == ("logger",)):
        root = origin.partition(".")[0]
        if root in PACKAGES:
            return Logger(PACKAGES[root], certain=True)
        if "transformers" in root or root in ("diffusers", "datasets", "huggingface_hub"):
            return Logger(Kind.STDLIB, certain=True)
    return None


def is_no_logger(origin: str) -> bool:
    """Whether a dotted name is known to be something else: a logarithm, ``warnings``, a user's messages."""
    root, _, rest = origin.partition(".")
    return (root in NUMERIC and rest.rpartition(".")[2] in LOGARITHMS) or origin in OTHERS


@lru_cache(maxsize=4096)
def _words(name: str) -> tuple[str, ...]:
    """The words of a name; a number at the end of one is dropped (``logger2``)."""
    if "log" not in name.lower():
        return ()
    return tuple(word.rstrip("0123456789") for word in words(name))


def speaks_of_a_logger(name: str) -> bool:
    """Whether a name has log or logger as a whole word: ``_log``, ``app_logger``; never ``catalog``."""
    found = _words(name)
    return "log" in found or "logger" in found


def speaks_of_logging(name: str) -> bool:
    """The same for a name of another module, which may be a logging module, too."""
    return speaks_of_a_logger(name) or "logging" in _words(name)


def speaks_of_a_factory(name: str) -> bool:
    """Whether what it returns is called a logger: ``get_logger``, ``make_app_logger``, ``AuditLogger``."""
    found = _words(name)
    return found[-1:] == ("logger",) or (found[-1:] == ("log",) and found[0] in ("get", "make", "create", "setup"))


def dotted(expression: ast.expr) -> str | None:
    """A chain of names as it is written (``self.app.logger``); None for anything else."""
    parts: list[str] = []
    while isinstance(expression, ast.Attribute):
        parts.append(expression.attr)
        expression = expression.value
    if not isinstance(expression, ast.Name):
        return None
    return ".".join((expression.id, *reversed(parts)))
