"""What is put into containers after they were made, and taken out: ``d["k"] = v``, ``l.append(v)``, ``del d["k"]``."""

from __future__ import annotations

import ast
import sys
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.passing import ELEMENT, MERGED, UNKNOWN, entries_of, hides, last_name
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flake8_foundry_logging.core.frame import Frame, Scope
    from flake8_foundry_logging.core.module import Module

__all__ = ["Store", "Stores", "is_mask", "is_masking", "receiver_name", "settled", "stores_of"]

ADDERS = frozenset(("append", "add", "appendleft", "push", "put"))
"""Methods whose arguments stay in what they are called on."""
MERGERS = frozenset(("update", "extend"))
"""Methods that put all that is in their arguments into what they are called on."""
MOST = 200
"""How many stores into one container are looked at, the latest ones."""
NEVER = sys.maxsize
"""Where what never happens stands."""
MASKS = frozenset(("redacted", "masked", "hidden", "removed", "scrubbed", "filtered", "censored", "secret"))
"""Words of a text that stands for a secret."""
MASK = ast.Constant("***")
KINDS = (ast.Assign, ast.AugAssign, ast.Delete, ast.Call, ast.Expr)
TAKERS = frozenset(("pop", "__delitem__"))


@dataclass(frozen=True, eq=False, slots=True)
class Store:
    """One thing that was put into a container, or taken out of it.

    Attributes:
        key: under which constant key; MERGED, ELEMENT or UNKNOWN where there is none.
        value: what; None where the key was taken out.
        frame: where.
    """

    key: str
    value: ast.expr | None
    frame: Frame


class _OfScope:
    """The stores in the code of one function, class or module, by what they go into."""

    def __init__(self, scope: Scope) -> None:
        self.by_name: dict[str, list[Store]] = {}
        for node, frame in scope.body.nodes(*KINDS):
            for receiver, store in _stores_of(node, frame):
                self.by_name.setdefault(receiver, []).append(store)
        for stores in self.by_name.values():
            stores.sort(key=_start)
        self.masked = {name: _first(is_masking, stores) for name, stores in self.by_name.items()}
        self.keyed = {name: _first(_has_key, stores) for name, stores in self.by_name.items()}


class Stores:
    """All stores of a file; those of a scope are looked for when somebody asks about them."""

    def __init__(self) -> None:
        self._of_scope: dict[Scope, _OfScope] = {}

    def between(self, start: int, name: str, place: Frame) -> list[Store]:
        """What the same function did of late to a container of that name (``cfg``, ``self.headers``) before a place."""
        stores = self._of(place).by_name.get(name)
        if not stores:
            return []
        end = bisect_left(stores, place.statement.start, key=_start)
        return stores[max(bisect_right(stores, start, key=_start), end - MOST) : end]

    def masks(self, name: str, place: Frame) -> bool:
        """Whether something before a place puts a mask where secrets were."""
        first = self._of(place).masked.get(name, NEVER)
        return first is not NEVER and first < place.statement.start

    def has_keys(self, name: str, place: Frame) -> bool:
        """Whether something before a place was stored under a text."""
        first = self._of(place).keyed.get(name, NEVER)
        return first is not NEVER and first < place.statement.start

    def _of(self, place: Frame) -> _OfScope:
        scope = place.scope.owner
        found = self._of_scope.get(scope)
        if found is None:
            found = self._of_scope[scope] = _OfScope(scope)
        return found


def stores_of(module: Module) -> Stores:
    """All stores of a file."""
    return module.once(_stores, module.body)


def _stores(body: Frame) -> Stores:
    return Stores()


def _first(question: Callable[[Store], bool], stores: list[Store]) -> int:
    return next((store.frame.start for store in stores if question(store)), NEVER)


def _has_key(store: Store) -> bool:
    return store.key not in (MERGED, ELEMENT, UNKNOWN) and not store.key.lstrip("-").isdigit()


def _start(store: Store) -> int:
    return store.frame.start


