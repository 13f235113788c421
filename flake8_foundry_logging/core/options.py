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
        slow_calls: glob patterns of dotted names whose calls take long enough for a timer, beside the built-in ones.
        pacing_calls: glob patterns of dotted names whose calls slow a loop down, beside the built-in ones.
        loop_small_size: the most iterations of a loop that nobody minds a record of.
        allow_explained_pass: whether ``pass`` with a comment beside it explains a silent handler.
        levels_words: ``level:phrase``; phrases that speak for a level, beside the built-in English and Russian ones.
        reserved_fields: names that no field may have, beside the record's own keys.
        print_allowed_paths: glob patterns of files in which every print is meant.
        secret_words: words that make a name secret, beside the built-in ones.
        not_secrets: names that are never secrets.
    """

    cli_paths: tuple[str, ...] = ()
    logger_objects: tuple[str, ...] = ()
    logger_factories: tuple[str, ...] = ()
    error_reporters: tuple[str, ...] = ()
    critical_operations: tuple[str, ...] = ()
    slow_calls: tuple[str, ...] = ()
    pacing_calls: tuple[str, ...] = ()
    loop_small_size: int = 10
    allow_explained_pass: bool = False
    levels_words: tuple[str, ...] = ()
    reserved_fields: tuple[str, ...] = ()
    print_allowed_paths: tuple[str, ...] = ()
    secret_words: tuple[str, ...] = ()
    not_secrets: tuple[str, ...] = ()
