"""
`__exit__` that returns a true constant: every error of every `with` block disappears there.

Whoever writes `with pool:` does not expect that a typo in the block is dropped without a word, and nothing at the block
shows it.

Return nothing, so that errors go on; or look at the type first and return true for what is expected; or log the error
before it is dropped.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.evidence import LOUD, logs_traceback
from flake8_foundry_logging.core.log_call import LogCall
from flake8_foundry_logging.core.rule import Bad, Good, Rule
from flake8_foundry_logging.core.spelling import spelled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame, FunctionNode

__all__ = ["RULE"]

RULE = Rule(
    code="LGF220",
    name="truthy-exit",
    since="0.1",
    doc=__doc__,
    message="{method} returns {value}, which drops every error of the with block: return None, or log it",
    default=False,
    words=("__exit__", "__aexit__"),
    reads=("logger_objects", "logger_factories"),
    guards=(Item.SWALLOWED,),
    examples=(
        Bad("class Pool:\n    def __exit__(self, *exc):\n        self.close()\n        return True  #!\n"),
        Bad(
            "class Pool:\n    async def __aexit__(self, kind, error, tb):\n        if kind is not None:\n"
            "            await self.rollback()\n        return 1  #!\n"
        ),
        Good("class Pool:\n    def __exit__(self, *exc):\n        self.close()\n        return False\n"),
        Good(
            "class Ignore:\n    def __exit__(self, kind, error, tb):\n"
            "        if kind is not None and issubclass(kind, OSError):\n            return True\n"
        ),
        Good(
            "class Pool:\n    def __exit__(self, kind, error, tb):\n        if kind is None:\n            return True\n"
            "        return None\n"
        ),
        Good(
            "class Keep:\n    def __exit__(self, kind, error, tb):\n        self.error = error\n        return True\n"
        ),
        Good(
            "class Pool:\n    def __exit__(self, kind, error, tb):\n        if kind:\n"
            '            log.error("pool failed", exc_info=(kind, error, tb))\n        return True\n'
        ),
        Good("def __exit__(pool):\n    return True\n"),
    ),
)


@RULE.on(ast.Return)
def check(node: ast.Return, frame: Frame) -> Iterator[Finding]:
    """A true constant that ``__exit__`` returns without having looked at the error."""
    if not isinstance(node.value, ast.Constant) or not node.value.value:
        return
    function = frame.scope.owner.node
    if not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return
    if function.name not in ("__exit__", "__aexit__") or frame.scope.owner.first_parameter() is None:
        return
    body = frame.scope.owner.body
    names = _error_names(function)
    if not _without_error(frame, names) and not frame.module.once(_keeps_error, body):
        yield RULE.at(node, frame, method=function.name, value=spelled(node.value))


def _error_names(function: FunctionNode) -> frozenset[str]:
    """The parameters behind ``self``, ``*exc`` among them."""
    arguments = function.args
    given = [*arguments.posonlyargs, *arguments.args][1:] + arguments.kwonlyargs
    given += [starred for starred in (arguments.vararg, arguments.kwarg) if starred is not None]
    return frozenset(argument.arg for argument in given)


def _without_error(frame: Frame, names: frozenset[str]) -> bool:
    """Whether a place is reached only where there is no error: ``if kind is None:``."""
    for place in frame.outward_in_function():
        parent = place.parent.node if place.parent is not None else None
        if isinstance(parent, ast.If) and place.part == "body":
            test = parent.test
            if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not) and _names(test.operand) & names:
                return True
            if isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.Is) and _names(test.left) & names:
                return True
    return False


def _names(node: ast.AST) -> set[str]:
    return {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}


def _keeps_error(body: Frame) -> bool:
    """Whether a function does more with its error than ask whether there is one, or says aloud that there was one."""
    function = body.scope.node
    assert isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef))
    names = _error_names(function)
    asked = {id(operand) for node in ast.walk(function) for operand in _asked(node)}
    if any(
        isinstance(inner, ast.Name) and inner.id in names and id(inner) not in asked
        for statement in function.body
        for inner in ast.walk(statement)
    ):
        return True
    calls = body.module.views_in(LogCall, body)
    return any(call.level in LOUD or logs_traceback(call) for call in calls)


def _asked(node: ast.AST) -> Iterator[ast.expr]:
    """The operands of a test that only asks whether something is there."""
    if isinstance(node, (ast.If, ast.IfExp, ast.While)):
        yield node.test
    elif isinstance(node, ast.UnaryOp):
        yield node.operand
    elif isinstance(node, ast.BoolOp):
        yield from node.values
    elif isinstance(node, ast.Compare) and isinstance(node.ops[0], (ast.Is, ast.IsNot)):
        yield node.left
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("any", "all", "bool"):
        yield from node.args
