"""Where a service starts and stops: lifespans, start-up hooks and signal handlers, and what LGF705 asks of them."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.carriers import call_name
from flake8_foundry_logging.core.frame import BindingKind, FunctionNode
from flake8_foundry_logging.core.log_call import LogCall
from flake8_foundry_logging.core.logger_names import speaks_of_logging
from flake8_foundry_logging.rules._operations import PRINTS, calls_of, records_of, speaks, tells
from flake8_foundry_logging.rules._paths import is_shown_by_path, is_test_path
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from flake8_foundry_logging.core.frame import Frame, Scope
    from flake8_foundry_logging.core.module import Module

__all__ = ["Hook", "hooks_of_call", "lifespans", "silent_sides", "works_silently"]


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


STARTS, STOPS, DIES = "starts", "stops", "is told to stop"
SIDES = {"startup": STARTS, "shutdown": STOPS}
MANAGERS = _set("asynccontextmanager contextmanager")
APPS = _set("app application api server asgi fastapi starlette")
"""Words of the parameter that a lifespan gets, and of its annotation."""
FRAMEWORKS = ("fastapi", "starlette")
SIGNALS = _set("SIGTERM SIGINT")
STARTING = _set("load connect start open init initialize initialise setup launch spawn run build warm warmup")
"""First words of a call whose result is kept and which is work all the same: ``model = load_model()``."""
ENTERING = _set("enter_context enter_async_context push push_async_callback callback add_callback debug_toolbar")
LEAVING = _set("exit quit abort stop shutdown terminate kill close cleanup cancel disconnect dispose teardown")
"""Words of what a signal handler does to end a service."""
HANDLERS = _set("signal signals sigterm sigint")
ENDS = _set("sys.exit os._exit builtins.exit builtins.quit")


@dataclass(frozen=True, eq=False, slots=True)
class Hook:
    """A function that runs when a service starts or stops.

    Attributes:
        node: its definition.
        scope: its own scope.
        side: ``STARTS``, ``STOPS`` or ``DIES``; empty for a lifespan, which has two sides.
    """

    node: FunctionNode
    scope: Scope
    side: str


def lifespans(node: FunctionNode, frame: Frame) -> Hook | None:
    """The lifespan or decorated hook that a definition is."""
    if not node.decorator_list and "lifespan" not in words(node.name):
        return None
    scope = frame.module.scope_of(node)
    if scope is None or not _is_concerned(frame.module):
        return None
    for decorator in node.decorator_list:
        if isinstance(decorator, ast.Call) and call_name(decorator.func) == "on_event":
            side = _side(decorator)
            return None if side is None else Hook(node, scope, side)
    return Hook(node, scope, "") if _is_lifespan(node, frame) else None


def _side(call: ast.Call) -> str | None:
    first = call.args[0] if call.args else next((k.value for k in call.keywords if k.arg == "event_type"), None)
    return SIDES.get(first.value) if isinstance(first, ast.Constant) and isinstance(first.value, str) else None


def _is_concerned(module: Module) -> bool:
    """Whether a file is part of a program that logs: in one that knows no logger, the logging is done elsewhere."""
    return module.once(_knows_logging, module) and not is_test_path(module) and not is_shown_by_path(module)


def _knows_logging(module: Module) -> bool:
    return bool(module.views(LogCall)) or any(
        speaks_of_logging(part)
        for bindings in module.body.scope.bindings.values()
        for binding in bindings
        for part in (binding.name, *(binding.origin or "").split("."))
    )


def _is_lifespan(node: FunctionNode, frame: Frame) -> bool:
    manager = any(call_name(decorator) in MANAGERS for decorator in node.decorator_list)
    handed = node.name in frame.module.once(_handed_over, frame.module)
    if not manager and not (handed and isinstance(node, ast.AsyncFunctionDef)):
        return False
    if handed:
        return True
    if "lifespan" not in words(node.name):
        return False
    method = isinstance(frame.scope.node, ast.ClassDef)  # of an object with a life of its own, unless it takes an app
    return (frame.module.once(_imports_framework, frame.module) and not method) or _takes_app(node)


def _handed_over(module: Module) -> frozenset[str]:
    """The names that the file passes as ``lifespan=``."""
    found = set()
    for node, _ in module.body.nodes(ast.Call, nested=True):
        for keyword in node.keywords if isinstance(node, ast.Call) else ():
            if keyword.arg == "lifespan":
                found.add(call_name(keyword.value))
    return frozenset(found - {""})


def _imports_framework(module: Module) -> bool:
    return any(
        binding.kind is BindingKind.IMPORT and (binding.origin or "").split(".")[0] in FRAMEWORKS
        for bindings in module.body.scope.bindings.values()
        for binding in bindings
    )


def _takes_app(node: FunctionNode) -> bool:
    arguments = [*node.args.posonlyargs, *node.args.args]
    if arguments and arguments[0].arg in ("self", "cls"):
        del arguments[0]
    if not arguments:
        return False
    first = arguments[0]
    annotation = call_name(first.annotation) if first.annotation is not None else ""
    return not APPS.isdisjoint((*words(first.arg), *words(annotation)))


# -- what they tell ----------------------------------------------------------------------------------------------------


def silent_sides(hook: Hook) -> tuple[str, ...]:
    """The sides on which something is done and nothing is told."""
    if hook.side:
        return (hook.side,) if works_silently(hook) else ()
    body = hook.scope.body
    yields = sorted(frame.start for _, frame in body.nodes(ast.Yield))
    if not yields or _wraps_another(hook.scope):
        return ()
    before = (body.start, yields[0])
    behind = (yields[-1] + 1, body.end)
    return tuple(side for side, part in ((STARTS, before), (STOPS, behind)) if _silent(hook.scope, *part))


def works_silently(hook: Hook) -> bool:
    """Whether a hook does something and tells nothing."""
    if hook.side is DIES and not _ends_something(hook.scope):
        return False
    return not tells(hook.scope) and _silent(hook.scope, hook.scope.body.start, hook.scope.body.end)


def _wraps_another(scope: Scope) -> bool:
    """Whether a lifespan enters another one, whose start and stop are that one's to tell."""
    return any("lifespan" in words(call_name(call.func)) for call, _ in calls_of(scope))


