"""How a call is laid out on lines: on one where it fits, else as black and ruff would, the literals' own lines kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_foundry_logging.core.source import Source

__all__ = ["laid_out", "line_length"]

USUAL = (88, 100, 120)
"""Lengths that projects agree upon, in characters."""
PEP8 = 79
NEARLY = range(71, PEP8 + 1)
EVIDENCE = 5
"""So many lines that nearly reach PEP 8's length, and none that is longer, show that a file keeps to it."""
TOLERATED = 100
"""One line of so many may be longer than what was agreed upon."""


def line_length(source: Source) -> int:
    """The longest line that a file allows itself, in characters, by those that it has; 120 at most."""
    lengths = [len(line.rstrip()) for line in source.lines]
    longest = max(lengths, default=0)
    if longest <= PEP8 and sum(length in NEARLY for length in lengths) >= EVIDENCE:
        return PEP8
    tolerated = len(lengths) // TOLERATED
    return next((usual for usual in USUAL if sum(length > usual for length in lengths) <= tolerated), USUAL[-1])


def laid_out(
    head: str,
    text: str,
    pieces: Sequence[str],
    rest: Sequence[str],
    *,
    indent: str,
    width: int,
    several_lines: bool = False,
    exploded: bool = False,
) -> str:
    """A call from its name to its last parenthesis.

    Args:
        head: the name with the opening parenthesis.
        text: the source of the message.
        pieces: the same as the literals it is made of, to stand on a line each where one line is too long.
        rest: the sources of the other arguments.
        indent: the white space before the statement.
        width: the longest line, in characters.
        several_lines: the call stood on several lines before.
        exploded: it had an argument a line, with a comma behind the last.
    """
    one = f"{head}{', '.join([text, *rest])})"
    if not exploded and _fits(f"{indent}{one}", width):
        return one
    inner = f"{indent}\t" if indent.endswith("\t") else f"{indent}    "
    if not rest:
        lines = [text] if len(pieces) == 1 or _fits(f"{inner}{text}", width) else pieces
        hangs = several_lines or len(lines) > 1 or _fits(f"{inner}{text}", width)
        joined = f"\n{inner}".join(lines)
        return f"{head}\n{inner}{joined}\n{indent})" if hangs else one
    together = f"{inner}{', '.join([text, *rest])}"
    if not exploded and "\n" not in together and _fits(together, width):
        return f"{head}\n{together}\n{indent})"
    message = text if _fits(f"{inner}{text},", width) else f"\n{inner}".join(pieces)
    return f"{head}\n{inner}" + f",\n{inner}".join([message, *rest]) + f",\n{indent})"


def _fits(text: str, width: int) -> bool:
    return all(len(line) <= width for line in text.splitlines())
