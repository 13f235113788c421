"""
Personal data reaches a log call: an e-mail address, a telephone or passport number.

Logs are kept, copied and searched by people who need no such data, and a request to delete it will not find it there.

Log an identifier that means something only inside of your system, `user_id=user.id`, or wrap the value in
`redact(...)`.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.passing import last_name
from flake8_foundry_logging.core.rule import STDLIB, Bad, Good, Rule
from flake8_foundry_logging.core.taint import Flow
from flake8_foundry_logging.rules._paths import is_test_path
from flake8_foundry_logging.rules._secret_findings import report_reaching
from flake8_foundry_logging.rules._secret_flow import log_sinks
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


PERSONAL = _set("email emails phone phones telephone msisdn passport passports почта телефон паспорт")
PAIRS = frozenset(
    (
        ("e", "mail"),
        ("email", "address"),
        ("mail", "address"),
        ("phone", "number"),
        ("mobile", "number"),
        ("passport", "number"),
        ("card", "number"),
        ("birth", "date"),
        ("номер", "телефона"),
        ("номер", "паспорта"),
    )
)
LEADING = _set("is has need needs require requires allow send show include num max min hashed masked fake")

RULE = Rule(
    code="LGF306",
    name="personal-data",
    since="0.1",
    doc=__doc__,
    message="{name} reaches {sink}{way}: log an identifier instead, or redact it",
    default=False,
    words=("mail", "phone", "passport", "number", "msisdn", "birth", "почт", "телефон", "паспорт"),
    reads=("logger_objects", "logger_factories"),
    guards=(Item.SECRETS,),
    examples=(
        Bad('log.info("signed up", email=user.email)  #!'),
        Bad(STDLIB + 'log.info("calling %s", phone_number)  #!'),
        Bad('log.info("signed up", contact=form["e-mail"])  #!'),
        Good('log.info("signed up", user_id=user.id, has_email=bool(user.email))'),
        Good('log.info("sent", email_count=len(emails), email_template=email_template)'),
    ),
)


@RULE.on(ast.Module)
def check(node: ast.Module, frame: Frame) -> Iterator[Finding]:
    """Each piece of personal data in a record."""
    module = frame.module
    if is_test_path(module):
        return
    yield from report_reaching(RULE, Flow(module, _personal), log_sinks(module))


def _personal(node: ast.expr, frame: Frame) -> str | None:
    name = last_name(node)
    if isinstance(node, ast.Subscript):
        name = str(node.slice.value) if isinstance(node.slice, ast.Constant) else ""
    elif isinstance(node, ast.Call) and last_name(node.func) in ("get", "pop") and node.args:
        name = str(node.args[0].value) if isinstance(node.args[0], ast.Constant) else ""
    parts = words(name)
    if not parts or parts[0] in LEADING:
        return None
    return name if parts[-1] in PERSONAL or parts[-2:] in PAIRS else None
