"""
The URL of a database or broker is logged whole.

Such a URL has the password in it more often than not: `postgres://app:secret@db/main`. That it has none where the
program is developed says nothing about production.

Log the host and the name of the database, or wrap the URL in `redact(...)`. At run time the logger hides the password,
if it can see that the text is a URL.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.passing import last_name
from flake8_foundry_logging.core.rule import FOUNDRY, STDLIB, Bad, Good, Rule
from flake8_foundry_logging.core.taint import Flow
from flake8_foundry_logging.rules._paths import is_test_path
from flake8_foundry_logging.rules._secret_findings import report_reaching
from flake8_foundry_logging.rules._secret_flow import log_sinks
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


SERVICES = _set(
    """
    database db redis broker amqp rabbitmq mongo mongodb postgres postgresql pg mysql mariadb sqlalchemy celery
    clickhouse elasticsearch smtp ldap nats kafka cassandra
    """
)
LOCATORS = frozenset(("url", "uri", "urls", "uris"))

RULE = Rule(
    code="LGF305",
    name="credential-url",
    since="0.1",
    doc=__doc__,
    message="{name} reaches {sink}{way}, and with it the password in it: redact it",
    default=False,
    words=("url", "uri"),
    reads=("logger_objects", "logger_factories"),
    guards=(Item.SECRETS,),
    examples=(
        Bad(
            FOUNDRY + 'log.info("connecting", url=database_url)  #!',
            after="from foundry_logging import get_logger, redact\nlog = get_logger(__name__)\n"
            'log.info("connecting", url=redact(database_url))',
            prelude=False,
            unsafe=True,
        ),
        Bad(STDLIB + 'log.info("broker: %s", settings.BROKER_URL)  #!'),
        Bad('import os\nlog.info("up", to=os.environ["REDIS_URL"])  #!'),
        Good('log.info("connecting", host=database_url.host)'),
        Good('log.info("calling", url=api_url)'),
        Good('log.info("calling", url=redact(database_url))'),
    ),
)


@RULE.on(ast.Module)
def check(node: ast.Module, frame: Frame) -> Iterator[Finding]:
    """Each such URL in a record."""
    module = frame.module
    if is_test_path(module):
        return
    yield from report_reaching(RULE, Flow(module, _url), log_sinks(module))


def _url(node: ast.expr, frame: Frame) -> str | None:
    name = last_name(node)
    if isinstance(node, (ast.Subscript, ast.Call)):
        keys = [node.slice] if isinstance(node, ast.Subscript) else node.args[:1]
        if isinstance(node, ast.Call) and last_name(node.func) not in ("get", "getenv", "pop"):
            return None
        name = str(keys[0].value) if keys and isinstance(keys[0], ast.Constant) else ""
    parts = words(name)
    return name if parts and parts[-1] in LOCATORS and not SERVICES.isdisjoint(parts[:-1]) else None
