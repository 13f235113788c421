"""
A cancellation that asynchronous code catches and does not raise again.

A cancelled task is expected to end: time limits, task groups and a server that shuts down wait for it. If it catches
`CancelledError`, by name or with a bare `except`, and goes on, they wait for nothing, and no log says why.

Raise again when the clean-up is done, or catch `Exception`, which leaves cancellation alone. Around the `await` of a
task that the same function has just cancelled, catching it is right, and so it is where `except CancelledError` leads
out of the coroutine or to its clean-up: it was to end, and it ends.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.cancellation import awaits_cancelled, is_shielded
from flake8_foundry_logging.core.carriers import call_name
from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.evidence import Evidence
from flake8_foundry_logging.core.handler import Handler
from flake8_foundry_logging.core.rule import Bad, Good, Rule
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

RULE = Rule(
    code="LGF218",
    name="swallowed-cancellation",
    since="0.1",
    doc=__doc__,
    message="{what} ends a cancellation here: raise again after the clean-up, or catch Exception",
    words=("except",),
    guards=(Item.SWALLOWED,),
    examples=(
        Bad("async def serve():\n    try:\n        await accept()\n    except:  #!\n        pass\n    await more()\n"),
        Bad(
            "import asyncio\n\n\nasync def poll():\n    while True:\n        try:\n            await asyncio.sleep(1)\n"
            '        except asyncio.CancelledError:  #!\n            log.info("cancelled")\n'
        ),
        Bad(
            "async def serve():\n    try:\n        async with session() as s:\n            await s.run()\n"
            '    except BaseException:  #!\n        log.exception("no")\n    await more()\n'
        ),
        Good(
            "import asyncio\n\n\nasync def serve():\n    try:\n        await accept()\n"
            "    except asyncio.CancelledError:\n        await close()\n        raise\n"
        ),
        Good(
            "import asyncio\n\n\nasync def poll():\n    while True:\n        try:\n            await asyncio.sleep(1)\n"
            "        except asyncio.CancelledError:\n            break\n"
        ),
        Good("async def end(t):\n    t.cancel()\n    try:\n        await t\n    except BaseException:\n        ...\n"),
        Good('async def f():\n    try:\n        await g()\n    except Exception:\n        log.exception("no")\n'),
        Good("async def f():\n    try:\n        return parse()\n    except BaseException as e:\n        return e\n"),
    ),
)

CLEANING = frozenset(
    (
        "aclose",
        "clean",
        "cleanup",
        "close",
        "disconnect",
        "finalize",
        "finish",
        "release",
        "shutdown",
        "stop",
        "teardown",
    )
)
"""Words of what is done when work has ended."""
CANCELLATIONS = frozenset(("asyncio.CancelledError", "asyncio.exceptions.CancelledError", "CancelledError"))
"""What asyncio raises; other packages call an error of their own the same."""
WAITING = (ast.Await, ast.AsyncFor, ast.AsyncWith)


@RULE.on(Handler)
def check(handler: Handler, frame: Frame) -> Iterator[Finding]:
    """A clause for cancellation, in asynchronous code that waits, that does not let it pass."""
    if not (handler.base or not CANCELLATIONS.isdisjoint(handler.origins)):
        return
    if not isinstance(frame.scope.owner.node, ast.AsyncFunctionDef) or not _waits(handler):
        return
    if handler.leaves or awaits_cancelled(handler.try_node.body, frame) or _caught_before(handler):
        return
    if Evidence.ESCAPE in handler.evidence or _raised_around(handler):
        return
    if not handler.base and (_ends_there(handler) or _cleans_up(handler)):
        return
    if is_shielded(handler.frame) or _raises_itself(handler):
        return
    what = "a bare except" if handler.bare else "except BaseException" if handler.base else "except CancelledError"
    yield RULE.at(handler.node, frame, what=what)


def _ends_there(handler: Handler) -> bool:
    """Whether the coroutine, or its loop, ends where it was cancelled: a clause that returns or breaks, or is last."""
    if any(isinstance(node, (ast.Return, ast.Break)) for node in ast.walk(handler.node)):
        return True
    for place in handler.frame.outward_in_function():
        if isinstance(place.node, (ast.For, ast.AsyncFor, ast.While)):
            return False
        if isinstance(place.node, ast.stmt) and not place.is_body and place.following():
            return any(isinstance(statement, (ast.Return, ast.Raise)) for statement in place.following()[:1])
    return True


def _cleans_up(handler: Handler) -> bool:
    """Whether the coroutine only cleans up behind the clause, or is there to clean up: ``stop``, ``_shutdown``."""
    if not CLEANING.isdisjoint(words(handler.function or "")):
        return True
    if handler.frame.loop is not None:
        return False
    awaited = [
        call_name(node.value.func)
        for node, _ in handler.frame.scope.owner.body.nodes(ast.Await)
        if isinstance(node, ast.Await) and isinstance(node.value, ast.Call) and node.lineno > handler.node.lineno
    ]
    return bool(awaited) and all(not CLEANING.isdisjoint(words(name)) for name in awaited)


def _raises_itself(handler: Handler) -> bool:
    """Whether the body of the ``try`` raises the cancellation itself, to get out of where it is."""
    return any(
        isinstance(node, ast.Raise) and node.exc is not None and _cancels(node.exc)
        for statement in handler.try_node.body
        for node in ast.walk(statement)
    )


def _raised_around(handler: Handler) -> bool:
    """Whether another error is on its way out here, or cancellation is raised behind the clause."""
    frame = handler.frame
    outer = Handler.around(frame)
    if (outer is not None and outer.raises) or any(place.part == "finalbody" for place in frame.outward_in_function()):
        return True
    return any(
        isinstance(node, ast.Raise)
        and node.exc is not None
        and node.lineno > handler.node.lineno
        and _cancels(node.exc)
        for node, _ in frame.scope.owner.body.nodes(ast.Raise)
    )


def _cancels(expression: ast.expr) -> bool:
    return call_name(expression.func if isinstance(expression, ast.Call) else expression) == "CancelledError"


def _waits(handler: Handler) -> bool:
    """Whether the body of the ``try`` waits somewhere: cancellation arrives nowhere else."""
    around = handler.frame.parent
    assert around is not None
    return any(
        any(outer.parent is around and outer.part == "body" for outer in place.outward())
        for _, place in around.nodes(*WAITING)
    )


def _caught_before(handler: Handler) -> bool:
    """Whether a clause above this one takes the cancellation."""
    for other in handler.frame.module.views(Handler):
        if other is handler:
            return False
        if other.try_node is handler.try_node and (other.base or "CancelledError" in other.types):
            return True
    return False
