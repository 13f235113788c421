"""Whether the placeholders of a log message fit its arguments, for each way in which loggers fill messages."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.log_call import Kind
from flake8_foundry_logging.core.spelling import spelled
from flake8_foundry_logging.rules._templates import HOLE, TemplateError, braces, percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_foundry_logging.core.frame import Frame
    from flake8_foundry_logging.core.log_call import LogCall

__all__ = ["FIELD", "brace_problem", "field_problem", "percent_problem"]

FIELD = re.compile(r"(?<!\{)\{([^\W\d]\w*)(?::[^{}]*)?\}(?!\})")
"""What a foundry logger replaces by a field of its call."""
EMPTY_FIELD = re.compile(r"(?<![{\w])\{\d*\}(?!\})")
MEANT = re.compile(r"(?<![\w%'\"`<(\[])%(?:[srd]|\.\d+f|\(\w+\)[srd])(?![\w'\"`>%)\]])")
"""Text that is a placeholder even where no argument is given: not ``100% done``, ``%20d`` or a quoted ``'%s'``."""
DATE = re.compile(r"%[YmHMSB]")
"""Text about a date format has placeholders of its own."""
NUMBERS = frozenset("diouxXeEfFgG")
TEXT_CALLS = frozenset(("builtins.str", "builtins.repr", "builtins.ascii", "builtins.format"))


def percent_problem(text: str, call: LogCall) -> str | None:
    """What is wrong with ``%`` placeholders and the arguments of a call; None if nothing is or can be known."""
    arguments = call.arguments
    if not arguments:
        return None if call.open else _unfilled(text)
    if text.count("%") == text.count("%s") == len(arguments) and not call.open:
        return None  # by far the most
    if call.kind is Kind.FOUNDRY:
        text = FIELD.sub(lambda match: "" if match[1] in call.fields else match[0], text)
    try:
        template = percent(text)
    except TemplateError as error:
        return error.reason or None
    if template.mixed:
        return "%s and %(name)s in one message"
    if any(isinstance(argument, ast.Starred) for argument in arguments):
        given = sum(not isinstance(argument, ast.Starred) for argument in arguments)
        return _counts(len(template.positional), given) if given > len(template.positional) else None
    if template.names:
        return _keys(template.names, arguments, call.kind)
    wanted = len(template.positional)
    if len(arguments) != wanted:
        if not wanted and EMPTY_FIELD.search(text):
            return "this logger fills %s, not {}"
        return _counts(wanted, len(arguments))
    return _conversions(template.positional, arguments, call.frame)


def _unfilled(text: str) -> str | None:
    match = MEANT.search(text)
    return (
        f"nothing is given for {match[0]}" if match is not None and HOLE not in text and not DATE.search(text) else None
    )


def _counts(wanted: int, given: int) -> str:
    counts = (
        f"{wanted or 'no'} placeholder{'' if wanted == 1 else 's'}, {given or 'no'} argument{'' if given == 1 else 's'}"
    )
    return f"{counts}: {'give one for each' if given < wanted else 'add a placeholder for each'}"


def _keys(names: Sequence[str], arguments: Sequence[ast.expr], kind: Kind) -> str | None:
    if len(arguments) > 1:
        return f"%({names[0]})s takes one dict, not {len(arguments)} arguments"
    argument = arguments[0]
    if isinstance(argument, (ast.Constant, ast.JoinedStr, ast.Tuple, ast.List, ast.ListComp, ast.Set)):
        return f"%({names[0]})s takes a dict"
    keys = _known_keys(argument)
    missing = [name for name in names if keys is not None and name not in keys]
    return f"the dict has no {missing[0]!r}" if missing and kind is not Kind.STRUCTLOG else None


def _known_keys(node: ast.expr) -> set[str] | None:
    """The keys of a dict that is written out; None where some are hidden."""
    if isinstance(node, ast.Dict):
        keys = {key.value for key in node.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)}
        return keys if all(isinstance(key, ast.Constant) for key in node.keys) else None
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "dict" and not node.args:
        names = {keyword.arg for keyword in node.keywords if keyword.arg is not None}
        return names if len(names) == len(node.keywords) else None
    return None


def _conversions(conversions: Sequence[str], arguments: Sequence[ast.expr], frame: Frame) -> str | None:
    """The first argument of which the file shows that its placeholder raises on it."""
    for conversion, argument in zip(conversions, arguments, strict=True):
        if conversion in NUMBERS or conversion == "*":
            if _no_number(argument, frame):
                return f"%{conversion} takes a number, not {_shown(argument)}"
        elif conversion == "c" and _no_number(argument, frame) and not _is_character(argument):
            return f"%c takes one character, not {_shown(argument)}"
    return None


def _is_character(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) == 1


def _no_number(node: ast.expr, frame: Frame) -> bool:
    if isinstance(node, ast.Constant):
        return not isinstance(node.value, (int, float))
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and frame.origin(node.func) in TEXT_CALLS
    return isinstance(node, (ast.JoinedStr, ast.Dict, ast.List, ast.Set, ast.Tuple, ast.ListComp, ast.DictComp))


def _shown(node: ast.expr) -> str:
    text = " ".join(spelled(node).split())
    return text if len(text) <= 30 else f"{text[:29]}…"


def brace_problem(text: str, call: LogCall) -> str | None:
    """What is wrong with the braces of a loguru message, which is formatted as soon as anything is given."""
    keywords = {**call.fields, **call.controls}
    if not call.arguments and not keywords and not call.open:
        return _unfilled(text)
    try:
        template = braces(text)
    except TemplateError as error:
        return error.reason if call.arguments or keywords else None
    hidden = any(isinstance(argument, ast.Starred) for argument in call.arguments)
    given = sum(not isinstance(argument, ast.Starred) for argument in call.arguments)
    if template.needed > given and not hidden:
        return _counts(template.needed, given)
    if given > template.needed:
        return "loguru fills {}, not %s" if "%" in text and not template.needed else _counts(template.needed, given)
    names = {*keywords, *(["record"] if _opted_for_record(call.receiver) else [])}
    missing = [name for name in template.names if name not in names]
    hidden = any(keyword.arg is None for keyword in call.node.keywords)
    return f"nothing is given for {{{missing[0]}}}" if missing and not hidden else None


def _opted_for_record(receiver: ast.expr | None) -> bool:
    """Loguru's ``logger.opt(record=True)`` gives the message a ``record``; a stored one may have been opted for it."""
    while isinstance(receiver, (ast.Call, ast.Attribute)):
        if isinstance(receiver, ast.Call):
            if any(keyword.arg in ("record", None) for keyword in receiver.keywords):
                return True
            receiver = receiver.func
        else:
            receiver = receiver.value
    return False


def field_problem(text: str, call: LogCall) -> str | None:
    """What is wrong with the ``{name}`` templates of a foundry message; text in braces without any field is text."""
    if call.open or "extra" in call.controls or not call.fields or HOLE in text:
        return None
    names = [match[1] for match in FIELD.finditer(text) if text[max(0, match.start() - 1)] != "/"]
    missing = [name for name in names if name not in call.fields]
    if missing:
        return f"no field for {{{missing[0]}}}"
    if not call.arguments and (match := EMPTY_FIELD.search(text)) is not None:
        return f"{match[0]} names no field: write {{name}}"
    return None
