"""What to say of an error where nobody has found words for it: what was called when it came."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.carriers import call_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.frame import Frame

__all__ = ["INTERRUPTS", "what_failed"]

UNEXPECTED = "Unexpected error"
PREPARING = frozenset(
    (
        *("int", "float", "str", "bool", "bytes", "len", "list", "tuple", "dict", "set", "frozenset", "sorted", "type"),
        *("isinstance", "issubclass", "getattr", "setattr", "hasattr", "next", "iter", "range", "enumerate", "zip"),
        *("map", "filter", "min", "max", "sum", "any", "all", "print", "repr", "format", "super", "reversed", "cast"),
    )
)
"""Builtins that work on a value at hand: their names say nothing of what was tried."""
KEEPING = frozenset(
    (
        *("append", "extend", "add", "update", "insert", "pop", "get", "setdefault", "items", "keys", "values", "join"),
        *("strip", "lstrip", "rstrip", "split", "rsplit", "splitlines", "lower", "upper", "format", "replace", "clear"),
        *("startswith", "endswith", "copy", "sort", "reverse", "index", "count", "remove", "discard", "popleft"),
        *("debug", "info", "warning", "warn", "error", "exception", "critical", "log", "raise_for_status", "json"),
        *("encode", "decode", "sleep", "time", "perf_counter", "monotonic", "all", "first", "one", "scalar", "scalars"),
        *("fetchone", "fetchall", "fetchmany", "result", "read", "text", "group", "groups"),
    )
)
"""Methods that keep, look up or shape a value, or log: what was tried is another call."""
INTERRUPTS = {
    "KeyboardInterrupt": "Interrupted",
    "SystemExit": "Exiting",
    "GeneratorExit": "Closed",
    "CancelledError": "Cancelled",
    "StopIteration": "Exhausted",
}
"""Exceptions that are no errors: somebody wanted the program to stop; and what to say of them."""
OWNERS = frozenset(("self", "cls"))


def what_failed(frame: Frame, types: tuple[str, ...] = ()) -> str:
    """Words for the error of a handler that tell it from others: ``connect failed``, by the one call that was tried.

    Where there are several, or none, it is an error in the function around, which may well go on.

    Args:
        frame: the handler's own frame, or one in it.
        types: the expected types, by which the error is called where nothing else has a name; empty: any error.
    """
    for expected in types:
        if expected in INTERRUPTS:
            return INTERRUPTS[expected]
    tried = _tried(frame)
    calls = list(dict.fromkeys(filter(None, map(_name_of, _calls(tried)))))
    if len(calls) == 1:
        return f"{calls[0]} failed"
    kind = " / ".join(types) or "Error"
    if frame.function is not None:
        return f"{kind} in {frame.function.name}"
    return f"{calls[0]} failed" if calls else " / ".join(types) or UNEXPECTED


def _tried(frame: Frame) -> list[ast.stmt]:
    """The statements of the ``try`` whose handler a place stands in."""
    for outer in frame.outward():
        if isinstance(outer.node, ast.ExceptHandler) and outer.parent is not None:
            tried: list[ast.stmt] = outer.parent.node.body  # type: ignore[attr-defined]
            return tried
    return []


def _calls(statements: list[ast.stmt]) -> Iterator[ast.Call]:
    """The calls that do the work, those inside others left out; nothing of functions that are only defined there."""
    waiting: list[ast.AST] = list(reversed(statements))
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.Raise)):
            continue
        if isinstance(node, ast.Call) and (chosen := _working(node)) is not None:
            yield chosen
            continue
        waiting += reversed(list(ast.iter_child_nodes(node)))


def _working(call: ast.Call) -> ast.Call | None:
    """The call of a chain that does something: ``get`` of ``session.get(url).json()``; None if none does."""
    function = call.func
    if isinstance(function, ast.Attribute):
        if function.attr not in KEEPING or _is_client(function):
            return call
        inner = function.value
        inner = inner.value if isinstance(inner, ast.Await) else inner
        return _working(inner) if isinstance(inner, ast.Call) else None
    return call if isinstance(function, ast.Name) and function.id not in PREPARING else None


def _is_client(function: ast.Attribute) -> bool:
    """Whether ``get`` and the like are those of a client: ``requests.get(url)``."""
    owner = call_name(function.value).lower()
    return any(word in owner for word in ("requests", "client", "session", "http", "api"))


def _name_of(call: ast.Call) -> str:
    """``store.save`` of ``self.store.save(x)``: at most two names, none of them private; empty where it has none."""
    parts: list[str] = []
    node = call.func
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if isinstance(node, ast.Name) and node.id not in OWNERS:
        parts.append(node.id)
    if any(part.startswith("__") for part in parts[:1]):
        return ""
    name = ".".join(part.strip("_") for part in reversed(parts[:2]) if part.strip("_"))
    return name if len(name) > 1 else ""  # ``f failed`` says nothing
