"""What the fields of a log call are called."""

from __future__ import annotations

import ast
import keyword
import re
from typing import TYPE_CHECKING

from foundry_logging.vocabulary import CONTROLS, RECORD_KEYS, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["key_of", "unique_keys"]

RESERVED = CONTROLS | RECORD_KEYS | frozenset(keyword.kwlist) | {"event", "self"}
"""Keys that a logger takes for something else: they get an underscore. ``event`` is structlog's own parameter."""

WRAPPERS = frozenset(
    ("str", "repr", "ascii", "list", "tuple", "set", "sorted", "int", "float", "round", "bool", "format")
)
SHAPERS = frozenset(
    (
        *("strip", "lstrip", "rstrip", "lower", "upper", "casefold", "title", "capitalize", "swapcase", "replace"),
        *("encode", "decode", "removeprefix", "removesuffix", "expandtabs", "ljust", "rjust", "center", "zfill"),
        *("splitlines", "copy", "isoformat", "strftime", "as_posix", "as_uri", "resolve", "absolute", "expanduser"),
        *("items", "values", "item", "tolist", "numpy", "detach", "cpu", "hexdigest", "translate"),
        *("relative_to", "with_suffix", "with_name", "to_string", "to_str"),
    )
)
"""Methods that give the same thing in another shape: the key is the thing's name."""
PATH_SHAPERS = frozenset(
    ("basename", "abspath", "realpath", "relpath", "normpath", "expanduser", "expandvars", "quote", "unquote", "escape")
)
"""Functions that do it to their argument: ``os.path.abspath(path)``."""
VERBS = frozenset(
    (
        *("get", "fetch", "load", "read", "make", "build", "create", "compute", "calculate", "calc", "find"),
        *("generate", "to", "as", "current"),
    )
)
"""First words of functions that say how a value was come by: the key is what they make."""
WRITERS = frozenset(("format", "fmt", "pretty", "human", "humanize", "stringify", "render", "describe", "pluralize"))
"""First words of functions that write a value for people: the key is the value's name."""
OPERATORS = {ast.Add: "plus", ast.Sub: "minus", ast.Mult: "times", ast.Div: "per", ast.FloorDiv: "per", ast.Mod: "mod"}
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)
HIDERS = frozenset(("redact", "mask", "scrub", "sanitize", "censor", "obfuscate", "hide"))
"""Words of functions that hide what they are given: the key says what was hidden, not that it was."""
LOOKUPS = frozenset(("get", "getenv", "pop", "setdefault"))
HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
LAST = ast.dump(ast.parse("-1", mode="eval").body)
NAME_OF = ("__name__", "__qualname__")
LABEL_WORDS = 3
NAMELESS = "value"


def key_of(node: ast.expr, label: str = "") -> str:
    """The key of a value, valid as a keyword: its name, else the label's word, else ``value``.

    Args:
        node: the value.
        label: the text before it that ends in ``:`` or ``=``, without that sign.
    """
    named = _strong(node)
    by_label = _label_key(label)
    if len(named) == 1 and by_label and "_" not in by_label:
        named = by_label  # one letter says less than a label of one word
    return _valid(named or by_label or _weak(node) or NAMELESS)


def _label_key(label: str) -> str:
    """The last words of a label as a key; empty if they are not ASCII words."""
    words = re.findall(r"[^\W_]+", label.replace("'", ""))[-LABEL_WORDS:]
    key = "_".join(words).lower()
    return key if key.isascii() and key.isidentifier() else ""


