"""
`.error(...)` in a handler of one expected type that goes on: the traceback is lost.

An expected error may still come from an unexpected place: a `KeyError` of the third call looks like that of the first,
and the record names neither. Where the type says enough, the record is rather a warning.

Use `.exception(...)`, which logs at the same level and adds the traceback. Handlers that catch everything are LGF214.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.log_call import LogCall
from flake8_foundry_logging.core.needs import LOGGED_HANDLER
from flake8_foundry_logging.core.rule import STDLIB, Bad, Good, Rule
from flake8_foundry_logging.rules._lost_tracebacks import fault, instead, losing_handler

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

RULE = Rule(
    code="LGF221",
    name="error-without-traceback-narrow",
    since="0.1",
    doc=__doc__,
    message="{method} in a handler that goes on {fault}: use {instead}",
    default=False,
    words=(LOGGED_HANDLER,),
    reads=("error_reporters", "logger_objects", "logger_factories"),
    guards=(Item.CONTEXT,),
    examples=(
        Bad(
            'try:\n    sync()\nexcept OSError as e:\n    log.error("sync failed", error=str(e))  #!\n',
            after='try:\n    sync()\nexcept OSError as e:\n    log.exception("sync failed", error=str(e))\n',
        ),
        Bad(
            STDLIB + 'try:\n    sync()\nexcept (KeyError, OSError) as e:\n    log.error("no sync: %s", e)  #!\n',
            after=STDLIB + 'try:\n    sync()\nexcept (KeyError, OSError):\n    log.exception("no sync")\n',
        ),
        Bad(
            'try:\n    sync()\nexcept OSError:\n    log.critical("sync failed", job=job)  #!\n',
            after='try:\n    sync()\nexcept OSError:\n    log.critical("sync failed", job=job, exc_info=True)\n',
        ),
        Bad(
            "def f(self):\n    try:\n        g()\n    except OSError:\n        self.log.error('no')  #!\n",
            refused="unknown-logger",
        ),
        Good('try:\n    sync()\nexcept OSError:\n    log.exception("sync failed", job=job)\n'),
        Good('try:\n    sync()\nexcept OSError as e:\n    log.warning("sync failed", error=str(e))\n'),
        Good('try:\n    sync()\nexcept OSError as e:\n    log.error("sync failed", error=str(e))\n    raise\n'),
        Good('try:\n    sync()\nexcept Exception as e:\n    log.error("sync failed", error=str(e))\n'),
    ),
)


@RULE.on(LogCall)
def check(call: LogCall, frame: Frame) -> Iterator[Finding]:
    """An error record of a narrow clause that goes on, if nothing of that clause keeps the traceback."""
    handler = losing_handler(call, frame)
    if handler is not None and not handler.broad:
        yield RULE.at(call.node, frame, method=f"{call.method}()", fault=fault(call), instead=instead(call))
