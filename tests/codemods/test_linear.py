"""The work of a fix grows with the file, not with its square: calls are counted, not seconds."""

from __future__ import annotations

import cProfile
import pstats

import pytest

from flake8_foundry_logging.codemods.context import Ground
from flake8_foundry_logging.codemods.runner import Fixer, FixRequest
from flake8_foundry_logging.settings import Settings

FIXER = Fixer(FixRequest(paths=(), unsafe=True, ground=Ground.ALL), Settings())
SMALL = 60


def calls(text: str) -> int:
    """How many functions are called while a text is fixed."""
    profile = cProfile.Profile()
    profile.enable()
    fixed, new = FIXER.content(text.encode(), "service/app.py")
    profile.disable()
    assert new is not None
    assert fixed.problem == ""
    return int(getattr(pstats.Stats(profile), "total_calls"))  # noqa: B009  # typeshed does not know it


HANDLER = "    try:\n        go({i})\n    except Exception as e:\n"
SHAPES = {
    "prints at the top": ("", 'print(f"Model {i}: {{model}}")\n'),
    "prints that are dropped": ("def f():\n", '    print("=" * 60)\n    print("Done", {i})\n'),
    "prints in pieces": ("def f():\n", '    print("Done", {i})\n    if x:\n        print("a", end="")\n'),
    "methods": ("class A:\n", '    def f{i}(self, model):\n        print(f"Model {i}: {{model}}")\n'),
    "handlers": ("def f():\n", f'{HANDLER}        print(f"Error {{i}}: {{{{e}}}}")\n'),
    "one handler": (f"def f():\n{HANDLER}", '        print(f"Error {i}: {{e}}")\n'),
    "silent handlers": ("def f():\n", "    try:\n        go({i})\n    except Exception:\n        pass\n"),
    "records": ("import logging\nlog = logging.getLogger(__name__)\n", 'log.info(f"Model {i}: {{model}}")\n'),
    "comments": ("def f():\n", '    # step {i}\n    print("Done", {i})\n'),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_file_is_twice_the_work(shape: str) -> None:
    head, line = SHAPES[shape]

    def text(number: int) -> str:
        return head.format(i="") + "".join(line.format(i=i) for i in range(number))

    calls(text(2))  # what is imported and built once
    once, twice = calls(text(SMALL)), calls(text(SMALL * 2))
    assert twice < once * 2.2
