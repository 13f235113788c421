"""What must hold of a file before a fix may stand; checked on every file, on every run."""

from __future__ import annotations

import ast
import tokenize
import warnings
from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from flake8_foundry_logging.core.source import Source, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from flake8_foundry_logging.codemods.kit import Edit

__all__ = ["ProofError", "Shift", "prove_comments", "prove_compiles", "prove_round", "splice"]


class ProofError(Exception):
    """A result that does not keep its promise; the file stays as it was.

    Attributes:
        proof: the name of the proof that failed.
        reason: what was seen.
    """

    def __init__(self, proof: str, reason: str) -> None:
        super().__init__(f"{proof}: {reason}")
        self.proof = proof
        self.reason = reason


def splice(text: str, edits: Sequence[Edit]) -> str:
    """The text with all edits made; they must not overlap, and insertions at one place keep their order."""
    parts, last = [], 0
    for edit in edits:
        parts += [text[last : edit.start], edit.text]
        last = edit.end
    parts.append(text[last:])
    return "".join(parts)


class Shift:
    """Offsets before and after a set of edits.

    Args:
        edits: sorted, not overlapping.
    """

    def __init__(self, edits: Sequence[Edit]) -> None:
        self.old = [(edit.start, edit.end) for edit in edits]
        self.new: list[tuple[int, int]] = []
        moved = 0
        for edit in edits:
            start = edit.start + moved
            self.new.append((start, start + len(edit.text)))
            moved += len(edit.text) - (edit.end - edit.start)

    def back(self, offset: int) -> tuple[int, int]:
        """Where a new offset was, first and last: one place for untouched text, the whole edit for new text."""
        index = bisect_left(self.new, (offset + 1,)) - 1
        if index < 0:
            return offset, offset
        (old_start, old_end), (_, new_end) = self.old[index], self.new[index]
        if offset < new_end:
            return old_start, old_end
        return old_end + offset - new_end, old_end + offset - new_end


def prove_round(before: Source, text: str, edits: Sequence[Edit]) -> Source:
    """Prove one round of edits and parse its result.

    Raises:
        ProofError: text outside of the edits differs, the result does not parse, or the trees differ outside of the
        edits.
    """
    shift = Shift(edits)
    last_old = last_new = 0
    for (old_start, old_end), (new_start, new_end) in zip(shift.old, shift.new, strict=True):
        if before.text[last_old:old_start] != text[last_new:new_start]:
            raise ProofError("untouched text", "text outside of the edits would change")
        last_old, last_new = old_end, new_end
    if before.text[last_old:] != text[last_new:]:
        raise ProofError("untouched text", "text behind the last edit would change")
    try:
        after = Source(text, before.path)
    except SourceError as error:
        raise ProofError("parses", f"line {error.line}: {error.reason}") from error
    _prove_same_tree(before, after, shift)
    if ast.get_docstring(before.tree, clean=False) != ast.get_docstring(after.tree, clean=False):
        raise ProofError("same tree", "the module's docstring would no longer be one")
    return after


def prove_compiles(before: Source, after: Source) -> None:
    """The result compiles if the input did.

    Raises:
        ProofError: only the input compiles.
    """
    if (reason := _compile_error(after)) is not None and _compile_error(before) is None:
        raise ProofError("compiles", reason)


