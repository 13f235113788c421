"""Where a coroutine that catches its own cancellation ends all the same."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.cancellation import WAITING
from flake8_foundry_logging.core.carriers import call_name
from flake8_foundry_logging.core.spelling import fingerprint
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.frame import Frame
    from flake8_foundry_logging.core.handler import Handler

__all__ = ["cancels_by_exception", "ends_at_once", "is_outermost", "is_there_to_end"]

CLEANING = frozenset(
    (
        *("aclose", "clean", "cleanup", "close", "disconnect", "dispose", "finalize", "finish", "flush", "quit"),
        *("release", "shutdown", "stop", "stopped", "teardown", "terminate", "kill", "destroy", "unload"),
    )
)
"""Words of what is done when work has ended."""
ENDING = CLEANING | {"aexit", "exit", "cancel", "cancelled", "canceled"}
"""Words of functions that end something: what they wait for was told to stop."""
STARTERS = frozenset(
    (
        "create_task",
        "ensure_future",
        "start_soon",
        "start",
        "create_background_task",
        "add_task",
        "run",
        "spawn",
        "gather",
    )
)
"""Calls that run a coroutine as a task of its own."""
PROGRAM_ENDS = frozenset(("KeyboardInterrupt", "SystemExit"))
LOOPS = (ast.For, ast.AsyncFor, ast.While)


def is_there_to_end(handler: Handler) -> bool:
    """Whether the function is there to end something, by its name: ``stop``, ``_shutdown``, ``__aexit__``."""
    return not ENDING.isdisjoint(words(handler.function or ""))


def ends_at_once(handler: Handler) -> bool:
    """Whether the coroutine waits for nothing more behind the clause, but for its clean-up.

    The clause returns, or breaks out of its loop, or makes the loop's condition false, and what follows the ``try`` and
    the loops around it does not wait.
    """
    if any(isinstance(node, (ast.Return, ast.Break)) for node in ast.walk(handler.node)):
        return True
    if handler.frame.loop is None and not PROGRAM_ENDS.isdisjoint(handler.types):
        return True  # Ctrl-C as well: what follows is the program's farewell
    for place in handler.frame.outward_in_function():
        if isinstance(place.node, LOOPS) and not _ends_loop(handler, place.node):
            return False
        if isinstance(place.node, ast.stmt) and not place.is_body:
            for statement in place.following():
                if any(not _is_clean_up(node) for node in _waiting_in(statement)):
                    return False
                if isinstance(statement, (ast.Return, ast.Raise)):
                    return True
    return True


def _ends_loop(handler: Handler, loop: ast.AST) -> bool:
    """Whether the clause changes or calls something that the condition of a ``while`` looks at."""
    if not isinstance(loop, ast.While):
        return False
    looked_at = {fingerprint(node) for node in ast.walk(loop.test) if isinstance(node, (ast.Name, ast.Attribute))}
    return any(_as_read(node) in looked_at for node in _changed_in(handler.node))


def _changed_in(clause: ast.ExceptHandler) -> Iterator[ast.expr]:
    for node in ast.walk(clause):
        if isinstance(node, ast.Assign):
            yield from node.targets
        elif isinstance(node, (ast.AugAssign, ast.AnnAssign)):
            yield node.target
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.value


def _as_read(target: ast.expr) -> str:
    return fingerprint(target).replace("ctx=Store()", "ctx=Load()")


def _waiting_in(statement: ast.stmt) -> Iterator[ast.AST]:
    """The places of a statement where it waits; what a nested function does is another matter."""
    pending: list[ast.AST] = [statement]
    while pending:
        node = pending.pop()
        if isinstance(node, WAITING):
            yield node
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
            pending += ast.iter_child_nodes(node)


def _is_clean_up(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Await)
        and isinstance(node.value, ast.Call)
        and not CLEANING.isdisjoint(words(call_name(node.value.func)))
    )


def is_outermost(frame: Frame) -> bool:
    """Whether this file runs the coroutine function around a place as a task of its own, and never awaits it."""
    function = frame.function
    return function is not None and frame.module.once(_started, frame.module.body).get(function.name, False)


def _started(body: Frame) -> dict[str, bool]:
    """The name of each coroutine function that the file starts as a task -> True; False where it is awaited as well."""
    started: dict[str, bool] = {}
    for node, _ in body.nodes(ast.Call, nested=True):
        if isinstance(node, ast.Call) and call_name(node.func) in STARTERS:
            for argument in [*node.args, *(keyword.value for keyword in node.keywords)]:
                named = argument.func if isinstance(argument, ast.Call) else argument
                if name := call_name(named):
                    started.setdefault(name, True)
    for node, _ in body.nodes(ast.Await, nested=True):
        if isinstance(node, ast.Await) and isinstance(node.value, ast.Call):
            started[call_name(node.value.func)] = False
    return started


def cancels_by_exception(body: Frame) -> bool:
    """Whether a file's coroutines are Twisted's alone, to which a cancellation is an ``Exception`` like any other."""
    imported: set[str] = set()
    for node, _ in body.nodes(ast.Import, ast.ImportFrom, nested=True):
        if isinstance(node, ast.Import):
            imported.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            imported.add((node.module or "").partition(".")[0])
    return "twisted" in imported and imported.isdisjoint(("asyncio", "anyio", "trio"))
