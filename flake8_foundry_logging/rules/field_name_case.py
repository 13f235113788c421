"""
A field name that is not snake_case.

`userId` and `user_id` are two fields to every query and every dashboard; who searches for one misses the other.

Write field names as the guide does: `model_id`, `status_code`, `input_tokens`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.log_call import Kind, LogCall, LoggerUse
from flake8_foundry_logging.core.needs import LOGGER
from flake8_foundry_logging.core.rule import LOGURU, STDLIB, STRUCTLOG, Bad, Good, Rule
from flake8_foundry_logging.rules._fields import extra_keys, keywords
from foundry_logging.vocabulary import SERVICE_METHODS

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

METHODS = frozenset(("bind", "new", "contextualize", *SERVICE_METHODS))
WITH_FIELDS = frozenset((Kind.FOUNDRY, Kind.STRUCTLOG, Kind.LOGURU))
SEAM = re.compile(r"(?<=[a-zа-яё0-9])(?=[A-ZА-ЯЁ])|(?<=[A-ZА-ЯЁ])(?=[A-ZА-ЯЁ][a-zа-яё])|[\s-]+")

RULE = Rule(
    code="LGF512",
    name="field-name-case",
    since="0.1",
    doc=__doc__,
    message="field {name!r} is not snake_case: call it {snake!r}",
    words=(LOGGER,),
    default=False,
    reads=("logger_objects", "logger_factories"),
    guards=(Item.STRUCTURED,),
    examples=(
        Bad('log.info("hi", userId=user)  #!'),
        Bad("log.bind(HTTPStatus=200)  #!"),
        Bad(STRUCTLOG + 'log.info("hi", userId=user, job_id=job)  #!'),
        Bad(LOGURU + 'log.bind(userId=user).info("hi")  #!'),
        Bad(STDLIB + 'log.info("hi", extra={"user-id": user})  #!'),
        Good('log.info("hi", user_id=user, _job=1, имя=name, sha256=digest)'),
        Good(STDLIB + 'log.info("hi", extra={"http.status_code": 200}, exc_info=True)'),
    ),
)


@RULE.on(LogCall)
def check_record(call: LogCall, frame: Frame) -> Iterator[Finding]:
    if call.kind in WITH_FIELDS and call.logger.certain:
        yield from _misnamed(keywords(call.node, frozenset(call.fields)), frame)
    if call.logger.sure and "extra" in call.controls:
        yield from _misnamed(extra_keys(call.controls["extra"], frame), frame)


@RULE.on(LoggerUse)
def check_use(use: LoggerUse, frame: Frame) -> Iterator[Finding]:
    if use.method in METHODS and use.logger.kind in WITH_FIELDS and use.logger.certain:
        yield from _misnamed(keywords(use.node), frame)


def _misnamed(fields: Iterator[tuple[str, ast.AST]], frame: Frame) -> Iterator[Finding]:
    for name, node in fields:
        if name != name.lower() or any(char.isspace() or char == "-" for char in name):
            yield RULE.at(node, frame, name=name, snake=re.sub("__+", "_", SEAM.sub("_", name)).lower())
