"""`if not <call>: return` without a word, and which of them are critical: what LGF704 and LGF709 look for."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.carriers import call_name
from flake8_foundry_logging.core.frame import FunctionNode
from flake8_foundry_logging.core.log_call import LogCall
from flake8_foundry_logging.core.reporters import reports
from flake8_foundry_logging.rules._operations import PRINTS, calls_of, speaks
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.frame import Frame, Scope

__all__ = ["acts", "answers", "asks", "callee_tells", "failed_call", "is_critical", "leaves_silently"]


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


LEAD_IN = _set("try ensure async do safe safely maybe auto")
CONNECTING = _set("connect reconnect disconnect")
"""Verbs that need no object: what is connected is a service."""
RUNNING = _set("start stop restart launch boot shutdown")
"""Verbs that need one that is no part of a text: ``start_foundry`` is a service, ``start_tag`` is not."""
LOADING = _set("load unload reload preload")
"""Verbs that need one of ``OBJECTS``: most of what is loaded is a file."""
OBJECTS = _set(
    """
    server servers service services daemon worker workers model models engine client broker database db connection
    session backend cluster agent bot app application listener consumer producer scheduler container containers
    tokenizer weights checkpoint llm vm proxy tunnel gateway redis kafka mongo postgres instance pipeline transport
    """
)
TEXTUAL = _set(
    """
    with at pos position tag element index line lines iteration condition criteria word words token offset end date time
    timer char character column row section block span event page marker transaction here
    """
)

ACTIONS = _set(
    """
    add allocate apply append archive authenticate authorize backup begin bind build change checkout clean clear
    clone close commit compile compress configure convert copy create decode decrypt delete deliver deploy deserialize
    dispatch download drop dump emit encode encrypt enqueue execute export extract fetch flush import init
    initialise initialize insert install invoke kill link login logout merge migrate mkdir mount move notify
    open parse perform post prepare process provision publish pull push put query read receive record recover
    refresh register release remove rename render replace request reserve reset resize restore resume retry rollback run
    save scan schedule send serialize setup ship sign spawn store submit subscribe sync synchronize terminate train
    transfer uninstall unlink unmount unpack update upgrade upload validate verify warm write
    """
)
"""First words of functions that do something, and say with a false value that it did not work; the others ask."""

PROBES = _set("is can has check test probe detect discover ping validate verify")
"""First words of functions that try something out: that it did not work is their answer."""
CONDITIONS = _set("if available availability reachable reachability alive")
"""The same, anywhere in the name: ``get_client_if_available``."""


def failed_call(node: ast.If) -> ast.Call | None:
    """The call whose failure leads into the branch: ``if not call():``, awaited or named by a walrus as well."""
    test = node.test
    if not isinstance(test, ast.UnaryOp) or not isinstance(test.op, ast.Not):
        return None
    value = test.operand
    while isinstance(value, (ast.Await, ast.NamedExpr)):
        value = value.value
    return value if isinstance(value, ast.Call) else None


def leaves_silently(node: ast.If, frame: Frame) -> bool:
    """Whether the branch ends by returning None or False and says nothing before it does."""
    last = node.body[-1]
    if not isinstance(last, ast.Return) or not _nothing(last.value):
        return False
    return not any(_tells(call, around) for call, around in _calls_of_body(frame)) and not any(
        _in_body(around, frame) for _, around in frame.nodes(ast.Raise)
    )


def callee_tells(call: ast.Call, frame: Frame) -> bool:
    """Whether the failed function stands in this file and logs: at warning or above, or where it fails."""
    scope = frame.local_function(call.func)
    return scope is not None and (frame.module.once(_logs, scope) or frame.module.once(_logs_failing, scope))


def asks(frame: Frame) -> bool:
    """Whether the function around a place only tries something out, by its name."""
    function = frame.function
    parts = words(function.name) if isinstance(function, FunctionNode) else ()
    while parts and parts[0] in LEAD_IN:
        parts = parts[1:]
    if not parts or not (RUNNING | LOADING).isdisjoint(parts):  # `check_and_restart`
        return False
    return parts[0] in PROBES or not CONDITIONS.isdisjoint(parts)


def answers(node: ast.If, frame: Frame) -> bool:
    """Whether the branch does something about the failure (it redirects, it answers), or a comment explains it."""
    comments = frame.module.source.comments
    last = node.body[-1].end_lineno or node.body[-1].lineno
    return any(_calls_of_body(frame)) or any(line in comments for line in range(node.lineno, last + 1))


def _logs(scope: Scope) -> bool:
    body = scope.body
    records = {call.node: call for call in body.module.views_in(LogCall, body)}
    return any(call.level not in ("debug", "info") for call in records.values()) or any(
        call not in records and speaks(call, frame) for call, frame in calls_of(scope)
    )


def _logs_failing(scope: Scope) -> bool:
    """Whether a record of any level leads to an error or to a false answer."""
    return any(
        isinstance(last := call.frame.block[-1], ast.Raise) or (isinstance(last, ast.Return) and _nothing(last.value))
        for call in scope.body.module.views_in(LogCall, scope.body)
        if call.frame.statement.node is not call.frame.block[-1] and not _is_whole(call.frame)
    )


def _is_whole(frame: Frame) -> bool:
    """Whether a place stands right in a function's body: what is said there is said in any case."""
    parent = frame.statement.parent
    return parent is None or parent.is_body


