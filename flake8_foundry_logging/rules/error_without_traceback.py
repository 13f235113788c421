"""
`.error(...)` in a handler that catches everything and goes on: the traceback is lost.

Anything may have been raised, from anywhere below; "failed: 'id'" names neither the line nor the call that led there,
and the error object is gone when the handler ends.

Use `.exception(...)`, which logs at the same level and adds the traceback. A text made with `traceback.format_exc()` is
none to what reads the log: it cannot be cut, folded or grouped. Where the handler raises, whoever catches it has the
traceback: `log.error("load failed", error=str(e)); raise` is right. So is a record of a lone conversion that failed, or
of an error that is handed on whole (`handle_error(e)`, `job.error = e`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.log_call import LogCall
from flake8_foundry_logging.core.needs import LOGGED_BROAD_HANDLER
from flake8_foundry_logging.core.rule import STDLIB, Bad, Good, Rule
from flake8_foundry_logging.rules._lost_tracebacks import fault, instead, losing_handler

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

RULE = Rule(
    code="LGF214",
    name="error-without-traceback",
    since="0.1",
    doc=__doc__,
    message="{method} in a broad handler {fault}: use {instead}",
    words=(LOGGED_BROAD_HANDLER,),
    reads=("error_reporters", "logger_objects", "logger_factories"),
    guards=(Item.CONTEXT,),
    yields_to=("LGF202",),
    examples=(
        Bad(
            'try:\n    sync()\nexcept Exception as e:\n    log.error("sync failed", error=str(e))  #!\n',
            after='try:\n    sync()\nexcept Exception as e:\n    log.exception("sync failed", error=str(e))\n',
        ),
        Bad(
            STDLIB + 'try:\n    sync()\nexcept:\n    log.error("sync failed")  #!\n',
            after=STDLIB + 'try:\n    sync()\nexcept:\n    log.exception("sync failed")\n',
        ),
        Bad(
            STDLIB + 'try:\n    sync(job)\nexcept Exception as e:\n    log.error("no sync of %s: %s", job, e)  #!\n',
            after=STDLIB + 'try:\n    sync(job)\nexcept Exception:\n    log.exception("no sync of %s", job)\n',
        ),
        Bad(
            'try:\n    sync()\nexcept Exception:\n    log.critical("sync failed", job=job)  #!\n',
            after='try:\n    sync()\nexcept Exception:\n    log.critical("sync failed", job=job, exc_info=True)\n',
        ),
        Bad(
            STDLIB
            + "import traceback\ntry:\n    sync()\nexcept Exception:\n"
            + "    log.error('no sync: %s', traceback.format_exc())  #!\n",
            after=STDLIB + "try:\n    sync()\nexcept Exception:\n    log.exception('no sync')\n",
        ),
        Good('try:\n    sync()\nexcept Exception:\n    log.exception("sync failed", job=job)\n'),
        Good('try:\n    sync()\nexcept Exception as e:\n    log.error("sync failed", error=str(e))\n    raise\n'),
        Good('try:\n    sync()\nexcept Exception as e:\n    log.error("sync failed", exc_info=e)\n'),
        Good('try:\n    sync()\nexcept ValueError as e:\n    log.error("no such job", error=str(e))\n'),
    ),
)


@RULE.on(LogCall)
def check(call: LogCall, frame: Frame) -> Iterator[Finding]:
    """An error record of a broad clause that goes on, if nothing of that clause keeps the traceback."""
    handler = losing_handler(call, frame)
    if handler is not None and handler.broad:
        yield RULE.at(call.node, frame, method=f"{call.method}()", fault=fault(call), instead=instead(call))
