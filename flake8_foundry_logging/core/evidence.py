"""What in a handler shows that the error is kept: it is raised, logged, handed on, reported or printed."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from flake8_foundry_logging.core.carriers import call_name, carries, current_exception, tells_about
from flake8_foundry_logging.core.log_call import LogCall
from flake8_foundry_logging.core.reporters import keeps_traceback, names_reporter, prints_traceback, reports
from foundry_logging.vocabulary import SERVICE_METHODS, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from flake8_foundry_logging.core.frame import Frame, Scope
    from flake8_foundry_logging.core.module import Module

__all__ = ["LOUD", "Evidence", "Facts", "Kept", "Mark", "evidence_in", "holds_exception", "logs_traceback"]

LOUD = frozenset(("warning", "error", "critical", None))
"""Levels that a production log shows; None is a level that a variable decides."""
DEFERRED = ("atexit", "finalize")
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)


class Evidence(Enum):
    """How an error is kept."""

    RAISE = "raised"
    LOG = "logged"
    ESCAPE = "handed on"
    REPORT = "reported"
    PRINT = "printed"
    CALLEE = "kept by a function of this file"


class Mark(NamedTuple):
    """A place at which an error is kept: the statement or the call."""

    evidence: Evidence
    node: ast.AST
    frame: Frame


@dataclass(frozen=True, slots=True)
class Kept:
    """What a handler keeps of its error.

    Attributes:
        marks: the places, in source order.
        aliases: further names of this handler that hold the error or text of it.
        traceback: its own code logs or prints the traceback, or hands it on.
    """

    marks: tuple[Mark, ...]
    aliases: frozenset[str]
    traceback: bool


class Facts:
    """What the handlers of a file ask about the file; each is found when it is first asked for.

    Args:
        module: the file.
    """

    def __init__(self, module: Module) -> None:
        self.module = module
        self.reporters = frozenset(module.options.error_reporters)
        self._keepers: dict[Scope, bool] = {}
        self._reads: dict[ast.AST, dict[str, list[tuple[int, int]]]] = {}

    @cached_property
    def log_calls(self) -> Mapping[ast.AST, LogCall]:
        """All log calls by their node."""
        return self.module.views_by_node(LogCall)

    @cached_property
    def log_calls_by_handler(self) -> dict[Frame, list[LogCall]]:
        """The log calls of each handler's own code: not those of handlers and functions inside it."""
        by_handler: dict[Frame, list[LogCall]] = {}
        for call in self.module.views(LogCall):
            if call.frame.handler is not None:
                by_handler.setdefault(call.frame.handler, []).append(call)
        return by_handler

    @cached_property
    def finalisers(self) -> frozenset[ast.AST]:
        """The functions that run when the interpreter or an object goes away, where nobody can be told."""
        module = self.module
        found: set[ast.AST] = {
            scope.node
            for scope in module.scopes
            if isinstance(scope.node, ast.FunctionDef)
            and (
                scope.node.name == "__del__"
                or any(scope.body.origin(decorator) == "atexit.register" for decorator in scope.node.decorator_list)
            )
        }
        if any(word in module.source.text for word in DEFERRED):
            for node, frame in module.body.nodes(ast.Call, nested=True):
                if isinstance(node, ast.Call) and frame.origin(node.func) in ("atexit.register", "weakref.finalize"):
                    scopes = (frame.local_function(argument) for argument in node.args[:2])
                    found.update(scope.node for scope in scopes if scope is not None)
        return frozenset(found)

    def excused(self, frame: Frame) -> bool:
        """Whether a place runs only in a finaliser."""
        scope: Scope | None = frame.scope
        while scope is not None:
            if scope.node in self.finalisers:
                return True
            scope = scope.parent
        return False

    def keeps(self, scope: Scope) -> bool:
        """Whether a function of this file raises, logs or reports by itself: one hop, no further."""
        known = self._keepers.get(scope)
        if known is None:
            known = any(self._keeping(scope.body)) or self._is_reporter(scope)
            self._keepers[scope] = known
        return known

    def _is_reporter(self, scope: Scope) -> bool:
        """Whether a function is called like a reporter and does call something (it prints, or asks another one)."""
        name = getattr(scope.node, "name", "")
        return names_reporter(name, told=True) and any(scope.body.nodes(ast.Call))

    def _keeping(self, body: Frame) -> Iterator[bool]:
        for node, frame in body.nodes(ast.Raise, ast.Call):
            if isinstance(node, ast.Raise):
                yield node.exc is not None or frame.handler is None
            elif isinstance(node, ast.Call):
                call = self.log_calls.get(node)
                if call is None:
                    yield reports(node, frame, self.reporters) or current_exception(node, frame)
                    yield prints_traceback(node, frame)
                else:
                    yield call.level in LOUD or logs_traceback(call)

    def read_behind(self, handler: Frame, name: str) -> bool:
        """Whether a local name that a handler sets is read later: behind it, or in another round of its loop."""
        node = handler.scope.owner.node
        reads = self._reads.get(node)
        if reads is None:
            reads = self._reads[node] = {}
            for inner in ast.walk(node):
                if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Load):
                    reads.setdefault(inner.id, []).append((inner.lineno, inner.col_offset))
        start, end = _extent(handler.node)
        if isinstance(node, ast.Module):  # functions read a module's names at any time
            return any(not start < place < end for place in reads.get(name, ()))
        loop = _extent(handler.loop.node) if handler.loop is not None else (end, end)
        return any(place > end or loop[0] < place < start for place in reads.get(name, ()))