def _nothing(value: ast.expr | None) -> bool:
    return value is None or (isinstance(value, ast.Constant) and (value.value is None or value.value is False))


def _calls_of_body(frame: Frame) -> Iterator[tuple[ast.Call, Frame]]:
    for node, around in frame.nodes(ast.Call):
        if isinstance(node, ast.Call) and _in_body(around, frame):
            yield node, around


def _in_body(place: Frame, statement: Frame) -> bool:
    """Whether a place below an ``if`` is in its first branch, not in its test or its ``else``."""
    for around in place.outward():
        if around.parent is statement:
            return around.part == "body"
    return False


def _tells(call: ast.Call, frame: Frame) -> bool:
    module = frame.module
    if call in module.views_by_node(LogCall) or call_name(call.func) in PRINTS:
        return True
    callee = frame.local_function(call.func)
    if callee is not None:
        return module.once(_logs, callee)
    return reports(call, frame, frozenset(module.options.error_reporters))


# -- critical or not ---------------------------------------------------------------------------------------------------


def is_critical(call: ast.Call, frame: Frame) -> bool:
    """Whether a call starts, stops, connects or loads a service or model, by its name and what it is called on."""
    parts = words(call_name(call.func))
    if any(extra in parts for extra in frame.module.options.critical_operations):
        return True
    while parts and parts[0] in LEAD_IN:
        parts = parts[1:]
    if not parts:
        return False
    verb, rest = parts[0], parts[1:]
    if verb in CONNECTING:
        return parts[-1] != "ex"  # socket.connect_ex: zero is success
    if verb in RUNNING and (rest or isinstance(call.func, ast.Name)):
        return TEXTUAL.isdisjoint(rest)
    return verb in RUNNING | LOADING and not OBJECTS.isdisjoint(rest or _owner_words(call, frame))


def _owner_words(call: ast.Call, frame: Frame) -> tuple[str, ...]:
    """The words of what a method that is a verb alone is called on; for ``self.start()`` those of its class."""
    if not isinstance(call.func, ast.Attribute):
        return ()
    receiver = call.func.value
    if isinstance(receiver, ast.Name) and receiver.id in ("self", "cls"):
        owner = frame.scope.enclosing_class
        return words(owner.node.name) if owner is not None and isinstance(owner.node, ast.ClassDef) else ()
    return words(call_name(receiver))


def acts(call: ast.Call) -> bool:
    """Whether a call does something, by the first word of its name; ``is_open`` and ``exists`` only ask."""
    parts = words(call_name(call.func))
    while parts and parts[0] in LEAD_IN:
        parts = parts[1:]
    return bool(parts) and parts[0] in ACTIONS | CONNECTING | RUNNING | LOADING
