"""The walk over a file: every node once, in source order, each with its frame; names are bound on the way."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from flake8_foundry_logging.core.binder import Binder
from flake8_foundry_logging.core.frame import COMPREHENSIONS, BindingKind, Frame, FunctionNode, Scope

if TYPE_CHECKING:
    from flake8_foundry_logging.core.module import Module

__all__ = ["SILENT", "Walk"]

SILENT: frozenset[type] = frozenset(
    [ast.Name, ast.Constant, ast.Load, ast.Store, ast.Del, ast.And, ast.Or, ast.alias]
    + [kind for family in (ast.operator, ast.unaryop, ast.cmpop) for kind in family.__subclasses__()]
)
"""Nodes that the walk passes over: a good half of all, and nothing is below them."""

OPERATORS = ("ctx", "op", "ops")
PLAIN = (
    "arg",
    "asname",
    "attr",
    "conversion",
    "id",
    "is_async",
    "kind",
    "kwd_attrs",
    "level",
    "module",
    "name",
    "names",
)
NODELESS = frozenset((*OPERATORS, *PLAIN, "rest", "simple", "type_comment", "type_ignores", "type_params"))
"""Fields that hold no node, or none that anybody asks for."""

FIELDS: dict[type[ast.AST], tuple[str, ...]] = {
    kind: tuple(reversed([name for name in kind._fields if name not in NODELESS]))
    for kind in vars(ast).values()
    if isinstance(kind, type) and issubclass(kind, ast.AST) and kind not in SILENT
}
"""Node class -> the fields that may hold nodes, last first: pushed in this order, they are popped in source order."""

FRAMED = frozenset((ast.Lambda, ast.IfExp, ast.BoolOp, *COMPREHENSIONS))


class _Mark(ast.AST):
    """A place in the stack where a frame's stretch of the walk begins or ends."""


ENTER, LEAVE = _Mark(), _Mark()


