"""
A log message with `{name}` in it, where `name` is a variable and nothing fills it in.

The `f` was forgotten, or the field: the log says "hello {user}" to the letter, and nobody notices until it is read.

Pass the value as a field, `log.info("hello", user=user)`; on a stdlib logger `log.info("hello %s", user)`.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.frame import BUILTINS, BindingKind
from flake8_foundry_logging.core.log_call import Kind, LogCall
from flake8_foundry_logging.core.needs import LOGGER
from flake8_foundry_logging.core.rule import LOGURU, STDLIB, STRUCTLOG, Bad, Good, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

PLACEHOLDER = re.compile(
    r"(?<!\{)\{([^\W\d]\w*)((?:\.\w+|\[[^\]{}]*\]|\([^(){}]*\))*)(?:![rsa])?(?::[^{}\s'\"]*)?=?\}(?!\})"
)
"""A name as an f-string would take it, with attributes, items and calls behind it; not a doubled brace."""
VALUES = frozenset(
    (
        BindingKind.ASSIGNMENT,
        BindingKind.PARAMETER,
        BindingKind.LOOP,
        BindingKind.CONTEXT,
        BindingKind.EXCEPTION,
    )
)
"""What binds a value that somebody would log; modules, functions and classes are no such values."""

RULE = Rule(
    code="LGF516",
    name="missing-f-prefix",
    since="0.1",
    doc=__doc__,
    message="{placeholder} stands in the log to the letter: pass {name} as {way}",
    words=(LOGGER,),
    reads=("logger_objects", "logger_factories"),
    guards=(Item.CONTEXT,),
    examples=(
        Bad('def greet(user):\n    log.info("hello {user}")  #!'),
        Bad('def greet(user, host):\n    log.info("hello {user}", host=host)  #!'),
        Bad(STDLIB + 'for path in paths:\n    log.info("read {path.name}")  #!'),
        Bad(STDLIB + 'def greet(user, host):\n    log.info(f"from {host}: "  #!\n        "hello {user}")'),
        Good('def greet(user):\n    log.info("hello {user}", user=user)'),
        Good(STDLIB + 'def greet(user):\n    log.info(f"hello {user}")'),
        Good(LOGURU + 'def greet(user):\n    log.info("hello {user}", user=user)'),
        Good(STRUCTLOG + 'def greet(user):\n    log.info("hello {user}", user=user)'),
        Good('log.info("usage: {command} [options]")'),
        Good('def read(host):\n    log.info("expected {host}:{port_number}")'),
    ),
)


@RULE.on(LogCall)
def check(call: LogCall, frame: Frame) -> Iterator[Finding]:
    message = call.message
    if not isinstance(message, (ast.Constant, ast.JoinedStr)) or not call.logger.sure:
        return
    if any(keyword.arg is None for keyword in call.node.keywords) or (_formats(call) and _given(call)):
        return
    found = [match for text in _plain_texts(message, frame) for match in PLACEHOLDER.finditer(text)]
    if any(_is_unknown(match[1], frame) and match[1] not in call.fields for match in found):
        return  # it shows a format: no f-string could be made of it
    for match in found:
        name = match[1]
        if name not in call.fields and any(binding.kind in VALUES for binding in frame.bindings(name)):
            way = "a %s argument" if call.kind is Kind.STDLIB else "a field"
            yield RULE.at(message, frame, placeholder=match[0], name=name + match[2], way=way)
            return


def _is_unknown(name: str, frame: Frame) -> bool:
    return not frame.bindings(name) and name not in BUILTINS and not frame.module.star_imports


def _formats(call: LogCall) -> bool:
    """Whether this logger, once it is given anything, fills braces in, or may do so."""
    return call.kind in (Kind.LOGURU, Kind.UNKNOWN)


def _given(call: LogCall) -> bool:
    return bool(call.arguments or call.fields or call.controls)


def _plain_texts(message: ast.Constant | ast.JoinedStr, frame: Frame) -> Iterator[str]:
    """The texts in which a brace is a brace: a plain literal, and plain parts that stand beside f-strings."""
    if isinstance(message, ast.Constant):
        if isinstance(message.value, str) and "{" in message.value:
            yield message.value
        return
    parts = [part.value for part in message.values if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    if any("{" in part for part in parts) and "{{" not in frame.module.source.segment(message):
        yield from parts
