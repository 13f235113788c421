"""What stands around a print and makes it no log: a comment, a docstring, a fork, a stream, the table it stands for."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.carriers import call_name
from flake8_foundry_logging.core.log_call import LogCall
from flake8_foundry_logging.core.spelling import fingerprint
from flake8_foundry_logging.rules._product import EVENTS, has_words, texts
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.frame import Frame, Scope

__all__ = ["is_told_by_surroundings"]


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


ALLOWS_PRINTS = re.compile(r"^#\s*(?:ruff|flake8)\s*:\s*noqa\s*:[\w\s,]*\bT20[13]?\b", re.MULTILINE)
"""A comment of flake8 or ruff that allows the prints of a whole file."""
NO_LOGGING = re.compile(
    r"\blogg(?:ing|er)s?\s+(?:is|was|has|may|might|isn't|wasn't|hasn't)\b.{0,20}?(?:\bnot\b|n't\b|\byet\b|unavailable)"
    r"|\blogg(?:ing|er)s?\s+(?:itself\s+)?(?:fails|failed)\b"
    r"|\b(?:cannot|can't|can not|could not|unable to)\s+(?:\w+\s+){1,4}logg(?:ing|er)",
    re.IGNORECASE,
)
"""A comment that says that there is no logging where it stands."""
TO_STREAM = re.compile(r"\bstd(?:out|err)\b", re.IGNORECASE)
PRINTS_BY_DEFAULT = re.compile(r"\bdefault\w*\b[^.]{0,40}\bprint|\b(?:that|which)\s+prints\b", re.IGNORECASE)
"""The docstring of a method whose heirs do something better, and of a function that prints as it is asked to."""
LEAST_METHODS = 2
"""Methods that print by default from which on the class around them is there for that."""
WRITES_TO_STREAM = re.compile(
    r"\b(?:print|output|write|echo|display|show|report|log)\w*\b[^.]{0,60}?"
    r"\b(?:stdout|stderr|terminal|console|standard (?:output|error))\b",
    re.IGNORECASE,
)
"""The docstring of a class that writes to a terminal on purpose."""
TABLES = _set("print show display render")
"""First words of a function that shows a result (``print_table``)."""
STREAM_NAMES = _set("stdout stderr")
PIPES = _set("stdout stderr output")
READERS = _set("get get_nowait readline recv")
WORD = re.compile(r"[^\W\d_]{4,}")
TAG_LENGTH = 24
"""Characters of a tag before a line that is passed on: ``[worker]``."""


def is_told_by_surroundings(call: ast.expr, frame: Frame) -> bool:
    """Whether what stands around a print shows that it cannot or need not be a log."""
    module = frame.module
    return (
        module.once(_allows_prints, module.body)
        or _has_no_logging(frame)
        or _is_documented(frame)
        or _runs_before_exec(frame)
        or (isinstance(call, ast.Call) and _passes_on(call, frame))
        or (isinstance(call, ast.Call) and _is_logged_too(call, frame))
        or (frame.handler is None and _stands_for_table(frame))
    )


def _allows_prints(body: Frame) -> bool:
    return bool(ALLOWS_PRINTS.search(body.module.source.text))


# -- comments and docstrings -------------------------------------------------------------------------------------------


def _has_no_logging(frame: Frame) -> bool:
    """Whether a comment above a statement around, or in the handler before this place, says that no logger works."""
    source, statement = frame.module.source, frame.statement.node
    if frame.handler is not None and isinstance(frame.handler.node, ast.ExceptHandler):
        said = _comments(frame, frame.handler.node.lineno, getattr(statement, "lineno", 0))
        if NO_LOGGING.search(said) or (TO_STREAM.search(said) and "logg" in said.lower()):
            return True
    for outer in frame.outward_in_function():
        if isinstance(outer.node, ast.stmt) and not outer.is_body:
            first = last = outer.node.lineno
            while first > 1 and source.lines[first - 2].lstrip().startswith("#"):
                first -= 1
            if first < last and NO_LOGGING.search(_comments(frame, first, last)):
                return True
    return False


def _comments(frame: Frame, first: int, last: int) -> str:
    """The comments of some lines as one text."""
    source = frame.module.source
    if not any("#" in line for line in source.lines[first - 1 : last]):
        return ""  # finding all comments of a file is dear
    found = (source.comments.get(line, "") for line in range(first, last + 1))
    return " ".join(comment.lstrip("# ") for comment in found if comment)


def _is_documented(frame: Frame) -> bool:
    """Whether a docstring says that this prints unless an heir does better, or that the class writes to a terminal."""
    function, owner = frame.function, frame.scope.enclosing_class
    if function is not None and PRINTS_BY_DEFAULT.search(ast.get_docstring(function) or ""):
        return True
    return owner is not None and frame.module.once(_writes_by_default, owner.node)


def _writes_by_default(owner: ast.AST) -> bool:
    if not isinstance(owner, ast.ClassDef):
        return False
    methods = (s for s in owner.body if isinstance(s, (ast.FunctionDef, ast.AsyncFunctionDef)))
    printing = sum(bool(PRINTS_BY_DEFAULT.search(ast.get_docstring(method) or "")) for method in methods)
    return printing >= LEAST_METHODS or bool(WRITES_TO_STREAM.search(ast.get_docstring(owner) or ""))


# -- a child process, lines of another process -------------------------------------------------------------------------


def _runs_before_exec(frame: Frame) -> bool:
    """Whether this runs between fork and exec, where a logger's lock may be held for ever; one hop within the file."""
    if _is_before_exec(frame.scope):
        return True
    function = frame.function
    if function is None or "preexec" not in frame.module.source.text:
        return False
    calls = frame.module.body.nodes(ast.Call, nested=True)
    users = [place for call, place in calls if isinstance(call, ast.Call) and call_name(call.func) == function.name]
    return bool(users) and all(_is_before_exec(place.scope) for place in users)