def _extent(node: ast.AST) -> tuple[tuple[int, int], tuple[int, int]]:
    first = (getattr(node, "lineno", 0), getattr(node, "col_offset", 0))
    return first, (getattr(node, "end_lineno", 0), getattr(node, "end_col_offset", 0))


def logs_traceback(call: LogCall) -> bool:
    """Whether a record carries a traceback: ``exception``, a true or unknown ``exc_info``, or text of a traceback."""
    if call.method in ("exception", "aexception"):
        exc_info = call.controls.get("exc_info")
        return exc_info is None or not _falsy(exc_info)
    if "exc_info" in call.controls:
        return not _falsy(call.controls["exc_info"])
    if any(name.startswith("exc_info") for name in call.fields):
        return True  # some loggers add a keyword of their own: exc_info_on_loglevel=DEBUG
    values = [call.message, *call.arguments, *call.fields.values()]
    if any(carries(value, frozenset(), call.frame) for value in values):
        return True  # sys.exc_info() or traceback.format_exc() among them
    return _opted_for_exception(call.receiver)


def holds_exception(call: LogCall, names: frozenset[str] | set[str]) -> bool:
    """Whether a record holds an exception that goes by one of these names, or its text."""
    values = [call.message, *call.arguments, *call.fields.values(), *call.controls.values()]
    return any(carries(value, names, call.frame) for value in values)


def _falsy(expression: ast.expr) -> bool:
    return isinstance(expression, ast.Constant) and not expression.value


def _opted_for_exception(receiver: ast.expr | None) -> bool:
    """Loguru: ``logger.opt(exception=True).error(...)``."""
    while isinstance(receiver, (ast.Call, ast.Attribute)):
        if isinstance(receiver, ast.Call):
            if call_name(receiver.func) == "opt":
                return any(word.arg == "exception" and not _falsy(word.value) for word in receiver.keywords)
            receiver = receiver.func
        else:
            receiver = receiver.value
    return False


