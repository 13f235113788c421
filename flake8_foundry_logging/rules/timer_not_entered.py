"""
`logger.timer(...)` measures what stands in its `with` block; as a bare statement it measures nothing.

The line reads as if the operation were timed, nothing is logged, and nobody misses it until the numbers are needed.

Use `with logger.timer("load_model", model_id=model_id):` around the operation.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.log_call import Kind, LoggerUse
from flake8_foundry_logging.core.needs import with_logger
from flake8_foundry_logging.core.rule import Bad, Good, Rule
from flake8_foundry_logging.core.spelling import spelled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

RULE = Rule(
    code="LGF701",
    name="timer-not-entered",
    since="0.1",
    doc=__doc__,
    message="{receiver}.timer() as a statement times nothing: write `with {receiver}.timer(...):` around the operation",
    words=with_logger("timer"),
    reads=("logger_objects", "logger_factories"),
    guards=(Item.TIMERS,),
    examples=(
        Bad('log.timer("load_model")  #!\nmodel = load()'),
        Bad('async def start(model_id):\n    log.bind(job=1).timer("load_model", model_id=model_id)  #!\n'),
        Bad('class Loader:\n    def load(self):\n        self.logger.timer("load_model")  #!\n'),
        Good('with log.timer("load_model"):\n    model = load()'),
        Good('timer = log.timer("load_model")\nwith timer:\n    model = load()'),
        Good('stack.enter_context(log.timer("load_model"))'),
        Good('statsd.timer("load_model")'),
    ),
)


@RULE.on(LoggerUse)
def check(use: LoggerUse, frame: Frame) -> Iterator[Finding]:
    if use.method != "timer" or not use.logger.sure or use.logger.kind not in (Kind.FOUNDRY, Kind.UNKNOWN):
        return
    statement = frame.statement.node
    if isinstance(statement, ast.Expr) and statement.value is use.node:
        yield RULE.at(use.node, frame, receiver=spelled(use.receiver))
