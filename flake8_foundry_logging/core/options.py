"""What users may tell the rules; the defaults are what a plain run uses."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Options"]


@dataclass(frozen=True, slots=True)
class Options:
    """The options that rules and the logger resolver read; hashable, so that it can be part of a cache key.

    Attributes:
        cli_paths: glob patterns of files whose prints are a program's output (LGF106 instead of LGF101).
        logger_objects: glob patterns of dotted names that are loggers (``app.audit``, ``*.journal``).
        logger_factories: glob patterns of dotted names that return a logger.
        error_reporters: names of functions that count as reporting an error (``capture_exception`` ...).
        critical_operations: words that make a call critical for LGF704, beside the built-in ones.
        secret_words: words that make a name secret, beside the built-in ones.
        not_secrets: names that are never secrets.
    """

    cli_paths: tuple[str, ...] = ()
    logger_objects: tuple[str, ...] = ()
    logger_factories: tuple[str, ...] = ()
    error_reporters: tuple[str, ...] = ()
    critical_operations: tuple[str, ...] = ()
    secret_words: tuple[str, ...] = ()
    not_secrets: tuple[str, ...] = ()
