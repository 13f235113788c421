"""
An info record with the method, the path and the status of a request: that is what `log_api_request` is for.

A record of one's own has other field names, another level for a 500, and does not reach api-requests.log: reports and
dashboards miss it.

Use `log.log_api_request(method=..., path=..., status_code=..., duration=...)`; more fields are welcome there.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.log_call import Kind, LogCall
from flake8_foundry_logging.core.needs import LOGGER
from flake8_foundry_logging.core.rule import STDLIB, Bad, Good, Rule
from flake8_foundry_logging.rules._message_forms import message_values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

METHOD = frozenset(("method", "http_method", "request_method", "verb", "api_method"))
PATH = frozenset(("path", "url", "uri", "endpoint", "route", "request_path", "url_path", "full_path", "api_path"))
STATUS = frozenset(("status", "status_code", "response_status", "http_status", "response_code"))

RULE = Rule(
    code="LGF514",
    name="hand-rolled-request-log",
    since="0.1",
    doc=__doc__,
    message="a record of a request by hand: use log_api_request(method=, path=, status_code=, duration=)",
    words=(LOGGER,),
    default=False,
    reads=("logger_objects", "logger_factories"),
    guards=(Item.STRUCTURED, Item.OPERATIONS),
    examples=(
        Bad('log.info("request", method=method, path=path, status=status)  #!'),
        Bad('log.info("done", http_method=m, url=u, status_code=200, duration=took)  #!'),
        Bad('log.info(f"{request.method} {request.url.path} {response.status_code}")  #!'),
        Good("log.log_api_request(method=method, path=path, status_code=200, duration=took)"),
        Good('log.debug("request", method=method, path=path, status=status)'),
        Good('log.info("request", method=method, path=path)'),
        Good(STDLIB + 'log.info("%s %s %s", method, path, status)'),
    ),
)


@RULE.on(LogCall)
def check(call: LogCall, frame: Frame) -> Iterator[Finding]:
    if call.level != "info" or call.kind is not Kind.FOUNDRY or not call.logger.certain:
        return
    values = [*call.arguments, *(message_values(call.message) if call.message is not None else ())]
    names = {*call.fields, *(_last_name(value) for value in values)}
    if not (names.isdisjoint(METHOD) or names.isdisjoint(PATH) or names.isdisjoint(STATUS)):
        yield RULE.at(call.node, frame)


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
