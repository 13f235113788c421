"""
`pprint.pprint` or `pprint.pp` in library or server code.

It is a print with line breaks: most often something looked at while debugging and left behind. It formats the whole
object on every call and spreads one event over many lines that no log reader joins again.

Use a logger and give it the object as a field: `log.debug("response", body=body)`. `pprint.pformat` only makes text
and is fine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.rule import FOUNDRY, Bad, Good, Rule
from flake8_foundry_logging.rules._output import Output, OutputKind
from flake8_foundry_logging.rules._program import Audience

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

RULE = Rule(
    code="LGF103",
    name="pprint-call",
    since="0.1",
    doc=__doc__,
    message="{name}() in place of a log: give the object to a logger as a field",
    words=("pprint",),
    reads=("cli_paths", "print_allowed_paths", "logger_objects", "logger_factories"),
    guards=(Item.NO_PRINT, Item.PRINT),
    examples=(
        Bad(
            "import pprint\n\n\ndef handle(body):\n    pprint.pprint(body)  #!\n",
            after=FOUNDRY + '\n\ndef handle(body):\n    log.debug("body", body=body)\n',
        ),
        Bad("from pprint import pp\n\n\ndef handle(body):\n    pp(body)  #!\n"),
        Good(
            "from pprint import pp\n\n\ndef handle(body):\n    pp(body)\n",
            path="bin/handle.py",
            options={"print_allowed_paths": ("bin/*",)},
        ),
        Good('def handle(body):\n    log.debug("request", body=body)\n'),
        Good("from pprint import pformat\n\n\ndef describe(body):\n    return pformat(body)\n"),
    ),
)


@RULE.on(Output)
def check(output: Output, frame: Frame) -> Iterator[Finding]:
    """A pprint that neither a script nor a command line runs."""
    if output.kind is OutputKind.PPRINT and output.audience is Audience.LIBRARY:
        yield RULE.at(output.node, frame, name=output.name)
