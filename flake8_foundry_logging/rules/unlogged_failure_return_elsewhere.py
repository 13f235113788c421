"""
`if not save(order): return`: something was to be done, it was not done, and no log says so.

The caller may look at the answer or not; whoever reads the log afterwards sees a run without an error. LGF704 is the
same for services and models; here it is any call that does something. A question (`is_open()`, `path.exists()`) has
its answer and needs no record; nor does a branch that does something about it, or has a comment that says why.

Log in the branch what did not work: `log.warning("order not saved", order_id=order.id)`.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.carriers import call_name
from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.needs import FAILED_CALL
from flake8_foundry_logging.core.rule import Bad, Good, Rule
from flake8_foundry_logging.rules._failure_return import (
    acts,
    answers,
    callee_tells,
    failed_call,
    is_critical,
    leaves_silently,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

RULE = Rule(
    code="LGF709",
    name="unlogged-failure-return-elsewhere",
    since="0.1",
    doc=__doc__,
    message="{name}() did not succeed and no log says so: log it before returning",
    default=False,
    words=(FAILED_CALL,),
    reads=("critical_operations", "error_reporters", "logger_objects", "logger_factories"),
    guards=(Item.OPERATIONS, Item.SWALLOWED),
    examples=(
        Bad("def place(order):\n    if not save(order):  #!\n        return False\n    return True\n"),
        Bad("async def pull(path):\n    if not (data := await self.download(path)):  #!\n        return None\n"),
        Good(
            "def place(order):\n    if not save(order):\n        log.warning('order not saved')\n        return False\n"
        ),
        Good("def f(order):\n    if not order.is_open():\n        return\n    if not exists(order):\n        return\n"),
        Good("def place(order):\n    if not save(order):\n        redirect('/cart')\n        return\n"),
        Good("async def main():\n    if not await start_server():\n        return\n"),  # LGF704
        Good(
            "def save(order):\n    log.error('no')\n\n\ndef f(order):\n    if not save(order):\n        return None\n"
        ),
    ),
)


@RULE.on(ast.If)
def check(node: ast.If, frame: Frame) -> Iterator[Finding]:
    """A branch that the failure of a call leads into and that returns without a word."""
    call = failed_call(node)
    if call is None or not acts(call) or is_critical(call, frame):
        return
    if leaves_silently(node, frame) and not answers(node, frame) and not callee_tells(call, frame):
        yield RULE.at(call, frame, name=call_name(call.func))
