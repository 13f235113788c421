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
from flake8_foundry_logging.rules._templates import TemplateError, literal_text, percent
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
GETTERS = _set("get getlist pop")
"""Methods that give an item of what a client has sent."""
READERS = _set("get_json get_data json body form text read")
"""Methods of a request that give what a client has sent."""

ESCAPING = frozenset("ra")
"""Conversions by which a line break comes out as ``\\n``."""

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
        Bad(
            STDLIB + "def view(request):\n    log.info(f'login of {request.form[\"user\"]}')  #!",
            after=STDLIB + "def view(request):\n"
            '    log.info(\'login of {user}\', extra={"user": request.form["user"]})',
            unsafe=True,
        ),
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
    flow = _flow(frame.module)
    found = {leak.node: leak for value in _written(call) for leak in flow.leaks(value, frame)}
    for leak in found.values():
        yield RULE.at(placed(leak.node, call.node, frame), frame, name=leak.name, way=told_way(leak))


def _written(call: LogCall) -> list[ast.expr | None]:
    """The message, and those of its arguments that its text does not escape (``%r``)."""
    text = literal_text(call.message)
    try:
        conversions = percent(text).positional if text is not None else ()
    except TemplateError:
        conversions = ()
    shown: list[ast.expr | None] = [call.message]
    for position, argument in enumerate(call.arguments):
        # from *arguments on nobody knows which is which: they are escaped if all that are left to fill are
        end = None if isinstance(argument, ast.Starred) else position + 1
        filled = conversions[position:end]
        if not filled or not ESCAPING.issuperset(filled):
            shown += call.arguments[position:end]
        if end is None:
            break
    return shown


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
    while (container := _container(node)) is not None:
        node = container
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr in READERS and _is_request(node.func.value):
            return f"{last_name(node.func.value)}.{node.func.attr}()"
        return None
    if isinstance(node, ast.Attribute) and node.attr in SENT and _is_request(node.value):
        return f"{last_name(node.value)}.{node.attr}"
    return None


def _container(node: ast.expr) -> ast.expr | None:
    """What an expression takes an item of."""
    if isinstance(node, ast.Subscript):
        return node.value
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in GETTERS:
        return node.func.value
    return None


def _is_request(node: ast.expr) -> bool:
    return not REQUESTS.isdisjoint(words(last_name(node)))
