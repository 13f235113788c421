"""Who counts what is logged: metrics get the same numbers as the records, from the same calls."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

COUNTED = "_foundry_logging_counted"
"""The attribute of an exception that observers have been told of."""


class Observer(Protocol):
    """Told of each event once, whatever the levels say; what it raises is counted as a lost record."""

    def request(self, method: object, route: object, status: object, duration: object) -> None:
        """An HTTP request was answered; ``duration`` in seconds, ``route`` the template or None."""

    def operation(self, model_id: object, operation: object, status: object, fields: Mapping[str, object]) -> None:
        """A model has done something; the fields are those of the record, ``duration`` among them."""

    def exception(self, error: BaseException) -> None:
        """An exception was logged for the first time."""


class Observers:
    """All of them. What one raises is handed to ``failed``, and neither the program nor the others notice."""

    def __init__(self, failed: Callable[[BaseException], None]) -> None:
        self.some: tuple[Observer, ...] = ()
        self._failed = failed

    def add(self, observer: Observer) -> None:
        """Tell somebody of all events from now on; again: nothing."""
        if observer not in self.some:
            self.some = (*self.some, observer)

    def remove(self, observer: Observer) -> None:
        """Tell them no more."""
        self.some = tuple(other for other in self.some if other is not observer)

    def request(self, method: object, route: object, status: object, duration: object) -> None:
        """Tell of an answered request."""
        self._tell(lambda observer: observer.request(method, route, status, duration))

    def operation(self, model_id: object, operation: object, status: object, fields: Mapping[str, object]) -> None:
        """Tell of an operation with a model."""
        self._tell(lambda observer: observer.operation(model_id, operation, status, fields))

    def exception(self, error: BaseException | None) -> None:
        """Tell of an exception, unless that has been done."""
        if error is not None and not getattr(error, COUNTED, False):
            with suppress(AttributeError):  # a type with __slots__ is told of each time
                setattr(error, COUNTED, True)
            self._tell(lambda observer: observer.exception(error))

    def _tell(self, call: Callable[[Observer], None]) -> None:
        for observer in self.some:
            try:
                call(observer)
            except Exception as error:  # noqa: PERF203 - one that fails must not silence the others
                self._failed(error)
