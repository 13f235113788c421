"""Every reason for leaving a finding is reached by code that somebody may write, and says what to do next."""

from __future__ import annotations

import sys

import pytest

from flake8_foundry_logging.codemods.refusals import REASONS
from flake8_foundry_logging.codemods.transform import transform
from flake8_foundry_logging.core.engine import Engine
from flake8_foundry_logging.core.source import Source
from flake8_foundry_logging.rules import ALL
from tests.codemods.test_examples import REFUSED as EXAMPLES
from tests.codemods.test_print_places import REFUSED as PRINTS
from tests.codemods.test_print_rows import FOUNDRY, STDLIB

HERE = "service.py"
PRINT = "def f(x):\n    print('a')\n"
SILENT = "try:\n    {}\nexcept Exception:\n    pass\n"
UNSAFE = "needs-unsafe-fixes"

CASES = {
    "binding-too-late": (HERE, f"print('a')\n{STDLIB}"),
    "brings-finding": (
        HERE,
        "import signal\n\n\ndef leave(number, frame):\n    server.stop()\n    raise SystemExit(0)\n\n\n"
        "def start():\n    print('up')\n    server.start()\n\n\nsignal.signal(signal.SIGTERM, leave)\n",
    ),
    "build-file": ("setup.py", "def f(x):\n    print('a')\n    return x + 1\n"),
    "file-argument": (HERE, "import sys\n\n\ndef f(x):\n    print('a', file=sys.stdout if x else sys.stderr)\n"),
    "generated-file": ("model_pb2.py", PRINT),
    "handed-on": (
        HERE,
        f"{STDLIB}def check(value):\n    log.info('check %s', value)\n    return value == 'x'\n\n\n"
        "def f(password):\n    return check(password)\n",
    ),
    "import-fallback": (HERE, FOUNDRY + SILENT.format("import fast")),
    "imports-follow": (HERE, "import os\n\nif os.name == 'nt':\n    print('not tested')\n\nimport json\n"),
    "name-taken": (HERE, f"{FOUNDRY}\n\ndef redact(): ...\n\n\ndef f(token):\n    print('token', token)\n"),
    UNSAFE: (HERE, FOUNDRY + SILENT.format("go()")),
    "no-handler": (HERE, "import traceback\n\n\ndef f():\n    traceback.print_stack()\n"),
    "notebook": ("work.ipynb", PRINT),
    "number-format": (HERE, "from .log import log\n\n\ndef f(password):\n    log.info('password %d', password)\n"),
    "own-package": ("foundry_logging/a.py", PRINT),
    "rich-markup": (HERE, "from rich import print\n\n\ndef f(x):\n    print('[bold]a[/bold]')\n"),
    "shadowed-logger": (HERE, f"def g(logger, _logger, module_logger): ...\n\n\n{PRINT}"),
    "template-string": (HERE, "def f(x):\n    print(t'a {x}')\n"),
    "test-code": ("tests/test_a.py", PRINT),
    "unreadable-expression": (HERE, "def f(x):\n    print(f'a \ufffc {x}')\n"),
    "vendored-file": ("app/_vendor/six.py", PRINT),
}
OF_RULES = {"parenthesised-argument", "inherited-logger", "logger-passed", "rebound-logger"}
"""Of moving a whole module (LGF806): reached in its own tests."""
OF_THE_RUN = {"not-written", "proof-failed", "no-fix"}
"""Of a file that cannot be written, of a fix that breaks a promise, and of rules without a fix: reached in the tests of
the runner and of the proofs."""
OF_OLD_PYTHONS = {"inside-fstring"}
"""A net below edits in f-strings, whose positions are wrong in places before Python 3.12."""


def reasons(path: str, text: str, *, unsafe: bool) -> set[str]:
    """Why findings of a file are left."""
    engine = Engine([rule for rule in ALL if rule.default or rule.code in ("LGF102", "LGF106", "LGF501")])
    result = transform(Source(text, path), engine.check_module, engine.options, unsafe=unsafe)
    assert result.failure is None
    return {change.reason for change in result.changes}


@pytest.mark.parametrize("code", CASES)
def test_a_reason_is_reached(code: str) -> None:
    path, text = CASES[code]
    if code == "template-string" and sys.version_info < (3, 14):
        pytest.skip("template strings came with Python 3.14")

    assert code in reasons(path, text, unsafe=code != UNSAFE)


@pytest.mark.parametrize("code", REASONS)
def test_no_reason_is_there_for_nothing(code: str) -> None:
    shown = {example.refused for _, example in EXAMPLES}

    assert code in shown | PRINTS.keys() | CASES.keys() | OF_RULES | OF_THE_RUN | OF_OLD_PYTHONS


@pytest.mark.parametrize("reason", REASONS.values(), ids=REASONS)
def test_a_reason_says_what_is_the_matter_and_what_to_do(reason: str) -> None:
    matter, _, advice = reason.partition(";")

    assert matter
    assert advice.strip()
