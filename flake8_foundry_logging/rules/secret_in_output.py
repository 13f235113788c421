"""
A secret is printed, or written to a standard stream.

Terminals are logged, too: by the container's runtime, by CI, by a scrollback that is copied into a ticket. Whoever
reads that can use the secret.

Leave it out, print what you need to know of it (`bool(token)`), or wrap it in `redact(...)`.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.rule import Bad, Good, Rule
from flake8_foundry_logging.rules._paths import is_sample_path, is_test_path
from flake8_foundry_logging.rules._secret_findings import report
from flake8_foundry_logging.rules._secret_flow import output_sinks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

RULE = Rule(
    code="LGF304",
    name="secret-in-output",
    since="0.1",
    doc=__doc__,
    message="{name} reaches {sink}{way}: redact it or leave it out",
    words=("print", "write"),
    reads=("secret_words", "not_secrets"),
    guards=(Item.SECRETS,),
    examples=(
        Bad("print(f'token: {token}')  #!"),
        Bad("import sys\nsys.stderr.write('login with ' + password)  #!"),
        Bad("def debug(text):\n    print(text)\n\n\ndebug(settings.api_key)  #!"),
        Good("print('token set:', bool(token))"),
        Good("print(redact(token))"),
        Good("print('password:', end='')"),
        Good("with open(path, 'w') as file:\n    print(token, file=file)"),
    ),
)


@RULE.on(ast.Module)
def check(node: ast.Module, frame: Frame) -> Iterator[Finding]:
    """Each secret in a print, and each that a call hands to a function of this file which prints it."""
    if not is_test_path(frame.module) and not is_sample_path(frame.module):
        yield from report(RULE, frame.module, output_sinks(frame.module))
