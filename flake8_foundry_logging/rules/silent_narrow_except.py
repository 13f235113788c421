"""
A handler of one expected type that does nothing at all.

What was expected today may come for another reason tomorrow: an `OSError` is a missing file, a full disk and a broken
network. Nobody ever learns how often it happens, or that it does.

Log it at debug, `log.debug("no cache", exc_info=True)`, or say what is done instead. Optional imports, lookups
(`KeyError`, `StopIteration`, `queue.Empty`) and things that are done already (`FileNotFoundError` around a delete) are
answers rather than errors, and are left alone. Handlers that catch everything are LGF201 and LGF202.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.carriers import call_name
from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.handler import Handler
from flake8_foundry_logging.core.needs import ANY_HANDLER
from flake8_foundry_logging.core.rule import STDLIB, Bad, Good, Rule
from flake8_foundry_logging.core.spelling import spelled
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

RULE = Rule(
    code="LGF203",
    name="silent-narrow-except",
    since="0.1",
    doc=__doc__,
    message="except {types} does nothing: log it at debug, or do what is right without it",
    default=False,
    words=(ANY_HANDLER,),
    reads=("allow_explained_pass", "error_reporters", "logger_objects", "logger_factories"),
    guards=(Item.SWALLOWED,),
    yields_to=("LGF218",),
    examples=(
        Bad(
            "def load(path):\n    try:\n        return parse(path)\n    except OSError:  #!\n        pass\n",
            after=(
                "def load(path):\n    try:\n        return parse(path)\n    except OSError:\n"
                '        log.debug("Ignored OSError in load", exc_info=True)\n'
            ),
            unsafe=True,
        ),
        Bad(
            STDLIB
            + "for job in jobs:\n    try:\n        job()\n    except (TypeError, ValueError):  #!\n        continue\n",
            after=STDLIB
            + "for job in jobs:\n    try:\n        job()\n    except (TypeError, ValueError):\n"
            + '        log.debug("Ignored TypeError / ValueError", exc_info=True)\n        continue\n',
            unsafe=True,
        ),
        Bad("try:\n    run()\nexcept OSError:  #!\n    pass  # offline\n", refused="explained-pass"),
        Bad(
            "try:\n    run()\nexcept ERRORS[kind]:  #!\n    pass\n",
            after='try:\n    run()\nexcept ERRORS[kind]:\n    log.debug("Ignored an expected error", exc_info=True)\n',
            unsafe=True,
        ),
        Good("try:\n    run()\nexcept OSError:\n    pass  # offline\n", options={"allow_explained_pass": True}),
        Good("try:\n    import uvloop\nexcept ImportError:\n    pass\n"),
        Good("try:\n    return cache[key]\nexcept KeyError:\n    pass\n"),
        Good("try:\n    path.unlink()\nexcept FileNotFoundError:\n    pass\n"),
        Good("try:\n    run()\nexcept OSError:\n    log.debug('no run', exc_info=True)\n"),
        Good("try:\n    size = measure()\nexcept OSError:\n    size = 0\n"),
    ),
)

IMPORTS = frozenset(("ImportError", "ModuleNotFoundError"))
LOOKUPS = frozenset(("AttributeError", "Empty", "Full", "IndexError", "KeyError", "LookupError", "QueueEmpty"))
LOOKUPS_BY_END = ("DoesNotExist", "NotFound", "NotFoundError")
"""Ends of names of what a query raises where there is nothing (Django's ``Model.DoesNotExist``)."""
ENDS = frozenset(
    (
        "CancelledError",
        "EOFError",
        "GeneratorExit",
        "KeyboardInterrupt",
        "StopAsyncIteration",
        "StopIteration",
        "SystemExit",
    )
)
DONE_ALREADY = {
    "FileNotFoundError": frozenset(("clean", "cleanup", "delete", "remove", "rm", "rmdir", "rmtree", "unlink")),
    "FileExistsError": frozenset(("create", "link", "make", "makedirs", "mkdir", "symlink", "touch")),
    "ProcessLookupError": frozenset(("kill", "killpg", "send", "terminate")),
}
"""Type -> words of the calls whose work is done when it is raised."""


@RULE.on(Handler)
def check(handler: Handler, frame: Frame) -> Iterator[Finding]:
    """A clause of narrow types that only passes, unless each of them is an answer."""
    if handler.broad or not handler.idle or not handler.silent or handler.explained:
        return
    if not all(_is_answer(name, handler) for name in handler.types):
        types = " / ".join(dict.fromkeys(filter(None, handler.types)))
        yield RULE.at(handler.node, frame, types=types or spelled(handler.node.type or handler.node))


def _is_answer(name: str, handler: Handler) -> bool:
    if name in IMPORTS or name in LOOKUPS or name in ENDS:
        return True
    verbs = DONE_ALREADY.get(name)
    if verbs is None:
        return name.endswith(LOOKUPS_BY_END)
    calls = (inner for statement in handler.try_node.body for inner in ast.walk(statement))
    return any(isinstance(call, ast.Call) and not verbs.isdisjoint(words(call_name(call.func))) for call in calls)
