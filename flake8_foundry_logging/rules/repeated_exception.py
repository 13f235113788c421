"""
The exception in the message or the arguments of a record whose traceback ends with it.

The last line of a traceback is the error's type and text. Said again in the message, it makes every message another
one, so that nothing can be counted by it, and the reader goes through the same words twice. The same goes for
`exc_info=True` in `.exception(...)`; and with `exc_info=False` the call is no longer what it is called.

Say what failed, in constant words: `log.exception("sync failed", job=job)`. A field is data and may hold the text:
`error=str(e)`. A part of the error that the traceback does not show (`e.status`) may be said anywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.log_call import LogCall
from flake8_foundry_logging.core.needs import with_logger
from flake8_foundry_logging.core.rule import STDLIB, Bad, Good, Rule
from flake8_foundry_logging.core.spelling import spelled
from flake8_foundry_logging.rules._repeated import is_redundant, is_switched_off, repeated

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

RULE = Rule(
    code="LGF216",
    name="repeated-exception",
    since="0.1",
    doc=__doc__,
    message="{what} beside a traceback {trouble}",
    words=with_logger("exception", "exc_info"),
    reads=("logger_objects", "logger_factories"),
    guards=(Item.CONTEXT, Item.STRUCTURED),
    examples=(
        Bad(
            STDLIB + 'try:\n    sync(job)\nexcept OSError as e:\n    log.exception("no sync of %s: %s", job, e)  #!\n',
            after=STDLIB + 'try:\n    sync(job)\nexcept OSError:\n    log.exception("no sync of %s", job)\n',
        ),
        Bad(
            STDLIB + "try:\n    sync()\nexcept OSError as e:\n    log.exception(\"no sync of '%s': %s\", job, e)  #!\n",
            after=STDLIB + "try:\n    sync()\nexcept OSError:\n    log.exception(\"no sync of '%s'\", job)\n",
        ),
        Bad(
            STDLIB
            + 'try:\n    sync()\nexcept ApiError as e:\n    log.exception("no sync: %s, status %d", e, e.status)  #!\n',
            after=STDLIB
            + 'try:\n    sync()\nexcept ApiError as e:\n    log.exception("no sync, status %d", e.status)\n',
        ),
        Bad(
            'try:\n    sync()\nexcept OSError as e:\n    log.exception(f"sync failed: {e}")  #!\n',
            after='try:\n    sync()\nexcept OSError:\n    log.exception("sync failed")\n',
        ),
        Bad(
            'try:\n    sync()\nexcept OSError:\n    log.exception("sync failed", exc_info=True)  #!\n',
            after='try:\n    sync()\nexcept OSError:\n    log.exception("sync failed")\n',
        ),
        Bad(
            'try:\n    sync()\nexcept OSError:\n    log.exception("sync failed", exc_info=False)  #!\n',
            after='try:\n    sync()\nexcept OSError:\n    log.exception("sync failed")\n',
            unsafe=True,
        ),
        Good('try:\n    sync()\nexcept OSError as e:\n    log.exception("sync failed", error=str(e))\n'),
        Good(STDLIB + 'try:\n    sync()\nexcept OSError as e:\n    log.error("sync failed: %s", e)\n'),
        Good(STDLIB + 'try:\n    sync()\nexcept ApiError as e:\n    log.exception("answered %s", e.status)\n'),
    ),
)


@RULE.on(LogCall)
def check(call: LogCall, frame: Frame) -> Iterator[Finding]:
    """The first thing of a record that its traceback says, or an ``exc_info`` that ``exception`` has no use for."""
    if not call.logger.sure:
        return
    if (found := repeated(call)) is not None:
        value, place = found
        yield RULE.at(place, frame, what=spelled(value), trouble="says it twice: drop it, or make it a field")
    elif is_redundant(call):
        yield RULE.at(_exc_info(call), frame, what="exc_info", trouble="that exception() logs by itself: drop it")
    elif is_switched_off(call):
        keyword = _exc_info(call)
        what = spelled(keyword)
        yield RULE.at(keyword, frame, what=what, trouble="that exception() stands for: drop it, or use error()")


def _exc_info(call: LogCall) -> ast.keyword:
    return next(keyword for keyword in call.node.keywords if keyword.arg == "exc_info")
