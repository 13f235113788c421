"""
An error that anything may have raised, logged at info or debug.

A handler for everything also catches what nobody thought of: a misspelled name, a full disk, a broken connection.
Below warning no alert counts such a record and production often does not even write it, so the error is as good as
swallowed.

Log it at warning or above, `.exception(...)` where it is unexpected. What is expected has a type: catch that, and info
or debug is right. `log.debug("...", exc_info=True)` is fine: whoever wrote it wanted the details and no alarm. So is
debug where something is given up anyway, another way is tried next, or a comment or the docstring tells of the failure,
and info where a comment in the clause does.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.evidence import logs_traceback
from flake8_foundry_logging.core.handler import Evidence, Handler
from flake8_foundry_logging.core.log_call import LogCall
from flake8_foundry_logging.core.needs import LOGGED_BROAD_HANDLER
from flake8_foundry_logging.core.rule import STDLIB, Bad, Good, Rule
from flake8_foundry_logging.rules._expected_errors import is_expected

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

RULE = Rule(
    code="LGF602",
    name="info-for-caught-error",
    since="0.1",
    doc=__doc__,
    default=False,
    message="{method}() for an error of any kind: {way}, or catch what is expected",
    words=(LOGGED_BROAD_HANDLER,),
    reads=("error_reporters", "logger_objects", "logger_factories"),
    guards=(Item.LEVEL,),
    examples=(
        Bad('try:\n    sync()\nexcept Exception as e:\n    log.info("sync failed", error=str(e))  #!\n'),
        Bad(STDLIB + 'try:\n    sync()\nexcept Exception as e:\n    log.debug("sync failed: %s", e)  #!\n'),
        Bad('try:\n    sync()\nexcept Exception:\n    log.info("sync failed", exc_info=True)  #!\n'),
        Good('try:\n    sync()\nexcept Exception as e:\n    log.warning("sync failed", error=str(e))\n'),
        Good('try:\n    sync()\nexcept TimeoutError as e:\n    log.info("sync is late", error=str(e))\n'),
        Good('try:\n    sync()\nexcept Exception:\n    log.debug("sync failed", exc_info=True)\n'),
        Good('try:\n    sync()\nexcept Exception as e:\n    log.info("rolling back", error=str(e))\n    raise\n'),
    ),
)

KEPT = frozenset((Evidence.ESCAPE, Evidence.REPORT, Evidence.CALLEE, Evidence.PRINT))
"""What else a handler may do with the error; then the record only accompanies it."""
QUIET = frozenset(("debug", "info"))


@RULE.on(LogCall)
def check(call: LogCall, frame: Frame) -> Iterator[Finding]:
    """The first quiet record of the error in a broad clause that goes on and tells nobody else."""
    if frame.handler is None or call.level not in QUIET or not call.logger.sure:
        return
    handler = Handler.around(frame)
    if handler is None or not handler.broad or handler.leaves or not handler.logs_exception(call):
        return
    if call.level == "debug" and logs_traceback(call):
        return
    if handler.evidence & KEPT or handler.lingers or handler.facts.excused(handler.frame) or is_expected(call, handler):
        return
    if isinstance(call.node.func, ast.Name) and len(frame.bindings(call.node.func.id)) > 1:
        return  # tell = log.info if known else log.exception
    if frame.module.once(_is_quiet, handler) and handler.first_record is call:  # one finding for them all
        way = "use warning() or exception()"
        if call.level == "debug":
            way = "keep its traceback (exc_info=True), or use warning()"
        yield RULE.at(call.node, frame, method=call.method, way=way)


def _is_quiet(handler: Handler) -> bool:
    return all(call.level in QUIET for call in handler.log_calls)
