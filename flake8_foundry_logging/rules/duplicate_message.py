"""
The same constant message is logged at two places of one file.

Whoever reads "connection failed" cannot tell which of the two it was, and a search for the text finds both.

Say at each place what is special there, or move the record into one function that both call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.log_call import LogCall
from flake8_foundry_logging.core.needs import LOGGER
from flake8_foundry_logging.core.rule import STDLIB, Bad, Good, Rule
from flake8_foundry_logging.rules._paths import is_test_path
from flake8_foundry_logging.rules._templates import HOLE, literal_text

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

RULE = Rule(
    code="LGF515",
    name="duplicate-message",
    since="0.1",
    doc=__doc__,
    message="the same message as in line {line}: say what is special here",
    words=(LOGGER,),
    default=False,
    reads=("logger_objects", "logger_factories"),
    guards=(Item.CONTEXT,),
    examples=(
        Bad('if a:\n    log.error("connection failed", host=a)\nelse:\n    log.error("connection failed", host=b)  #!'),
        Bad(STDLIB + 'log.info("started")\nlog.info("done")\nlog.info("started")  #!\nlog.info("started")  #!'),
        Good('log.info("connected", host=a)\nlog.info("disconnected", host=a)'),
        Good(STDLIB + 'log.info("%s", a)\nlog.info("%s", b)'),
        Good('log.info(f"hi {user}")\nlog.info(f"hi {user}")'),
    ),
)


@RULE.on(LogCall)
def check(call: LogCall, frame: Frame) -> Iterator[Finding]:
    if call.message is None or not call.logger.sure or is_test_path(frame.module):
        return
    text = _text(call.message)
    first = frame.module.once(_first_places, frame.module.body).get(text) if text else None
    if first is not None and first is not call.node:
        yield RULE.at(call.message, frame, line=first.lineno)


def _text(message: ast.expr) -> str | None:
    """The message as it is compared; None where it has no words of its own (``"%s"``) or is no constant."""
    text = literal_text(message)
    if text is None or HOLE in text or not any(char.isalpha() for char in text.replace("%s", "").replace("%d", "")):
        return None
    return text


def _first_places(body: Frame) -> dict[str, ast.Call]:
    places: dict[str, ast.Call] = {}
    for call in body.module.views(LogCall):
        if call.logger.sure and call.message is not None and (text := _text(call.message)):
            places.setdefault(text, call.node)
    return places
