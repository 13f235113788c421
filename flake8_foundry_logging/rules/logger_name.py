"""
A logger that is named after a file, after the text "__name__", or after another module.

The names of loggers are a tree that follows the packages, parted at the dots. A path has its dots in the wrong places,
so that no level that is set for a package reaches the logger; under another module's name its records mislead.

Write `logging.getLogger(__name__)`. A name for a component, such as "model-manager", is fine, and so is fetching the
logger of a package to set it up: `logging.getLogger(urllib3.__name__).setLevel(...)`.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.frame import BindingKind
from flake8_foundry_logging.core.needs import with_logger
from flake8_foundry_logging.core.rule import STDLIB, Bad, Good, Rule
from flake8_foundry_logging.core.spelling import spelled
from flake8_foundry_logging.rules._set_up import FACTORIES, name_argument
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

RULE = Rule(
    code="LGF803",
    name="logger-name",
    since="0.1",
    doc=__doc__,
    message="{name} is no name for this module's logger: pass __name__",
    words=with_logger("__file__", "__cached__", '"__name__"', "'__name__'", ".__name__"),
    guards=(Item.CONTEXT,),
    examples=(
        Bad(
            "import logging\n\nlog = logging.getLogger(__file__)  #!\n",
            after="import logging\n\nlog = logging.getLogger(__name__)\n",
            prelude=False,
        ),
        Bad(
            'from foundry_logging import get_logger\n\nlog = get_logger("__name__")  #!\n',
            after="from foundry_logging import get_logger\n\nlog = get_logger(__name__)\n",
            prelude=False,
        ),
        Bad(
            "import logging\nimport jobs.base\n\nlog = logging.getLogger(jobs.base.__name__)  #!\n",
            after="import logging\nimport jobs.base\n\nlog = logging.getLogger(__name__)\n",
            unsafe=True,
            prelude=False,
        ),
        Good('import logging\n\nlog = logging.getLogger("model-manager")\n', prelude=False),
        Good(STDLIB + "import urllib3\n\nlogging.getLogger(urllib3.__name__).setLevel(logging.WARNING)\n"),
        Good(
            "import logging\n\n\nclass Job:\n    def __init__(self):\n"
            "        self.log = logging.getLogger(type(self).__name__)\n",
            prelude=False,
        ),
    ),
)

FILES = frozenset(("__file__", "__cached__"))
LOGGERS = frozenset(("log", "logger", "logging"))


@RULE.on(ast.Call)
def check(node: ast.Call, frame: Frame) -> Iterator[Finding]:
    """A logger's factory with one of the three."""
    name = name_argument(node)
    if isinstance(name, ast.Name):
        wrong = name.id in FILES and not frame.bindings(name.id)
    elif isinstance(name, ast.Constant):
        wrong = name.value == "__name__" or name.value in FILES
    else:
        wrong = name is not None and _is_other_module(name, frame) and _is_own_logger(node, frame)
    if wrong and name is not None and frame.origin(node.func) in FACTORIES:
        yield RULE.at(name, frame, name=spelled(name))


def _is_other_module(name: ast.expr, frame: Frame) -> bool:
    """Whether it is ``other.__name__`` of a module that this file imports and that is no package around it."""
    if not isinstance(name, ast.Attribute) or name.attr != "__name__":
        return False
    inner = name.value
    while isinstance(inner, ast.Attribute):
        inner = inner.value
    if not isinstance(inner, ast.Name):
        return False
    bindings = frame.bindings(inner.id)
    if not bindings or any(b.kind is not BindingKind.IMPORT or not isinstance(b.node, ast.Import) for b in bindings):
        return False  # what `from` imports may be a class: its name is a component's
    folders = frame.module.path.replace("\\", "/").split("/")[:-1]
    module = frame.origin(name.value)
    return module is not None and module.partition(".")[0] not in folders


def _is_own_logger(node: ast.Call, frame: Frame) -> bool:
    """Whether the logger is bound to a name that says no more than that it is this module's: ``log``, ``_logger``."""
    statement = frame.statement.node
    if not isinstance(statement, (ast.Assign, ast.AnnAssign)) or statement.value is not node:
        return False
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    return all(isinstance(target, ast.Name) and LOGGERS.issuperset(words(target.id)) for target in targets)