def unique_keys(nodes: Sequence[ast.expr], keys: Sequence[str], taken: Mapping[str, str]) -> list[str]:
    """The keys made unique: equal ones are qualified by what they are taken from (``a_id``, ``b_id``), then numbered.

    Equal sources without side effects keep one key between them.

    Args:
        nodes: the values.
        keys: their keys, in the same order.
        taken: keys that the call has already, with the source of each.
    """
    sources = [ast.dump(node) if _is_pure(node) else str(id(node)) for node in nodes]
    used = {key: _dumped(source) for key, source in taken.items()}
    holders = {key: {source} for key, source in used.items()}
    for key, source in zip(keys, sources, strict=True):
        holders.setdefault(key, set()).add(source)
    result = []
    for node, key, source in zip(nodes, keys, sources, strict=True):
        chosen = key
        if len(holders[key]) > 1:
            chosen = _qualified(node, key)
        number, base = 2, chosen
        while used.get(chosen, source) != source:
            chosen, number = f"{base.rstrip('_')}_{number}", number + 1
        used[chosen] = source
        result.append(chosen)
    return result


def _qualified(node: ast.expr, key: str) -> str:
    """A key that others have, too, made more exact by what the value is taken from or made of."""
    if key == NAMELESS and isinstance(node, ast.BinOp) and (made := _operation(node)):
        return _valid(made)
    qualifier = _qualifier(node)
    return _valid(f"{qualifier}_{key.rstrip('_')}") if qualifier and qualifier != key else key


def _operation(node: ast.expr) -> str:
    """``done_per_total`` of ``done / total``; empty where a part has no name."""
    if not isinstance(node, ast.BinOp):
        return _strong(node)
    left, right, word = _operation(node.left), _operation(node.right), OPERATORS.get(type(node.op), "")
    return f"{left}_{word}_{right}" if left and right and word else ""


def _dumped(source: str) -> str:
    """What a source means, to be compared with a value's."""
    node = ast.parse(f"({source}\n)", mode="eval").body
    return ast.dump(node) if _is_pure(node) else source


def _is_pure(node: ast.expr) -> bool:
    """Whether reading it twice is reading it once: names, attributes and constant subscripts."""
    if isinstance(node, ast.Attribute):
        return _is_pure(node.value)
    if isinstance(node, ast.Subscript):
        return _is_pure(node.value) and isinstance(node.slice, ast.Constant)
    return isinstance(node, (ast.Name, ast.Constant))


def _strong(node: ast.expr) -> str:
    """A key that the value names itself by; empty if it does not."""
    if isinstance(node, ast.Await):
        return _strong(node.value)
    if isinstance(node, ast.Name):
        return _snake(node.id)
    if isinstance(node, ast.Attribute):
        if node.attr in NAME_OF:
            return _name_of(node.value)
        return _snake(node.attr)
    if isinstance(node, ast.Subscript):
        return _constant(node.slice)
    if isinstance(node, ast.Call):
        return _strong_call(node)
    return ""


def _name_of(node: ast.expr) -> str:
    """The key of ``x.__name__``, ``type(x).__name__`` and ``x.__class__.__name__``."""
    if isinstance(node, ast.Attribute) and node.attr == "__class__":
        return f"{_strong(node.value) or 'value'}_type"
    if isinstance(node, ast.Call):
        return _strong_call(node)
    return f"{_strong(node) or 'value'}_name"


def _strong_call(node: ast.Call) -> str:
    function, first = node.func, node.args[0] if node.args else None
    if first is not None and _shapes_argument(function) and (shaped := _strong(first)):
        return shaped
    if isinstance(function, ast.Name):
        if first is None:
            return ""
        if function.id == "len":
            return "" if isinstance(first, ast.Call) else f"{_strong(first) or _weak(first)}_count".lstrip("_")
        if function.id == "type":
            return f"{_strong(first) or NAMELESS}_type"
        return _strong(first) if function.id in WRAPPERS else ""
    if isinstance(function, ast.Attribute):
        if function.attr in LOOKUPS and first is not None and (key := _constant(first)):
            return key
        if isinstance(function.value, ast.Constant):  # ", ".join(models)
            return (_strong(first) or _weak(first)) if first is not None else ""
        if function.attr in SHAPERS:
            return _strong(function.value)
        if function.attr == "keys":
            return f"{_strong(function.value)}_keys".lstrip("_")
        return _made(function.attr)
    return ""


