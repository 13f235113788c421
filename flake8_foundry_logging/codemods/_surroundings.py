"""Prints that are not messages: data, prompts, menus, tables, progress."""

from __future__ import annotations

import ast
import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from flake8_foundry_logging.codemods._keys import key_of
from flake8_foundry_logging.codemods._levels import has_words, signal_of
from flake8_foundry_logging.codemods._pieces import VALUE_MARK, Value, cooked
from flake8_foundry_logging.codemods.kit import Refused
from flake8_foundry_logging.core.handler import Handler
from flake8_foundry_logging.core.wording import TRANSLATORS
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods._pieces import Stream
    from flake8_foundry_logging.core.frame import Frame
    from flake8_foundry_logging.core.source import Source

__all__ = [
    "group_refusal",
    "leaves_line_open",
    "printed_by",
    "product_refusal",
    "require_message",
    "shows_text",
    "value_refusal",
]

DUMPERS = frozenset(
    [
        "dump",
        "dumps",
        "safe_dump",
        "to_json",
        "to_csv",
        "to_string",
        "to_markdown",
        "to_html",
        "to_yaml",
        "to_xml",
        "model_dump_json",
        "tostring",
        "tabulate",
        "format_help",
        "format_usage",
        "get_string",
        "pformat",
        "prettify",
        "pretty",
        "render",
    ]
)
"""Calls that make the program's output."""
QUESTIONS = ("input", "getpass", "raw_input")
SOON = 4
"""Statements between an introduction and the question that it leads to."""
TEXT_NAMES = frozenset(
    (
        *("value", "message", "msg", "text", "txt", "line", "lines", "output", "out", "string", "usage", "banner"),
        *("content", "contents", "report", "help", "doc", "header", "join", "strip", "rstrip", "title", "summary"),
    )
)
"""Keys of what is itself the text to be read, and of what has no name: neither says what happened."""
USAGE = re.compile(r"\s*(?:usage|использование|examples?|пример|options|arguments)\s*:", re.IGNORECASE)
RESULT = re.compile(rf"\s*{VALUE_MARK}\s*\w*\s*")
"""A value and at most its unit: ``12.5 seconds``."""
TEMPLATE_NAMES = frozenset(("fmt", "format", "template", "tmpl", "pattern", "format_string", "line_format"))

OPTION = re.compile(r"\s*(?:\d{1,2}\s?[.)]|\[\w\]|\(\w\)|[a-zA-Zа-яА-Я]\))\s+\S|\s*\d\ufe0f?\u20e3")
"""A line of a menu: ``1. Start``, ``[q] Quit``."""
ALIGNED = re.compile(r"\A(?:.?[<>^=][-+ ]?#?0?\d|[-+ ]?#?[1-9])")
"""A format spec that pads to a column."""
ENDS = ("end=", "end =")
"""One of these stands in a file that writes lines piece by piece; looked for first, because it is quick."""
ALIGNING_METHODS = frozenset(("ljust", "rjust", "center", "expandtabs"))


def value_refusal(value: Value, *, script: bool) -> str:
    """Why a print of nothing but a value is left: the program's output, a format, a choice; empty if it is not."""
    node = value.node
    while isinstance(node, ast.Await):
        node = node.value
    if isinstance(node, ast.IfExp):
        return "conditional-message"
    if isinstance(node, ast.Lambda):  # a logger would call it
        return "dynamic-message"
    if isinstance(node, ast.Call):
        tail = _tail(node.func)
        if tail == "format" and isinstance(node.func, ast.Attribute):
            return "dynamic-format"
        if tail in TRANSLATORS:
            return "dynamic-message"
        if tail in DUMPERS:
            return "data-on-stdout"
        if any(_holds_sentence(argument) for argument in node.args):
            return "dynamic-message"
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        is_format = isinstance(node.right, (ast.Tuple, ast.Dict)) or _tail(node.left).lower() in TEMPLATE_NAMES
        if is_format or _tail(node.left).isupper():
            return "dynamic-format"
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        return "dynamic-message"
    return "data-on-stdout" if script else ""


def product_refusal(stream: Stream, frame: Frame) -> str:
    """Why a print of a program is what it was called for: its usage, a ``print_...`` function, a result with its unit.

    Only what tells of no trouble.
    """
    text = cooked(stream)
    if signal_of(text).level not in (None, "info"):
        return ""
    function = frame.function
    if USAGE.match(text) or (function is not None and words(function.name)[:1] == ("print",)):
        return "data-on-stdout"
    values = [piece.node for piece in stream if isinstance(piece, Value)]
    computed = len(values) == 1 and isinstance(values[0], ast.Call) and not key_of(values[0]).endswith("_count")
    return "data-on-stdout" if computed and RESULT.fullmatch(text) else ""


