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
from flake8_foundry_logging.core.passing import entries_of, key_of, last_name, parts_of, takes_item
from flake8_foundry_logging.core.stores import Stores, receiver_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from flake8_foundry_logging.core.frame import Binding, Frame, Scope
    from flake8_foundry_logging.core.module import Module

__all__ = ["Flow", "Leak", "Step", "Trail", "argument_for"]

HOPS = 6
"""How many names, attributes and calls a way may have."""
NOTHING: frozenset[str] = frozenset()


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
    """

    hops: int = HOPS
    calls: tuple[tuple[Scope, ast.Call, Frame], ...] = ()
    without: frozenset[str] = NOTHING

    def hop(self, *, calls: tuple[tuple[Scope, ast.Call, Frame], ...] | None = None) -> Trail:
        """One hop further, by default in the same function and from a container with all its keys."""
        return Trail(self.hops - 1, self.calls if calls is None else calls)


class Flow:
    """Follows values through one file.

    Args:
        module: the file.
        ask: the name by which an expression is what is looked for, all by itself, or None.
        under: the same for a value that stands under a key; by default keys say nothing.
        cleared: whether a name says that what it holds is none, whatever it was made of (``token_id``).
        whole: what is looked for is a whole container: an item of one is none.
    """

    def __init__(
        self,
        module: Module,
        ask: Callable[[ast.expr, Frame], str | None],
        *,
        under: Callable[[str, ast.expr, Frame], bool] = lambda key, value, frame: False,
        cleared: Callable[[str], bool] = lambda name: False,
        whole: bool = False,
    ) -> None:
        self._ask = ask
        self._under = under
        self._cleared = cleared
        self._whole = whole
        self._stores = module.once(_stores, module.body)
        self._bound: dict[tuple[Binding, Trail], Leak | None] = {}

    def leaks(self, expression: ast.expr | None, frame: Frame, trail: Trail = Trail()) -> Iterator[Leak]:
        """The parts of an expression that hold it, in source order."""
        pending = [expression]
        while pending:
            node = pending.pop()
            if node is None:
                continue
            name = self._ask(node, frame)
            if name is not None:
                yield Leak(node, name)
            elif entries := entries_of(node):
                for key, value in entries:
                    if key not in trail.without or not key:
                        yield from self.under(key, value, frame, trail)
            elif (found := self._through(node, frame, trail)) is not None:
                yield Leak(node, found.name, found.way)
            elif not (self._whole and takes_item(node)):
                pending.extend(reversed(list(parts_of(node))))

    def under(self, key: str, value: ast.expr, frame: Frame, trail: Trail = Trail()) -> Iterator[Leak]:
        """The same for a value that stands under a key: a field, an entry of a dict."""
        found = list(self.leaks(value, frame, trail))
        if not found and key and self._under(key, value, frame):
            found = [Leak(value, key)]
        yield from found

    # -- one hop -------------------------------------------------------------------------------------------------------

    def _through(self, node: ast.expr, frame: Frame, trail: Trail) -> Leak | None:
        """What an expression got from somewhere else in the file."""
        if not trail.hops:
            return None
        if isinstance(node, (ast.Name, ast.Attribute)):
            return self._through_name(node, frame, trail)
        if (key := key_of(node)) is not None:
            container = node.value if isinstance(node, ast.Subscript) else getattr(node, "func").value  # noqa: B009
            return self._through_key(container, key, frame, trail)
        if isinstance(node, ast.Call):
            return self._through_call(node, frame, trail)
        return None

    def _through_name(self, node: ast.Name | ast.Attribute, frame: Frame, trail: Trail) -> Leak | None:
        name = last_name(node)
        if self._cleared(name):
            return None
        bindings = frame.bindings(name) if isinstance(node, ast.Name) else frame.attribute_bindings(node)
        stores = self._stores.before(receiver_name(node), frame)
        without = trail.without | {
            store.key for store in stores if store.value is None and frame.only_through(store.frame)
        }
        for binding in bindings:
            found = self._bound_to(binding, Trail(trail.hops, trail.calls, without))
            if found is not None:
                return _passed(found, name, binding.frame)
        since = max((binding.frame.start for binding in bindings if binding.frame.scope is frame.scope), default=-1)
        for store in stores:
            if store.value is not None and store.frame.start > since and (store.key not in without or not store.key):
                found = next(self.under(store.key, store.value, store.frame, trail.hop()), None)
                if found is not None:
                    return _passed(found, name, store.frame)
        return None

    def _bound_to(self, binding: Binding, trail: Trail) -> Leak | None:
        key = (binding, trail)
        if key not in self._bound:
            self._bound[key] = None  # a name that is bound to itself holds nothing by that
            self._bound[key] = next(iter(self._sources(binding, trail)), None)
        return self._bound[key]

    def _sources(self, binding: Binding, trail: Trail) -> Iterator[Leak]:
        further = Trail(trail.hops - 1, trail.calls, trail.without)
        if binding.kind is BindingKind.PARAMETER:
            yield from self._from_call(binding, trail)
        elif binding.kind is BindingKind.LOOP:
            for item in _items_of_loop(binding):
                yield from self.leaks(item, binding.frame, further)
        elif binding.kind is BindingKind.EXCEPTION:
            for raised, frame in _raised(binding):
                for argument in (*raised.args, *(keyword.value for keyword in raised.keywords)):
                    yield from self.leaks(argument, frame, further)
        elif binding.kind in (BindingKind.ASSIGNMENT, BindingKind.CONTEXT):
            yield from self.leaks(binding.value, binding.frame, further)

    def _from_call(self, binding: Binding, trail: Trail) -> Iterator[Leak]:
        """A parameter of a function into which the search went through a call: what that call gives it."""
        if not trail.calls:
            return
        scope, call, frame = trail.calls[-1]
        if binding.frame.scope is scope:
            argument = argument_for(call, scope.node, binding.name)
            yield from self.leaks(argument, frame, trail.hop(calls=trail.calls[:-1]))

    def _through_key(self, container: ast.expr, key: str, frame: Frame, trail: Trail) -> Leak | None:
        """One item of a container: what was put there under that key, not what stands beside it."""
        if not isinstance(container, (ast.Name, ast.Attribute)) or self._cleared(key):
            return None
        for store in reversed(self._stores.before(receiver_name(container), frame)):
            if store.key == key and store.value is not None:
                return next(self.leaks(store.value, store.frame, trail.hop()), None)
        bindings = (
            frame.bindings(container.id) if isinstance(container, ast.Name) else frame.attribute_bindings(container)
        )
        for binding in bindings:
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


def _stores(body: Frame) -> Stores:
    return Stores(body.module)


def _passed(found: Leak, name: str, frame: Frame) -> Leak:
    line = getattr(frame.statement.node, "lineno", 0)
    return Leak(found.node, found.name, (Step(name, line), *found.way))


def _items_of_loop(binding: Binding) -> Iterable[ast.expr | None]:
    """What the target of a loop takes of the iterable: of ``for key, value in d.items()`` the key is none of it."""
    loop = binding.frame.node
    generators = getattr(loop, "generators", None) or [loop]
    for generator in generators:
        target, iterable = generator.target, generator.iter
        if target is binding.node:
            return [None] if isinstance(iterable, ast.Dict) else [iterable]
        if isinstance(target, ast.Tuple) and binding.node in target.elts and isinstance(iterable, ast.Call):
            position, called = target.elts.index(binding.node), last_name(iterable.func)
            if called == "items" and isinstance(iterable.func, ast.Attribute):
                return [iterable.func.value] if position else []
            if called == "enumerate":
                return iterable.args[:1] if position else []
            if called == "zip":
                return iterable.args[position : position + 1]
    return []


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


def argument_for(call: ast.Call, function: ast.AST, name: str) -> ast.expr | None:
    """What a call gives a parameter of the function it calls; None where that does not show."""
    for keyword in call.keywords:
        if keyword.arg == name:
            return keyword.value
    if not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return None
    names = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
    if isinstance(call.func, ast.Attribute) and names[:1] in (["self"], ["cls"]):
        names = names[1:]
    if name not in names or any(isinstance(argument, ast.Starred) for argument in call.args):
        return None
    position = names.index(name)
    return call.args[position] if position < len(call.args) else None
