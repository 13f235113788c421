"""
More records of one level in one block than a reader can tell apart: 4 debug, 3 info, 2 warnings or 2 errors.

Statements of one block run together, so their records always come together too: five lines say what one line with five
fields says, other requests write their lines in between, and nobody can search for "the" record of the event.

Use one record with fields at the end of the block, and leave the steps on the way to debug, or give each step a
function of its own.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.log_call import LogCall
from flake8_foundry_logging.core.needs import LOGGER
from flake8_foundry_logging.core.noise import shows
from flake8_foundry_logging.core.rule import Bad, Good, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

LIMITS = {"debug": 4, "info": 3, "warning": 2, "error": 2}
"""Level -> how many records of it one block may write."""

RULE = Rule(
    code="LGF406",
    name="chatty-function",
    since="0.1",
    doc=__doc__,
    message="{count} {level} records in one block, {limit} are enough: say it in one with fields",
    default=False,
    words=(LOGGER,),
    reads=("logger_objects", "logger_factories"),
    guards=(Item.LOOPS,),
    examples=(
        Bad(
            'def start(port):\n    log.info("starting")\n    log.info("port", port=port)\n    bind(port)\n'
            '    log.info("bound")\n    log.info("started")  #!\n'
        ),
        Good('def start(port):\n    log.debug("binding")\n    bind(port)\n    log.info("started", port=port)\n'),
        Good(
            'def stop(kind):\n    if kind == "a":\n        log.warning("a")\n    elif kind == "b":\n'
            '        log.warning("b")\n    else:\n        log.warning("c")\n'
        ),
    ),
)


@RULE.on(LogCall)
def check(call: LogCall, frame: Frame) -> Iterator[Finding]:
    """The first record of a block that is one too many."""
    count = frame.module.once(_crowded, frame.module.body).get(call.node)
    if count is not None:
        assert call.level is not None
        yield RULE.at(call.node, frame, count=count, level=call.level, limit=LIMITS[call.level])


def _crowded(body: Frame) -> Mapping[ast.Call, int]:
    """The first call too many of each block and level -> how many there are."""
    blocks: dict[tuple[Frame | None, str, str], list[LogCall]] = {}
    for call in body.module.views(LogCall):
        if (
            call.level in LIMITS
            and call.logger.sure
            and isinstance(call.frame.node, ast.stmt)
            and not shows(call.frame)
        ):
            block = _through_with(call.frame)
            blocks.setdefault((block.parent, block.part, call.level), []).append(call)
    return {
        calls[LIMITS[level]].node: len(calls) for (_, _, level), calls in blocks.items() if len(calls) > LIMITS[level]
    }


def _through_with(frame: Frame) -> Frame:
    """The statement of the block that a statement belongs to: the body of a ``with`` runs with the block around it."""
    while frame.parent is not None and isinstance(frame.parent.node, (ast.With, ast.AsyncWith)):
        frame = frame.parent
    return frame
