"""
Debug logging that the code itself turns on for good.

It was needed once, to look for something. Left in, it writes every detail in production, drowns what matters, fills the
disk and may write data that nobody meant to keep; no configuration turns it off.

Let the configuration or the environment decide (`LOG_LEVEL`), or turn it on under a condition. Tests, programs (under a
main guard, in a command), functions that are called for it (`enable_debug`), levels that are set back in the same place
and loggers whose handlers have levels of their own are fine.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.frame import FunctionNode
from flake8_foundry_logging.core.log_call import Kind
from flake8_foundry_logging.core.logger_names import made_by
from flake8_foundry_logging.core.loggers import level_of, resolve
from flake8_foundry_logging.core.needs import with_logger
from flake8_foundry_logging.core.rule import STDLIB, Bad, Good, Rule
from flake8_foundry_logging.rules._paths import is_test_path
from flake8_foundry_logging.rules._program import Audience, Program
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

RULE = Rule(
    code="LGF606",
    name="debug-left-on",
    since="0.1",
    doc=__doc__,
    message="{what} leaves debug on: let the configuration or the environment decide",
    default=False,
    words=with_logger("setlevel", "set_level", "basicconfig", "configure", "get_logger"),
    reads=("logger_objects", "logger_factories", "cli_paths"),
    guards=(Item.LEVEL,),
    examples=(
        Bad(STDLIB + "log.setLevel(logging.DEBUG)  #!\n"),
        Bad('log.set_level("debug")  #!\n'),
        Bad('audit = get_logger("audit", mode="dev")  #!\n'),
        Bad(STDLIB + "logging.basicConfig(level=logging.DEBUG)  #!\n"),
        Good(STDLIB + "log.setLevel(logging.INFO)\n"),
        Good(STDLIB + "if options.debug:\n    log.setLevel(logging.DEBUG)\n"),
        Good(STDLIB + 'if __name__ == "__main__":\n    logging.basicConfig(level=logging.DEBUG)\n'),
        Good(STDLIB + "log.setLevel(logging.DEBUG)\n", path="tests/test_sync.py"),
    ),
)

SETTERS = frozenset(("setLevel", "set_level"))
NAMES = SETTERS | {"basicConfig", "configure", "get_logger"}
ASKED_FOR = frozenset(("debug", "debugging", "verbose", "trace", "test"))
"""Words of functions that turn debugging on because somebody called them."""
CONDITIONS = (ast.If, ast.IfExp, ast.BoolOp, ast.While, ast.Match, ast.ExceptHandler)


@RULE.on(ast.Call)
def check(call: ast.Call, frame: Frame) -> Iterator[Finding]:
    """A call that sets debug or dev wherever it runs."""
    callee = call.func
    name = callee.attr if isinstance(callee, ast.Attribute) else callee.id if isinstance(callee, ast.Name) else ""
    if name not in NAMES or not _turns_on(call, name, frame):
        return
    if (
        is_test_path(frame.module)
        or _is_asked_for(frame)
        or (name in SETTERS and frame.module.once(_sets_other_level, frame.scope.owner.body))
    ):
        return
    if Program.of(frame.module).audience(frame) is Audience.LIBRARY:
        yield RULE.at(call, frame, what=f"{name}()")


def _turns_on(call: ast.Call, name: str, frame: Frame) -> bool:
    keywords = {keyword.arg: keyword.value for keyword in call.keywords}
    if name in SETTERS:
        level = call.args[0] if call.args else keywords.get("level")
        if level is None or level_of(level, frame) != "debug" or not isinstance(call.func, ast.Attribute):
            return False
        logger = resolve(call.func.value, frame)
        return logger is not None and logger.sure
    origin = frame.origin(call.func) or ""
    level = keywords.get("level")
    configures = origin in ("logging.basicConfig", "foundry_logging.configure")
    if configures and level is not None and level_of(level, frame) == "debug":
        return True
    mode = keywords.get("mode")
    if not isinstance(mode, ast.Constant) or str(mode.value).strip().lower() != "dev":
        return False
    made = made_by(origin)
    return origin == "foundry_logging.configure" or (made is not None and made.kind is Kind.FOUNDRY)


def _is_asked_for(frame: Frame) -> bool:
    """Whether it runs under a condition, or in a function that is called for debugging."""
    return any(
        isinstance(outer.node, CONDITIONS)
        or (isinstance(outer.node, FunctionNode) and not ASKED_FOR.isdisjoint(words(outer.node.name)))
        for outer in frame.outward()
    )


def _sets_other_level(body: Frame) -> bool:
    """Whether code also sets a level other than debug: it is set back, or a handler decides what is written."""
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in SETTERS
        and bool(node.args)
        and level_of(node.args[0], frame) != "debug"
        for node, frame in body.nodes(ast.Call)
    )
