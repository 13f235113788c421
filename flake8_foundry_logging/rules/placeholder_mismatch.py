"""
The placeholders of a message and the arguments behind it do not match.

A stdlib logger prints "Logging error" in place of the record, loguru raises in the program or drops the value, and a
foundry logger keeps the message unfilled: in each case the values are missing when they are needed.

Give one argument for each placeholder: `%s` on stdlib, `{}` on loguru, `{name}` and a field of that name on foundry. A
percent sign of the text is `%%`, a brace of a loguru message `{{`.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.log_call import Kind, LogCall
from flake8_foundry_logging.core.needs import LOGGER
from flake8_foundry_logging.core.rule import LOGURU, STDLIB, Bad, Good, Rule
from flake8_foundry_logging.rules._arguments import brace_problem, field_problem, percent_problem
from flake8_foundry_logging.rules._templates import literal_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

OWN_RECORDS = re.compile(r"setLogRecordFactory|setLoggerClass|def getMessage|class \w+\([^()]*Logger")
"""With these a file may make its records format messages in a way of their own."""

PLACEHOLDER = re.compile(r"%[-+ #0-9.*]*[srdif(]|\{[\w.]*\}")

RULE = Rule(
    code="LGF510",
    name="placeholder-mismatch",
    since="0.1",
    doc=__doc__,
    message="placeholders do not match the arguments: {problem}",
    words=(LOGGER,),
    reads=("logger_objects", "logger_factories"),
    guards=(Item.STRUCTURED, Item.CONTEXT),
    yields_to=("LGF516",),
    examples=(
        Bad('log.info("{} of {}", done, total)  #!', after='log.info("{done} of {total}", done=done, total=total)'),
        Bad('log.info("Model: {:>8}", model)  #!', after='log.info("Model", model=model)'),
        Bad(STDLIB + 'log.info("hi {}", user)  #!', after=STDLIB + 'log.info("hi %s", user)'),
        Bad(LOGURU + 'log.info("hi %s", user)  #!', after=LOGURU + 'log.info("hi {user}", user=user)'),
        Bad('log.info("{} of {} done", done)  #!', refused="placeholder-mismatch"),
        Bad(STDLIB + 'log.info("%s of %s done", done)  #!', refused="placeholder-mismatch"),
        Bad(STDLIB + 'log.info("done", total)  #!'),
        Bad(STDLIB + 'log.info("%(done)s of %(total)s", {"done": done})  #!'),
        Bad(LOGURU + 'log.info("{} of {} done", done)  #!'),
        Bad('log.info("{done} of {total} done", done=done)  #!'),
        Good(STDLIB + 'log.info("%s is %d%% done", job, share)'),
        Good(STDLIB + 'log.info("%(done)s of %(total)s", {"done": done, "total": total})'),
        Good(LOGURU + 'log.info("{} of {total} done", done, total=total)'),
        Good('log.info("{done} of {total} done", done=done, total=total)'),
        Good(STDLIB + 'log.info("%s of %s done", *counts)'),
    ),
)


@RULE.on(LogCall)
def check(call: LogCall, frame: Frame) -> Iterator[Finding]:
    if call.message is None or not (call.logger.certain or call.logger.whole_word):
        return
    if call.kind is not Kind.LOGURU and not call.arguments and not isinstance(call.message, ast.Constant):
        return
    text = literal_text(call.message, frame)
    if text is None:
        return
    problem = _problem(text, call)
    if problem is not None and not frame.module.once(_makes_records, frame.module.body):
        yield RULE.at(call.message, frame, problem=problem)


def _problem(text: str, call: LogCall) -> str | None:
    if call.kind is Kind.UNKNOWN or not call.logger.certain:
        return _problem_anywhere(text, call)
    if call.kind is Kind.LOGURU:
        return brace_problem(text, call)
    problem = percent_problem(text, call)
    return field_problem(text, call) if problem is None and call.kind is Kind.FOUNDRY else problem


def _problem_anywhere(text: str, call: LogCall) -> str | None:
    """What is wrong whoever fills the message: a message without any placeholder may be a wrapper's own way."""
    if call.fields or PLACEHOLDER.search(text) is None or (braced := brace_problem(text, call)) is None:
        return None
    problem = percent_problem(text, call)
    return braced if problem is not None and "%" not in text else problem


def _makes_records(body: Frame) -> bool:
    return OWN_RECORDS.search(body.module.source.text) is not None
