"""
Which bindings of a name a place can see, more closely than :meth:`Frame.bindings` tells.

That one answers with all that stands before a place. Here what happens in a branch beside it does not count, nor what
both branches of an earlier ``if`` have replaced; what comes round a loop does, and ``x += y`` keeps what x was.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.frame import COMPREHENSIONS, BindingKind
from flake8_foundry_logging.core.passing import CLEANING, last_name
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flake8_foundry_logging.core.frame import Binding, Frame

__all__ = ["begins", "is_mapping", "reaching"]

MOST = 32
"""How many bindings of one name are looked at, the latest ones: more is generated code or an attack."""
LEAVING = (ast.Return, ast.Raise, ast.Continue, ast.Break)


def reaching(name: str, place: Frame) -> tuple[Binding, ...]:
    """What a name may be bound to at a place, latest first."""
    return place.module.once(_reaching, (name, place))


def _reaching(question: tuple[str, Frame]) -> tuple[Binding, ...]:
    name, place = question
    found = _before_augmented(name, place)
    own = [binding for binding in found if binding.frame.scope.owner is place.scope.owner]
    if not own:
        return found
    cut = _replaced_before(own, place)
    kept = [b for b in found if begins(b) >= cut and not _is_beside(b, place, own)]
    return (*_round_loop(name, place, kept), *kept) or found


def is_mapping(node: ast.expr, place: Frame) -> bool:
    """Whether a variable may be a dict, by what it is bound to: iterating over it gives keys."""
    if not isinstance(node, ast.Name):
        return False
    return any(isinstance(binding.value, (ast.Dict, ast.DictComp)) for binding in reaching(node.id, place))


def begins(binding: Binding) -> int:
    """Where a binding stands in the walk; a parameter before all statements of its function."""
    return -1 if binding.kind is BindingKind.PARAMETER else binding.frame.start


def _before_augmented(name: str, place: Frame) -> tuple[Binding, ...]:
    """The bindings at a place, without each ``x += y`` but with what x was before it."""
    found = place.bindings(name)[:MOST]
    if not any(isinstance(binding.frame.node, ast.AugAssign) for binding in found):
        return found
    scope = found[0].frame.scope
    start = place.statement.start if scope.owner is place.scope.owner else place.module.body.end
    kept: list[Binding] = []
    for binding in reversed(scope.bindings.get(name, ())):
        if begins(binding) < start and not isinstance(binding.frame.node, ast.AugAssign):
            kept.append(binding)
            if len(kept) == MOST or place.only_through(binding.frame):
                break
    return tuple(kept)


# -- branches ----------------------------------------------------------------------------------------------------------


def _is_beside(binding: Binding, place: Frame, own: Iterable[Binding]) -> bool:
    """Whether a binding happens only where the place is not reached, in another branch of the same statement."""
    common = _parting(binding.frame, place)
    if common is None:
        return False
    loop = common.loop
    if loop is None:
        return True
    return any(other.frame.within(loop) and place.only_through(other.frame) for other in own if other is not binding)


def _parting(frame: Frame, place: Frame) -> Frame | None:
    """The statement of which two places stand in branches that exclude each other."""
    ways = {}
    inner = place
    for outer in place.outward_in_function():
        ways[outer] = inner
        inner = outer
    inner = frame
    for outer in frame.outward_in_function():
        if outer in ways:
            return outer if inner is not outer and _excludes(outer.node, inner, ways[outer]) else None
        inner = outer
    return None


def _excludes(node: ast.AST, first: Frame, second: Frame) -> bool:
    if first is second:
        return False
    if isinstance(node, ast.If):
        return {first.part, second.part} == {"body", "orelse"}
    if isinstance(node, ast.Match):
        return first.part == second.part == "cases"
    if isinstance(node, ast.Try):
        return first.part == second.part == "handlers" or {first.part, second.part} == {"handlers", "orelse"}
    return False


def _replaced_before(own: list[Binding], place: Frame) -> int:
    """Where the last ``if`` begins that binds the name, or leaves, in each of its branches; -1 without one.

    A branch that is not there counts where the name then holds nothing, or nothing that had to be cleaned.
    """
    always = [binding for binding in own if _always_binds(binding)]
    bound = {(binding.frame.parent, binding.frame.part) for binding in always}
    name = own[0].name
    cleaned = {(binding.frame.parent, binding.frame.part) for binding in always if _cleans_itself(binding)}
    cut = -1
    pending = [parent for parent, _ in bound if parent is not None and isinstance(parent.node, ast.If)]
    for frame in pending:  # grows outward
        node = frame.node
        if isinstance(node, ast.If) and (
            all((frame, part) in bound or _leaves(block) for part, block in _branches(node))
            or (not node.orelse and (frame, "body") in bound and _says_all(node.test, name, (frame, "body") in cleaned))
        ):
            bound.add((frame.parent, frame.part))
            if frame.parent is not None and isinstance(frame.parent.node, ast.If):
                pending.append(frame.parent)
            if place.only_through(frame) and not place.within(frame):
                cut = max(cut, frame.start)
    return cut


def _always_binds(binding: Binding) -> bool:
    """Whether a binding happens whenever its statement runs: the target of a loop or of a comprehension may not."""
    return binding.kind in (BindingKind.ASSIGNMENT, BindingKind.OTHER) and not isinstance(
        binding.frame.node, COMPREHENSIONS
    )


def _branches(node: ast.If) -> tuple[tuple[str, list[ast.stmt]], ...]:
    return ("body", node.body), ("orelse", node.orelse)


def _says_all(test: ast.expr, name: str, cleaned: bool = False) -> bool:
    """Whether a name holds nothing where a test fails, ``if token:``, or nothing to be cleaned, ``if long(token):``."""
    if cleaned and any(_is_name(node, name) for node in ast.walk(test)):
        return True
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
        return all(_says_all(value, name) for value in test.values)
    if isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], (ast.IsNot, ast.NotEq)):
        right = test.comparators[0]
        return _is_name(test.left, name) and isinstance(right, ast.Constant) and not right.value
    if isinstance(test, ast.Call):
        return last_name(test.func) == "isinstance" and _is_name(test.args[0] if test.args else None, name)
    return _is_name(test, name)


def _is_name(node: ast.AST | None, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _cleans_itself(binding: Binding) -> bool:
    """Whether a name is bound to what a cleaner makes of it: ``key = hash_key(key)``."""
    return isinstance(binding.value, ast.Call) and (
        not CLEANING.isdisjoint(words(last_name(binding.value.func)))
        and any(_is_name(node, binding.name) for node in ast.walk(binding.value))
    )


def _leaves(block: list[ast.stmt]) -> bool:
    return bool(block) and isinstance(block[-1], LEAVING)


def _round_loop(name: str, place: Frame, kept: list[Binding]) -> list[Binding]:
    """What is bound further down in the loop around the place, if nothing replaces it at the loop's next turn."""
    loop = place.loop
    if loop is None or any(b.frame.within(loop) and place.only_through(b.frame) for b in kept):
        return []
    start = place.statement.start
    later = place.scope.owner.bindings.get(name, ())[-MOST:]
    return [b for b in later if b.frame.start > start and b.frame.within(loop) and b not in kept]
