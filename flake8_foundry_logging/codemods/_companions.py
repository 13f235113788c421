"""What is printed together stays together: a heading with what it heads, a drawn line with what it parts."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, NamedTuple

from flake8_foundry_logging.codemods._decoration import is_decoration
from flake8_foundry_logging.codemods._handling import prints_exception
from flake8_foundry_logging.codemods._levels import signal_of
from flake8_foundry_logging.codemods._neighbours import OUTPUT_CODES, findings_in
from flake8_foundry_logging.codemods._pieces import VALUE_MARK, Value, cooked
from flake8_foundry_logging.codemods._statements import removal
from flake8_foundry_logging.codemods._surroundings import printed_by, shows_text, value_refusal
from flake8_foundry_logging.codemods._written import written_by
from flake8_foundry_logging.codemods.kit import Refused
from flake8_foundry_logging.core.carriers import call_name
from flake8_foundry_logging.core.handler import Handler
from flake8_foundry_logging.core.log_call import LogCall
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from flake8_foundry_logging.codemods._statements import Place
    from flake8_foundry_logging.codemods._written import Written
    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.codemods.kit import Edit
    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

    WhyLeft = Callable[[Finding], str]
    """Why a print is left where it is; empty if it is converted."""

__all__ = [
    "continued_level",
    "logged_beside",
    "shown_below",
    "stays_with_attempt",
    "stays_with_heading",
    "stays_with_neighbour",
]

RULED = re.compile(r"\A\s*(?:[=\-_*#~+]{2,}|#|>{2,})\s|[=\-_*#~+]{3,}\s*\Z")
"""A text with a line drawn before or behind it."""
SOON = 4
"""Statements between a heading that a line sets apart and what it heads."""
OUTPUT_WORDS = frozenset(("print", "pprint", "printf"))
USAGE = frozenset(("print_help", "print_usage", "usage"))
HARMLESS = (ast.Name, ast.Attribute, ast.Constant, ast.UnaryOp, ast.BoolOp, ast.boolop, ast.unaryop, ast.expr_context)
"""What a condition is made of that can be left unasked."""
SHOWING = (ast.For, ast.AsyncFor, ast.If, ast.Try, ast.With, ast.While)


class _Beside(NamedTuple):
    """What stands beside a statement in its block: right before and behind it, and the same without decoration."""

    before: ast.stmt | None
    behind: ast.stmt | None
    content_before: ast.stmt | None
    content_behind: ast.stmt | None


def _block_of(frame: Frame) -> tuple[Frame, str]:
    statement = frame.statement
    assert statement.parent is not None
    return statement.parent, statement.part


def _beside(frame: Frame) -> _Beside:
    statement = frame.statement.node
    assert isinstance(statement, ast.stmt)
    return frame.module.once(_neighbourhood, _block_of(frame))[statement]


def _neighbourhood(block: tuple[Frame, str]) -> dict[ast.stmt, _Beside]:
    """Each statement of a block with what stands beside it; found once for all of them."""
    statements: list[ast.stmt] = getattr(block[0].node, block[1])
    passed_over = [is_decoration(statement) or _prints_traceback(statement) for statement in statements]
    before, behind = (_nearest(statements, passed_over, step) for step in (1, -1))
    ends = [None, *statements, None]
    return {
        statement: _Beside(ends[index], ends[index + 2], before[statement], behind[statement])
        for index, statement in enumerate(statements)
    }


def _nearest(statements: list[ast.stmt], passed_over: list[bool], step: int) -> dict[ast.stmt, ast.stmt | None]:
    """For each statement the last one on the way to it that counts."""
    last: ast.stmt | None = None
    nearest: dict[ast.stmt, ast.stmt | None] = {}
    for statement, passes in list(zip(statements, passed_over, strict=True))[::step]:
        nearest[statement] = last
        last = last if passes else statement
    return nearest


def logged_beside(place: Place, frame: Frame, context: Context) -> Edit | None:
    """The removal of a print, where the statement before or behind it logs just what it prints; else None.

    With the ``if verbose:`` around it, where it does nothing else.
    """
    call = place.call
    if len(call.args) != 1 or any(keyword.arg not in ("file", "flush") for keyword in call.keywords):
        return None
    if _logs_beside(frame, call.args[0], context):
        return place.removal()
    around = frame.statement.parent
    if around is None or not isinstance(around.node, ast.If) or around.node.orelse or len(around.node.body) > 1:
        return None
    lines = range(around.node.lineno, (around.node.end_lineno or around.node.lineno) + 1)
    if not all(isinstance(node, HARMLESS) for node in ast.walk(around.node.test)):
        return None
    if any(line in context.source.comments for line in lines) or not _logs_beside(around, call.args[0], context):
        return None
    return removal(context.source, around.node, around.block)


def _logs_beside(frame: Frame, text: ast.expr, context: Context) -> bool:
    beside = _beside(frame)
    calls = [other.value for other in (beside.before, beside.behind) if isinstance(other, ast.Expr)]
    logs = [log for log in map(context.module.views_by_node(LogCall).get, calls) if log is not None]
    messages = [log.message for log in logs if log.message is not None and not log.arguments]
    return bool(messages) and ast.dump(text) in map(ast.dump, messages)


# -- a line that goes on -----------------------------------------------------------------------------------------------


def continued_level(frame: Frame) -> str | None:
    """The level of the trouble whose details an indented line tells; None where it goes on with nothing."""
    statement = frame.statement
    assert statement.parent is not None
    levels = frame.module.once(_continued_levels, (statement.parent, statement.part))
    return levels.get(statement.node)


def _continued_levels(block: tuple[Frame, str]) -> dict[ast.AST, str]:
    levels: dict[ast.AST, str] = {}
    level: str | None = None
    for statement in getattr(block[0].node, block[1]):
        call = printed_by(statement)
        text = _beginning(call) if call is not None else ""
        if not text.startswith(("  ", "\t")):
            said = signal_of(text).level if call is not None else None
            level = said if said not in ("debug", "info") else None
        elif level is not None:
            levels[statement] = level
    return levels


def _beginning(call: ast.Call) -> str:
    """The literal text that a print begins with."""
    first = call.args[0] if call.args else None
    first = first.values[0] if isinstance(first, ast.JoinedStr) and first.values else first
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""


# -- a heading ---------------------------------------------------------------------------------------------------------


def shown_below(written: Written, frame: Frame, context: Context, *, script: bool) -> tuple[Finding, Value] | None:
    """The finding of the print behind a heading (``print("Result:")``), if all that it shows is one value.

    Args:
        written: what the heading says.
        frame: where it stands.
        context: the file.
        script: what is printed is the program's output, so a text is left as it is.
    """
    if not cooked(written.stream).rstrip().endswith(":"):
        return None
    behind = _beside(frame).behind
    call = printed_by(behind) if behind is not None else None
    finding = _finding_of(call, context) if call is not None else None
    if call is None or finding is None or finding.site is None or len(call.args) != 1 or call.keywords:
        return None
    handler = Handler.around(frame)
    if (handler is not None and prints_exception(call, handler.name)) or (script and shows_text(call, frame)):
        return None
    try:
        stream = written_by(call, finding.site.frame, context.source).stream
    except Refused:
        return None
    only = stream[0] if len(stream) == 1 else None
    return (finding, only) if isinstance(only, Value) and not value_refusal(only, script=False) else None


def stays_with_heading(written: Written, frame: Frame, context: Context, why_left: WhyLeft) -> str:
    """Why a heading stays: because what it heads does; empty if it heads nothing, or nothing that stays."""
    text = cooked(written.stream)
    beside = _beside(frame)
    if beside.content_behind is not None and _shows_usage(beside.content_behind):
        return "data-on-stdout"
    if written.stderr or signal_of(text).level not in (None, "info"):
        return ""
    lines = [line for line in (beside.before, beside.behind) if line is not None]
    ruled = RULED.search(text) is not None or any(is_decoration(line, drawn=True) for line in lines)
    capitals = text.strip().isupper() and VALUE_MARK not in text
    if beside.content_behind is None or not (ruled or capitals or text.rstrip().endswith(":")):
        return ""
    below = _next_output(frame, beside.content_behind) if ruled else beside.content_behind
    return _why_it_stays(below, context, why_left)


def _shows_usage(statement: ast.stmt) -> bool:
    """Whether a statement tells somebody at a terminal how a program is called."""
    call = statement.value if isinstance(statement, ast.Expr) else None
    return isinstance(call, ast.Call) and call_name(call.func) in USAGE


def _next_output(frame: Frame, statement: ast.stmt) -> ast.stmt:
    """The next statement that prints, where only a few simple ones stand before it; else the very next."""
    below = statement
    for _ in range(SOON):
        if isinstance(below, SHOWING) or printed_by(below) is not None:
            return below
        content = frame.module.once(_neighbourhood, _block_of(frame))[below].content_behind
        if content is None:
            break
        below = content
    return statement


def _why_it_stays(statement: ast.stmt, context: Context, why_left: WhyLeft) -> str:
    """Why a statement that prints will go on printing; empty if it does not print, or will log."""
    while isinstance(statement, SHOWING):
        inner = next(filter(_shows, statement.body), None)
        if inner is None:
            return ""
        statement = inner
    if not isinstance(statement, ast.Expr) or not isinstance(statement.value, ast.Call):
        return ""
    call = printed_by(statement)
    if call is None:
        return "" if OUTPUT_WORDS.isdisjoint(words(call_name(statement.value.func))) else "data-on-stdout"
    finding = _finding_of(call, context)
    return why_left(finding) if finding is not None else "data-on-stdout"  # somebody has said that it stays


def _shows(statement: ast.stmt) -> bool:
    """Whether a statement prints something, by itself or further inside."""
    if isinstance(statement, SHOWING):
        return True
    if not isinstance(statement, ast.Expr) or not isinstance(statement.value, ast.Call):
        return False
    if printed_by(statement) is None:
        return not OUTPUT_WORDS.isdisjoint(words(call_name(statement.value.func)))
    return not is_decoration(statement)


def stays_with_attempt(call: ast.Call, written: Written, frame: Frame, context: Context, why_left: WhyLeft) -> str:
    """Why a print in a handler stays: it stands in for one of the ``try`` that does; empty if it tells of an error."""
    handler = Handler.around(frame)
    text = cooked(written.stream)
    if handler is None or written.stderr or signal_of(text).level not in (None, "info"):
        return ""
    if handler.broad or prints_exception(call, handler.name):
        return ""
    reasons = (_why_it_stays(statement, context, why_left) for statement in handler.try_node.body)
    return next(filter(None, reasons), "")


# -- decoration --------------------------------------------------------------------------------------------------------


def stays_with_neighbour(frame: Frame, context: Context, why_left: WhyLeft) -> str:
    """Why an empty or drawn line stays: because the print next to it does; empty if none does."""
    beside = _beside(frame)
    neighbours = (beside.content_before, beside.content_behind)
    reasons = (_why_it_stays(other, context, why_left) for other in neighbours if other is not None)
    return next(filter(None, reasons), "")


def _prints_traceback(statement: ast.stmt) -> bool:
    call = statement.value if isinstance(statement, ast.Expr) else None
    return isinstance(call, ast.Call) and call_name(call.func).startswith("print_exc")


def _finding_of(call: ast.Call, context: Context) -> Finding | None:
    """The selected finding of a print."""
    for finding in findings_in(context, call.lineno, call.lineno):
        if finding.code in OUTPUT_CODES and finding.site is not None and finding.site.node is call:
            return finding
    return None
