"""
A caught error that only a debug or info record mentions, without the error itself.

In production that level is off or drowned, and the record does not say what happened: the error is hidden as well as
with `pass`, but it looks handled.

Log at warning or above, or give the record the error: `log.exception("sync failed")`, or `log.debug("no cache",
exc_info=True)` where it is expected. A record that stands in for one that could not be made is fine.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.handler import Handler
from flake8_foundry_logging.core.log_call import LogCall
from flake8_foundry_logging.core.needs import LOGGED_BROAD_HANDLER
from flake8_foundry_logging.core.rule import STDLIB, Bad, Good, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

RULE = Rule(
    code="LGF213",
    name="hidden-error",
    since="0.1",
    doc=__doc__,
    message="{level} without the error hides it: log with exception(), or add exc_info=True",
    words=(LOGGED_BROAD_HANDLER,),
    reads=("error_reporters", "logger_objects", "logger_factories"),
    guards=(Item.SWALLOWED, Item.LEVEL),
    yields_to=("LGF217", "LGF218"),
    examples=(
        Bad('try:\n    sync()\nexcept Exception:\n    log.debug("sync failed")  #!\n'),
        Bad(STDLIB + 'try:\n    sync()\nexcept:\n    log.info("sync of %s failed", name)  #!\n'),
        Bad('try:\n    sync()\nexcept Exception as e:\n    count += 1\n    log.info("retrying", attempt=count)  #!\n'),
        Good('try:\n    sync()\nexcept Exception:\n    log.warning("sync failed", job=job)\n'),
        Good('try:\n    sync()\nexcept Exception:\n    log.debug("sync failed", exc_info=True)\n'),
        Good('try:\n    sync()\nexcept Exception as e:\n    log.info("sync failed", reason=str(e))\n'),
        Good('try:\n    sync()\nexcept KeyError:\n    log.debug("nothing to sync")\n'),
        Good('try:\n    sync()\nexcept Exception:\n    log.debug("rolling back")\n    raise\n'),
    ),
)


@RULE.on(Handler)
def check(handler: Handler, frame: Frame) -> Iterator[Finding]:
    """A broad clause without evidence that does log: all its records are quiet and empty, or they were evidence."""
    if handler.broad and handler.silent and handler.log_calls and not _tries_to_log(handler, frame):
        call = handler.log_calls[0]
        yield RULE.at(call.node, call.frame, level=call.level)


def _tries_to_log(handler: Handler, frame: Frame) -> bool:
    """Whether all that is tried is a record itself: the one of the handler stands in for it."""
    calls = {call.node for call in frame.module.views(LogCall)}
    return all(isinstance(tried, ast.Expr) and tried.value in calls for tried in handler.try_node.body)
