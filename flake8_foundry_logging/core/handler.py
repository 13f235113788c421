"""The view of an ``except`` clause: what it catches, and whether the error is kept."""

from __future__ import annotations

import ast
import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile
from typing import TYPE_CHECKING, cast

from flake8_foundry_logging.core.cancellation import awaits_cancelled
from flake8_foundry_logging.core.carriers import call_name
from flake8_foundry_logging.core.evidence import (
    LOUD,
    Evidence,
    Facts,
    Kept,
    Mark,
    evidence_in,
    holds_exception,
    logs_traceback,
)
from flake8_foundry_logging.core.frame import BindingKind
from flake8_foundry_logging.core.reporters import exits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.frame import Frame
    from flake8_foundry_logging.core.log_call import LogCall
    from flake8_foundry_logging.core.module import Module

__all__ = ["Evidence", "Handler", "broad_type", "does_nothing"]

BASE = "builtins.BaseException"
FOR_TOOLS = re.compile(
    r"#\s*(?:noqa|nosec|type:|pragma|pylint|ruff|fmt|yapf|isort|mypy|pyright|flake8|NOSONAR)\b", re.IGNORECASE
)
"""Comments that explain nothing."""
BROAD = frozenset(("builtins.Exception", BASE))


@dataclass(frozen=True, eq=False)
class Handler:
    """An ``except`` clause.

    Attributes:
        node: the clause.
        frame: its own frame; the statements of its body hang below.
        facts: what is known of its file.
        origins: what it catches, as dotted origins (``builtins.ValueError``), aliases of this file resolved; the last
            name of what cannot be resolved; empty for a bare one.
    """

    node: ast.ExceptHandler
    frame: Frame
    facts: Facts = field(repr=False)
    origins: tuple[str, ...]

    @property
    def try_node(self) -> ast.Try:
        """The ``try`` statement it belongs to (``ast.TryStar`` has the same fields)."""
        assert self.frame.parent is not None
        return cast("ast.Try", self.frame.parent.node)

    @property
    def name(self) -> str | None:
        """What it calls the exception (``as e``)."""
        return self.node.name

    @property
    def types(self) -> tuple[str, ...]:
        """The simple names of what it catches; empty for a bare one."""
        return tuple(origin.rpartition(".")[2] for origin in self.origins)

    @property
    def bare(self) -> bool:
        """Whether it is a plain ``except:``."""
        return self.node.type is None

    @property
    def broad(self) -> bool:
        """Whether it catches every error: bare, or Exception or BaseException alone or among others."""
        return self.bare or not BROAD.isdisjoint(self.origins)

    @property
    def base(self) -> bool:
        """Whether it also catches exits, interrupts and cancellation: bare or BaseException."""
        return self.bare or BASE in self.origins

    @cached_property
    def log_calls(self) -> tuple[LogCall, ...]:
        """The log calls of its own code: not those of handlers and functions inside it."""
        return tuple(self.facts.log_calls_by_handler.get(self.frame, ()))

    @cached_property
    def _kept(self) -> Kept:
        return evidence_in(self.frame, self.name, self.facts)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The places of its own code at which the error is kept."""
        return self._kept.marks

    @cached_property
    def lingers(self) -> bool:
        """Whether a name that it gives the error, or text of it, is read behind it."""
        return any(self.facts.read_behind(self.frame, alias) for alias in self._kept.aliases)

    @cached_property
    def evidence(self) -> frozenset[Evidence]:
        """In which ways the error is kept, on some path at least."""
        found = frozenset(mark.evidence for mark in self.marks)
        return found or (frozenset((Evidence.ESCAPE,)) if self.lingers else found)

    @property
    def keeps_traceback(self) -> bool:
        """Whether its own code logs or prints the traceback, or hands it to a tracker or a future."""
        return self._kept.traceback

    @property
    def idle(self) -> bool:
        """Whether all it does is ``pass``, ``...`` or ``continue``."""
        return len(self.node.body) == 1 and does_nothing(self.node.body[0])

    @cached_property
    def explained(self) -> bool:
        """Whether a comment says why it does nothing, and the user lets that count (``allow-explained-pass``)."""
        return self.frame.module.options.allow_explained_pass and self.idle and self._has_comment()

    def _has_comment(self) -> bool:
        """Whether a comment for people stands beside the lone statement, or alone in the line above or below it."""
        source, statement = self.frame.module.source, self.node.body[0]
        last = statement.end_lineno or statement.lineno
        for line in (statement.lineno - 1, statement.lineno, last + 1):
            comment = source.comments.get(line)
            if comment is None or FOR_TOOLS.match(comment):
                continue
            text = source.lines[line - 1]
            indent = len(text) - len(text.lstrip())
            alone = text.lstrip().startswith("#") and indent > self.node.col_offset
            if line == statement.lineno or (alone and line > self.node.lineno):
                return True
        return False

    @property
    def raises(self) -> bool:
        """Whether it raises, this error or another."""
        return Evidence.RAISE in self.evidence

    @cached_property
    def leaves(self) -> bool:
        """Whether it raises or ends the process: it does not go on as if nothing had happened."""
        return self.raises or any(
            isinstance(node, ast.Call) and frame.handler is self.frame and exits(node, frame)
            for node, frame in self.frame.nodes(ast.Call)
        )

    @cached_property
    def silent(self) -> bool:
        """Whether nothing keeps the error; a finaliser has nobody to tell, and a cancelled task only answers."""
        if self.evidence or self.facts.excused(self.frame) or self._leads_to_raise():
            return False
        return not awaits_cancelled(self.try_node.body, self.frame)

    def _leads_to_raise(self) -> bool:
        """Whether the statement right behind its ``try`` says that it failed: at once, or by the value that it set.

        ``except Exception: found = None`` and then ``if found is None: raise NotThere``.
        """
        assert self.frame.parent is not None
        behind = self.frame.parent.following()
        if not behind or any(self.frame.nodes(ast.Return, ast.Break, ast.Continue)):
            return False
        if isinstance(behind[0], ast.If):
            tested = {inner.id for inner in ast.walk(behind[0].test) if isinstance(inner, ast.Name)}
            return not tested.isdisjoint(self._defaults()) and any(map(self._says_so, behind[0].body))
        # what stands between is done on the way out
        on_the_way = takewhile(lambda statement: isinstance(statement, (ast.Expr, ast.Assign, ast.Raise)), behind)
        return any(isinstance(statement, ast.Raise) for statement in on_the_way)

    def _defaults(self) -> set[str]:
        """The names that it sets to constants."""
        return {
            target.id
            for statement in self.node.body
            if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Constant)
            for target in statement.targets
            if isinstance(target, ast.Name)
        }

    def _says_so(self, statement: ast.stmt) -> bool:
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
            call = self.facts.log_calls.get(statement.value)
            return call is not None and call.level in LOUD
        return isinstance(statement, ast.Raise)

    @property
    def names(self) -> frozenset[str]:
        """What it calls the exception, text of it and parts of it."""
        return self._kept.aliases | ({self.name} if self.name else frozenset())

    @property
    def function(self) -> str | None:
        """The name of the function it stands in; None at module and class level."""
        function = self.frame.function
        return None if function is None else function.name

    def logs_exception(self, call: LogCall) -> bool:
        """Whether one of its log calls carries the exception: as an object, as text or as a traceback."""
        return logs_traceback(call) or holds_exception(call, {self.name} if self.name else frozenset())

    @cached_property
    def first_record(self) -> LogCall | None:
        """The first of its log calls that carries the exception."""
        return next(filter(self.logs_exception, self.log_calls), None)

    @classmethod
    def around(cls, frame: Frame) -> Handler | None:
        """The innermost handler of the same function in whose body a place stands."""
        if frame.handler is None:
            return None
        handlers = frame.module.views(cls)
        return handlers[bisect_left(handlers, frame.handler.start, key=lambda handler: handler.frame.start)]

    @classmethod
    def collect(cls, module: Module) -> Iterator[Handler]:
        """All handlers of a file."""
        facts = module.once(Facts, module)
        for node, frame in module.body.nodes(ast.ExceptHandler, nested=True):
            if isinstance(node, ast.ExceptHandler):
                yield cls(node, frame, facts, tuple(_origins(node.type, frame)))


def _origins(expression: ast.expr | None, frame: Frame, *, follow: bool = True) -> Iterator[str]:
    """The dotted origins of the types in an ``except`` clause or in a call of ``suppress``."""
    if expression is None:
        return
    if isinstance(expression, ast.Starred):
        yield from _origins(expression.value, frame, follow=follow)
    elif isinstance(expression, (ast.Tuple, ast.List)):
        for element in expression.elts:
            yield from _origins(element, frame, follow=follow)
    elif isinstance(expression, ast.BinOp):
        yield from _origins(expression.left, frame, follow=follow)
        yield from _origins(expression.right, frame, follow=follow)
    elif (origin := frame.origin(expression)) is not None:
        yield origin
    else:
        bindings = frame.bindings(expression.id) if follow and isinstance(expression, ast.Name) else ()
        if len(bindings) == 1 and bindings[0].kind is BindingKind.ASSIGNMENT and _is_tuple(bindings[0].value):
            yield from _origins(bindings[0].value, bindings[0].frame, follow=False)
        else:
            yield call_name(expression)


def does_nothing(statement: ast.stmt) -> bool:
    """Whether a statement is ``pass``, ``...`` or ``continue``."""
    return isinstance(statement, (ast.Pass, ast.Continue)) or (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and statement.value.value is Ellipsis
    )


def _is_tuple(expression: ast.expr | None) -> bool:
    return isinstance(expression, (ast.Tuple, ast.List, ast.BinOp))


def broad_type(expression: ast.expr, frame: Frame) -> str | None:
    """``Exception`` or ``BaseException`` if an expression of exception types holds one of them, however aliased."""
    found = [origin.rpartition(".")[2] for origin in _origins(expression, frame) if origin in BROAD]
    return max(found, key=len) if found else None