class Walk(Binder):
    """Fills a module, iteratively: an 800-term sum or a 500-branch ``elif`` needs no deeper stack than a line."""

    def __init__(self, module: Module) -> None:
        super().__init__()
        self.module = module
        self.stack: list[tuple[ast.AST, Frame]] = []

    def run(self, tree: ast.Module) -> Frame:
        """Walk a tree; returns the module's own frame.

        This loop is most of what a file costs. So what ``push`` does stands in it a second time, without the calls, for
        the nodes that are pushed as they are.
        """
        module = self.module
        root = self.open_scope(tree, None, None)
        stack = self.stack
        pop, push = stack.pop, stack.append
        places = module.places
        add_node, add_frame = module.nodes.append, module.frames.append
        structural = {kind: getattr(self, name) for kind, name in STRUCTURAL.items()}
        index = 0
        push((tree, root))
        while stack:
            node, frame = pop()
            kind = node.__class__
            if kind is _Mark:
                if node is ENTER:
                    frame.start = index
                else:
                    frame.end = index
                continue
            add_node(node)
            add_frame(frame)
            if kind in places:
                places[kind].append(index)
            else:
                places[kind] = [index]
            if frame.node is node:
                frame.start = index
                push((LEAVE, frame))
            index += 1
            if kind in structural:
                structural[kind](node, frame)
                continue
            for name in FIELDS[kind]:
                value = getattr(node, name)
                if value.__class__ is list:
                    for child in reversed(value):
                        self.push_node(child, name, frame)
                elif value.__class__ in FIELDS:
                    if value.__class__ in FRAMED:
                        push((value, Frame(module, value, name, frame, frame.scope, frame.loop, frame.handler)))
                    else:
                        push((value, frame))
        return root

    # -- pushing: last first, so that the walk comes in source order ---------------------------------------------------

    def push(self, node: ast.AST, fields: tuple[str, ...], frame: Frame) -> None:
        for name in fields:
            value = getattr(node, name)
            if value.__class__ is list:
                for child in reversed(value):
                    self.push_node(child, name, frame)
            else:
                self.push_node(value, name, frame)

    def push_node(self, child: Any, part: str, frame: Frame) -> None:
        """A node, if it is one that the walk looks at."""
        kind = child.__class__
        if kind in FIELDS:
            if kind in FRAMED:
                frame = Frame(self.module, child, part, frame, frame.scope, frame.loop, frame.handler)
            self.stack.append((child, frame))

    def push_block(
        self,
        block: list[ast.stmt],
        part: str,
        parent: Frame,
        *,
        loop: Frame | None = None,
        handler: Frame | None = None,
    ) -> None:
        module, stack, scope = self.module, self.stack, parent.scope
        loop = loop or parent.loop
        handler = handler or parent.handler
        for statement in reversed(block):
            stack.append((statement, Frame(module, statement, part, parent, scope, loop, handler)))

    def push_branches(self, branches: list[Any], part: str, parent: Frame) -> None:
        """Handlers or match cases: each has a frame between the statement's and those of its body."""
        for branch in reversed(branches):
            self.stack.append(
                (branch, Frame(self.module, branch, part, parent, parent.scope, parent.loop, parent.handler))
            )

    def open_scope(self, node: ast.AST, parent: Frame | None, outer: Scope | None) -> Frame:
        scope = Scope(node, outer)
        scope.body = Frame(self.module, node, "body", parent, scope, None, None)
        self.register(scope)
        return scope.body

    def register(self, scope: Scope) -> None:
        self.module.scopes.append(scope)
        self.module.scope_by_node[scope.node] = scope

    # -- definitions ---------------------------------------------------------------------------------------------------

    def visit_function(self, node: FunctionNode, frame: Frame) -> None:
        self.bind(node.name, BindingKind.FUNCTION, node, frame)
        body = self.open_body(node, frame)
        self.bind_arguments(node.args, body)
        self.push(node, ("returns",), frame)
        self.push_parameters(node.args, frame)
        self.push(node, ("decorator_list",), frame)

    def visit_class(self, node: ast.ClassDef, frame: Frame) -> None:
        self.bind(node.name, BindingKind.CLASS, node, frame)
        self.open_body(node, frame)
        for keyword in reversed(node.keywords):
            self.push_node(keyword.value, "keywords", frame)
        self.push(node, ("bases", "decorator_list"), frame)

    def open_body(self, node: FunctionNode | ast.ClassDef, frame: Frame) -> Frame:
        """The body, walked after decorators and defaults, with a stretch of its own."""
        body = self.open_scope(node, frame, frame.scope)
        self.stack.append((LEAVE, body))
        self.push_block(node.body, "body", body)
        self.stack.append((ENTER, body))
        return body

    def push_parameters(self, arguments: ast.arguments, frame: Frame) -> None:
        annotated = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
        for argument in reversed(annotated):
            if argument is not None and argument.annotation is not None:
                self.push_node(argument.annotation, "args", frame)
        for default in reversed([*arguments.defaults, *arguments.kw_defaults]):
            if default is not None:
                self.push_node(default, "args", frame)

    def visit_lambda(self, node: ast.Lambda, frame: Frame) -> None:
        frame.scope = Scope(node, frame.scope)
        frame.scope.body = frame
        frame.loop = frame.handler = None  # it runs at another time
        self.register(frame.scope)
        self.bind_arguments(node.args, frame)
        self.push_node(node.body, "body", frame)
        self.push_parameters(node.args, frame)

    def visit_comprehension(self, node: ast.AST, frame: Frame) -> None:
        frame.scope = Scope(node, frame.scope)
        frame.scope.body = frame
        self.register(frame.scope)
        for generator in node.generators:  # type: ignore[attr-defined]
            self.bind_target(generator.target, BindingKind.LOOP, frame, value=generator.iter)
        self.push(node, FIELDS[node.__class__], frame)

    # -- blocks --------------------------------------------------------------------------------------------------------

    def visit_module(self, node: ast.Module, frame: Frame) -> None:
        self.push_block(node.body, "body", frame)

    def visit_branching(self, node: ast.If, frame: Frame) -> None:
        self.push_block(node.orelse, "orelse", frame)
        self.push_block(node.body, "body", frame)
        self.push_node(node.test, "test", frame)

    def visit_for(self, node: ast.For | ast.AsyncFor, frame: Frame) -> None:
        self.bind_target(node.target, BindingKind.LOOP, frame, value=node.iter)
        self.push_block(node.orelse, "orelse", frame)
        self.push_block(node.body, "body", frame, loop=frame)
        self.push(node, ("iter", "target"), frame)

    def visit_while(self, node: ast.While, frame: Frame) -> None:
        self.push_block(node.orelse, "orelse", frame)
        self.push_block(node.body, "body", frame, loop=frame)
        self.push_node(node.test, "test", frame)

    def visit_with(self, node: ast.With | ast.AsyncWith, frame: Frame) -> None:
        self.push_block(node.body, "body", frame)
        for item in reversed(node.items):
            if item.optional_vars is not None:
                self.bind_target(item.optional_vars, BindingKind.CONTEXT, frame, value=item.context_expr)
                self.push_node(item.optional_vars, "items", frame)
            self.push_node(item.context_expr, "items", frame)

    def visit_try(self, node: ast.Try, frame: Frame) -> None:
        self.push_block(node.finalbody, "finalbody", frame)
        self.push_block(node.orelse, "orelse", frame)
        self.push_branches(node.handlers, "handlers", frame)
        self.push_block(node.body, "body", frame)

    def visit_handler(self, node: ast.ExceptHandler, frame: Frame) -> None:
        if node.name:
            self.bind(node.name, BindingKind.EXCEPTION, node, frame)
        self.push_block(node.body, "body", frame, handler=frame)
        self.push(node, ("type",), frame)

    def visit_match(self, node: ast.Match, frame: Frame) -> None:
        self.push_branches(node.cases, "cases", frame)
        self.push_node(node.subject, "subject", frame)

    def visit_case(self, node: ast.match_case, frame: Frame) -> None:
        self.push_block(node.body, "body", frame)
        self.push(node, ("guard", "pattern"), frame)

    def visit_capture(self, node: ast.MatchAs | ast.MatchStar | ast.MatchMapping, frame: Frame) -> None:
        name = node.rest if isinstance(node, ast.MatchMapping) else node.name
        if name:
            self.bind(name, BindingKind.OTHER, node, frame)
        self.push(node, FIELDS[node.__class__], frame)

    # -- statements and expressions that bind --------------------------------------------------------------------------

    def visit_assign(self, node: ast.Assign, frame: Frame) -> None:
        for target in node.targets:
            self.bind_target(target, BindingKind.ASSIGNMENT, frame, value=node.value)
        self.push(node, ("value", "targets"), frame)

    def visit_annotated(self, node: ast.AnnAssign, frame: Frame) -> None:
        kind = BindingKind.ASSIGNMENT if node.value is not None else BindingKind.OTHER
        self.bind_target(node.target, kind, frame, value=node.value, annotation=node.annotation)
        self.push(node, ("value", "annotation", "target"), frame)

    def visit_augmented(self, node: ast.AugAssign, frame: Frame) -> None:
        self.bind_target(node.target, BindingKind.OTHER, frame)
        self.push(node, ("value", "target"), frame)

    def visit_walrus(self, node: ast.NamedExpr, frame: Frame) -> None:
        self.bind_target(node.target, BindingKind.ASSIGNMENT, frame, value=node.value, scope=frame.scope.owner)
        self.push_node(node.value, "value", frame)

    def visit_delete(self, node: ast.Delete, frame: Frame) -> None:
        for target in node.targets:
            if isinstance(target, ast.Name):
                self.bind(target.id, BindingKind.DELETION, target, frame)
        self.push(node, ("targets",), frame)

    def visit_global(self, node: ast.Global | ast.Nonlocal, frame: Frame) -> None:
        scope = frame.scope
        for name in node.names:
            home = self.module.scopes[0] if isinstance(node, ast.Global) else scope.parent
            while isinstance(node, ast.Nonlocal) and home is not None and name not in home.bindings:
                home = home.parent
            self.redirected[scope, name] = home or scope

    def visit_import(self, node: ast.Import, frame: Frame) -> None:
        for alias in node.names:
            name = alias.asname or alias.name.partition(".")[0]
            self.bind(name, BindingKind.IMPORT, node, frame, origin=alias.name if alias.asname else name)

    def visit_import_from(self, node: ast.ImportFrom, frame: Frame) -> None:
        source = "." * node.level + (node.module or "")
        for alias in node.names:
            if alias.name == "*":
                self.module.star_imports.append(source)
                continue
            dot = "" if source.endswith(".") else "."
            self.bind(alias.asname or alias.name, BindingKind.IMPORT, node, frame, origin=f"{source}{dot}{alias.name}")

    def visit_call(self, node: ast.Call, frame: Frame) -> None:
        for keyword in reversed(node.keywords):
            self.push_node(keyword.value, "keywords", frame)
        self.push(node, ("args", "func"), frame)


