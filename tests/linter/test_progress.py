"""The bar of a long run: on a terminal only, and gone when the run ends."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from flake8_foundry_logging.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Callable


class Terminal(io.StringIO):
    """A stream that says it is one."""

    def isatty(self) -> bool:
        return True


def seconds(step: float) -> Callable[[], float]:
    """A clock that goes on by a step whenever it is read."""
    now = [0.0]

    def clock() -> float:
        now[0] += step
        return now[0]

    return clock


def drawn(stream: io.StringIO, step: float) -> str:
    with Progress(stream, 10, clock=seconds(step)) as progress:
        for _ in range(10):
            progress.step()
    return stream.getvalue()


def test_a_long_run_draws_a_bar_and_wipes_it_off() -> None:
    lines = drawn(Terminal(), 0.5).split("\r")
    assert lines[-2].startswith("[##############################] 10 of 10 files")
    assert lines[-1] == "\x1b[K"


@pytest.mark.parametrize(("stream", "step"), [(Terminal(), 0.01), (io.StringIO(), 5.0)], ids=["short run", "a pipe"])
def test_a_short_run_and_a_pipe_get_none(stream: io.StringIO, step: float) -> None:
    assert drawn(stream, step) == ""


def test_a_terminal_that_goes_away_does_not_stop_the_run() -> None:
    class Gone(Terminal):
        def write(self, text: str) -> int:
            raise OSError("gone")

    assert drawn(Gone(), 5.0) == ""
