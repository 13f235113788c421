"""
A credential in the text of a log call: a key, a token, a private key, a URL with a password.

It is in the source code and in every log that the code ever writes: both have more readers than the credential may
have, and it cannot be changed without a release.

Take it out, change it where it is accepted, and read the new one from the environment.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.needs import LOGGER
from flake8_foundry_logging.core.rule import STDLIB, Bad, Good, Rule
from flake8_foundry_logging.rules._paths import is_test_path
from flake8_foundry_logging.rules._secret_flow import log_sinks, placed
from foundry_logging.vocabulary import find_secrets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

BY_NAME = "pair"
"""What is a secret only by the name before it: text about secrets (``password: wrong``) is no finding."""
MADE_UP = ("example", "xxxx", "****", "....", "<", "{", "$", "user:pass", "username:password", "changeme")
"""What shows that a text only looks like a credential."""

TOLD = ("of the form", "in the form", "of form", "format", "should be", "must be", "such as", "for example", "e.g.")
"""What shows that a text tells what a URL looks like."""

RULE = Rule(
    code="LGF302",
    name="secret-literal",
    since="0.1",
    doc=__doc__,
    message="{kind} in a log call: take it out and change it",
    words=(LOGGER,),
    reads=("logger_objects", "logger_factories"),
    guards=(Item.SECRETS,),
    examples=(
        Bad('log.info("connecting to postgres://app:hunter22@db/main")  #!'),
        Bad(STDLIB + "log.debug('calling with %s', 'ghp_" + "a1B2" * 9 + "')  #!"),
        Good('log.info("connecting to postgres://db/main")'),
        Good('log.warning("Use a URL of the form db://scope:prefix@store instead")'),
        Good('log.info("usage: postgres://user:password@host/name")'),
        Good('log.warning("password: wrong")'),
    ),
)


@RULE.on(ast.Module)
def check(node: ast.Module, frame: Frame) -> Iterator[Finding]:
    """Each constant text in a log call that looks like a credential."""
    if is_test_path(frame.module):
        return
    for sink in log_sinks(frame.module):
        for _, value in sink.values:
            for inner in ast.walk(value):
                if isinstance(inner, ast.Constant) and isinstance(inner.value, str) and (kind := _kind(inner.value)):
                    place = placed(inner, sink.node, sink.frame)
                    yield RULE.at(place, sink.frame, subject=sink.node, kind=kind)


def _kind(text: str) -> str | None:
    """What sort of credential a text holds."""
    for span in find_secrets(text):
        if span.pattern == "url-userinfo" and any(sign in text.casefold() for sign in TOLD):
            continue
        found = text[span.start : span.end].casefold()
        around = text[max(0, span.start - 24) : span.end].casefold()
        if span.pattern != BY_NAME and not any(sign in found or sign in around for sign in MADE_UP):
            return span.pattern
    return None
