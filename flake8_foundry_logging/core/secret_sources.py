"""Which expressions are secrets by themselves, by their names, and what shows that they are none."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.circumstances import is_absent, is_masked, is_refused
from flake8_foundry_logging.core.frame import BindingKind
from flake8_foundry_logging.core.harmless import clears
from flake8_foundry_logging.core.passing import CLEANING, is_constant_name, last_name
from flake8_foundry_logging.core.reaching import reaching
from flake8_foundry_logging.core.uses import (
    GENERIC,
    LOOKUPS,
    finds_something,
    holds_paths,
    is_key,
    is_lexed,
    is_object,
    is_of_stream,
    is_of_text,
    is_path,
    is_path_of,
    looks_up,
    words_of_else,
)
from foundry_logging.vocabulary import words
from foundry_logging.vocabulary.names import NameRules

if TYPE_CHECKING:
    from flake8_foundry_logging.core.frame import Binding, Frame
    from flake8_foundry_logging.core.module import Module
    from flake8_foundry_logging.core.options import Options
    from foundry_logging.vocabulary import Verdict

__all__ = ["REQUESTS", "Names", "is_passing_name", "names_of", "source_name"]


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


GIVERS = _set("get generate create make build fetch read load new issue decrypt retrieve obtain mint getpass")
"""First words of a function that gives the secret in its name; ``check_password`` and ``reset_token`` give none."""
CLASSIFIERS = frozenset(
    form
    for word in _set("type kind enum mode method status scope event error code field column name key grant")
    for form in (word, f"{word}s")
) - _set("key")
"""Last words of a class whose members are names of secrets and no secrets (``GrantType.PASSWORD``)."""
OPERATIONS = _set("add change check create delete generate get list read refresh remove reset rotate set update verify")
"""First words of a constant that names something to do (``UPDATE_USER_PASSWORD``)."""
OPERATION = _set("operation operations endpoint route")
"""Words anywhere in a constant that names one."""
KEY_NAMES = _set("conf attr env")
"""First words of a constant that names a key or a variable (``CONF_PASSWORD``, ``ENV_API_KEY``)."""
SETTINGS = _set("settings setting config conf cfg configuration env environ secrets constants options opts app valves")
"""Words of an object whose upper-case attributes are values that somebody has set."""
TRANSPARENT = _set("value raw text data")
ANSWERS = _set("text content body data")
"""What a server has answered."""
COUNTED = _set("quota quotas limits usage usages counts totals stats hook hooks handlers callbacks listeners")
"""Last words of a container that holds numbers, whatever they count, or what is called when something comes."""
REQUESTS = frozenset(("request", "req", "websocket", "ws"))
"""Words of the name of something whose headers and cookies a client has sent."""
PASSING_NAMES = _set("id ids nonce cnonce suffix name names file path seed salt iv challenge")
"""Last words of a name under which a random text is no secret."""
FILE_NAMES = _set("file filename filepath dir directory folder")
"""Last words of a name under which nothing is one."""


RANDOM = "secrets.token_"


def is_passing_name(source: str, name: str) -> bool:
    """Whether a secret is none under a name: a file's, or, where it is random, an id's (``id = token_hex()``)."""
    if not FILE_NAMES.isdisjoint(words(name)[-1:]):
        return True
    return (
        source.startswith(("token_", "generate_"))
        and source.endswith("()")
        and words(name)[-1:] != ()
        and (words(name)[-1] in PASSING_NAMES)
    )


class Names:
    """The name function with the user's additions, as one file means the names.

    Args:
        options: what the user told the rules.
        unsaid: words that say nothing of secrets in the file.

    Attributes:
        cleared: of the bindings that were looked at, whether they show that they hold no secret.
        depth: how many expressions are being looked at, each for the sake of the one before.
    """

    def __init__(self, options: Options, unsaid: frozenset[str] = frozenset()) -> None:
        self._rules = NameRules(frozenset(options.secret_words), frozenset(options.not_secrets))
        self._unsaid = unsaid
        self._verdicts: dict[str, Verdict] = {}
        self.cleared: dict[Binding, bool] = {}
        self.depth = 0

    def secret(self, name: str) -> bool:
        """Whether a value of this name is a secret."""
        return self._verdict(name).secret

    def about(self, name: str) -> bool:
        """Whether a name speaks of a secret without being one: ``token_id``, ``has_password``."""
        return self._verdict(name).about

    def _verdict(self, name: str) -> Verdict:
        verdict = self._verdicts.get(name)
        if verdict is None:
            said = name
            if not self._unsaid.isdisjoint(words(name)):
                said = "_".join(word for word in words(name) if word not in self._unsaid)
            verdict = self._verdicts[name] = self._rules.verdict(said)
        return verdict


def names_of(module: Module) -> Names:
    """The name function of a file, one for all rules, so that no binding is judged twice."""
    return module.once(_names, module.body)


def _names(body: Frame) -> Names:
    return Names(body.module.options, words_of_else(body.module))


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
        if isinstance(node.value, ast.Name) and holds_paths(node.value.id, frame):
            return None
        if not COUNTED.isdisjoint(words(last_name(node.value))[-1:]):
            return None
        if isinstance(key, ast.Constant) and isinstance(key.value, (str, bytes)):
            text = key.value if isinstance(key.value, str) else key.value.decode("latin-1")
            name = text if names.secret(text) else None
        elif is_constant_name(key):
            name = last_name(key) if names.secret(last_name(key)) else None
    elif isinstance(node, ast.Call):
        name = _call(node, frame, names)
        return None if name is None or is_of_text(name, frame) or is_masked(node, frame) else name
    if name is None or is_masked(node, frame):
        return None
    if is_absent(node, frame) or is_of_text(name.removeprefix("self."), frame) or is_of_stream(name, frame):
        return None
    return name


def _variable(node: ast.Name, frame: Frame, names: Names) -> str | None:
    bindings = reaching(node.id, frame)
    imported = [b.origin.rpartition(".")[2] for b in bindings if b.kind is BindingKind.IMPORT and b.origin]
    if bindings and len(imported) == len(bindings):  # a constant may be a secret; a module, class or function is none
        constant = any(name.isupper() and names.secret(name) for name in imported) and not is_key(node.id, frame)
        parts = words(node.id)  # of gettext's ``_`` there are none
        named = not (OPERATIONS | KEY_NAMES).isdisjoint(parts[:1]) or parts[-1:] == ("header",)
        return node.id if constant and not named else None
    if node.id.lstrip("_")[:1].isupper() and not node.id.isupper():
        return None  # a class
    if not names.secret(node.id) or (bindings and all(clears(b, node.id, names) for b in bindings)):
        return None
    if looks_up(node.id, frame) or finds_something(node.id, frame):
        return None
    if is_lexed(node.id, frame) or is_path(node.id, frame) or is_key(node.id, frame) or is_object(node.id, frame):
        return None
    return node.id


def _attribute(node: ast.Attribute, frame: Frame, names: Names) -> str | None:
    owner = last_name(node.value)
    name = f"{owner}_{node.attr}" if node.attr in TRANSPARENT else node.attr
    if not names.secret(name) or (node.attr == "cookies" and not REQUESTS.isdisjoint(words(owner))):
        return None  # the cookies of a request are a container, with LGF303 for all of them
    if _is_member(node) or is_path_of(node.attr, frame):
        return None
    if owner[:1].isupper() and words(owner)[-1:] and words(owner)[-1] in CLASSIFIERS:
        return None
    if node.attr.isupper() and (
        words(node.attr)[0] in KEY_NAMES
        or not OPERATION.isdisjoint(words(node.attr))
        or not _holds_settings(node.value, frame)
    ):
        return None
    if finds_something(node.attr, frame) or (node.attr in ANSWERS and is_refused(node.value, frame)):
        return None
    bindings = frame.attribute_bindings(node)
    if bindings and all(clears(binding, node.attr, names) for binding in bindings):
        return None
    return f"{owner}.{node.attr}" if owner else node.attr


def _is_member(node: ast.Attribute) -> bool:
    """Whether an expression is what a member of an enumeration stands for: ``Right.ResetPassword.value``."""
    member = node.value
    if node.attr not in ("value", "name") or not isinstance(member, ast.Attribute) or member.attr.isupper():
        return False
    return member.attr[:1].isupper() and last_name(member.value)[:1].isupper()


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
        if len(node.args) > 2 and isinstance(node.args[1], ast.Constant):
            first = node.args[1]  # a section stands before it
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
