"""
A logger that is made anew inside a function or a loop, though its name is always the same.

Each call takes a lock and looks the logger up, and a reader of the module finds no logger at its top. Two functions
that each make one soon disagree about its name.

Make it once at the top of the module: `logger = logging.getLogger(__name__)`. A name that only the function knows, a
factory that returns a logger, and fetching somebody's logger to set it up are fine.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.carriers import call_name
from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.needs import with_logger
from flake8_foundry_logging.core.rule import STDLIB, Bad, Good, Rule
from flake8_foundry_logging.rules._paths import is_test_path
from flake8_foundry_logging.rules._set_up import FACTORIES, is_only_set_up, is_root, name_argument
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

RULE = Rule(
    code="LGF805",
    name="logger-in-function",
    since="0.1",
    doc=__doc__,
    message="a logger made inside {where}: make it once, at the top of the module",
    words=with_logger("getlogger", "get_logger", "get_task_logger"),
    guards=(Item.OPERATIONS,),
    default=False,
    examples=(
        Bad(
            "import logging\n\n\ndef work():\n    log = logging.getLogger(__name__)  #!\n    log.info('x')\n",
            prelude=False,
        ),
        Bad("for job in jobs:\n    get_logger('jobs').info('done', job=job)  #!\n"),
        Bad(STDLIB + "\n\nclass Job:\n    def __init__(self):\n        self.log = logging.getLogger('job')  #!\n"),
        Good("import logging\n\n\nclass Job:\n    log = logging.getLogger(__name__)\n", prelude=False),
        Good(STDLIB + "\n\ndef work(name):\n    log = logging.getLogger(name)\n    log.info('x')\n"),
        Good(STDLIB + "\n\ndef make():\n    return logging.getLogger('jobs')\n"),
        Good(STDLIB + "\n\ndef quiet():\n    logging.getLogger('urllib3').setLevel(logging.WARNING)\n"),
        Good(STDLIB + "\n\ndef set_up():\n    sql = logging.getLogger('sql')\n    sql.propagate = False\n"),
        Good(STDLIB + "\n\ndef set_up():\n    root = logging.getLogger()\n    root.info('set up')\n"),
        Good("import logging\n\n\ndef test_it():\n    logging.getLogger('a').info('x')\n", path="tests/test_a.py"),
    ),
)

NAMES = frozenset(origin.rpartition(".")[2] for origin in FACTORIES)


@RULE.on(ast.Call)
def check(node: ast.Call, frame: Frame) -> Iterator[Finding]:
    """A call of a factory with a name that is the same at every call."""
    if call_name(node.func) not in NAMES or frame.origin(node.func) not in FACTORIES:
        return
    function, loop = frame.function, frame.loop
    if function is None and loop is None:
        return
    name = name_argument(node)
    if is_root(node, frame) or (name is None and bool(node.args or node.keywords)) or not _is_constant(name):
        return
    if isinstance(frame.statement.node, ast.Return) or is_test_path(frame.module):
        return
    if function is not None and not {"log", "logger", "logging"}.isdisjoint(words(function.name)):
        return  # setup_logging(), get_logger(): loggers are what it is about
    if not is_only_set_up(node, frame):
        yield RULE.at(node, frame, where="a loop" if loop is not None else f"{getattr(function, 'name', '')}()")


def _is_constant(name: ast.expr | None) -> bool:
    """Whether a logger's name is the same whenever the code runs: a text, ``__name__``, or both."""
    while isinstance(name, ast.BinOp):
        if not _is_constant(name.right):
            return False
        name = name.left
    if name is None or isinstance(name, ast.Constant):
        return True
    if isinstance(name, ast.Name):
        return name.id in ("__name__", "__file__", "__package__")
    if isinstance(name, ast.JoinedStr):
        return all(_is_constant(part.value if isinstance(part, ast.FormattedValue) else part) for part in name.values)
    return False
