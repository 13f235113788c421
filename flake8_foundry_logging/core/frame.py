"""Where a node stands: the statements around it, its scope, its loop and handler, and what its names are bound to."""

from __future__ import annotations

import ast
import builtins
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.module import Module

__all__ = ["Binding", "BindingKind", "Frame", "FunctionNode", "Scope"]

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef
ScopeNode = ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda | ast.expr
BUILTINS = frozenset(dir(builtins))
CHAIN_LIMIT = 8
"""How many assignments a name is followed through; real code has one or two, a cycle has no end."""


class BindingKind(Enum):
    """What bound a name."""

    IMPORT = "import"
    ASSIGNMENT = "assignment"
    FUNCTION = "function"
    CLASS = "class"
    PARAMETER = "parameter"
    LOOP = "loop"
    CONTEXT = "context"
    EXCEPTION = "exception"
    DELETION = "deletion"
    OTHER = "other"


@dataclass(eq=False, slots=True)  # not frozen: that would triple the time to make one, and a file has thousands
class Binding:
    """One place that binds a name; it never changes.

    Attributes:
        name: the name, or the attribute's for ``self.x = ...``.
        kind: what bound it.
        node: the binding node: target, import statement, definition, argument or handler.
        frame: the frame of the binding statement.
        value: what it is bound to, where that is an expression (element by element for tuples; the context manager's
            expression for CONTEXT, the iterable for LOOP).
        annotation: the declared type, if any.
        origin: for imports, the dotted name that was imported (``logging.getLogger``; relative ones start with dots).
    """

    name: str
    kind: BindingKind
    node: ast.AST
    frame: Frame
    value: ast.expr | None = None
    annotation: ast.expr | None = None
    origin: str | None = None


