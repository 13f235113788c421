"""Containers that hold a secret, whatever they are called: what LGF303 looks for."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.circumstances import annotated
from flake8_foundry_logging.core.frame import BindingKind
from flake8_foundry_logging.core.harmless import clears, harmless
from flake8_foundry_logging.core.local_calls import calls_by_name
from flake8_foundry_logging.core.passing import hides, last_name
from flake8_foundry_logging.core.secret_sources import REQUESTS, Names, names_of
from flake8_foundry_logging.core.taint import Flow
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.frame import Binding, Frame, Scope
    from flake8_foundry_logging.core.module import Module

__all__ = ["container_flow", "may_hold_containers"]

EVIDENT = ("environ", "locals()", "vars(", "__dict__")
"""What is such a container, or is likely to be one, in any file."""
SENT = frozenset(("headers", "cookies"))
MASKING_TYPES = frozenset(("SecretStr", "SecretBytes", "Secret"))
MODELS = frozenset(("BaseModel", "BaseSettings", "NamedTuple", "SQLModel", "Struct"))
"""Base classes whose instances show all their fields."""
DECORATORS = frozenset(("dataclass", "define", "frozen", "mutable", "attrs", "s"))
DUMPS = frozenset(("asdict", "astuple", "model_dump", "model_dump_json", "dict", "json"))
SHOWERS = frozenset(("__repr__", "__str__", "__format__", "__repr_args__"))


def container_flow(module: Module) -> Flow:
    """What follows such containers through a file; one item of them is none."""
    return module.once(_container_flow, module.body)


def may_hold_containers(module: Module) -> bool:
    """Whether a file has anything that could be such a container; if not, nothing needs to be followed."""
    return module.once(_may_hold, module.body)


def _may_hold(body: Frame) -> bool:
    module = body.module
    text = module.source.text
    if any(word in text for word in EVIDENT) or (
        any(word in text for word in SENT) and ("req" in text or "ws" in text or "websocket" in text)
    ):
        return True
    names = names_of(module)
    if "**" in text and any(
        names.secret(keyword.arg or "")
        for calls in calls_by_name(module).values()
        for call, _ in calls
        for keyword in call.keywords
    ):
        return True
    fields = (node.target for node, _ in body.nodes(ast.AnnAssign, nested=True) if isinstance(node, ast.AnnAssign))
    return any(isinstance(field, ast.Name) and names.secret(field.id) for field in fields)


def _container_flow(body: Frame) -> Flow:
    names = names_of(body.module)
    return Flow(
        body.module, lambda node, frame: _container(node, frame, names), whole=True, freed=names.secret, stops=hides
    )


def _container(node: ast.expr, frame: Frame, names: Names) -> str | None:
    """What an expression is called, if it is a container with a secret in it."""
    if isinstance(node, ast.Attribute):
        if node.attr == "environ" and frame.origin(node) == "os.environ":
            return "os.environ"
        if node.attr in SENT and not REQUESTS.isdisjoint(words(last_name(node.value))):
            return f"{last_name(node.value)}.{node.attr}"
        if node.attr == "__dict__":
            return _members(node.value, frame, names, "__dict__")
        return None
    if isinstance(node, ast.Call):
        return _call(node, frame, names)
    if isinstance(node, ast.Name):
        if node.id == "environ" and frame.origin(node) == "os.environ":
            return "os.environ"
        return _keywords(node, frame, names) or _instance(node, frame, names)
    return None


def _call(node: ast.Call, frame: Frame, names: Names) -> str | None:
    called = last_name(node.func)
    if called in ("locals", "vars") and not node.args and frame.origin(node.func) == f"builtins.{called}":
        secret = _local(frame, names)
        return f"{called}() with {secret}" if secret else None
    if called == "vars" and node.args:
        return _members(node.args[0], frame, names, "vars()")
    if called in DUMPS and not any(keyword.arg in ("exclude", "include") for keyword in node.keywords):
        shown = node.args[0] if node.args else node.func.value if isinstance(node.func, ast.Attribute) else None
        return _instance(shown, frame, names) if isinstance(shown, ast.Name) else None
    return None


def _local(frame: Frame, names: Names) -> str | None:
    """A secret among the local names of the function around."""
    if frame.function is None:
        return None
    for name, bindings in frame.scope.owner.bindings.items():
        if names.secret(name) and not all(clears(binding, name, names) for binding in bindings):
            return name
    return None


def _members(owner: ast.expr, frame: Frame, names: Names, how: str) -> str | None:
    """A secret among the attributes that the class of ``self`` or of an instance has."""
    if isinstance(owner, ast.Name):
        scope = frame.scope.enclosing_class if owner.id in ("self", "cls") else _class_of(owner, frame)
        for name, bindings in _attributes(scope) if scope is not None else ():
            if names.secret(name) and not all(clears(binding, name, names) for binding in bindings):
                return f"{how} with {name}"
    return None


def _attributes(scope: Scope) -> Iterator[tuple[str, list[Binding]]]:
    yield from scope.attributes.items()
    yield from scope.bindings.items()


def _keywords(node: ast.Name, frame: Frame, names: Names) -> str | None:
    """``**kwargs`` of a function that is called with a secret in this file."""
    bindings = frame.bindings(node.id)
    function = frame.function
    if (
        function is None
        or function.args.kwarg is None
        or [binding.node for binding in bindings] != [function.args.kwarg]
    ):
        return None
    for call, place in calls_by_name(frame.module).get(function.name, ()):
        if _given(call, place, names):
            scope = place.local_function(call.func)
            if scope is not None and scope.node is function:
                named = {argument.arg for argument in (*function.args.args, *function.args.kwonlyargs)}
                given = [name for name in _given(call, place, names) if name not in named]
                if given:
                    return f"**{node.id} with {given[0]}"
    return None


def _given(call: ast.Call, frame: Frame, names: Names) -> list[str]:
    """The keywords with a secret in a call."""
    return [k.arg for k in call.keywords if k.arg and names.secret(k.arg) and not harmless(k.value, frame, names)]


def _instance(node: ast.Name, frame: Frame, names: Names) -> str | None:
    """An instance of a class of this file whose repr shows a secret field."""
    scope = _class_of(node, frame)
    if scope is None or not isinstance(scope.node, ast.ClassDef) or not _shows_fields(scope.node, scope):
        return None
    for owner in _with_bases(scope, frame):
        for statement in owner.body:
            if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
                name = statement.target.id
                if names.secret(name) and not _hidden(statement):
                    return f"{node.id} with {name}"
    return None


def _with_bases(scope: Scope, frame: Frame) -> Iterator[ast.ClassDef]:
    """A class and its bases in this file, each once."""
    pending, seen = [scope], {scope}
    for current in pending:  # grows
        if isinstance(current.node, ast.ClassDef):
            yield current.node
            bases = [frame.module.class_named(base) for base in current.node.bases]
            found = [base for base in bases if base is not None and base not in seen]
            seen.update(found)
            pending += found


def _class_of(node: ast.Name, frame: Frame) -> Scope | None:
    """The class of this file that a name is an instance of, by its annotation or by the call that made it."""
    for binding in frame.bindings(node.id):
        made = binding.value.func if isinstance(binding.value, ast.Call) else None
        names = [*annotated(binding.annotation)] if binding.annotation is not None else []
        if binding.kind is BindingKind.ASSIGNMENT and isinstance(made, ast.Name):
            names.append(made.id)
        if len(names) == 1 and (scope := frame.module.class_named(ast.Name(names[0]))) is not None:
            return scope
    return None


def _shows_fields(node: ast.ClassDef, scope: Scope) -> bool:
    if not SHOWERS.isdisjoint(scope.bindings):
        return False
    decorators = [d for owner in _with_bases(scope, scope.body) for d in owner.decorator_list]
    decorated = any(
        last_name(d.func if isinstance(d, ast.Call) else d) in DECORATORS and not _without_repr(d)
        for d in (node.decorator_list or decorators)
    )
    bases = [base for owner in _with_bases(scope, scope.body) for base in owner.bases]
    return decorated or any(last_name(base) in MODELS for base in bases)


def _without_repr(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Call) and any(_is_false(keyword, "repr") for keyword in decorator.keywords)


def _is_false(keyword: ast.keyword, name: str) -> bool:
    return keyword.arg == name and isinstance(keyword.value, ast.Constant) and not keyword.value.value


def _hidden(field: ast.AnnAssign) -> bool:
    """Whether a field keeps out of the repr, or masks itself, or is no text."""
    value = field.value
    if isinstance(value, ast.Call) and any(_is_false(k, "repr") or _is_true(k, "exclude") for k in value.keywords):
        return True
    types = {last_name(node) for node in ast.walk(field.annotation) if isinstance(node, ast.expr)}
    return not MASKING_TYPES.isdisjoint(types) or types <= {"int", "bool", "float", ""}


def _is_true(keyword: ast.keyword, name: str) -> bool:
    return keyword.arg == name and isinstance(keyword.value, ast.Constant) and keyword.value.value is True
