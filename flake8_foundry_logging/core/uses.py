"""What a file does with a variable that is called like a secret, where that shows it is none: a path, a key, a row."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.passing import last_name
from foundry_logging.vocabulary import is_secret_name, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.frame import Frame
    from flake8_foundry_logging.core.module import Module

__all__ = [
    "finds_something",
    "holds_paths",
    "is_key",
    "is_lexed",
    "is_object",
    "is_of_stream",
    "is_of_text",
    "is_path",
    "is_path_of",
    "is_vague_key",
    "looks_up",
    "words_of_else",
]


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


LOOKUPS = _set("get pop getenv setdefault")
"""Functions whose first argument, a constant, names what they give."""
GENERIC = _set("secret secrets credential credentials str value")
"""What the rest of such a name may be without saying which secret it is."""
LEXERS = _set("tokenize tokenizer lexer lex lexical shlex parser parse grammar expressions")
"""Words of the name of a file that takes texts apart."""
LEXING = _set("tokenize token shlex ply pygments lark parso lib2to3")
"""Packages that such a file imports."""
PLAIN_TOKEN = _set("token get next read new old last value text content str top expected generated")
PLAIN = frozenset(name for kind in (str, bytes, dict, list, set) for name in dir(kind))
"""Attributes that texts and containers have."""
ORDER = _set("since until now new prev max min from to")
ORDERED = re.compile(rf"\b({'|'.join(sorted(ORDER))})_token\b")
"""Tokens of which one comes before the other: the positions of a stream."""
POLICY = _set("policy policies")
VAGUE = _set("account client provider service session storage")
"""First words of a key that opens something, or is what something is kept under."""
ASKING = _set("get read load fetch open delete remove exists put save store write list find pop discard has")
"""First words of a method that is told what it is about by its key."""
FOUND_BY = frozenset((("for", "key"), ("by", "key"), ("for", "session"), ("by", "session")))
"""Last words of a function that finds something by a key."""
GIVES_ID = frozenset((("id",), ("ids",), ("lock",), ("path",), ("filename",)))
"""Last words of a function that makes of a key what something is called."""
VARIABLES = frozenset(("os.getenv", "os.environ.get", "os.environ.pop"))
"""Functions that take the name of a variable of the environment."""
SPANS = re.compile(r"\btoken\.(?:start|end|idx|lemma_?|pos_?|lineno|column)\b|\b(?:token|base|quote)_symbol\b")
"""What only a piece of a text has, or the money of an exchange."""
NUMBERED = re.compile(r"\btoken_ids?\b")
VOCABULARY = re.compile(r"vocab|\btokenizer\b|detokenize")
"""Of what a language model's tokens are."""
NEW_TOKEN = ("new", "token")
"""Last words of the function that a language model calls with each piece of its answer."""
FILES = re.compile(
    r"(?:\A|\.)(?:ntpath|posixpath)\.\w+\Z|(?:\A|\.)os\.(?:path\.\w+|symlink|readlink|remove|unlink|rename|replace|chmod|chown|stat|lstat|link|access|open)\Z"
    r"|\Abuiltins\.open\Z|\Apathlib\.(?:Pure)?(?:Posix|Windows)?Path\Z|\Ashutil\.\w+\Z"
)
"""Functions that take the paths of files."""
READERS = frozenset(("loads", "safe_load"))
"""Functions that take the text of a file, not its path."""


# -- keys --------------------------------------------------------------------------------------------------------------


def is_key(name: str, frame: Frame) -> bool:
    """Whether a constant is only what something is filed under: the file looks things up by it (``model[API_KEY]``)."""
    return name.isupper() and name in frame.module.once(_keys, frame.module.body)


def is_vague_key(name: str) -> bool:
    """Whether a name is that of a key which may open something or be what it is found by (``session_key``)."""
    return words(name)[-1:] == ("key",) and not VAGUE.isdisjoint(words(name)[-2:-1])


def finds_something(name: str, frame: Frame) -> bool:
    """Whether the file takes a key for what something is found by: ``sandboxes[session_key]``, ``find_by_key(key)``."""
    return is_vague_key(name) and (
        name in frame.module.once(_keys, frame.module.body) or name in frame.module.once(_asked_by, frame.module.body)
    )


