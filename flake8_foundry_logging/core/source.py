"""The text of a file, its tree, and positions in code points."""

from __future__ import annotations

import ast
import io
import tokenize
import warnings
from functools import cached_property
from typing import NamedTuple

from flake8_foundry_logging.core.layout import layout_of

__all__ = ["Source", "SourceError", "Span"]


class SourceError(Exception):
    """A file that cannot be checked.

    Attributes:
        reason: one clause for a person, without the path.
        line: where, from 1; 0 if the whole file is meant.
    """

    def __init__(self, reason: str, *, line: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


class Span(NamedTuple):
    """A stretch of text: lines from 1, columns from 0 in code points, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Source:
    """A parsed file.

    Args:
        text: the decoded text, without a byte order mark; line ends as they are in the file.
        path: how messages and path options name the file.
        tree: its tree if somebody (flake8) has parsed it already.

    Raises:
        SourceError: the text does not parse.
    """

    def __init__(self, text: str, path: str, *, tree: ast.Module | None = None) -> None:
        self.text = text
        self.path = path
        self.tree = parse(text) if tree is None else tree

    @classmethod
    def from_bytes(cls, data: bytes, path: str) -> Source:
        """Decode by byte order mark or coding line (UTF-8 otherwise) and parse.

        Raises:
            SourceError: unknown encoding, undecodable bytes, null bytes or a syntax error.
        """
        return cls(decode(data)[0], path)

    @cached_property
    def lines(self) -> list[str]:
        """The physical lines with their ends, split as the compiler splits them (never at form feeds or U+2028)."""
        return list(io.StringIO(self.text, newline=""))

    @cached_property
    def offsets(self) -> list[int]:
        """The offset of each line's first character in ``text``, in code points."""
        offsets, total = [], 0
        for line in self.lines:
            offsets.append(total)
            total += len(line)
        offsets.append(total)
        return offsets

    def column(self, line: int, utf8_column: int) -> int:
        """The column in code points of an ``ast`` column, which counts UTF-8 bytes."""
        if not 0 < line <= len(self.lines):
            return utf8_column
        text = self.lines[line - 1]
        if text.isascii():
            return utf8_column
        return len(text.encode("utf-8", "surrogatepass")[:utf8_column].decode("utf-8", "ignore"))

    def span(self, node: ast.AST) -> Span:
        """The place of a node; a node without a position is line 1, column 0."""
        line = getattr(node, "lineno", 1)
        end_line = getattr(node, "end_lineno", None) or line
        start = self.column(line, getattr(node, "col_offset", 0))
        end = getattr(node, "end_col_offset", None)
        return Span(line, start, end_line, start if end is None else self.column(end_line, end))

    def offset(self, line: int, column: int) -> int:
        """The offset in ``text`` of a line (from 1) and a column (from 0), both in code points."""
        return self.offsets[line - 1] + column

    def segment(self, node: ast.AST) -> str:
        """The exact text of a node, as it stands in the file."""
        span = self.span(node)
        return self.text[self.offset(span.line, span.column) : self.offset(span.end_line, span.end_column)]

    @cached_property
    def tokens(self) -> tuple[tokenize.TokenInfo, ...]:
        """All tokens, comments among them, columns in code points; empty where the tokeniser gives up."""
        try:
            return tuple(tokenize.generate_tokens(io.StringIO(self.text).readline))
        except (tokenize.TokenError, SyntaxError):
            return ()

    @cached_property
    def comments(self) -> dict[int, str]:
        """The comment of each line that has one, with its ``#``."""
        if "#" not in self.text:
            return {}
        return {line: comment.text for line, comment in layout_of(self.text).comments.items()}


def decode(data: bytes) -> tuple[str, str]:
    """The text of a Python file and its encoding as ``tokenize`` names it (``utf-8-sig`` where a mark was cut).

    Raises:
        SourceError: unknown encoding, bytes that it cannot decode, or null bytes.
    """
    if b"\0" in data:
        raise SourceError("it contains null bytes", line=data[: data.index(b"\0")].count(b"\n") + 1)
    encoding = "utf-8"
    try:
        try:
            encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        except SyntaxError:
            data.decode("utf-8")  # says which byte, where tokenize only says that there is one
            raise
        return data.decode(encoding), encoding
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SourceError(f"it is not valid {encoding}: byte 0x{data[error.start]:02x}", line=line) from error
    except (SyntaxError, LookupError) as error:
        raise SourceError(f"its encoding is not usable: {error}", line=1) from error


def parse(text: str) -> ast.Module:
    """The tree of a text.

    Raises:
        SourceError: it does not parse, or nests deeper than the parser allows.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except SyntaxError as error:
        raise SourceError(f"it does not parse: {error.msg}", line=error.lineno or 0) from error
    except (RecursionError, MemoryError) as error:
        raise SourceError("it nests deeper than Python's parser allows") from error
    except ValueError as error:
        raise SourceError(f"it does not parse: {error}") from error
