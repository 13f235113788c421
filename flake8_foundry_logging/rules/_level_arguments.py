"""Arguments that are levels by their place, what may stand there, and which levels a file registers."""

from __future__ import annotations

import ast
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.frame import BindingKind
from flake8_foundry_logging.core.log_call import Kind
from flake8_foundry_logging.core.loggers import resolve
from foundry_logging.vocabulary import LEVEL_ALIASES, LEVELS, LOG_METHODS, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.frame import Frame

__all__ = ["LevelArgument", "Taker", "level_argument", "registered"]

STDLIB_NAMES = frozenset(name.upper() for name in (*LEVELS, *LEVEL_ALIASES, "notset"))
FOUNDRY_NAMES = frozenset((*LEVELS, *LEVEL_ALIASES))
LOGURU_NAMES = frozenset(("TRACE", "DEBUG", "INFO", "SUCCESS", "WARNING", "ERROR", "CRITICAL"))
NEAREST = {
    **dict.fromkeys(("TRACE", "VERBOSE", "SPAM", "FINE", "ALL"), "DEBUG"),
    **dict.fromkeys(("NOTICE", "SUCCESS", "INFORMATION"), "INFO"),
    **dict.fromkeys(("ERR", "SEVERE", "EXCEPTION"), "ERROR"),
    **dict.fromkeys(("EMERGENCY", "ALERT", "CRIT", "PANIC"), "CRITICAL"),
}
"""Levels of other systems, with the one that stands for them here."""
REGISTERING = frozenset(("verboselogs", "haggis"))
"""Packages that bring levels of their own."""
SET, ASKED, LOGGED = "setLevel", "isEnabledFor", "log"
FOUNDRY_METHODS = frozenset(("set_level", "is_enabled_for", "log"))
METHODS = FOUNDRY_METHODS | {SET, ASKED}
CONFIGURED = {"logging.basicConfig": ("level",), "foundry_logging.configure": ("level", "console_level")}
CONFIGURING = frozenset(name.rpartition(".")[2] for name in CONFIGURED)
TAKERS = METHODS | CONFIGURING


@dataclass(frozen=True, slots=True)
class Taker:
    """What takes a level.

    Attributes:
        method: its name.
        names: the levels that it knows by name.
        numbers_only: names are errors.
        foundry: it is ours, where case does not count and nothing can be registered.
    """

    method: str
    names: frozenset[str] = STDLIB_NAMES
    numbers_only: bool = False
    foundry: bool = False

    def knows(self, name: str) -> bool:
        """Whether it takes this name."""
        return (name.strip().lower() if self.foundry else name) in self.names

    def same(self, name: str) -> str | None:
        """The level that only its case keeps from being known."""
        return name.strip().upper() if name.strip().upper() in self.names else None

    def closest(self, name: str) -> str | None:
        """The level that was probably meant."""
        import difflib  # only where something is wrong

        known = STDLIB_NAMES if self.foundry else self.names
        upper = name.strip().upper()
        found = difflib.get_close_matches(upper, sorted(known), 1, 0.75)
        return upper if upper in known else NEAREST.get(upper) or (found[0] if found else None)


@dataclass(frozen=True, slots=True)
class LevelArgument:
    """An argument that is a level by its place.

    Attributes:
        node: the expression.
        frame: its frame.
        taker: what takes it.
        name: the level's name where one is written: a text, or X of ``logging.X``; else None.
        text: it is a text, no constant of ``logging``.
        function: it is a function of ``logging`` (``logging.debug``).
    """

    node: ast.expr
    frame: Frame
    taker: Taker
    name: str | None
    text: bool = False
    function: bool = False


def level_argument(call: ast.Call, frame: Frame) -> Iterator[LevelArgument]:
    """The arguments of a call that are levels, each with what is written there."""
    callee = call.func
    name = callee.attr if isinstance(callee, ast.Attribute) else callee.id if isinstance(callee, ast.Name) else ""
    if name not in TAKERS:
        return
    keywords = {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg is not None}
    if name in CONFIGURING:
        origin = frame.origin(callee) or ""
        for key in CONFIGURED.get(origin, ()):
            if key in keywords:
                configured = Taker(name) if origin.startswith("logging.") else Taker(name, FOUNDRY_NAMES, foundry=True)
                yield _argument(keywords[key], frame, configured)
    elif isinstance(callee, ast.Attribute):
        node = call.args[0] if call.args else keywords.get("level")
        if node is not None and not isinstance(node, ast.Starred) and _may_be_wrong(node):
            taker = _taker(callee, frame)
            if taker is not None:
                yield _argument(node, frame, taker)


