"""
A container with a secret in it reaches a log call: the environment, `locals()`, request headers, a settings object.

What is in it today or will be tomorrow is in the log, too: `Authorization`, `DATABASE_PASSWORD`, the key that a model
of the configuration shows in its repr.

Log the members that you need, leave the secret ones out, or give the field `repr=False` or the type `SecretStr`.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.needs import LOGGER
from flake8_foundry_logging.core.rule import FOUNDRY, STDLIB, Bad, Good, Rule
from flake8_foundry_logging.core.secret_containers import container_flow, may_hold_containers
from flake8_foundry_logging.rules._paths import is_test_path
from flake8_foundry_logging.rules._secret_findings import report_reaching
from flake8_foundry_logging.rules._secret_flow import log_sinks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

RULE = Rule(
    code="LGF303",
    name="secret-container",
    since="0.1",
    doc=__doc__,
    message="{name} reaches {sink}{way}: log the members that you need",
    words=(LOGGER,),
    reads=("secret_words", "not_secrets", "logger_objects", "logger_factories"),
    guards=(Item.SECRETS,),
    examples=(
        Bad(
            FOUNDRY + 'import os\nlog.debug("starting", env=dict(os.environ))  #!',
            after="from foundry_logging import get_logger, redact\nlog = get_logger(__name__)\n"
            'import os\nlog.debug("starting", env=dict(redact(os.environ)))',
            prelude=False,
            unsafe=True,
        ),
        Bad(STDLIB + 'async def handle(request):\n    log.info("headers: %s", request.headers)  #!'),
        Bad('def login(user, password):\n    log.debug("login", state=locals())  #!'),
        Bad(
            "from dataclasses import dataclass\n\n\n@dataclass\nclass Config:\n    host: str\n    password: str\n\n\n"
            'def start(config: Config):\n    log.info("starting", config=config)  #!'
        ),
        Good('import os\nlog.debug("starting", home=os.environ["HOME"])'),
        Good(STDLIB + 'async def handle(request):\n    log.info("from %s", request.headers["User-Agent"])'),
        Good('def add(first, second):\n    log.debug("add", state=locals())'),
        Good(
            "from dataclasses import dataclass, field\n\n\n@dataclass\nclass Config:\n    host: str\n"
            "    password: str = field(repr=False)\n\n\n"
            'def start(config: Config):\n    log.info("starting", config=config)'
        ),
    ),
)


@RULE.on(ast.Module)
def check(node: ast.Module, frame: Frame) -> Iterator[Finding]:
    """Each container in a record that holds a secret."""
    module = frame.module
    if is_test_path(module) or not may_hold_containers(module):
        return
    yield from report_reaching(RULE, container_flow(module), log_sinks(module))
