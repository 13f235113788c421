"""What the place of a value tells of it: that it is not there, that it has been masked, that a server refused it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.frame import BindingKind
from flake8_foundry_logging.core.passing import last_name
from flake8_foundry_logging.core.reaching import reaching
from flake8_foundry_logging.core.spelling import fingerprint
from flake8_foundry_logging.core.stores import stores_of

if TYPE_CHECKING:
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["annotated", "is_absent", "is_masked", "is_refused"]

TEXTS = frozenset(("str", "bytes", "bytearray"))
SUCCESS = range(200, 299)
"""Codes with which a server answers what it was asked."""


def is_absent(node: ast.expr, frame: Frame) -> bool:
    """Whether a place is reached only where the value is not there: ``if not token:``, ``if token is None:``."""
    subject = ""
    inner = frame
    for outer in frame.outward_in_function():
        if isinstance(outer.node, (ast.If, ast.IfExp)) and inner.part in ("body", "orelse"):
            subject = subject or fingerprint(node)
            if _tells_absent(outer.node.test, subject, holds=inner.part == "body"):
                return not _is_bound_in(node, outer, frame)
        inner = outer
    return False


def is_refused(node: ast.expr, frame: Frame) -> bool:
    """Whether a place is reached only where a server has answered with an error: it gave no secret then.

    Args:
        node: the answer.
        frame: the place.
    """
    subject, inner = fingerprint(node), frame
    for outer in frame.outward_in_function():
        chosen = isinstance(outer.node, ast.If) and inner.part in ("body", "orelse")
        if chosen and _tells_refused(outer.node.test, subject, holds=inner.part == "body"):  # type: ignore[attr-defined]
            return True
        inner = outer
    return False


def _tells_refused(test: ast.expr, subject: str, *, holds: bool) -> bool:
    """Whether a test that holds, or fails, tells that an answer is an error."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return _tells_refused(test.operand, subject, holds=not holds)
    if isinstance(test, ast.Attribute):
        success = test.attr in ("ok", "is_success")
        return holds != success and (success or test.attr == "is_error") and fingerprint(test.value) == subject
    if not isinstance(test, ast.Compare) or len(test.ops) != 1 or not isinstance(test.left, ast.Attribute):
        return False
    if test.left.attr not in ("status_code", "status") or fingerprint(test.left.value) != subject:
        return False
    operator, right = test.ops[0], test.comparators[0]
    codes = {code.value for code in getattr(right, "elts", [right]) if isinstance(code, ast.Constant)}
    if isinstance(operator, (ast.Eq, ast.In)):  # which error it was tells nothing of the other branch
        return not holds and not codes.isdisjoint(SUCCESS)
    if isinstance(operator, (ast.NotEq, ast.NotIn)):
        return holds and not codes.isdisjoint(SUCCESS)
    if isinstance(operator, (ast.Gt, ast.GtE)):
        return holds and codes.isdisjoint(SUCCESS) and bool(codes)
    return isinstance(operator, (ast.Lt, ast.LtE)) and not holds and codes.isdisjoint(range(201)) and bool(codes)


def is_masked(node: ast.expr, frame: Frame) -> bool:
    """Whether something before a place puts masks into what a value is taken out of: ``obscure(request)``."""
    while isinstance(node, (ast.Attribute, ast.Subscript, ast.Call)):
        node = node.func if isinstance(node, ast.Call) else node.value
    return isinstance(node, ast.Name) and stores_of(frame.module).masks(node.id, frame)


def _is_bound_in(node: ast.expr, branch: Frame, place: Frame) -> bool:
    """Whether the value is made up for before the place: ``if not token: token = new(); log(token)``."""
    if isinstance(node, ast.Name):
        bindings = reaching(node.id, place)
    else:
        bindings = place.attribute_bindings(node) if isinstance(node, ast.Attribute) else ()
    made = (binding for binding in bindings if binding.kind is not BindingKind.PARAMETER)
    return any(binding.frame.within(branch) and binding.frame.start < place.start for binding in made)


def _tells_absent(test: ast.expr, subject: str, *, holds: bool) -> bool:
    """Whether a test that holds, or fails, tells that the subject is not there."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return _tells_absent(test.operand, subject, holds=not holds)
    if isinstance(test, ast.BoolOp):
        if holds == isinstance(test.op, ast.And):
            return any(_tells_absent(value, subject, holds=holds) for value in test.values)
        return all(_tells_absent(value, subject, holds=holds) for value in test.values)
    if isinstance(test, ast.Compare) and len(test.ops) == 1 and _is_subject(test.left, subject):
        right, operator = test.comparators[0], test.ops[0]
        if not isinstance(right, ast.Constant) or right.value not in (None, "", b""):
            return False
        return isinstance(operator, (ast.Is, ast.Eq)) if holds else isinstance(operator, (ast.IsNot, ast.NotEq))
    if isinstance(test, ast.Call) and last_name(test.func) == "isinstance" and len(test.args) == 2:
        return not holds and _is_subject(test.args[0], subject) and annotated(test.args[1]) <= TEXTS
    return not holds and _is_subject(test, subject)


def _is_subject(node: ast.expr, subject: str) -> bool:
    return isinstance(node, (ast.Name, ast.Attribute, ast.Subscript)) and fingerprint(node) == subject


def annotated(annotation: ast.expr) -> set[str]:
    """The simple names in an annotation, without None and Optional."""
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        try:
            annotation = ast.parse(annotation.value, mode="eval").body
        except SyntaxError:
            return {"?"}
    found = {last_name(node) for node in ast.walk(annotation) if isinstance(node, (ast.Name, ast.Attribute))}
    return (found - {"Optional", "typing", "None", "Union", "pydantic"}) or {"?"}
