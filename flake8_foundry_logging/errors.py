"""What stops a run before a file is checked; every message is one line for a person."""

from __future__ import annotations

__all__ = ["OutputError", "SettingsError", "UsageError"]


class UsageError(Exception):
    """The command cannot run as it was asked to; the text names the way out."""


class OutputError(UsageError):
    """Standard output takes no more: a full disk, a closed terminal."""

    def __init__(self, error: OSError) -> None:
        super().__init__(f"standard output cannot be written: {error.strerror or error}")


class SettingsError(UsageError):
    """An option has a value that it cannot have.

    Attributes:
        where: the file, or ``command line``.
        option: the option as it is spelled there; empty where the whole file is meant.
        reason: what is wrong and what is allowed.
    """

    def __init__(self, where: str, option: str, reason: str) -> None:
        super().__init__(f"{where}: {option}: {reason}" if option else f"{where}: {reason}")
        self.where = where
        self.option = option
        self.reason = reason
