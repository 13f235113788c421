"""Loops, and which log calls run on every iteration of one that nothing slows down."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.frame import COMPREHENSIONS, BindingKind, Frame
from flake8_foundry_logging.core.pacing import paces
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flake8_foundry_logging.core.log_call import LogCall
    from flake8_foundry_logging.core.module import Module

__all__ = ["Loop"]

LoopNode = ast.For | ast.AsyncFor | ast.While
FEW = 10
"""Iterations that nobody minds a line of."""
FEW_BY_NAME = frozenset(
    f"{word}{ending}" for word in ("attempt", "retry", "epoch", "fold", "worker", "shard") for ending in ("", "s")
) | {"retries"}
"""Words of a loop's target that promise few or slow iterations."""
WRAPPERS = frozenset(("enumerate", "zip", "reversed", "sorted", "list", "tuple", "iter", "set"))
VIEWS = frozenset(("items", "keys", "values"))
LEVEL_GUARDS = frozenset(("isEnabledFor", "is_enabled_for", "getEffectiveLevel", "get_effective_level"))
CHATTY = frozenset(("verbose", "verbosity", "debug", "trace"))
"""Words of a condition with which the user asked for the noise."""
SHOWING = frozenset(("print", "show", "display", "dump", "summary", "summarize", "banner", "table"))
"""Words of a function's name that make every line its purpose: it shows something to somebody who asked."""
CONDITIONS = (ast.If, ast.Match, ast.match_case, ast.ExceptHandler, ast.BoolOp, ast.IfExp, ast.Lambda, *COMPREHENSIONS)
EXITS = frozenset(("sys.exit", "os._exit", "builtins.exit", "builtins.quit"))


@dataclass(frozen=True, eq=False, slots=True)
class Loop:
    """A ``for`` or ``while`` statement.

    Attributes:
        node: the statement.
        frame: its frame.
        depth: how many loops of the same function it stands in, itself included.
        small: it runs a few times: over a literal or a range of at most ten, or over attempts, epochs, workers ...
    """

    node: LoopNode
    frame: Frame
    depth: int
    small: bool

    @property
    def paced(self) -> bool:
        """Whether it waits for something on its way: input, output, a queue, a sleep, work that takes long."""
        return paces(self.frame)

    @classmethod
    def collect(cls, module: Module) -> Iterable[Loop]:
        """All loops of a file, in source order within a kind."""
        for index in module.indices((ast.For, ast.AsyncFor, ast.While)):
            yield cls.at(module.frames[index])

    @classmethod
    def at(cls, frame: Frame) -> Loop:
        """The loop whose frame this is."""
        node = frame.node
        assert isinstance(node, LoopNode)
        depth = 1
        outer = frame.loop
        while outer is not None:
            depth += 1
            outer = outer.loop
        return cls(node, frame, depth, _is_small(node, frame))

    @classmethod
    def drowned_by(cls, call: LogCall) -> Loop | None:
        """The loop in which a log call runs on every iteration, with nothing that slows or bounds it."""
        frame = call.frame.loop
        if frame is None or not (call.logger.certain or call.logger.whole_word):
            return None
        if call.receiver is None and _asks_for_noise(call.node.func):
            return None  # verbose_log = log.info if verbose else log.debug
        if not _on_every_iteration(call.frame, frame) or _leaves_after(call.frame, frame) or _guarded(frame):
            return None
        loop = cls.at(frame)
        return None if loop.small or loop.paced else loop


# -- size --------------------------------------------------------------------------------------------------------------


def _is_small(node: LoopNode, frame: Frame) -> bool:
    named = node.test if isinstance(node, ast.While) else node.target
    for name in ast.walk(named):
        text = name.attr if isinstance(name, ast.Attribute) else name.id if isinstance(name, ast.Name) else ""
        if not FEW_BY_NAME.isdisjoint(words(text)):
            return True
    return not isinstance(node, ast.While) and _few_items(node.iter, frame)