def _keys(body: Frame) -> frozenset[str]:
    """The variables and attributes that a file looks things up by."""
    found: list[ast.expr | None] = []
    for node, _ in body.nodes(ast.Subscript, ast.Dict, ast.Call, nested=True):
        if isinstance(node, ast.Subscript):
            found.append(node.slice)
        elif isinstance(node, ast.Dict):
            found += node.keys
        elif isinstance(node, ast.Call) and last_name(node.func) in LOOKUPS:
            found += node.args[:1]
    return frozenset(last_name(key) for key in found if isinstance(key, (ast.Name, ast.Attribute)))


def _asked_by(body: Frame) -> frozenset[str]:
    """The vague keys that a file hands to functions which find or name something by them."""
    found: set[str] = set()
    for node, _ in body.nodes(ast.Call, nested=True):
        assert isinstance(node, ast.Call)
        for argument in node.args:
            name = last_name(argument)
            if is_vague_key(name) and _asks(node.func, words(name)[-2]):
                found.add(name)
    return frozenset(found)


def _asks(callee: ast.expr, head: str) -> bool:
    """Whether a callee is told by a key what it is about: ``find_for_key``, ``session_id``, ``storage.read``."""
    called = words(last_name(callee))
    if called[-2:] in FOUND_BY or called[-1:] in GIVES_ID:
        return True
    owner = words(last_name(callee.value)) if isinstance(callee, ast.Attribute) else ()
    return called[:1] != () and called[0] in ASKING and owner[-1:] in ((head,), (f"{head}s",))


def looks_up(name: str, frame: Frame) -> bool:
    """Whether the function takes the variable for a secret's name: ``secrets[secret]``."""
    return GENERIC.issuperset(words(name)) and name in frame.module.once(_looked_up, frame.scope.owner.body)


def _looked_up(body: Frame) -> frozenset[str]:
    """What a function looks up in its own plural."""
    return frozenset(
        last_name(node.slice)
        for node, _ in body.nodes(ast.Subscript)
        if isinstance(node, ast.Subscript) and last_name(node.value) == f"{last_name(node.slice)}s"
    )


# -- paths -------------------------------------------------------------------------------------------------------------


def is_path(name: str, frame: Frame) -> bool:
    """Whether the function takes the variable for a file's path (``os.path.isfile(privkey)``, ``open(secret)``), or for
    the name of a variable of the environment."""
    return name in frame.module.once(_paths, frame.scope.owner.body)


def is_path_of(attribute: str, frame: Frame) -> bool:
    """Whether the file takes an attribute of this name for a file's path: ``open(settings.KEY)``, a working folder."""
    return f".{attribute}" in frame.module.once(_paths_of_attributes, frame.module.body)


def holds_paths(name: str, frame: Frame) -> bool:
    """Whether the function takes what is in a container for paths: ``os.symlink(link, target[kind])``."""
    return f"{name}[]" in frame.module.once(_paths, frame.scope.owner.body)


def _paths(body: Frame) -> frozenset[str]:
    """The variables that a function takes for the paths of files, and with ``[]`` the containers of such."""
    found: set[str] = set()
    texts: set[str] = set()
    for call, place in body.nodes(ast.Call):
        assert isinstance(call, ast.Call)
        names = set(_names_of(call.args))
        if last_name(call.func) in READERS:
            texts |= names
        elif not names <= found and _takes_names(place.origin(call.func) or ""):
            found |= names
    return frozenset(found - texts)


def _takes_names(origin: str) -> bool:
    return origin in VARIABLES or FILES.search(origin) is not None


def _paths_of_attributes(body: Frame) -> frozenset[str]:
    """The attributes that a file takes for the paths of files, with a dot in front."""
    found: set[str] = set()
    for call, place in body.nodes(ast.Call, nested=True):
        assert isinstance(call, ast.Call)
        names = {f".{argument.attr}" for argument in call.args if isinstance(argument, ast.Attribute)}
        if not names <= found and FILES.search(place.origin(call.func) or ""):
            found |= names
    return frozenset(found)