def _silent(scope: Scope, start: int, end: int) -> bool:
    """Whether a stretch of a function works and tells nothing, neither by itself nor by a function of this file."""
    if any(start <= record.frame.start < end for record in records_of(scope)):
        return False
    works = []
    for call, frame in calls_of(scope):
        if not start <= frame.start < end:
            continue
        if speaks(call, frame) or _delegates(call, frame):
            return False
        if _is_work(call, frame):
            works.append((call, frame))
    # a single call of another module's function: the whole side is that one's, records and all
    return len(works) > 1 or any(not _is_imported(call.func, frame) for call, frame in works)


def _delegates(call: ast.Call, frame: Frame) -> bool:
    """Whether a call runs, or is given, a function of this file that tells, or a handler of signals elsewhere."""
    for expression in (call.func, *call.args):
        callee = frame.local_function(expression)
        if callee is not None and tells(callee):
            return True
    parts = words(call_name(call.func))
    return not HANDLERS.isdisjoint(parts) and ("handle" in parts or "handler" in parts)


def _is_imported(callee: ast.expr, frame: Frame) -> bool:
    bindings = frame.bindings(callee.id) if isinstance(callee, ast.Name) else ()
    return bool(bindings) and all(binding.kind is BindingKind.IMPORT for binding in bindings)


def _is_work(call: ast.Call, frame: Frame) -> bool:
    """Whether a call does something that starts or stops: awaited, for its own sake, or called like it."""
    name = call_name(call.func)
    if name in ENTERING or name in PRINTS:
        return False
    statement = frame.statement.node
    value = getattr(statement, "value", None)
    if isinstance(value, ast.Await):
        value = value.value
        if value is call:
            return True
    if isinstance(statement, ast.Expr) and value is call:
        return True
    return value is call and words(name)[:1] != () and words(name)[0] in STARTING


# -- hooks by call -----------------------------------------------------------------------------------------------------


def hooks_of_call(call: ast.Call, frame: Frame) -> Hook | None:
    """The function of this file that a call makes a hook or a signal handler."""
    name = call_name(call.func)
    if name not in ("add_event_handler", "signal", "add_signal_handler") or len(call.args) < 2:
        return None
    side = _side(call) if name == "add_event_handler" else _signal_side(call.args[0], frame)
    if side is None or not _is_concerned(frame.module):
        return None
    scope = frame.local_function(call.args[1])
    if scope is None or not isinstance(scope.node, FunctionNode):
        return None
    if side is DIES and not frame.module.views(LogCall):
        return None  # a program without a log, or one that talks with its user
    return Hook(scope.node, scope, side)


def _signal_side(expression: ast.expr, frame: Frame) -> str | None:
    """``DIES`` for SIGTERM and SIGINT, also where a loop goes through several signals."""
    name = call_name(expression)
    if name in SIGNALS:
        return DIES
    if isinstance(expression, ast.Name):
        for binding in frame.bindings(expression.id):
            if binding.kind is BindingKind.LOOP and binding.value is not None:
                named = {call_name(node) for node in ast.walk(binding.value) if isinstance(node, ast.expr)}
                return DIES if named & SIGNALS else None
    return None


def _ends_something(scope: Scope) -> bool:
    """Whether a signal handler ends something by itself, rather than leaving word for somebody else to do so."""
    return any(
        frame.origin(call.func) in ENDS or not LEAVING.isdisjoint(words(call_name(call.func)))
        for call, frame in calls_of(scope)
    )