class _Search:
    """Reads a handler's own code once, in source order, following the names that come to hold the exception."""

    def __init__(self, handler: Frame, name: str | None, facts: Facts) -> None:
        self.handler = handler
        self.facts = facts
        self.names = {name} if name else set()
        self.aliases: set[str] = set()
        self.marks: list[Mark] = []
        self.traceback = False

    def run(self) -> None:
        handler, module = self.handler, self.handler.module
        owner = handler.scope.owner
        for index in range(handler.start + 1, handler.end):
            visit = VISITS.get(module.nodes[index].__class__)
            frame = module.frames[index]
            if visit is not None and frame.scope.owner is owner and self._hung_below(frame):
                visit(self, module.nodes[index], frame)

    def _mark(self, evidence: Evidence, node: ast.AST, frame: Frame) -> None:
        self.marks.append(Mark(evidence, node, frame))

    def _hung_below(self, frame: Frame) -> bool:
        """Whether a node belongs to the body: the handler's own types hang on the handler's frame itself."""
        return frame is not self.handler

    def _carries(self, expression: ast.AST | None, frame: Frame) -> bool:
        return carries(expression, self._visible(frame), frame)

    def _visible(self, frame: Frame) -> set[str]:
        """The names that mean this exception here: an inner handler may use one of them for its own."""
        names = self.names
        inner = frame.handler
        while inner is not None and inner is not self.handler:
            own = getattr(inner.node, "name", None)
            if own in names:
                names = names - {own}
            inner = inner.handler
        return names

    # -- statements ----------------------------------------------------------------------------------------------------

    def visit_raise(self, node: ast.Raise, frame: Frame) -> None:
        if node.exc is not None or frame.handler is self.handler:
            self._mark(Evidence.RAISE, node, frame)

    def visit_assert(self, node: ast.Assert, frame: Frame) -> None:
        self._mark(Evidence.REPORT, node, frame)

    def visit_leaving(self, node: ast.Return | ast.Yield | ast.YieldFrom, frame: Frame) -> None:
        if self._carries(node.value, frame):
            self._mark(Evidence.ESCAPE, node, frame)

    def visit_assignment(self, node: ast.Assign | ast.AnnAssign | ast.AugAssign | ast.NamedExpr, frame: Frame) -> None:
        if self._carries(node.value, frame):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                self._bind(target, frame)

    def visit_with(self, node: ast.With | ast.AsyncWith, frame: Frame) -> None:
        for item in node.items:
            if frame.handler is self.handler and _reraises(item.context_expr):
                self._mark(Evidence.RAISE, item.context_expr, frame)

    def visit_loop(self, node: ast.For | ast.AsyncFor, frame: Frame) -> None:
        if self._carries(node.iter, frame):
            self.names |= _target_names(node.target)

    def visit_comprehension(self, node: ast.ListComp, frame: Frame) -> None:
        for generator in node.generators:
            if self._carries(generator.iter, frame):
                self.names |= _target_names(generator.target)

    def visit_match(self, node: ast.Match, frame: Frame) -> None:
        if self._carries(node.subject, frame):
            for case in node.cases:
                captures = (part for part in ast.walk(case.pattern) if isinstance(part, (ast.MatchAs, ast.MatchStar)))
                self.names |= {capture.name for capture in captures if capture.name}

    def _bind(self, target: ast.expr, frame: Frame) -> None:
        if any(isinstance(part, (ast.Attribute, ast.Subscript)) for part in _targets(target)):
            self._mark(Evidence.ESCAPE, target, frame)
        names = _target_names(target)
        self.names |= names
        self.aliases |= names
        owner = frame.scope.owner
        if isinstance(owner.node, ast.ClassDef) or any(name not in owner.bindings or name.isupper() for name in names):
            # other code may see it: an attribute, a global or nonlocal name, a constant
            self._mark(Evidence.ESCAPE, target, frame)

    # -- calls ---------------------------------------------------------------------------------------------------------

    def visit_call(self, node: ast.Call, frame: Frame) -> None:
        own = frame.handler is self.handler
        logged = self.facts.log_calls.get(node)
        if logged is not None:
            with_traceback = logs_traceback(logged)
            self.traceback |= own and with_traceback
            if with_traceback or logged.level in LOUD or holds_exception(logged, self._visible(frame)):
                self._mark(Evidence.LOG, node, frame)
            return
        self.traceback |= own and keeps_traceback(node, frame)
        if prints_traceback(node, frame):
            self._mark(Evidence.PRINT, node, frame)
        elif call_name(node.func) in SERVICE_METHODS:
            if _writes_record(node):
                self._mark(Evidence.LOG, node, frame)
        else:
            self._visit_callee(node, frame)
        if not tells_about(node, frame) and self._given_exception(node, frame):
            printed = call_name(node.func) in ("print", "pprint", "echo", "secho")
            self._mark(Evidence.PRINT if printed else Evidence.ESCAPE, node, frame)

    def _visit_callee(self, node: ast.Call, frame: Frame) -> None:
        callee = frame.local_function(node.func)
        if callee is None:
            if reports(node, frame, self.facts.reporters):
                self._mark(Evidence.REPORT, node, frame)
        elif self.facts.keeps(callee):
            self._mark(Evidence.CALLEE, node, frame)

    def _given_exception(self, node: ast.Call, frame: Frame) -> bool:
        if isinstance(node.func, ast.Attribute) and self._carries(node.func.value, frame):
            return False  # its own method: e.with_traceback(e.__traceback__), str(e).split(str(e))
        return any(self._carries(argument, frame) for argument in node.args) or any(
            self._carries(keyword.value, frame) for keyword in node.keywords
        )


def _reraises(context: ast.expr) -> bool:
    """Whether a context manager raises the error again when it ends: ``with save_and_reraise_exception():``."""
    return (
        isinstance(context, ast.Call)
        and "reraise" in words(call_name(context.func))
        and not any(word.arg == "reraise" and _falsy(word.value) for word in context.keywords)
    )


def _writes_record(call: ast.Call) -> bool:
    """Whether a call is a service method that writes a record and does not claim success."""
    return call_name(call.func) != "timer" and not any(
        keyword.arg == "status" and isinstance(keyword.value, ast.Constant) and keyword.value.value == "success"
        for keyword in call.keywords
    )


def _targets(target: ast.expr) -> Iterator[ast.expr]:
    if isinstance(target, (ast.Tuple, ast.List)):
        for element in target.elts:
            yield from _targets(element)
    elif isinstance(target, ast.Starred):
        yield from _targets(target.value)
    else:
        yield target


def _target_names(target: ast.expr) -> set[str]:
    return {part.id for part in _targets(target) if isinstance(part, ast.Name)}


VISITS: dict[type[ast.AST], Callable[[_Search, Any, Frame], None]] = {
    ast.Raise: _Search.visit_raise,
    ast.Assert: _Search.visit_assert,
    **dict.fromkeys((ast.Return, ast.Yield, ast.YieldFrom), _Search.visit_leaving),
    **dict.fromkeys((ast.Assign, ast.AnnAssign, ast.AugAssign, ast.NamedExpr), _Search.visit_assignment),
    **dict.fromkeys((ast.With, ast.AsyncWith), _Search.visit_with),
    **dict.fromkeys((ast.For, ast.AsyncFor), _Search.visit_loop),
    **dict.fromkeys(COMPREHENSIONS, _Search.visit_comprehension),
    ast.Match: _Search.visit_match,
    ast.Call: _Search.visit_call,
}


def evidence_in(handler: Frame, name: str | None, facts: Facts) -> Kept:
    """
    The evidence in a handler's own code.

    Args:
        handler: the handler's frame.
        name: what it calls the exception.
        facts: of its file.
    """
    search = _Search(handler, name, facts)
    search.run()
    return Kept(tuple(search.marks), frozenset(search.aliases), search.traceback)
