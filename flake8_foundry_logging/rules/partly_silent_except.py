"""
A broad handler that keeps the error on some of its branches, and on others nothing of it.

`if verbose: log.exception(...)` logs on the machine where somebody looks anyway, and is silent where nobody does. A
branch without a record is easily overlooked, because the handler does log.

Log first and branch then; a branch that needs no record is one for a type of its own. Branches that are chosen by the
error itself (`if is_missing(e): return None`) are left alone, and so is the last of some attempts that raises.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.handler import Handler
from flake8_foundry_logging.core.needs import BROAD_HANDLER
from flake8_foundry_logging.core.rule import Bad, Good, Rule
from flake8_foundry_logging.rules._silent_paths import has_silent_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

RULE = Rule(
    code="LGF204",
    name="partly-silent-except",
    since="0.1",
    doc=__doc__,
    message="except {type} is silent on some branches: log the error before it branches",
    default=False,
    words=(BROAD_HANDLER,),
    reads=("error_reporters", "logger_objects", "logger_factories"),
    guards=(Item.SWALLOWED,),
    yields_to=("LGF217", "LGF218"),
    examples=(
        Bad('try:\n    run()\nexcept Exception:  #!\n    if verbose:\n        log.exception("no run")\n'),
        Bad(
            "def f():\n    try:\n        run()\n    except Exception:  #!\n        if quiet:\n            return None\n"
            "        raise\n"
        ),
        Good('try:\n    run()\nexcept Exception:\n    log.exception("no run")\n    if fatal:\n        raise\n'),
        Good(
            "try:\n    run()\nexcept Exception as e:\n    if fatal:\n        raise\n    else:\n"
            '        log.warning("no run", error=str(e))\n'
        ),
        Good(
            "def f():\n    try:\n        run()\n    except Exception as e:\n        if is_missing(e):\n"
            "            return None\n        raise\n"
        ),
        Good(
            "for attempt in range(3):\n    try:\n        run()\n    except Exception:\n        if attempt == 2:\n"
            "            raise\n        sleep(1)\n"
        ),
    ),
)


@RULE.on(Handler)
def check(handler: Handler, frame: Frame) -> Iterator[Finding]:
    """A broad clause with evidence, but not on every path."""
    if not handler.broad or not handler.marks or handler.lingers or _is_retry(handler):
        return
    if not handler.facts.excused(frame) and has_silent_path(handler):
        named = "" if handler.bare else "BaseException" if handler.base else "Exception"
        yield RULE.at(handler.node, frame, type=named or "without a type")


def _is_retry(handler: Handler) -> bool:
    """Whether it stands in a loop and a path that keeps the error ends that loop: the last attempt does."""
    if handler.frame.loop is None:
        return False
    return any(isinstance(mark.frame.block[-1], (ast.Raise, ast.Return, ast.Break)) for mark in handler.marks)
