"""What a rule does grows with the file and no faster: twice as much code, about twice as many calls."""

from __future__ import annotations

import ast
import sys
from typing import TYPE_CHECKING

import pytest

from flake8_foundry_logging.core.engine import CRASH, Engine
from flake8_foundry_logging.core.module import Module
from flake8_foundry_logging.core.source import Source
from flake8_foundry_logging.rules import ALL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    from flake8_foundry_logging.core.frame import Frame

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


def errors_of_a_handler(count: int) -> str:
    return STDLIB + "try:\n    work()\nexcept OSError as e:\n" + repeated('    log.error("no work {0}")\n')(count)


def errors_with_values(count: int) -> str:
    return STDLIB + "try:\n    work()\nexcept OSError as e:\n" + repeated('    log.error("no work %s", {0})\n')(count)


def tracebacks_as_text(count: int) -> str:
    head = "import traceback\n\ntry:\n    work()\nexcept OSError as e:\n"
    return STDLIB + head + repeated('    log.error("no work {0}: %s", traceback.format_exc())\n')(count)


def errors_elsewhere(count: int) -> str:
    return STDLIB + "\n\ndef f(x):\n" + repeated('    log.error("no work {0}")\n    log.info("x %s", x)\n')(count)


def suppressions(count: int) -> str:
    head = "import atexit\nfrom contextlib import suppress\n\n\ndef f():\n"
    return head + repeated("    with suppress(Exception):\n        work({0})\n    atexit.register(end, {0})\n")(count)


def guards(count: int) -> str:
    block = '    if log.isEnabledFor(logging.DEBUG):\n        log.info("state %s", f({0}))\n'
    return STDLIB + "\n\ndef f():\n" + repeated(block)(count)


def early_prints(count: int) -> str:
    return "def f():\n" + repeated('    if not x{0}:\n        print("nothing in x{0}")\n        return\n')(count)


def failures_told(count: int) -> str:
    return STDLIB + "\n\ndef f():\n" + repeated('    log.info("failed to start {0}")\n')(count)


def failures_of_a_handler(count: int) -> str:
    head = STDLIB + "try:\n    work()\nexcept Exception as e:\n"
    return head + repeated('    log.info("tried {0}")\n')(count) + repeated('    log.info("failed {0}", e)\n')(count)


def silent_returns(count: int) -> str:
    helper = "def start_server():\n" + repeated("    x = work({0})\n")(count)
    block = '    if not start_server({0}):\n        work("x", {0})\n        return None\n    log.info("a")\n'
    return STDLIB + helper + "\n\ndef f():\n" + repeated(block)(count)


def loggers(count: int) -> str:
    block = "    log{0} = logging.getLogger('x{0}')\n    log{0}.setLevel(10)\n"
    return STDLIB + "\n\ndef f():\n" + repeated(block)(count)


def cancelled_tasks(count: int) -> str:
    block = "    self.t{0}.cancel()\n    try:\n        await self.t{0}\n    except BaseException:\n        pass\n"
    return "import asyncio\n\n\nasync def f(self):\n" + repeated(block)(count)


def awaited_tasks(count: int) -> str:
    block = "    try:\n        await self.t{0}\n    except BaseException:\n        pass\n"
    ends = "\n\ndef end(self):\n" + repeated("    self.t{0}.cancel()\n")(count)
    return "import asyncio\n\n\nasync def f(self):\n" + repeated(block)(count) + ends


def secret_stores(count: int) -> str:
    line = '    password["k{0}"] = {0}\n    log.info("it is %s", password)\n'
    return STDLIB + "\n\ndef f(password):\n" + repeated(line)(count)


SHAPES: dict[str, Callable[[int], str]] = {
    "prints of a test": prints_of_a_test,
    "prints that unpack": unpacked_prints,
    "timed records": timed_records,
    "secret constants": secret_names,
    "secret variables": secret_variables,
    "errors of a handler": errors_of_a_handler,
    "errors with values": errors_with_values,
    "tracebacks as text": tracebacks_as_text,
    "errors elsewhere": errors_elsewhere,
    "suppressions": suppressions,
    "prints before a return": early_prints,
    "loggers": loggers,
    "cancelled tasks": cancelled_tasks,
    "tasks that others cancel": awaited_tasks,
    "stores into a secret": secret_stores,
    "guards": guards,
    "failures told": failures_told,
    "failures of a handler": failures_of_a_handler,
    "silent returns": silent_returns,
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


def test_the_views_of_a_place_are_found_without_the_others() -> None:
    """A comparison is no call, so that the guards above do not show it."""
    asked = 0

    class Guarded:
        def __init__(self, node: ast.AST, frame: Frame) -> None:
            self.node, self._frame = node, frame

        @property
        def frame(self) -> Frame:
            nonlocal asked
            asked += 1
            return self._frame

        @classmethod
        def collect(cls, module: Module) -> Iterator[Guarded]:
            yield from (cls(*found) for found in module.body.nodes(ast.Call, nested=True))

    module = Module(Source(guards(COUNT), "a.py"))
    places = [frame for _, frame in module.body.nodes(ast.If, nested=True)]
    assert [len(module.views_in(Guarded, frame)) for frame in places] == [3] * COUNT
    assert asked <= 3 * 3 * COUNT


@pytest.mark.parametrize("shape", SHAPES)
def test_work_grows_with_the_file(shape: str) -> None:
    """Where it does not, some rule asks the whole file again for each of its findings."""
    text = SHAPES[shape]
    work(text(1))  # what is found once for all files
    half, whole = work(text(COUNT)), work(text(2 * COUNT))
    assert whole < GROWTH * half, f"{half} calls for {COUNT}, {whole} for {2 * COUNT}"
