"""Which expressions are secrets by themselves, by their names, and what shows that they are none."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.frame import BindingKind
from flake8_foundry_logging.core.harmless import CLEANING, clears, is_absent, is_lexed, is_object, is_of_text
from flake8_foundry_logging.core.passing import is_constant_name, last_name
from flake8_foundry_logging.core.reaching import reaching
from flake8_foundry_logging.core.stores import stores_of
from foundry_logging.vocabulary import is_secret_name, words

if TYPE_CHECKING:
    from flake8_foundry_logging.core.frame import Binding, Frame
    from flake8_foundry_logging.core.options import Options

__all__ = ["REQUESTS", "Names", "is_passing_name", "source_name"]


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


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
KEY_NAMES = _set("conf attr")
"""First words of a constant that names a key (``CONF_PASSWORD``)."""
SETTINGS = _set("settings setting config conf cfg configuration env environ secrets constants options opts app valves")
"""Words of an object whose upper-case attributes are values that somebody has set."""
LOOSE = frozenset((("storage", "key"), ("client", "key")))
"""Whole names that mostly say where something is stored, or who asks; the runtime hides them all the same."""
TRANSPARENT = _set("value raw text data")
REQUESTS = frozenset(("request", "req", "websocket", "ws"))
"""Words of the name of something whose headers and cookies a client has sent."""
PASSING_NAMES = _set("id ids nonce cnonce suffix name names file path")
"""Last words of a name under which a random text is no secret."""


RANDOM = "secrets.token_"


def is_passing_name(source: str, name: str) -> bool:
    """Whether a random text is no secret under a name: ``request_id = secrets.token_hex()``."""
    return (
        source.startswith("token_")
        and source.endswith("()")
        and words(name)[-1:] != ()
        and (words(name)[-1] in PASSING_NAMES)
    )


class Names:
    """The name function with the user's additions.

    Attributes:
        cleared: of the bindings that were looked at, whether they show that they hold no secret.
        depth: how many expressions are being looked at, each for the sake of the one before.
    """

    def __init__(self, options: Options) -> None:
        self._extra = frozenset(options.secret_words)
        self._not = frozenset(options.not_secrets)
        self.cleared: dict[Binding, bool] = {}
        self.depth = 0

    def secret(self, name: str) -> bool:
        """Whether a value of this name is a secret."""
        if words(name) in LOOSE and not self._extra:
            return False
        return bool(is_secret_name(name, extra_words=self._extra, not_secrets=self._not))

    def about(self, name: str) -> bool:
        """Whether a name speaks of a secret without being one: ``token_id``, ``has_password``."""
        verdict = is_secret_name(name, extra_words=self._extra, not_secrets=self._not)
        return not verdict and verdict.reason.endswith("about a secret, not one")


# -- what is a secret --------------------------------------------------------------------------------------------------


def source_name(node: ast.expr, frame: Frame, names: Names) -> str | None:
    """The name by which an expression itself is a secret, or None."""
    name = None
    if isinstance(node, ast.Name):
        name = _variable(node, frame, names)
    elif isinstance(node, ast.Attribute):
        name = _attribute(node, frame, names)
    elif isinstance(node, ast.Subscript):
        key = node.slice
        if isinstance(key, ast.Constant) and isinstance(key.value, (str, bytes)):
            text = key.value if isinstance(key.value, str) else key.value.decode("latin-1")
            name = text if names.secret(text) else None
        elif is_constant_name(key):
            name = last_name(key) if names.secret(last_name(key)) else None
    elif isinstance(node, ast.Call):
        name = _call(node, frame, names)
        return None if name is None or is_of_text(name, frame) else name
    if name is None or is_absent(node, frame) or is_of_text(name.removeprefix("self."), frame):
        return None
    return name


def _variable(node: ast.Name, frame: Frame, names: Names) -> str | None:
    bindings = reaching(node.id, frame)
    imported = [b.origin.rpartition(".")[2] for b in bindings if b.kind is BindingKind.IMPORT and b.origin]
    if bindings and len(imported) == len(bindings):  # a constant may be a secret; a module, class or function is none
        constant = any(name.isupper() and names.secret(name) for name in imported) and not _is_key(node.id, frame)
        parts = words(node.id)  # of gettext's ``_`` there are none
        named = not (OPERATIONS | KEY_NAMES).isdisjoint(parts[:1]) or parts[-1:] == ("header",)
        return node.id if constant and not named else None
    if node.id.lstrip("_")[:1].isupper() and not node.id.isupper():
        return None  # a class
    if not names.secret(node.id) or (bindings and all(clears(b, node.id, names) for b in bindings)):
        return None
    if _looks_up(node.id, frame):
        return None
    if stores_of(frame.module).masks(node.id, frame):
        return None
    if is_lexed(node.id, frame) or _is_path(node.id, frame) or _is_key(node.id, frame) or is_object(node.id, frame):
        return None
    return node.id


def _is_key(name: str, frame: Frame) -> bool:
    """Whether a constant is only what something is filed under: the file looks things up by it (``model[API_KEY]``)."""
    return name.isupper() and name in frame.module.once(_keys, frame.module.body)


def _keys(body: Frame) -> frozenset[str]:
    """The variables that a file looks things up by."""
    found: list[ast.expr | None] = []
    for node in ast.walk(body.module.source.tree):
        if isinstance(node, ast.Subscript):
            found.append(node.slice)
        elif isinstance(node, ast.Dict):
            found += node.keys
        elif isinstance(node, ast.Call) and last_name(node.func) in LOOKUPS:
            found += node.args[:1]
    return frozenset(key.id for key in found if isinstance(key, ast.Name))


def _looks_up(name: str, frame: Frame) -> bool:
    """Whether the function takes the variable for a secret's name: ``secrets[secret]``."""
    return GENERIC.issuperset(words(name)) and name in frame.module.once(_looked_up, frame.scope.owner.body)


