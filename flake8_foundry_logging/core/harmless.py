"""What shows that a value which is called like a secret is none: a mask, a number, a fact about it, its absence."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.circumstances import annotated, is_absent, is_masked
from flake8_foundry_logging.core.frame import COMPREHENSIONS, BindingKind
from flake8_foundry_logging.core.passing import (
    CLEANING,
    hides,
    is_constant_name,
    items_of_loop,
    keeps_item,
    key_of,
    last_name,
)
from flake8_foundry_logging.core.reaching import reaching
from flake8_foundry_logging.core.uses import is_object, is_vague_key
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from flake8_foundry_logging.core.frame import Binding, Frame, Scope
    from flake8_foundry_logging.core.secret_sources import Names

__all__ = ["clears", "harmless", "is_cut_off"]


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


CLEANERS = _set(
    "len bool type isinstance issubclass id hash callable int float complex round sum any all count hasattr hashpw"
)
"""Functions of which nothing of the value comes back, or a number."""
DIGESTS = _set("hashlib hmac bcrypt argon2")
"""Modules whose functions give digests."""
GIVERS = _set("provider generator store manager cookie url")
"""Last words of something that gives a secret when it is called, although it is none."""
HARMLESS_TYPES = _set("int bool float UUID SecretStr SecretBytes Secret")
TOKENISERS = _set(
    """
    tokens tokenizer tokenize tokenise tokenized lexer lex parser parse sentence doc words split tokenlist shlex
    stream streamer streaming gen generator chunks completion generation
    """
)
ADDRESSES = frozenset((word,) for word in _set("url uri base host hostname port scheme domain"))
"""Last words of the parts of a URL that are no secrets."""
CHALLENGES = _set("www-authenticate proxy-authenticate")
"""Headers with which a server asks for a log-in."""
ENDINGS = (".pem", ".key", ".crt", ".pub", ".json", ".txt", ".yaml", ".yml", ".toml", ".ini", ".cfg", ".env")
"""How the name of a file ends that may hold a secret."""
SENTENCE = 3
"""Words that make a text a sentence; ``Authorization: Bearer`` is none."""
SEEN = 8
"""Characters at one end of a secret that may be seen where a mask stands for the rest."""
DEEPEST = 64
"""How many expressions are looked at, one for the sake of the other; code that people write needs three or four."""
HELPERS = 2
"""How many helpers of the file may stand between a value and its mask."""


def harmless(value: ast.expr, frame: Frame, names: Names, helpers: int = HELPERS) -> bool:
    """Whether a value under a secret's name is none: a constant, a number, a flag, a mask, a fact about the secret."""
    if names.depth >= DEEPEST:
        return False  # nobody writes that by hand; what is not shown to be harmless is not
    names.depth += 1
    try:
        return _is_harmless(value, frame, names, helpers)
    finally:
        names.depth -= 1


def _is_harmless(value: ast.expr, frame: Frame, names: Names, helpers: int) -> bool:
    if isinstance(value, (ast.Constant, ast.Compare)):
        return True
    if isinstance(value, (ast.List, ast.Tuple, ast.Set, ast.Dict, *COMPREHENSIONS)):
        return True  # what of them is secret says so itself
    if isinstance(value, (ast.Name, ast.Attribute)):
        name = last_name(value)
        if isinstance(value, ast.Name):
            bindings = reaching(name, frame)
            if bindings and all(clears(binding, name, names) for binding in bindings):
                return True
            if is_object(name, frame):
                return True
        return names.about(name) or not CLEANING.isdisjoint(words(name)) or is_absent(value, frame)
    return _made_harmless(value, frame, names, helpers) or (key_of(value) is not None and is_masked(value, frame))


