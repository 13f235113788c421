"""
`print` in library or server code, where nobody reads the terminal.

Printed text has no level, no time and no name of its module; it cannot be switched off, searched by field or sent to
a file, and in a server it ends wherever standard output happens to go. Called through another name, given to `map` or
sent to `sys.stderr`, it is the same print.

Use the module's logger, with the values as fields: `log.info("model loaded", model=model)`. Scripts are LGF102: what a
main guard runs, folders such as `scripts/` and `migrations/`, functions that take `args` or `argv`.

What is printed for its own sake is LGF106: functions that do nothing but print (`print_table`, `report`), talks with a
user, tables, JSON and markup, progress on one line, last words before the process ends, functions that return an exit
code, tests, examples, benchmarks and vendored files. So is what is printed behind a switch (`if verbose:`, `if not
quiet:`, `if DEBUG:`), except in a handler, and what a comment explains: `# noqa: T201`, or why no logger is used there.
Nothing is said, either, of lines that are passed on from another process, of the words that stand where a table would
(`print_table(rows)` in the other branch), of what runs between fork and exec, of a method that prints by default, of a
function that sets a logger up, and of code that builds packages. Files in which every print is meant belong into the
option `print-allowed-paths`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.rule import Bad, Good, Rule
from flake8_foundry_logging.rules._output import Output, OutputKind
from flake8_foundry_logging.rules._program import Audience

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

RULE = Rule(
    code="LGF101",
    name="print-call",
    since="0.1",
    doc=__doc__,
    message="{name}() in place of a log: call a logger, with the values as fields",
    words=("print",),
    reads=("cli_paths", "print_allowed_paths", "logger_objects", "logger_factories"),
    guards=(Item.NO_PRINT, Item.PRINT),
    examples=(
        Bad(
            'def load(model):\n    print(f"Model: {model}")  #!\n',
            after='def load(model):\n    log.info("Model", model=model)\n',
        ),
        Bad('import sys\n\n\ndef load(model):\n    print("loading", model, file=sys.stderr)  #!\n'),
        Bad("def load(items):\n    list(map(print, items))  #!\n"),
        Good('def load(model):\n    log.info("model loaded", model=model)\n'),
        Good('def save(path, rows):\n    with open(path, "w") as out:\n        print(*rows, file=out)\n'),
        Good('def load(model, verbose):\n    if verbose:\n        print(f"Model: {model}")\n'),
        Good("def load(model):\n    print(model)\n", path="bin/load.py", options={"print_allowed_paths": ("bin/*",)}),
        Good('def report(print):\n    print("the caller decides where this goes")\n'),
    ),
)


@RULE.on(Output)
def check(output: Output, frame: Frame) -> Iterator[Finding]:
    """A print that neither a script nor a command line runs."""
    if output.kind is OutputKind.PRINT and output.audience is Audience.LIBRARY:
        yield RULE.at(output.node, frame, name=output.name)
