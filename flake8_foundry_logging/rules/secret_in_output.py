"""
A secret is printed, or written to a standard stream.

Terminals are logged, too: by the container's runtime, by CI, by a scrollback that is copied into a ticket. Whoever
reads that can use the secret.

What a command is called for is none: a token that it has just made and prints by itself, secrets that an option asks
for (`if args.show_secrets:`). Neither is what examples and documentation show.

Off by default: what is printed is mostly meant to be read, by whoever runs the command. Turn it on for services, where
a print is a debugging aid that was left behind.

Leave it out, print what you need to know of it (`bool(token)`), or wrap it in `redact(...)`.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.frame import BindingKind
from flake8_foundry_logging.core.passing import last_name
from flake8_foundry_logging.core.reaching import reaching
from flake8_foundry_logging.core.rule import Bad, Good, Rule
from flake8_foundry_logging.core.secret_sources import Names, names_of
from flake8_foundry_logging.rules._paths import is_sample_path, is_test_path
from flake8_foundry_logging.rules._secret_findings import report
from flake8_foundry_logging.rules._secret_flow import output_sinks
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame
    from flake8_foundry_logging.rules._secret_flow import Sink

__all__ = ["RULE"]

ARGUMENTS = frozenset(("args", "arguments", "options", "opts", "namespace", "parsed", "ns"))
"""What the parsed arguments of a command line are called."""
SHOWING = frozenset(("show", "print", "reveal", "include", "with", "display", "dump"))
MAKERS = frozenset(("new", "generate", "create", "make", "issue", "mint"))
"""First words of a function that makes a secret."""

RULE = Rule(
    code="LGF304",
    name="secret-in-output",
    since="0.1",
    doc=__doc__,
    message="{name} reaches {sink}{way}: redact it or leave it out",
    words=("print", "write"),
    reads=("secret_words", "not_secrets"),
    guards=(Item.SECRETS,),
    default=False,
    examples=(
        Bad("print(f'token: {token}')  #!"),
        Bad("import sys\nsys.stderr.write('login with ' + password)  #!"),
        Bad("def debug(text):\n    print(text)\n\n\ndebug(settings.api_key)  #!"),
        Good("print('token set:', bool(token))"),
        Good("print(redact(token))"),
        Good("def main(user):\n    token = user.new_api_token()\n    print(token)"),
        Good("def main(args):\n    if args.show_secrets:\n        print('token:', token)"),
        Good("print('password:', end='')"),
        Good("with open(path, 'w') as file:\n    print(token, file=file)"),
    ),
)


@RULE.on(ast.Module)
def check(node: ast.Module, frame: Frame) -> Iterator[Finding]:
    """Each secret in a print, and each that a call hands to a function of this file which prints it."""
    module = frame.module
    if is_test_path(module) or is_sample_path(module):
        return
    names = names_of(module)
    sinks = [sink for sink in output_sinks(module) if not (_is_answer(sink) or _is_asked_for(sink.frame, names))]
    yield from report(RULE, module, sinks)


def _is_answer(sink: Sink) -> bool:
    """Whether a print shows nothing but what was made just before, what a command is called for: ``new_token()``."""
    if len(sink.values) != 1:
        return False
    value = sink.values[0][1]
    if not isinstance(value, ast.Name):
        return _makes(value)
    bindings = reaching(value.id, sink.frame)
    return bool(bindings) and all(b.kind is BindingKind.ASSIGNMENT and _makes(b.value) for b in bindings)


def _makes(value: ast.expr | None) -> bool:
    if isinstance(value, ast.Await):
        value = value.value
    called = words(last_name(value.func)) if isinstance(value, ast.Call) else ()
    return bool(called) and (called[0] in MAKERS or called[:2] == ("token", "urlsafe"))


def _is_asked_for(place: Frame, names: Names) -> bool:
    """Whether an option of the command line that is called like a secret guards the place: ``if args.secrets:``."""
    inner = place
    for outer in place.outward_in_function():
        if isinstance(outer.node, ast.If) and inner.part == "body":
            for test in ast.walk(outer.node.test):
                if isinstance(test, ast.Attribute) and last_name(test.value) in ARGUMENTS and _shows(test.attr, names):
                    return True
        inner = outer
    return False


def _shows(option: str, names: Names) -> bool:
    return names.secret(option) or names.secret("_".join(word for word in words(option) if word not in SHOWING))
