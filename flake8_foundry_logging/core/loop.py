"""Loops, and which log calls run on every iteration of one that nothing slows down."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.frame import COMPREHENSIONS, BindingKind, Frame
from flake8_foundry_logging.core.noise import asks_for_noise, guarded, shows, turns_levels
from flake8_foundry_logging.core.pacing import awaits_events, paces
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flake8_foundry_logging.core.log_call import LogCall
    from flake8_foundry_logging.core.module import Module

__all__ = ["Loop"]

LoopNode = ast.For | ast.AsyncFor | ast.While
FEW_BY_NAME = frozenset(
    f"{word}{ending}" for word in ("attempt", "retry", "epoch", "fold", "worker", "shard") for ending in ("", "s")
) | {"retries"}
"""Words of a loop's target, or of the number of its rounds, that promise few or slow iterations."""
FEW_OF_THEM = frozenset(
    f"{word}{ending}"
    for word in (
        "app",
        "backend",
        "blueprint",
        "driver",
        "engine",
        "extension",
        "listener",
        "plugin",
        "port",
        "provider",
        "service",
    )
    for ending in ("", "s")
)
"""Words of what a loop goes over that promise a few: the parts that a program is made of."""
SETTINGS = frozenset(("config", "conf", "configuration", "cfg", "settings"))
"""Last words of what people fill by hand: they write a few."""
LINES = frozenset(("line", "lines", "stdout", "stderr", "notice", "notices"))
"""Words of a loop over what another program said: to hand it on is its purpose."""
BATCH = 100
WRAPPERS = frozenset(("enumerate", "zip", "reversed", "sorted", "list", "tuple", "iter", "set"))
VIEWS = frozenset(("items", "keys", "values"))
CONDITIONS = (ast.If, ast.Match, ast.match_case, ast.ExceptHandler, ast.BoolOp, ast.IfExp, ast.Lambda, *COMPREHENSIONS)
EXITS = frozenset(("sys.exit", "os._exit", "builtins.exit", "builtins.quit"))


@dataclass(frozen=True, eq=False, slots=True)
class Loop:
    """A ``for`` or ``while`` statement.

    Attributes:
        node: the statement.
        frame: its frame.
        depth: how many loops of the same function it stands in, itself included.
        small: it runs a few times: over a literal or a range of at most ``loop_small_size`` items, or over attempts,
            epochs, workers ...
    """

    node: LoopNode
    frame: Frame
    depth: int
    small: bool

    @property
    def paced(self) -> bool:
        """Whether it waits for something on its way: input, output, a queue, a sleep, work that takes long."""
        return self.frame.module.once(paces, self.frame)

    @property
    def multiplied(self) -> bool:
        """Whether a loop around it multiplies its rounds: none that runs a few times or waits for what comes next."""
        outer = self.frame.loop
        while outer is not None:
            if not Loop.at(outer).small and not self.frame.module.once(awaits_events, outer):
                return True
            outer = outer.loop
        return False

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
        return cls(node, frame, depth, _is_small(node, frame, frame.module.options.loop_small_size))

    @classmethod
    def drowned_by(cls, call: LogCall) -> Loop | None:
        """The loop in which a log call runs on every iteration, with nothing that slows or bounds it."""
        frame = call.frame.loop
        if frame is None or not (call.logger.certain or call.logger.whole_word):
            return None
        if _says_once(call) or (call.receiver is None and asks_for_noise(call.node.func)):
            return None  # verbose_log = log.info if verbose else log.debug
        if not _on_every_iteration(call.frame, frame) or _leaves_after(call.frame, frame):
            return None
        if shows(frame) or guarded(frame) or turns_levels(frame) or _relays(call, frame) or _says_what_came_out(call):
            return None
        loop = cls.at(frame)
        return None if loop.small or loop.paced else loop


# -- size --------------------------------------------------------------------------------------------------------------


def _is_small(node: LoopNode, frame: Frame, few: int) -> bool:
    named = [node.test] if isinstance(node, ast.While) else [node.target, *_count(node.iter)]
    for name in (inner for expression in named for inner in ast.walk(expression)):
        text = name.attr if isinstance(name, ast.Attribute) else name.id if isinstance(name, ast.Name) else ""
        if text and not FEW_BY_NAME.isdisjoint(words(text)):
            return True
    if isinstance(node, ast.While):
        return False
    return _goes_over_few(node.iter) or _in_batches(node.iter) or _few_items(node.iter, frame, few)


def _count(iterable: ast.expr) -> list[ast.expr]:
    """What says how often a loop runs: ``max_retries + 1`` in ``range(max_retries + 1)``."""
    if isinstance(iterable, ast.Call) and isinstance(iterable.func, ast.Name) and iterable.func.id == "range":
        return iterable.args
    return []


def _goes_over_few(iterable: ast.expr) -> bool:
    """Whether a loop goes over settings, or over parts of the program."""
    last: str | None = None
    while True:
        if isinstance(iterable, ast.Call):
            wraps = isinstance(iterable.func, ast.Name) and iterable.func.id in WRAPPERS and iterable.args
            if isinstance(iterable.func, ast.Attribute) and iterable.func.attr in (*VIEWS, "get", "copy"):
                iterable = iterable.func.value
            elif wraps:
                iterable = iterable.args[0]
            else:
                return False
        elif isinstance(iterable, ast.Subscript):
            key = iterable.slice
            last = last or (str(key.value) if isinstance(key, ast.Constant) else None)
            iterable = iterable.value
        elif isinstance(iterable, (ast.Attribute, ast.Name)):
            name = iterable.attr if isinstance(iterable, ast.Attribute) else iterable.id
            last = last or name
            if words(name)[-1:] and words(name)[-1] in SETTINGS:
                return True
            if isinstance(iterable, ast.Name):
                return not FEW_OF_THEM.isdisjoint(words(last))
            iterable = iterable.value
        else:
            return False


