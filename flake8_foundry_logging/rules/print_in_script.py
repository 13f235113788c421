"""
`print` in a script: code that only runs when the file itself is run.

A script outgrows its terminal: cron, a service manager or a colleague runs it, and then its prints have no time, no
level and no place of their own. But as long as somebody runs it by hand, standard output is what they run it for, so
this rule is off until it is named; `foundry-lint fix` converts its prints unless `--scope library` is given. Script
code is what stands under the main guard, in `main()` and the functions that only it calls, in `__main__.py`, in a file
with a shebang, in one whose last line calls `main()`, in `scripts/` and `migrations/`, and in functions that take
`args` or `argv`, as long as no command-line framework is used (that is LGF106).

Use a logger; it prints to the terminal too. What somebody ran the script for is LGF106: values printed without a word
of text, tables, JSON, a checker's `path:line:` findings, a usage text, reports, talks with a user, last words before
an exit, what a self-test shows, and what LGF101 leaves to LGF106 everywhere.
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
    code="LGF102",
    name="print-in-script",
    since="0.1",
    doc=__doc__,
    message="{name}() in a script: call a logger, or sys.stdout.write for data that others read",
    default=False,
    words=("print",),
    reads=("cli_paths", "print_allowed_paths", "logger_objects", "logger_factories"),
    guards=(Item.NO_PRINT, Item.PRINT),
    examples=(
        Bad(
            'def main():\n    print("Done")  #!\n\n\nif __name__ == "__main__":\n    main()\n',
            after='def main():\n    log.info("Done")\n\n\nif __name__ == "__main__":\n    main()\n',
        ),
        Bad('print("Done")  #!\n', path="service/__main__.py"),
        Good('def main():\n    log.info("Done")\n\n\nif __name__ == "__main__":\n    main()\n'),
        Good('print("Done")\n', path="bin/__main__.py", options={"print_allowed_paths": ("bin/*",)}),
        Good("import argparse\n\n\ndef main():\n    print(argparse.ArgumentParser().parse_args())\n"),
    ),
)


@RULE.on(Output)
def check(output: Output, frame: Frame) -> Iterator[Finding]:
    """A print or pprint in the code of a script."""
    if output.audience is Audience.SCRIPT and output.kind in (OutputKind.PRINT, OutputKind.PPRINT):
        yield RULE.at(output.node, frame, name=output.name)
