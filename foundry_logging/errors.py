"""What this package raises, and only where an API is called wrongly: a log call raises nothing of its own."""

from __future__ import annotations


class FoundryLoggingError(Exception):
    """The base of all errors of this package."""


class SettingError(FoundryLoggingError, ValueError):
    """A value that an option does not take: from ``configure()``, ``set_level()`` and their like.

    The environment never raises this: a bad variable is told on stderr and replaced.
    """

    def __init__(self, option: str, value: object, accepts: str) -> None:
        super().__init__(f"{option}={value!r}: expected {accepts}")
        self.option = option
        self.value = value
        self.accepts = accepts

    def __reduce__(self) -> tuple[type[SettingError], tuple[str, object, str]]:
        return type(self), (self.option, self.value, self.accepts)