def _made_harmless(value: ast.expr, frame: Frame, names: Names, helpers: int) -> bool:
    """The same for what an expression makes of its parts."""

    def all_of(parts: list[ast.expr]) -> bool:
        return all(harmless(part, frame, names, helpers) for part in parts)

    if isinstance(value, ast.UnaryOp):
        return isinstance(value.op, ast.Not) or all_of([value.operand])
    if isinstance(value, ast.IfExp):
        return all_of([value.body, value.orelse])
    if isinstance(value, ast.BoolOp):
        return all_of(value.values if isinstance(value.op, ast.Or) else value.values[-1:])
    if isinstance(value, ast.JoinedStr):
        return all_of([part.value for part in value.values if isinstance(part, ast.FormattedValue)])
    if isinstance(value, ast.BinOp):
        if isinstance(value.op, (ast.Add, ast.Mod)):
            return is_cut_off(value) or all_of(_terms(value))
        return all_of([value.left]) or all_of([value.right])
    if isinstance(value, ast.Subscript):
        return _is_short(value) or (isinstance(value.slice, ast.Slice) and all_of([value.value]))
    if isinstance(value, (ast.Await, ast.NamedExpr)):
        return all_of([value.value])
    return isinstance(value, ast.Call) and _cleans(value, frame, names, helpers)


def _terms(value: ast.expr) -> list[ast.expr]:
    """The terms of a sum, however long, last first."""
    found: list[ast.expr] = []
    while isinstance(value, ast.BinOp) and isinstance(value.op, (ast.Add, ast.Mod)):
        found.append(value.right)
        value = value.left
    return [*found, value]


def is_cut_off(value: ast.expr) -> bool:
    """Whether a sum shows a few characters of something and a mask for the rest: ``key[:8] + "*" * 12``."""
    if not isinstance(value, ast.BinOp):
        return False
    terms = _terms(value)
    return any(map(_is_padding, terms)) and all(_is_padding(term) or _is_prefix(term) for term in terms)


def _is_padding(value: ast.expr) -> bool:
    """Whether a value is what stands for the rest of a secret: ``"***"``, ``"*" * 12``."""
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Mult):
        return _is_padding(value.left) or _is_padding(value.right)
    text = value.value if isinstance(value, ast.Constant) else None
    return isinstance(text, str) and bool(text) and not text.strip("*•xX")


def _is_prefix(value: ast.expr) -> bool:
    """Whether a value is the beginning or the end of something, and short: what a mask leaves to be seen."""
    if not isinstance(value, ast.Subscript) or not isinstance(value.slice, ast.Slice):
        return False
    return any(
        isinstance(end, ast.Constant) and isinstance(end.value, int) and end.value <= SEEN
        for end in (value.slice.upper, getattr(value.slice.lower, "operand", None))
    )


def _is_short(value: ast.Subscript) -> bool:
    return isinstance(value.slice, ast.Slice) and not keeps_item(value)


def _cleans(call: ast.Call, frame: Frame, names: Names, helpers: int) -> bool:
    """Whether a call gives a mask, a digest, a number or a fact."""
    called = last_name(call.func)
    if called in CLEANERS or hides(call):
        return True
    if names.about(called) and words(called)[-1] not in GIVERS:
        return True
    if any(_is_emptied(argument, names) for argument in call.args):
        return True
    if isinstance(call.func, ast.Attribute):
        owner = call.func.value
        if last_name(owner) in DIGESTS or (frame.origin(owner) or "").partition(".")[0] in DIGESTS:
            return True
        if called in ("hexdigest", "digest", "decode", "strip") and isinstance(owner, ast.Call):
            return _cleans(owner, frame, names, helpers)
    if (frame.origin(call.func) or "").partition(".")[0] in DIGESTS:
        return True
    scope = frame.local_function(call.func) if helpers else None
    return scope is not None and _returns_mask(scope, names, helpers - 1)


def _is_emptied(value: ast.expr, names: Names) -> bool:
    """Whether a dict is written with its secret taken out: ``{**connection, "password": None}``."""
    return isinstance(value, ast.Dict) and any(
        isinstance(key, ast.Constant)
        and isinstance(key.value, str)
        and names.secret(key.value)
        and isinstance(item, ast.Constant)
        and not isinstance(item.value, bool)
        and not item.value
        for key, item in zip(value.keys, value.values, strict=True)
    )


