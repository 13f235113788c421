"""
`except Exception` that keeps nothing of the error it caught.

The program goes on with a default, a counter or nothing at all, and the reason is gone: a typo, a full disk and a
broken service look alike, and all of them look like success. Making text of the error and dropping it keeps nothing
either.

Log it with `log.exception(...)`, raise again, or catch the type you expect. An error that is returned, stored or
given to somebody is kept, and so is one that a function of the same file logs.

Silence is right, and no finding, where nobody would look for a record: `pass` behind a lone call that gives something
up (`close`, `shutdown`, `stop`, `unlink`, `rmtree`, `kill`, `cancel`, `join`), a default behind a lone conversion
(`int(text)`, `json.loads(text)`), an import instead of another, text of an object (`__repr__`) or of an error that a
function is given, a last try before a `raise`, and in tests, unless the `try` holds an assertion. A lone `pass` marked
`# noqa: S110` (or `S112`, `nosec B110`) has been looked at already.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.handler import Handler
from flake8_foundry_logging.core.needs import BROAD_HANDLER
from flake8_foundry_logging.core.rule import Bad, Good, Rule
from flake8_foundry_logging.rules._harmless import loses_nothing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

RULE = Rule(
    code="LGF202",
    name="silent-broad-except",
    since="0.1",
    doc=__doc__,
    message="except {type} loses the error: log it with exception(), raise again or catch what you expect",
    words=(BROAD_HANDLER,),
    reads=("allow_explained_pass", "error_reporters", "logger_objects", "logger_factories"),
    guards=(Item.SWALLOWED,),
    yields_to=("LGF217", "LGF218"),
    examples=(
        Bad(
            "def load(path):\n    try:\n        return parse(path)\n    except Exception:  #!\n        return None\n",
            after=(
                "def load(path):\n    try:\n        return parse(path)\n"
                '    except Exception:\n        log.exception("parse failed")\n        return None\n'
            ),
            unsafe=True,
        ),
        Bad(
            "def poll(sources):\n    for source in sources:\n        try:\n            source.poll()\n"
            "        except Exception:  #!\n            continue\n",
            after=(
                "def poll(sources):\n    for source in sources:\n        try:\n            source.poll()\n"
                '        except Exception:\n            log.debug("source.poll failed", exc_info=True)\n'
                "            continue\n"
            ),
            unsafe=True,
        ),
        Bad("try:\n    run()\nexcept (ValueError, Exception) as e:  #!\n    text = str(e)\n    count = 1\n"),
        Good('try:\n    run()\nexcept Exception:\n    log.exception("run failed")\n'),
        Good("def run():\n    try:\n        job()\n    except Exception as e:\n        return str(e)\n"),
        Good("try:\n    run()\nexcept (KeyError, ValueError):\n    pass\n"),
        Good("try:\n    sock.close()\nexcept Exception:\n    pass\n"),
        Good(
            "try:\n    run()\nexcept Exception:\n    pass  # the next round tries again\n",
            options={"allow_explained_pass": True},
        ),
    ),
)


@RULE.on(Handler)
def check(handler: Handler, frame: Frame) -> Iterator[Finding]:
    """A broad clause without evidence; one that logs too quietly is LGF213."""
    if not (handler.broad and not handler.bare and handler.silent) or handler.log_calls or handler.explained:
        return
    if not loses_nothing(handler):
        yield RULE.at(handler.node, frame, type="BaseException" if handler.base else "Exception")