def _is_before_exec(scope: Scope | None) -> bool:
    while scope is not None:
        if "preexec" in words(getattr(scope.node, "name", "")):
            return True
        scope = scope.parent
    return False


def _passes_on(call: ast.Call, frame: Frame) -> bool:
    """Whether a print passes on what another process has written, maybe under a tag."""
    if not call.args:
        return False
    tag = "".join(texts(call)).strip()
    if len(tag) <= TAG_LENGTH and (not has_words(call) or tag.startswith(("[", "<", "("))):
        for outer in frame.outward_in_function():
            around = outer.parent.node if outer.parent is not None and outer.part == "body" else None
            if isinstance(around, (ast.For, ast.AsyncFor)) and not STREAM_NAMES.isdisjoint(_words_in(around.iter)):
                return True
    value = call.args[0]
    return (
        isinstance(value, ast.Call)
        and call_name(value.func) in READERS
        and not PIPES.isdisjoint(_words_in(value.func))
        and not has_words(call)
    )


def _words_in(expression: ast.expr) -> Iterator[str]:
    """The words of the names and keys of an expression."""
    for node in ast.walk(expression):
        if isinstance(node, (ast.Name, ast.Attribute)):
            yield from words(call_name(node))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from words(node.value)


# -- what is logged, too -----------------------------------------------------------------------------------------------


def _is_logged_too(call: ast.Call, frame: Frame) -> bool:
    """Whether the statement before or behind, or the other branch, logs the same: the print is for somebody else."""
    logged = frame.module.once(_logging_statements, frame.module.body)
    if not logged:
        return False
    statement = frame.statement
    near = _beside(statement)
    parent = statement.parent
    if parent is not None and isinstance(parent.node, ast.If):
        near += parent.node.orelse if statement.part == "body" else parent.node.body
        near += _beside(parent)
    printed = _content(call)
    return any(_overlaps(printed, _content(logged[other])) for other in near if other in logged)


def _beside(statement: Frame) -> list[ast.stmt]:
    """The statements right before and behind one."""
    block = statement.block
    place = next((index for index, other in enumerate(block) if other is statement.node), 0)
    return [*block[max(0, place - 1) : place], *block[place + 1 : place + 2]]


def _logging_statements(body: Frame) -> dict[ast.AST, ast.Call]:
    """The statements of a file that are log calls."""
    found = ((log.frame.statement.node, log.node) for log in body.module.views(LogCall))
    return {node: call for node, call in found if isinstance(node, ast.Expr) and node.value is call}


def _content(call: ast.Call) -> set[str]:
    """What a call says: its longer words, and the values that it is given."""
    said = {word.lower() for text in texts(call) for word in WORD.findall(text)}
    return said | {fingerprint(argument) for argument in call.args if isinstance(argument, (ast.Name, ast.Attribute))}


def _overlaps(printed: set[str], logged: set[str]) -> bool:
    common = len(printed & logged)
    return common > 0 and common * 2 >= min(len(printed), len(logged))


# -- results -----------------------------------------------------------------------------------------------------------


def _stands_for_table(frame: Frame) -> bool:
    """Whether a print says why there is nothing to show: the other branch, or what follows its return, shows it."""
    for outer in frame.outward_in_function():
        parent = outer.parent.node if outer.parent is not None else None
        if not isinstance(parent, ast.If) or outer.part not in ("body", "orelse"):
            continue
        tables = frame.module.once(_tables, frame.module.body)
        if (outer.parent, "orelse" if outer.part == "body" else "body") in tables:
            return True
        if outer.part == "body" and isinstance(parent.body[-1], (ast.Return, ast.Continue)) and outer.parent:
            return tables.get((outer.parent.parent, outer.parent.part), 0) >= outer.parent.end
    return False


def _tables(body: Frame) -> dict[tuple[Frame | None, str], int]:
    """The blocks of a file in which a result is shown, and where the last statement that does it begins."""
    tables: dict[tuple[Frame | None, str], int] = {}
    for call, frame in body.nodes(ast.Call, nested=True):
        if isinstance(call, ast.Call) and _shows(call):
            for outer in frame.outward():
                block = (outer.parent, outer.part)
                if tables.get(block) == outer.start:
                    break  # the call before stood in the same statement, and in the same blocks around it
                tables[block] = outer.start
    return tables


def _shows(call: ast.Call) -> bool:
    """Whether a call is one of a function that shows a result."""
    name = words(call_name(call.func))
    return len(name) > 1 and name[0] in TABLES and EVENTS.isdisjoint(name)
