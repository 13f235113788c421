"""
A level that does not exist where a level is set, asked for or logged at.

`setLevel("TRACE")` and `setLevel("debug")` raise a ValueError: the standard library knows its levels in capitals only.
Its `log` and `isEnabledFor` take numbers: `log.log("INFO", ...)` raises a TypeError. In a foundry logger `set_level`
raises, and `log("trace", ...)` becomes a warning. Such a line often runs for the first time when somebody needs it.

Use one of the levels that there are, or register the level (`logging.addLevelName`) in that file or beside a method of
its name: a file that calls `log.trace(...)` may have TRACE.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.carriers import call_name
from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.needs import with_logger
from flake8_foundry_logging.core.rule import LOGURU, STDLIB, Bad, Good, Rule
from flake8_foundry_logging.rules._level_arguments import LevelArgument, level_argument, registered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

RULE = Rule(
    code="LGF604",
    name="unknown-level",
    since="0.1",
    doc=__doc__,
    message="{what}: use {instead}",
    words=with_logger(
        "setlevel", "set_level", "isenabledfor", "is_enabled_for", "basicconfig", "foundry_logging", ".log("
    ),
    reads=("logger_objects", "logger_factories"),
    guards=(Item.LEVEL,),
    examples=(
        Bad(STDLIB + 'log.setLevel("TRACE")  #!\n'),
        Bad(STDLIB + 'logging.basicConfig(level="info")  #!\n'),
        Bad(STDLIB + 'log.log("INFO", "started")  #!\n'),
        Bad(STDLIB + "log.setLevel(logging.TRACE)  #!\n"),
        Bad(STDLIB + "log.setLevel(logging.debug)  #!\n"),
        Bad('log.set_level("trace")  #!\n'),
        Good(STDLIB + 'logging.addLevelName(5, "TRACE")\nlog.setLevel("TRACE")\n'),
        Good(STDLIB + 'log.setLevel("DEBUG")\nlog.log(logging.INFO, "started")\n'),
        Good('log.set_level("debug")\nlog.log("INFO", "started")\n'),
        Good(LOGURU + 'log.log("SUCCESS", "started")\n'),
    ),
)

CHECKED_ELSEWHERE = ("no-member", "type: ignore", "attr-defined")


@RULE.on(ast.Call)
def check(call: ast.Call, frame: Frame) -> Iterator[Finding]:
    """An argument that is a level by its place, and none by what stands there."""
    for argument in level_argument(call, frame):
        if (fault := _fault(argument)) is not None and not _is_wanted(frame):
            yield RULE.at(argument.node, frame, what=fault[0], instead=fault[1])


def _fault(argument: LevelArgument) -> tuple[str, str] | None:
    """What is wrong with a level, and what to use in its place."""
    taker, name = argument.taker, argument.name
    if name is None:
        return None
    if argument.function:
        return f"logging.{name} is a function, no level", f"logging.{name.upper()}"
    if not argument.text and name in taker.names:
        return None
    if argument.text and taker.numbers_only:
        known = taker.closest(name)
        return f"{taker.method}() takes no level by name", f"logging.{known}" if known else "a number of logging"
    if taker.knows(name) or name in (names := argument.frame.module.once(registered, argument.frame.module.body)):
        return None
    if not argument.text and _is_known_to_other_checkers(argument):
        return None
    spelled = f'"{name}"' if argument.text else f"logging.{name}"
    if (known := taker.same(name)) is None and ("*" in names or name.upper() in names):
        return None
    if known is None:
        known = taker.closest(name)
    way = f'"{known}"' if argument.text else f"logging.{known}"
    if known is None:
        way = "one of those there are" if taker.foundry else "one of those there are, or register it"
    return f"{spelled} is no level", way


def _is_known_to_other_checkers(argument: LevelArgument) -> bool:
    """Whether a comment tells pylint or mypy that ``logging`` has this constant: another file puts it there."""
    comment = argument.frame.module.source.comments.get(argument.node.lineno, "")
    return any(word in comment for word in CHECKED_ELSEWHERE)


def _is_wanted(frame: Frame) -> bool:
    """Whether a test wants the error: ``with pytest.raises(ValueError):``."""
    return any(
        isinstance(item.context_expr, ast.Call) and "raises" in call_name(item.context_expr.func).lower()
        for outer in frame.outward_in_function()
        if isinstance(outer.node, (ast.With, ast.AsyncWith))
        for item in outer.node.items
    )
