"""Which expressions are secrets by themselves, by their names, and what shows that they are none."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.frame import COMPREHENSIONS, BindingKind
from flake8_foundry_logging.core.passing import keeps_item, last_name
from foundry_logging.vocabulary import is_secret_name, words

if TYPE_CHECKING:
    from flake8_foundry_logging.core.frame import Binding, Frame
    from flake8_foundry_logging.core.options import Options

__all__ = ["CLEANING", "Names", "clears", "harmless", "source_name"]


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


CLEANERS = _set(
    "len bool type isinstance issubclass id hash callable int float complex round sum any all count hasattr"
)
"""Functions of which nothing of the value comes back, or a number."""
CLEANING = _set(
    """
    mask masked redact redacted scrub scrubbed sanitize sanitized sanitise censor obfuscate obfuscated hash hashed
    fingerprint encrypt encrypted hide hidden digest hexdigest
    """
)
"""Words of a function's name that promise the same."""
LOOKUPS = _set("get pop getenv setdefault")
"""Functions whose first argument, a constant, names what they give."""
GIVERS = _set("get generate create make build fetch read load new issue decrypt retrieve obtain mint getpass")
"""First words of a function that gives the secret in its name; ``check_password`` and ``reset_token`` give none."""
GENERIC = _set("secret secrets credential credentials str value")
"""What the rest of such a name may be without saying which secret it is."""
CLASSIFIERS = _set("type kind enum mode method status scope event error code field column name names keys grant")
"""Last words of a class whose members are names of secrets and no secrets (``GrantType.PASSWORD``)."""
OPERATIONS = _set("add change check create delete generate get list read refresh remove reset rotate set update verify")
"""First words of a constant that names something to do (``UPDATE_USER_PASSWORD``)."""
SETTINGS = _set("settings setting config conf cfg configuration env environ secrets constants options opts app valves")
"""Words of an object whose upper-case attributes are values that somebody has set."""
HARMLESS_TYPES = _set("int bool float UUID SecretStr SecretBytes Secret")
TRANSPARENT = _set("value raw text data")
TOKENISERS = _set(
    "tokens tokenizer tokenize tokenise tokenized lexer lex parser parse sentence doc words split tokenlist"
)


class Names:
    """The name function with the user's additions."""

    def __init__(self, options: Options) -> None:
        self._extra = frozenset(options.secret_words)
        self._not = frozenset(options.not_secrets)

    def secret(self, name: str) -> bool:
        """Whether a value of this name is a secret."""
        return bool(is_secret_name(name, extra_words=self._extra, not_secrets=self._not))

    def about(self, name: str) -> bool:
        """Whether a name speaks of a secret without being one: ``token_id``, ``has_password``."""
        verdict = is_secret_name(name, extra_words=self._extra, not_secrets=self._not)
        return not verdict and verdict.reason.endswith("about a secret, not one")


# -- what is a secret --------------------------------------------------------------------------------------------------


def source_name(node: ast.expr, frame: Frame, names: Names) -> str | None:
    """The name by which an expression itself is a secret, or None."""
    if isinstance(node, ast.Name):
        return _variable(node, frame, names)
    if isinstance(node, ast.Attribute):
        return _attribute(node, frame, names)
    if isinstance(node, ast.Subscript):
        key = node.slice
        if isinstance(key, ast.Constant) and isinstance(key.value, str) and names.secret(key.value):
            return key.value
        return None
    return _call(node, frame, names) if isinstance(node, ast.Call) else None


def _variable(node: ast.Name, frame: Frame, names: Names) -> str | None:
    bindings = frame.bindings(node.id)
    imported = [b.origin.rpartition(".")[2] for b in bindings if b.kind is BindingKind.IMPORT and b.origin]
    if bindings and len(imported) == len(bindings):  # a constant may be a secret; a module, class or function is none
        constant = any(name.isupper() and names.secret(name) for name in imported) and not _is_key(node.id, frame)
        return node.id if constant and words(node.id)[0] not in OPERATIONS else None
    if not names.secret(node.id) or (bindings and all(clears(b, node.id, names) for b in bindings)):
        return None
    return None if _is_path(node.id, frame) or _is_key(node.id, frame) else node.id


