"""
A cancellation that asynchronous code catches and does not raise again.

A cancelled task is expected to end: time limits, task groups and a server that shuts down wait for it. If it catches
`CancelledError`, by name or with a bare `except`, and goes on, they wait for nothing, and no log says why.

Raise again when the clean-up is done, or catch `Exception`, which leaves cancellation alone. Catching it is right
around the `await` of a task that was cancelled, and where `except CancelledError` leads out of the coroutine, which
waits for nothing more but its clean-up: it was to end, and it ends. A bare `except` may do so in a task's outermost
function alone.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.cancellation import WAITING, is_shielded, waits_for_cancelled_alone
from flake8_foundry_logging.core.carriers import call_name
from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.evidence import Evidence
from flake8_foundry_logging.core.handler import Handler
from flake8_foundry_logging.core.needs import CANCELLATION_HANDLER
from flake8_foundry_logging.core.rule import Bad, Good, Rule
from flake8_foundry_logging.rules._cancellation import cancels_by_exception, ends_at_once, is_outermost, is_there_to_end
from flake8_foundry_logging.rules._paths import is_test_path

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
    words=(CANCELLATION_HANDLER,),
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

CANCELLATIONS = frozenset(("asyncio.CancelledError", "asyncio.exceptions.CancelledError", "CancelledError"))
"""What asyncio raises; other packages call an error of their own the same."""
REASONS = frozenset(("cancelled", "cancelling", "uncancel", "cancel_called", "cancelled_caught"))


@RULE.on(Handler)
def check(handler: Handler, frame: Frame) -> Iterator[Finding]:
    """A clause for cancellation, in asynchronous code that waits, that does not let it pass."""
    if not (handler.base or not CANCELLATIONS.isdisjoint(handler.origins)):
        return
    if not isinstance(frame.scope.owner.node, ast.AsyncFunctionDef) or not _waits(handler):
        return
    if handler.leaves or _caught_before(handler) or is_test_path(frame.module):
        return
    if handler.base and frame.module.once(cancels_by_exception, frame.module.body):
        return
    if Evidence.ESCAPE in handler.evidence or _raised_around(handler) or _asks_for_the_reason(handler):
        return
    if _waited_for_the_cancelled(handler) or is_shielded(handler.frame) or _raises_itself(handler):
        return
    if not handler.base and is_there_to_end(handler):
        return
    if ends_at_once(handler) and (not handler.base or is_outermost(frame)):
        return
    what = "a bare except" if handler.bare else "except BaseException" if handler.base else "except CancelledError"
    yield RULE.at(handler.node, frame, what=what)


def _waited_for_the_cancelled(handler: Handler) -> bool:
    """Whether nothing in the ``try`` waits but for a task that was cancelled: its answer is what is caught."""
    around = handler.frame.parent
    assert around is not None
    return waits_for_cancelled_alone(around, "body")


def _asks_for_the_reason(handler: Handler) -> bool:
    """Whether the clause finds out who cancelled whom: ``uncancel()``, ``cancelling()``, ``task.cancelled()``."""
    return any(isinstance(node, ast.Attribute) and node.attr in REASONS for node in ast.walk(handler.node))


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
    frame = handler.frame
    assert frame.parent is not None
    return any(
        other.frame.parent is frame.parent
        and other.frame.start < frame.start
        and (other.base or "CancelledError" in other.types)
        for other in frame.module.views_in(Handler, frame.parent)
    )
