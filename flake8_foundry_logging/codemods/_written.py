"""What an output call writes: its text and values, and where they go."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._levels import has_words
from flake8_foundry_logging.codemods._pieces import Stream, Value, cooked, made
from flake8_foundry_logging.codemods._surroundings import leaves_line_open
from flake8_foundry_logging.codemods._texts import read
from flake8_foundry_logging.codemods.kit import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_foundry_logging.core.frame import Frame
    from flake8_foundry_logging.core.source import Source

__all__ = ["Written", "written_by"]

STDERR = frozenset(("sys.stderr", "sys.__stderr__"))
STDOUT = frozenset(("sys.stdout", "sys.__stdout__"))
HARMLESS = (ast.Constant, ast.Name, ast.Attribute)
"""Arguments that may go away without anything being missed."""
PLACEHOLDER = re.compile(r"%[srdif](?!\w)|%\.\d+f|\{\}")
PRESENTATION = frozenset(("indent", "width", "depth", "compact", "sort_dicts", "underscore_numbers"))
"""How pprint lays out what a field holds as it is."""


@dataclass(frozen=True, slots=True)
class Written:
    """What an output call writes.

    Attributes:
        stream: the text and values.
        stderr: it goes to standard error.
        pretty: it is a pprint: what it shows is looked at while debugging.
        markup: rich reads markup in it.
    """

    stream: Stream
    stderr: bool = False
    pretty: bool = False
    markup: bool = False

    @property
    def says_nothing(self) -> bool:
        """Whether it only moves or decorates the terminal: an empty line, a ruler, an emoji."""
        return not any(isinstance(piece, Value) for piece in self.stream) and not has_words(cooked(self.stream))


def written_by(node: ast.Call, frame: Frame, source: Source) -> Written:
    """What a print, a pprint or a stream's write writes.

    Raises:
        Refused: it cannot be told, or it is a part of a line, or goes elsewhere.
    """
    if any(isinstance(argument, ast.Starred) for argument in node.args) or any(k.arg is None for k in node.keywords):
        raise Refused("star-arguments")
    origins = {origin for origin in frame.origins(node.func) if origin}
    names = {origin.rpartition(".")[2] for origin in origins}
    if names & {"write", "writelines"}:
        return _stream_write(node, source, names, stderr=any(o.startswith(tuple(STDERR)) for o in origins))
    if names & {"pprint", "pp"}:
        return _pprint(node, frame, source)
    return replace(_print(node, frame, source), markup="rich.print" in origins)


def _print(node: ast.Call, frame: Frame, source: Source) -> Written:
    keywords = {keyword.arg: keyword.value for keyword in node.keywords}
    separator = keywords.pop("sep", None)
    between_texts = _constant_text(separator, " ", "dynamic-separator")
    if leaves_line_open(node):
        raise Refused("progress")
    keywords.pop("end", None)
    stderr = _goes_to_stderr(keywords.pop("file", None), frame)
    if not all(isinstance(value, HARMLESS) for value in keywords.values()):
        raise Refused("side-effects")
    if len(node.args) > 1 and any(_awaits_format(argument) for argument in node.args):
        raise Refused("placeholder-mismatch")
    return Written(_joined([source.segment(a) for a in node.args], between_texts), stderr=stderr)


def _awaits_format(node: ast.expr) -> bool:
    """Whether a literal holds the placeholders of a format that was never applied: ``print("%s is up", name)``."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(PLACEHOLDER.search(node.value))


def _joined(sources: Sequence[str], separator: str) -> Stream:
    """The streams of several expressions with a separator between, their literals numbered through."""
    stream: Stream = []
    number = 0
    for source in sources:
        if stream or number:
            stream += made(separator, number)
        pieces = read(source)
        stream += [replace(piece, number=piece.number + number) for piece in pieces]
        number = max((piece.number for piece in stream), default=number) + 1
    return stream


def _constant_text(node: ast.expr | None, default: str, code: str) -> str:
    if node is None or (isinstance(node, ast.Constant) and node.value is None):
        return default
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    raise Refused(code)


def _goes_to_stderr(node: ast.expr | None, frame: Frame) -> bool:
    if node is None or (isinstance(node, ast.Constant) and node.value is None):
        return False
    origins = frame.origins(node)
    if origins <= STDERR:
        return True
    if origins <= STDOUT:
        return False
    raise Refused("file-argument")


def _pprint(node: ast.Call, frame: Frame, source: Source) -> Written:
    keywords = {keyword.arg: keyword.value for keyword in node.keywords}
    stderr = _goes_to_stderr(keywords.pop("stream", None), frame)
    shown = keywords.pop("object", None) if not node.args else node.args[0]
    if shown is None or len(node.args) > 1 or not keywords.keys() <= PRESENTATION:
        raise Refused("dynamic-format")
    return Written(read(source.segment(shown)), stderr=stderr, pretty=True)


def _stream_write(node: ast.Call, source: Source, names: set[str], *, stderr: bool) -> Written:
    if len(node.args) != 1 or node.keywords or "writelines" in names:
        raise Refused("dynamic-message")
    stream = read(source.segment(node.args[0]))
    if not any(not isinstance(piece, Value) for piece in stream):
        raise Refused("dynamic-message")
    if not cooked(stream).endswith("\n"):
        raise Refused("progress")
    return Written(stream, stderr=stderr)
