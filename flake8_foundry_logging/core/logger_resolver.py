"""What an expression is: followed through bindings, attributes, factories, chains and annotations of one file."""

from __future__ import annotations

import ast
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.frame import BUILTINS, Binding, BindingKind, Scope
from flake8_foundry_logging.core.log_call import Kind, Logger
from flake8_foundry_logging.core.logger_names import (
    BY_NAME,
    CHAINS,
    METHODS,
    dotted,
    imported_logger,
    inherited_logger,
    is_no_logger,
    made_by,
    speaks_of_a_factory,
    speaks_of_logging,
)
from flake8_foundry_logging.core.logger_verdict import (
    Guess,
    Verdict,
    combined,
    imported,
    looked_up,
    looked_up_by_call,
    named,
    weaker,
)

if TYPE_CHECKING:
    from flake8_foundry_logging.core.frame import Frame
    from flake8_foundry_logging.core.module import Module

__all__ = ["Loggers"]

DEPTH_LIMIT = 24
"""How many steps an expression is followed; each step takes a few Python frames, real code has five or six."""


WRAPPERS = frozenset(("Optional", "Union", "Annotated", "ClassVar", "Final", "InitVar", "Required", "NotRequired"))
ANYTHING = frozenset(("Any", "object", "Self", "T"))
LOOKUPS = frozenset(("get", "pop", "setdefault", "getattr"))
FIELDS = frozenset(("default", "default_factory", "factory"))
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
FLASKS = frozenset(("flask.Flask", "quart.Quart"))


