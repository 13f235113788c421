"""What a log call computes before the logger can look at the level, and what of it is dear."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.carriers import call_name
from flake8_foundry_logging.core.frame import COMPREHENSIONS
from flake8_foundry_logging.rules._message_forms import Form, built_form
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.frame import Frame
    from flake8_foundry_logging.core.log_call import LogCall

__all__ = ["Eager", "eager_values"]


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


FORMS = {
    Form.FSTRING: "an f-string",
    Form.PERCENT: "a % text",
    Form.FORMAT: "a format() text",
    Form.CONCATENATED: "a concatenation",
}
SERIALIZERS = _set(
    """
    dumps dump_json safe_dump pformat model_dump model_dump_json asdict astuple deepcopy tostring
    """
)
"""Names of functions that go through a whole value to make another one of it."""
TEXTS = frozenset(("builtins.str", "builtins.repr", "builtins.ascii"))
SEPARATORS = frozenset(("sep", "linesep", "separator", "delimiter", "delim", "glue", "comma", "newline"))
CHEAP = _set(
    """
    len type id int float bool round abs str repr ascii hex oct bin ord chr min max getattr hasattr isinstance callable
    """
)
"""Builtins that answer at once (an f-string makes the text of a value in any case)."""
CHEAP_METHODS = _set(
    """
    get keys values items upper lower title strip lstrip rstrip removeprefix removesuffix capitalize replace
    total_seconds isoformat time monotonic perf_counter now today utcnow getpid get_ident hex name as_posix version
    format_exc
    """
)
"""Methods that answer at once; a traceback is dear, but errors are rare."""


@dataclass(frozen=True, slots=True)
class Eager:
    """Something that is built whether or not the record is written.

    Attributes:
        node: the expression.
        what: what it is, as a sentence would say it: "an f-string", "json.dumps()".
        costly: it goes through a whole value or calls something, where most only put a text together.
    """

    node: ast.expr
    what: str
    costly: bool


def eager_values(call: LogCall) -> Iterator[Eager]:
    """What a log call builds, from left to right; ``len()``, attributes and arithmetic are nothing."""
    given = [call.message, *call.arguments, *call.fields.values(), call.controls.get("extra")]
    pending = [value for value in reversed(given) if value is not None and not isinstance(value, ast.GeneratorExp)]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Lambda):
            continue  # the way to put it off
        if (found := _eager(node, call.frame)) is not None:
            yield found
        pending += reversed(_parts(node))


def _parts(node: ast.expr) -> list[ast.expr]:
    """The expressions that an expression is made of; of a sum its terms, for its first half is no text of its own."""
    terms: list[ast.expr] = []
    while isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        terms.append(node.right)
        node = node.left
    if terms:
        return [node, *reversed(terms)]
    children = (child.value if isinstance(child, ast.keyword) else child for child in ast.iter_child_nodes(node))
    return [child for child in children if isinstance(child, ast.expr)]


def _eager(node: ast.expr, frame: Frame) -> Eager | None:
    if isinstance(node, COMPREHENSIONS):
        return Eager(node, "a comprehension", costly=True)
    if isinstance(node, (ast.JoinedStr, ast.BinOp)) or _is_format(node):
        form = built_form(node)
        if form is None:
            return None
        called = _costly_call(node) if form is Form.FSTRING else None
        if called is not None:
            return Eager(node, f"{called}() in an f-string", costly=True)
        return Eager(node, FORMS[form], costly=False)
    if not isinstance(node, ast.Call):
        return None
    name = call_name(node.func)
    if name in SERIALIZERS:
        return Eager(node, f"{name}()", costly=True)
    if _is_join(node, frame):
        return Eager(node, "a join", costly=any(isinstance(argument, COMPREHENSIONS) for argument in node.args))
    if name in ("str", "repr", "ascii") and _is_text_of_value(node, frame):
        return Eager(node, f"{name}()", costly=False)
    return None


def _is_format(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and call_name(node.func) in ("format", "format_map")


def _is_join(call: ast.Call, frame: Frame) -> bool:
    """Whether it is a text's ``join`` of something: neither a path's nor a thread's, nor one of constants."""
    func = call.func
    if not isinstance(func, ast.Attribute) or func.attr != "join" or len(call.args) != 1:
        return False
    receiver = func.value
    if not (isinstance(receiver, ast.Constant) or SEPARATORS & {*words(call_name(receiver))}):
        return False
    return not _is_constant(call.args[0]) and frame.origin(func) not in ("os.path.join", "posixpath.join")


def _is_text_of_value(call: ast.Call, frame: Frame) -> bool:
    return len(call.args) == 1 and not _is_constant(call.args[0]) and frame.origin(call.func) in TEXTS


def _is_constant(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) or (
        isinstance(node, (ast.Tuple, ast.List)) and all(_is_constant(element) for element in node.elts)
    )


def _costly_call(text: ast.expr) -> str | None:
    """The name of the first thing that a text calls and that may take its time."""
    for node in ast.walk(text):
        if isinstance(node, ast.Call) and not _is_cheap(node):
            return call_name(node.func) or "call"
    return None


def _is_cheap(call: ast.Call) -> bool:
    name = call_name(call.func)
    return name in (CHEAP if isinstance(call.func, ast.Name) else CHEAP_METHODS)
