"""
`if not start_server(): return`: a service or model that did not start, stop, connect or load, and no log says so.

The caller gets nothing or False, the program goes on or ends without a word, and the one moment at which the reason
was known has passed. It is the guide's own example of what must not happen.

A function that only tries something out (`check_server`, `get_client_if_available`) has its answer, and one of this
file that logs why it fails has told.

Log an error in the branch, with what was to be started: `log.error("server did not start", port=port)`.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.carriers import call_name
from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.needs import FAILED_OPERATION
from flake8_foundry_logging.core.rule import Bad, Good, Rule
from flake8_foundry_logging.rules._failure_return import asks, callee_tells, failed_call, is_critical, leaves_silently

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

RULE = Rule(
    code="LGF704",
    name="unlogged-failure-return",
    since="0.1",
    doc=__doc__,
    message="{name}() failed and no log says so: log an error before returning",
    words=(FAILED_OPERATION,),
    reads=("critical_operations", "error_reporters", "logger_objects", "logger_factories"),
    guards=(Item.OPERATIONS, Item.SWALLOWED),
    examples=(
        Bad(
            "async def main():\n    if not await start_server():  #!\n        return\n    await serve()\n",
            after=(
                "async def main():\n    if not await start_server():\n"
                '        log.error("start_server failed")\n        return\n    await serve()\n'
            ),
        ),
        Bad("def setup(self):\n    if not self.db.connect(5):  #!\n        self.ready = False\n        return False\n"),
        Bad(
            "def deploy():\n    if not provision_cluster():  #!\n        return None\n",
            options={"critical_operations": ("provision",)},
        ),
        Good('async def main():\n    if not await start_server():\n        log.error("no server")\n        return\n'),
        Good("def main():\n    if not start_server():\n        raise SystemExit(1)\n"),
        Good("async def is_up(client):\n    if not await client.connect():\n        return False\n    return True\n"),
        Good("def find(path):\n    if not load_lines(path):\n        return None\n"),
    ),
)


@RULE.on(ast.If)
def check(node: ast.If, frame: Frame) -> Iterator[Finding]:
    """A branch that a critical call's failure leads into and that returns without a word."""
    call = failed_call(node)
    if call is None or not is_critical(call, frame) or asks(frame):
        return
    if leaves_silently(node, frame) and not callee_tells(call, frame):
        yield RULE.at(call, frame, name=call_name(call.func))