STRUCTURAL: dict[type[ast.AST], str] = {
    ast.Module: "visit_module",
    ast.FunctionDef: "visit_function",
    ast.AsyncFunctionDef: "visit_function",
    ast.ClassDef: "visit_class",
    ast.Lambda: "visit_lambda",
    **dict.fromkeys(COMPREHENSIONS, "visit_comprehension"),
    ast.If: "visit_branching",
    ast.For: "visit_for",
    ast.AsyncFor: "visit_for",
    ast.While: "visit_while",
    ast.With: "visit_with",
    ast.AsyncWith: "visit_with",
    ast.Try: "visit_try",
    ast.ExceptHandler: "visit_handler",
    ast.Match: "visit_match",
    ast.match_case: "visit_case",
    ast.MatchAs: "visit_capture",
    ast.MatchStar: "visit_capture",
    ast.MatchMapping: "visit_capture",
    ast.Assign: "visit_assign",
    ast.AnnAssign: "visit_annotated",
    ast.AugAssign: "visit_augmented",
    ast.NamedExpr: "visit_walrus",
    ast.Delete: "visit_delete",
    ast.Global: "visit_global",
    ast.Nonlocal: "visit_global",
    ast.Import: "visit_import",
    ast.ImportFrom: "visit_import_from",
    ast.Call: "visit_call",
}
if hasattr(ast, "TryStar"):  # Python 3.11
    STRUCTURAL[ast.TryStar] = "visit_try"
