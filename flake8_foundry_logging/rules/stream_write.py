"""
Text written to `sys.stdout` or `sys.stderr` in library or server code.

It is a print by another name: no level, no time, no switch. Worse, several threads or workers that write to one stream
mix their lines.

Use a logger. Bytes written to `sys.stdout.buffer` are data and are fine, and so is whatever a script, a test or a
finaliser writes, what a function writes that ends the process right behind it, a value that is passed on to
`sys.stdout` as it is, lines of another process under a tag, a line that is drawn anew (`\\r`), what stands behind a
switch such as `if verbose:`, and what a comment explains (`# logging is not set up yet`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.rule import FOUNDRY, Bad, Good, Rule
from flake8_foundry_logging.rules._output import Output, OutputKind, controls_terminal, copies_data
from flake8_foundry_logging.rules._program import Audience

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

RULE = Rule(
    code="LGF104",
    name="stream-write",
    since="0.1",
    doc=__doc__,
    message="{name}() in place of a log: call a logger",
    words=("stdout", "stderr"),
    reads=("cli_paths", "print_allowed_paths", "logger_objects", "logger_factories"),
    guards=(Item.NO_PRINT, Item.PRINT),
    examples=(
        Bad('import sys\n\n\ndef connect(host):\n    sys.stderr.write("connecting to " + host)  #!\n'),
        Bad(
            'import sys\n\n\ndef connect(host):\n    sys.stderr.write(f"Host: {host}\\n")  #!\n',
            after=FOUNDRY + '\n\ndef connect(host):\n    log.warning("Host", host=host)\n',
        ),
        Bad("from sys import stdout as out\n\n\ndef connect(host):\n    out.write('to ' + host)  #!\n"),
        Good('def connect(host):\n    log.info("connecting", host=host)\n'),
        Good("import sys\n\n\ndef dump(data):\n    sys.stdout.buffer.write(data)\n"),
    ),
)


@RULE.on(Output)
def check(output: Output, frame: Frame) -> Iterator[Finding]:
    """A write to a standard stream that neither a script nor a command line runs."""
    if output.kind is not OutputKind.STREAM or output.audience is not Audience.LIBRARY:
        return
    if not (copies_data(output) or controls_terminal(output.node, frame)):
        yield RULE.at(output.node, frame, name=output.name)