class Scope:
    """A namespace: module, class, function, lambda or comprehension.

    Attributes:
        node: the node that opens it.
        parent: the scope around it; None for a module.
        body: the frame its statements hang on.
        bindings: name -> its bindings in source order.
        attributes: of a class: attribute -> what ``self.x`` and ``cls.x`` are bound to in its methods.
    """

    __slots__ = ("attributes", "bindings", "body", "node", "parent")

    def __init__(self, node: ast.AST, parent: Scope | None) -> None:
        self.node = node
        self.parent = parent
        self.body: Frame
        self.bindings: dict[str, list[Binding]] = {}
        self.attributes: dict[str, list[Binding]] = {}

    @property
    def owner(self) -> Scope:
        """The nearest scope that is no comprehension: where a walrus binds and a statement stands."""
        scope = self
        while isinstance(scope.node, COMPREHENSIONS) and scope.parent is not None:
            scope = scope.parent
        return scope

    @property
    def function(self) -> FunctionNode | None:
        """The nearest function definition around; None at module and class level and in a module-level lambda."""
        scope: Scope | None = self
        while scope is not None and not isinstance(scope.node, ast.ClassDef):
            if isinstance(scope.node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                return scope.node
            scope = scope.parent
        return None

    @property
    def enclosing_class(self) -> Scope | None:
        """The nearest class scope around, looking through methods and their closures."""
        scope: Scope | None = self
        while scope is not None and not isinstance(scope.node, ast.ClassDef):
            scope = scope.parent
        return scope

    def first_parameter(self) -> str | None:
        """The name of the first parameter of a method (``self``, ``cls``); None where this is no method."""
        node = self.node
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and self.parent is not None:
            arguments = node.args.posonlyargs + node.args.args
            if arguments and isinstance(self.parent.node, ast.ClassDef):
                return arguments[0].arg
        return None


COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class Frame:
    """The place of a statement, or of an expression that delays or conditions what is in it.

    Every statement has a frame of its own; so do handlers, match cases, function and class bodies, lambdas,
    comprehensions, ``and``/``or`` and conditional expressions. All other expressions share the frame of the one
    around them.

    Attributes:
        node: what the frame stands for. The frame of a function's body has the function as node and ``part`` "body";
            the function's statement (decorators, defaults) has a frame of its own around it.
        part: the field of the parent's node in which this node stands: body, orelse, handlers, finalbody, cases,
            test ...
        parent: the frame around it; None for the module.
        scope: where its names are looked up.
        loop: the frame of the innermost ``for``/``while`` of the same function whose body this stands in.
        handler: the frame of the innermost ``except`` of the same function whose body this stands in.
        module: the file.
        start, end: the stretch of ``module.nodes`` that is this node and all below it.
    """

    __slots__ = ("end", "handler", "loop", "module", "node", "parent", "part", "scope", "start")

    def __init__(
        self,
        module: Module,
        node: ast.AST,
        part: str,
        parent: Frame | None,
        scope: Scope,
        loop: Frame | None,
        handler: Frame | None,
    ) -> None:
        self.module = module
        self.node = node
        self.part = part
        self.parent = parent
        self.scope = scope
        self.loop = loop
        self.handler = handler
        self.start = 0
        self.end = 0

    def __repr__(self) -> str:
        return f"<Frame {type(self.node).__name__} line {getattr(self.node, 'lineno', 0)} {self.part}>"

    # -- around ------------------------------------------------------------------------------------------------------

    @property
    def function(self) -> FunctionNode | None:
        """The function definition around this place, if any."""
        return self.scope.function

    def outward(self) -> Iterator[Frame]:
        """This frame and all around it, innermost first, the module's last."""
        frame: Frame | None = self
        while frame is not None:
            yield frame
            frame = frame.parent

    def outward_in_function(self) -> Iterator[Frame]:
        """The same up to and with the body of the function, lambda or class that this place runs in."""
        for frame in self.outward():
            yield frame
            if frame.is_body:
                return

    @property
    def is_body(self) -> bool:
        """Whether this is the frame that the code of a scope hangs on (a comprehension is no scope of its own here)."""
        return self.scope.body is self and not isinstance(self.node, COMPREHENSIONS)

    @property
    def statement(self) -> Frame:
        """The frame of the statement this place belongs to."""
        for frame in self.outward():
            if isinstance(frame.node, (ast.stmt, ast.Module)):
                return frame
        raise AssertionError("a frame hangs on no module")

    @property
    def block(self) -> list[ast.stmt]:
        """The statements among which this place's statement stands."""
        statement = self.statement
        parent = statement.parent
        block = getattr(parent.node, statement.part, None) if parent is not None else None
        return block if isinstance(block, list) else []

    def following(self) -> list[ast.stmt]:
        """The statements behind this place's own in its block."""
        block, node = self.block, self.statement.node
        for index, statement in enumerate(block):
            if statement is node:
                return block[index + 1 :]
        return []

    def within(self, other: Frame) -> bool:
        """Whether this place is ``other`` or lies below it."""
        return other.start <= self.start and self.end <= other.end

    # -- below -------------------------------------------------------------------------------------------------------

    def nodes(self, *kinds: type[ast.AST], nested: bool = False) -> Iterator[tuple[ast.AST, Frame]]:
        """The nodes of these kinds at and below this place, in source order within a kind, each with its frame.

        Names, constants and operators are not part of the walk and never come.

        Args:
            kinds: exact node classes.
            nested: also what stands in nested functions, lambdas and classes, which runs at another time.
        """
        module = self.module
        owner = self.scope.owner
        for index in module.indices(kinds, self.start, self.end):
            frame = module.frames[index]
            if nested or frame.scope.owner is owner:
                yield module.nodes[index], frame

    # -- names -------------------------------------------------------------------------------------------------------

    def bindings(self, name: str) -> tuple[Binding, ...]:
        """What ``name`` may be bound to when this place runs, latest first; empty for builtins and unknown names.

        In the own scope only what stands before this place counts (all, if nothing does: a loop may bring it round); in
        outer scopes everything counts, for they are complete when a function runs. The search stops at a binding
        that is unconditional.
        """
        scope: Scope | None = self.scope
        own = True
        while scope is not None:
            found = scope.bindings.get(name)
            if found and (own or not isinstance(scope.node, ast.ClassDef)):
                return self._reaching(found) if own else _unconditional(found, scope.body)
            own = own and isinstance(scope.node, COMPREHENSIONS)
            scope = scope.parent
        return ()

    def _reaching(self, found: list[Binding]) -> tuple[Binding, ...]:
        reaching: list[Binding] = []
        start = self.statement.start
        for binding in reversed(found):
            if binding.frame.start < start or binding.kind is BindingKind.PARAMETER or self._opens(binding):
                reaching.append(binding)
                if self.only_through(binding.frame):
                    break
        return tuple(reaching) or tuple(reversed(found))

    def _opens(self, binding: Binding) -> bool:
        """Whether a walrus, a comprehension or a lambda of the same statement binds it."""
        return binding.frame.node is not self.statement.node and binding.frame.within(self.statement)

    def only_through(self, other: Frame) -> bool:
        """Whether this place can only be reached through ``other``."""
        if isinstance(other.node, (ast.ExceptHandler, *COMPREHENSIONS)) or other.is_body:
            return self.within(other)
        anchor = _through_with(other)
        return any(frame.parent is anchor.parent and frame.part == anchor.part for frame in self.outward())

    def origins(self, expression: ast.expr) -> frozenset[str | None]:
        """The dotted names that an expression may stand for; None among them where it may be something local or
        unknown.

        ``origins(sys.stdout)`` is {"sys.stdout"}, however imported and through plain aliases; an unbound builtin is
        "builtins.print".
        """
        return frozenset(self._origins(expression, CHAIN_LIMIT))

    def origin(self, expression: ast.expr) -> str | None:
        """The one dotted name that an expression stands for, or None."""
        origins = self.origins(expression)
        return next(iter(origins)) if len(origins) == 1 else None

    def _origins(self, expression: ast.expr, depth: int) -> Iterator[str | None]:
        if isinstance(expression, ast.Attribute):
            tail = []
            inner: ast.expr = expression
            while isinstance(inner, ast.Attribute):
                tail.append(inner.attr)
                inner = inner.value
            suffix = "." + ".".join(reversed(tail))
            for origin in self._origins(inner, depth) if isinstance(inner, ast.Name) else (None,):
                yield origin and origin + suffix
            return
        if not isinstance(expression, ast.Name):
            yield None
            return
        bindings = self.bindings(expression.id)
        if not bindings:
            yield f"builtins.{expression.id}" if expression.id in BUILTINS else None
            return
        for binding in bindings:
            if binding.kind is BindingKind.IMPORT:
                yield binding.origin
            elif binding.kind is BindingKind.ASSIGNMENT and binding.value is not None and depth:
                yield from binding.frame._origins(binding.value, depth - 1)
            else:
                yield None
        if not any(self._certain(binding) for binding in bindings) and expression.id in BUILTINS:
            yield f"builtins.{expression.id}"

    def _certain(self, binding: Binding) -> bool:
        return binding.kind is BindingKind.PARAMETER or (
            self.only_through(binding.frame)
            if binding.frame.scope.owner is self.scope.owner
            else _through_with(binding.frame).parent is binding.frame.scope.owner.body
        )

    def attribute_bindings(self, attribute: ast.Attribute) -> tuple[Binding, ...]:
        """What ``self.x``, ``cls.x`` or ``ClassName.x`` may be bound to, by the class and its bases in this file."""
        if not isinstance(attribute.value, ast.Name):
            return ()
        owner = self._class_of(attribute.value.id)
        seen: set[Scope] = set()
        pending = [owner] if owner is not None else []
        found: list[Binding] = []
        while pending:
            scope = pending.pop()
            if scope in seen:
                continue
            seen.add(scope)
            found += scope.attributes.get(attribute.attr, ())
            found += scope.bindings.get(attribute.attr, ())
            if isinstance(scope.node, ast.ClassDef):
                pending += [base for name in scope.node.bases if (base := self.module.class_named(name)) is not None]
        return tuple(found)

    def _class_of(self, name: str) -> Scope | None:
        scope: Scope | None = self.scope
        while scope is not None:
            if scope.first_parameter() == name:
                return scope.parent
            scope = scope.parent
        for binding in self.bindings(name):
            if isinstance(binding.node, ast.ClassDef):
                return self.module.scope_of(binding.node)
        return None

    def local_function(self, expression: ast.expr) -> Scope | None:
        """The scope of the function of this file that a callee (``helper``, ``self.helper``) names, if it is clear."""
        if isinstance(expression, ast.Name):
            bindings = self.bindings(expression.id)
        elif isinstance(expression, ast.Attribute):
            bindings = self.attribute_bindings(expression)
        else:
            return None
        nodes = [binding.node for binding in bindings]
        if len(nodes) == 1 and isinstance(nodes[0], (ast.FunctionDef, ast.AsyncFunctionDef)):
            return self.module.scope_of(nodes[0])
        return None


def _through_with(frame: Frame) -> Frame:
    """The outermost frame that a block of ``with`` statements around this one runs as a whole."""
    while frame.parent is not None and isinstance(frame.parent.node, (ast.With, ast.AsyncWith)):
        frame = frame.parent
    return frame


def _unconditional(found: list[Binding], body: Frame) -> tuple[Binding, ...]:
    """The bindings from the last one back to the one that always runs."""
    reaching: list[Binding] = []
    for binding in reversed(found):
        reaching.append(binding)
        if _through_with(binding.frame).parent is body:
            break
    return tuple(reaching)
