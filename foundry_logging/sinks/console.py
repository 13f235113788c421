"""The console is stderr, never stdout: programs speak protocols there."""

from __future__ import annotations

import os
import sys
from threading import get_ident
from types import MappingProxyType
from typing import TYPE_CHECKING

from structlog.dev import ConsoleRenderer

from .ledger import Counted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TextIO

    from .ledger import Ledger

_STYLES = ConsoleRenderer.get_default_level_styles()
STYLES: Mapping[str, str] = MappingProxyType(
    {level: _STYLES[level] for level in ("debug", "info", "warning", "error", "critical")}
)
"""The colour of each level: structlog's own, so that a terminal with both looks like one program."""


def wants_color(stream: TextIO | None, environ: Mapping[str, str] = os.environ) -> bool:
    """Whether to colour: FORCE_COLOR and NO_COLOR decide (not empty; NO_COLOR wins), then whether it is a terminal."""
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR"):
        return True
    try:
        return stream is not None and stream.isatty()
    except Exception:  # closed, or something else that was put there
        return False


class ConsoleSink(Counted):
    """Writes finished text to whatever ``sys.stderr`` is at that moment."""

    name = "console"

    def __init__(self, ledger: Ledger) -> None:
        super().__init__()
        self._ledger = ledger
        self._writing: set[int] = set()  # threads inside write(): a stderr that logs must not call itself for ever

    def write(self, text: str) -> None:
        """Write the text, which ends with a newline. It never raises; without a stderr it does nothing."""
        stream = sys.stderr
        thread = get_ident()
        if stream is None or thread in self._writing:
            return
        self._writing.add(thread)
        try:
            stream.write(text)
            stream.flush()
        except Exception as error:  # a replaced stderr may raise anything
            self.failed += 1
            self._ledger.sink_failed(self.name, error)
        else:
            self.written += 1
            self.bytes += len(text.encode("utf-8", "replace"))
        finally:
            self._writing.discard(thread)

    def forget_threads(self) -> None:
        """In the child of a fork: the threads that were writing do not exist there."""
        self._writing.clear()
