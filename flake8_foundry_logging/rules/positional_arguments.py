"""
A foundry or structlog logger takes its values as fields, not as `%`-style arguments.

The text comes out the same, but the values are nowhere else: no query can ask for them, and nothing redacts a password
by its name.

Use fields: `log.info("user created", user_id=user_id)`. On stdlib loggers `%s` arguments are right, on loguru's brace
arguments.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.log_call import Kind, LogCall
from flake8_foundry_logging.core.needs import LOGGER
from flake8_foundry_logging.core.rule import LOGURU, STDLIB, STRUCTLOG, Bad, Good, Rule
from flake8_foundry_logging.rules._message_forms import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

RULE = Rule(
    code="LGF507",
    name="positional-arguments",
    since="0.1",
    doc=__doc__,
    message="positional log arguments are no data: pass {values} as fields",
    words=(LOGGER,),
    reads=("logger_objects", "logger_factories"),
    guards=(Item.STRUCTURED,),
    yields_to=("LGF216", "LGF510"),
    examples=(
        Bad('log.info("hi %s", user)  #!', after='log.info("hi {user}", user=user)'),
        Bad('log.info("Model: %s", model)  #!', after='log.info("Model", model=model)'),
        Bad(STRUCTLOG + 'log.info("hi %s", user)  #!', after=STRUCTLOG + 'log.info("hi {user}", user=user)'),
        Good('log.info("hi", user=user)'),
        Good(STDLIB + 'log.info("hi %s", user)'),
        Good(LOGURU + 'log.info("hi {}", user)'),
    ),
)


@RULE.on(LogCall)
def check(call: LogCall, frame: Frame) -> Iterator[Finding]:
    if call.kind not in (Kind.FOUNDRY, Kind.STRUCTLOG) or not call.logger.certain or call.message is None:
        return
    # what a wrapper passes on is no choice of the wrapper's
    if call.arguments and not any(isinstance(argument, ast.Starred) for argument in call.arguments):
        yield RULE.at(call.arguments[0], frame, values=listed(call.arguments))