def _looked_up(body: Frame) -> frozenset[str]:
    """What a function looks up in its own plural."""
    return frozenset(
        last_name(node.slice)
        for node, _ in body.nodes(ast.Subscript)
        if isinstance(node, ast.Subscript) and last_name(node.value) == f"{last_name(node.slice)}s"
    )


def _is_path(name: str, frame: Frame) -> bool:
    """Whether the function takes the variable for a file's path: ``os.path.isfile(privkey)``, ``open(secret)``."""
    return name in frame.module.once(_paths, frame.scope.owner.body)


def _paths(body: Frame) -> frozenset[str]:
    """The variables that a function takes for the paths of files."""
    found: set[str] = set()
    for call, place in body.nodes(ast.Call):
        assert isinstance(call, ast.Call)
        names = {argument.id for argument in call.args if isinstance(argument, ast.Name)}
        if not names <= found:
            origin = place.origin(call.func) or ""
            if origin.startswith("os.path.") or origin in ("builtins.open", "pathlib.Path"):
                found |= names
    return frozenset(found)


def _attribute(node: ast.Attribute, frame: Frame, names: Names) -> str | None:
    owner = last_name(node.value)
    name = f"{owner}_{node.attr}" if node.attr in TRANSPARENT else node.attr
    if not names.secret(name) or (node.attr == "cookies" and not REQUESTS.isdisjoint(words(owner))):
        return None  # the cookies of a request are a container, with LGF303 for all of them
    if owner[:1].isupper() and words(owner)[-1:] and words(owner)[-1] in CLASSIFIERS:
        return None
    if node.attr.isupper() and (words(node.attr)[0] in KEY_NAMES or not _holds_settings(node.value, frame)):
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
    if origin == "getpass.getpass" or origin.startswith(RANDOM):
        return f"{called}()"
    if isinstance(first, ast.Constant) and isinstance(first.value, str) and not names.secret(first.value):
        return None  # get_secret("API_VERSION")
    verb, *rest = words(called) or ("",)
    if GENERIC.issuperset(rest) and not isinstance(first, ast.Constant):
        return None  # get_secret(name) gives whatever a project keeps there: the name it is bound to says more
    if verb in GIVERS and CLEANING.isdisjoint(rest) and names.secret("_".join(rest)):
        return f"{called}()"
    return None
