"""
The message of a log call is a constant, not the result of `"...".format(...)`; its values travel beside it.

The text is built before the level is checked, and every value makes another message: no report can count one event as
one event, and no query can ask for the value.

Use fields, `log.info("user created", user_id=user_id)`; loggers fill `{placeholders}` from fields by themselves. On a
stdlib logger use `%s` arguments.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.log_call import LogCall
from flake8_foundry_logging.core.needs import LOGGER
from flake8_foundry_logging.core.rule import LOGURU, STDLIB, Bad, Good, Rule
from flake8_foundry_logging.rules._message_forms import Form, built_message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

RULE = Rule(
    code="LGF503",
    name="format-message",
    since="0.1",
    doc=__doc__,
    message="format() builds the log message: pass {values} as {way}",
    words=(LOGGER,),
    reads=("logger_objects", "logger_factories"),
    guards=(Item.STRUCTURED,),
    yields_to=("LGF216",),
    examples=(
        Bad('log.info("hi {}".format(user))  #!', after='log.info("hi {user}", user=user)'),
        Bad('log.info("Model: {}".format(model))  #!', after='log.info("Model", model=model)'),
        Bad(STDLIB + 'log.info("hi {}".format(user))  #!', after=STDLIB + 'log.info("hi %s", user)', unsafe=True),
        Bad(LOGURU + 'log.info("hi {}".format(user))  #!', after=LOGURU + 'log.info("hi {user}", user=user)'),
        Good('log.info("hi {user}", user=user)'),
        Good(LOGURU + 'log.info("hi {}", user)'),
        Good('log.info("done", text="{} of {}".format(done, total))'),
    ),
)


@RULE.on(LogCall)
def check(call: LogCall, frame: Frame) -> Iterator[Finding]:
    message = built_message(call, Form.FORMAT)
    if message is not None:
        yield RULE.at(message.node, frame, values=message.names, way=message.way)
