"""
A log message with no words in it.

It is empty, or a line of `=====`: nobody can search for it, count it, or tell what happened, and a log viewer shows one
record more that says nothing.

Say what happened in a few constant words, `log.info("import started", rows=rows)`; leave rules and blank lines to the
console. A traceback at debug right behind the record that names the event needs no words of its own.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.log_call import LogCall
from flake8_foundry_logging.core.needs import LOGGER
from flake8_foundry_logging.core.rule import STDLIB, Bad, Good, Rule
from flake8_foundry_logging.core.spelling import spelled
from flake8_foundry_logging.rules._paths import is_test_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

RULE = Rule(
    code="LGF511",
    name="empty-message",
    since="0.1",
    doc=__doc__,
    message="{shown} says nothing: name the event in a few constant words, or drop the record",
    words=(LOGGER,),
    reads=("logger_objects", "logger_factories"),
    guards=(Item.CONTEXTLESS,),
    examples=(
        Bad('log.info("")  #!'),
        Bad('log.info("", user=user)  #!'),
        Bad('log.info("=====")  #!'),
        Bad(STDLIB + 'log.info("-" * 60)  #!'),
        Bad(STDLIB + 'log.info("\\n" + "=" * width)  #!'),
        Good('log.info("started")'),
        Good('log.info("===== started =====")'),
        Good(STDLIB + 'log.info("%s", line)'),
        Good('report.info("")'),
        Good('try:\n    run()\nexcept OSError:\n    log.warning("no run")\n    log.debug("", exc_info=True)'),
        Good(STDLIB + 'console_logger = logging.getLogger("console")\nconsole_logger.info("")'),
    ),
)

COLUMNS = re.compile(r"\s*[-=+|]+(?:\s+[-=+|]+){2,}\s*\Z")
"""The rule below the head of a table, which somebody prints to the log row by row."""


@RULE.on(LogCall)
def check(call: LogCall, frame: Frame) -> Iterator[Finding]:
    message = call.message
    if message is None or not call.logger.sure or not _wordless(message):
        return
    if is_test_path(frame.module) or _is_console(call.receiver):
        return
    if not call.arguments and isinstance(message, ast.Constant) and _is_text_of_another(str(message.value)):
        return
    if call.level == "debug" and "exc_info" in call.controls and _follows_a_record(frame):
        return
    if all(_wordless(argument) for argument in call.arguments):
        yield RULE.at(message, frame, shown=_shown(message))


def _is_text_of_another(text: str) -> bool:
    """Whether it is about a placeholder, filled by somebody else, or a part of a table."""
    return "%s" in text or COLUMNS.match(text) is not None


def _follows_a_record(frame: Frame) -> bool:
    """Whether the statement right before it writes a record, too: that one names the event."""
    block = frame.block
    index = next((index for index, statement in enumerate(block) if statement is frame.statement.node), 0)
    before = block[index - 1] if index else None
    return isinstance(before, ast.Expr) and any(other.node is before.value for other in frame.module.views(LogCall))


def _is_console(receiver: ast.expr | None) -> bool:
    """Whether a logger is called a console (``console_logger``): what a program shows there may have rules in it."""
    name = receiver.attr if isinstance(receiver, ast.Attribute) else getattr(receiver, "id", "")
    return "console" in name.lower()


def _wordless(node: ast.expr) -> bool:
    """Whether an expression can only be a text without letters and digits, placeholders left out."""
    while isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Mod)):
        if not _wordless(node.right):
            return False
        node = node.left
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and not any(char.isalnum() for char in node.value.replace("%s", ""))
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        return any(isinstance(side, ast.Constant) and _wordless(side) for side in (node.left, node.right))
    if isinstance(node, ast.JoinedStr):
        return all(_wordless(part.value if isinstance(part, ast.FormattedValue) else part) for part in node.values)
    return False


def _shown(node: ast.expr) -> str:
    text = spelled(node)
    return text if len(text) <= 24 else f"{text[:23]}…"
