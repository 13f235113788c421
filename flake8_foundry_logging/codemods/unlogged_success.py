"""``log.info("save_order succeeded")`` as the last thing that the guarded work does."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._blocks import log_last
from flake8_foundry_logging.codemods.kit import Edits, Refusal, Safety
from flake8_foundry_logging.core.handler import Handler

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.core.finding import Finding


def fix(finding: Finding, context: Context) -> Edits | Refusal:
    """Unsafe: a record is written where none was. Only where the work ends in one place, outside of loops."""
    assert finding.site is not None
    function = finding.site.node
    assert isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef))
    scope = context.module.scope_of(function)
    assert scope is not None
    attempts = {
        handler.try_node: handler
        for handler in context.module.views_in(Handler, scope.body)
        if any(call.level not in ("debug", "info") for call in handler.log_calls)
    }
    if len(attempts) != 1:
        return Refusal("several-ways")
    ((attempt, handler),) = attempts.items()
    if handler.frame.loop is not None:
        return Refusal("hot-loop")
    block = attempt.orelse or attempt.body
    leaving = (ast.Return, ast.Yield, ast.YieldFrom)
    ways = [node for statement in attempt.body + attempt.orelse for node in ast.walk(statement)]
    if any(isinstance(node, leaving) and node is not block[-1] for node in ways):
        return Refusal("several-ways")
    place = next(frame for node, frame in scope.body.nodes(type(block[-1])) if node is block[-1])
    logger = context.logger(place)
    edit = log_last(context.source, block, f'{logger.name}.info("{function.name} succeeded")', safety=Safety.UNSAFE)
    return Edits((edit,), logger=logger)
