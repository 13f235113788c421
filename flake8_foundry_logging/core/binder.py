"""Who binds which name where: the part of the walk that fills scopes."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.frame import Binding, BindingKind

if TYPE_CHECKING:
    from flake8_foundry_logging.core.frame import Frame, Scope

__all__ = ["Binder"]


class Binder:
    """Writes bindings into the scopes of frames; ``global`` and ``nonlocal`` names go where they belong."""

    def __init__(self) -> None:
        self.redirected: dict[tuple[Scope, str], Scope] = {}

    def bind(
        self,
        name: str,
        kind: BindingKind,
        node: ast.AST,
        frame: Frame,
        *,
        scope: Scope | None = None,
        value: ast.expr | None = None,
        annotation: ast.expr | None = None,
        origin: str | None = None,
    ) -> None:
        scope = scope or frame.scope
        scope = self.redirected.get((scope, name), scope)
        scope.bindings.setdefault(name, []).append(Binding(name, kind, node, frame, value, annotation, origin))

    def bind_target(
        self,
        target: ast.expr,
        kind: BindingKind,
        frame: Frame,
        *,
        value: ast.expr | None = None,
        annotation: ast.expr | None = None,
        scope: Scope | None = None,
    ) -> None:
        if isinstance(target, ast.Name):
            self.bind(target.id, kind, target, frame, value=value, annotation=annotation, scope=scope)
        elif isinstance(target, (ast.Tuple, ast.List)):
            self.bind_elements(target.elts, kind, frame, value, scope)
        elif isinstance(target, ast.Starred):
            self.bind_target(target.value, kind, frame, scope=scope)
        elif isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name):
            owner = self.method_class(target.value.id, frame.scope)
            if owner is not None:
                binding = Binding(target.attr, kind, target, frame, value, annotation)
                owner.attributes.setdefault(target.attr, []).append(binding)

    def bind_elements(
        self, targets: list[ast.expr], kind: BindingKind, frame: Frame, value: ast.expr | None, scope: Scope | None
    ) -> None:
        values: list[ast.expr | None] = [None] * len(targets)
        if (
            kind is BindingKind.ASSIGNMENT
            and isinstance(value, (ast.Tuple, ast.List))
            and len(value.elts) == len(targets)
            and not any(isinstance(element, ast.Starred) for element in (*targets, *value.elts))
        ):
            values = list(value.elts)
        for target, element in zip(targets, values, strict=True):
            element_kind = kind if element is not None or kind is not BindingKind.ASSIGNMENT else BindingKind.OTHER
            self.bind_target(target, element_kind, frame, value=element, scope=scope)

    def method_class(self, name: str, scope: Scope | None) -> Scope | None:
        """The class whose methods call themselves ``name`` (``self``, ``cls``) around here."""
        while scope is not None:
            if scope.first_parameter() == name:
                return scope.parent
            scope = scope.parent
        return None

    def bind_arguments(self, arguments: ast.arguments, body: Frame) -> None:
        positional = arguments.posonlyargs + arguments.args
        defaults: list[ast.expr | None] = [None] * (len(positional) - len(arguments.defaults))
        defaults += arguments.defaults
        pairs = [
            *zip(positional, defaults, strict=True),
            *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True),
        ]
        pairs += [(argument, None) for argument in (arguments.vararg, arguments.kwarg) if argument is not None]
        for argument, default in pairs:
            self.bind(
                argument.arg, BindingKind.PARAMETER, argument, body, value=default, annotation=argument.annotation
            )