def _may_be_wrong(node: ast.expr) -> bool:
    """Whether it is worth while to ask whose method it is."""
    return not isinstance(node, ast.Constant) or isinstance(node.value, str)


def _taker(callee: ast.Attribute, frame: Frame) -> Taker | None:
    method = callee.attr
    logger = resolve(callee.value, frame)
    if logger is None:
        return Taker(method) if method == SET and _is_handler(callee.value, frame) else None
    if not logger.certain:
        return None
    if logger.kind is Kind.STDLIB and method in (SET, ASKED, LOGGED):
        return Taker(method, numbers_only=method != SET)
    if logger.kind is Kind.FOUNDRY and method in FOUNDRY_METHODS:
        return Taker(method, FOUNDRY_NAMES, foundry=True)
    return Taker(method, LOGURU_NAMES) if logger.kind is Kind.LOGURU and method == LOGGED else None


def _is_handler(expression: ast.expr, frame: Frame) -> bool:
    """Whether it is a handler of the standard library that this file makes."""
    if isinstance(expression, ast.Call):
        origin = frame.origin(expression.func) or ""
        return origin.startswith("logging.") and origin.endswith("Handler")
    bindings = frame.bindings(expression.id) if isinstance(expression, ast.Name) else ()
    return bool(bindings) and all(
        isinstance(binding.value, ast.Call) and _is_handler(binding.value, binding.frame) for binding in bindings
    )


def _argument(node: ast.expr, frame: Frame, taker: Taker) -> LevelArgument:
    found = _written(node, frame, taker)
    if found.name is None and isinstance(node, ast.Name):
        bindings = frame.bindings(node.id)
        if len(bindings) == 1 and bindings[0].kind is BindingKind.ASSIGNMENT and bindings[0].value is not None:
            return replace(_written(bindings[0].value, bindings[0].frame, taker), node=node, frame=frame)
    return found


def _written(node: ast.expr, frame: Frame, taker: Taker) -> LevelArgument:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return LevelArgument(node, frame, taker, node.value, text=True)
    if isinstance(node, (ast.Attribute, ast.Name)):
        package, _, name = (frame.origin(node) or "").rpartition(".")
        if package == "logging":
            function = name in LOG_METHODS
            if function or name.isupper():
                return LevelArgument(node, frame, replace(taker, names=STDLIB_NAMES), name, function=function)
    return LevelArgument(node, frame, taker, None)


def registered(body: Frame) -> frozenset[str]:
    """The levels that a file may know beside the built-in ones; ``*`` among them where it registers unnamed ones.

    A level counts as known where it is registered, where its name is bound or imported, where it is set on ``logging``,
    and where a method of its name is called: whoever added the method has added the level.
    """
    found: set[str] = set()
    for scope in body.module.scopes:
        found.update(name for name in scope.bindings if name.isupper())
        found.update(
            "*" for name, bindings in scope.bindings.items() for b in bindings if _brings_levels(b.origin, name)
        )
    for node, frame in body.nodes(ast.Call, nested=True):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        texts = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        if _registers(name):
            found.update(texts or "*")
        elif name == "level" and texts and (logger := resolve(getattr(node.func, "value", node), frame)) is not None:
            found.update(texts if logger.kind is Kind.LOGURU else ())
        elif name == "setattr":
            found.update(texts or "*")
        elif isinstance(node.func, ast.Attribute):
            found.add(name.upper())
    for node, _ in body.nodes(ast.Attribute, nested=True):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and node.attr.isupper():
            found.add(node.attr)
    return frozenset(found)


@cache
def _registers(name: str) -> bool:
    """Whether a function is called like one that registers levels: ``addLevelName``, ``add_logging_level``."""
    parts = words(name) if "level" in name.lower() else ()
    return bool(parts) and parts[0] in ("add", "register", "install", "define") and "level" in parts


def _brings_levels(origin: str | None, name: str) -> bool:
    return origin is not None and (origin.partition(".")[0] in REGISTERING or _registers(name))
