"""
A logger of the standard library, in a project that logs with foundry_logging.

It has no fields, no timers and no redaction, and its records lack the context that the others carry.

Write `from foundry_logging import get_logger` and `log = get_logger(__name__)`. Code that sets up the loggers of other
packages needs the standard library's, and is left alone.

The fix moves a whole module in one step, its imports, its loggers and every call of them, or leaves it with the reason:
`foundry-lint fix --select LGF806 --unsafe-fixes`.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.carriers import call_name
from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.needs import with_logger
from flake8_foundry_logging.core.rule import Bad, Good, Rule
from flake8_foundry_logging.rules._paths import is_test_path
from flake8_foundry_logging.rules._set_up import FACTORY, is_only_set_up, is_root

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

RULE = Rule(
    code="LGF806",
    name="stdlib-logger",
    since="0.1",
    doc=__doc__,
    message="{what}() makes a logger of the standard library: use get_logger() of foundry_logging",
    words=with_logger("logging"),
    guards=(Item.STRUCTURED,),
    default=False,
    examples=(
        Bad(
            "import logging\n\nlog = logging.getLogger(__name__)  #!\nlog.info('%s is in', user)\n",
            after="from foundry_logging import get_logger\n\nlog = get_logger(__name__)\n"
            "log.info('{user} is in', user=user)\n",
            unsafe=True,
            prelude=False,
        ),
        Bad(
            "from logging import getLogger\n\n\ndef work():\n    getLogger('jobs').warn('x', extra={'n': 1})  #!\n",
            after="from foundry_logging import get_logger\n\n\ndef work():\n    get_logger('jobs').warning('x', n=1)\n",
            unsafe=True,
            prelude=False,
        ),
        Bad(
            "import logging\n\nlog = logging.getLogger('jobs')  #!\nlog.addHandler(handler)\nlog.info('x')\n",
            refused="logger-set-up",
            prelude=False,
        ),
        Bad("import logging\n\nlog = logging.LoggerAdapter(base, {})  #!\n", refused="logger-adapter", prelude=False),
        Bad("import logging\n\nlog = logging.Logger('jobs', 10)  #!\n", refused="logger-level", prelude=False),
        Good("log.info('done', n=1)\n"),
        Good("import logging\n\nlogging.getLogger('urllib3').setLevel(logging.WARNING)\n", prelude=False),
        Good("import logging\n\nfor name in NOISY:\n    logging.getLogger(name).disabled = True\n", prelude=False),
        Good("import logging\n\nroot = logging.getLogger()\nroot.handlers.clear()\n", prelude=False),
        Good("import logging\n\nlog = logging.getLogger('x')\n", path="tests/test_levels.py", prelude=False),
        Good("import logging\n\nlog = logging.getLogger('x')\n", path="foundry_logging/_stdlib.py", prelude=False),
    ),
)

MAKERS = frozenset((FACTORY, "logging.Logger", "logging.LoggerAdapter"))
NAMES = frozenset(origin.rpartition(".")[2] for origin in MAKERS)


@RULE.on(ast.Call)
def check(node: ast.Call, frame: Frame) -> Iterator[Finding]:
    """A call that makes a logger to write records with."""
    if call_name(node.func) not in NAMES:
        return
    made = frame.origin(node.func)
    if made not in MAKERS or is_root(node, frame) or is_only_set_up(node, frame):
        return
    module = frame.module
    if not is_test_path(module) and "foundry_logging" not in module.path.replace("\\", "/").split("/")[:-1]:
        yield RULE.at(node, frame, what=made)
