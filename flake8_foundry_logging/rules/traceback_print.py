"""
A traceback printed to the terminal instead of logged.

`traceback.print_exc()` and its like go to standard error: the log never learns that anything failed, and the lines on
the terminal do not say when, where or for which request.

Use `log.exception("what failed")` in the handler; it carries the traceback. Elsewhere give the error along:
`log.error("what failed", exc_info=error)`. Printed into a file or buffer of one's own, a traceback is text and is fine.
So it is in a debugger, an interpreter or a command line, in tests, behind a switch outside of handlers, in a finaliser,
right before the process ends, and where logging itself could not be set up. In a script only a `while` loop, which a
worker lives in, is told: one over files or rows tells whoever started it.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.rule import FOUNDRY, Bad, Good, Rule
from flake8_foundry_logging.rules._output import Output, OutputKind
from flake8_foundry_logging.rules._program import Audience

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

RULE = Rule(
    code="LGF105",
    name="traceback-print",
    since="0.1",
    doc=__doc__,
    message="{name}() keeps the error out of the log: use logger.exception",
    words=("traceback",),
    reads=("cli_paths", "print_allowed_paths"),
    guards=(Item.NO_PRINT, Item.PRINT, Item.CONTEXT),
    examples=(
        Bad(
            "import traceback\n\ntry:\n    job()\nexcept Exception as e:\n    traceback.print_exc()  #!\n",
            after=FOUNDRY + '\ntry:\n    job()\nexcept Exception:\n    log.exception("job failed")\n',
        ),
        Bad("from traceback import print_stack\n\n\ndef where():\n    print_stack()  #!\n"),
        Good('def run(job):\n    try:\n        job()\n    except OSError:\n        log.exception("job failed")\n'),
        Good("import io\nimport traceback\n\n\ndef text(out: io.StringIO):\n    traceback.print_exc(file=out)\n"),
    ),
)


@RULE.on(Output)
def check(output: Output, frame: Frame) -> Iterator[Finding]:
    """A traceback that goes to a standard stream, where nobody waits for it."""
    if output.kind is not OutputKind.TRACEBACK or output.audience is Audience.COMMAND_LINE:
        return
    if output.audience is Audience.LIBRARY or _lives_on(frame):
        yield RULE.at(output.node, frame, name=output.name)


def _lives_on(frame: Frame) -> bool:
    """Whether a place stands in the loop of something that runs for long."""
    return any(isinstance(outer.node, ast.While) for outer in frame.outward_in_function())