def _few_items(iterable: ast.expr, frame: Frame) -> bool:
    if isinstance(iterable, (ast.List, ast.Tuple, ast.Set)):
        return len(iterable.elts) <= FEW and not any(isinstance(item, ast.Starred) for item in iterable.elts)
    if isinstance(iterable, ast.Dict):
        return len(iterable.keys) <= FEW and None not in iterable.keys
    if isinstance(iterable, ast.Name):
        bindings = frame.bindings(iterable.id)
        return bool(bindings) and all(
            b.kind is BindingKind.ASSIGNMENT
            and b.value is not None
            and _is_filled(b.value)
            and _few_items(b.value, b.frame)
            for b in bindings
        )
    if not isinstance(iterable, ast.Call):
        return False
    func, arguments = iterable.func, iterable.args
    if isinstance(func, ast.Attribute) and func.attr in VIEWS and not arguments:
        return _few_items(func.value, frame)
    if isinstance(func, ast.Name) and arguments:
        if func.id == "range":
            return _short_range(arguments)
        if func.id == "zip":
            return any(_few_items(argument, frame) for argument in arguments)
        return func.id in WRAPPERS and _few_items(arguments[0], frame)
    return False


def _is_filled(display: ast.expr) -> bool:
    """Whether an expression is a display with items: an empty one bound to a name is there to be filled."""
    return bool(display.keys if isinstance(display, ast.Dict) else getattr(display, "elts", ()))


def _short_range(arguments: list[ast.expr]) -> bool:
    try:
        return len(range(*(ast.literal_eval(argument) for argument in arguments))) <= FEW
    except (ValueError, TypeError):  # not constants, or not what range takes
        return False


# -- how often ---------------------------------------------------------------------------------------------------------


def _on_every_iteration(place: Frame, loop: Frame) -> bool:
    """Whether a place runs on each iteration: under no condition, and not behind a ``continue`` that filters."""
    inner = place
    for frame in place.outward():
        if frame is loop:
            break
        if isinstance(frame.node, CONDITIONS) and not (inner is not frame and inner.part in ("test", "subject")):
            return False
        inner = frame
    before = place.statement.start
    return not any(
        frame.loop is loop and frame.start < before and _filters(frame, loop) for _, frame in loop.nodes(ast.Continue)
    )


def _filters(jump: Frame, loop: Frame) -> bool:
    """Whether a ``continue`` sorts items out: one in an except clause only gives up on an item that failed."""
    for frame in jump.outward():
        if frame is loop:
            return False
        if isinstance(frame.node, ast.ExceptHandler):
            return False
        if isinstance(frame.node, (ast.If, ast.match_case)):
            return True
    return False


def _leaves_after(place: Frame, loop: Frame) -> bool:
    """Whether the loop surely ends on the iteration that runs a place."""
    for frame in place.statement.outward():
        if frame is loop:
            return False
        if isinstance(frame.node, ast.stmt) and any(_leaves(s, frame) for s in (frame.node, *frame.following())):
            return True
    return False


def _leaves(statement: ast.stmt, frame: Frame) -> bool:
    if isinstance(statement, (ast.Break, ast.Return, ast.Raise)):
        return True
    if isinstance(statement, ast.If):
        return any(_leaves(s, frame) for s in statement.body) and any(_leaves(s, frame) for s in statement.orelse)
    if isinstance(statement, (ast.With, ast.AsyncWith)):
        return any(_leaves(s, frame) for s in statement.body)
    call = statement.value if isinstance(statement, ast.Expr) else None
    return isinstance(call, ast.Call) and frame.origin(call.func) in EXITS


def _guarded(loop: Frame) -> bool:
    """Whether the whole loop depends on a level, on a switch for more output, or on a call that asks for a listing."""
    function = loop.function
    if function is not None and not SHOWING.isdisjoint(words(function.name)):
        return True
    inner = loop
    for frame in loop.outward_in_function():
        if isinstance(frame.node, ast.If) and inner.part == "body" and _asks_for_noise(frame.node.test):
            return True
        inner = frame
    body = inner
    return any(
        isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in LEVEL_GUARDS
        and frame.start < loop.start
        for call, frame in body.nodes(ast.Call)
    )


def _asks_for_noise(test: ast.expr) -> bool:
    for node in ast.walk(test):
        name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
        if name in LEVEL_GUARDS or not CHATTY.isdisjoint(words(name)):
            return True
    return False
