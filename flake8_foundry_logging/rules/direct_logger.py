"""
A logger that is made with `logging.Logger(...)` and not fetched with `logging.getLogger(...)`.

It has no parent: it knows no handler and no level that the program has set up, and no configuration can reach it by its
name. What is written to it below warning is lost, and the rest comes out bare on standard error.

Call `logging.getLogger(name)`, which makes the logger once and hangs it into the tree. A class that inherits from
`logging.Logger` is right; register it with `logging.setLoggerClass`.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.carriers import call_name
from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.needs import with_logger
from flake8_foundry_logging.core.rule import STDLIB, Bad, Good, Rule
from flake8_foundry_logging.rules._paths import is_test_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

RULE = Rule(
    code="LGF802",
    name="direct-logger",
    since="0.1",
    doc=__doc__,
    message="logging.Logger() makes a logger that no set-up reaches: call logging.getLogger()",
    words=with_logger("logger"),
    guards=(Item.OPERATIONS,),
    examples=(
        Bad(
            "import logging\n\nlog = logging.Logger(__name__)  #!\n",
            after="import logging\n\nlog = logging.getLogger(__name__)\n",
            unsafe=True,
            prelude=False,
        ),
        Bad(
            'import logging as L\n\nlog = L.Logger(name="jobs")  #!\n',
            after='import logging as L\n\nlog = L.getLogger(name="jobs")\n',
            unsafe=True,
            prelude=False,
        ),
        Bad(
            'import logging\n\nlog = logging.Logger("jobs", logging.INFO)  #!\n', prelude=False, refused="logger-level"
        ),
        Bad(
            'from logging import Logger\n\nlog = Logger("jobs")  #!\n',
            after='from logging import getLogger\n\nlog = getLogger("jobs")\n',
            unsafe=True,
            prelude=False,
        ),
        Good("import logging\n\n\nclass Audit(logging.Logger):\n    pass\n\n\nlogging.setLoggerClass(Audit)\n"),
        Good(STDLIB + "def work(log: logging.Logger):\n    assert isinstance(log, logging.Logger)\n"),
        Good('from mine import Logger\n\nlog = Logger("jobs")\n', prelude=False),
        # made by hand to be looked at
        Good('import logging\n\nlog = logging.Logger("x")\n', path="tests/test_levels.py", prelude=False),
    ),
)


@RULE.on(ast.Call)
def check(node: ast.Call, frame: Frame) -> Iterator[Finding]:
    """A call of the class itself; a subclass has another name."""
    if not call_name(node.func)[:1].isupper():  # cheap, and every class has a capital
        return
    if frame.origin(node.func) == "logging.Logger" and not is_test_path(frame.module):
        yield RULE.at(node, frame)