def _compile_error(source: Source) -> str | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(source.tree, source.path, "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError) as error:
        return str(error)
    return None


def prove_comments(before: Source, after: Source) -> None:
    """No comment is lost.

    Raises:
        ProofError: a comment of the input does not stand in the result.
    """
    lost = _comments(before) - _comments(after)
    if lost:
        raise ProofError("comments", f"{next(iter(lost))!r} would be lost")


def _comments(source: Source) -> Counter[str]:
    if "#" not in source.text:
        return Counter()
    return Counter(token.string for token in source.tokens if token.type == tokenize.COMMENT)


# -- trees -----------------------------------------------------------------------------------------------------------


class _Spans:
    """Which nodes of a tree lie in, across or outside of the edited stretches of its text."""

    def __init__(self, source: Source, stretches: list[tuple[int, int]]) -> None:
        self.source = source
        self.starts = [start for start, _ in stretches]
        self.ends = [end for _, end in stretches]

    def of(self, node: ast.AST) -> tuple[int, int] | None:
        if not hasattr(node, "lineno"):
            return None
        span = self.source.span(node)
        line, column = span.line, span.column
        for decorator in getattr(node, "decorator_list", ()):
            line, column = min((line, column), self.source.span(decorator)[:2])
        return self.source.offset(line, column), self.source.offset(span.end_line, span.end_column)

    def touching(self, node: ast.AST) -> range:
        """The stretches that touch a node, as their numbers."""
        place = self.of(node)
        if place is None:
            return range(len(self.starts))
        return range(bisect_left(self.ends, place[0]), bisect_right(self.starts, place[1]))

    def _inside(self, place: tuple[int, int]) -> range:
        """The stretches that lie wholly in a place: none reaches over its border, for they do not overlap."""
        return range(bisect_left(self.starts, place[0]), bisect_right(self.ends, place[1]))

    def holds(self, node: ast.AST) -> bool:
        """Whether a node stands wholly in an edited stretch."""
        place = self.of(node)
        if place is None:
            children = list(ast.iter_child_nodes(node))
            return bool(children) and all(self.holds(child) for child in children)
        for number in self.touching(node):
            if self.starts[number] > place[0]:
                return False
            if place[1] <= self.ends[number]:
                return True
        return False

    def touched_itself(self, node: ast.AST) -> bool:
        """Whether an edit reaches a node's own words, and not just one of its children."""
        next_own = (touching := self.touching(node)).start
        places = [place for child in ast.iter_child_nodes(node) if (place := self.of(child)) is not None]
        for inside in map(self._inside, sorted(places)):
            if inside.start <= next_own:
                next_own = max(next_own, inside.stop)
        return next_own < touching.stop


def _prove_same_tree(before: Source, after: Source, shift: Shift) -> None:
    old_spans, new_spans = _Spans(before, shift.old), _Spans(after, shift.new)
    pairs: list[tuple[ast.AST, ast.AST]] = [(before.tree, after.tree)]
    while pairs:
        old, new = pairs.pop()
        if not old_spans.touching(old) and not new_spans.touching(new):
            if not _equal(old, new):
                raise _difference(before, old)
            continue
        if isinstance(old, ast.JoinedStr):
            continue  # positions inside f-strings mean nothing before Python 3.12; the text proof covers them
        if type(old) is not type(new):
            raise _difference(before, old)
        touched = old_spans.touched_itself(old) or new_spans.touched_itself(new)
        for name in old._fields:
            old_children, old_values = _split(getattr(old, name, None), old_spans)
            new_children, new_values = _split(getattr(new, name, None), new_spans)
            if old_values != new_values and not touched:
                raise _difference(before, old)
            for pair in zip_longest(old_children, new_children):
                if pair[0] is None or pair[1] is None:
                    raise _difference(before, old)
                pairs.append(pair)


def _equal(old: ast.AST, new: ast.AST) -> bool:
    """Whether two trees say the same, wherever they stand."""
    pairs: list[tuple[Any, Any]] = [(old, new)]
    while pairs:
        one, other = pairs.pop()
        if one.__class__ is not other.__class__:
            return False
        if one.__class__ is list:
            if len(one) != len(other):
                return False
            pairs += zip(one, other, strict=True)
        elif isinstance(one, ast.AST):
            pairs += [(getattr(one, name, None), getattr(other, name, None)) for name in one._fields]
        elif one != other:
            return False
    return True


def _split(value: Any, spans: _Spans) -> tuple[list[ast.AST], list[str]]:
    """The nodes of a field that no edit made or took, and the representations of its plain values."""
    items: Iterable[Any] = value if isinstance(value, list) else [] if value is None else [value]
    nodes, values = [], []
    for item in items:
        if not isinstance(item, ast.AST):
            values.append(repr(item))
        elif not spans.holds(item):
            nodes.append(item)
    return nodes, values


def _difference(before: Source, node: ast.AST) -> ProofError:
    line = getattr(node, "lineno", 1)
    return ProofError("same tree", f"code at line {line} of {before.path} would mean something else")
