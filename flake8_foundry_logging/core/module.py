"""A file walked once: its nodes in source order, their frames, its scopes, and the views that rules ask for."""

from __future__ import annotations

import ast
from bisect import bisect_left
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from flake8_foundry_logging.core.options import Options
from flake8_foundry_logging.core.walk import Walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from flake8_foundry_logging.core.frame import Frame, Scope
    from flake8_foundry_logging.core.source import Source

__all__ = ["Module", "View"]


class View(Protocol):
    """Something that rules ask for and that is built once a file."""

    @classmethod
    def collect(cls, module: Module) -> Iterable[Any]:
        """All of its kind in a file, in source order."""
        ...

    @property
    def node(self) -> ast.AST:
        """The node it stands for."""
        ...

    @property
    def frame(self) -> Frame:
        """The place of that node."""
        ...


ViewT = TypeVar("ViewT", bound=View)
SubjectT = TypeVar("SubjectT")
AnswerT = TypeVar("AnswerT")


class Module:
    """The facts of one file.

    Args:
        source: the parsed file.
        options: what the user told the rules.

    Attributes:
        nodes: the walk: every node but names, constants, operators, keywords and parameters, in source order.
        frames: the frame of each of ``nodes``.
        scopes: all scopes, outer ones first.
        star_imports: the modules of ``from m import *``.
        places: node class -> where in ``nodes`` its nodes are.
        scope_by_node: what opens a scope -> the scope.
        body: the module's own frame.
    """

    def __init__(self, source: Source, options: Options | None = None) -> None:
        self.source = source
        self.options = options or Options()
        self.nodes: list[ast.AST] = []
        self.frames: list[Frame] = []
        self.scopes: list[Scope] = []
        self.star_imports: list[str] = []
        self.places: dict[type[ast.AST], list[int]] = {}
        self._views: dict[type, list[Any]] = {}
        self._starts: dict[type, list[tuple[int, int]]] = {}
        self._views_by_node: dict[type, dict[ast.AST, Any]] = {}
        self._answers: dict[tuple[Any, Any], Any] = {}
        self.scope_by_node: dict[ast.AST, Scope] = {}
        self.body = Walk(self).run(source.tree)

    def release(self) -> None:
        """Forget everything, when nothing will be asked any more.

        Frames, scopes and module know each other, so that otherwise only the collector could free them and the tree;
        it takes three times as long.
        """
        for scope in self.scopes:
            del scope.body
            scope.bindings.clear()
            scope.attributes.clear()
        vars(self).clear()

    @property
    def path(self) -> str:
        """The file's name as messages and path options use it."""
        return self.source.path

    def indices(self, kinds: Iterable[type[ast.AST]], start: int = 0, end: int | None = None) -> Iterator[int]:
        """The places in ``nodes`` of these exact kinds between start and end, in source order within a kind."""
        for kind in kinds:
            places = self.places.get(kind)
            if places:
                low = bisect_left(places, start)
                high = len(places) if end is None else bisect_left(places, end)
                yield from places[low:high]

    def views(self, kind: type[ViewT]) -> list[ViewT]:
        """All views of a kind, built at the first call, in source order."""
        views = self._views.get(kind)
        if views is None:
            views = self._views[kind] = list(kind.collect(self))
        return views

    def views_in(self, kind: type[ViewT], frame: Frame, *, nested: bool = False) -> list[ViewT]:
        """The views of a kind at and below a place; ``nested``: also in functions, lambdas and classes there."""
        views, owner = self.views(kind), frame.scope.owner
        starts = self._starts.get(kind)
        if starts is None:
            # views come in source order, their frames need not: `f(a and g(), h())` has h() in the outer one
            starts = self._starts[kind] = sorted((view.frame.start, number) for number, view in enumerate(views))
        inside = starts[bisect_left(starts, (frame.start,)) : bisect_left(starts, (frame.end,))]
        found = (views[number] for number in sorted(number for _, number in inside))
        return [view for view in found if nested or view.frame.scope.owner is owner]

    def views_by_node(self, kind: type[ViewT]) -> Mapping[ast.AST, ViewT]:
        """All views of a kind by the node that they stand for."""
        by_node = self._views_by_node.get(kind)
        if by_node is None:
            by_node = self._views_by_node[kind] = {view.node: view for view in self.views(kind)}
        return by_node

    def once(self, question: Callable[[SubjectT], AnswerT], subject: SubjectT) -> AnswerT:
        """The answer to a question that many findings ask about one node or frame: found once, kept with the file."""
        key = (question, subject)
        if key not in self._answers:
            self._answers[key] = question(subject)
        answer: AnswerT = self._answers[key]
        return answer

    def scope_of(self, node: ast.AST) -> Scope | None:
        """The scope that a definition, lambda or comprehension opens."""
        return self.scope_by_node.get(node)

    def class_named(self, expression: ast.expr) -> Scope | None:
        """The class of this file's top level that a base-class expression names."""
        if isinstance(expression, ast.Name):
            for binding in reversed(self.body.scope.bindings.get(expression.id, ())):
                if isinstance(binding.node, ast.ClassDef):
                    return self.scope_of(binding.node)
        return None
