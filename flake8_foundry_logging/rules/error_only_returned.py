"""
`except Exception` whose error goes nowhere but into the return value.

A caller that forgets to look at the value loses the error, and one that looks has a text without a traceback. Nothing
in the log says that anything went wrong, let alone where.

Log it where it is caught, `log.exception("sync failed")`, and return it then; or let it be raised.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.carriers import call_name
from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.evidence import Evidence
from flake8_foundry_logging.core.handler import Handler
from flake8_foundry_logging.core.needs import BROAD_HANDLER
from flake8_foundry_logging.core.rule import Bad, Good, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.evidence import Mark
    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

RULE = Rule(
    code="LGF205",
    name="error-only-returned",
    since="0.1",
    doc=__doc__,
    message="the error is only returned: log it with exception(), or let it be raised",
    default=False,
    words=(BROAD_HANDLER,),
    reads=("error_reporters", "logger_objects", "logger_factories"),
    guards=(Item.SWALLOWED,),
    yields_to=("LGF217", "LGF218"),
    examples=(
        Bad(
            "def sync():\n    try:\n        run()\n    except Exception as e:  #!\n        return str(e)\n",
            after=(
                "def sync():\n    try:\n        run()\n    except Exception as e:\n"
                '        log.exception("run failed")\n        return str(e)\n'
            ),
            unsafe=True,
        ),
        Bad(
            "def sync():\n    try:\n        run()\n    except Exception as e:  #!\n"
            '        text = f"no sync: {e}"\n        return {"ok": False, "error": text}\n'
        ),
        Bad("def sync():\n    try:\n        run()\n    except Exception as e:  #!\n        return Failure(e)\n"),
        Good(
            "def sync():\n    try:\n        run()\n    except Exception as e:\n"
            '        log.exception("no sync")\n        return str(e)\n'
        ),
        Good("def sync():\n    try:\n        run()\n    except ValueError as e:\n        return str(e)\n"),
        Good("def sync():\n    try:\n        run()\n    except Exception as e:\n        return self.failed(e)\n"),
        Good(
            "def sync():\n    try:\n        run()\n    except Exception as e:\n"
            "        self.error = e\n        return str(e)\n"
        ),
        Good("import sys\n\n\ndef f():\n    try:\n        g()\n    except Exception:\n        return sys.exc_info()\n"),
    ),
)

CARRYING = frozenset(("dict", "dumps", "jsonify", "make_response"))
"""Functions that only make a value of what they are given; so do classes."""


@RULE.on(Handler)
def check(handler: Handler, frame: Frame) -> Iterator[Finding]:
    """A broad clause whose every evidence is a returned value."""
    if not handler.broad or not handler.marks or handler.lingers or handler.log_calls or handler.keeps_traceback:
        return
    if all(_is_returned(mark) for mark in handler.marks):
        yield RULE.at(handler.node, frame)


def _is_returned(mark: Mark) -> bool:
    if mark.evidence is not Evidence.ESCAPE or not isinstance(mark.frame.statement.node, ast.Return):
        return False
    if not isinstance(mark.node, ast.Call):
        return True
    name = call_name(mark.node.func)
    return name[:1].isupper() or name in CARRYING
