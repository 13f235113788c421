"""Route handlers: which functions are some, what they change, and what logs their requests for them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.carriers import call_name
from flake8_foundry_logging.rules._operations import calls_of, tells
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.frame import Frame, FunctionNode, Scope
    from flake8_foundry_logging.core.module import Module

__all__ = ["changes_something", "is_covered", "route_method"]


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


METHODS = _set("get post put patch delete websocket")
ROUTES = _set("route api_route add_url_rule")
WRITING = _set("POST PUT PATCH DELETE WEBSOCKET")
CHANGING = _set("delete save commit insert upsert destroy enqueue publish apply_async")
"""Verbs that change something, in a handler of any method."""
WORKING = CHANGING | _set(
    """
    create add update remove send upload write store purge drop delay trigger kill terminate unregister put patch start
    stop restart run execute submit generate train unload register reset cancel process sync migrate deploy rename move
    schedule dispatch invoke enable disable install ingest complete block unblock clear
    """
)
"""The same in one of a method that is there to change."""
COLLECTIONS = _set("add update remove insert clear discard")
"""Methods that a set, a list or a dict has, too."""
STORES = _set(
    "session db database repo repository store storage service objects query table collection crud cache manager"
)
"""Words of what they change something on that stays."""
LOGGING = _set("log logs logger logging logged audit access")
HOOKS = _set("middleware before_request after_request teardown_request before_app_request after_app_request")
INSTRUMENTS = _set("instrument instrument_app instrument_fastapi instrument_starlette instrument_flask")


def route_method(node: FunctionNode) -> str | None:
    """The HTTP method that a decorator gives to a function, in capitals; of several the one that changes most."""
    for decorator in node.decorator_list:
        if not isinstance(decorator, ast.Call) or not isinstance(decorator.func, ast.Attribute):
            continue
        name = decorator.func.attr
        if not _is_path(decorator):
            continue
        if name in METHODS:
            return name.upper()
        if name in ROUTES:
            return max(_methods(decorator), key=lambda method: method in WRITING, default="GET")
    return None


def _is_path(decorator: ast.Call) -> bool:
    path = decorator.args[0] if decorator.args else next((k.value for k in decorator.keywords if k.arg == "path"), None)
    return isinstance(path, ast.Constant) and isinstance(path.value, str) and path.value[:1] in ("/", "")


def _methods(decorator: ast.Call) -> Iterator[str]:
    for keyword in decorator.keywords:
        if keyword.arg == "methods":
            for node in ast.walk(keyword.value):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value.upper()


def changes_something(scope: Scope, method: str) -> bool:
    """Whether a handler changes something, by the first words of what it calls."""
    verbs = WORKING if method in WRITING else CHANGING
    awaited = {node.value for node, _ in scope.body.nodes(ast.Await) if isinstance(node, ast.Await)}
    return any(_changes(call, verbs, awaited=call in awaited) for call, _ in calls_of(scope))


def _changes(call: ast.Call, verbs: frozenset[str], *, awaited: bool) -> bool:
    name = call_name(call.func)
    parts = words(name)
    if not parts or name[0].isupper() or parts[0] not in verbs or "cookie" in parts:
        return False
    if name not in COLLECTIONS or awaited:
        return True
    receiver = call.func.value if isinstance(call.func, ast.Attribute) else call.func
    return not STORES.isdisjoint(words(call_name(receiver)))


def is_covered(frame: Frame) -> bool:
    """Whether the file shows a middleware that logs every request."""
    return frame.module.once(_covered, frame.module)


def _covered(module: Module) -> bool:
    for scope in module.scopes:
        node = scope.node
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and tells(scope) and _is_hook(node, scope):
            return True
    return any(
        isinstance(call, ast.Call) and _installs(call, frame)
        for call, frame in module.body.nodes(ast.Call, nested=True)
    )


def _is_hook(node: FunctionNode, scope: Scope) -> bool:
    """Whether a function runs for every request: decorated as a hook, or the entry of a middleware's class."""
    for decorator in node.decorator_list:
        if call_name(decorator.func if isinstance(decorator, ast.Call) else decorator) in HOOKS:
            return True
    owner = scope.parent.node if scope.parent is not None else None
    return isinstance(owner, ast.ClassDef) and "middleware" in words(owner.name)


def _installs(call: ast.Call, frame: Frame) -> bool:
    """``add_middleware(RequestLog...)``, ``Middleware(...)``, ``app.middleware("http")(log_requests)``, instruments."""
    name = call_name(call.func)
    if name in INSTRUMENTS:
        return True
    if name not in ("add_middleware", "Middleware") and not (
        isinstance(call.func, ast.Call) and call_name(call.func.func) in HOOKS
    ):
        return False
    for argument in call.args:
        scope = frame.local_function(argument)
        if not LOGGING.isdisjoint(words(call_name(argument))) or (scope is not None and tells(scope)):
            return True
    return False
