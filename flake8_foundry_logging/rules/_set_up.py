"""Which calls make loggers and which set logging up; shared by the rules of that chapter."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.carriers import call_name
from flake8_foundry_logging.core.frame import BindingKind
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from flake8_foundry_logging.core.frame import Frame

__all__ = [
    "FACTORIES",
    "FACTORY",
    "has_own_logger",
    "is_only_set_up",
    "is_root",
    "name_argument",
    "set_up_by",
    "sets_up",
]

FACTORY = "logging.getLogger"
FACTORIES = frozenset(
    (
        FACTORY,
        "picologging.getLogger",
        "foundry_logging.get_logger",
        "structlog.get_logger",
        "structlog.getLogger",
        "structlog.stdlib.get_logger",
        "celery.utils.log.get_logger",
        "celery.utils.log.get_task_logger",
    )
)
"""Functions that make a logger of the name that they are given."""
ROOTS = frozenset((None, "", "root"))
CONFIGURING = frozenset(
    (
        "coloredlogs.install",
        "logging.basicConfig",
        "logging.config.dictConfig",
        "logging.config.fileConfig",
        "logging.config.listen",
    )
)
"""Functions that set up logging for a whole program."""
LOGGING_WORDS = frozenset(("log", "logger", "loggers", "logging", "logs"))
SET_UP_WORDS = frozenset(("config", "configure", "enable", "init", "initialize", "install", "set", "setup", "start"))
"""Words of a project's own function that sets up logging: ``setup_logging``, ``init_logger``."""
SETTERS = frozenset(("addHandler", "setLevel"))
"""Methods of a logger with which its records get somewhere, or get lost."""
SETTINGS = SETTERS | {
    "addFilter",
    "disabled",
    "filters",
    "getEffectiveLevel",
    "handlers",
    "hasHandlers",
    "level",
    "manager",
    "name",
    "parent",
    "propagate",
    "removeFilter",
    "removeHandler",
}
"""Attributes of a logger that say what becomes of its records, and write none."""


def name_argument(call: ast.Call) -> ast.expr | None:
    """What a logger is called in ``getLogger(name)``; None where nothing is given, or it is hidden in ``*args``."""
    if call.args:
        return None if isinstance(call.args[0], ast.Starred) else call.args[0]
    return next((keyword.value for keyword in call.keywords if keyword.arg == "name"), None)


def is_root(expression: ast.expr, frame: Frame) -> bool:
    """Whether an expression is the root logger as it stands: ``logging.root``, ``logging.getLogger()``."""
    if isinstance(expression, ast.Attribute):
        return expression.attr == "root" and frame.origin(expression) == "logging.root"
    if not isinstance(expression, ast.Call) or frame.origin(expression.func) != FACTORY:
        return False
    if not expression.args and not expression.keywords:
        return True
    name = name_argument(expression)
    return isinstance(name, ast.Constant) and name.value in ROOTS


def set_up_by(call: ast.Call, frame: Frame) -> str | None:
    """What a call that sets up logging is called as; None for every other call.

    ``basicConfig`` and its like, and ``addHandler`` or ``setLevel`` of the root logger.
    """
    if isinstance(call.func, ast.Attribute) and call.func.attr in SETTERS:
        value = call.func.value
        named = isinstance(value, ast.Name) and any(
            binding.value is not None and is_root(binding.value, binding.frame) for binding in frame.bindings(value.id)
        )
        return call.func.attr if named or is_root(value, frame) else None
    origin = frame.origin(call.func)
    return origin.rpartition(".")[2] if origin in CONFIGURING else None


def sets_up(body: Frame) -> bool:
    """Whether a file sets up logging anywhere, if by ``setup_logging()`` of its project; ``body`` is its own frame."""
    return any(
        isinstance(node, ast.Call) and (_sets_up_by_name(call_name(node.func)) or set_up_by(node, frame) is not None)
        for node, frame in body.nodes(ast.Call, nested=True)
    )


def _sets_up_by_name(name: str) -> bool:
    found = frozenset(words(name))
    return not found.isdisjoint(LOGGING_WORDS) and not found.isdisjoint(SET_UP_WORDS)


def has_own_logger(body: Frame) -> bool:
    """Whether a file binds a logger by ``logging.getLogger(name)`` anywhere; ``body`` is its own frame."""
    return any(
        binding.kind is BindingKind.ASSIGNMENT
        and isinstance(binding.value, ast.Call)
        and binding.frame.origin(binding.value.func) == FACTORY
        and not is_root(binding.value, binding.frame)
        and not is_only_set_up(binding.value, binding.frame)
        for scope in body.module.scopes
        for bindings in scope.bindings.values()
        for binding in bindings
    )


def is_only_set_up(call: ast.Call, frame: Frame) -> bool:
    """Whether the logger that a call gives is only set up or looked at: it, or the local name it is bound to."""
    statement = frame.statement.node
    for node in ast.walk(statement):
        if isinstance(node, ast.Attribute) and node.value is call:
            return node.attr in SETTINGS
    if not isinstance(statement, ast.Assign) or statement.value is not call:
        return isinstance(statement, (ast.For, ast.AsyncFor, ast.With, ast.AsyncWith))
    names = {target.id for target in statement.targets if isinstance(target, ast.Name)}
    if len(names) != len(statement.targets):
        return False
    uses = frame.module.once(_uses, frame.scope.owner.body)
    used = names & uses.keys()
    return bool(used) and all(uses[name] <= SETTINGS for name in used)


def _uses(body: Frame) -> dict[str, set[str]]:
    """The attributes of its variables that a function asks for."""
    uses: dict[str, set[str]] = {}
    for node, _ in body.nodes(ast.Attribute, nested=True):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            uses.setdefault(node.value.id, set()).add(node.attr)
    return uses