def _is_key(name: str, frame: Frame) -> bool:
    """Whether a constant is only what something is filed under: the file looks things up by it (``model[API_KEY]``)."""
    if not name.isupper():
        return False
    for node in ast.walk(frame.module.source.tree):
        keys: list[ast.expr | None] = []
        if isinstance(node, ast.Subscript):
            keys = [node.slice]
        elif isinstance(node, ast.Dict):
            keys = node.keys
        elif isinstance(node, ast.Call) and last_name(node.func) in LOOKUPS:
            keys = [*node.args[:1]]
        if any(isinstance(key, ast.Name) and key.id == name for key in keys):
            return True
    return False


def _is_path(name: str, frame: Frame) -> bool:
    """Whether the function takes the variable for a file's path: ``os.path.isfile(privkey)``, ``open(secret)``."""
    body = frame.scope.owner.body
    for call, place in body.nodes(ast.Call):
        assert isinstance(call, ast.Call)
        if any(isinstance(argument, ast.Name) and argument.id == name for argument in call.args):
            origin = place.origin(call.func) or ""
            if origin.startswith("os.path.") or origin in ("builtins.open", "pathlib.Path"):
                return True
    return False


def _attribute(node: ast.Attribute, frame: Frame, names: Names) -> str | None:
    owner = last_name(node.value)
    name = f"{owner}_{node.attr}" if node.attr in TRANSPARENT else node.attr
    if not names.secret(name):
        return None
    if owner[:1].isupper() and words(owner)[-1:] and words(owner)[-1] in CLASSIFIERS:
        return None
    if node.attr.isupper() and not _holds_settings(node.value, frame):
        return None
    bindings = frame.attribute_bindings(node)
    if bindings and all(clears(binding, node.attr, names) for binding in bindings):
        return None
    return f"{owner}.{node.attr}" if owner else node.attr


def _holds_settings(owner: ast.expr, frame: Frame) -> bool:
    """Whether the upper-case attributes of an object are settings; those of any other are constants of its class."""
    name = last_name(owner)
    if isinstance(owner, ast.Name):
        bindings = frame.bindings(name)
        if name in ("self", "cls") or any(b.kind in (BindingKind.IMPORT, BindingKind.CLASS) for b in bindings):
            return True
    return not name or not SETTINGS.isdisjoint(words(name))


def _call(node: ast.Call, frame: Frame, names: Names) -> str | None:
    called = last_name(node.func)
    first = node.args[0] if node.args else None
    if called == "get_secret_value":
        return last_name(node.func.value) if isinstance(node.func, ast.Attribute) else called
    if called in LOOKUPS:
        key = first.value if isinstance(first, ast.Constant) else None
        return key if isinstance(key, str) and names.secret(key) else None
    origin = frame.origin(node.func) or ""
    if origin == "getpass.getpass" or origin.startswith("secrets.token_"):
        return f"{called}()"
    if isinstance(first, ast.Constant) and isinstance(first.value, str) and not names.secret(first.value):
        return None  # get_secret("API_VERSION")
    verb, *rest = words(called) or ("",)
    if GENERIC.issuperset(rest) and not isinstance(first, ast.Constant):
        return None  # get_secret(name) gives whatever a project keeps there: the name it is bound to says more
    if verb in GIVERS and CLEANING.isdisjoint(rest) and names.secret("_".join(rest)):
        return f"{called}()"
    return None


# -- what makes it harmless --------------------------------------------------------------------------------------------


