"""
`if not start_server(): return`: a service or model that did not start, stop, connect or load, and no log says so.

The caller gets nothing or False, the program goes on or ends without a word, and the one moment at which the reason
was known has passed. It is the guide's own example of what must not happen.

Log an error in the branch, with what was to be started: `log.error("server did not start", port=port)`.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.carriers import call_name
from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.rule import Bad, Good, Rule
from flake8_foundry_logging.rules._failure_return import callee_tells, failed_call, leaves_silently
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

RULE = Rule(
    code="LGF704",
    name="unlogged-failure-return",
    since="0.1",
    doc=__doc__,
    message="{name}() failed and no log says so: log an error before returning",
    words=("not",),
    reads=("critical_operations", "error_reporters", "logger_objects", "logger_factories"),
    guards=(Item.OPERATIONS, Item.SWALLOWED),
    examples=(
        Bad(
            "async def main():\n    if not await start_server():  #!\n        return\n    await serve()\n",
            after=(
                "async def main():\n    if not await start_server():\n"
                '        log.error("start_server failed")\n        return\n    await serve()\n'
            ),
        ),
        Bad("def setup(self):\n    if not self.db.connect(5):  #!\n        self.ready = False\n        return False\n"),
        Bad(
            "def deploy():\n    if not provision_cluster():  #!\n        return None\n",
            options={"critical_operations": ("provision",)},
        ),
        Good('async def main():\n    if not await start_server():\n        log.error("no server")\n        return\n'),
        Good("def main():\n    if not start_server():\n        raise SystemExit(1)\n"),
        Good("def find(path):\n    if not load_lines(path):\n        return None\n"),
    ),
)


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


LEAD_IN = _set("try ensure async do safe safely maybe auto")
CONNECTING = _set("connect reconnect disconnect")
"""Verbs that need no object: what is connected is a service."""
RUNNING = _set("start stop restart launch boot shutdown")
"""Verbs that need one that is no part of a text: ``start_foundry`` is a service, ``start_tag`` is not."""
LOADING = _set("load unload reload preload")
"""Verbs that need one of ``OBJECTS``: most of what is loaded is a file."""
OBJECTS = _set(
    """
    server servers service services daemon worker workers model models engine client broker database db connection
    session backend cluster agent bot app application listener consumer producer scheduler container containers
    tokenizer weights checkpoint llm vm proxy tunnel gateway redis kafka mongo postgres instance pipeline transport
    """
)
TEXTUAL = _set(
    """
    with at pos position tag element index line lines iteration condition criteria word words token offset end date time
    timer char character column row section block span event page marker transaction here
    """
)


@RULE.on(ast.If)
def check(node: ast.If, frame: Frame) -> Iterator[Finding]:
    """A branch that a critical call's failure leads into and that returns without a word."""
    call = failed_call(node)
    if call is None or not _critical(call, frame):
        return
    if leaves_silently(node, frame) and not callee_tells(call, frame):
        yield RULE.at(call, frame, name=call_name(call.func))


def _critical(call: ast.Call, frame: Frame) -> bool:
    """Whether a call starts, stops, connects or loads a service or model, by its name and what it is called on."""
    parts = words(call_name(call.func))
    if any(extra in parts for extra in frame.module.options.critical_operations):
        return True
    while parts and parts[0] in LEAD_IN:
        parts = parts[1:]
    if not parts:
        return False
    verb, rest = parts[0], parts[1:]
    if verb in CONNECTING:
        return parts[-1] != "ex"  # socket.connect_ex: zero is success
    if verb in RUNNING and (rest or isinstance(call.func, ast.Name)):
        return TEXTUAL.isdisjoint(rest)
    return verb in RUNNING | LOADING and not OBJECTS.isdisjoint(rest or _owner_words(call, frame))


def _owner_words(call: ast.Call, frame: Frame) -> tuple[str, ...]:
    """The words of what a method that is a verb alone is called on; for ``self.start()`` those of its class."""
    if not isinstance(call.func, ast.Attribute):
        return ()
    receiver = call.func.value
    if isinstance(receiver, ast.Name) and receiver.id in ("self", "cls"):
        owner = frame.scope.enclosing_class
        return words(owner.node.name) if owner is not None and isinstance(owner.node, ast.ClassDef) else ()
    return words(call_name(receiver))
