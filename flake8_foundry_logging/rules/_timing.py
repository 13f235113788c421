"""Clock reads and what is made of them: how a function measures time by hand."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.frame import BindingKind
from flake8_foundry_logging.core.log_call import LogCall
from flake8_foundry_logging.rules._operations import calls_of, records_of, scope_of
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from flake8_foundry_logging.core.frame import Binding, Frame, Scope

__all__ = ["Timing", "is_clock", "measures", "timing_of"]

CLOCKS = frozenset(
    (
        *(f"time.{clock}{unit}" for clock in ("time", "perf_counter", "monotonic") for unit in ("", "_ns")),
        *("timeit.default_timer", "datetime.datetime.now", "datetime.datetime.utcnow", "datetime.now"),
        *("datetime.utcnow", "django.utils.timezone.now"),
    )
)
DURATIONS = frozenset(
    ("duration", "elapsed", "took", "latency", "runtime", "seconds", "secs", "millis", "milliseconds", "ms", "timing")
)
"""Words of fields that say how long something took."""


@dataclass(frozen=True, eq=False, slots=True)
class Timing:
    """A block that is measured by hand, for the log alone.

    Attributes:
        start: where the first clock read is bound.
        between: where the second read, or the difference, is bound, if it is; in source order.
        name: the name of the first.
    """

    start: Binding
    between: tuple[Binding, ...]
    name: str


def is_clock(expression: ast.expr | None, frame: Frame) -> bool:
    """Whether an expression reads a clock."""
    if not isinstance(expression, ast.Call):
        return False
    func = expression.func
    origin = frame.origin(func)
    if origin is not None or not isinstance(func, ast.Attribute) or not isinstance(func.value, ast.Name):
        return origin in CLOCKS
    # a snippet without its imports
    return not frame.bindings(func.value.id) and f"{func.value.id}.{func.attr}" in CLOCKS


def measures(scope: Scope) -> bool:
    """Whether a function reads a clock, or writes a record with a field that says how long something took."""
    if any(is_clock(call, frame) for call, frame in calls_of(scope)):
        return True
    return any(
        keyword.arg is not None and not DURATIONS.isdisjoint(words(keyword.arg))
        for record in records_of(scope)
        for keyword in record.node.keywords
    )


def timing_of(call: LogCall) -> Timing | None:
    """The measuring whose result a record carries, if that is all it is for."""
    frame = call.frame
    for value in _values(call):
        for found in _differences(value, frame):
            if _for_the_log_alone(found, call):
                return found
    return None


def _values(call: LogCall) -> Iterator[ast.expr]:
    if call.message is not None:
        yield call.message
    yield from call.arguments
    yield from call.fields.values()
    yield from call.controls.values()


def _differences(value: ast.AST, frame: Frame) -> Iterator[Timing]:
    """The measurings that a value is made of, by itself or by one name."""
    for node in ast.walk(value):
        if isinstance(node, ast.BinOp):
            timing = _difference(node, frame, ())
            if timing is not None:
                yield timing
        elif isinstance(node, ast.Name):
            binding = _single(node.id, frame)
            if binding is not None and binding.value is not None:
                for inner in ast.walk(binding.value):
                    timing = _difference(inner, binding.frame, (binding,)) if isinstance(inner, ast.BinOp) else None
                    if timing is not None:
                        yield timing


def _difference(node: ast.BinOp, frame: Frame, between: tuple[Binding, ...]) -> Timing | None:
    """``clock() - start`` and ``end - start``."""
    if not isinstance(node.op, ast.Sub) or not isinstance(node.right, ast.Name):
        return None
    start = _single(node.right.id, frame)
    if start is None or not is_clock(start.value, start.frame):
        return None
    if isinstance(node.left, ast.Name):
        end = _single(node.left.id, frame)
        if end is None or not is_clock(end.value, end.frame):
            return None
        between = (end, *between)
    elif not is_clock(node.left, frame):
        return None
    return Timing(start, between, start.name)


def _single(name: str, frame: Frame) -> Binding | None:
    """The one assignment of the same function that a name has at a place."""
    bindings = frame.bindings(name)
    if len(bindings) != 1 or bindings[0].kind is not BindingKind.ASSIGNMENT:
        return None
    binding = bindings[0]
    same = scope_of(binding.frame) is scope_of(frame) and binding.frame.start < frame.start
    return binding if same else None


def _for_the_log_alone(timing: Timing, call: LogCall) -> bool:
    """Whether nothing but records reads the clock's values, and the record is on the block's own way."""
    start = timing.start.frame
    if start.loop is not call.frame.loop or not isinstance(start.statement.node, ast.Assign | ast.AnnAssign):
        return False
    module, scope = start.module, scope_of(start)
    if module.once(_is_given_durations, scope):
        return False
    read = module.once(_read_by_others, scope)
    own = {node for binding in timing.between for node in ast.walk(binding.frame.statement.node)}
    names = (timing.name, *(binding.name for binding in timing.between))
    return all(node in own for name in names for node in read.get(name, ()))


def _is_given_durations(scope: Scope) -> bool:
    """Whether a function writes a record that takes a duration: ``log_api_request``, ``log_model_operation``."""
    return any(not isinstance(record, LogCall) and record.method != "timer" for record in records_of(scope))


def _read_by_others(scope: Scope) -> Mapping[str, list[ast.AST]]:
    """The places in a function, by name, at which something other than a record reads that name."""
    recorded = {node for record in records_of(scope) for node in ast.walk(record.node)}
    read: dict[str, list[ast.AST]] = {}
    for node in ast.walk(scope.node):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node not in recorded:
            read.setdefault(node.id, []).append(node)
    return read
