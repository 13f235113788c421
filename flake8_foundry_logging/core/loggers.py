"""Which calls of a file are calls on loggers: what writes a record, and what else is done with a logger."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from flake8_foundry_logging.core.log_call import Kind, LogCall, Logger, LoggerUse
from flake8_foundry_logging.core.logger_names import METHODS, USES, dotted, imported_logger
from flake8_foundry_logging.core.logger_resolver import Loggers
from foundry_logging.vocabulary import CONTROLS, LEVEL_ALIASES, LEVELS, LOG_METHODS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.frame import Frame
    from flake8_foundry_logging.core.module import Module

__all__ = ["level_of", "log_calls", "logger_uses", "resolve"]

NAMES = METHODS.keys() | USES
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
    candidates = module.views(_Candidates)[0]
    for node, frame, name in candidates.calls:
        callee = node.func
        if name in METHODS and isinstance(callee, ast.Attribute):
            call = _on_logger(node, callee, frame, loggers)
            if call is not None:
                yield call
                continue
        if name in candidates.aliases:
            found = loggers.method(callee, frame)
            if found is not None and _has_method(*found):
                yield _view(node, frame, found[0], found[1], None)


def logger_uses(module: Module) -> Iterator[LoggerUse]:
    """The other calls on loggers of a file, in source order."""
    loggers = Loggers.of(module)
    for node, frame, name in module.views(_Candidates)[0].calls:
        if name in USES and isinstance(node.func, ast.Attribute):
            logger = loggers.resolve(node.func.value, frame)
            if logger is not None:
                yield LoggerUse(node, frame, logger, name, node.func.value)


class _Candidates:
    """The calls of a file whose name could be a logger's method: one look at each call, and by far the most fall out.

    Attributes:
        frame: the module's own frame.
        node: the module.
        calls: the calls, their frames and the last part of what they call.
        aliases: the names and attributes that something like a logger's method is bound to anywhere in the file.
    """

    def __init__(self, module: Module) -> None:
        self.frame = module.body
        self.node: ast.AST = module.source.tree
        self.aliases = _method_aliases(module)
        self.calls: list[tuple[ast.Call, Frame, str]] = []
        names = NAMES | self.aliases if self.aliases else NAMES
        nodes, frames = module.nodes, module.frames
        for index in module.indices((ast.Call,)):
            node: Any = nodes[index]
            callee = node.func
            kind = callee.__class__
            if kind is ast.Attribute:
                name = callee.attr
            elif kind is ast.Name:
                name = callee.id
            else:
                continue
            if name in names:
                self.calls.append((node, frames[index], name))

    @classmethod
    def collect(cls, module: Module) -> tuple[_Candidates]:
        """The one of a file."""
        return (cls(module),)


def _on_logger(node: ast.Call, callee: ast.Attribute, frame: Frame, loggers: Loggers) -> LogCall | None:
    """The log call that ``x.method(...)`` is, where ``method`` could be one."""
    logger = loggers.resolve(callee.value, frame)
    if logger is None:
        return None
    if not _has_method(logger, callee.attr):
        return None
    if not logger.certain:
        if not node.args and not node.keywords:
            return None  # `log_det.trace()`
        if callee.attr in WITH_LEVEL and not _takes_level(node):
            return None  # `run_logger.log({"loss": loss})`
    return _view(node, frame, logger, callee.attr, callee.value)


def _has_method(logger: Logger, method: str) -> bool:
    """Whether a logger of this kind writes records with it: Twisted's ``log.msg`` takes one text and nothing else."""
    return method != "msg" or logger.kind is Kind.STRUCTLOG


def _view(node: ast.Call, frame: Frame, logger: Logger, method: str, receiver: ast.expr | None) -> LogCall:
    arguments = list(node.args)
    keywords = {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg is not None}
    level = METHODS[method]
    if method in WITH_LEVEL:
        if arguments and not isinstance(arguments[0], ast.Starred):
            level = level_of(arguments.pop(0), frame)
        elif "level" in keywords:
            level = level_of(keywords.pop("level"), frame)
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


def level_of(expression: ast.expr, frame: Frame) -> str | None:
    """The canonical level that an argument names (``"info"``, ``20``, ``logging.INFO``), if it is written there."""
    if isinstance(expression, ast.Constant):
        if isinstance(expression.value, str):
            return LOG_METHODS.get(expression.value.lower())
        return next((level for level, number in LEVELS.items() if number == expression.value), None)
    name = (frame.origin(expression) or dotted(expression) or "").rpartition(".")[2]
    if not name.isupper():
        return None
    return LEVEL_ALIASES.get(name.lower()) or (name.lower() if name.lower() in LEVELS else None)


def _takes_level(node: ast.Call) -> bool:
    """Whether the first argument of ``log`` looks like a level."""
    if not node.args:
        return any(keyword.arg in ("level", "lvl") for keyword in node.keywords)
    first = node.args[0]
    if isinstance(first, ast.Constant):
        return isinstance(first.value, int) or str(first.value).lower() in LOG_METHODS
    if _is_level(first):
        return True
    # it takes a level and a message: `run_logger.log(by_level(metrics))` has no level
    return len(node.args) > 1 and any(_is_level(part) for part in _parts(first))


def _is_level(expression: ast.expr) -> bool:
    """Whether an expression is called like a level: ``level``, ``logging.INFO``, ``self.log_level``."""
    name = (dotted(expression) or "").rpartition(".")[2].lower()
    return name in LOG_METHODS or "level" in name or name in ("lvl", "loglevel", "severity")


def _parts(expression: ast.expr) -> Iterator[ast.expr]:
    """What a computed level may be made of: ``min(level, INFO)``, ``INFO if ok else ERROR``, ``LEVELS[code]``."""
    match expression:
        case ast.Call():
            yield from expression.args
            if "level" in (dotted(expression.func) or "").lower():  # no `numpy.trace(matrix)`
                yield expression.func
        case ast.IfExp():
            yield from (expression.body, expression.orelse)
        case ast.BoolOp():
            yield from expression.values
        case ast.BinOp():
            yield from (expression.left, expression.right)
        case ast.Subscript():
            yield expression.value
        case ast.NamedExpr():
            yield from (expression.target, expression.value)


def _method_aliases(module: Module) -> frozenset[str]:
    """The names and attributes that are bound to something like a logger's method anywhere in a file."""
    found: set[str] = set()
    for scope in module.scopes:
        for table in (scope.bindings, scope.attributes) if scope.attributes else (scope.bindings,):
            for name, bindings in table.items():
                for binding in bindings:
                    value: Any = binding.value
                    if value is None:
                        if binding.origin is not None and _is_function_of_logging(binding.origin):
                            found.add(name)
                        continue
                    kind = value.__class__
                    if kind is ast.IfExp:
                        value = value.body
                        kind = value.__class__
                    if kind is ast.Attribute and value.attr in METHODS:
                        found.add(name)
    return frozenset(found)


def _is_function_of_logging(origin: str) -> bool:
    package, _, name = origin.rpartition(".")
    return name in METHODS and imported_logger(package) is not None
