"""
An error record outside of handlers, with a constant text and nothing else.

It tells that something is wrong, not with what: the values that a reader will ask for first are at hand here, and
nowhere else.

Add the values as fields, `log.error("model not loaded", model_id=model_id)`, or as `%s` arguments on a stdlib logger.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.log_call import LogCall
from flake8_foundry_logging.core.needs import LOGGER
from flake8_foundry_logging.core.rule import STDLIB, Bad, Good, Rule
from flake8_foundry_logging.rules._context import contextless, explained_beside, said_before
from flake8_foundry_logging.rules._paths import is_test_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

RULE = Rule(
    code="LGF517",
    name="error-without-context-elsewhere",
    since="0.1",
    doc=__doc__,
    message="{method}() tells no value: say with a field what this is about",
    words=(LOGGER,),
    default=False,
    reads=("logger_objects", "logger_factories"),
    guards=(Item.CONTEXT, Item.CONTEXTLESS),
    yields_to=("LGF510", "LGF511", "LGF516"),
    examples=(
        Bad('if not user:\n    log.error("no such user")  #!\n'),
        Bad(STDLIB + 'if not user:\n    log.critical("no such user")  #!\n'),
        Good('if not user:\n    log.error("no such user", user_id=user_id)\n'),
        Good(STDLIB + 'if not user:\n    log.error("no such user: %s", user_id)\n'),
        Good('if not user:\n    log.error("no such user")\n    raise LookupError(user_id)\n'),
        Good('if not user:\n    log.warning("no such user")\n'),
    ),
)


@RULE.on(LogCall)
def check(call: LogCall, frame: Frame) -> Iterator[Finding]:
    if frame.handler is not None or not contextless(call) or is_test_path(frame.module):
        return
    if explained_beside(call) or said_before(call):
        return
    if not any(isinstance(statement, ast.Raise) for statement in frame.following()):
        yield RULE.at(call.node, frame, method=call.method)
