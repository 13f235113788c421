"""Handlers of the standard library that write where our console does: a record is on a terminal once."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import logging


def shows(handler: logging.Handler) -> bool:
    """Whether the handler writes to standard error or output, by itself or through rich."""
    stream = _stream(handler)
    return stream is not None and any(
        stream is other for other in (sys.stderr, sys.stdout, sys.__stderr__, sys.__stdout__)
    )


def shows_beside_us(handler: logging.Handler) -> bool:
    """Whether who reads our console reads the handler too: standard error, or an output that is a terminal.

    An output that is a pipe has another reader, who would miss the record.
    """
    stream = _stream(handler)
    if stream is None or not shows(handler):
        return False
    if stream is sys.stderr or stream is sys.__stderr__:
        return True
    try:
        return bool(stream.isatty())
    except Exception:  # closed, or a stand-in that has no such method
        return False


def _stream(handler: logging.Handler) -> Any:
    return getattr(handler, "stream", None) or getattr(getattr(handler, "console", None), "file", None)
