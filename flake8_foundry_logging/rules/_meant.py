"""When the code around a print says that the print is meant: a switch, a comment, a drawn line, an exit code."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.carriers import call_name
from flake8_foundry_logging.core.spelling import fingerprint
from flake8_foundry_logging.rules._product import has_words, is_listed, texts
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.frame import Frame, FunctionNode

__all__ = ["is_meant", "is_on_request", "returns_exit_code"]


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


SWITCHES = _set("trace verbose verbosity quiet quietly silent silently debug debugging debuglevel dbg bench profiling")
"""Words of a setting that asks for output, or for none."""
FLAGS = _set("show display echo progress print report msg")
"""First words of a flag that does the same for one thing (``show_progress``)."""
LAST_FLAGS = _set("display echo print")
"""Last words of one (``always_display``)."""
ENVIRONMENT = _set("environ getenv")
LOOKUPS = _set("get getenv getattr getboolean get_bool")
"""Calls that look a setting up by its name."""
MARKED = re.compile(
    r"#\s*noqa\s*:[\w\s,]*\bT20[1-4]?\b"  # of flake8-print and ruff: somebody has looked at this print and kept it
    r"|\bstd(?:out|err)\b"
    r"|\blogg(?:ing|er)s?\b.{0,40}\b(?:not|no|n't|yet|before|unavailable|fail\w*)\b"
    r"|\b(?:not|no|n't|cannot|before|without)\b.{0,40}\blogg(?:ing|er)s?\b",
    re.IGNORECASE,
)
"""A comment that says why no logger is called."""
UNDONE = re.compile(r"\b(?:TODO|FIXME|XXX|HACK|should|replace)\b", re.IGNORECASE)
"""A comment that says that one shall be."""
INTERRUPTS = _set("KeyboardInterrupt EOFError")
PRINTS = _set("builtins.print sys.stdout.write sys.stderr.write")
TRACERS = _set("trace tracing stack stacks")
"""Words of a function whose task is to print a stack."""
REPORT_LINES = 4
"""Prints from which on a function may be a report as a whole; half as many more where it gives something back."""
LEAST_LINES = 2
DECORATION = re.compile(r"([-=*_#])\1{3}")
PLAIN_DECORATORS = _set("staticmethod classmethod")
PRODUCTS = _set("progress banner usage help table report logo menu")
"""Words of a value that is made to be shown."""


def is_meant(call: ast.expr, frame: Frame) -> bool:
    """Whether the code around a print shows that its author wants it on the terminal."""
    function = frame.function
    return (
        is_on_request(call, frame)
        or _is_explained(call, frame)
        or _is_part_of_a_line(call)
        or _shows_product(call)
        or _is_interrupted(frame)
        or (function is not None and frame.module.once(_is_for_terminals, function))
        or (frame.handler is None and frame.module.once(_is_report, frame.scope.owner.body))
    )


# -- switches ----------------------------------------------------------------------------------------------------------


def is_on_request(call: ast.expr, frame: Frame) -> bool:
    """Whether a print stands behind a switch of its own: ``if verbose:``, ``if not quiet:``, ``if self.debug > 1:``.

    Not in a handler: an error that is told only on request is lost without it.
    """
    if frame.handler is not None:
        return False
    own_body = frame.scope.owner.body
    printed = call.args if isinstance(call, ast.Call) else []
    for outer in frame.outward():
        node = outer.node
        if isinstance(node, (ast.If, ast.IfExp)):
            if _asks(node.test, printed):
                return True
            if not outer.within(own_body) and any(call_name(n) in ENVIRONMENT for n in _expressions(node.test)):
                return True  # the function itself is there for those who set the variable
        if isinstance(node, ast.BoolOp) and _asks(node.values[0], printed):
            return True
        if outer.is_body and frame.module.once(_leaves_when_quiet, node):
            return True
    return False


def _expressions(test: ast.expr) -> Iterator[ast.expr]:
    return (node for node in ast.walk(test) if isinstance(node, ast.expr))


def _leaves_when_quiet(node: ast.AST) -> bool:
    """Whether a function begins with ``if not verbose: return``."""
    if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return False
    return any(
        isinstance(s, ast.If) and isinstance(s.body[-1], ast.Return) and not s.orelse and _asks(s.test, [])
        for s in node.body[:3]
    )


def _asks(test: ast.expr, printed: list[ast.expr]) -> bool:
    """Whether a condition asks for a switch; what is printed itself is none."""
    if isinstance(test, ast.UnaryOp):
        return _asks(test.operand, printed)
    if isinstance(test, ast.BoolOp):
        answers = (_asks(value, printed) for value in test.values)
        return any(answers) if isinstance(test.op, ast.And) else all(answers)
    names = list(_names(test))
    asked = any(not SWITCHES.isdisjoint(name) or (name and name[-1].endswith("debug")) for name in names)
    if not asked and not isinstance(test, (ast.Compare, ast.BinOp)):
        asked = any(name and (name[0] in FLAGS or name[-1] in LAST_FLAGS) for name in names)
    return asked and not any(_same(test, argument) for argument in printed)


def _same(test: ast.expr, argument: ast.expr) -> bool:
    return isinstance(test, (ast.Name, ast.Attribute, ast.Call, ast.Subscript)) and (
        test.__class__ is argument.__class__ and fingerprint(test) == fingerprint(argument)
    )


def _names(test: ast.expr) -> Iterator[tuple[str, ...]]:
    """The words of each name that a condition reads."""
    if isinstance(test, ast.Call):
        name = call_name(test.func)
        if name in LOOKUPS:
            yield from (words(a.value) for a in test.args if isinstance(a, ast.Constant) and isinstance(a.value, str))
        elif name != "isEnabledFor":  # that switch is a logger's own
            yield words(name) if not test.args else ()
        return
    if isinstance(test, (ast.Compare, ast.BinOp)):
        sides = (test.left, *test.comparators) if isinstance(test, ast.Compare) else (test.left, test.right)
        for side in sides:
            yield from _names(side)
    elif isinstance(test, ast.Subscript):
        if isinstance(test.slice, ast.Constant) and isinstance(test.slice.value, str):
            yield words(test.slice.value)
    elif isinstance(test, (ast.Name, ast.Attribute)):
        yield words(call_name(test))


# -- comments, lines, exit codes ---------------------------------------------------------------------------------------


def _is_explained(call: ast.expr, frame: Frame) -> bool:
    """Whether a comment on the lines of a print, or right above it, says that it must be no log."""
    source = frame.module.source
    first, last = call.lineno, call.end_lineno or call.lineno
    while first > 1 and source.lines[first - 2].lstrip().startswith("#"):
        first -= 1
    if not any("#" in line for line in source.lines[first - 1 : last]):
        return False  # finding all comments of a file is dear
    said = " ".join(source.comments.get(line, "") for line in range(first, last + 1))
    return bool(MARKED.search(said)) and not UNDONE.search(said)


def _is_part_of_a_line(call: ast.expr) -> bool:
    """Whether a print leaves its line open (``end=""``) or draws over it (``\\r``), as progress does."""
    if not isinstance(call, ast.Call):
        return False
    for keyword in call.keywords:
        if keyword.arg == "end" and isinstance(keyword.value, ast.Constant):
            return "\n" not in str(keyword.value.value)
    first = call.args[0] if call.args else None
    if isinstance(first, ast.JoinedStr) and first.values:
        first = first.values[0]
    while isinstance(first, ast.BinOp):
        first = first.left
    return isinstance(first, ast.Constant) and isinstance(first.value, str) and first.value.startswith("\r")


def _is_interrupted(frame: Frame) -> bool:
    """Whether this handles what only a person at a terminal does: Ctrl-C and Ctrl-D."""
    handler = frame.handler.node if frame.handler is not None else None
    caught = handler.type if isinstance(handler, ast.ExceptHandler) else None
    types = caught.elts if isinstance(caught, ast.Tuple) else [caught] if caught is not None else []
    return bool(types) and all(call_name(kind) in INTERRUPTS for kind in types)


def _shows_product(call: ast.expr) -> bool:
    """Whether all that is printed is a value that is made to be shown, by its name."""
    if not isinstance(call, ast.Call) or len(call.args) != 1 or has_words(call):
        return False
    names = (words(call_name(node)) for node in _expressions(call.args[0]))
    return any(not PRODUCTS.isdisjoint(name) for name in names)


def _is_for_terminals(function: FunctionNode) -> bool:
    return returns_exit_code(function) or (
        not TRACERS.isdisjoint(words(function.name))
        and any(isinstance(node, ast.Call) and call_name(node.func) == "print_stack" for node in ast.walk(function))
    )


def returns_exit_code(function: FunctionNode) -> bool:
    """Whether a function returns 0 and other small numbers and nothing else: the exit code of a command."""
    codes: set[object] = set()
    for value in _returned(function):
        if not isinstance(value, ast.Constant) or type(value.value) is not int:
            return False
        codes.add(value.value)
    return len(codes) > 1 and 0 in codes and all(isinstance(code, int) and 0 <= code < 256 for code in codes)


def _returned(function: FunctionNode) -> Iterator[ast.expr | None]:
    """The values of a function's own ``return`` statements."""
    pending: list[ast.AST] = list(function.body)
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Return):
            yield node.value
        elif not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.expr)):
            pending.extend(ast.iter_child_nodes(node))


def _is_report(body: Frame) -> bool:
    """Whether a function prints lines of a report and hardly an event; bare values may be either."""
    function = body.node
    if not isinstance(function, ast.FunctionDef) or not _is_plain(function):
        return False
    prints = [
        call for call, place in body.nodes(ast.Call) if isinstance(call, ast.Call) and place.origin(call.func) in PRINTS
    ]
    if len(prints) < REPORT_LINES:
        return False
    decorated = [call for call in prints if any(DECORATION.search(text) for text in texts(call))]
    listed = [call for call in prints if call not in decorated and has_words(call) and is_listed(call)]
    events = sum(has_words(call) for call in prints if call not in decorated and call not in listed)
    if any(value is not None for value in _returned(function)) and (
        len(prints) * 2 < REPORT_LINES * 3 or len(decorated) < LEAST_LINES
    ):
        return False
    lines = len(decorated) + len(listed)
    return lines >= LEAST_LINES and events * 2 <= lines


def _is_plain(function: FunctionNode) -> bool:
    """Whether nothing registers a function: a route's or a task's prints are no report."""
    return all(call_name(decorator) in PLAIN_DECORATORS for decorator in function.decorator_list)
