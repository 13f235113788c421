"""Which loops say by themselves that they go over many things: rows, records, files, a range, a query."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.carriers import call_name
from flake8_foundry_logging.core.frame import BindingKind
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from flake8_foundry_logging.core.frame import Frame
    from flake8_foundry_logging.core.loop import Loop

__all__ = ["goes_over_many"]


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


DATA = _set(
    """
    row record line entry document doc article file filename url user customer account order product payment
    transaction trade invoice email message event comment post tweet ticket review sample example question sentence
    word token character pixel point cell
    """
)
"""Last words of what there is one of for every piece of data; the parts of a program or of a machine are a few."""
MANY = (
    DATA
    | {f"{word}s" for word in DATA}
    | _set(
        """
        item items entries queries ids objs objects elements values numbers strings data dataset dataframe df queryset
        qs batch
        """
    )
)
"""The same, and what is only said of many."""
HANDS_OUT = _set(
    """
    all query filter select fetchall fetchmany iterator iterrows itertuples values_list find findall finditer
    range scan walk readlines splitlines read_csv iter_rows
    """
)
"""Whole names of calls that hand out as many as there are."""
VIEWS = _set("items keys values get copy")
HANDED_ON = 3
"""How deep calls are followed into what they are given: ``enumerate(sorted(rows))``."""


def goes_over_many(loop: Loop) -> bool:
    """Whether a loop is one over data, or one whose rounds nobody can count; one over unknown things may be short."""
    node = loop.node
    if isinstance(node, ast.While):
        return True
    names = (inner.id for inner in ast.walk(node.target) if isinstance(inner, ast.Name))
    return any(_ends_in(DATA, name) for name in names) or _many(node.iter, loop.frame, HANDED_ON)


def _many(iterable: ast.expr, frame: Frame, hops: int) -> bool:
    while True:  # sums and chains may be as long as a file
        if isinstance(iterable, (ast.Subscript, ast.Starred)):
            iterable = iterable.value
        elif isinstance(iterable, ast.BinOp):
            if _many(iterable.right, frame, hops):
                return True
            iterable = iterable.left
        elif (view := _viewed(iterable)) is not None:
            iterable = view
        else:
            break
    if isinstance(iterable, ast.Attribute):
        return _ends_in(MANY, iterable.attr)
    if isinstance(iterable, ast.Name):
        return _ends_in(MANY, iterable.id) or _holds_many(iterable.id, frame, hops)
    if isinstance(iterable, (ast.ListComp, ast.SetComp, ast.GeneratorExp)):
        return _many(iterable.generators[0].iter, frame, hops)
    if isinstance(iterable, ast.Call):
        name = call_name(iterable.func)
        if name in HANDS_OUT or _ends_in(MANY, name):
            return True
        return bool(iterable.args) and hops > 0 and _many(iterable.args[0], frame, hops - 1)
    return isinstance(iterable, (ast.List, ast.Tuple, ast.Set, ast.Dict))  # longer than a loop that is small


def _ends_in(known: frozenset[str], name: str) -> bool:
    """Whether the last word is known: ``user_rows`` are rows, ``row_handlers`` are none."""
    return not known.isdisjoint(words(name)[-1:])


def _viewed(iterable: ast.expr) -> ast.expr | None:
    """What ``rows.values()`` is a view of."""
    func = iterable.func if isinstance(iterable, ast.Call) else None
    return func.value if isinstance(func, ast.Attribute) and func.attr in VIEWS else None


def _holds_many(name: str, frame: Frame, hops: int) -> bool:
    """Whether a name that says nothing is bound once, to a call that hands out many."""
    bindings = frame.bindings(name)
    if len(bindings) != 1 or bindings[0].kind is not BindingKind.ASSIGNMENT or hops <= 0:
        return False
    value = bindings[0].value
    return isinstance(value, ast.Call) and _many(value, bindings[0].frame, hops - 1)
