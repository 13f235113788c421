"""Which log calls a loop may make: what would flood the log at info is written at debug, or not at all."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods.kit import Refused
from flake8_foundry_logging.core.log_call import LogCall, Logger
from flake8_foundry_logging.core.loop import Loop

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods._message import Message
    from flake8_foundry_logging.core.frame import Frame
    from flake8_foundry_logging.core.log_call import Kind

__all__ = ["quiet_method"]

EAGER_METHODS = frozenset(("format", "join", "dumps", "model_dump", "model_dump_json", "dict", "to_json"))
EAGER_FUNCTIONS = frozenset(("str", "repr", "ascii", "format", "dumps", "pformat"))
EAGER = (ast.JoinedStr, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def quiet_method(method: str, message: Message, call: ast.Call, frame: Frame, kind: Kind) -> str:
    """The method with which a message may be logged in the place of a call.

    Raises:
        Refused: ``hot-loop``, where even a debug record on every iteration costs too much.
    """
    if method not in ("debug", "info"):
        return method
    record = LogCall(call, frame, Logger(kind, certain=True), "info", "info", None, None, (), {}, {}, open=False)
    loop = Loop.drowned_by(record)
    if loop is None:
        return method
    if loop.depth > 1 or any(_is_eager(source) for source in message.sources()):
        raise Refused("hot-loop")
    return "debug"


def _is_eager(source: str) -> bool:
    """Whether an argument builds a text before the level is asked."""
    return any(_builds_text(node) for node in ast.walk(ast.parse(f"({source}\n)", mode="eval")))


def _builds_text(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        function = node.func
        if isinstance(function, ast.Attribute):
            return function.attr in EAGER_METHODS
        return isinstance(function, ast.Name) and function.id in EAGER_FUNCTIONS
    if isinstance(node, ast.BinOp):
        sides = (node.left, node.right)
        return any(
            isinstance(s, ast.JoinedStr) or (isinstance(s, ast.Constant) and isinstance(s.value, str)) for s in sides
        )
    return isinstance(node, EAGER)
