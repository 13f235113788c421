"""Text expressions as streams. Only what is written in an unusual way is read with libcst, which takes time to load."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._pieces import VALUE_MARK, Unit
from flake8_foundry_logging.codemods._plain_texts import read_plain
from flake8_foundry_logging.codemods.kit import Refused

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods._pieces import Stream

__all__ = ["read"]


def read(source: str) -> Stream:
    """The stream of an expression; one value if there is no literal text in it.

    Raises:
        Refused: a format that cannot be read as it stands, bytes, or an expression that libcst does not parse.
    """
    try:
        stream = read_plain(source)
    except KeyError as error:
        raise Refused("unreadable-expression") from error
    if stream is None:
        from flake8_foundry_logging.codemods import _literals

        return _literals.read(source)
    if any(isinstance(piece, Unit) and VALUE_MARK in piece.cooked for piece in stream):
        raise Refused("unreadable-expression")
    return stream
