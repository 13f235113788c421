"""
A debug call that computes something costly before anybody knows whether debug is on.

`json.dumps(payload)`, `model.model_dump()`, a `join` over a comprehension or a call in an f-string is done on every
call, in production too, and then thrown away. Nothing about the record shows it; it only makes the program slower.

Use a field that is computed on demand: `log.debug("answer", body=lambda: json.dumps(answer))` is called only if the
record is written. Where the logger takes no callable (stdlib, structlog), put the call under a check of the level
(`if log.isEnabledFor(logging.DEBUG):`); with loguru, `log.opt(lazy=True).debug("{}", lambda: ...)`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.log_call import Kind, LogCall
from flake8_foundry_logging.core.needs import LOGGER
from flake8_foundry_logging.core.noise import guarded
from flake8_foundry_logging.core.rule import LOGURU, STDLIB, Bad, Good, Rule
from flake8_foundry_logging.rules._eager import eager_values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

RULE = Rule(
    code="LGF404",
    name="expensive-argument",
    since="0.1",
    doc=__doc__,
    message="{what} is computed even when debug is off: {way}",
    default=False,
    words=(LOGGER,),
    yields_to=("LGF402",),
    reads=("logger_objects", "logger_factories"),
    guards=(Item.LOOPS,),
    examples=(
        Bad('def reply(answer):\n    log.debug("answer", body=json.dumps(answer))  #!\n'),
        Bad(STDLIB + 'def reply(answer):\n    log.debug("answer %s", answer.model_dump())  #!\n'),
        Bad(LOGURU + 'def reply(answer):\n    log.debug(f"answer {answer.render()}")  #!\n'),
        Good('def reply(answer):\n    log.debug("answer", body=lambda: json.dumps(answer))\n'),
        Good(
            STDLIB + "def reply(answer):\n    if log.isEnabledFor(logging.DEBUG):\n"
            '        log.debug("answer %s", answer.model_dump())\n'
        ),
        Good('def reply(answer):\n    log.debug("answer", size=len(answer), kind=answer.kind)\n'),
        Good('def reply(answer):\n    log.info("answer", body=json.dumps(answer))\n'),
    ),
)

WAYS = {
    Kind.FOUNDRY: "pass a field `lambda: ...`, or guard it",
    Kind.LOGURU: "use opt(lazy=True) and a lambda",
}


@RULE.on(LogCall)
def check(call: LogCall, frame: Frame) -> Iterator[Finding]:
    """The first costly value of a debug call that no check of the level stands before."""
    if call.level != "debug" or not call.logger.sure:
        return
    costly = next((value for value in eager_values(call) if value.costly), None)
    if costly is not None and not guarded(frame):
        way = WAYS.get(call.kind, "guard it with a check of the level")
        yield RULE.at(costly.node, frame, what=costly.what, way=way)
