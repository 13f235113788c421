"""
The message of a log call is a constant, not an f-string; its values travel beside it.

An f-string is built before the level is checked, and every value makes another message: no report can count one event
as one event, and no query can ask for the value.

Use fields, `log.info("user created", user_id=user_id)`, or a template with fields; on a stdlib logger `%s` arguments.
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
    code="LGF501",
    name="fstring-message",
    since="0.1",
    doc=__doc__,
    message="f-string as a log message: pass {values} as {way}",
    words=(LOGGER,),
    reads=("logger_objects", "logger_factories"),
    guards=(Item.STRUCTURED,),
    yields_to=("LGF216",),
    examples=(
        Bad('log.info(f"hi {user}")  #!', after='log.info("hi {user}", user=user)'),
        Bad('log.info(f"Model: {model}")  #!', after='log.info("Model", model=model)'),
        Bad(
            'log.info(f"killed {count} of {total}", reason=reason)  #!',
            after='log.info("killed {count} of {total}", count=count, total=total, reason=reason)',
        ),
        Bad(STDLIB + 'log.info(f"hi {user}")  #!', after=STDLIB + 'log.info("hi %s", user)', unsafe=True),
        Bad(STDLIB + 'log.info(f"hi {user!r}")  #!', after=STDLIB + 'log.info("hi %r", user)'),
        Bad('def work(self):\n    self.logger.error(f"no {thing}")  #!\n', refused="unknown-logger"),
        Good('log.info("hi", user=user)'),
        Good(STDLIB + 'log.info("hi %s", user)'),
        Good(LOGURU + 'log.info("hi {}", user)'),
        Good('report.info(f"hi {user}")'),
    ),
)


@RULE.on(LogCall)
def check(call: LogCall, frame: Frame) -> Iterator[Finding]:
    message = built_message(call, Form.FSTRING)
    if message is not None:
        yield RULE.at(message.node, frame, values=message.names, way=message.way)
