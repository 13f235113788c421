"""
Errors that nobody caught, and warnings: what Python would only print becomes a record.

The traceback stands in that record, and the record on the console; so Python's own printing is left out. A hook that
somebody else has put there before is called afterwards, as it would have been without us.
"""

from __future__ import annotations

import sys
import threading
import warnings
from typing import TYPE_CHECKING, Any

from ._encode import safe_repr, safe_str
from ._origin import Origin
from .vocabulary.levels import LEVELS

if TYPE_CHECKING:
    from collections.abc import Callable

    from ._runtime import Runtime

WARNINGS = "py.warnings"
"""The logger of warnings, named as the standard library's own capture names it."""


class _Passing(threading.local):
    told = False  # this thread is on its way through the hooks of others, and Python need not print any more


class Hook:
    """A place of the interpreter, and our function in it, with the one that was there before behind it."""

    def __init__(
        self,
        owner: Any,
        name: str,
        tell: Callable[..., bool],
        *,
        is_default: Callable[[Any], bool],
        yields: Callable[[Any], bool] = lambda _: False,
    ) -> None:
        """
        Args:
            tell: what makes a record of the arguments; it returns whether Python need not print them any more.
            is_default: whether a function is Python's own.
            yields: whether a function brings us the same by another way, so that ours is not needed.
        """
        self._owner = owner
        self._name = name
        self._tell = tell
        self._is_default = is_default
        self._yields = yields
        self._passing = _Passing()
        self._ours: Callable[..., None] | None = None
        self._before: Callable[..., Any] | None = None

    def put(self) -> None:
        """Put our function there, unless it is there.

        One that somebody has wrapped meanwhile comes behind the new one and passes everything on: called twice, neither
        makes two records nor lets Python print what has been told.
        """
        now = getattr(self._owner, self._name)
        if now is not self._ours and not self._yields(now):
            self._ours, self._before = self._in_front_of(now), now
            setattr(self._owner, self._name, self._ours)

    def remove(self) -> None:
        """Put back what was there; where somebody has wrapped ours, it passes everything on from now on."""
        if self._ours is not None and getattr(self._owner, self._name) is self._ours:
            setattr(self._owner, self._name, self._before)
        self._ours = self._before = None

    def _in_front_of(self, before: Callable[..., Any]) -> Callable[..., None]:
        def ours(*args: Any, **kwargs: Any) -> None:
            passing = self._passing
            told_before = told = passing.told
            if ours is self._ours and not told:
                try:
                    told = self._tell(*args, **kwargs)
                except Exception:  # a hook that fails must not hide what it was called for
                    told = False
            if told and self._is_default(before):
                return
            passing.told = told
            try:
                before(*args, **kwargs)
            finally:
                passing.told = told_before

        return ours


class Hooks:
    """The hooks of the interpreter that ``configure()`` takes, and ``shutdown()`` gives back."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._hooks = (
            Hook(sys, "excepthook", self._uncaught, is_default=lambda hook: hook is sys.__excepthook__),
            Hook(threading, "excepthook", self._in_thread, is_default=lambda hook: hook is threading.__excepthook__),
            Hook(sys, "unraisablehook", self._unraisable, is_default=lambda hook: hook is sys.__unraisablehook__),
            Hook(
                warnings,
                "showwarning",
                self._warning,
                is_default=lambda hook: str(getattr(hook, "__module__", "")).endswith("warnings"),
                yields=lambda hook: getattr(hook, "__module__", "") == "logging",  # captureWarnings(True)
            ),
        )

    def put(self) -> None:
        """Take the hooks; those that we have already stay as they are."""
        for hook in self._hooks:
            hook.put()

    def remove(self) -> None:
        """Give back those that are still ours."""
        for hook in self._hooks:
            hook.remove()

    # -- what each of them tells --------------------------------------------------------------------------------------

    def _uncaught(self, kind: type[BaseException], error: BaseException | None, trace: object) -> bool:
        # at a prompt an error ends a line that somebody has typed, and no program
        if error is None or issubclass(kind, KeyboardInterrupt) or hasattr(sys, "ps1"):
            return False
        return self._error(LEVELS["critical"], self._runtime.texts.uncaught, error, {})

    def _in_thread(self, args: threading.ExceptHookArgs) -> bool:
        if issubclass(args.exc_type, SystemExit):
            return True  # a thread may end so
        if args.exc_value is None or issubclass(args.exc_type, KeyboardInterrupt):
            return False
        name = "?" if args.thread is None else args.thread.name
        return self._error(LEVELS["error"], self._runtime.texts.uncaught_in_thread, args.exc_value, {"thread": name})

    def _unraisable(self, args: sys.UnraisableHookArgs) -> bool:
        if args.exc_value is None or sys.is_finalizing():
            return False
        where = safe_repr(args.object)
        fields = {"source": where, **({"error_message": args.err_msg} if args.err_msg else {})}
        return self._error(LEVELS["error"], self._runtime.texts.unraisable, args.exc_value, fields)

    def _error(self, level: int, message: str, error: BaseException, fields: dict[str, Any]) -> bool:
        runtime = self._runtime
        shown = runtime.shown_on_console
        runtime.emit(
            runtime.channel("root"),
            level,
            {},
            message,
            (),
            {**fields, "exc_info": error},
            origin=Origin.of_error(error),
        )
        return runtime.shown_on_console > shown

    def _warning(
        self,
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: object = None,
        line: str | None = None,
    ) -> bool:
        if file is not None:  # to be printed there, not to be told
            return False
        self._runtime.emit(
            self._runtime.channel(WARNINGS),
            LEVELS["warning"],
            {"category": category.__name__, "file": filename, "line": lineno},
            safe_str(message),
            (),
            {},
            origin=Origin(filename, lineno, "?"),
        )
        return True
