"""The other prints of a handler: which of them logs the exception, and which printed traceback goes into it."""

from __future__ import annotations

import ast
from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._decoration import is_decoration
from flake8_foundry_logging.codemods._handling import prints_exception, prints_nothing_else

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.handler import Handler

__all__ = ["OUTPUT_CODES", "candidates", "findings_in", "printed_tracebacks"]

OUTPUT_CODES = frozenset(("LGF101", "LGF102", "LGF103", "LGF104", "LGF106"))
PRINTED_TRACEBACK = "LGF105"


def findings_in(context: Context, first_line: int, last_line: int) -> Iterator[Finding]:
    """The selected findings that begin on these lines, counted from 1."""
    findings = context.findings
    for index in range(bisect_left(findings, first_line, key=attrgetter("line")), len(findings)):
        if findings[index].line > last_line:
            return
        yield findings[index]


def candidates(handler: Handler, context: Context) -> Iterator[Finding]:
    """The findings of a handler's prints that may log its exception: those that show it first."""
    yield from context.once(_ranked, handler)


def _ranked(context: Context, handler: Handler) -> list[Finding]:
    prints = [
        (finding, call)
        for finding in _findings_of(handler, context)
        if finding.code in OUTPUT_CODES
        and finding.site is not None
        and finding.site.frame.handler is handler.frame
        and (call := _statement_call(finding)) is not None
    ]
    return [finding for finding, _ in sorted(prints, key=lambda each: _rank(each[0], each[1], handler))]


def _rank(finding: Finding, call: ast.Call, handler: Handler) -> int:
    """Which print comes first: a sentence with the exception, words beside one that is nothing but it, the rest."""
    assert finding.site is not None
    if prints_exception(call, handler.name):
        return 2 if prints_nothing_else(call, handler.name) else 0
    return 1 if finding.site.frame.block is handler.node.body else 3


def _findings_of(handler: Handler, context: Context) -> Iterator[Finding]:
    return findings_in(context, handler.node.lineno, handler.node.end_lineno or handler.node.lineno)


def _statement_call(finding: Finding) -> ast.Call | None:
    """The call of a finding, if it stands by itself and says something."""
    assert finding.site is not None
    node, statement = finding.site.node, finding.site.frame.statement.node
    if not isinstance(statement, ast.Expr) or statement.value is not node or is_decoration(statement):
        return None
    return node if isinstance(node, ast.Call) and node.args else None


def printed_tracebacks(handler: Handler, context: Context) -> list[Finding]:
    """The findings of ``traceback.print_exc()`` statements in a handler's own block."""
    statements = [statement.value for statement in handler.node.body if isinstance(statement, ast.Expr)]
    return [
        finding
        for finding in _findings_of(handler, context)
        if finding.code == PRINTED_TRACEBACK
        and finding.site is not None
        and any(finding.site.node is value for value in statements)
        and prints_current(finding.site.node)
    ]


def prints_current(node: ast.AST) -> bool:
    """Whether a call prints the exception that is being handled, and does nothing else on the way."""
    if not isinstance(node, ast.Call) or _tail(node.func) not in ("print_exc", "print_exception"):
        return False
    values = [*node.args, *(keyword.value for keyword in node.keywords)]
    calls = [inner for value in values for inner in ast.walk(value) if isinstance(inner, ast.Call)]
    return all(_tail(inner.func) in ("exc_info", "type") for inner in calls)


def _tail(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
