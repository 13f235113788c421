"""
`.exception()` or `exc_info=True` where no exception is being handled.

The record promises a traceback and carries "NoneType: None", or the traceback of an error that somebody else is
handling. Whoever reads it looks for an exception that never was.

Use `.error(...)`; or log inside the `except`; or pass the exception you have: `exc_info=error`.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.carriers import call_name
from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.log_call import LogCall
from flake8_foundry_logging.core.rule import STDLIB, Bad, Good, Rule
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame, FunctionNode, Scope

__all__ = ["RULE"]

RULE = Rule(
    code="LGF215",
    name="exception-outside-handler",
    since="0.1",
    doc=__doc__,
    message="{what} where no exception is being handled logs no traceback: use error(), or pass exc_info=error",
    words=("exception", "exc_info"),
    reads=("logger_objects", "logger_factories"),
    guards=(Item.CONTEXT, Item.LEVEL),
    examples=(
        Bad(
            'if not ready():\n    log.exception("not ready")  #!\n',
            after='if not ready():\n    log.error("not ready")\n',
            unsafe=True,
        ),
        Bad(
            STDLIB + 'def check(code):\n    if code:\n        log.error("exit %s", code, exc_info=True)  #!\n',
            after=STDLIB + 'def check(code):\n    if code:\n        log.error("exit %s", code)\n',
            unsafe=True,
        ),
        Good('try:\n    run()\nexcept ValueError:\n    log.exception("run failed")\n'),
        Good(
            'def done(task):\n    error = task.exception()\n    if error:\n        log.error("bad", exc_info=error)\n'
        ),
        Good(
            'def note():\n    log.exception("run failed")\n\n\n'
            "def main():\n    try:\n        run()\n    except ValueError:\n        note()\n"
        ),
    ),
)

ERROR_WORDS = frozenset(("e", "ex", "exc", "err", "error", "exception", "failure", "excinfo", "tb", "traceback"))

ERROR_FUNCTIONS = frozenset(
    [
        "crash",
        "error",
        "errorhandler",
        "exception",
        "excepthook",
        "fail",
        "failed",
        "failure",
        "panic",
    ]
)
"""Words of functions that are called when something went wrong: ``on_failure``, ``handle_crash``."""


@RULE.on(LogCall)
def check(call: LogCall, frame: Frame) -> Iterator[Finding]:
    """A record that asks for the current exception where there is none."""
    if not (call.logger.certain or call.logger.whole_word) or not _asks_for_exception(call):
        return
    if not _may_be_handling(frame):
        named = "exc_info" in call.controls and call.method not in ("exception", "aexception")
        yield RULE.at(call.node, frame, what="exc_info=True" if named else f"{call.method}()")


def _asks_for_exception(call: LogCall) -> bool:
    exc_info = call.controls.get("exc_info")
    if exc_info is None:
        hidden = any(keyword.arg is None for keyword in call.node.keywords)
        return call.method in ("exception", "aexception") and not hidden
    return isinstance(exc_info, ast.Constant) and exc_info.value in (True, 1)


def _may_be_handling(frame: Frame) -> bool:
    """Whether an exception may be handled here: in a handler, a ``finally``, or a function that is called from one."""
    for around in frame.outward():
        if around.handler is not None or around.part == "finalbody":
            return True
        node = around.node
        if isinstance(node, ast.Lambda):
            return True  # who calls it, and when, is not to be seen
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and around.is_body and _for_errors(node, around):
            return True
    return False


def _for_errors(function: FunctionNode, body: Frame) -> bool:
    """Whether a function is there to be called with an error, or is called from handlers of this file alone."""
    if function.name in ("__exit__", "__aexit__"):
        return True
    arguments = function.args
    parameters = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    if any(not ERROR_WORDS.isdisjoint(words(parameter.arg)) for parameter in parameters):
        return True
    decorators = [node.func if isinstance(node, ast.Call) else node for node in function.decorator_list]
    names = [function.name, *(call_name(decorator) for decorator in decorators)]
    if any(not ERROR_FUNCTIONS.isdisjoint(words(name)) for name in names):
        return True
    return _called_from_handlers(function, body.scope)


def _called_from_handlers(function: FunctionNode, scope: Scope) -> bool:
    calls = [
        frame
        for node, frame in scope.body.module.body.nodes(ast.Call, nested=True)
        if isinstance(node, ast.Call)
        and call_name(node.func) == function.name
        and frame.local_function(node.func) is scope
    ]
    return bool(calls) and all(frame.handler is not None for frame in calls)
