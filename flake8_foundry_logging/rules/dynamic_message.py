"""
The message of a log call is a variable or the result of a call.

Nobody can find the line of the program by the text of the record, no report can count it as one event, and where the
text comes from outside, a stranger writes the log.

Use a constant text, and pass what varies as a field: `log.error("request failed", error=str(e))`.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.frame import BindingKind
from flake8_foundry_logging.core.log_call import LogCall
from flake8_foundry_logging.core.needs import LOGGER
from flake8_foundry_logging.core.rule import STDLIB, Bad, Good, Rule
from flake8_foundry_logging.core.wording import TRANSLATORS
from flake8_foundry_logging.rules._message_forms import is_built, listed
from flake8_foundry_logging.rules._templates import literal_text
from foundry_logging.vocabulary import LOG_METHODS, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

GIVING_BACK = TRANSLATORS | {"dedent"}
"""Calls that give a constant text back as a constant text."""

RULE = Rule(
    code="LGF505",
    name="dynamic-message",
    since="0.1",
    doc=__doc__,
    message="{message} as a log message: write a constant text, and pass it as a field or an argument",
    words=(LOGGER,),
    default=False,
    yields_to=("LGF216",),
    reads=("logger_objects", "logger_factories"),
    guards=(Item.STRUCTURED,),
    examples=(
        Bad("log.info(text)  #!"),
        Bad(STDLIB + "try:\n    run()\nexcept OSError as e:\n    log.error(e)  #!\n"),
        Bad(STDLIB + 'log.info("\\n".join(lines))  #!'),
        Bad("log.info(template % user)  #!"),
        Good('log.info("failed", error=text)'),
        Good(STDLIB + 'log.info("%s", text)'),
        Good('log.info("on" if enabled else "off")'),
        Good('STARTED = "service started"\nlog.info(STARTED)'),
        Good(STDLIB + 'log.info(_("started"))'),
        Good('log.info(f"hi {user}")'),
        Good(STDLIB + "def log_error(text):\n    log.error(text)"),
    ),
)


@RULE.on(LogCall)
def check(call: LogCall, frame: Frame) -> Iterator[Finding]:
    message = call.message
    if message is None or not call.logger.sure or _is_fixed(message, frame) or is_built(message):
        return
    if not _passes_on(message, call, frame):
        yield RULE.at(message, frame, message=listed([message]))


def _is_fixed(node: ast.expr, frame: Frame) -> bool:
    """Whether a message is a literal, one of several literals, or a name of this file for one."""
    if isinstance(node, ast.Constant) or literal_text(node, frame) is not None:
        return True
    if isinstance(node, ast.IfExp):
        return _is_fixed(node.body, frame) and _is_fixed(node.orelse, frame)
    if isinstance(node, ast.Call):
        callee = node.func
        name = callee.attr if isinstance(callee, ast.Attribute) else callee.id if isinstance(callee, ast.Name) else ""
        return name in GIVING_BACK and bool(node.args) and _is_fixed(node.args[0], frame)
    if isinstance(node, ast.Name):
        bindings = frame.bindings(node.id)
        return bool(bindings) and all(
            binding.kind is BindingKind.ASSIGNMENT and isinstance(binding.value, ast.Constant) for binding in bindings
        )
    return isinstance(node, (ast.Attribute, ast.Subscript)) and _constant_name(node)


def _constant_name(node: ast.expr) -> bool:
    """``Events.STARTED`` and ``Events.STARTED.value``: a constant of another place."""
    if isinstance(node, ast.Attribute) and node.attr == "value":
        node = node.value
    return isinstance(node, ast.Attribute) and node.attr.isupper()


def _passes_on(message: ast.expr, call: LogCall, frame: Frame) -> bool:
    """Whether a function that is called like a log method hands on what it was given."""
    if not isinstance(message, ast.Name):
        return False
    if not any(binding.kind is BindingKind.PARAMETER for binding in frame.bindings(message.id)):
        return False
    function = frame.function
    if call.open or function is None:
        return True
    return function.name.strip("_") in LOG_METHODS or not {"log", "logger", "emit"}.isdisjoint(words(function.name))
