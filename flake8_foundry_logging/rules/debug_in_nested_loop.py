"""
A debug record on every iteration of a nested loop, or one in a loop that builds its text each time.

Debug is off in production, but the call is not: the arguments are computed and the level is asked for on every round,
and an f-string, a `join` or `json.dumps` costs many times what the check does. Where debug is on, a loop in a loop
writes so much that nobody finds the line, and the program is too slow to show what was to be seen.

Use one record after the inner loop with what it has found, plain values as fields (`item=item`, not `f"{item}"`), or
every thousandth item. Loops that wait for something on each round, or run a few times, are fine.

Opt-in, for how often a loop turns can seldom be read from it, and where debug is off most of them cost nothing that
anybody could measure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.log_call import LogCall
from flake8_foundry_logging.core.loop import Loop
from flake8_foundry_logging.core.needs import LOGGER
from flake8_foundry_logging.core.rule import STDLIB, Bad, Good, Rule
from flake8_foundry_logging.rules._eager import eager_values
from flake8_foundry_logging.rules._paths import is_test_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

RULE = Rule(
    code="LGF402",
    name="debug-in-nested-loop",
    since="0.1",
    doc=__doc__,
    default=False,
    message="debug on every iteration of a {loop}: {way}",
    words=(LOGGER,),
    reads=("logger_objects", "logger_factories", "loop_small_size", "pacing_calls"),
    guards=(Item.LOOPS,),
    examples=(
        Bad(
            "def match(lines, rules):\n    for line in lines:\n        for rule in rules:\n"
            '            log.debug("trying", rule=rule)  #!\n            check(rule, line)\n'
        ),
        Bad(STDLIB + 'def index(items):\n    for item in items:\n        log.debug(f"item {item}")  #!\n'),
        Bad(
            'def index(rows):\n    for n in range(8):\n        log.debug("row", cells=",".join(rows[n]))  #!\n',
            options={"loop_small_size": 5},
        ),
        Good('def index(items):\n    for item in items:\n        log.debug("item", item=item)\n'),
        Good(
            "def match(lines, rules):\n    for line in lines:\n        hits = [rule for rule in rules if rule(line)]\n"
            '        log.debug("matched", line=line, hits=len(hits))\n'
        ),
        Good(
            'def index(items):\n    for item in items:\n        grid.solve(item)\n        log.debug(f"item {item}")\n',
            options={"pacing_calls": ("grid.*",)},
        ),
    ),
)


@RULE.on(LogCall)
def check(call: LogCall, frame: Frame) -> Iterator[Finding]:
    """A debug call that loops repeat without need, or whose text a loop builds for nothing."""
    if call.level != "debug" or frame.loop is None or is_test_path(frame.module):
        return
    nested = call.method not in ("trace", "atrace") and frame.loop.loop is not None
    built = next(eager_values(call), None)
    if not (nested or built) or (loop := Loop.drowned_by(call)) is None:
        return
    if nested and loop.multiplied:
        yield RULE.at(call.node, frame, loop="nested loop", way="log once after it, with what it found")
    elif built is not None:
        way = f"{built.what} is built even when debug is off; log once, or pass plain values"
        yield RULE.at(call.node, frame, loop="loop", way=way)
