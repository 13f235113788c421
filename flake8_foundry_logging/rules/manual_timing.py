"""
Two clock reads around a block, whose difference is logged: a timer by hand.

Every place names its field in its own way and its own unit, none logs how long the block took when it failed, and
no report can put them together.

Use `with log.timer("load_model", model_id=model_id):`. It logs the operation and its `duration` in seconds, also when
the block raises. Where the time is used for something else too, or given to `log_api_request`, the clock is right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.log_call import LogCall
from flake8_foundry_logging.core.rule import STDLIB, Bad, Good, Rule
from flake8_foundry_logging.core.spelling import spelled
from flake8_foundry_logging.rules._timing import timing_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

RULE = Rule(
    code="LGF702",
    name="manual-timing",
    since="0.1",
    doc=__doc__,
    message="{name} measures a block by hand to log it: use `with {receiver}.timer(...)`",
    default=False,
    words=("time", "clock"),
    reads=("logger_objects", "logger_factories"),
    guards=(Item.TIMERS,),
    examples=(
        Bad(
            "def f():\n    start = time.time()  #!\n    model = load_model()\n"
            '    log.info("loaded", duration=time.time() - start)\n    return model\n',
            after=(
                'def f():\n    with log.timer("load_model"):\n        model = load_model()\n'
                '    log.info("loaded")\n    return model\n'
            ),
            unsafe=True,
        ),
        Bad(
            STDLIB + "from time import monotonic\n\nbegun = monotonic()  #!\nsync()\ntook = monotonic() - begun\n"
            'log.info("synced in %.1f s", took)\n',
            refused="no-timer",
        ),
        Good('with log.timer("load_model"):\n    model = load_model()\n'),
        Good(
            "import time\n\n\ndef f():\n    start = time.time()\n    load_model()\n    took = time.time() - start\n"
            '    log.info("loaded", duration=took)\n    return took\n'
        ),
        Good(
            "import time\n\n\nasync def f(request, call_next):\n    start = time.time()\n"
            "    response = await call_next(request)\n    duration = time.time() - start\n"
            '    log.log_api_request(method="GET", path="/", status_code=200, duration=duration)\n    return response\n'
        ),
    ),
)


@RULE.on(LogCall)
def check(call: LogCall, frame: Frame) -> Iterator[Finding]:
    """A record with a difference of two clock reads that nothing else uses; found where the first is."""
    if not call.logger.sure:
        return
    timing = timing_of(call)
    if timing is not None:
        statement = timing.start.frame.statement
        receiver = spelled(call.receiver) if call.receiver is not None else "logger"
        yield RULE.at(statement.node, statement, name=timing.name, receiver=receiver)
