"""What a rule does grows with the file and no faster: twice as much code, about twice as many calls."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from flake8_foundry_logging.core.engine import CRASH, Engine
from flake8_foundry_logging.core.source import Source
from flake8_foundry_logging.rules import ALL

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

COUNT = 60
"""How often a shape is repeated; from there on what is quadratic outweighs the rest."""
GROWTH = 2.5
"""How much more work twice as much code may be: what is quadratic tends to 4."""
STDLIB = "import logging\n\nlog = logging.getLogger(__name__)\n"


def repeated(line: str) -> Callable[[int], str]:
    """A text in which ``{0}`` of a line counts."""
    return lambda count: "".join(line.format(number) for number in range(count))


def prints_of_a_test(count: int) -> str:
    return "def test_all():\n" + repeated('    print("the state of it", x{0})\n')(count)


def unpacked_prints(count: int) -> str:
    return "def f(k):\n" + repeated('    print("the state of it", **k)\n')(count)


def timed_records(count: int) -> str:
    block = '    s{0} = time.time()\n    work()\n    log.info("worked {0}", duration=time.time() - s{0})\n'
    return "import time\n\n\ndef f():\n" + repeated(block)(count)


def secret_names(count: int) -> str:
    lines = "".join(f"from conf import DB_PASSWORD_{number}\n" for number in range(count))
    return STDLIB + lines + "\n\ndef f():\n" + repeated('    log.info("it is %s", DB_PASSWORD_{0})\n')(count)


def secret_variables(count: int) -> str:
    line = '    password_{0} = read_password()\n    log.info("it is %s", password_{0})\n'
    return STDLIB + "\n\ndef f():\n" + repeated(line)(count)


SHAPES: dict[str, Callable[[int], str]] = {
    "prints of a test": prints_of_a_test,
    "prints that unpack": unpacked_prints,
    "timed records": timed_records,
    "secret constants": secret_names,
    "secret variables": secret_variables,
}


def work(text: str) -> int:
    """The calls, of C functions and resumed generators too, that all rules together make on a text."""
    source, engine = Source(text, "app/a.py"), Engine(ALL)
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        findings = engine.check(source)
    finally:
        sys.setprofile(before)
    assert CRASH not in {finding.code for finding in findings}
    return calls


@pytest.mark.parametrize("shape", SHAPES)
def test_work_grows_with_the_file(shape: str) -> None:
    """Where it does not, some rule asks the whole file again for each of its findings."""
    text = SHAPES[shape]
    work(text(1))  # what is found once for all files
    half, whole = work(text(COUNT)), work(text(2 * COUNT))
    assert whole < GROWTH * half, f"{half} calls for {COUNT}, {whole} for {2 * COUNT}"
