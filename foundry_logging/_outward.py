"""
Our records for the handlers of others: caplog, Sentry, OpenTelemetry, a stream handler on the root logger.

Nothing is done for a record as long as nobody listens, and whether somebody does is one comparison of lists.
"""

from __future__ import annotations

import json
import logging
import threading
from typing import TYPE_CHECKING, Any

from . import _record, _terminal
from ._encode import encode
from ._logrecord import scrub_record
from ._origin import Origin, logger_of, mark

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .sinks.ledger import Ledger


class _Telling(threading.local):
    active = False


_telling = _Telling()
_SILENT = logging.NullHandler()  # one for all: making a handler takes the lock of the logging module


class Listeners:
    """
    Who in the standard library hears the records of one logger.

    ``chain`` holds the lists of handlers of the logger and its parents, the very objects; ``known`` is what they held
    when nobody but us was in them, None while somebody is. So a handler that is added is noticed with the next record.
    What shows in no list (another parent, a list put in the place of another one, a patched ``callHandlers``) is looked
    for once in every ``second``.
    """

    __slots__ = ("_logger", "_look_around", "_name", "chain", "known", "second")

    def __init__(self, name: str, look_around: Callable[[int], None]) -> None:
        self._name = name
        self._look_around = look_around  # the other direction wants to be looked after as well
        self._logger: logging.Logger | None = None
        self.chain: tuple[list[logging.Handler], ...] = ()
        self.known: tuple[list[logging.Handler], ...] | None = None
        self.second = -1

    def tell(
        self,
        second: int,
        level: int,
        text: str,
        fields: Mapping[str, Any],
        controls: Mapping[str, Any],
        stack: object,
        origin: Origin | None,
        ledger: Ledger,
        *,
        shown: bool,
    ) -> None:
        """Give a record that is finished and redacted to those who listen, if there are any. It never raises.

        Args:
            second: the moment, in whole seconds since 1970.
            stack: what ``stack_info`` asked for, as a redacted text; None when it did not.
            origin: None: whoever called the logger.
            shown: whether our console shows the record, so that nobody else need show it there.
        """
        try:
            if second != self.second or self.known is not None:
                self._look(second)
            # a handler that logs would hear itself for ever
            if self.known is None and not _telling.active and (origin is None or not origin.foreign):
                _telling.active = True
                try:
                    record = self._record(level, text, fields, controls, stack, origin)
                    if record is not None:
                        self._hand_over(record, shown=shown)
                finally:
                    _telling.active = False
        except Exception as error:
            ledger.sink_failed("logging", error)

    def _look(self, second: int) -> None:
        self._look_around(second)
        if self._logger is None:
            self._logger = logger_of(self._name)
        chain = []
        logger: logging.Logger | None = self._logger
        while logger is not None:
            chain.append(logger.handlers)
            logger = logger.parent if logger.propagate else None
        known = tuple([list(handlers) for handlers in chain])
        heard = any(not isinstance(handler, logging.NullHandler) for handlers in known for handler in handlers)
        self.chain = tuple(chain)
        self.known = None if heard or _is_patched() else known
        self.second = second

    def _record(
        self,
        level: int,
        text: str,
        fields: Mapping[str, Any],
        controls: Mapping[str, Any],
        stack: object,
        origin: Origin | None,
    ) -> logging.LogRecord | None:
        """The record as the standard library would have made it; None where it would not, by its levels and filters."""
        logger = self._logger
        if logger is None or level < logger.getEffectiveLevel() or level <= logger.manager.disable:
            return None
        if origin is None:
            origin = Origin.of_frame(_record.call_site(controls.get("stacklevel", 1)))
        error = _record.find_exception(controls.get("exc_info"))
        record = logger.makeRecord(
            self._name,
            level,
            origin.pathname,
            origin.lineno,
            text,
            (),
            None if error is None else (type(error), error, error.__traceback__),
            origin.function,
            None,
            None if stack is None else str(stack),
        )
        # as they stand in the file: an object may show in its repr what only a text lets us see
        record.fields = json.loads(encode(dict(fields)))
        mark(record)
        if error is not None:
            record = scrub_record(record)
        passed: Any = logger.filter(record)
        if isinstance(passed, logging.LogRecord):
            return passed
        return record if passed else None

    def _hand_over(self, record: logging.LogRecord, *, shown: bool) -> None:
        """
        Let each handler have it, by way of ``callHandlers``, as there may be somebody in the place of that method.

        The logger that it is called on is known to nobody else: ``dictConfig`` cannot disable it. It has a handler that
        does nothing, so that the standard library's last resort stays silent.
        """
        voice = logging.Logger(self._name)
        voice.propagate = False
        voice.handlers = [
            _SILENT,
            *(
                handler
                for handlers in self.chain
                for handler in tuple(handlers)
                if not (shown and _terminal.shows_beside_us(handler))
            ),
        ]
        voice.callHandlers(record)


def _is_patched() -> bool:
    """Whether somebody listens without a handler, as Sentry does."""
    code = getattr(logging.Logger.callHandlers, "__code__", None)
    return code is None or code.co_filename != logging.Logger.getEffectiveLevel.__code__.co_filename
