"""Which of a call's values a converted line must not show."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._pieces import as_argument
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods._pieces import Value
    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.codemods.kit import Import

__all__ = ["Redactor"]

OPAQUE = frozenset(("value", "val", "raw", "data", "text", "result"))
"""Names that say nothing: the label before them decides."""
CLEARING = frozenset(
    [
        "rejected",
        "failed",
        "expired",
        "invalid",
        "missing",
        "not",
        "found",
        "set",
        "unset",
        "required",
        "denied",
        "wrong",
        "empty",
        "loaded",
        "received",
        "saved",
        "checked",
        "validating",
        "checking",
    ]
)
"""Words of a label that tell what became of a secret instead of introducing it."""
CLEANERS = frozenset(
    ["mask", "redact", "scrub", "sanitize", "censor", "obfuscate", "hash", "fingerprint", "encrypt", "hide", "digest"]
)
CLEARED = frozenset(("len", "bool", "type", "isinstance", "id", "redact", "any", "all", "hasattr", "callable"))
CARRYING_METHODS = frozenset(
    [
        "get",
        "pop",
        "items",
        "values",
        "copy",
        "strip",
        "lstrip",
        "rstrip",
        "lower",
        "upper",
        "split",
        "replace",
        "encode",
        "decode",
        "hex",
        "format",
        "join",
    ]
)
CARRYING_FUNCTIONS = frozenset(
    [
        "str",
        "repr",
        "ascii",
        "format",
        "dict",
        "list",
        "tuple",
        "set",
        "sorted",
        "dumps",
        "quote",
        "quote_plus",
        "b64encode",
        "b64decode",
    ]
)
KEYED = frozenset(("get", "getenv", "pop", "setdefault"))
CONTAINERS = frozenset(("environ", "cookies", "headers", "__dict__"))
LABEL_WORDS = 3
SHORT = 4
"""Characters of a secret that a slice may show."""


class Redactor:
    """Wraps secret values in ``redact(...)``.

    Attributes:
        imports: what the wrapped values need.
    """

    def __init__(self, context: Context) -> None:
        self.context = context
        self.imports: tuple[Import, ...] = ()

    def __call__(self, value: Value, key: str, label: str) -> str:
        """The value's source, in ``redact(...)`` if its name, its key or the label before it is a secret's.

        Raises:
            Refused: ``name-taken``, where ``redact`` means something else in the file.
        """
        if not self._is_secret(value, key, label):
            return value.source
        name, needed = self.context.name_of("foundry_logging", "redact")
        self.imports = () if needed is None else (needed,)
        return f"{name}({as_argument(value.source)})"

    def _is_secret(self, value: Value, key: str, label: str) -> bool:
        if _is_cleared(value.node):
            return False
        if self._carries(value.node) or self.context.is_secret(key):
            return True
        label_words = words(label)[-LABEL_WORDS:]
        return (
            _is_opaque(value.node)
            and CLEARING.isdisjoint(label_words)
            and self.context.is_secret(" ".join(re.findall(r"\w+", label)[-LABEL_WORDS:]))
        )

    def _carries(self, node: ast.expr) -> bool:
        """Whether an expression's value holds one that its names call a secret."""
        if isinstance(node, ast.Name):
            return self.context.is_secret(node.id)
        if isinstance(node, ast.Attribute):
            return self.context.is_secret(node.attr) or node.attr in CONTAINERS
        if isinstance(node, ast.Subscript):
            return self._carries_item(node)
        if isinstance(node, ast.Call):
            return self._carries_result(node)
        if isinstance(node, ast.IfExp):
            return self._carries(node.body) or self._carries(node.orelse)
        if isinstance(node, (ast.Compare, ast.UnaryOp, ast.Constant)):
            return False
        return any(self._carries(child) for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr))

    def _carries_item(self, node: ast.Subscript) -> bool:
        index = node.slice
        if isinstance(index, ast.Constant):
            return self.context.is_secret(index.value) if isinstance(index.value, str) else self._carries(node.value)
        if isinstance(index, ast.Slice) and _length(index) <= SHORT:
            return False
        return self._carries(node.value)

    def _carries_result(self, node: ast.Call) -> bool:
        if _is_cleared(node):
            return False
        function, first = node.func, node.args[0] if node.args else None
        name = _tail(function)
        if name in KEYED and isinstance(first, ast.Constant) and isinstance(first.value, str):
            return self.context.is_secret(first.value)
        if name in ("locals", "vars") or self.context.is_secret(name):
            return True
        if isinstance(function, ast.Attribute) and name in CARRYING_METHODS and self._carries(function.value):
            return True
        carried = name in CARRYING_FUNCTIONS or name in ("join", "format")
        return carried and any(self._carries(a) for a in [*node.args, *(keyword.value for keyword in node.keywords)])


def _is_cleared(node: ast.expr) -> bool:
    """Whether a call gives no more than a length, a hash or a mask of what it gets."""
    if not isinstance(node, ast.Call):
        return False
    name = _tail(node.func)
    return name in CLEARED or not CLEANERS.isdisjoint(words(name))


def _is_opaque(node: ast.expr) -> bool:
    name = _tail(node)
    return bool(name) and (len(name) <= 2 or name.lower() in OPAQUE)


def _tail(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _length(index: ast.Slice) -> int:
    """How much a slice with constant ends lets through; a large number where that does not show."""
    ends = [0 if end is None else _constant_end(end) for end in (index.lower, index.upper)]
    low, high = ends
    if low is None or high is None:
        return SHORT + 1
    if index.upper is None:
        return -low if low < 0 else SHORT + 1
    return high - low if high > 0 and low >= 0 else SHORT + 1


def _constant_end(node: ast.expr) -> int | None:
    try:
        value = ast.literal_eval(node)
    except ValueError:
        return None
    return value if isinstance(value, int) else None
