"""
`contextlib.suppress(Exception)`: every error of a block is dropped, and no log can be added.

It is `except Exception: pass` in one line: a typo in the block is dropped like the error it was written for, and
unlike a handler it has no place for a log call.

Name the types you expect, `suppress(FileNotFoundError)`, or write `try` and `except` with `log.exception(...)`.

Nothing is said in tests, in finalisers, around the await of a task that the function has just cancelled, where the
error of a future is fetched only to mark it as seen, and where the text of a traceback is made. Nor of one call under
`suppress(Exception)` that gives something up (`sock.close()`, `server.stop()`), that says goodbye in a function which
does so (`send` in `disconnect`), or that tells somebody else of an error which its handler raises or logs.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.cancellation import awaits_cancelled
from flake8_foundry_logging.core.carriers import call_name
from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.evidence import Evidence, Facts
from flake8_foundry_logging.core.handler import Handler, broad_type
from flake8_foundry_logging.core.rule import Bad, Good, Rule
from flake8_foundry_logging.rules._futures import only_looks_at_future
from flake8_foundry_logging.rules._harmless import is_release, releases_by_name
from flake8_foundry_logging.rules._paths import is_test_path
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

LEAVING = frozenset(("__exit__", "__aexit__"))
"""Methods with which a context manager gives up what it holds."""
FAREWELLS = frozenset(
    ("abort", "deregister", "detach", "disable", "end", "finish", "flush", "logout", "remove", "send", "unregister")
)
"""First words of what such a method does before it does."""
TOLD = frozenset((Evidence.RAISE, Evidence.LOG, Evidence.REPORT, Evidence.CALLEE))

RULE = Rule(
    code="LGF211",
    name="suppress-broad",
    since="0.1",
    doc=__doc__,
    default=False,
    message="suppress({type}) drops every error of its block: name the types you expect, or catch and log",
    words=("suppress",),
    guards=(Item.SWALLOWED,),
    examples=(
        Bad("from contextlib import suppress\n\nwith suppress(Exception):  #!\n    run()\n"),
        Bad("import contextlib as c\n\nwith open(path) as f, c.suppress(OSError, BaseException):  #!\n    run(f)\n"),
        Bad(
            "from contextlib import ExitStack, suppress\n\nANY = (ValueError, Exception)\n"
            "with ExitStack() as stack:\n    stack.enter_context(suppress(*ANY))  #!\n    run()\n"
        ),
        Good("from contextlib import suppress\n\nwith suppress(FileNotFoundError):\n    path.unlink()\n"),
        Good("from contextlib import suppress\n\nwith suppress(Exception):\n    sock.close()\n"),
        Good("from errors import suppress\n\nwith suppress(Exception):\n    run()\n"),
        Good(
            "import contextlib\n\n\nclass Pool:\n    def __del__(self):\n"
            "        with contextlib.suppress(Exception):\n            self.close()\n"
        ),
    ),
)


@RULE.on(ast.Module)
def check(node: ast.Module, frame: Frame) -> Iterator[Finding]:
    """The calls of ``contextlib.suppress`` with a broad type; not where an error is expected or seen by others."""
    if "suppress" not in frame.module.source.text or is_test_path(frame.module):
        return  # a file is full of calls, and few files hold this one
    for call, around in frame.nodes(ast.Call, nested=True):
        assert isinstance(call, ast.Call)
        if _called_suppress(call.func) and around.origin(call.func) == "contextlib.suppress":
            types = [found for argument in call.args if (found := broad_type(argument, around)) is not None]
            if not types or _excused(around) or _lets_task_end(call, around):
                continue
            kind = max(types, key=len)
            if kind == "BaseException" or not _is_left_anyway(around):
                yield RULE.at(call, around, type=kind)


def _excused(frame: Frame) -> bool:
    statement = frame.statement.node
    if isinstance(statement, (ast.With, ast.AsyncWith)):
        block = statement.body
        if awaits_cancelled(block, frame) or only_looks_at_future(block, frame) or _formats_traceback(block, frame):
            return True
    return frame.module.once(Facts, frame.module).excused(frame)


def _is_left_anyway(frame: Frame) -> bool:
    """Whether the block is one call that gives something up, or says a last word where the error itself is told."""
    statement = frame.statement.node
    block = statement.body if isinstance(statement, (ast.With, ast.AsyncWith)) else []
    if len(block) != 1 or not isinstance(block[0], ast.Expr):
        return False
    if is_release(block):
        return True
    function, handler = frame.function, Handler.around(frame)
    if function is not None and (function.name in LEAVING or releases_by_name(function.name)):
        value = block[0].value
        value = value.value if isinstance(value, ast.Await) else value
        if isinstance(value, ast.Call) and not FAREWELLS.isdisjoint(words(call_name(value.func))[:1]):
            return True
    return handler is not None and not TOLD.isdisjoint(handler.evidence)


def _lets_task_end(call: ast.Call, frame: Frame) -> bool:
    """Whether it names ``CancelledError``, too, and waits for a task: somebody has cancelled that."""
    statement = frame.statement.node
    waited = (
        statement.body[0] if isinstance(statement, (ast.With, ast.AsyncWith)) and len(statement.body) == 1 else None
    )
    return (
        isinstance(waited, ast.Expr)
        and isinstance(waited.value, ast.Await)
        and isinstance(waited.value.value, (ast.Name, ast.Attribute))
        and any(frame.origin(argument) == "asyncio.CancelledError" for argument in call.args)
    )


def _formats_traceback(block: list[ast.stmt], frame: Frame) -> bool:
    """Whether a block is ``text = traceback.format_exc()``: the error that counts is another one."""
    value = block[0].value if len(block) == 1 and isinstance(block[0], ast.Assign) else None
    return isinstance(value, ast.Call) and (frame.origin(value.func) or "").startswith("traceback.format_")


def _called_suppress(callee: ast.expr) -> bool:
    """Whether a callee may be ``suppress``: a plain name may be an alias, an attribute may not."""
    return isinstance(callee, ast.Name) or (isinstance(callee, ast.Attribute) and callee.attr == "suppress")
