"""Broad clauses that lose nothing: what they guard is given up anyway, answers by its failure, or is to fail."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.carriers import call_name
from flake8_foundry_logging.rules._paths import is_test_path
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_foundry_logging.core.handler import Handler

__all__ = ["is_conversion", "is_release", "loses_nothing", "releases_by_name"]


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


RELEASES = _set(
    "close aclose shutdown stop disconnect release unlink rmdir rmtree kill killpg terminate cancel join quit "
    "unsubscribe"
)
BESIDE_RELEASES = _set(
    "all async browser channel channels client clients conn connection connections do driver fd file files force "
    "handle handles now old pool process quietly reader response safe session sessions sock socket sockets stream "
    "streams task tasks transport wait websocket writer ws"
)
"""Words that may stand beside one of a release: ``force_close_all``, but not ``close_order``."""
PICKLERS = _set("pickle cloudpickle dill")
PARSERS = _set("json orjson ujson simplejson rapidjson")
CONVERSIONS = _set(
    "int float complex Decimal Fraction UUID literal_eval fromisoformat strptime fromtimestamp b64decode "
    "urlsafe_b64decode a2b_base64 unhexlify fromhex ip_address ip_network make_url urlparse urlsplit unquote "
    "unquote_plus getpeername getsockname"
)
"""Calls whose failure says one thing: this value is none of that kind."""
TEXT_METHODS = _set(
    "decode encode strip lstrip rstrip split rsplit partition rpartition splitlines lower upper replace group groups "
    "match search fullmatch str len removeprefix removesuffix"
)
ASSERTIONS = ("assert", "fail")
ACCEPTED = re.compile(r"#\s*(?:noqa|nosec)\s*:?[\w\s,:]*\b[SB]11[02]\b", re.IGNORECASE)
"""A comment that tells ruff, flake8-bandit or bandit that this silence is meant."""
ERRORS = _set("e err error ex exc exception failure")
"""Parameters of a function that is told of an error: its caller has that."""


def loses_nothing(handler: Handler) -> bool:
    """Whether a silent clause guards a release, a conversion or a choice of imports, or what a test provokes."""
    if is_test_path(handler.frame.module):
        return not _asserts(handler)
    body = handler.try_node.body
    if handler.idle and is_release(body):
        return True
    if _is_accepted(handler) or _describes(handler):
        return True
    return _chooses_imports(handler) or (is_conversion(body) and all(map(_is_default, handler.node.body)))


def _is_accepted(handler: Handler) -> bool:
    """Whether a comment says that another checker's finding of this very silence was looked at and left."""
    source, node = handler.frame.module.source, handler.node
    if not handler.idle or "#" not in "".join(source.lines[node.lineno - 1 : node.end_lineno]):
        return False  # finding all comments of a file is dear
    return any(
        ACCEPTED.search(source.comments.get(line, "")) for line in range(node.lineno, (node.end_lineno or 0) + 1)
    )


def _describes(handler: Handler) -> bool:
    """Whether a function makes text of an object, or looks into an error that it is given: it must not fail."""
    function = handler.frame.function
    if function is None:
        return False
    if "repr" in words(function.name) or function.name in ("__str__", "__format__"):
        return True  # a log call may call it
    given = {argument.arg for argument in (*function.args.posonlyargs, *function.args.args)} & ERRORS
    body = handler.try_node.body
    value = body[0].value if len(body) == 1 and isinstance(body[0], (ast.Return, ast.Assign)) else None
    if not given or value is None:
        return False
    roots = [_root(node) for node in ast.walk(value) if isinstance(node, ast.Call)] or [_root(value)]
    return all(root in given for root in roots)


def _root(node: ast.expr) -> str | None:
    """The name that a chain of attributes, items and calls begins with."""
    while isinstance(node, (ast.Attribute, ast.Subscript, ast.Call)):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else None


def is_conversion(body: Sequence[ast.stmt]) -> bool:
    """Whether a block does nothing but convert values, and that at least once: ``port = int(text)``."""
    converted = False
    for statement in body:
        if not isinstance(statement, (ast.Assign, ast.AnnAssign, ast.Expr, ast.Return)):
            return False
        for node in ast.walk(statement):
            if isinstance(node, (ast.Await, ast.Yield, ast.YieldFrom, ast.Lambda, ast.comprehension)):
                return False
            if isinstance(node, ast.Call):
                if _converts(node) or _asks_whether_it_pickles(node, statement):
                    converted = True
                elif call_name(node.func) not in TEXT_METHODS:
                    return False
    return converted


def _converts(call: ast.Call) -> bool:
    name, func = call_name(call.func), call.func
    if name == "loads":
        return isinstance(func, ast.Attribute) and call_name(func.value) in PARSERS
    if name in ("decode", "json"):  # of what is there: response.json(), not client.get(url).json()
        return isinstance(func, ast.Attribute) and not isinstance(func.value, ast.Call)
    return name in CONVERSIONS


def _asks_whether_it_pickles(call: ast.Call, statement: ast.stmt) -> bool:
    """``pickle.dumps(value)`` for nothing but to see whether it does."""
    if not isinstance(statement, ast.Expr) or statement.value is not call:
        return False
    return isinstance(call.func, ast.Attribute) and call.func.attr == "dumps" and call_name(call.func.value) in PICKLERS


def is_release(body: Sequence[ast.stmt]) -> bool:
    """Whether a lone call gives something up: that this failed is nobody's loss."""
    value = body[0].value if len(body) == 1 and isinstance(body[0], ast.Expr) else None
    value = value.value if isinstance(value, ast.Await) else value
    return isinstance(value, ast.Call) and releases_by_name(call_name(value.func))


def releases_by_name(name: str) -> bool:
    """Whether a function is called like one that gives something up: ``close``, ``force_close_all``."""
    parts = set(words(name))
    return not parts.isdisjoint(RELEASES) and parts <= RELEASES | BESIDE_RELEASES


def _chooses_imports(handler: Handler) -> bool:
    """Whether one import stands in for another: where neither is there, the second says so."""
    return all(isinstance(node, (ast.Import, ast.ImportFrom)) for node in (*handler.try_node.body, *handler.node.body))


def _is_default(statement: ast.stmt) -> bool:
    """Whether a statement does nothing but take another value, or none, or note which value it was."""
    value = statement.value if isinstance(statement, ast.Expr) else None
    if isinstance(value, ast.Call) and call_name(value.func) in ("append", "add"):
        return all(isinstance(argument, ast.Name) for argument in value.args)
    if not isinstance(statement, (ast.Assign, ast.AnnAssign, ast.Return, ast.Pass, ast.Continue, ast.Break)):
        return False
    return not any(isinstance(node, ast.Call) for node in ast.walk(statement))


def _asserts(handler: Handler) -> bool:
    """Whether its ``try`` holds an assertion, whose failure it takes for the error that was to come."""
    for statement in handler.try_node.body:
        for node in ast.walk(statement):
            if isinstance(node, ast.Assert):
                return True
            if isinstance(node, ast.Call) and call_name(node.func).lower().startswith(ASSERTIONS):
                # pytest's outcomes are no Exception
                return handler.base or handler.frame.origin(node.func) != "pytest.fail"
    return False