def _returns_mask(scope: Scope, names: Names, helpers: int) -> bool:
    """Whether a function of the file returns only constants, short pieces and masks."""
    returned = [(node.value, place) for node, place in scope.body.nodes(ast.Return) if isinstance(node, ast.Return)]
    values = [(value, place) for value, place in returned if value is not None]
    return bool(values) and all(
        not isinstance(value, (ast.Dict, ast.List, ast.Tuple)) and harmless(value, place, names, helpers)
        for value, place in values
    )


def clears(binding: Binding, name: str, names: Names) -> bool:
    """Whether what binds a name shows that it holds no secret; each binding is looked at once."""
    if binding in names.cleared:
        return names.cleared[binding]
    names.cleared[binding] = False  # what is bound to itself (``token = token or other``) shows nothing by that
    names.cleared[binding] = _shows_harmless(binding, name, names)
    return names.cleared[binding]


def _shows_harmless(binding: Binding, name: str, names: Names) -> bool:
    if binding.kind in (BindingKind.FUNCTION, BindingKind.CLASS, BindingKind.EXCEPTION, BindingKind.DELETION):
        return True
    if binding.annotation is not None and annotated(binding.annotation) <= HARMLESS_TYPES:
        return True
    if binding.kind is BindingKind.LOOP:
        return _iterates_harmless(binding, name, names)
    value = binding.value
    if value is None:
        return False
    if binding.kind is BindingKind.PARAMETER:
        return isinstance(value, ast.Constant) and isinstance(value.value, (int, float)) and binding.annotation is None
    return binding.kind is BindingKind.ASSIGNMENT and _is_cleared(value, name, binding.frame, names)


def _is_cleared(value: ast.expr, name: str, frame: Frame, names: Names) -> bool:
    if isinstance(value, ast.Constant):
        return not isinstance(value.value, (str, bytes)) or _is_placeholder(value.value, name, names)
    if isinstance(value, (ast.List, ast.Tuple, ast.Set, ast.Dict)):
        return False
    if isinstance(value, (ast.ListComp, ast.SetComp, ast.GeneratorExp)):
        scope = frame.module.scope_of(value)
        return harmless(value.elt, scope.body if scope is not None else frame, names)
    if (
        (_identifies(value) and words(name)[-1:] != ("url",))
        or _is_file(value)
        or _is_sentence(value)
        or _is_plain_url(value, name)
        or _is_challenge(value)
        or _is_file_name(value)
        or _is_drawn(value, name)
    ):
        return True
    if isinstance(value, ast.Call):
        called = last_name(value.func)
        if called == "set" and isinstance(value.func, ast.Attribute) and len(value.args) == 1:
            return True  # a ContextVar's token
        if called in ("getcwd", "cwd"):
            return True  # the working folder, as pwd prints it
        return called.lstrip("_")[:1].isupper() or harmless(value, frame, names)
    if is_vague_key(name) and (isinstance(value, ast.JoinedStr) or last_name(value) == "key"):
        return True  # put together of what it is about, or the key of a thing
    if isinstance(value, ast.JoinedStr) and not any(isinstance(part, ast.FormattedValue) for part in value.values):
        return False
    if isinstance(value, (ast.Name, ast.Attribute)):
        return isinstance(value, ast.Attribute) and names.about(value.attr)
    return not isinstance(value, ast.DictComp) and harmless(value, frame, names)


def _iterates_harmless(binding: Binding, name: str, names: Names) -> bool:
    """Whether a loop goes over the tokens of a text, or over what has been made harmless."""
    for iterable, _ in items_of_loop(binding):
        if isinstance(iterable, ast.Name):
            bindings = reaching(iterable.id, binding.frame)
            if words(name)[-1:] == ("token",) and any(
                isinstance(b.value, ast.Call) and not TOKENISERS.isdisjoint(words(last_name(b.value.func)))
                for b in bindings
            ):
                return True
            if bindings and all(b.kind is BindingKind.ASSIGNMENT and clears(b, iterable.id, names) for b in bindings):
                return True
        if words(name)[-1:] == ("token",) and any(
            not TOKENISERS.isdisjoint(words(last_name(inner)))
            for inner in ast.walk(iterable)
            if isinstance(inner, ast.expr)
        ):
            return True
    return False


