"""Which calls of a file are calls on loggers: what writes a record, and what else is done with a logger."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.log_call import Kind, LogCall, Logger, LoggerUse
from flake8_foundry_logging.core.logger_names import METHODS, USES, dotted, imported_logger
from flake8_foundry_logging.core.logger_resolver import Loggers
from foundry_logging.vocabulary import CONTROLS, LEVEL_ALIASES, LEVELS, LOG_METHODS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.frame import Binding, Frame
    from flake8_foundry_logging.core.module import Module

__all__ = ["log_calls", "logger_uses", "resolve"]

WITH_LEVEL = frozenset(("log", "alog"))
MESSAGES: dict[Kind, tuple[str, ...]] = {
    Kind.STDLIB: ("msg",),
    Kind.STRUCTLOG: ("event",),
    Kind.UNKNOWN: ("msg", "message", "event"),
}
"""The keyword that is the message where none is given by position; foundry and loguru take it by position alone."""


def resolve(expression: ast.expr, frame: Frame) -> Logger | None:
    """The logger that an expression is when ``frame`` runs; None if it is none."""
    return Loggers.of(frame.module).resolve(expression, frame)


def log_calls(module: Module) -> Iterator[LogCall]:
    """The calls of a file that write a record, in source order."""
    loggers = Loggers.of(module)
    aliases = _method_aliases(module)
    nodes, frames = module.nodes, module.frames
    for index in module.indices((ast.Call,)):
        node = nodes[index]
        assert isinstance(node, ast.Call)
        callee = node.func
        if callee.__class__ is ast.Attribute:
            name = callee.attr
            if name in METHODS and (call := _on_logger(node, frames[index], loggers)) is not None:
                yield call
                continue
        elif callee.__class__ is ast.Name:
            name = callee.id
        else:
            continue
        if name in aliases:
            found = loggers.method(callee, frames[index])
            if found is not None:
                yield _view(node, frames[index], found[0], found[1], None)


def logger_uses(module: Module) -> Iterator[LoggerUse]:
    """The other calls on loggers of a file, in source order."""
    loggers = Loggers.of(module)
    for index in module.indices((ast.Call,)):
        node, frame = module.nodes[index], module.frames[index]
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in USES:
            logger = loggers.resolve(node.func.value, frame)
            if logger is not None:
                yield LoggerUse(node, frame, logger, node.func.attr, node.func.value)


def _on_logger(node: ast.Call, frame: Frame, loggers: Loggers) -> LogCall | None:
    """The log call that ``x.method(...)`` is, where ``method`` could be one."""
    callee = node.func
    assert isinstance(callee, ast.Attribute)
    logger = loggers.resolve(callee.value, frame)
    if logger is None:
        return None
    if callee.attr == "msg" and logger.kind is not Kind.STRUCTLOG:
        return None
    if not logger.certain:
        if not node.args and not node.keywords:
            return None  # `log_det.trace()`
        if callee.attr in WITH_LEVEL and not _is_level(node):
            return None  # `run_logger.log({"loss": loss})`
    return _view(node, frame, logger, callee.attr, callee.value)


def _view(node: ast.Call, frame: Frame, logger: Logger, method: str, receiver: ast.expr | None) -> LogCall:
    arguments = list(node.args)
    keywords = {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg is not None}
    level = METHODS[method]
    if method in WITH_LEVEL:
        if arguments and not isinstance(arguments[0], ast.Starred):
            level = _level(arguments.pop(0), frame)
        elif "level" in keywords:
            level = _level(keywords.pop("level"), frame)
    message = None
    if arguments:
        if not isinstance(arguments[0], ast.Starred):
            message = arguments.pop(0)
    else:
        name = next((name for name in MESSAGES.get(logger.kind, ()) if name in keywords), None)
        message = keywords.pop(name) if name is not None else None
    return LogCall(
        node=node,
        frame=frame,
        logger=logger,
        method=method,
        level=level,
        receiver=receiver,
        message=message,
        arguments=tuple(arguments),
        fields={name: value for name, value in keywords.items() if name not in CONTROLS},
        controls={name: value for name, value in keywords.items() if name in CONTROLS},
        open=any(isinstance(a, ast.Starred) for a in node.args) or any(k.arg is None for k in node.keywords),
    )


def _level(expression: ast.expr, frame: Frame) -> str | None:
    """The level that the first argument of ``log`` names, if it is written there."""
    if isinstance(expression, ast.Constant):
        if isinstance(expression.value, str):
            return LOG_METHODS.get(expression.value.lower())
        return next((level for level, number in LEVELS.items() if number == expression.value), None)
    name = (frame.origin(expression) or dotted(expression) or "").rpartition(".")[2]
    if not name.isupper():
        return None
    return LEVEL_ALIASES.get(name.lower()) or (name.lower() if name.lower() in LEVELS else None)


def _is_level(node: ast.Call) -> bool:
    """Whether the first argument of ``log`` looks like a level."""
    if not node.args:
        return any(keyword.arg in ("level", "lvl") for keyword in node.keywords)
    first = node.args[0]
    if isinstance(first, ast.Constant):
        return isinstance(first.value, int) or str(first.value).lower() in LOG_METHODS
    name = (dotted(first) or "").rpartition(".")[2].lower()
    return name in LOG_METHODS or "level" in name or name in ("lvl", "loglevel", "severity")


def _method_aliases(module: Module) -> frozenset[str]:
    """The names and attributes that are bound to something like a logger's method anywhere in a file."""
    found: set[str] = set()
    for scope in module.scopes:
        for table in (scope.bindings, scope.attributes):
            for name, bindings in table.items():
                if any(_may_be_method(binding) for binding in bindings):
                    found.add(name)
    return frozenset(found)


def _may_be_method(binding: Binding) -> bool:
    value = binding.value
    if value.__class__ is ast.IfExp:
        value = value.body
    if value.__class__ is ast.Attribute:
        return value.attr in METHODS
    if binding.origin is not None:
        package, _, name = binding.origin.rpartition(".")
        return name in METHODS and imported_logger(package) is not None
    return False
