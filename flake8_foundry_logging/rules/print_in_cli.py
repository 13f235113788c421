"""
`print` in a command-line program, where the text is the program's output.

What a command prints is mostly what its user asked for, so this rule is off until it is named. A team that wants
results on standard output and everything else in the log turns it on and allows the few prints that are results.

The same goes for what is printed for its own sake elsewhere: LGF101 says what that is.

Use a logger for what happens, and the framework's own function (`click.echo`, `typer.echo`) or `sys.stdout.write` for
results.
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
    code="LGF106",
    name="print-in-cli",
    since="0.1",
    doc=__doc__,
    message="{name}() in a command-line program: log what happens, echo only what was asked for",
    default=False,
    words=("print",),
    reads=("cli_paths", "print_allowed_paths", "logger_objects", "logger_factories"),
    guards=(Item.NO_PRINT, Item.PRINT),
    examples=(
        Bad(
            'import click\n\n\n@click.command()\ndef load():\n    print("loading")  #!\n',
            after=FOUNDRY + 'import click\n\n\n@click.command()\ndef load():\n    log.info("loading")\n',
        ),
        Bad("def dump(rows):\n    print(rows)  #!\n", path="tools/dump.py", options={"cli_paths": ("tools/*",)}),
        Good('import click\n\n\n@click.command()\ndef load():\n    log.info("loading")\n    click.echo("42")\n'),
        Good('def load():\n    print("loading")\n'),
        Good("print(1)\n", path="bin/cli.py", options={"print_allowed_paths": ("bin/*",)}),
    ),
)


@RULE.on(Output)
def check(output: Output, frame: Frame) -> Iterator[Finding]:
    """A print or pprint in the code of a command-line program."""
    if output.kind in (OutputKind.PRINT, OutputKind.PPRINT) and output.audience is Audience.COMMAND_LINE:
        yield RULE.at(output.node, frame, name=output.name)
