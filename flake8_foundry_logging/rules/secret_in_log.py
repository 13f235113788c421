"""
A secret reaches a log call: as an argument, a field, in the message, or bound to the logger.

Logs are copied to places that nobody guards like a password: files, collectors, tickets, screenshots. A secret that was
logged once is known to all who may read logs, and has to be changed. What is secret is decided by whole words of names
(`password`, `api_key`, `hf_token`, but not `max_tokens` or `token_count`), by keys and keywords, and by what a message
says in front of a placeholder.

Secrets in tests are made up, so files of a test suite are left alone.

Leave it out, log what you need to know of it (`has_token=bool(token)`, `token_id=...`), or wrap it in `redact(...)`.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.needs import LOGGER
from flake8_foundry_logging.core.rule import FOUNDRY, Bad, Good, Rule
from flake8_foundry_logging.rules._paths import is_test_path
from flake8_foundry_logging.rules._secret_findings import report
from flake8_foundry_logging.rules._secret_flow import log_sinks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

RULE = Rule(
    code="LGF301",
    name="secret-in-log",
    since="0.1",
    doc=__doc__,
    message="{name} reaches {sink}{way}: redact it or leave it out",
    words=(LOGGER,),
    reads=("secret_words", "not_secrets", "logger_objects", "logger_factories"),
    guards=(Item.SECRETS,),
    examples=(
        Bad(
            FOUNDRY + 'log.info("login", user=user, password=password)  #!',
            after="from foundry_logging import get_logger, redact\nlog = get_logger(__name__)\n"
            'log.info("login", user=user, password=redact(password))',
            prelude=False,
            unsafe=True,
        ),
        Bad('log.debug(f"calling with {settings.api_key}")  #!'),
        Bad(
            FOUNDRY + 'log.info(f"pin {pin_code:06d} of {user}")  #!',
            after="from foundry_logging import get_logger, redact\nlog = get_logger(__name__)\n"
            'log.info("pin {pin_code} of {user}", pin_code=redact(pin_code), user=user)',
            prelude=False,
            unsafe=True,
        ),
        Bad('log.info("login", extra={"token": request.token})  #!'),
        Bad('cfg = {"key": settings.api_key}\nlog.debug("configured", cfg=cfg)  #!'),
        Good('log.info("login", user=user, has_password=bool(password))'),
        Good('log.info("generated", max_tokens=max_tokens, token_count=len(tokens))'),
        Good('log.warning("Invalid password", user=user)'),
    ),
)


@RULE.on(ast.Module)
def check(node: ast.Module, frame: Frame) -> Iterator[Finding]:
    """Each secret in a record, and each that a call hands to a function of this file which logs it."""
    if not is_test_path(frame.module):
        yield from report(RULE, frame.module, log_sinks(frame.module))
