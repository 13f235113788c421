"""Errors of any kind that a program lives with: it tries again, does without, or gives up something anyway."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.carriers import call_name
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from flake8_foundry_logging.core.handler import Handler
    from flake8_foundry_logging.core.log_call import LogCall

__all__ = ["is_expected"]


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


RELEASES = _set("close aclose shutdown stop terminate kill cancel release disconnect unlink rmtree cleanup quit logout")
"""What is given up anyway: that it failed is a detail."""
PROBES = _set("is has can could supports probe detect check exists available")
"""Words of functions that ask whether something works: the answer is no."""
AGAIN = re.compile(
    r"\bre-?(?:try|tries|trying|connect|attempt)|\battempt|\btry\b.* again|\bповтор|\bпопытк", re.IGNORECASE
)


def is_expected(call: LogCall, handler: Handler) -> bool:
    """Whether it is tried again, or an optional import; at debug also what is released, or asked whether it works."""
    body = handler.try_node.body
    if _is_retried(call, handler) or any(isinstance(node, (ast.Import, ast.ImportFrom)) for node in body):
        return True
    if call.level != "debug":
        return False
    calls = [node.value for node in body if isinstance(node, ast.Expr)]
    calls = [node.value if isinstance(node, ast.Await) else node for node in calls]
    releases = len(calls) == len(body) and all(
        isinstance(node, ast.Call) and not RELEASES.isdisjoint(words(call_name(node.func))) for node in calls
    )
    return releases or next(iter(words(handler.function or "")), "") in PROBES


def _is_retried(call: LogCall, handler: Handler) -> bool:
    """Whether the handler stands in a loop and waits, or speaks of another attempt."""
    if handler.frame.loop is None:
        return False
    waits = any(
        isinstance(node, ast.Call) and "sleep" in words(call_name(node.func))
        for node, _ in handler.frame.nodes(ast.Call)
    )
    said = [node.value for node in ast.walk(call.message or call.node) if isinstance(node, ast.Constant)]
    return waits or any(isinstance(text, str) and AGAIN.search(text) is not None for text in said)
