"""The walk: every node once, in code points, without recursion; names resolve as Python resolves them."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from flake8_foundry_logging.core.log_call import LogCall
from flake8_foundry_logging.core.module import Module
from flake8_foundry_logging.core.source import Source, SourceError
from flake8_foundry_logging.core.walk import SILENT

if TYPE_CHECKING:
    from flake8_foundry_logging.core.frame import Frame

NOT_WALKED = (*SILENT, ast.keyword, ast.arguments, ast.arg, ast.withitem)


def walked(text: str) -> Module:
    return Module(Source(text, "a.py"))


def origin_of_call(text: str) -> set[str | None]:
    """The origins of the callee of the last call of a text."""
    module = walked(text)
    index = list(module.indices([ast.Call]))[-1]
    node = module.nodes[index]
    assert isinstance(node, ast.Call)
    return set(module.frames[index].origins(node.func))


def test_every_node_is_visited_once_and_in_source_order() -> None:
    text = Path(ast.__file__).read_text(encoding="utf-8")
    module = walked(text)
    expected = [node for node in ast.walk(module.source.tree) if not isinstance(node, NOT_WALKED)]
    assert len(module.nodes) == len(set(module.nodes)) == len(expected)
    statements = [node.lineno for node in module.nodes if isinstance(node, ast.stmt)]
    assert statements == sorted(statements)


@pytest.mark.parametrize(
    "text",
    [
        "x = " + " + ".join(["a"] * 800),
        "if a:\n    b\n" + "".join(f"elif a == {n}:\n    b({n})\n" for n in range(500)),
        "x = b" + ".a()" * 300,
    ],
    ids=["sum of 800 terms", "elif of 500 branches", "chain of 300 calls"],
)
def test_deep_code_is_walked_without_recursion(text: str) -> None:
    assert walked(text).nodes


def test_positions_are_code_points_not_bytes() -> None:
    source = Source('текст = "эмодзи 🎉"; print(текст)\n', "a.py")
    call = next(node for node in ast.walk(source.tree) if isinstance(node, ast.Call))
    assert source.segment(call) == "print(текст)"
    assert source.span(call)[:2] == (1, 20)


@pytest.mark.parametrize(
    ("text", "origins"),
    [
        ("print()", {"builtins.print"}),
        ("import logging as L\nL.info()", {"logging.info"}),
        ("from logging import info as i\ni()", {"logging.info"}),
        ("from . import log\nlog.info()", {".log.info"}),
        ("import os.path\nos.path.join()", {"os.path.join"}),
        ("def print(): ...\nprint()", {None}),
        ("def f(print):\n    print()", {None}),
        ("def f():\n    print()\n    print = 1", {None}),
        ("p = print\np()", {"builtins.print"}),
        ("print = log\nprint = 1\ndel print\nprint()", {None}),
        ("import sys\nout = sys.stdout\nout.write()", {"sys.stdout.write"}),
        ("if a:\n    from x import f\nelse:\n    from y import f\nf()", {"x.f", "y.f"}),
        ("try:\n    from x import print\nexcept ImportError:\n    pass\nprint()", {"x.print", "builtins.print"}),
        ("from x import f\nf = g\nf()", {None}),
        ("def set_up():\n    global f\n    from x import f\ndef use():\n    f()", {"x.f"}),
        ("[print() for print in x]", {None}),
        ("(lambda print: print())(1)", {None}),
        ("class A:\n    def print(self): ...\n    def m(self):\n        print()", {"builtins.print"}),
        ("for x in y:\n    print()\n    print = 1", {None}),
        ("with a:\n    from x import f\nf()", {"x.f"}),
        ("match a:\n    case [print]:\n        print()", {None}),
    ],
)
def test_a_name_resolves_to_where_it_comes_from(text: str, origins: set[str | None]) -> None:
    assert origin_of_call(text) == origins


def test_loops_and_handlers_end_at_functions() -> None:
    module = walked(
        "for a in b:\n    try:\n        x()\n    except E:\n        y()\n        def f():\n            z()\n"
    )
    places = {module.nodes[i].func.id: module.frames[i] for i in module.indices([ast.Call])}  # type: ignore[attr-defined]
    assert places["x"].loop is not None
    assert places["x"].handler is None
    assert places["y"].handler is not None
    assert places["z"].loop is None
    assert places["z"].handler is None


@pytest.mark.parametrize(
    ("data", "reason", "line"),
    [
        (b"x = (\n", "does not parse", 1),
        (b"\xff\xfe\n", "not valid utf-8", 1),
        (b"x\n\ny\n\xff\n", "not valid utf-8: byte 0xff", 4),
        (b"x\ny\0\n", "null bytes", 2),
        (b"# coding: klingon\n", "encoding", 1),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_where(data: bytes, reason: str, line: int) -> None:
    with pytest.raises(SourceError, match=reason) as caught:
        Source.from_bytes(data, "a.py")
    assert caught.value.line == line


def test_nesting_beyond_the_parser_is_an_error_of_the_file() -> None:
    with pytest.raises(SourceError):
        Source("(" * 5000 + ")" * 5000, "a.py")


def test_the_views_of_a_place_are_those_whose_frame_is_there() -> None:
    """In source order, though the frames of views need not be in that order."""
    module = walked(
        "import logging\nlog = logging.getLogger()\n"
        "f(a and log.info(1), log.info(2))\nif a:\n    log.info(3)\n    g = lambda: log.info(4)\nlog.info(5)\n"
    )

    def said(frame: Frame, *, nested: bool = False) -> list[object]:
        calls = module.views_in(LogCall, frame, nested=nested)
        return [call.message.value for call in calls if isinstance(call.message, ast.Constant)]

    frames = {type(frame.node): frame for frame in module.frames}
    assert said(module.body) == [1, 2, 3, 5]
    assert said(module.body, nested=True) == [1, 2, 3, 4, 5]
    assert said(frames[ast.BoolOp]) == [1]
    assert said(frames[ast.If], nested=True) == [3, 4]
    assert said(frames[ast.Lambda]) == [4]
    for node, call in module.views_by_node(LogCall).items():
        assert call.node is node
