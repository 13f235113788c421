"""
An operation that takes its time, in a function that logs, with nothing that says how long it took.

A request, a query or a model that became slow shows in no log, and the first who notices is the user.

Put it into a timer: `with log.timer("load_model", model_id=model_id):`. A span, a decorator that measures, and a
record with a duration do as well. The option `slow-calls` adds calls of your own.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.carriers import call_name
from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.frame import FunctionNode
from flake8_foundry_logging.core.log_call import LogCall
from flake8_foundry_logging.core.needs import LOGGER
from flake8_foundry_logging.core.rule import STDLIB, Bad, Good, Rule
from flake8_foundry_logging.rules._operations import is_timed_by_caller, is_traced, records_of, scope_of
from flake8_foundry_logging.rules._paths import is_test_path
from flake8_foundry_logging.rules._slow import is_slow
from flake8_foundry_logging.rules._timing import measures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame, Scope

__all__ = ["RULE"]

RULE = Rule(
    code="LGF703",
    name="untimed-operation",
    since="0.1",
    doc=__doc__,
    message="nothing says how long {name}() takes: put it into `with logger.timer(...)`",
    default=False,
    words=(LOGGER,),
    reads=("slow_calls", "logger_objects", "logger_factories"),
    guards=(Item.TIMERS,),
    examples=(
        Bad(
            "def load(name):\n    model = client.load_model(name)  #!\n    log.info('loaded', model_id=name)\n",
            after=(
                'def load(name):\n    with log.timer("load_model"):\n        model = client.load_model(name)\n'
                "    log.info('loaded', model_id=name)\n"
            ),
            unsafe=True,
        ),
        Bad(
            STDLIB + "import requests\n\n\ndef pull(url):\n    log.info('pulling')\n    return requests.get(url)  #!\n",
            refused="no-timer",
        ),
        Bad(
            "def run(task):\n    log.info('running')\n    task.engine.simulate()  #!\n",
            options={"slow_calls": ("*.engine.simulate",)},
        ),
        Good(
            "def load(name):\n    with log.timer('load'):\n        model = load_model(name)\n    log.info('loaded')\n"
        ),
        Good("def load(name):\n    model = load_model(name)\n    log.info('loaded', duration=model.seconds)\n"),
        Good("def load(name):\n    return load_model(name)\n"),
    ),
)


@RULE.on(ast.Call)
def check(call: ast.Call, frame: Frame) -> Iterator[Finding]:
    """A call of the slow table that nothing measures."""
    scope = scope_of(frame)
    if not isinstance(scope.node, FunctionNode) or not frame.module.once(_logs_unmeasured, scope):
        return
    if is_slow(call, frame) and not is_traced(frame) and not is_test_path(frame.module):
        yield RULE.at(call, frame, name=call_name(call.func))


def _logs_unmeasured(scope: Scope) -> bool:
    return any(isinstance(r, LogCall) and r.logger.sure for r in records_of(scope)) and not (
        measures(scope) or is_timed_by_caller(scope)
    )
