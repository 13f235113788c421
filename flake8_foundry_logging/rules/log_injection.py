"""
Text that a client has sent becomes part of a message of a stdlib logger.

A stdlib formatter writes it as it came: with a line break in it, the client writes lines of its own into the log, at
any level and under any name (CWE-117).

Give it as a field, `extra={"user": name}`, or log with a logger that escapes what it writes, as `foundry_logging` does.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.log_call import Kind, LogCall
from flake8_foundry_logging.core.passing import last_name
from flake8_foundry_logging.core.rule import STDLIB, Bad, Good, Rule
from flake8_foundry_logging.core.taint import Flow
from flake8_foundry_logging.rules._paths import is_test_path
from flake8_foundry_logging.rules._secret_flow import placed, told_way
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame
    from flake8_foundry_logging.core.module import Module

__all__ = ["RULE"]


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


REQUESTS = frozenset(("request", "req", "websocket"))
SENT = _set(
    """
    args form values json data body headers cookies query_params path_params GET POST META query_string match_info
    """
)
"""Attributes of a request that a client fills."""
READERS = _set("get_json get_data json body form text read")
"""Methods of a request that give what a client has sent."""

RULE = Rule(
    code="LGF307",
    name="log-injection",
    since="0.1",
    doc=__doc__,
    message="{name} becomes part of the message{way}: give it as a field, a client may have line breaks in it",
    default=False,
    words=("request", "req", "websocket"),
    reads=("logger_objects", "logger_factories"),
    guards=(Item.STRUCTURED,),
    examples=(
        Bad(STDLIB + "def view(request):\n    log.info(f'login of {request.form[\"user\"]}')  #!"),
        Bad(STDLIB + "def view(request):\n    name = request.args.get('user')\n    log.info('login of %s', name)  #!"),
        Good(STDLIB + "def view(request):\n    log.info('login', extra={'user': request.form['user']})"),
        Good(STDLIB + "def view(request):\n    log.info('page %d', int(request.args['page']))"),
        Good(STDLIB + "def view(request):\n    log.info('login of %r', request.form['user'])"),
        Good(STDLIB + "def view(request):\n    log.info(f'login of {request.form[\"user\"]!r}')"),
        Good("def view(request):\n    log.info('login', user=request.form['user'])"),
    ),
)


@RULE.on(LogCall)
def check(call: LogCall, frame: Frame) -> Iterator[Finding]:
    """What a client has sent, in the message of a stdlib logger or in its arguments."""
    if call.kind is not Kind.STDLIB or not call.logger.certain or is_test_path(frame.module):
        return
    if isinstance(call.message, ast.Constant) and "%r" in str(call.message.value):
        return  # escaped, at least in part
    flow = _flow(frame.module)
    found = {leak.node: leak for value in (call.message, *call.arguments) for leak in flow.leaks(value, frame)}
    for leak in found.values():
        yield RULE.at(placed(leak.node, call.node, frame), frame, name=leak.name, way=told_way(leak))


def _flow(module: Module) -> Flow:
    return module.once(_input_flow, module.body)


def _input_flow(body: Frame) -> Flow:
    return Flow(body.module, _sent, stops=_escapes)


def _escapes(node: ast.expr) -> bool:
    """Whether a line break comes out of an expression as ``\\n``: ``{name!r}``, ``repr(name)``, JSON."""
    if isinstance(node, ast.FormattedValue):
        return node.conversion in (ord("r"), ord("a"))
    return isinstance(node, ast.Call) and last_name(node.func) in ("repr", "ascii", "dumps", "quote")


def _sent(node: ast.expr, frame: Frame) -> str | None:
    """What a client has sent, or an item of it."""
    if isinstance(node, ast.Subscript):
        return _sent(node.value, frame)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr in ("get", "getlist", "pop"):
            return _sent(node.func.value, frame)
        if node.func.attr in READERS and _is_request(node.func.value):
            return f"{last_name(node.func.value)}.{node.func.attr}()"
        return None
    if isinstance(node, ast.Attribute) and node.attr in SENT and _is_request(node.value):
        return f"{last_name(node.value)}.{node.attr}"
    return None


def _is_request(node: ast.expr) -> bool:
    return not REQUESTS.isdisjoint(words(last_name(node)))
