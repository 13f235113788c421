"""How the message of a log call is put together, and from which values."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.frame import BindingKind, FunctionNode
from flake8_foundry_logging.core.log_call import Kind
from flake8_foundry_logging.core.spelling import spelled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flake8_foundry_logging.core.frame import Frame
    from flake8_foundry_logging.core.log_call import LogCall

__all__ = ["Form", "Message", "built_form", "built_message", "interpolated", "is_built", "listed", "message_values"]

LONGEST_VALUE = 24
"""Code points of an expression that a finding shows; a longer one is cut."""


class Form(Enum):
    """What builds a text of values."""

    FSTRING = "f-string"
    PERCENT = "percent"
    FORMAT = "format"
    CONCATENATED = "concatenated"


@dataclass(frozen=True, slots=True)
class Message:
    """A message that is built before it is logged.

    Attributes:
        node: the expression.
        form: what builds it; of several the outermost.
        values: what it is built of, constants left out.
        kind: whose logger it is for.
    """

    node: ast.expr
    form: Form
    values: tuple[ast.expr, ...]
    kind: Kind

    @property
    def names(self) -> str:
        """The values, as a person would list them."""
        return listed(self.values)

    @property
    def way(self) -> str:
        """How this logger takes values."""
        return {Kind.STDLIB: "%s arguments", Kind.UNKNOWN: "arguments"}.get(self.kind, "fields")


def built_message(call: LogCall, form: Form) -> Message | None:
    """The message of a log call if it is built in this form, of more than constants, and the logger is sure."""
    node = call.message
    if node is None or not call.logger.sure or _form(node) is not form:
        return None
    values = tuple(value for value in _values(node) if not _constant(value) and not _is_text_of(value, call))
    return Message(node, form, values, call.kind) if values else None


def is_built(node: ast.expr) -> bool:
    """Whether a message is put together in one of the forms, of whatever."""
    return _form(node) is not None or _is_text(node)


def message_values(node: ast.expr) -> tuple[ast.expr, ...]:
    """What a built message is built of, constants left out; nothing for any other message."""
    return tuple(value for value in _values(node) if not _constant(value)) if _form(node) is not None else ()


def built_form(node: ast.expr) -> Form | None:
    """What builds a text, if an expression is one that is built of more than constants."""
    return _form(node) if message_values(node) else None


def interpolated(node: ast.expr) -> tuple[ast.expr, ...]:
    """What a message is put together from; of a message that is no text, itself."""
    return tuple(_values(node))


def listed(values: Iterable[ast.expr]) -> str:
    """Expressions as a person would list them, each once."""
    return ", ".join(dict.fromkeys(_short(value) for value in values))


def _form(node: ast.expr) -> Form | None:
    if isinstance(node, ast.JoinedStr):
        return Form.FSTRING
    if isinstance(node, ast.BinOp):
        if isinstance(node.op, ast.Mod):
            return Form.PERCENT if _is_text(node.left) else None
        if isinstance(node.op, ast.Add):
            return Form.CONCATENATED if any(_is_text(operand) for operand in _operands(node)) else None
    return Form.FORMAT if _formatted(node) is not None else None


def _is_text(node: ast.expr) -> bool:
    """Whether an expression shows by itself that it is a string."""
    while (filled := _filled(node)) is not None:
        node = filled
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        return any(isinstance(side, ast.Constant) and isinstance(side.value, str) for side in (node.left, node.right))
    return isinstance(node, ast.JoinedStr) or _form(node) is Form.CONCATENATED


def _formatted(node: ast.expr) -> ast.expr | None:
    """The text of ``"...".format(...)`` and ``format_map``."""
    text = _filled(node) if isinstance(node, ast.Call) else None
    return text if text is not None and _is_text(text) else None


def _filled(node: ast.expr) -> ast.expr | None:
    """What ``... % values``, ``.format()`` or ``.format_map()`` fills, whether or not it is a text."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        return node.left
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("format", "format_map")
    ):
        return node.func.value
    return None


def _operands(node: ast.expr) -> list[ast.expr]:
    """The terms of a sum, left to right."""
    found: list[ast.expr] = []
    while isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        found.append(node.right)
        node = node.left
    return [node, *reversed(found)]


def _values(node: ast.expr) -> Iterator[ast.expr]:
    """What is put into the text, from left to right."""
    pending = [node]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.JoinedStr):
            yield from (part.value for part in node.values if isinstance(part, ast.FormattedValue))
        elif isinstance(node, ast.BinOp) and _form(node) is Form.PERCENT:
            pending += [*reversed(_elements(node.right)), node.left]
        elif isinstance(node, ast.BinOp) and _form(node) is Form.CONCATENATED:
            pending += reversed(_operands(node))
        elif isinstance(node, ast.Call) and (text := _formatted(node)) is not None:
            pending += [*reversed([*node.args, *(keyword.value for keyword in node.keywords)]), text]
        else:
            yield node


def _elements(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, ast.Tuple):
        return node.elts
    if isinstance(node, ast.Dict):
        return node.values
    return [node]


def _constant(node: ast.expr) -> bool:
    """Whether it is made of constants alone: ``"text"``, ``"=" * 60``."""
    return not any(isinstance(inner, (ast.Name, ast.Call, ast.Await)) for inner in ast.walk(node))


def _is_text_of(value: ast.expr, call: LogCall) -> bool:
    """Whether a name holds text of the message and no value: what a wrapper was given to log, one of two endings."""
    if not isinstance(value, ast.Name):
        return False
    if any(isinstance(argument, ast.Starred) for argument in call.arguments):
        return value.id == _forwarded(call.frame)
    return isinstance(call.message, ast.BinOp) and _is_constant_here(value.id, call.frame)


def _forwarded(frame: Frame) -> str | None:
    """The message of ``def tell(self, message, *args)``: the parameter whose arguments come behind it."""
    function = frame.function
    if not isinstance(function, FunctionNode) or function.args.vararg is None:
        return None
    before = [*function.args.posonlyargs, *function.args.args]
    return before[-1].arg if before else None


def _is_constant_here(name: str, frame: Frame) -> bool:
    """Whether a function gives a name nothing but literal texts."""
    bindings = frame.bindings(name)
    return bool(bindings) and all(
        binding.kind is BindingKind.ASSIGNMENT
        and isinstance(binding.value, ast.Constant)
        and isinstance(binding.value.value, str)
        and binding.frame.function is not None
        for binding in bindings
    )


def _short(node: ast.expr) -> str:
    while isinstance(node, ast.Call) and len(node.args) == 1 and _is_presentation(node.func):
        node = node.args[0]
    if isinstance(node, ast.Starred):
        node = node.value
    text = " ".join(spelled(node).split())
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 1].rstrip()}…"


def _is_presentation(callee: ast.expr) -> bool:
    return isinstance(callee, ast.Name) and callee.id in ("str", "repr")
