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
from flake8_foundry_logging.core.secret_sources import Names
from flake8_foundry_logging.rules._helpers_that_log import given_to_helpers
from flake8_foundry_logging.rules._product import is_test_path
from flake8_foundry_logging.rules._prose import labelled
from flake8_foundry_logging.rules._secret_flow import may_hold_secrets, output_sinks, placed, secret_flow, told_way

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
    module = frame.module
    if is_test_path(module) or not may_hold_secrets(module):
        return
    names, flow, sinks = Names(module.options), secret_flow(module), output_sinks(module)
    for sink in sinks:
        found = [leak for _, value in sink.values for leak in flow.leaks(value, sink.frame)]
        texts = [value for _, value in sink.values]
        found += labelled(texts[0] if texts else None, texts[1:], {}, sink.frame, names)
        for leak in {leak.node: leak for leak in reversed(found)}.values():
            place = placed(leak.node, sink.node, sink.frame)
            yield RULE.at(place, sink.frame, name=leak.name, sink=sink.name, way=told_way(leak))
    for call, argument, around, sink, step in given_to_helpers(module, sinks):
        for leak in flow.leaks(argument, around):
            place = placed(leak.node, call, around)
            yield RULE.at(place, around, name=leak.name, sink=sink.name, way=told_way(leak, step))
