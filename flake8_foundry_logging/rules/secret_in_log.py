"""
A secret reaches a log call: as an argument, a field, in the message, or bound to the logger.

Logs are copied to places that nobody guards like a password: files, collectors, tickets, screenshots. A secret that was
logged once is known to all who may read logs, and has to be changed. What is secret is decided by whole words of names
(`password`, `api_key`, `hf_token`, but not `max_tokens` or `token_count`), by keys and keywords, and by what a message
says in front of a placeholder.

Secrets in tests are made up, so files of a test suite are left alone.

Leave it out, log what you need to know of it (`has_token=bool(token)`, `token_id=...`), or wrap it in `redact(...)`.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.log_call import LogCall, LoggerUse
from flake8_foundry_logging.core.rule import FOUNDRY, Bad, Good, Rule
from flake8_foundry_logging.rules._paths import is_test_path
from flake8_foundry_logging.rules._prose import labelled
from flake8_foundry_logging.rules._secret_values import Leak, Names, leaks, under_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

USES = frozenset(("bind", "new", "contextualize", "timer", "log_api_request", "log_model_operation"))
"""The methods of a logger that keep or write what they are given, beside those that log."""

RULE = Rule(
    code="LGF301",
    name="secret-in-log",
    since="0.1",
    doc=__doc__,
    message="{name} reaches {sink}: redact it or leave it out",
    words=("log",),
    reads=("secret_words", "not_secrets", "logger_objects", "logger_factories"),
    guards=(Item.SECRETS,),
    examples=(
        Bad(
            FOUNDRY + 'log.info("login", user=user, password=password)  #!',
            after="from foundry_logging import get_logger, redact\nlog = get_logger(__name__)\n"
            'log.info("login", user=user, password=redact(password))',
            prelude=False,
            unsafe=True,
        ),
        Bad('log.debug(f"calling with {settings.api_key}")  #!'),
        Bad('log.info("login", extra={"token": request.token})  #!'),
        Good('log.info("login", user=user, has_password=bool(password))'),
        Good('log.info("generated", max_tokens=max_tokens, token_count=len(tokens))'),
        Good('log.warning("Invalid password", user=user)'),
    ),
)


@RULE.on(LogCall)
def check(call: LogCall, frame: Frame) -> Iterator[Finding]:
    """Each secret in a record."""
    if not (call.logger.certain or call.logger.whole_word) or is_test_path(frame.module):
        return
    names = Names(frame.module.options)
    found = [leak for value in (call.message, *call.arguments) for leak in leaks(value, frame, names)]
    for name, value in call.fields.items():
        found += under_name(name, value, frame, names)
    found += leaks(call.controls.get("extra"), frame, names)
    found += labelled(call.message, call.arguments, call.fields, frame, names)
    yield from _report(found, call.node, frame)


@RULE.on(LoggerUse)
def check_use(use: LoggerUse, frame: Frame) -> Iterator[Finding]:
    """Each secret that is bound to a logger or given to one of its services."""
    if use.method not in USES or not (use.logger.certain or use.logger.whole_word) or is_test_path(frame.module):
        return
    names = Names(frame.module.options)
    found = [leak for value in use.node.args for leak in leaks(value, frame, names)]
    for keyword in use.node.keywords:
        if keyword.arg is not None:
            found += under_name(keyword.arg, keyword.value, frame, names)
    yield from _report(found, use.node, frame)


def _report(found: list[Leak], call: ast.Call, frame: Frame) -> Iterator[Finding]:
    sink = frame.module.source.segment(call.func)
    sink = sink if len(sink) <= 40 and "\n" not in sink else "a log call"
    seen: set[ast.expr] = set()
    for leak in found:
        if leak.node not in seen:
            seen.add(leak.node)
            yield RULE.at(_placed(leak.node, call, frame), frame, name=leak.name, sink=sink)


def _placed(node: ast.expr, call: ast.Call, frame: Frame) -> ast.expr:
    """The node, or the string around it: up to Python 3.11 places inside f-strings are not to be trusted."""
    for argument in (*call.args, *(keyword.value for keyword in call.keywords)):
        for outer in ast.walk(argument):
            if isinstance(outer, ast.JoinedStr) and any(inner is node for inner in ast.walk(outer)):
                return node if _is_exact(node, frame) else outer
    return node


def _is_exact(node: ast.expr, frame: Frame) -> bool:
    try:
        text = ast.parse(frame.module.source.segment(node), mode="eval").body
    except (SyntaxError, ValueError, IndexError):
        return False
    return ast.dump(text) == ast.dump(node)
