"""
The message of a log call is a constant, not the result of the `%` operator; its values travel beside it.

The text is built before the level is checked, every value makes another message, and a wrong placeholder raises in the
program where a logger would only complain.

Use fields, `log.info("user created", user_id=user_id)`; on a stdlib logger a comma in place of the `%`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.log_call import LogCall
from flake8_foundry_logging.core.needs import LOGGER
from flake8_foundry_logging.core.rule import STDLIB, Bad, Good, Rule
from flake8_foundry_logging.rules._message_forms import Form, built_message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

RULE = Rule(
    code="LGF502",
    name="percent-message",
    since="0.1",
    doc=__doc__,
    message="'%' builds the log message: pass {values} as {way}",
    words=(LOGGER,),
    reads=("logger_objects", "logger_factories"),
    guards=(Item.STRUCTURED,),
    yields_to=("LGF216",),
    examples=(
        Bad('log.info("hi %s" % user)  #!', after='log.info("hi {user}", user=user)'),
        Bad('log.info("Model: %s" % model)  #!', after='log.info("Model", model=model)'),
        Bad(STDLIB + 'log.info("hi %s" % user)  #!', after=STDLIB + 'log.info("hi %s", user)'),
        Bad(
            STDLIB + 'log.info("%d of %d done" % (done, total))  #!',
            after=STDLIB + 'log.info("%d of %d done", done, total)',
        ),
        Good(STDLIB + 'log.info("hi %s", user)'),
        Good('log.info("hi", user=user)'),
        Good('log.info("done", share=done % total)'),
    ),
)


@RULE.on(LogCall)
def check(call: LogCall, frame: Frame) -> Iterator[Finding]:
    message = built_message(call, Form.PERCENT)
    if message is not None:
        yield RULE.at(message.node, frame, values=message.names, way=message.way)
