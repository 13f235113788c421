"""
`log_api_request` or `log_model_operation` without its fields, or with a status that does not exist.

Both take keywords alone; one that is missing is a TypeError at the log call, after the request was answered. A status
that is not in the vocabulary is counted by no report.

Give `method`, `path`, `status_code` and `duration` to `log_api_request`; `model_id`, `operation` and `status` to
`log_model_operation`, with a status of started, success, error, cancelled or timeout; or leave the status out and put
what it returns into a `with`, or above a function: its end logs how it turned out.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.log_call import Kind, LoggerUse
from flake8_foundry_logging.core.needs import with_logger
from flake8_foundry_logging.core.rule import Bad, Good, Rule
from foundry_logging.vocabulary import SERVICE_METHODS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

RULE = Rule(
    code="LGF513",
    name="api-call-fields",
    since="0.1",
    doc=__doc__,
    message="{method}() {problem}",
    words=with_logger(*(name for name, method in SERVICE_METHODS.items() if method.required)),
    reads=("logger_objects", "logger_factories"),
    guards=(Item.STRUCTURED, Item.OPERATIONS),
    examples=(
        Bad('log.log_api_request(method="GET", path=path, status_code=200)  #!'),
        Bad('log.log_api_request("GET", path, 200, 0.1)  #!'),
        Bad('log.log_model_operation(model_id=model, operation="load", status="ok")  #!'),
        Bad('log.bind(job=1).log_model_operation(model_id=model, status="success")  #!'),
        Good('log.log_api_request(method="GET", path=path, status_code=200, duration=0.1, user_id=user)'),
        Bad('log.log_model_operation(model_id=model, operation="load")  #!'),
        Good("log.log_api_request(**fields)"),
        Good('with log.log_model_operation(model_id=model, operation="generate") as call:\n    call.first_token()'),
        Good('@log.log_model_operation(model_id="small", operation="load")\ndef load():\n    return read()'),
        Good('log.log_model_operation(model_id=model, operation="load", status="success")'),
        Good('log.log_model_operation(model_id=model, operation="load", status=status)'),
        Good('audit.log_api_request("GET")'),
    ),
)


@RULE.on(LoggerUse)
def check(use: LoggerUse, frame: Frame) -> Iterator[Finding]:
    method = SERVICE_METHODS.get(use.method)
    if method is None or not method.required or use.logger.kind is not Kind.FOUNDRY or not use.logger.sure:
        return
    given = {keyword.arg: keyword.value for keyword in use.node.keywords}
    missing = [name for name in method.required if name not in given]
    if use.node.args:
        yield RULE.at(use.node, frame, method=use.method, problem=f"takes keywords alone: {method.required[0]}=...")
    elif missing == ["status"] and use.method == "log_model_operation":
        if isinstance(frame.statement.node, ast.Expr) and None not in given:  # else it is entered, or kept to be
            problem = "without status= logs nothing: add it, or put what it returns into a with"
            yield RULE.at(use.node, frame, method=use.method, problem=problem)
    elif missing and None not in given:
        problem = f"without {', '.join(f'{name}=' for name in missing)} is a TypeError: add {_them(missing)}"
        yield RULE.at(use.node, frame, method=use.method, problem=problem)
    for node, status in _texts(given.get("status")):
        if method.statuses and status.lower() not in method.statuses:
            known = ", ".join(sorted(method.statuses))
            yield RULE.at(node, frame, method=use.method, problem=f"knows no status {status!r}: use {known}")


def _them(names: list[str]) -> str:
    return "it" if len(names) == 1 else "them"


def _texts(node: ast.expr | None) -> Iterator[tuple[ast.expr, str]]:
    """The literal texts that a status may be, each with its node."""
    if isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node, node.value
