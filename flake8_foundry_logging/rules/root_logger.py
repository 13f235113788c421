"""
A record written through the root logger, by the functions of the `logging` module.

Every such record is called "root": nobody can tell which module wrote it, nor raise, lower or silence one module alone.
And `logging.warning(...)` sets up a handler where there is none yet, so that a later `basicConfig` does nothing.

Make a logger of the module's own, `logger = logging.getLogger(__name__)`, and call that. A program that sets up logging
in the same file and has no logger of its own may use the root logger in its own code, and so may a test, an example,
and what is set as `sys.excepthook`: that speaks for the whole program.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.frame import FunctionNode
from flake8_foundry_logging.core.log_call import LogCall
from flake8_foundry_logging.core.needs import with_logger
from flake8_foundry_logging.core.rule import FOUNDRY, STDLIB, Bad, Good, Rule
from flake8_foundry_logging.core.spelling import spelled
from flake8_foundry_logging.rules._paths import is_sample_path, is_test_path
from flake8_foundry_logging.rules._program import Audience, Program
from flake8_foundry_logging.rules._set_up import has_own_logger, is_root, sets_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

RULE = Rule(
    code="LGF801",
    name="root-logger",
    since="0.1",
    doc=__doc__,
    message="{what}() writes through the root logger: call one of the module, logging.getLogger(__name__)",
    words=with_logger("logging"),
    reads=("cli_paths",),
    guards=(Item.CONTEXT,),
    examples=(
        Bad(
            'import logging\n\n\ndef work(n):\n    logging.info("%d done", n)  #!\n',
            after="import logging\n\nlogger = logging.getLogger(__name__)\n\n\n"
            'def work(n):\n    logger.info("%d done", n)\n',
            prelude=False,
        ),
        Bad(
            STDLIB + 'try:\n    run()\nexcept ValueError:\n    logging.exception("run failed")  #!\n',
            after=STDLIB + 'try:\n    run()\nexcept ValueError:\n    log.exception("run failed")\n',
        ),
        Bad(
            FOUNDRY + 'import logging\n\nlogging.warn("%s is slow", job)  #!\n',
            after=FOUNDRY + '\nlog.warning("{job} is slow", job=job)\n',
            unsafe=True,
        ),
        Bad('from logging import info\n\n\ndef work():\n    info("done")  #!\n', prelude=False),
        Good(STDLIB + 'log.info("done")\n'),
        Good(
            'import logging\n\n\ndef main():\n    logging.basicConfig()\n    logging.info("started")\n\n\n'
            'if __name__ == "__main__":\n    main()\n',
            prelude=False,
        ),
        Good('import logging\nlogging.basicConfig(level="INFO")\nlogging.captureWarnings(True)\n', prelude=False),
        Good('import logging\nlogging.warning("seen by the test")\n', path="tests/test_levels.py", prelude=False),
    ),
)


HOOKS = frozenset(("excepthook", "unraisablehook"))


@RULE.on(LogCall)
def check(call: LogCall, frame: Frame) -> Iterator[Finding]:
    """A log call whose logger is the root."""
    if call.logger.module and call.logger.certain:
        what = f"logging.{call.method}"
    elif call.receiver is not None and is_root(call.receiver, frame):
        what = spelled(call.node.func)
    else:
        return
    module = frame.module
    if is_test_path(module) or is_sample_path(module) or _is_hook(frame):
        return
    if not module.once(_has_right_to_root, module.body) or not _is_program(frame):
        yield RULE.at(call.node, frame, what=what)


def _is_hook(frame: Frame) -> bool:
    """Whether a place is in the function that the file sets as the hook for uncaught errors."""
    hooks, function = frame.module.once(_hooks, frame.module.body), frame.function
    if isinstance(function, FunctionNode) and any(isinstance(h, ast.Name) and h.id == function.name for h in hooks):
        return True
    return any(hook is frame.scope.owner.node for hook in hooks)


def _hooks(body: Frame) -> tuple[ast.expr, ...]:
    """What a file sets as a hook: names of functions, lambdas."""
    return tuple(
        node.value
        for node, _ in body.nodes(ast.Assign, nested=True)
        if isinstance(node, ast.Assign)
        and any(isinstance(target, ast.Attribute) and target.attr in HOOKS for target in node.targets)
    )


def _has_right_to_root(body: Frame) -> bool:
    """Whether a file sets up the root logger and has no other."""
    return sets_up(body) and not has_own_logger(body)


def _is_program(frame: Frame) -> bool:
    """Whether only a program runs the code at a place; what a file that sets up logging does at its top is one's."""
    return frame.function is None or Program.of(frame.module).audience(frame) is not Audience.LIBRARY
