"""Text expressions read with libcst, which is loaded for the first of them: most runs have none to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods._pieces import Stream

__all__ = ["read"]


def read(source: str) -> Stream:
    """The stream of an expression; one value if there is no literal text in it.

    Raises:
        Refused: a format that cannot be read as it stands, bytes, or an expression that libcst does not parse.
    """
    from flake8_foundry_logging.codemods import _literals

    return _literals.read(source)
