"""
A field has a name that the record needs for itself.

On a stdlib logger `extra={"name": ...}` raises a KeyError at the log call, as soon as its level is on. A foundry logger
keeps the value of `level=`, but as `field_level`, where no query looks for it.

Use a name that says whose it is: `user_name`, `model_level`, `error_message`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.log_call import Kind, LogCall, LoggerUse
from flake8_foundry_logging.core.needs import LOGGER
from flake8_foundry_logging.core.rule import STDLIB, STRUCTLOG, Bad, Good, Rule
from flake8_foundry_logging.rules._fields import extra_keys, keywords
from foundry_logging.vocabulary import CONTROLS, LOGRECORD_ATTRIBUTES, RECORD_KEYS, SERVICE_METHODS

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

BINDERS = frozenset(("bind", "new", *SERVICE_METHODS))
STRUCTLOG_KEYS = frozenset(("event",))
"""structlog's own name for the message, which it takes by position: a second one is a TypeError."""

RULE = Rule(
    code="LGF509",
    name="reserved-field",
    since="0.1",
    doc=__doc__,
    message="{name!r} is the record's own, {effect}: rename the field",
    words=(LOGGER,),
    reads=("reserved_fields", "logger_objects", "logger_factories"),
    guards=(Item.STRUCTURED,),
    examples=(
        Bad(STDLIB + 'log.info("hi", extra={"name": user})  #!'),
        Bad(STDLIB + 'log.info("hi", extra=dict(module=module, user=user))  #!'),
        Bad('log.info("loaded", level=3)  #!'),
        Bad('log.bind(logger="root")  #!'),
        Bad(STRUCTLOG + 'log.info("hi", event="login")  #!'),
        Bad('log.info("hi", tenant=1)  #!', options={"reserved_fields": ("tenant",)}),
        Good(STDLIB + 'log.info("hi", extra={"user_name": user})'),
        Good('log.info("hi", name=user, module=module)'),
        Good('log.debug("call", args=args, kwargs=kwargs)'),
        Good('log.info("hi", tenant=1)'),
    ),
)


@RULE.on(LogCall)
def check_record(call: LogCall, frame: Frame) -> Iterator[Finding]:
    if not call.logger.certain:
        return
    reserved = frozenset(frame.module.options.reserved_fields)
    extra = extra_keys(call.controls.get("extra"), frame)
    fields = keywords(call.node, frozenset(call.fields))
    if call.kind is Kind.STDLIB:
        yield from _clashes(extra, LOGRECORD_ATTRIBUTES | reserved, frame, "a KeyError", reserved)
    elif call.kind is Kind.FOUNDRY:
        yield from _clashes([*fields, *extra], RECORD_KEYS | reserved, frame, None, reserved)
    elif call.kind is Kind.STRUCTLOG and call.message is not None:
        yield from _clashes(fields, STRUCTLOG_KEYS | reserved, frame, "a TypeError", reserved)
    elif reserved:
        yield from _clashes([*fields, *extra], reserved, frame, None, reserved)


@RULE.on(LoggerUse)
def check_use(use: LoggerUse, frame: Frame) -> Iterator[Finding]:
    if use.method not in BINDERS or use.logger.kind is not Kind.FOUNDRY or not use.logger.certain:
        return
    reserved = frozenset(frame.module.options.reserved_fields)
    service = SERVICE_METHODS.get(use.method)
    own = frozenset((*service.required, *service.optional)) if service is not None else frozenset()
    yield from _clashes(keywords(use.node), (RECORD_KEYS | reserved) - own - CONTROLS, frame, None, reserved)


def _clashes(
    fields: Iterator[tuple[str, ast.AST]] | list[tuple[str, ast.AST]],
    taken: frozenset[str],
    frame: Frame,
    effect: str | None,
    reserved: frozenset[str],
) -> Iterator[Finding]:
    for name, node in fields:
        if name in taken:
            said = "by this project's settings" if name in reserved else effect or f"stored as field_{name}"
            yield RULE.at(node, frame, name=name, effect=said)
