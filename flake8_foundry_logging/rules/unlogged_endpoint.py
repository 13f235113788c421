"""
A route that changes something, and neither it nor a middleware of its file logs a request.

Who asked for what, and what came of it, is all that is left when data is wrong. The guide's second mandatory scenario
is the requests of the API.

Log in the handler, or once for all in a middleware: `log.log_api_request(method=..., path=..., status_code=...,
duration=...)`, or `app.add_middleware(RequestLogMiddleware)`.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.rule import Bad, Good, Rule
from flake8_foundry_logging.rules._operations import is_traced, tells
from flake8_foundry_logging.rules._paths import is_shown_by_path, is_test_path
from flake8_foundry_logging.rules._routes import changes_something, is_covered, route_method

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame, FunctionNode

__all__ = ["RULE"]

RULE = Rule(
    code="LGF707",
    name="unlogged-endpoint",
    since="0.1",
    doc=__doc__,
    message="{method} {name}() changes something and logs nothing: log it, or add a request-logging middleware",
    default=False,
    words=("post(", "put(", "patch(", "delete(", "get(", "route(", "websocket("),
    reads=("error_reporters", "logger_objects", "logger_factories"),
    guards=(Item.OPERATIONS,),
    examples=(
        Bad(
            "@app.post('/orders')\nasync def place(order: Order):  #!\n    await store.save(order)\n    return order\n"
        ),
        Bad("@bp.route('/orders/<id>', methods=['DELETE'])\ndef drop(id):  #!\n    Order.delete(id)\n    return {}\n"),
        Good("@app.post('/orders')\nasync def place(order):\n    await store.save(order)\n    log.info('placed')\n"),
        Good(
            "app.add_middleware(RequestLogMiddleware)\n\n\n"
            "@app.post('/orders')\nasync def place(order: Order):\n    await store.save(order)\n"
        ),
        Good("@app.get('/orders')\nasync def orders():\n    return await store.all()\n"),
    ),
)


@RULE.on(ast.FunctionDef, ast.AsyncFunctionDef)
def check(node: FunctionNode, frame: Frame) -> Iterator[Finding]:
    """A route handler with side effects that nothing tells of."""
    method = route_method(node)
    scope = frame.module.scope_of(node) if method else None
    if method is None or scope is None or is_test_path(frame.module) or is_shown_by_path(frame.module):
        return
    if changes_something(scope, method) and not tells(scope) and not is_traced(scope.body) and not is_covered(frame):
        yield RULE.at(node, frame, name=node.name, method=method)
