"""
`.exception()` or `exc_info=True` where no exception is being handled.

The record promises a traceback and carries "NoneType: None", or the traceback of an error that somebody else is
handling. Whoever reads it looks for an exception that never was.

Use `.error(...)`; or log inside the `except`; or pass the exception you have: `exc_info=error`.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.log_call import LogCall
from flake8_foundry_logging.core.needs import with_logger
from flake8_foundry_logging.core.rule import STDLIB, Bad, Good, Rule
from flake8_foundry_logging.rules._error_functions import may_be_handling
from flake8_foundry_logging.rules._paths import is_test_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

RULE = Rule(
    code="LGF215",
    name="exception-outside-handler",
    since="0.1",
    doc=__doc__,
    message="{what} where no exception is being handled logs no traceback: use error(), or pass exc_info=error",
    words=with_logger("exception", "exc_info"),
    reads=("logger_objects", "logger_factories"),
    guards=(Item.CONTEXT, Item.LEVEL),
    examples=(
        Bad(
            'if not ready():\n    log.exception("not ready")  #!\n',
            after='if not ready():\n    log.error("not ready")\n',
            unsafe=True,
        ),
        Bad(
            STDLIB + 'def check(code):\n    if code:\n        log.error("exit %s", code, exc_info=True)  #!\n',
            after=STDLIB + 'def check(code):\n    if code:\n        log.error("exit %s", code)\n',
            unsafe=True,
        ),
        Good('try:\n    run()\nexcept ValueError:\n    log.exception("run failed")\n'),
        Good(
            'def done(task):\n    error = task.exception()\n    if error:\n        log.error("bad", exc_info=error)\n'
        ),
        Good(
            'def note():\n    log.exception("run failed")\n\n\n'
            "def main():\n    try:\n        run()\n    except ValueError:\n        note()\n"
        ),
    ),
)


@RULE.on(LogCall)
def check(call: LogCall, frame: Frame) -> Iterator[Finding]:
    """A record that asks for the current exception where there is none."""
    if not (call.logger.certain or call.logger.whole_word) or not _asks_for_exception(call):
        return
    if not may_be_handling(frame) and not is_test_path(frame.module):
        named = "exc_info" in call.controls and call.method not in ("exception", "aexception")
        yield RULE.at(call.node, frame, what="exc_info=True" if named else f"{call.method}()")


def _asks_for_exception(call: LogCall) -> bool:
    exc_info = call.controls.get("exc_info")
    if exc_info is None:
        hidden = any(keyword.arg is None for keyword in call.node.keywords)
        return call.method in ("exception", "aexception") and not hidden
    return isinstance(exc_info, ast.Constant) and exc_info.value in (True, 1)