def _names_of(arguments: list[ast.expr]) -> Iterator[str]:
    for argument in arguments:
        if isinstance(argument, ast.Name):
            yield argument.id
        elif isinstance(argument, ast.Subscript) and isinstance(argument.value, ast.Name):
            yield f"{argument.value.id}[]"


# -- texts and rows ----------------------------------------------------------------------------------------------------


def words_of_else(module: Module) -> frozenset[str]:
    """Words of secrets that mean something else in a file, which says so: ``ssn`` is a serial number, a flow's cookie
    is a number, and the credentials that a policy is asked about are who asks.
    """
    return module.once(_words_of_else, module.body)


def _words_of_else(body: Frame) -> frozenset[str]:
    text = body.module.source.text.casefold()
    found: set[str] = set()
    if "ssn" in text and "serialnumber" in text.replace("_", "").replace(" ", ""):
        found.add("ssn")
    if "cookie" in text and "openflow" in text:
        found |= {"cookie", "cookies"}
    if "credentials" in text and "enforce" in text and not POLICY.isdisjoint(words(body.module.path)):
        found.add("credentials")
    return frozenset(found)


def is_object(name: str, frame: Frame) -> bool:
    """Whether the function reads attributes of a variable that no text or container has: a row, with a repr of its own.

    One that is a secret again (``credentials.password``) is likely to be in the repr.
    """
    read = frame.module.once(_read_attributes, frame.scope.owner.body).get(name, ())
    return any(attribute not in PLAIN for attribute in read) and not any(
        is_secret_name(attribute) or attribute in ("value", "raw", "text", "data", "key") for attribute in read
    )


def _read_attributes(body: Frame) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for node, _ in body.nodes(ast.Attribute):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            found.setdefault(node.value.id, set()).add(node.attr)
    return found


def is_lexed(name: str, frame: Frame) -> bool:
    """Whether the function compares a token with punctuation or a keyword: it is a piece of a text that it parses."""
    if words(name)[-1:] not in (("token",), ("tokens",)):
        return False
    return name in frame.module.once(_lexed_names, frame.scope.owner.body)


def is_of_text(name: str, frame: Frame) -> bool:
    """Whether a name says no more than that it is a token, in code that takes texts apart: a lexer, a parser, what a
    language model calls with each new token."""
    if not PLAIN_TOKEN.issuperset(words(name)):
        return False
    function = frame.function
    if function is not None and words(function.name)[-2:] == NEW_TOKEN:
        return True
    return frame.module.once(_takes_texts_apart, frame.module.body)


def is_of_stream(name: str, frame: Frame) -> bool:
    """Whether a name says no more than that it is a token, in a file whose tokens are the positions of a stream."""
    said = words(name.rpartition(".")[2])
    return (
        said[-1:] != () and (PLAIN_TOKEN | ORDER).issuperset(said) and frame.module.once(_has_order, frame.module.body)
    )


def _has_order(body: Frame) -> bool:
    return len(set(ORDERED.findall(body.module.source.text))) > 1


def _takes_texts_apart(body: Frame) -> bool:
    stem = body.module.path.replace("\\", "/").rpartition("/")[2].removesuffix(".py")
    text = body.module.source.text
    if not LEXERS.isdisjoint(words(stem)) or SPANS.search(text):
        return True
    if NUMBERED.search(text) and VOCABULARY.search(text):
        return True
    bound = (binding for bindings in body.scope.bindings.values() for binding in bindings)
    return any(binding.origin is not None and binding.origin.split(".")[0] in LEXING for binding in bound)


def _lexed_names(body: Frame) -> frozenset[str]:
    found = set()
    for node, _ in body.nodes(ast.Compare):
        if isinstance(node, ast.Compare) and isinstance(node.left, ast.Name):
            constants = [part for right in node.comparators for part in (*getattr(right, "elts", ()), right)]
            if any(isinstance(c, ast.Constant) and isinstance(c.value, str) and _is_syntax(c.value) for c in constants):
                found.add(node.left.id)
    return frozenset(found)


def _is_syntax(text: str) -> bool:
    return text.isupper() or (0 < len(text) <= 2 and not text.isalnum() and not text.isspace())
