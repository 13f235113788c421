"""Where records are asked for: level guards, verbose switches, and functions whose purpose is to show something."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["asks_for_noise", "guarded", "shows", "turns_levels"]

LEVEL_GUARDS = frozenset(("isEnabledFor", "is_enabled_for", "getEffectiveLevel", "get_effective_level"))
LEVEL_SETTERS = frozenset(("setLevel", "set_level"))
CHATTY = frozenset(("verbose", "verbosity", "debug", "trace"))
"""Words of a condition with which the user asked for the noise."""
SHOWING = frozenset(("print", "show", "display", "dump", "report", "summary", "summarize", "banner", "table"))
"""Words of a function's name that make every line its purpose: it shows something to somebody who asked."""


def asks_for_noise(test: ast.expr) -> bool:
    """Whether a condition is about a level or about a switch for more output."""
    for node in ast.walk(test):
        name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
        if name in LEVEL_GUARDS or (name and not CHATTY.isdisjoint(words(name))):
            return True
    return False


def shows(frame: Frame) -> bool:
    """Whether a place belongs to a function that is there to show something."""
    function = frame.function
    return function is not None and not SHOWING.isdisjoint(words(function.name))


def guarded(place: Frame) -> bool:
    """Whether a place depends on a level or on a switch for more output: in a branch, or after a check of the level."""
    inner = place
    for frame in place.outward_in_function():
        if isinstance(frame.node, ast.If) and inner.part == "body" and asks_for_noise(frame.node.test):
            return True
        if isinstance(frame.node, ast.IfExp) and asks_for_noise(frame.node.test):
            return True
        if isinstance(frame.node, ast.BoolOp) and any(asks_for_noise(value) for value in frame.node.values[:-1]):
            return True
        inner = frame
    first = place.module.once(_first_level_check, inner)
    return first is not None and first < place.start


def _first_level_check(body: Frame) -> int | None:
    """Where a function asks for a level for the first time: what comes after it is taken for what that decides."""
    return next(
        (
            frame.start
            for call, frame in body.nodes(ast.Call)
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in LEVEL_GUARDS
        ),
        None,
    )


def turns_levels(place: Frame) -> bool:
    """Whether the function sets the level of a logger: it is about records, and wants to see these."""
    inner = place
    for frame in place.outward_in_function():
        inner = frame
    return place.module.once(_sets_a_level, inner)


def _sets_a_level(body: Frame) -> bool:
    return any(
        isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in LEVEL_SETTERS
        for call, _ in body.nodes(ast.Call)
    )
