"""
A service that starts or stops without a word: a lifespan, a start-up hook or a signal handler that logs nothing.

When a service is gone, the first question is whether it stopped or crashed, and the second what it had started. The
guide's first mandatory scenario is the start and the stop of services.

Log on both sides: `log.info("service started", port=port)` before the `yield`, `log.info("service stopped")` behind it.
A side that does nothing needs no record, nor does a handler that only sets an event for somebody else; and a file that
knows no logger leaves the logging to others.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.rule import Bad, Good, Rule
from flake8_foundry_logging.rules._lifecycle import hooks_of_call, lifespans, silent_sides, works_silently

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

MANAGER = "from contextlib import asynccontextmanager\n\n\n@asynccontextmanager\n"

RULE = Rule(
    code="LGF705",
    name="unlogged-lifecycle",
    since="0.1",
    doc=__doc__,
    message="{name}() logs nothing when the service {sides}: log that it does",
    words=("lifespan", "startup", "shutdown", "sigterm", "sigint"),
    reads=("error_reporters", "logger_objects", "logger_factories"),
    guards=(Item.OPERATIONS,),
    examples=(
        Bad(MANAGER + "async def lifespan(app):  #!\n    await start_models()\n    yield\n    await stop_models()\n"),
        Bad(
            MANAGER + "async def lifespan(app):  #!\n    log.info('started')\n    await models.start()\n    yield\n"
            "    await models.stop()\n"
        ),
        Bad("@app.on_event('startup')\nasync def warm_up():  #!\n    await models.load()\n"),
        Bad(
            "import signal\nimport sys\n\n\ndef leave(number, frame):  #!\n    server.stop()\n    sys.exit(0)\n\n\n"
            "log.info('up')\nsignal.signal(signal.SIGTERM, leave)\n"
        ),
        Good(
            MANAGER + "async def lifespan(app):\n    await models.start()\n    log.info('started')\n    yield\n"
            "    await models.stop()\n    log.info('stopped')\n"
        ),
        Good(
            "import signal\n\n\ndef leave(number, frame):\n    stopping.set()\n\n\n"
            "log.info('up')\nsignal.signal(signal.SIGTERM, leave)\n"
        ),
    ),
)


@RULE.on(ast.AsyncFunctionDef, ast.FunctionDef)
def check_lifespan(node: ast.FunctionDef | ast.AsyncFunctionDef, frame: Frame) -> Iterator[Finding]:
    """A context manager around the life of an application, and the hooks that a decorator makes."""
    hook = lifespans(node, frame)
    if hook is None:
        return
    sides = silent_sides(hook)
    if sides:
        yield RULE.at(node, frame, name=node.name, sides=" and ".join(sides))


@RULE.on(ast.Call)
def check_hook(call: ast.Call, frame: Frame) -> Iterator[Finding]:
    """``add_event_handler("startup", f)`` and ``signal.signal(SIGTERM, f)``."""
    hook = hooks_of_call(call, frame)
    if hook is not None and works_silently(hook):
        yield RULE.at(hook.node, hook.scope.body, name=hook.node.name, sides=hook.side)
