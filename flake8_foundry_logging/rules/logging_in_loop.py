"""
An info record on every iteration of a loop that nothing slows down.

Ten thousand items make ten thousand lines that say the same, and the line that matters drowns in them; writing them
often takes longer than the work. What a loop has done is one event: count, and say it once behind the loop. A loop that
waits for something on each round (a request, a file, a queue) is slow enough for a line, and so is one of a few rounds:
the rule speaks where the code itself says that there are many: a `while`, a range, a query, rows, files, users.

Use one record after the loop, `log.debug` for the single item, or every thousandth item.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.log_call import LogCall
from flake8_foundry_logging.core.loop import Loop
from flake8_foundry_logging.core.needs import LOGGER
from flake8_foundry_logging.core.rule import Bad, Good, Rule
from flake8_foundry_logging.rules._many import goes_over_many
from flake8_foundry_logging.rules._paths import is_test_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

RULE = Rule(
    code="LGF401",
    name="logging-in-loop",
    since="0.1",
    doc=__doc__,
    default=False,
    message="info on every iteration of a loop: log once after it, or at debug",
    words=(LOGGER,),
    reads=("logger_objects", "logger_factories", "loop_small_size", "pacing_calls"),
    guards=(Item.LOOPS,),
    examples=(
        Bad('def index(items):\n    for item in items:\n        log.info("indexed", item=item)  #!\n'),
        Good(
            'def index(items):\n    for item in items:\n        keep(item)\n    log.info("indexed", items=len(items))\n'
        ),
        Good(
            'def index(rows):\n    for n in range(rows):\n        if n % 1000 == 0:\n            log.info("row", n=n)\n'
        ),
        Bad(
            'def index():\n    for n in range(10):\n        log.info("row", n=n)  #!\n',
            options={"loop_small_size": 3},
        ),
        Good('def index():\n    for n in range(10):\n        log.info("row", n=n)\n'),
        Good(
            'def index(items):\n    for x in items:\n        grid.solve(x)\n        log.info("solved", item=x)\n',
            options={"pacing_calls": ("grid.*",)},
        ),
        Good('def fetch_all(urls):\n    for url in urls:\n        fetch(url)\n        log.info("fetched", url=url)\n'),
    ),
)


@RULE.on(LogCall)
def check(call: LogCall, frame: Frame) -> Iterator[Finding]:
    """An info call that a loop repeats without need."""
    if call.level != "info" or is_test_path(frame.module):
        return
    loop = Loop.drowned_by(call)
    if loop is not None and goes_over_many(loop):
        yield RULE.at(call.node, frame)
