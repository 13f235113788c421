"""
`return`, `break` or `continue` in a `finally`: an error that is on its way out disappears there.

A `finally` runs while the error is being raised; leaving it by a jump ends the raising. No handler above sees it,
nothing logs it, and the code does not even look as if it caught one.

Let the `finally` end by itself and put the jump behind it, or catch the error with `except` and log it.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.rule import Bad, Good, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

RULE = Rule(
    code="LGF212",
    name="jump-in-finally",
    since="0.1",
    doc=__doc__,
    message="{jump} in a finally drops the error that is being raised: move it behind, or catch and log",
    words=("finally",),
    guards=(Item.SWALLOWED,),
    examples=(
        Bad("def read(file):\n    try:\n        return file.read()\n    finally:\n        return None  #!\n"),
        Bad("for job in jobs:\n    try:\n        job()\n    finally:\n        if stopping:\n            break  #!\n"),
        Bad("while True:\n    try:\n        step()\n    finally:\n        with lock:\n            continue  #!\n"),
        Good("def read(file):\n    try:\n        t = file.read()\n    finally:\n        file.close()\n    return t\n"),
        Good("try:\n    run()\nfinally:\n    for file in files:\n        if file.closed:\n            continue\n"),
        Good("try:\n    run()\nfinally:\n\n    def end():\n        return 1\n\n    end()\n"),
    ),
)


@RULE.on(ast.Return, ast.Break, ast.Continue)
def check(node: ast.Return | ast.Break | ast.Continue, frame: Frame) -> Iterator[Finding]:
    """A jump out of a ``finally`` of the same function; one within a loop of that ``finally`` stays inside."""
    for around in frame.outward_in_function():
        if around.is_body:
            return
        if around.part == "finalbody":
            yield RULE.at(node, frame, jump=type(node).__name__.lower())
            return
        if not isinstance(node, ast.Return) and around.part == "body" and _is_loop(around.parent):
            return


def _is_loop(frame: Frame | None) -> bool:
    return frame is not None and isinstance(frame.node, (ast.For, ast.AsyncFor, ast.While))