def _identifies(value: ast.expr) -> bool:
    """Whether a value is an identifier, whatever it is called: ``uuid4()``, ``x.serial_number``, ``f"{a_id}:{b}"``."""
    if isinstance(value, ast.Call):
        return last_name(value.func) in ("uuid1", "uuid4", "uuid7")
    if isinstance(value, ast.JoinedStr):
        parts = [part.value for part in value.values if isinstance(part, ast.FormattedValue)]
        return len(parts) > 1 and any(_identifies(part) for part in parts)
    return words(last_name(value))[-1:] in (("id",), ("uuid",), ("number",))


def _is_file(value: ast.expr) -> bool:
    """Whether a value is taken from under a key that says where a secret is kept: ``certs["keyfile"]``."""
    key = key_of(value)
    return key is not None and key.casefold().endswith(("file", "path", "filename"))


def _is_sentence(value: ast.expr) -> bool:
    """Whether a value is prose around its parts, which speak for themselves: ``f"(profile {x} of server {y})"``."""
    if not isinstance(value, ast.JoinedStr):
        return isinstance(value, ast.IfExp) and all(
            isinstance(part, ast.Constant) or _is_sentence(part) for part in (value.body, value.orelse)
        )
    texts = [part.value for part in value.values if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return sum(word.strip("(),:;.!").isalpha() for text in texts for word in text.split()) >= SENTENCE


def _is_plain_url(value: ast.expr, name: str) -> bool:
    """Whether a URL is put together of an address and constants, with no id in it that only its owner knows."""
    if words(name)[-1:] != ("url",) or not isinstance(value, (ast.JoinedStr, ast.BinOp)):
        return False
    return all(is_constant_name(part) or words(last_name(part))[-1:] in ADDRESSES for part in _joined(value))


def _is_challenge(value: ast.expr) -> bool:
    """Whether a value is what a server answers to who is not logged in: ``headers["WWW-Authenticate"]``."""
    key = key_of(value)
    if key is None and isinstance(value, ast.Call) and value.args:
        first = value.args[0]
        key = first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None
    return key is not None and key.casefold() in CHALLENGES


def _is_file_name(value: ast.expr) -> bool:
    """Whether a text is put together to be a file's name: ``f"{folder}/minion.pem"``."""
    last = value.values[-1] if isinstance(value, ast.JoinedStr) and len(value.values) > 1 else None
    return isinstance(last, ast.Constant) and isinstance(last.value, str) and last.value.endswith(ENDINGS)


def _is_drawn(value: ast.expr, name: str) -> bool:
    """Whether a connection is none to a database: a text that neither assigns anything nor has an address."""
    if not isinstance(value, ast.JoinedStr) or words(name)[-2:-1] not in (("conn",), ("connection",)):
        return False
    texts = [part.value for part in value.values if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return not any(sign in text for text in texts for sign in ("://", "=", "@"))


def _joined(value: ast.expr) -> list[ast.expr]:
    """What a text is put together of, but for its constants."""
    if isinstance(value, ast.JoinedStr):
        return [part.value for part in value.values if isinstance(part, ast.FormattedValue)]
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add):
        return [*_joined(value.left), *_joined(value.right)]
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute) and value.func.attr.endswith("strip"):
        return _joined(value.func.value)
    return [] if isinstance(value, ast.Constant) else [value]


def _is_placeholder(value: str | bytes, name: str, names: Names) -> bool:
    """Whether a constant stands for a secret and is none: a mask, ``<token>``, nothing, a path, or its own name."""
    text = value.decode("latin-1") if isinstance(value, bytes) else value
    if not text.strip("*•.xX- ") or (text[0] in "<{$[(" and text[-1] in ">})]"):
        return True
    if text.startswith("/") and words(name)[-1:] == ("url",):
        return True  # of which the source code makes no secret
    return names.secret(text) or names.about(text)
