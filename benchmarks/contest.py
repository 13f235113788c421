"""Commands against each other: in turns, so that a machine that gets slower makes all of them slower."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

__all__ = ["Contender", "Run", "contest", "machine", "run"]


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a command: seconds on the clock and on the processors, its own processes included; what it printed."""

    clock: float
    processors: float
    output: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Contender:
    """A command that takes part.

    Attributes:
        name: what tables call it.
        command: what is run.
        cwd: where.
        codes: the exit codes that are no failure; linters end with 1 where they find something.
        prepare: done before each run, off the clock.
    """

    name: str
    command: Sequence[str]
    cwd: Path
    codes: frozenset[int] = frozenset((0, 1))
    prepare: Callable[[], object] = int


def run(contender: Contender) -> Run:
    """One run.

    Raises:
        RuntimeError: the command failed; the text has the end of what it said.
    """
    contender.prepare()
    before, start = os.times(), time.perf_counter()
    done = subprocess.run(contender.command, cwd=contender.cwd, capture_output=True, check=False)
    clock, after = time.perf_counter() - start, os.times()
    if done.returncode not in contender.codes:
        said = done.stderr.decode(errors="replace")[-400:]
        raise RuntimeError(f"{contender.name} ended with {done.returncode}: {said}")
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return Run(clock, spent, done.stdout)


def contest(contenders: Iterable[Contender], rounds: int) -> Mapping[str, tuple[Run, ...]]:
    """The runs of each, behind one of each that nobody counts: it fills the caches of the machine."""
    contenders = tuple(contenders)
    for contender in contenders:
        run(contender)
    turns = [[run(contender) for contender in contenders] for _ in range(rounds)]
    return {contender.name: tuple(turn[place] for turn in turns) for place, contender in enumerate(contenders)}


def ratio(over: Iterable[Run], under: Iterable[Run], what: str = "clock") -> float:
    """The median of the turns' ratios.

    Args:
        over, under: the runs of two contenders in the same turns.
        what: ``clock`` or ``processors``.
    """
    return statistics.median(getattr(a, what) / getattr(b, what) for a, b in zip(over, under, strict=True))


def median(runs: Iterable[Run], what: str = "clock") -> float:
    """Seconds in the middle."""
    return statistics.median(getattr(one, what) for one in runs)


def machine() -> str:
    """What was measured on, in one line."""
    system = f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors"
    return f"Python {platform.python_version()}, {system}, load {os.getloadavg()[0]:.1f}."
