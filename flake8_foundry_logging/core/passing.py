"""Which parts of an expression come out of it again: what a value, a secret for instance, is passed on by."""

from __future__ import annotations

import ast
from enum import Enum
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.spelling import fingerprint
from foundry_logging.vocabulary import is_secret_name, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flake8_foundry_logging.core.frame import Binding

__all__ = [
    "CLEANING",
    "ELEMENT",
    "MERGED",
    "UNKNOWN",
    "Taken",
    "entries_of",
    "hides",
    "is_constant_name",
    "items_of_loop",
    "keeps_item",
    "key_of",
    "last_name",
    "parts_of",
    "taken_of",
    "takes_item",
]

MERGED, ELEMENT, UNKNOWN = "", "[]", "*"
"""Instead of a constant key: all of another container, an element of a list, something under a key that varies."""


class Taken(Enum):
    """What of a container an expression is after."""

    ALL = "all"
    ITEM = "an item by a key that varies"
    NAMES = "what iterating over it gives: of a dict the keys"


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


CARRIERS = _set(
    """
    str repr ascii format bytes bytearray list tuple set frozenset sorted reversed dict dumps quote quote_plus deepcopy
    next iter max min urlencode
    """
)
ITERATING = _set("list tuple set frozenset sorted reversed next iter max min join extend")
"""Those that iterate over what they are given: of a dict they take the keys."""
"""Functions that give back what they are given, in another form."""
CARRYING_METHODS = _set(
    """
    get pop items values copy strip lstrip rstrip lower upper split rsplit splitlines replace encode decode hex format
    join get_dict
    """
)
CLEANING = _set(
    """
    mask masked redact redacted scrub scrubbed sanitize sanitized sanitise censor obscure obfuscate obfuscated hash
    hashed fingerprint encrypt encrypted hide hidden digest hexdigest anonymize anonymise
    """
)
"""Words of a function's name that promise the same."""
KEYED = _set("get pop setdefault")
"""Methods that give one item, by its key."""
SHORT = 4
"""Characters of a secret that tell nothing."""
PIECES = _set("prefix suffix visible shown preview hint")
"""Words of a variable that says how much of a secret may be seen: ``token[:prefix_length]``."""


def parts_of(node: ast.expr) -> Iterable[ast.expr | None]:
    """The parts of an expression whose values come out of it again."""
    if isinstance(node, ast.JoinedStr):
        return [value for value in node.values if isinstance(value, ast.FormattedValue)]
    if isinstance(node, ast.BinOp):
        if isinstance(node.op, ast.Mod) and is_constant_name(node.left):
            return [node.right]  # a text to be filled in
        return [node.left, node.right] if isinstance(node.op, (ast.Add, ast.Mod, ast.BitOr)) else []
    if isinstance(node, ast.BoolOp):
        return node.values if isinstance(node.op, ast.Or) else node.values[-1:]
    if isinstance(node, ast.IfExp):
        return [node.body, node.orelse]
    if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        return node.elts
    if isinstance(node, (ast.Starred, ast.Await, ast.NamedExpr, ast.FormattedValue)):
        return [node.value]
    if isinstance(node, ast.Lambda):
        return [node.body]
    if isinstance(node, ast.Subscript):
        return [node.value] if keeps_item(node) else []
    if isinstance(node, ast.Call):
        return _carried(node)
    if isinstance(node, ast.DictComp):
        return [] if _filters(node) else [node.value]
    return [node.elt] if isinstance(node, (ast.ListComp, ast.SetComp, ast.GeneratorExp)) else []


def taken_of(node: ast.expr, taken: Taken) -> list[tuple[ast.expr | None, Taken]]:
    """The same parts, each with what of it is wanted where ``taken`` is what is wanted of the expression."""
    of = Taken.ALL
    if isinstance(node, (ast.IfExp, ast.BoolOp, ast.Starred, ast.Await, ast.NamedExpr, ast.Lambda)):
        of = taken
    elif isinstance(node, ast.BinOp):
        of = taken if isinstance(node.op, ast.BitOr) else Taken.ALL
    elif isinstance(node, ast.DictComp) and taken is Taken.NAMES:
        return []
    elif isinstance(node, ast.Subscript):
        of = taken if isinstance(node.slice, ast.Slice) else Taken.ITEM
    elif isinstance(node, ast.Call):
        called = last_name(node.func)
        if called in ("copy", "deepcopy", "dict"):
            of = taken
        elif called in ITERATING:
            of = Taken.NAMES
        elif called in KEYED and node.args and isinstance(node.func, ast.Attribute):
            return [(part, Taken.ITEM if part is node.func.value else Taken.ALL) for part in parts_of(node)]
    return [(part, of) for part in parts_of(node)]


def items_of_loop(binding: Binding) -> list[tuple[ast.expr, Taken]]:
    """What the target of a loop takes of the iterable: of ``for key, value in d.items()`` the key is none of it."""
    loop = binding.frame.node
    for generator in getattr(loop, "generators", None) or [loop]:
        target, iterable = generator.target, generator.iter
        if target is binding.node:
            return [(iterable, Taken.NAMES)]
        if isinstance(target, ast.Tuple) and binding.node in target.elts and isinstance(iterable, ast.Call):
            position, called = target.elts.index(binding.node), last_name(iterable.func)
            if called == "items" and isinstance(iterable.func, ast.Attribute):
                return [(iterable.func.value, Taken.ALL)] if position and not _is_secret_key(target.elts[0]) else []
            if called == "enumerate":
                return [(argument, Taken.NAMES) for argument in iterable.args[:1]] if position else []
            if called == "zip":
                return [(argument, Taken.NAMES) for argument in iterable.args[position : position + 1]]
    return []


