"""What a text in front of a value says it is: ``password=``, ``token:``, ``Токен бота:``."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.frame import BindingKind
from flake8_foundry_logging.core.reaching import reaching
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from flake8_foundry_logging.core.frame import Frame
    from flake8_foundry_logging.core.secret_sources import Names

__all__ = ["is_opaque", "names_secret"]


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


STATUS = _set(
    """
    reject fail fails failure expire expires invalid missing not found wrong bad error unknown without no cannot could
    set unset empty check checks verify reset send sent change
    """
)
"""Words with which a label tells what became of a secret: what follows is a reason, not the secret."""
NAMING = _set("new created generated shared signed signing encrypted decrypted stored saved used string")
"""Words that look like such a verb and go with the secret itself: ``generated password: %s``."""
VERB = re.compile(
    r"\w{2,}(?:ing|ed|\u044e|\u0435\u0442|\u044e\u0442|\u0438\u0442\u044c|\u0430\u0442\u044c"
    r"|\u0438\u043b|\u0438\u043b\u0430|\u043d\u043e|\u043b\u0435\u043d)"
)
"""Endings of verbs, English and Russian."""
TRANSPARENT = _set("value values raw plain text str data header")
OPAQUE = _set("value val raw data text result")


def names_secret(label: str, names: Names) -> bool:
    """Whether a label is the name of a secret, and not of something that was done with one ("Password migration")."""
    parts = words(label)
    if not names.secret(label) or not STATUS.isdisjoint(parts):
        return False
    if any(VERB.fullmatch(word) and word not in NAMING and not names.secret(word) for word in parts):
        return False
    while len(parts) > 1 and parts[-1] in TRANSPARENT:
        parts = parts[:-1]
    if not parts[-1].isascii():
        return True  # a Russian genitive stands behind its noun: "токен бота"
    return names.secret(parts[-1]) or (
        len(parts) > 1 and not names.secret(parts[-2]) and names.secret(" ".join(parts[-2:]))
    )


def is_opaque(argument: ast.expr, frame: Frame) -> bool:
    """Whether a value's own name says nothing: ``x``, ``value``, ``self.data``; a caught exception tells enough."""
    if isinstance(argument, ast.Attribute):
        return argument.attr in OPAQUE
    if not isinstance(argument, ast.Name):
        return False
    if any(binding.kind is BindingKind.EXCEPTION for binding in reaching(argument.id, frame)):
        return False
    return argument.id in OPAQUE or len(argument.id) <= 2
