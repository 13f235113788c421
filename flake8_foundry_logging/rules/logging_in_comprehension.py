"""
A log call inside a comprehension, or in a lambda that `map`, `filter`, `sorted` or `apply` calls for every item.

A comprehension builds a value; a reader does not look for side effects in it, and the call, which returns nothing,
needs an `or` or a tuple to fit in at all. It logs once an item, and in a generator at a time that nobody can tell.

Use a plain loop if each item needs a record, else one record with the count beside the comprehension.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.carriers import call_name
from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.frame import COMPREHENSIONS
from flake8_foundry_logging.core.log_call import LogCall
from flake8_foundry_logging.core.needs import LOGGER
from flake8_foundry_logging.core.rule import Bad, Good, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

FUNCTIONS = frozenset(
    ("map", "filter", "sorted", "min", "max", "reduce", "starmap", "groupby", "takewhile", "dropwhile")
)
METHODS = frozenset(("map", "filter", "apply", "applymap", "transform", "sort", "imap", "starmap", "reduce"))

RULE = Rule(
    code="LGF403",
    name="logging-in-comprehension",
    since="0.1",
    doc=__doc__,
    message="log call in a {place}: use a loop, or log once beside it",
    words=(LOGGER,),
    reads=("logger_objects", "logger_factories"),
    guards=(Item.LOOPS,),
    examples=(
        Bad('def names(users):\n    return [log.debug("user", user=u) or u.name for u in users]  #!\n'),
        Bad('def show(users):\n    list(map(lambda u: log.info("user", user=u), users))  #!\n'),
        Good('def names(users):\n    log.debug("users", count=len(users))\n    return [u.name for u in users]\n'),
        Good('def later(button):\n    button.on_click(lambda: log.info("clicked"))\n'),
    ),
)


@RULE.on(LogCall)
def check(call: LogCall, frame: Frame) -> Iterator[Finding]:
    """A log call that an expression runs for every item."""
    if not (call.logger.certain or call.logger.whole_word):
        return
    for outer in frame.outward_in_function():
        if isinstance(outer.node, COMPREHENSIONS):
            yield RULE.at(call.node, frame, place="comprehension")
            return
        if isinstance(outer.node, ast.Lambda) and (callee := _called_by(outer)):
            yield RULE.at(call.node, frame, place=f"lambda of {callee}()")
            return


def _called_by(frame: Frame) -> str | None:
    """The function that is given this lambda to call it for every item."""
    return None if frame.parent is None else frame.module.once(_callers, frame.parent).get(frame.node)


def _callers(place: Frame) -> Mapping[ast.AST, str]:
    """The lambdas that calls below a place are given for every item -> the name of what is called."""
    found: dict[ast.AST, str] = {}
    for call, _ in place.nodes(ast.Call):
        assert isinstance(call, ast.Call)
        func = call.func
        name = call_name(func)
        if name in (METHODS if isinstance(func, ast.Attribute) else FUNCTIONS):
            given = (*call.args, *(keyword.value for keyword in call.keywords))
            found.update((argument, name) for argument in given if isinstance(argument, ast.Lambda))
    return found