def _is_secret_key(key: ast.expr) -> bool:
    """Whether the keys of a dict are the secrets, and its values what they stand for: ``for token, user in``."""
    return is_secret_name(last_name(key)).kind in ("token", "key") if last_name(key) else False


def _filters(node: ast.DictComp) -> bool:
    """Whether a copy leaves entries out: who filters a dict of secrets does it for the secrets."""
    return any(generator.ifs for generator in node.generators)


def takes_item(node: ast.expr) -> bool:
    """Whether an expression gives one item of a container, by whatever key."""
    return isinstance(node, ast.Subscript) or (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in KEYED
    )


def key_of(node: ast.expr) -> str | None:
    """The constant key of ``d["key"]``, ``d.get("key")`` and ``d[KEY]``."""
    key: ast.expr | None = None
    if isinstance(node, ast.Subscript):
        key = node.slice
    elif isinstance(node, ast.Call) and last_name(node.func) in KEYED and isinstance(node.func, ast.Attribute):
        key = node.args[0] if node.args else None
    if isinstance(key, ast.Constant):
        return key.value if isinstance(key.value, str) else None
    return last_name(key) if key is not None and is_constant_name(key) else None


def is_constant_name(node: ast.expr | None) -> bool:
    """Whether an expression is a constant by its name: ``CONF_HOST``, ``const.CONF_HOST``."""
    return node is not None and last_name(node).isupper()


def entries_of(node: ast.expr) -> list[tuple[str, ast.expr]]:
    """The values of a dict display or of ``dict(...)`` with their keys, or with MERGED or UNKNOWN for one."""
    if isinstance(node, ast.Dict):
        return [(_key(key), value) for key, value in zip(node.keys, node.values, strict=True)]
    if isinstance(node, ast.Call) and last_name(node.func) in ("dict", "OrderedDict"):
        given = [(MERGED, argument) for argument in node.args]
        return given + [(keyword.arg or MERGED, keyword.value) for keyword in node.keywords]
    return []


def _key(key: ast.expr | None) -> str:
    if key is None:
        return MERGED
    if isinstance(key, ast.Constant):
        return key.value.decode("latin-1") if isinstance(key.value, bytes) else str(key.value)
    return last_name(key) if is_constant_name(key) else UNKNOWN


def keeps_item(node: ast.Subscript) -> bool:
    """Whether a subscript gives a secret part of a secret: an item by a variable, or more than a few characters."""
    key = node.slice
    if _is_behind_userinfo(node):
        return False
    if not isinstance(key, ast.Slice):
        return not isinstance(key, ast.Constant) and not is_constant_name(key)
    if any(not PIECES.isdisjoint(words(last_name(end))) for end in (key.lower, key.upper) if end is not None):
        return False
    lower, upper = _bound(key.lower), _bound(key.upper)
    if lower is not None and upper is not None and (lower < 0) == (upper < 0):
        return upper - lower > SHORT
    if lower is None and upper is not None and 0 <= upper <= SHORT:
        return False
    return not (upper is None and lower is not None and -SHORT <= lower < 0)


def _is_behind_userinfo(node: ast.Subscript) -> bool:
    """Whether a subscript gives what stands behind the ``@`` of a URL: ``url.split("@")[-1]``."""
    call = node.value
    return (
        isinstance(node.slice, ast.UnaryOp)
        and isinstance(call, ast.Call)
        and last_name(call.func) in ("split", "rsplit", "partition", "rpartition")
        and bool(call.args)
        and isinstance(call.args[0], ast.Constant)
        and call.args[0].value == "@"
    )


def _bound(node: ast.expr | None) -> int | None:
    if node is None:
        return None
    try:
        value = ast.literal_eval(node)
    except (ValueError, TypeError, RecursionError):  # no constant, a set of lists, or too deep to say
        return None
    return value if isinstance(value, int) else None


def _carried(node: ast.Call) -> list[ast.expr | None]:
    called = last_name(node.func)
    arguments: list[ast.expr | None] = [*node.args, *(keyword.value for keyword in node.keywords)]
    if isinstance(node.func, ast.Attribute) and called in CARRYING_METHODS:
        if called in KEYED and arguments and (isinstance(arguments[0], ast.Constant) or is_constant_name(arguments[0])):
            own = fingerprint(node.func.value)  # one key does not speak for the others; the default may be given back
            return [other for other in arguments[1:] if other is not None and fingerprint(other) != own]
        if called == "replace" and len(arguments) > 1 and _masks(*arguments[:2]):
            return []
        if called == "format" and arguments and is_constant_name(node.func.value):
            return arguments
        return [node.func.value, *(arguments if called in ("format", "join") else ())]
    if called in CARRIERS or called.startswith(("b64encode", "urlsafe_b64")):
        return arguments
    return []


def hides(node: ast.expr) -> bool:
    """Whether a function hides what is secret in what it is given, by its name: ``redact(key)``."""
    return isinstance(node, ast.Call) and not CLEANING.isdisjoint(words(last_name(node.func)))


def _masks(old: ast.expr | None, new: ast.expr | None) -> bool:
    """Whether a replacement puts a constant in place of a value that varies: ``line.replace(password, "***")``."""
    return isinstance(new, ast.Constant) and not isinstance(old, ast.Constant)


def last_name(expression: ast.expr) -> str:
    """The last name of a dotted expression; empty where it has none."""
    if isinstance(expression, ast.Attribute):
        return expression.attr
    return expression.id if isinstance(expression, ast.Name) else ""
