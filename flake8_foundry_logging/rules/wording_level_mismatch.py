"""
Words of failure at info or debug, or words of success at error.

Who filters by level does not see "failed to connect" among the infos, and who is called at night for an error reads
"finished successfully". Either the words or the level tell what did not happen.

Log a failure at warning or above, and a success at info. "0 errors", "error count", "без ошибок", "no failures", "error
handling enabled", another attempt, a failure that is raised or told again beside, and a debug record in a handler are
fine. `levels-words` adds phrases: those of error and critical are words of failure, those of info of success, and those
of warning and debug take a text out.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.evidence import logs_traceback
from flake8_foundry_logging.core.handler import Handler
from flake8_foundry_logging.core.log_call import LogCall
from flake8_foundry_logging.core.needs import LOGGER
from flake8_foundry_logging.core.rule import STDLIB, Bad, Good, Rule
from flake8_foundry_logging.core.wording import Tone, tone_of
from flake8_foundry_logging.rules._message_text import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

RULE = Rule(
    code="LGF605",
    name="wording-level-mismatch",
    since="0.1",
    doc=__doc__,
    message='"{said}" at {level}: words of {tone} belong to {instead}',
    default=False,
    reads=("levels_words", "logger_objects", "logger_factories"),
    words=(LOGGER,),
    guards=(Item.LEVEL,),
    yields_to=("LGF602",),
    examples=(
        Bad('log.info("failed to connect", host=host)  #!\n'),
        Bad(STDLIB + 'log.debug("Ошибка загрузки: %s", name)  #!\n'),
        Bad('log.error("sync finished successfully")  #!\n'),
        Bad('log.info("server is kaputt")  #!\n', options={"levels_words": ("error:kaputt",)}),
        Bad('log.error("alles gut")  #!\n', options={"levels_words": ("info:alles gut",)}),
        Good('log.error("failed to connect", host=host)\n'),
        Good('log.info("sync done: 0 errors")\n'),
        Good('log.info("загружено без ошибок")\n'),
        Good('log.info("failed to warm up")\n', options={"levels_words": ("warning:failed to warm up",)}),
    ),
)

QUIET = frozenset(("debug", "info"))
LOUD = frozenset(("error", "critical"))
INSTEAD = {Tone.FAILURE: "warning() or error()", Tone.SUCCESS: "info()"}
SHOWN = 40
"""Code points of the text's own words in a message."""


@RULE.on(LogCall)
def check(call: LogCall, frame: Frame) -> Iterator[Finding]:
    """A message that tells of the opposite of its level."""
    if call.level not in QUIET | LOUD or not call.logger.sure or (text := text_of(call.message)) is None:
        return
    said = tone_of(text, frame.module.options.levels_words)
    if said is None or (said.tone is Tone.FAILURE) is (call.level in LOUD):
        return
    if said.tone is Tone.FAILURE and _is_detail(call, frame):
        return
    words = " ".join(said.words.split())
    shown = words if len(words) <= SHOWN else words[: SHOWN - 1] + "…"
    yield RULE.at(call.node, frame, said=shown, level=call.level, tone=said.tone.value, instead=INSTEAD[said.tone])


def _is_detail(call: LogCall, frame: Frame) -> bool:
    """Whether a failure is a detail: at debug in a handler, with its traceback at debug, raised, or told beside."""
    if call.method == "trace" or (call.level == "debug" and logs_traceback(call)):
        return True
    handler = Handler.around(frame)
    if handler is not None:  # what it may do quietly, LGF213 and LGF602 judge
        told = frame.module.once(_is_loud, handler)
        if call.level == "debug" or handler.raises or (handler.broad and handler.silent):
            return True
    else:
        block = frame.statement.parent
        told = block is not None and frame.module.once(_has_loud, block)
    statement = frame.statement
    return told or frame.module.once(_last_raise, (statement.parent, statement.part)) > statement.start


def _last_raise(block: tuple[Frame | None, str]) -> int:
    """Where the last ``raise`` begins that is a statement of a block; -1 if there is none."""
    around, part = block
    raises = around.nodes(ast.Raise) if around is not None else ()
    return max((frame.start for _, frame in raises if frame.parent is around and frame.part == part), default=-1)


def _is_loud(handler: Handler) -> bool:
    return any(call.level not in QUIET for call in handler.log_calls)


def _has_loud(block: Frame) -> bool:
    """Whether a statement right below a place tells something that is not quiet."""
    calls = block.module.views_in(LogCall, block)
    return any(call.level not in QUIET and call.frame.statement.parent is block for call in calls)
