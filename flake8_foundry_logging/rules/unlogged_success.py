"""
A function that changes something logs that it failed, and never that it worked.

No error in the log then means that all is well, or that the function was never called: nobody can tell which. The
guide's list ends with it: success is logged too.

Log it where the work is done: `log.info("order saved", order_id=order.id)`. A timer around the work does as well.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.needs import LOGGED_HANDLER
from flake8_foundry_logging.core.rule import STDLIB, Bad, Good, Rule
from flake8_foundry_logging.rules._operations import is_traced
from flake8_foundry_logging.rules._paths import is_test_path
from flake8_foundry_logging.rules._success import own_failure, tells_success
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame, FunctionNode

__all__ = ["RULE"]

RULE = Rule(
    code="LGF706",
    name="unlogged-success",
    since="0.1",
    doc=__doc__,
    message="{name}() logs that it failed and never that it worked: log the success, too",
    default=False,
    words=(LOGGED_HANDLER,),
    reads=("error_reporters", "logger_objects", "logger_factories"),
    guards=(Item.SUCCESS, Item.OPERATIONS),
    examples=(
        Bad(
            "def save_order(order):  #!\n    try:\n        db.add(order)\n    except Exception:\n"
            '        log.exception("order not saved")\n        raise\n',
            after=(
                'def save_order(order):\n    try:\n        db.add(order)\n        log.info("save_order succeeded")\n'
                '    except Exception:\n        log.exception("order not saved")\n        raise\n'
            ),
            unsafe=True,
        ),
        Bad(
            STDLIB + "def send(mail):  #!\n    try:\n        return smtp.post(mail)\n    except OSError as e:\n"
            '        log.error("not sent: %s", e)\n        return None\n',
            refused="returned-result",
        ),
        Good(
            'def save(order):\n    try:\n        db.add(order)\n        log.info("saved")\n    except Exception:\n'
            '        log.exception("not saved")\n        raise\n'
        ),
        Good(
            'def save(order):\n    try:\n        with log.timer("save"):\n            db.add(order)\n'
            '    except Exception:\n        log.exception("not saved")\n        raise\n'
        ),
        Good(
            'def parse(text):\n    try:\n        return int(text)\n    except ValueError:\n        log.warning("no")\n'
            "        return 0\n"
        ),
    ),
)

CHANGING = frozenset(
    ("create", "save", "delete", "upload", "send", "load", "connect", "train", "deploy", "migrate", "import", "sync")
)
DOING = frozenset(
    (
        "ping",
        "send",
        "read",
        "get",
        "return",
        "call",
        "run",
        "write",
        "fetch",
        "wrapper",
        "wheel",
        "generator",
        "client",
    )
)
"""After ``sync`` these say that it is the one that does not await."""
LOGS = frozenset(("log", "logs", "logger", "audit", "signal"))
"""Words of functions that write a log themselves, or only pass something on."""


@RULE.on(ast.FunctionDef, ast.AsyncFunctionDef)
def check(node: FunctionNode, frame: Frame) -> Iterator[Finding]:
    """A state-changing function whose handler logs a failure, and in which nothing tells of success."""
    if not _changes(words(node.name)) or node.name.startswith("_sync_") or is_test_path(frame.module):
        return
    scope = frame.module.scope_of(node)
    if scope is None:
        return
    failure = own_failure(scope)
    if failure is not None and not is_traced(scope.body) and not tells_success(scope, failure):
        yield RULE.at(node, frame, name=node.name)


def _changes(name: tuple[str, ...]) -> bool:
    """Whether the words of a name say that it changes something."""
    if not name or name[0] not in CHANGING or not LOGS.isdisjoint(name):
        return False
    return name[0] != "sync" or DOING.isdisjoint(name[1:2])
