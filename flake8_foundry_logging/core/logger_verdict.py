"""What is known of an expression that may be a logger, and how such knowledge adds up."""

from __future__ import annotations

import ast
from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.log_call import Kind, Logger
from flake8_foundry_logging.core.logger_names import (
    BY_NAME,
    EXCUSE,
    dotted,
    imported_logger,
    is_no_logger,
    speaks_of_a_logger,
    speaks_of_logging,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Guess", "Verdict", "combined", "imported", "looked_up", "looked_up_by_call", "named", "weaker"]


class Guess(Enum):
    """Why an expression is not known to be a logger."""

    NOTHING = "nothing"
    """A placeholder (None): it says nothing."""
    HIDDEN = "hidden"
    """It comes from elsewhere (a parameter, a subscript): its name decides."""
    STRANGE = "strange"
    """It is made by something that does not speak of loggers: its name is good enough to excuse, not to accuse."""
    OTHER = "other"
    """It is something else."""


Verdict = Logger | Guess


def combined(verdicts: Iterable[Verdict]) -> Verdict:
    """One verdict for something that may be any of these."""
    loggers: list[Logger] = []
    guesses: set[Guess] = set()
    for verdict in verdicts:
        if isinstance(verdict, Logger):
            loggers.append(verdict)
        else:
            guesses.add(verdict)
    guesses.discard(Guess.NOTHING)
    if loggers:
        known = {logger.kind for logger in loggers if logger.kind is not Kind.UNKNOWN or logger.certain}
        return Logger(
            known.pop() if len(known) == 1 else Kind.UNKNOWN,
            certain=not guesses and all(logger.certain for logger in loggers),
            whole_word=all(logger.whole_word for logger in loggers),
            module=all(logger.module for logger in loggers),
        )
    if len(guesses) == 1:
        return guesses.pop()
    return Guess.STRANGE if guesses else Guess.HIDDEN


def named(name: str, verdict: Verdict) -> Verdict:
    """The verdict on something under a name: where nothing is known, a whole word decides."""
    if verdict is Guess.OTHER or not speaks_of_a_logger(name):
        return verdict
    if isinstance(verdict, Logger):
        return verdict if verdict.whole_word or verdict == EXCUSE else replace(verdict, whole_word=True)
    return EXCUSE if verdict is Guess.STRANGE else BY_NAME


def weaker(verdict: Verdict) -> Verdict:
    """The same, but only likely: a caller or a context manager may give another one."""
    if isinstance(verdict, Logger):
        return replace(verdict, certain=False)
    return verdict if verdict is Guess.OTHER else Guess.STRANGE


def imported(origin: str) -> Verdict:
    """The verdict on a name that was imported as this."""
    if (known := imported_logger(origin)) is not None:
        return known
    if is_no_logger(origin):
        return Guess.OTHER
    return BY_NAME if speaks_of_logging(origin.rpartition(".")[2]) else Guess.HIDDEN


def looked_up(expression: ast.Subscript) -> Verdict:
    """``loggers[name]`` and ``context["logger"]``: the key or the container may speak."""
    key, container = expression.slice, dotted(expression.value)
    if isinstance(key, ast.Constant) and isinstance(key.value, str) and speaks_of_a_logger(key.value):
        return BY_NAME
    if container is not None and container.lower().endswith("loggers"):
        return BY_NAME
    return Guess.HIDDEN


def looked_up_by_call(expression: ast.Call) -> Verdict | None:
    """``getattr(x, "logger")`` and ``context.get("logger")``."""
    for argument in expression.args[:2]:
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            return BY_NAME if speaks_of_a_logger(argument.value) else Guess.HIDDEN
    return None