def harmless(value: ast.expr, frame: Frame, names: Names) -> bool:
    """Whether a value under a secret's name is none: a constant, a number, a flag, a mask, a fact about the secret."""
    if isinstance(value, (ast.Constant, ast.Compare)):
        return True
    if isinstance(value, ast.UnaryOp):
        return isinstance(value.op, ast.Not) or harmless(value.operand, frame, names)
    if isinstance(value, ast.IfExp):
        return harmless(value.body, frame, names) and harmless(value.orelse, frame, names)
    if isinstance(value, ast.BoolOp):
        parts = value.values if isinstance(value.op, ast.Or) else value.values[-1:]
        return all(harmless(part, frame, names) for part in parts)
    if isinstance(value, ast.JoinedStr):
        parts = [part.value for part in value.values if isinstance(part, ast.FormattedValue)]
        return all(harmless(part, frame, names) for part in parts)
    if isinstance(value, ast.BinOp):
        sides = (harmless(value.left, frame, names), harmless(value.right, frame, names))
        return any(sides) if not isinstance(value.op, ast.Add) else all(sides)
    if isinstance(value, (ast.List, ast.Tuple, ast.Set, ast.Dict, *COMPREHENSIONS)):
        return True  # what of them is secret says so itself
    if isinstance(value, ast.Subscript):
        return isinstance(value.slice, ast.Slice) and not keeps_item(value)
    if isinstance(value, ast.Call):
        called = last_name(value.func)
        return called in CLEANERS or not CLEANING.isdisjoint(words(called)) or names.about(called)
    name = last_name(value)
    if isinstance(value, ast.Name):
        bindings = frame.bindings(name)
        if bindings and all(clears(binding, name, names) for binding in bindings):
            return True
    return names.about(name) or not CLEANING.isdisjoint(words(name))


def clears(binding: Binding, name: str, names: Names) -> bool:
    """Whether what binds a name shows that it holds no secret."""
    if binding.kind in (BindingKind.FUNCTION, BindingKind.CLASS, BindingKind.EXCEPTION, BindingKind.DELETION):
        return True
    if binding.annotation is not None and _annotated(binding.annotation) <= HARMLESS_TYPES:
        return True
    value = binding.value
    if value is None:
        return False
    if binding.kind is BindingKind.LOOP:  # tokens of a text
        return words(name)[-1:] == ("token",) and any(
            not TOKENISERS.isdisjoint(words(last_name(inner)))
            for inner in ast.walk(value)
            if isinstance(inner, ast.expr)
        )
    if binding.kind is BindingKind.PARAMETER:
        return isinstance(value, ast.Constant) and isinstance(value.value, (int, float)) and binding.annotation is None
    if binding.kind is not BindingKind.ASSIGNMENT:
        return False
    if isinstance(value, ast.Constant):
        return not isinstance(value.value, (str, bytes)) or _is_placeholder(value.value, names)
    if _identifies(value):
        return True
    if isinstance(value, ast.Call):
        called = last_name(value.func)
        if called == "set" and isinstance(value.func, ast.Attribute) and len(value.args) == 1:
            return True  # a ContextVar's token
        return called in CLEANERS or called[:1].isupper() or not CLEANING.isdisjoint(words(called))
    return isinstance(value, ast.Compare) or (isinstance(value, ast.UnaryOp) and isinstance(value.op, ast.Not))


def _identifies(value: ast.expr) -> bool:
    """Whether a value is an identifier, whatever it is called: ``uuid4()``, ``x.serial_number``, ``f"{a_id}:{b}"``."""
    if isinstance(value, ast.Call):
        return last_name(value.func) in ("uuid1", "uuid4", "uuid7")
    if isinstance(value, ast.JoinedStr):
        parts = [part.value for part in value.values if isinstance(part, ast.FormattedValue)]
        return len(parts) > 1 and any(_identifies(part) for part in parts)
    return words(last_name(value))[-1:] in (("id",), ("uuid",), ("number",))


def _is_placeholder(value: str | bytes, names: Names) -> bool:
    """Whether a constant stands for a secret and is none: a mask, ``<token>``, nothing, or the secret's name."""
    text = value.decode("latin-1") if isinstance(value, bytes) else value
    if not text.strip("*•.xX- ") or (text[0] in "<{$" and text[-1] in ">}"):
        return True
    return names.secret(text) or names.about(text)


def _annotated(annotation: ast.expr) -> set[str]:
    """The simple names in an annotation, without None and Optional."""
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        try:
            annotation = ast.parse(annotation.value, mode="eval").body
        except SyntaxError:
            return {"?"}
    found = {last_name(node) for node in ast.walk(annotation) if isinstance(node, (ast.Name, ast.Attribute))}
    return (found - {"Optional", "typing", "None", "Union", "pydantic"}) or {"?"}
