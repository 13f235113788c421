"""
How a value gets from where it comes from to where it is used, inside one file.

The question is asked backwards, from the use: which parts of this expression may hold a secret, and by which way did it
come? Names lead to what binds them, attributes to what the class assigns, calls of functions of this file to what they
return, exceptions to what was raised with them. Nothing is followed that no use asks for, each binding is followed
once, and every way has an end: so a file costs what its uses cost.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.frame import BindingKind
from flake8_foundry_logging.core.local_calls import argument_for
from flake8_foundry_logging.core.passing import (
    ELEMENT,
    MERGED,
    UNKNOWN,
    Taken,
    entries_of,
    items_of_loop,
    key_of,
    last_name,
    taken_of,
    takes_item,
)
from flake8_foundry_logging.core.reaching import begins, is_mapping, reaching
from flake8_foundry_logging.core.stores import is_mask, is_masking, receiver_name, settled, stores_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flake8_foundry_logging.core.frame import Binding, Frame, Scope
    from flake8_foundry_logging.core.module import Module
    from flake8_foundry_logging.core.stores import Store

__all__ = ["Flow", "Leak", "Step", "Trail"]

HOPS = 6
"""How many names, attributes and calls a way may have."""
EFFORT = 300
"""How many hops the search for one part of an expression may take in all: a bound for code that was made to branch."""
NOTHING: frozenset[str] = frozenset()
PARAMETER = BindingKind.PARAMETER
LEADING = frozenset((PARAMETER, BindingKind.LOOP, BindingKind.EXCEPTION, BindingKind.ASSIGNMENT, BindingKind.CONTEXT))
"""The ways to bind a name that lead to where its value comes from."""


@dataclass(frozen=True, slots=True)
class Step:
    """A name that passes a value on.

    Attributes:
        name: the variable, attribute or function.
        line: where it got the value, from 1.
    """

    name: str
    line: int


@dataclass(frozen=True, slots=True)
class Leak:
    """A part of an expression that holds what was asked for.

    Attributes:
        node: the part, in the expression that was asked about.
        name: what it is: the name, attribute or key that says so where it comes from.
        way: what passed it on, the nearest first.
    """

    node: ast.expr
    name: str
    way: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Trail:
    """Where a search stands.

    Attributes:
        hops: how many more it may take.
        calls: the calls through which it went into functions of this file, innermost last.
        without: keys that were taken out of the container which is being looked at.
        taken: what of the container is wanted.
    """

    hops: int = HOPS
    calls: tuple[tuple[Scope, ast.Call, Frame], ...] = ()
    without: frozenset[str] = NOTHING
    taken: Taken = Taken.ALL

    def hop(self, *, calls: tuple[tuple[Scope, ast.Call, Frame], ...] | None = None) -> Trail:
        """One hop further, by default in the same function and from a container with all its keys."""
        return Trail(self.hops - 1, self.calls if calls is None else calls, taken=self.taken)

    def take(self, taken: Taken) -> Trail:
        """The same place, where something else of the container is wanted."""
        return self if taken is self.taken else Trail(self.hops, self.calls, self.without, taken)

    def wants(self, key: str) -> bool:
        """Whether what stands under a key is part of what is wanted."""
        if key in self.without and key != MERGED:
            return False
        if self.taken is Taken.NAMES:
            return key in (MERGED, ELEMENT)
        return self.taken is Taken.ALL or key in (MERGED, ELEMENT, UNKNOWN)


class Flow:
    """Follows values through one file.

    Args:
        module: the file.
        ask: the name by which an expression is what is looked for, all by itself, or None.
        under: the same for a value that stands under a key; by default keys say nothing.
        cleared: whether a name says that what it holds is none, whatever it was made of (``token_id``).
        ends: whether a value of this source is none any more under a name (a random text under ``request_id``).
        whole: what is looked for is a whole container: neither an item nor the names in it are one.
        freed: for whole containers: whether one without this key is harmless.
        stops: whether an expression lets nothing through.
        opaque: whether a variable is an object that shows nothing of what it holds.
        absent: whether a place is reached only where a name or attribute holds nothing.
    """

    def __init__(
        self,
        module: Module,
        ask: Callable[[ast.expr, Frame], str | None],
        *,
        under: Callable[[str, ast.expr, Frame], bool] = lambda key, value, frame: False,
        cleared: Callable[[str], bool] = lambda name: False,
        ends: Callable[[str, str], bool] = lambda source, name: False,
        whole: bool = False,
        freed: Callable[[str], bool] = lambda key: False,
        stops: Callable[[ast.expr], bool] = lambda node: False,
        opaque: Callable[[str, Frame], bool] = lambda name, frame: False,
        absent: Callable[[ast.expr, Frame], bool] = lambda node, frame: False,
    ) -> None:
        self._ask = ask
        self._under = under
        self._cleared = cleared
        self._ends = ends
        self._whole = whole
        self._freed = freed
        self._stops = stops
        self._opaque = opaque
        self._absent = absent
        self._stores = stores_of(module)
        self._bound: dict[tuple[Binding | Store, Trail], Leak | None] = {}
        self._effort = EFFORT

    def leaks(self, expression: ast.expr | None, frame: Frame, trail: Trail = Trail()) -> Iterator[Leak]:
        """The parts of an expression that hold it, in source order."""
        pending = [(expression, frame, trail)]
        while pending:
            node, frame, trail = pending.pop()
            if node is None or node.__class__ is ast.Constant or self._stops(node):
                continue
            if trail.hops == HOPS:
                self._effort = EFFORT
            if trail.taken is Taken.NAMES and (is_mapping(node, frame) or self._has_keys(node, frame)):
                continue
            name = None if self._whole and trail.taken is not Taken.ALL else self._ask(node, frame)
            if name is not None:
                if not (self._whole and self._is_freed(node, frame)):
                    yield Leak(node, name)
            elif entries := entries_of(node):
                yield from self._of_entries(entries, frame, trail)
            elif (found := self._through(node, frame, trail)) is not None:
                yield Leak(node, found.name, found.way)
            elif not (self._whole and takes_item(node)):
                inside = _inside(node, frame)
                pending.extend((part, inside, trail.take(of)) for part, of in reversed(taken_of(node, trail.taken)))

    def under(self, key: str, value: ast.expr, frame: Frame, trail: Trail = Trail()) -> Iterator[Leak]:
        """The same for a value that stands under a key: a field, an entry of a dict."""
        found = [leak for leak in self.leaks(value, frame, trail) if not self._ends(leak.name, key)]
        if not found and key and self._under(key, value, frame):
            found = [Leak(value, key)]
        yield from found

    def _of_entries(self, entries: list[tuple[str, ast.expr]], frame: Frame, trail: Trail) -> Iterator[Leak]:
        """The entries of a display; a later key replaces what an unpacked dict had under it."""
        for position, (key, value) in enumerate(entries):
            if key == MERGED:
                later = frozenset(name for name, _ in entries[position + 1 :])
                if self._whole and any(map(self._freed, later)):
                    continue
                yield from self.leaks(value, frame, Trail(trail.hops, trail.calls, trail.without | later, trail.taken))
            elif trail.wants(key):
                yield from self.under(key, value, frame, Trail(trail.hops, trail.calls))

    # -- one hop -------------------------------------------------------------------------------------------------------

    def _through(self, node: ast.expr, frame: Frame, trail: Trail) -> Leak | None:
        """What an expression got from somewhere else in the file."""
        if not trail.hops or not self._effort:
            return None
        self._effort -= 1
        if isinstance(node, (ast.Name, ast.Attribute)):
            return self._through_name(node, frame, trail)
        if (key := key_of(node)) is not None:
            container = node.value if isinstance(node, ast.Subscript) else getattr(node, "func").value  # noqa: B009
            return self._through_key(container, key, frame, trail.take(Taken.ALL))
        if isinstance(node, ast.Call):
            return self._through_call(node, frame, trail)
        return None

    def _through_name(self, node: ast.Name | ast.Attribute, frame: Frame, trail: Trail) -> Leak | None:
        name = last_name(node)
        if self._cleared(name):
            return None
        bindings = _bindings(node, frame)
        found = self._held_by(node, name, bindings, frame, trail)
        if found is None or self._absent(node, frame) or _is_masked_item(bindings):
            return None
        caught = any(binding.kind is BindingKind.EXCEPTION for binding in bindings)
        return None if isinstance(node, ast.Name) and not caught and self._opaque(name, frame) else found

    def _held_by(
        self, node: ast.expr, name: str, bindings: tuple[Binding, ...], frame: Frame, trail: Trail
    ) -> Leak | None:
        """What a name was bound to or got put into it; nothing where it was masked."""
        active, gone = self._stores_since(node, bindings, frame)
        if self._whole and any(map(self._freed, gone)):
            return None
        if any(is_masking(store) for store in active):
            return None
        inside = Trail(trail.hops, trail.calls, trail.without | gone, trail.taken) if gone else trail
        for binding in bindings:
            if binding.kind not in LEADING or (binding.value is None and binding.kind is PARAMETER and not trail.calls):
                continue
            found = self._bound_to(binding, inside)
            if found is not None and not self._ends(found.name, name):
                return _passed(found, name, binding.frame)
        for store in active:
            if trail.wants(store.key):
                found = self._stored_in(store, trail.hop() if store.key == MERGED else trail.hop().take(Taken.ALL))
                if found is not None and not self._ends(found.name, name):
                    return _passed(found, name, store.frame)
        return None

    def _stored_in(self, store: Store, trail: Trail) -> Leak | None:
        key: tuple[Binding | Store, Trail] = (store, trail)
        if key not in self._bound:
            self._bound[key] = None  # a container that is put into itself holds nothing by that
            assert store.value is not None
            found = next(self.under(store.key, store.value, store.frame, trail), None)
            self._keep(key, found)
        return self._bound.get(key)

    def _keep(self, key: tuple[Binding | Store, Trail], found: Leak | None) -> None:
        """Keep an answer, unless it is none for want of effort."""
        if found is None and not self._effort:
            del self._bound[key]
        else:
            self._bound[key] = found

    def _stores_since(
        self, node: ast.expr, bindings: tuple[Binding, ...], frame: Frame
    ) -> tuple[list[Store], frozenset[str]]:
        """What was put into a container since it was made and is still there, and the keys that it lost or got anew."""
        since = max((begins(binding) for binding in bindings if binding.frame.scope is frame.scope), default=-1)
        return settled(self._stores.between(since, receiver_name(node), frame), frame)

    def _has_keys(self, node: ast.expr, frame: Frame) -> bool:
        """Whether something was stored in a container under a text, so that iterating over it gives keys."""
        return self._stores.has_keys(receiver_name(node), frame)

    def _is_freed(self, node: ast.expr, frame: Frame) -> bool:
        if not isinstance(node, (ast.Name, ast.Attribute)):
            return False
        return any(map(self._freed, self._stores_since(node, _bindings(node, frame), frame)[1]))

    def _bound_to(self, binding: Binding, trail: Trail) -> Leak | None:
        key: tuple[Binding | Store, Trail] = (binding, trail)
        if key not in self._bound:
            self._bound[key] = None  # a name that is bound to itself holds nothing by that
            self._keep(key, next(iter(self._sources(binding, trail)), None))
        return self._bound.get(key)

    def _sources(self, binding: Binding, trail: Trail) -> Iterator[Leak]:
        further = Trail(trail.hops - 1, trail.calls, trail.without, trail.taken)
        if binding.kind is BindingKind.PARAMETER:
            yield from self._from_call(binding, trail)
        elif binding.kind is BindingKind.LOOP:
            for item, taken in items_of_loop(binding):
                yield from self.leaks(item, binding.frame, further.take(taken))
        elif binding.kind is BindingKind.EXCEPTION:
            for raised, frame in _raised(binding):
                for argument in (*raised.args, *(keyword.value for keyword in raised.keywords)):
                    yield from self.leaks(argument, frame, further)
        elif binding.kind in (BindingKind.ASSIGNMENT, BindingKind.CONTEXT):
            yield from self.leaks(binding.value, binding.frame, further)

    def _from_call(self, binding: Binding, trail: Trail) -> Iterator[Leak]:
        """A parameter of a function into which the search went through a call: what that call gives it."""
        argument = None
        if trail.calls:
            scope, call, frame = trail.calls[-1]
            if binding.frame.scope is scope:
                argument = argument_for(call, scope.node, binding.name)
                yield from self.leaks(argument, frame, trail.hop(calls=trail.calls[:-1]))
        outside = binding.frame.parent
        if argument is None and binding.value is not None and outside is not None:
            yield from self.leaks(binding.value, outside, trail.hop())

    def _through_key(self, container: ast.expr, key: str, frame: Frame, trail: Trail) -> Leak | None:
        """One item of a container: what was put there under that key, not what stands beside it."""
        if not isinstance(container, (ast.Name, ast.Attribute)) or self._cleared(key):
            return None
        bindings = _bindings(container, frame)
        active, gone = self._stores_since(container, bindings, frame)
        for store in active:
            if store.key == key and (found := next(self.leaks(store.value, store.frame, trail.hop()), None)):
                return found
        for binding in bindings if key not in gone else ():
            if binding.kind is BindingKind.ASSIGNMENT and binding.value is not None:
                for entry, value in entries_of(binding.value):
                    if entry == key and (found := next(self.leaks(value, binding.frame, trail.hop()), None)):
                        return _passed(found, last_name(container), binding.frame)
        return None

    def _through_call(self, node: ast.Call, frame: Frame, trail: Trail) -> Leak | None:
        """What a function of this file returns."""
        scope = frame.local_function(node.func)
        if scope is None or any(scope is known for known, _, _ in trail.calls):
            return None
        inside = trail.hop(calls=(*trail.calls, (scope, node, frame)))
        for returned, place in scope.body.nodes(ast.Return):
            assert isinstance(returned, ast.Return)
            found = next(self.leaks(returned.value, place, inside), None)
            if found is not None:
                return _passed(found, f"{last_name(node.func)}()", place)
        return None


def _bindings(node: ast.Name | ast.Attribute, frame: Frame) -> tuple[Binding, ...]:
    return reaching(node.id, frame) if isinstance(node, ast.Name) else frame.attribute_bindings(node)


def _is_masked_item(bindings: tuple[Binding, ...]) -> bool:
    """Whether a variable of a loop is replaced by a mask on some turns: who does that knows which ones are secrets."""
    return any(binding.kind is BindingKind.LOOP for binding in bindings) and any(
        binding.kind is BindingKind.ASSIGNMENT and is_mask(binding.value) for binding in bindings
    )


def _inside(node: ast.expr, frame: Frame) -> Frame:
    """Where the parts of an expression stand: those of a comprehension or a lambda in a scope of their own."""
    scope = frame.module.scope_of(node)
    return frame if scope is None else scope.body


def _passed(found: Leak, name: str, frame: Frame) -> Leak:
    line = getattr(frame.statement.node, "lineno", 0)
    return Leak(found.node, found.name, (Step(name, line), *found.way))


def _raised(binding: Binding) -> Iterator[tuple[ast.Call, Frame]]:
    """The exceptions that are made in the ``try`` whose handler gives this one its name, if it may be one of them."""
    handler, parent = binding.node, binding.frame.parent
    assert isinstance(handler, ast.ExceptHandler)
    if parent is None:
        return
    caught = (
        {last_name(node) for node in ast.walk(handler.type) if isinstance(node, ast.expr)} if handler.type else {""}
    )
    broad = not caught.isdisjoint(("", "Exception", "BaseException"))
    for node, frame in parent.nodes(ast.Raise):
        made = node.exc if isinstance(node, ast.Raise) else None
        if isinstance(made, ast.Call) and _in_body(frame, parent) and (broad or last_name(made.func) in caught):
            yield made, frame


def _in_body(place: Frame, statement: Frame) -> bool:
    return any(frame.parent is statement and frame.part == "body" for frame in place.outward())
