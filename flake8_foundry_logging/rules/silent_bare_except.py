"""
A bare `except:` that keeps nothing of the error it caught.

It catches exits, interrupts and cancellations too, and when something breaks in it nobody ever learns that it did: no
level, no traceback, no line in any file. Of all ways to lose an error it loses most.

Catch what you expect; where anything may happen, write `except Exception:` and `log.exception(...)`, or raise again.
An error that is returned, stored or given to somebody is kept, and so is one that a function of the same file logs.
What LGF202 lets be (a lone `close()`, a lone conversion, an import instead of another, tests) is no finding here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.handler import Handler
from flake8_foundry_logging.core.needs import BARE_HANDLER
from flake8_foundry_logging.core.rule import Bad, Good, Rule
from flake8_foundry_logging.rules._harmless import loses_nothing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

RULE = Rule(
    code="LGF201",
    name="silent-bare-except",
    since="0.1",
    doc=__doc__,
    message="bare except loses every error, even exits: write except Exception and log it, or raise again",
    words=(BARE_HANDLER,),
    reads=("allow_explained_pass", "error_reporters", "logger_objects", "logger_factories"),
    guards=(Item.SWALLOWED,),
    yields_to=("LGF217", "LGF218"),
    examples=(
        Bad(
            "def load(path):\n    try:\n        return parse(path)\n    except:  #!\n        pass\n",
            after=(
                "def load(path):\n    try:\n        return parse(path)\n"
                '    except Exception:\n        log.exception("parse failed")\n'
            ),
            unsafe=True,
        ),
        Bad(
            "def load(path):\n    try:\n        return parse(path)\n    except:  #!\n        return None\n",
            after=(
                "def load(path):\n    try:\n        return parse(path)\n"
                '    except Exception:\n        log.exception("parse failed")\n        return None\n'
            ),
            unsafe=True,
        ),
        Bad("try:\n    run()\nexcept:  #!\n    failures += 1\n"),
        Bad(
            'try:\n    run()\nexcept Exception:\n    log.exception("run failed")\nexcept:  #!\n    pass\n',
            refused="broad-clause-before",
        ),
        Good('try:\n    run()\nexcept:\n    log.exception("run failed")\n'),
        Good("try:\n    run()\nexcept:\n    rollback()\n    raise\n"),
        Good(
            "class Pool:\n    def __del__(self):\n"
            "        try:\n            self.close()\n        except:\n            pass\n"
        ),
        Good(
            "try:\n    run()\nexcept:\n    pass  # the next round tries again\n",
            options={"allow_explained_pass": True},
        ),
    ),
)


@RULE.on(Handler)
def check(handler: Handler, frame: Frame) -> Iterator[Finding]:
    """A bare clause without evidence; one that logs too quietly is LGF213."""
    if not (handler.bare and handler.silent) or handler.log_calls or handler.explained:
        return
    if not loses_nothing(handler):
        yield RULE.at(handler.node, frame)
