"""What ``configure()`` and the ASGI middleware change in the process around us, and ``shutdown()`` puts back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._hooks import Hooks
from ._inward import Bridge
from ._signals import Signals

if TYPE_CHECKING:
    from ._runtime import Runtime


class Process:
    """The handler in the standard library's loggers, the interpreter's hooks, and the signals that would end us."""

    def __init__(self, runtime: Runtime) -> None:
        self._bridge = Bridge(runtime)
        self._hooks = Hooks(runtime)
        self._signals = Signals(runtime)
        self._runtime = runtime
        self._reached = False

    def reach(self) -> None:
        """Reach into the process; called again, mend what somebody has changed meanwhile."""
        self._reached = True
        self._bridge.attach()
        self._hooks.put()
        if self._runtime.may_lose:
            self._signals.put()
        else:
            self._signals.remove()

    def look_around(self, second: int) -> None:
        """Called with the records, now and then: see that our handler is still where ``reach`` has put it."""
        if self._reached:
            self._bridge.look_around(second)

    def release(self) -> None:
        """Put back what is still as we left it."""
        if self._reached:
            self._reached = False
            self._bridge.detach()
            self._hooks.remove()
            self._signals.remove()