def _in_batches(iterable: ast.expr) -> bool:
    """Whether a range takes many at a time: ``range(0, rows, batch_size)``."""
    if not isinstance(iterable, ast.Call) or len(_count(iterable)) != 3:
        return False
    step = iterable.args[2]
    return not isinstance(step, ast.UnaryOp) and (not isinstance(step, ast.Constant) or _is_large(step.value))


def _is_large(value: object) -> bool:
    return isinstance(value, int) and value >= BATCH


def _few_items(iterable: ast.expr, frame: Frame, few: int) -> bool:
    if isinstance(iterable, (ast.List, ast.Tuple, ast.Set)):
        return len(iterable.elts) <= few and not any(isinstance(item, ast.Starred) for item in iterable.elts)
    if isinstance(iterable, ast.Dict):
        return len(iterable.keys) <= few and None not in iterable.keys
    if isinstance(iterable, ast.Name):
        bindings = frame.bindings(iterable.id)
        return bool(bindings) and all(
            b.kind is BindingKind.ASSIGNMENT
            and b.value is not None
            and _is_filled(b.value)
            and _few_items(b.value, b.frame, few)
            for b in bindings
        )
    if not isinstance(iterable, ast.Call):
        return False
    func, arguments = iterable.func, iterable.args
    if isinstance(func, ast.Attribute) and func.attr in VIEWS and not arguments:
        return _few_items(func.value, frame, few)
    if isinstance(func, ast.Name) and arguments:
        if func.id == "range":
            return _short_range(arguments, few)
        if func.id == "zip":
            return any(_few_items(argument, frame, few) for argument in arguments)
        return func.id in WRAPPERS and _few_items(arguments[0], frame, few)
    return False


def _is_filled(display: ast.expr) -> bool:
    """Whether an expression is a display with items: an empty one bound to a name is there to be filled."""
    return bool(display.keys if isinstance(display, ast.Dict) else getattr(display, "elts", ()))


def _short_range(arguments: list[ast.expr], few: int) -> bool:
    try:
        return len(range(*(ast.literal_eval(argument) for argument in arguments))) <= few
    except (ValueError, TypeError, OverflowError):  # not constants, not what range takes, or more than len can say
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
    first = loop.module.once(_first_filter, loop)
    return first is None or place.statement.start <= first


def _first_filter(loop: Frame) -> int | None:
    """Where the items of a loop are sorted out for the first time: what stands behind it does not see all of them."""
    return min(
        (jump.start for _, jump in loop.nodes(ast.Continue) if jump.loop is loop and _filters(jump, loop)), default=None
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
        if isinstance(frame.node, ast.stmt) and frame.parent is not None:
            exit_at = loop.module.once(_last_exit, (frame.parent, frame.part))
            if exit_at is not None and exit_at >= _position(frame.node):
                return True
    return False


def _last_exit(place: tuple[Frame, str]) -> tuple[int, int] | None:
    """Where a block leaves its loop for the last time, whatever happens before."""
    parent, part = place
    block: list[ast.stmt] = getattr(parent.node, part)
    return next((_position(statement) for statement in reversed(block) if _leaves(statement, parent)), None)


def _position(statement: ast.stmt) -> tuple[int, int]:
    return statement.lineno, statement.col_offset


def _leaves(statement: ast.stmt, frame: Frame) -> bool:
    if isinstance(statement, (ast.Break, ast.Return, ast.Raise)):
        return True
    if isinstance(statement, ast.If):
        return any(_leaves(s, frame) for s in statement.body) and any(_leaves(s, frame) for s in statement.orelse)
    if isinstance(statement, (ast.With, ast.AsyncWith)):
        return any(_leaves(s, frame) for s in statement.body)
    call = statement.value if isinstance(statement, ast.Expr) else None
    return isinstance(call, ast.Call) and frame.origin(call.func) in EXITS


def _says_once(call: LogCall) -> bool:
    """Whether the logger itself drops the repetitions: ``log.info(..., once=True)``."""
    once = call.fields.get("once")
    return isinstance(once, ast.Constant) and once.value is True


def _relays(call: LogCall, loop: Frame) -> bool:
    """Whether a loop does nothing but hand on lines that came from elsewhere: ``for line in lines: log.info(line)``."""
    node = loop.node
    if not isinstance(node, ast.For) or len([s for s in node.body if not isinstance(s, ast.Assign)]) > 1:
        return False
    targets = {inner.id for inner in ast.walk(node.target) if isinstance(inner, ast.Name)}
    spoken = [*targets]
    for inner in ast.walk(node.iter):
        spoken += (
            [inner.id] if isinstance(inner, ast.Name) else [inner.attr] if isinstance(inner, ast.Attribute) else []
        )
    if all(LINES.isdisjoint(words(name)) for name in spoken):
        return False
    given = [call.message, *call.arguments, *call.fields.values()]
    return any(
        isinstance(inner, ast.Name) and inner.id in targets
        for value in given
        if value is not None
        for inner in ast.walk(value)
    )


def _says_what_came_out(call: LogCall) -> bool:
    """Whether the iteration chooses between texts: it tells what became of each item."""
    if not isinstance(call.message, ast.Name):
        return False
    bindings = call.frame.bindings(call.message.id)
    return len(bindings) > 1 and all(
        isinstance(b.value, (ast.Constant, ast.JoinedStr)) and b.frame.loop is call.frame.loop for b in bindings
    )
