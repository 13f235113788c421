"""
`warn` is the deprecated name of `warning`, and `logging.WARN` of `logging.WARNING`.

The standard library says so in its documentation, `Logger.warn` raises a DeprecationWarning, and Python 3.13 had it
removed for a while; loguru has no `warn` at all.

Use `.warning(...)` and `logging.WARNING`.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.log_call import Kind, LogCall, Logger
from flake8_foundry_logging.core.loggers import resolve
from flake8_foundry_logging.core.needs import with_logger
from flake8_foundry_logging.core.rule import STDLIB, Bad, Good, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

METHODS = {"warn": "warning", "awarn": "awarning"}
WITH_WARN = ("twisted", "log4j", "_jvm")
"""What stands in files whose loggers have ``warn`` and no ``warning``."""

RULE = Rule(
    code="LGF601",
    name="deprecated-warn",
    since="0.1",
    doc=__doc__,
    message="{old} is deprecated: use {new}",
    words=with_logger("warn"),
    reads=("logger_objects", "logger_factories"),
    guards=(Item.LEVEL,),
    examples=(
        Bad('log.warn("slow", seconds=2)  #!', after='log.warning("slow", seconds=2)'),
        Bad(STDLIB + 'log.warn("slow: %s", url)  #!', after=STDLIB + 'log.warning("slow: %s", url)'),
        Bad(STDLIB + "log.setLevel(logging.WARN)  #!", after=STDLIB + "log.setLevel(logging.WARNING)"),
        Bad(STDLIB + "complain = log.warn  #!", after=STDLIB + "complain = log.warning"),
        Good('log.warning("slow", seconds=2)'),
        Good('import warnings\nwarnings.warn("old", DeprecationWarning)'),
        Good('self.warn("no such option")'),
    ),
)


@RULE.on(LogCall)
def check_call(call: LogCall, frame: Frame) -> Iterator[Finding]:
    if call.method not in METHODS or not call.logger.sure or _is_named_so_elsewhere(call.logger, frame):
        return
    callee = call.node.func
    # under another name (`complain("slow")`) the place to mend is where it was bound
    if isinstance(callee, ast.Attribute) or (isinstance(callee, ast.Name) and callee.id == call.method):
        yield RULE.at(callee, frame, old=f"{call.method}()", new=f"{METHODS[call.method]}()")


@RULE.on(ast.Attribute)
def check_attribute(node: ast.Attribute, frame: Frame) -> Iterator[Finding]:
    if node.attr == "WARN":
        if frame.origin(node) == "logging.WARN":
            yield RULE.at(node, frame, old="logging.WARN", new="logging.WARNING")
    elif node.attr in METHODS and _is_bound(node, frame):
        logger = resolve(node.value, frame)
        if logger is not None and logger.certain and not _is_named_so_elsewhere(logger, frame):
            yield RULE.at(node, frame, old=f"{node.attr}()", new=f"{METHODS[node.attr]}()")


@RULE.on(ast.ImportFrom)
def check_import(node: ast.ImportFrom, frame: Frame) -> Iterator[Finding]:
    """``from logging import WARN``: a plain name is not looked at where it is used."""
    if node.module == "logging" and not node.level:
        for alias in node.names:
            if alias.name == "WARN":
                yield RULE.at(alias, frame, old="WARN", new="WARNING")


def _is_bound(node: ast.Attribute, frame: Frame) -> bool:
    """Whether it is the right side of an assignment: there it is no call."""
    statement = frame.statement.node
    return isinstance(statement, (ast.Assign, ast.AnnAssign)) and statement.value is node


def _is_named_so_elsewhere(logger: Logger, frame: Frame) -> bool:
    """Whether it may be a logger whose method for warnings is ``warn``: Twisted's, or Java's through a bridge."""
    return logger.kind is Kind.UNKNOWN and any(word in frame.module.source.text for word in WITH_WARN)
