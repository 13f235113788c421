"""
An error record of a handler that goes on, with a constant text and nothing else.

The handler ends, and the error with its values is gone: the record tells that it happened, not to whom, with which
input and why, and nobody can ask later.

Add the values as fields, `log.error("no such user", user_id=user_id, error=str(e))`, as `%s` arguments or `extra=` on a
stdlib logger, or use `.exception(...)`.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.handler import Evidence, Handler
from flake8_foundry_logging.core.log_call import LogCall
from flake8_foundry_logging.core.needs import LOGGED_HANDLER
from flake8_foundry_logging.core.rule import STDLIB, Bad, Good, Rule
from flake8_foundry_logging.rules._context import contextless, explained_beside, said_before
from flake8_foundry_logging.rules._paths import is_test_path
from flake8_foundry_logging.rules._told_by_text import tells_the_error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

KEPT = frozenset((Evidence.RAISE, Evidence.ESCAPE, Evidence.REPORT, Evidence.PRINT, Evidence.CALLEE))
"""The error goes on, or is told in another way."""
SAID_BY_TYPE = frozenset(
    (
        *("ImportError", "ModuleNotFoundError", "PackageNotFoundError", "NotImplementedError"),
        *("KeyboardInterrupt", "SystemExit", "CancelledError", "EOFError"),
    )
)
"""Errors of which a constant text can say all: what is not installed or not supported, who ended it."""
LOOKUPS = ("KeyError", "NotFound", "NotFoundError", "DoesNotExist")

RULE = Rule(
    code="LGF506",
    name="error-without-context",
    since="0.1",
    doc=__doc__,
    message="{method}() tells neither the error nor a value: {way}",
    words=(LOGGED_HANDLER,),
    reads=("error_reporters", "logger_objects", "logger_factories"),
    guards=(Item.CONTEXT, Item.CONTEXTLESS),
    yields_to=("LGF202", "LGF214", "LGF221", "LGF510", "LGF511", "LGF516"),
    examples=(
        Bad('try:\n    find(user)\nexcept KeyError:\n    log.error("no such user")  #!\n'),
        Bad(
            STDLIB
            + 'try:\n    find(user)\nexcept KeyError as e:\n    log.error("no such user")  #!\n    return_code = 1\n'
        ),
        Bad('for row in rows:\n    try:\n        save(row)\n    except OSError:\n        log.critical("lost")  #!\n'),
        Good('try:\n    find(user)\nexcept KeyError:\n    log.error("no such user", user_id=user)\n'),
        Good(STDLIB + 'try:\n    find(user)\nexcept KeyError as e:\n    log.error("no such user: %s", e)\n'),
        Good('try:\n    find(user)\nexcept KeyError:\n    log.exception("no such user")\n'),
        Good('try:\n    find(user)\nexcept KeyError:\n    log.error("no such user")\n    raise\n'),
        Good('try:\n    import yaml\nexcept ImportError:\n    log.error("PyYAML is not installed")\n'),
        Good('try:\n    api.login()\nexcept InvalidCredentials:\n    log.error("the credentials were refused")\n'),
    ),
)


@RULE.on(LogCall)
def check(call: LogCall, frame: Frame) -> Iterator[Finding]:
    if frame.handler is None or not contextless(call) or is_test_path(frame.module):
        return
    handler = Handler.around(frame)
    if handler is None or handler.keeps_traceback:
        return
    kept = KEPT & handler.evidence
    if kept and not (kept == {Evidence.REPORT} and handler.leaves):  # a process that ends says no more than the record
        return
    if handler.types and (SAID_BY_TYPE.issuperset(handler.types) or _constant_lookup(handler)):
        return
    if tells_the_error(call, handler):
        return
    if handler.first_record is not None or explained_beside(call) or said_before(call):
        return
    way = f"add {handler.name}, or use exception()" if handler.name else "add its values, or use exception()"
    yield RULE.at(call.node, frame, method=call.method, way=way)


def _constant_lookup(handler: Handler) -> bool:
    """Whether all that was tried is to look one constant thing up: the text can say all there is to say.

    ``get_template("main.jinja")`` is one; ``open("/etc/hosts")`` is none, for it fails in many ways.
    """
    if not all(name.endswith(LOOKUPS) and name != "FileNotFoundError" for name in handler.types):
        return False
    calls = [node for statement in handler.try_node.body for node in ast.walk(statement) if isinstance(node, ast.Call)]
    if len(calls) != 1 or not calls[0].args:
        return False
    return all(
        isinstance(node, ast.Constant)
        or (isinstance(node, (ast.Dict, ast.List)) and not any(ast.iter_child_nodes(node)))
        for node in [*calls[0].args, *(keyword.value for keyword in calls[0].keywords)]
    )