def require_message(stream: Stream, frame: Frame) -> None:
    """Ask for something to say: a word, or values whose names can stand for one (``print(count, total)``).

    A name does not, where it stands for a text that is to be read itself.

    Raises:
        Refused: ``dynamic-message``.
    """
    text = cooked(stream)
    if has_words(text) or not stream:
        return
    nodes = [piece.node for piece in stream if isinstance(piece, Value)]
    if text.replace(VALUE_MARK, "").strip(", ") or not nodes:
        raise Refused("dynamic-message")
    if len(nodes) == 1:
        named = not (_is_text_name(nodes[0]) or _is_built_text(nodes[0], frame))
    else:
        named = all(isinstance(node, (ast.Name, ast.Attribute)) and len(key_of(node)) > 1 for node in nodes)
    if not named:
        raise Refused("dynamic-message")


def _is_built_text(node: ast.expr, frame: Frame) -> bool:
    """Whether a name is bound to nothing but texts that were put together."""
    if not isinstance(node, ast.Name):
        return False
    values = [binding.value for binding in frame.bindings(node.id)]
    return bool(values) and all(value is not None and _builds_sentence(value) for value in values)


def _builds_sentence(node: ast.expr) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and " " in node.value.strip()
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Constant)
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Mod)):
        return any(isinstance(s, ast.JoinedStr) or _builds_sentence(s) for s in (node.left, node.right))
    return isinstance(node, ast.JoinedStr)


def _holds_sentence(node: ast.expr) -> bool:
    """Whether a literal text of several words stands in an expression: ``dedent("...")``, ``shout("no such file")``."""
    return any(
        isinstance(inner, ast.Constant) and isinstance(inner.value, str) and len(inner.value.split()) > 1
        for inner in ast.walk(node)
    )


# -- neighbours --------------------------------------------------------------------------------------------------------


def group_refusal(call: ast.Call, frame: Frame, stream: Stream, *, heads: ast.Call | None = None) -> str:
    """Why a print belongs to something that is read as a whole on the terminal; empty if it stands for itself.

    Args:
        call: the print.
        frame: its frame.
        stream: what it says.
        heads: the print behind it, if both become one call.
    """
    if frame.module.once(_writes_pieces, frame.module.source) and _closes_a_line(call, frame):
        return "progress"
    around = _around(frame)
    neighbours = [other for other in (around.before, around.after) if other is not None and other is not heads]
    if (around.behind is not None and _asks(around.behind)) or _is_conversation(frame):
        return "prompt"
    if any(shows_text(other, frame) for other in neighbours):
        return "data-on-stdout"
    if OPTION.match(cooked(stream)) and any(map(_is_option, neighbours)):
        return "menu"
    if _is_table_row(stream):
        return "table"
    if _aligned_places(stream) and any(map(_pads, neighbours)):
        return "table"
    return ""


class _Around(NamedTuple):
    """What stands around a statement: the prints right before and behind it, and what follows their run."""

    before: ast.Call | None
    after: ast.Call | None
    behind: ast.stmt | None


def _around(frame: Frame) -> _Around:
    statement = frame.statement
    assert statement.parent is not None
    assert isinstance(statement.node, ast.stmt)
    return frame.module.once(_runs_of_prints, (statement.parent, statement.part))[statement.node]


def _runs_of_prints(block: tuple[Frame, str]) -> dict[ast.stmt, _Around]:
    """Each statement of a block with its surroundings; found once for all of them."""
    statements: list[ast.stmt] = getattr(block[0].node, block[1])
    around: dict[ast.stmt, _Around] = {}
    after: ast.Call | None = None
    behind: ast.stmt | None = None
    for index in range(len(statements) - 1, -1, -1):
        statement = statements[index]
        around[statement] = _Around(printed_by(statements[index - 1]) if index else None, after, behind)
        after = printed_by(statement)
        behind = behind if after is not None else statement
    return around


def printed_by(statement: ast.stmt) -> ast.Call | None:
    """The call, if a statement is a print."""
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        return statement.value if _tail(statement.value.func) in ("print", "rprint") else None
    return None


def _asks(statement: ast.stmt) -> bool:
    """Whether a statement waits for the user's answer: ``x = input()``, ``while input() ...``."""
    head = statement.test if isinstance(statement, (ast.If, ast.While)) else statement
    if isinstance(statement, (ast.For, ast.With, ast.Try, ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)):
        return isinstance(statement, ast.Try) and bool(statement.body) and _asks(statement.body[0])
    return any(isinstance(node, ast.Call) and _tail(node.func) in (*QUESTIONS, "readline") for node in ast.walk(head))