class Loggers:
    """The loggers of one file; made once a file, and asked through ``resolve``.

    Attributes:
        frame: the module's own frame.
        node: the module.
    """

    def __init__(self, module: Module) -> None:
        self.frame = module.body
        self.node: ast.AST = module.source.tree
        self._objects = module.options.logger_objects
        self._factories = module.options.logger_factories
        self._module = module
        self._names: dict[tuple[Scope, str], Verdict] = {}
        self._bindings: dict[Binding, Verdict] = {}
        self._scopes: dict[Scope, Verdict] = {}

    @classmethod
    def collect(cls, module: Module) -> tuple[Loggers]:
        """The one of a file: as a view it lives exactly as long as the file's other facts."""
        return (cls(module),)

    @classmethod
    def of(cls, module: Module) -> Loggers:
        """The loggers of a file, built at the first call."""
        return module.views(cls)[0]

    def resolve(self, expression: ast.expr, frame: Frame) -> Logger | None:
        """The logger that an expression is at some place, or None."""
        verdict = self._verdict(expression, frame, DEPTH_LIMIT)
        return verdict if isinstance(verdict, Logger) else None

    def method(self, expression: ast.expr, frame: Frame) -> tuple[Logger, str] | None:
        """The logger and the method of ``logger.info`` or of a name that was bound to it."""
        return self._method(expression, frame, DEPTH_LIMIT)

    # -- expressions ---------------------------------------------------------------------------------------------------

    def _verdict(self, expression: ast.expr, frame: Frame, depth: int) -> Verdict:
        if not depth:
            return Guess.HIDDEN
        depth -= 1
        match expression:
            case ast.Name():
                return self._name(expression, frame, depth)
            case ast.Attribute():
                return self._attribute(expression, frame, depth)
            case ast.Call():
                return self._call(expression, frame, depth)
            case ast.BoolOp(op=ast.Or()):
                return combined(self._verdict(value, frame, depth) for value in expression.values)
            case ast.BoolOp():
                return self._verdict(expression.values[-1], frame, depth)
            case ast.IfExp():
                return combined(self._verdict(value, frame, depth) for value in (expression.body, expression.orelse))
            case ast.NamedExpr() | ast.Await():
                return self._verdict(expression.value, frame, depth)
            case ast.Subscript():
                return looked_up(expression)
            case ast.Constant(value=None):
                return Guess.NOTHING
        return Guess.OTHER

    def _name(self, expression: ast.Name, frame: Frame, depth: int) -> Verdict:
        name = expression.id
        own = name in frame.scope.bindings  # there the answer depends on the place
        verdict = None if own else self._names.get((frame.scope, name))
        if verdict is None:
            verdict = self._bound(name, frame, depth)
            if not own:
                self._names[frame.scope, name] = verdict
        return verdict

    def _bound(self, name: str, frame: Frame, depth: int) -> Verdict:
        if self._objects and _matches(self._objects, name, frame.origin(ast.Name(name, ast.Load()))):
            return Logger(Kind.UNKNOWN, certain=True)
        bindings = frame.bindings(name)
        if bindings:
            return named(name, combined(self._binding(binding, depth) for binding in bindings))
        if name in BUILTINS:
            return Guess.OTHER
        return BY_NAME if speaks_of_logging(name) else Guess.HIDDEN

    def _attribute(self, expression: ast.Attribute, frame: Frame, depth: int) -> Verdict:
        origin = frame.origin(expression)
        if self._objects and _matches(self._objects, dotted(expression), origin):
            return Logger(Kind.UNKNOWN, certain=True)
        if origin is not None:
            if (known := imported_logger(origin)) is not None:
                return known
            if is_no_logger(origin):
                return Guess.OTHER
            return BY_NAME if speaks_of_logging(expression.attr) else Guess.HIDDEN
        bindings = frame.attribute_bindings(expression)
        if bindings:
            return named(expression.attr, combined(self._binding(binding, depth) for binding in bindings))
        if (inherited := self._inherited(expression, frame)) is not None:
            return inherited
        return named(expression.attr, Guess.HIDDEN)

    def _inherited(self, expression: ast.Attribute, frame: Frame) -> Logger | None:
        """The loggers that frameworks hang on their classes: ``app.logger`` of Flask, ``self.log`` of Airflow."""
        if not isinstance(expression.value, ast.Name) or expression.attr not in ("log", "logger"):
            return None
        owner = frame.scope.enclosing_class
        if expression.value.id in ("self", "cls") and owner is not None:
            for base in _bases(owner, self._module):
                if base is not None and (logger := inherited_logger(base, expression.attr)) is not None:
                    return logger
            return None
        for binding in frame.bindings(expression.value.id) if expression.attr == "logger" else ():
            if isinstance(binding.value, ast.Call) and binding.frame.origin(binding.value.func) in FLASKS:
                return Logger(Kind.STDLIB, certain=True)
        return None

    # -- calls ---------------------------------------------------------------------------------------------------------

    def _call(self, expression: ast.Call, frame: Frame, depth: int) -> Verdict:
        callee = expression.func
        name = callee.attr if isinstance(callee, ast.Attribute) else callee.id if isinstance(callee, ast.Name) else ""
        if name in CHAINS and isinstance(callee, ast.Attribute):
            verdict = self._verdict(callee.value, frame, depth)
            if isinstance(verdict, Logger):
                return replace(verdict, module=False) if verdict.module else verdict
        origins = frame.origins(callee)
        if self._factories and any(_matches(self._factories, dotted(callee), origin) for origin in origins):
            return Logger(Kind.UNKNOWN, certain=True)
        made = combined(made_by(origin) or Guess.HIDDEN if origin else Guess.HIDDEN for origin in origins)
        if isinstance(made, Logger):
            return made
        if name == "cast" and len(expression.args) == 2:
            return self._annotated(expression.args[0], frame, depth)
        if name in LOOKUPS and (found := looked_up_by_call(expression)) is not None:
            return found
        local = self._local(callee, frame, depth)
        if local is None and (fields := [keyword for keyword in expression.keywords if keyword.arg in FIELDS]):
            return combined(self._field(keyword, frame, depth) for keyword in fields)
        if isinstance(local, Logger) or local is Guess.OTHER:
            return local
        if speaks_of_a_factory(name) and local is not Guess.STRANGE:
            return BY_NAME
        return Guess.OTHER if f"builtins.{name}" in origins else Guess.STRANGE

    def _local(self, callee: ast.expr, frame: Frame, depth: int) -> Verdict | None:
        """What a function or a class of this file gives; None if the callee is not of this file."""
        scope = frame.local_function(callee)
        if scope is not None:
            return self._returned(scope, depth)
        if isinstance(callee, ast.Name):
            for binding in frame.bindings(callee.id):
                if (
                    isinstance(binding.node, ast.ClassDef)
                    and (owner := self._module.scope_of(binding.node)) is not None
                ):
                    return self._instance(owner)
        return None

    def _field(self, keyword: ast.keyword, frame: Frame, depth: int) -> Verdict:
        """What ``default=`` or ``default_factory=`` of a dataclass field gives."""
        value = keyword.value
        if keyword.arg == "default":
            return self._verdict(value, frame, depth)
        if isinstance(value, ast.Lambda):
            scope = self._module.scope_of(value)
            return self._verdict(value.body, scope.body if scope is not None else frame, depth)
        return self._verdict(ast.Call(func=value, args=[], keywords=[]), frame, depth)

    def _returned(self, scope: Scope, depth: int) -> Verdict:
        """What a function of this file returns, by its annotation or else by its ``return`` statements."""
        known = self._scopes.get(scope)
        if known is not None:
            return known
        self._scopes[scope] = Guess.NOTHING  # a function that returns its own call says nothing
        node = scope.node
        assert isinstance(node, FUNCTIONS)
        verdict: Verdict = Guess.HIDDEN
        if node.returns is not None:
            verdict = self._annotated(node.returns, scope.body.parent or scope.body, depth)
        if not isinstance(verdict, Logger):
            returns = [
                self._verdict(statement.value, frame, depth)
                for statement, frame in scope.body.nodes(ast.Return)
                if isinstance(statement, ast.Return) and statement.value is not None
            ]
            found = combined(returns) if returns else Guess.STRANGE
            if isinstance(found, Logger) or verdict is Guess.HIDDEN:
                verdict = found
        self._scopes[scope] = verdict
        return verdict

    def _instance(self, scope: Scope) -> Verdict:
        """What an instance of a class of this file is."""
        for base in _bases(scope, self._module):
            if base is None:
                continue
            made = made_by(base)
            if made is not None:
                # with methods of its own it may take what its base does not
                own = METHODS.keys() | {"process", "_log"}
                return replace(made, kind=Kind.UNKNOWN) if own & scope.bindings.keys() else made
            if speaks_of_a_factory(base.rpartition(".")[2]):
                return BY_NAME
        return Guess.STRANGE

    # -- bindings ------------------------------------------------------------------------------------------------------

    def _binding(self, binding: Binding, depth: int) -> Verdict:
        verdict = self._bindings.get(binding)
        if verdict is None:
            self._bindings[binding] = Guess.NOTHING  # a cycle says nothing
            verdict = self._bindings[binding] = self._of_binding(binding, depth)
        return verdict

    def _of_binding(self, binding: Binding, depth: int) -> Verdict:
        value, frame = binding.value, binding.frame
        if binding.annotation is not None:
            declared = self._annotated(binding.annotation, frame, depth)
            if isinstance(declared, Logger) and (declared.certain or value is None):
                return declared
            if declared is not Guess.HIDDEN and not isinstance(declared, Logger) and value is None:
                return declared
        match binding.kind:
            case BindingKind.IMPORT:
                return imported(binding.origin or "")
            case BindingKind.ASSIGNMENT if value is not None:
                return self._verdict(value, frame, depth)
            case BindingKind.PARAMETER:
                return self._parameter(binding, depth)
            case BindingKind.FUNCTION:
                return self._property(binding, depth)
            case BindingKind.CONTEXT if value is not None:
                return weaker(self._verdict(value, frame, depth))
            case BindingKind.LOOP if isinstance(value, (ast.Tuple, ast.List)):
                return combined(self._verdict(element, frame, depth) for element in value.elts)
            case BindingKind.CLASS | BindingKind.EXCEPTION:
                return Guess.OTHER
            case BindingKind.DELETION:
                return Guess.NOTHING
        return Guess.OTHER if isinstance(frame.node, ast.AugAssign) else Guess.HIDDEN

    def _parameter(self, binding: Binding, depth: int) -> Verdict:
        declared: Verdict = Guess.HIDDEN
        if binding.annotation is not None:
            declared = self._annotated(binding.annotation, binding.frame, depth)
            if isinstance(declared, Logger):
                return declared
        if binding.value is not None:
            default = self._verdict(binding.value, binding.frame, depth)
            if isinstance(default, Logger):
                return weaker(default)
        return declared

    def _property(self, binding: Binding, depth: int) -> Verdict:
        """A function's name: a logger where it is a property of a class that returns one."""
        node, scope = binding.node, self._module.scope_of(binding.node)
        if not isinstance(node, FUNCTIONS) or not node.decorator_list or scope is None:
            return Guess.OTHER
        if not isinstance(binding.frame.scope.node, ast.ClassDef):
            return Guess.OTHER
        verdict = self._returned(scope, depth)
        return verdict if isinstance(verdict, Logger) else Guess.HIDDEN

    # -- annotations ---------------------------------------------------------------------------------------------------

    def _annotated(self, annotation: ast.expr, frame: Frame, depth: int) -> Verdict:
        """What something declared of this type is; HIDDEN where the type says nothing."""
        if not depth:
            return Guess.HIDDEN
        depth -= 1
        match annotation:
            case ast.Constant(value=str() as text):
                inner = _parsed(text)
                return Guess.HIDDEN if inner is None else self._annotated(inner, frame, depth)
            case ast.Constant(value=None):
                return Guess.NOTHING
            case ast.BinOp(op=ast.BitOr()):
                sides = (annotation.left, annotation.right)
                return combined(self._annotated(side, frame, depth) for side in sides)
            case ast.Subscript(value=ast.Name(id=name) | ast.Attribute(attr=name)) if name in WRAPPERS:
                inner = annotation.slice
                elements = inner.elts if isinstance(inner, ast.Tuple) else [inner]
                if name == "Annotated":
                    elements = elements[:1]
                return combined(self._annotated(element, frame, depth) for element in elements)
            case ast.Subscript():
                return self._annotated(annotation.value, frame, depth)
            case ast.Name(id=name) | ast.Attribute(attr=name):
                return self._type(annotation, name, frame)
        return Guess.OTHER

    def _type(self, annotation: ast.expr, name: str, frame: Frame) -> Verdict:
        if name in ANYTHING:
            return Guess.HIDDEN
        for origin in frame.origins(annotation):
            if origin is None:
                continue
            if (made := made_by(origin)) is not None:
                return made
            if origin.startswith("builtins."):
                return Guess.OTHER
        if isinstance(annotation, ast.Name):
            for binding in frame.bindings(annotation.id):
                if (
                    isinstance(binding.node, ast.ClassDef)
                    and (scope := self._module.scope_of(binding.node)) is not None
                ):
                    verdict = self._instance(scope)
                    if isinstance(verdict, Logger):
                        return verdict
        return BY_NAME if speaks_of_a_factory(name) else Guess.STRANGE

    # -- bound methods -------------------------------------------------------------------------------------------------

    def _method(self, expression: ast.expr, frame: Frame, depth: int) -> tuple[Logger, str] | None:
        if not depth:
            return None
        if isinstance(expression, ast.IfExp):
            first = self._method(expression.body, frame, depth - 1)
            second = self._method(expression.orelse, frame, depth - 1)
            return None if first is None or second is None else _weakest([first, second])
        if isinstance(expression, ast.Attribute):
            if expression.attr in METHODS:
                logger = self.resolve(expression.value, frame)
                if logger is not None:
                    return logger, expression.attr
            bindings = frame.attribute_bindings(expression)
        elif isinstance(expression, ast.Name):
            bindings = frame.bindings(expression.id)
        else:
            return None
        found = [self._bound_method(binding, depth - 1) for binding in bindings if not _is_none(binding)]
        known = [method for method in found if method is not None]
        if not known:
            return None
        logger, method = _weakest(known)
        return (logger if len(known) == len(found) else replace(logger, certain=False)), method

    def _bound_method(self, binding: Binding, depth: int) -> tuple[Logger, str] | None:
        if binding.kind is BindingKind.IMPORT and binding.origin is not None:
            package, _, name = binding.origin.rpartition(".")
            logger = imported_logger(package)
            return (logger, name) if logger is not None and name in METHODS else None
        if binding.value is None or binding.kind not in (BindingKind.ASSIGNMENT, BindingKind.PARAMETER):
            return None
        found = self._method(binding.value, binding.frame, depth)
        if found is None or binding.kind is BindingKind.ASSIGNMENT:
            return found
        return replace(found[0], certain=False), found[1]


def _weakest(methods: list[tuple[Logger, str]]) -> tuple[Logger, str]:
    """Of what a name may stand for (``log.info if quiet else log.exception``) the first that promises no traceback."""
    return next((found for found in methods if found[1] not in ("exception", "aexception")), methods[0])


def _bases(scope: Scope, module: Module) -> list[str | None]:
    """The dotted names of a class's bases, those of its bases in this file included."""
    found: list[str | None] = []
    pending, seen = [scope], {scope}
    while pending:
        node = pending.pop().node
        for base in node.bases if isinstance(node, ast.ClassDef) else ():
            found.append(module.body.origin(base))
            local = module.class_named(base)
            if local is not None and local not in seen:
                seen.add(local)
                pending.append(local)
    return found


def _matches(patterns: tuple[str, ...], *names: str | None) -> bool:
    return any(name is not None and fnmatchcase(name, pattern) for name in names for pattern in patterns)


def _is_none(binding: Binding) -> bool:
    return isinstance(binding.value, ast.Constant) and binding.value.value is None


def _parsed(text: str) -> ast.expr | None:
    try:
        return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
