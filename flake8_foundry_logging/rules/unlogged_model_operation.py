"""
A model is loaded, unloaded or asked, and no record says so.

Which model was in use, how often and how long are the first questions about a service that generates, and the
guide's third mandatory scenario.

Use `log.log_model_operation(model_id=..., operation="generate_text", status="success", duration=...)`, a timer around
the call, or a record in the same function.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.carriers import call_name
from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.frame import FunctionNode
from flake8_foundry_logging.core.rule import Bad, Good, Rule
from flake8_foundry_logging.rules._operations import calls_of, is_timed_by_caller, is_traced, scope_of, tells
from flake8_foundry_logging.rules._paths import is_shown_by_path, is_test_path
from flake8_foundry_logging.rules._slow import TRAINING, model_operation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame, Scope

__all__ = ["RULE"]

RULE = Rule(
    code="LGF708",
    name="unlogged-model-operation",
    since="0.1",
    doc=__doc__,
    message="{name}() works with a model and no record says so: use log_model_operation(), a timer or a log",
    default=False,
    words=("load", "generate", "transcribe", "from_pretrained", ".create("),
    reads=("error_reporters", "logger_objects", "logger_factories"),
    guards=(Item.OPERATIONS,),
    examples=(
        Bad("def ready(name):\n    return client.load_model(name)  #!\n"),
        Bad("async def answer(prompt):\n    return await llm.generate(prompt)  #!\n"),
        Good("def ready(name):\n    with log.timer('load_model'):\n        return client.load_model(name)\n"),
        Good(
            "def answer(prompt):\n    text = llm.generate(prompt)\n"
            "    log.log_model_operation(model_id='m', operation='generate', status='success')\n    return text\n"
        ),
        Good("def noise():\n    return random.generate(3)\n"),
    ),
)


@RULE.on(ast.Call)
def check(call: ast.Call, frame: Frame) -> Iterator[Finding]:
    """The first call of a silent function that loads, unloads or asks a model."""
    name = call_name(call.func)
    if name in TRAINING or not model_operation(call, frame) or frame.local_function(call.func) is not None:
        return
    scope = scope_of(frame)
    if not isinstance(scope.node, FunctionNode) or is_test_path(frame.module) or is_shown_by_path(frame.module):
        return
    told = tells(scope) or is_traced(frame) or is_timed_by_caller(scope)
    if not told and frame.module.once(_first, scope) is call:
        yield RULE.at(call, frame, name=name)


def _first(scope: Scope) -> ast.Call | None:
    return next((call for call, frame in calls_of(scope) if model_operation(call, frame)), None)