def _shapes_argument(function: ast.expr) -> bool:
    """Whether a function gives its argument back in another shape, or hides it: the key is the argument's name."""
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    parts = words(name)
    return name in PATH_SHAPERS or not HIDERS.isdisjoint(parts) or not WRITERS.isdisjoint(parts[:1])


def _made(name: str) -> str:
    """What a function makes, by its name: ``size`` of ``getSize``, ``path`` of ``_build_path``."""
    key = _snake(name)
    verb, _, rest = key.partition("_")
    if rest and verb in VERBS:
        return rest
    return key[3:] if key in ("getcwd", "getsize", "getpid", "getuser", "gethostname", "getmtime") else key


def _weak(node: ast.expr) -> str:
    """A key from the surroundings of the value: the function it comes from, the list it is an element of."""
    if isinstance(node, ast.Await):
        return _weak(node.value)
    if isinstance(node, ast.BoolOp):
        return _strong(node.values[0])
    if isinstance(node, ast.IfExp):
        return _strong(node.body) or _strong(node.orelse)
    if isinstance(node, ast.BinOp):  # ``seconds * 1000`` is still the seconds
        for side, other in ((node.left, node.right), (node.right, node.left)):
            if isinstance(other, ast.Constant) and type(other.value) in (int, float):
                return _strong(side)
    if isinstance(node, COMPREHENSIONS):
        return _strong(node.generators[0].iter)
    if isinstance(node, ast.Subscript):
        return _weak_element(node)
    if isinstance(node, ast.Call):
        return _weak_call(node)
    return ""


def _weak_element(node: ast.Subscript) -> str:
    base = _strong(node.value) or _weak(node.value)
    index = node.slice
    if base and isinstance(index, ast.Constant) and type(index.value) is int:
        return f"{base}_{index.value}"
    if base and isinstance(index, ast.UnaryOp) and ast.dump(index) == LAST:
        return f"{base}_last"
    return base if isinstance(index, ast.Slice) else _singular(base)


def _singular(name: str) -> str:
    """One of many: ``result`` of ``results``."""
    if len(name) > 3 and name.endswith("ies"):
        return f"{name[:-3]}y"
    many = len(name) > 3 and name.endswith("s") and not name.endswith(("ss", "us", "is", "as"))
    return name[:-1] if many else name


def _weak_call(node: ast.Call) -> str:
    function, first = node.func, node.args[0] if node.args else None
    if isinstance(function, ast.Attribute):
        return _weak(function.value) if function.attr in SHAPERS else ""
    if not isinstance(function, ast.Name):
        return ""
    if function.id == "len" and first is not None:  # of a call's result: the label says more than the method
        return f"{_strong(first) or _weak(first)}_count".lstrip("_")
    if function.id in WRAPPERS and first is not None:
        return _weak(first)
    return _made(function.id)


def _qualifier(node: ast.expr) -> str:
    """What a value is taken from: ``a`` of ``a.id``, ``a["id"]``, ``a.id()`` and ``len(a.id)``."""
    while isinstance(node, (ast.Await, ast.Call)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            return _strong(node.func.value) or _weak(node.func.value)
        inner = node.value if isinstance(node, ast.Await) else node.args[0] if node.args else None
        if inner is None:
            return ""
        node = inner
    if isinstance(node, (ast.Attribute, ast.Subscript)):
        return _strong(node.value) or _weak(node.value)
    return ""


def _constant(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        key = _snake(re.sub(r"[\s.\-/]+", "_", node.value))
        return key if key.isidentifier() else ""
    return ""


def _snake(name: str) -> str:
    """``modelId`` and ``MODEL_ID`` as ``model_id``; leading and trailing underscores go."""
    return HUMP.sub("_", name).lower().strip("_")


def _valid(key: str) -> str:
    if not key.isidentifier():
        key = f"value_{key}" if f"value_{key}".isidentifier() else "value"
    return f"{key}_" if key in RESERVED else key