def is_masking(store: Store) -> bool:
    """Whether a store puts a mask under keys that vary: what a loop over the names of secrets does to a copy."""
    return store.key == UNKNOWN and is_mask(store.value)


def is_mask(value: ast.expr | None) -> bool:
    """Whether a value is a text that stands for a secret: ``"***"``, ``"<redacted>"``."""
    if not isinstance(value, ast.Constant) or not isinstance(value.value, str):
        return False
    text = value.value.casefold()
    return not text.strip("*•.xX- ") or not MASKS.isdisjoint(words(text))


def receiver_name(expression: ast.expr) -> str:
    """What a container is called: a name, or an attribute of one; empty for anything else."""
    if isinstance(expression, ast.Attribute) and isinstance(expression.value, ast.Name):
        return f"{expression.value.id}.{expression.attr}"
    return expression.id if isinstance(expression, ast.Name) else ""


def _stores_of(node: ast.AST, frame: Frame) -> Iterator[tuple[str, Store]]:
    if isinstance(node, ast.Assign):
        for target in node.targets:
            if isinstance(target, ast.Subscript) and (receiver := receiver_name(target.value)):
                yield receiver, Store(_key(target.slice), node.value, frame)
    elif isinstance(node, ast.AugAssign):
        if receiver := receiver_name(node.target):
            yield receiver, Store(MERGED, node.value, frame)
    elif isinstance(node, ast.Delete):
        for target in node.targets:
            if isinstance(target, ast.Subscript) and (receiver := receiver_name(target.value)):
                yield receiver, Store(_key(target.slice), None, frame)
    elif isinstance(node, ast.Expr):
        yield from _cleaned_by(node.value, frame)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        yield from _stores_of_call(node, node.func, frame)


def _cleaned_by(statement: ast.expr, frame: Frame) -> Iterator[tuple[str, Store]]:
    """What a statement hands to a cleaner whose result nobody wants: it puts masks into what it is given."""
    call = statement.value if isinstance(statement, ast.Await) else statement
    if isinstance(call, ast.Call) and hides(call):
        for argument in call.args:
            if receiver := receiver_name(argument):
                yield receiver, Store(UNKNOWN, MASK, frame)


def _stores_of_call(node: ast.Call, func: ast.Attribute, frame: Frame) -> Iterator[tuple[str, Store]]:
    receiver = receiver_name(func.value)
    if not receiver:
        return
    if func.attr in ADDERS:
        for argument in node.args:
            yield receiver, Store(ELEMENT, argument, frame)
    elif func.attr in MERGERS:
        for argument in node.args:
            entries = entries_of(argument)
            for key, value in entries or [(MERGED, argument)]:
                yield receiver, Store(key, value, frame)
        for keyword in node.keywords:
            yield receiver, Store(keyword.arg or MERGED, keyword.value, frame)
    elif func.attr in ("setdefault", "insert") and len(node.args) > 1:
        yield receiver, Store(_key(node.args[0]), node.args[1], frame)
    elif func.attr in TAKERS and node.args:
        yield receiver, Store(_key(node.args[0]), None, frame)


def _key(expression: ast.expr) -> str:
    if isinstance(expression, ast.Constant):
        return str(expression.value)
    return last_name(expression) if last_name(expression).isupper() else UNKNOWN


def settled(stores: list[Store], place: Frame) -> tuple[list[Store], frozenset[str]]:
    """
    What of these stores is still there at a place.

    Returns:
        the stores that nothing replaced, and the keys that were replaced or taken out on every way to the place, so
        that what the container was made with has no say about them.
    """
    active: dict[str, list[Store]] = {}
    gone: set[str] = set()
    for store in stores:
        if store.key not in (MERGED, ELEMENT, UNKNOWN) and place.only_through(store.frame):
            active[store.key] = []
            gone.add(store.key)
        if store.value is not None:
            active.setdefault(store.key, []).append(store)
    return [store for kept in active.values() for store in kept], frozenset(gone)
