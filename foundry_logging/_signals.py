"""
A signal that would end the process at once lets the waiting records be written first.

Only where nobody else has a say: a handler of the program's own stays, and ends the program in an orderly way, which
writes them too. The signal then does what it would have done without us.
"""

from __future__ import annotations

import os
import signal
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType

    from ._runtime import Runtime

ENDING = ("SIGTERM", "SIGHUP")  # those that end a process by their default, and that somebody sends to services


class Signals:
    """The handlers that ``configure(write="background")`` puts where there are none, and ``shutdown()`` takes away."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._handler = self._end  # one object, to be known again

    def put(self) -> None:
        """Put the handler where the default is. Only the main thread may; elsewhere nothing happens."""
        self._replace(signal.SIG_DFL, self._handler)

    def remove(self) -> None:
        """Put the default back where the handler still is."""
        self._replace(self._handler, signal.SIG_DFL)

    def _replace(self, old: object, new: signal._HANDLER) -> None:
        if threading.current_thread() is not threading.main_thread():
            return
        for name in ENDING:
            number = getattr(signal, name, None)  # Windows has no SIGHUP
            if number is not None and signal.getsignal(number) is old:
                signal.signal(number, new)

    def _end(self, number: int, frame: FrameType | None) -> None:
        self._runtime.drain()
        if signal.getsignal(number) is self._handler:  # else somebody has put his own in front, and called this one
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)
