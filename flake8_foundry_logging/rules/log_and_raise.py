"""
One error that is logged as an error and raised again at several levels of a file.

Whoever reads the log sees two or three errors with their tracebacks and looks for two or three causes; alarms count
them as many, too. One level that logs and raises adds context, and is right; the second adds nothing but a copy.

Log it where it is handled, or where the context is, and let it pass the other levels; what they know can be added to
the error: `raise SyncError(job) from error`, or `error.add_note(...)`.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.handler import Handler
from flake8_foundry_logging.core.rule import Bad, Good, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame
    from flake8_foundry_logging.core.log_call import LogCall

__all__ = ["RULE"]

INNER = """\
def read():
    try:
        load()
    except Exception:
        log.exception("no load")
        raise


"""

RULE = Rule(
    code="LGF219",
    name="log-and-raise",
    since="0.1",
    doc=__doc__,
    message="this error was logged and raised at line {line} already: log it once",
    default=False,
    words=("raise",),
    reads=("logger_objects", "logger_factories"),
    guards=(Item.CONTEXT,),
    examples=(
        Bad(
            INNER
            + 'def sync():\n    try:\n        read()\n    except Exception:\n        log.exception("no sync")  #!\n'
            "        raise\n"
        ),
        Bad(
            'try:\n    try:\n        load()\n    except OSError:\n        log.error("no load")\n        raise\n'
            'except (KeyError, OSError) as e:\n    log.error("no sync", error=str(e))  #!\n    raise SyncError from e\n'
        ),
        Good(INNER + "def sync():\n    try:\n        read()\n    except Exception:\n        undo()\n        raise\n"),
        Good(
            INNER + 'def sync():\n    try:\n        read()\n    except Exception:\n        log.exception("no sync")\n'
        ),
        Good(
            INNER + 'def sync():\n    try:\n        write()\n    except Exception:\n        log.exception("no sync")\n'
            "        raise\n"
        ),
        Good(
            'try:\n    try:\n        load()\n    except OSError:\n        log.error("no load")\n        raise\n'
            'except KeyError:\n    log.error("no key")\n    raise\n'
        ),
        Good('try:\n    load()\nexcept Exception as e:\n    log.error("no load", error=str(e))\n    raise\n'),
    ),
)


@RULE.on(Handler)
def check(handler: Handler, frame: Frame) -> Iterator[Finding]:
    """The second level at which an error is logged and raised."""
    call = _logged_and_raised(handler)
    if call is None:
        return
    for inner in _levels_below(handler):
        if (handler.broad or not set(handler.origins).isdisjoint(inner.origins)) and _logged_and_raised(inner):
            yield RULE.at(call.node, call.frame, line=inner.node.lineno)
            return


def _logged_and_raised(handler: Handler) -> LogCall | None:
    """The record at error or above of a handler that ends by raising the error on."""
    last = handler.node.body[-1]
    if not isinstance(last, ast.Raise) or (isinstance(last.cause, ast.Constant) and last.cause.value is None):
        return None
    loud = (call for call in handler.log_calls if call.level in ("error", "critical") and call.logger.sure)
    return next(loud, None)


def _levels_below(handler: Handler) -> Iterator[Handler]:
    """The handlers that an error may have passed before: those in the body of the ``try``, and in what it calls."""
    around = handler.frame.parent
    assert around is not None
    module = around.module
    by_scope = module.once(_handlers_by_scope, module.body)
    own = around.scope.owner
    for inner in by_scope.get(own, ()):
        if around.start < inner.frame.start < around.end and _in_body(inner.frame, around):
            yield inner
    for node, place in around.nodes(ast.Call):
        if isinstance(node, ast.Call) and _in_body(place, around):
            callee = place.local_function(node.func)
            if callee is not None and callee is not own:
                yield from by_scope.get(callee, ())


def _handlers_by_scope(body: Frame) -> dict[object, list[Handler]]:
    found: dict[object, list[Handler]] = {}
    for handler in body.module.views(Handler):
        found.setdefault(handler.frame.scope.owner, []).append(handler)
    return found


def _in_body(place: Frame, around: Frame) -> bool:
    return any(frame.parent is around and frame.part == "body" for frame in place.outward())
