"""Errors of which a constant text tells all: who was refused, what is not installed, what has no name and came late."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.frame import BindingKind
from flake8_foundry_logging.rules._templates import literal_text
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from flake8_foundry_logging.core.frame import Frame
    from flake8_foundry_logging.core.handler import Handler
    from flake8_foundry_logging.core.log_call import LogCall

__all__ = ["tells_the_error"]

REFUSALS = frozenset(
    (
        *("auth", "authentication", "authorization", "authorisation", "oauth", "unauthorized", "unauthorised", "login"),
        *("credential", "credentials", "password", "permission", "permissions", "forbidden", "denied", "cookies"),
        *("encryption", "passcode", "pin", "token"),
    )
)
"""Words of an error's type that say who was refused what; the rest would be a secret."""
REFUSED = re.compile(
    r"auth|log[ -]?in|credential|passw|passcode|\bpin\b|permission|account|cookie|encrypt|token|denied|forbidden|парол"
    r"|авториз|аутентиф|учётн|учетн|доступ|запрещ",
    re.IGNORECASE,
)
LATE = re.compile(r"time[ds]?[ -]?out|таймаут|врем\w* ожидани", re.IGNORECASE)
ABSENT = re.compile(r"\b(?:not|n't) installed\b|не установлен", re.IGNORECASE)
FOUND_BY = frozenset(("which", "where", "whereis", "type"))
"""Programs that only ask for another one: that they fail means that it is not there."""
GARBLED = re.compile(r"\bJSON\b", re.IGNORECASE)
WITHHELD = re.compile(
    r"(?:do not|don't|never|не) (?:log|leak|expose|print|логир|выво)|\bsecrets?\b|\bsensitive\b|\bсекрет", re.IGNORECASE
)
"""How a comment says that the error must not be seen."""
ON_FILES = "PermissionError"
"""It sounds like a refusal, but is about one file of many."""


def tells_the_error(call: LogCall, handler: Handler) -> bool:
    """Whether the text says in words what the error's type says, or a comment says that the error is a secret."""
    if _is_withheld(handler):
        return True
    text = literal_text(call.message) or ""
    if REFUSED.search(text) and (_all_refuse(handler) or _asks_the_error(call.frame, handler)):
        return True
    if ABSENT.search(text) and _asks_for_program(handler):
        return True
    decodes = bool(handler.types) and all("jsondecode" in name.lower() for name in handler.types)
    if decodes and GARBLED.search(text) and not _has_values(handler):
        return True
    late = bool(handler.types) and all("timeout" in name.lower() for name in handler.types)
    return late and LATE.search(text) is not None and not _has_values(handler)


def _is_withheld(handler: Handler) -> bool:
    comments = handler.frame.module.source.comments
    last = handler.node.end_lineno or handler.node.lineno
    return any(
        WITHHELD.search(comments[line]) is not None for line in range(handler.node.lineno, last + 1) if line in comments
    )


def _asks_for_program(handler: Handler) -> bool:
    """Whether ``which`` is run, and nothing else: ``run(["which", "gzip"])``, also where the list has a name."""
    calls = [node for statement in handler.try_node.body for node in ast.walk(statement) if isinstance(node, ast.Call)]
    if len(calls) != 1:
        return False
    for argument in calls[0].args:
        value = argument.value if isinstance(argument, ast.Starred) else argument
        bindings = handler.frame.bindings(value.id) if isinstance(value, ast.Name) else ()
        if len(bindings) == 1 and bindings[0].value is not None:
            value = bindings[0].value
        if isinstance(value, (ast.List, ast.Tuple)) and value.elts:
            value = value.elts[0]
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            return value.value.partition(" ")[0] in FOUND_BY
    return False


def _all_refuse(handler: Handler) -> bool:
    return bool(handler.types) and all(
        name != ON_FILES and not REFUSALS.isdisjoint(words(name)) for name in handler.types
    )


def _asks_the_error(place: Frame, handler: Handler) -> bool:
    """Whether a record stands behind a question to the error: ``if e.status == 401``."""
    inner = place
    for frame in place.outward():
        if frame is handler.frame:
            return False
        if isinstance(frame.node, ast.If) and inner.part == "body" and handler.name is not None:
            return any(isinstance(node, ast.Name) and node.id == handler.name for node in ast.walk(frame.node.test))
        inner = frame
    return False


def _has_values(handler: Handler) -> bool:
    """Whether what was tried takes a parameter of the function, or the item of a loop: the record could name it."""
    own = handler.frame.scope.owner.first_parameter()
    return any(
        isinstance(node, ast.Name)
        and node.id != own
        and any(
            binding.kind in (BindingKind.PARAMETER, BindingKind.LOOP)
            and binding.frame.scope.owner is handler.frame.scope.owner
            for binding in handler.frame.bindings(node.id)
        )
        for statement in handler.try_node.body
        for node in ast.walk(statement)
    )