def _is_conversation(frame: Frame) -> bool:
    """Whether the user is asked soon, or again and again by a loop around: what is printed belongs to the talk."""
    module = frame.module
    if any(
        (isinstance(outer.node, ast.While) and module.once(_asks_inside, outer.node))
        or (isinstance(outer.node, ast.If) and module.once(_asks_inside, outer.node.test))
        for outer in frame.outward_in_function()
    ):
        return True
    statement = frame.statement
    if statement.parent is None or Handler.around(frame) is not None:
        return False
    return statement.node in module.once(_lead_to_questions, (statement.parent, statement.part))


def _asks_inside(node: ast.AST) -> bool:
    defined = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return not isinstance(node, defined) and any(
        isinstance(inner, ast.Call) and _tail(inner.func) in QUESTIONS for inner in ast.walk(node)
    )


def _lead_to_questions(block: tuple[Frame, str]) -> set[ast.stmt]:
    """The statements of a block behind which the user is asked before long."""
    statements: list[ast.stmt] = getattr(block[0].node, block[1])
    asking = [index for index, statement in enumerate(statements) if _asks_inside(statement)]
    return {statement for index in asking for statement in statements[max(index - SOON, 0) : index]}


def shows_text(call: ast.Call, frame: Frame) -> bool:
    """Whether another print puts a text out as it is: what stands beside it is its heading."""
    shown = call.args[0] if len(call.args) == 1 and not call.keywords else None
    if isinstance(shown, ast.Call):
        return _tail(shown.func) in DUMPERS
    return isinstance(shown, ast.Name) and (_is_text_name(shown) or _is_built_text(shown, frame))


def _is_text_name(node: ast.expr) -> bool:
    return key_of(node).strip("_").rpartition("_")[2] in TEXT_NAMES


def _is_option(call: ast.Call) -> bool:
    first = call.args[0] if call.args else None
    if isinstance(first, ast.JoinedStr):
        first = first.values[0] if first.values else None
    return isinstance(first, ast.Constant) and isinstance(first.value, str) and bool(OPTION.match(first.value))


def _is_table_row(stream: Stream) -> bool:
    """Whether values are padded to columns with no more than that between, or bars and tabs stand between them."""
    text = cooked(stream)
    padded = _aligned_places(stream)
    bars = text.count(" | ") > 1 or text.strip().count("\t") > 1
    return padded > 1 or bars or (padded == 1 and not has_words(text))


def _aligned_places(stream: Stream) -> int:
    return sum(
        bool(piece.spec and ALIGNED.search(piece.spec)) or _uses_aligning_method(piece.node)
        for piece in stream
        if isinstance(piece, Value)
    )


def _pads(call: ast.Call) -> bool:
    """Whether another print pads a value to a column."""
    for node in ast.walk(call):
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            parts = [v.value for v in ast.walk(node.format_spec) if isinstance(v, ast.Constant)]
            if ALIGNED.search("".join(map(str, parts))):
                return True
        if isinstance(node, ast.expr) and _uses_aligning_method(node):
            return True
    return False


def _uses_aligning_method(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ALIGNING_METHODS


def _writes_pieces(source: Source) -> bool:
    return any(end in source.text for end in ENDS)


def _closes_a_line(call: ast.Call, frame: Frame) -> bool:
    """Whether the print that runs before this one may have left its line open (``end=""``)."""
    mine = list(frame.outward())
    prints = frame.module.once(_prints_below, frame.scope.owner.body)
    for index in range(bisect_left(prints, _position(call), key=lambda each: _position(each[0])) - 1, -1, -1):
        other, other_frame = prints[index]
        if not _exclusive(mine, other_frame):
            return leaves_line_open(other)
    return False


def _prints_below(body: Frame) -> list[tuple[ast.Call, Frame]]:
    """The prints of a function, in source order."""
    prints = [
        (node, frame)
        for node, frame in body.nodes(ast.Call)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    return sorted(prints, key=lambda each: _position(each[0]))


def _position(call: ast.Call) -> tuple[int, int]:
    return call.lineno, call.col_offset


def _exclusive(mine: list[Frame], other: Frame) -> bool:
    """Whether two places stand in different branches of one statement."""
    parts = {frame.parent: frame.part for frame in mine}
    for frame in other.outward():
        if frame.parent in parts and frame.parent is not None:
            branching = isinstance(frame.parent.node, (ast.If, ast.Try, ast.Match))
            return branching and parts[frame.parent] != frame.part
    return False


def leaves_line_open(call: ast.Call) -> bool:
    """Whether a print ends in something else than a line break."""
    for keyword in call.keywords:
        if keyword.arg == "end" and not (isinstance(keyword.value, ast.Constant) and keyword.value.value is None):
            value = keyword.value
            ends = isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value.endswith("\n")
            return not ends
    return False


def _tail(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
