"""Modules of every shape get their logger, and can be imported afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from flake8_foundry_logging.codemods.runner import Fixer, FixRequest
from flake8_foundry_logging.settings import Settings
from tests.codemods.test_print_rows import transformed

if TYPE_CHECKING:
    from pathlib import Path

IMPORT = "from foundry_logging import get_logger\n"
BINDING = "logger = get_logger(__name__)\n"
F = "def f():\n    print('a')\n"
TYPED = "if TYPE_CHECKING:\n    from foundry_logging import FoundryLogger\n"
LOGS = "def f():\n    logger.info('a')\n"

SHAPES = {
    "a taken name": (
        f"def logger(): ...\n\n\n{F}",
        f"{IMPORT}\n_logger = get_logger(__name__)\n\ndef logger(): ...\n\n\n{LOGS.replace('logger', '_logger')}",
    ),
    "both names taken": (
        f"def logger(_logger): ...\n\n\n{F}",
        f"{IMPORT}\nmodule_logger = get_logger(__name__)\n\ndef logger(_logger): ...\n\n\n"
        f"{LOGS.replace('logger', 'module_logger')}",
    ),
    "a name taken in a function alone": (
        f"{F}\n\ndef g(logger):\n    return logger\n",
        f"{IMPORT}\n_logger = get_logger(__name__)\n\n{LOGS.replace('logger', '_logger')}\n\n"
        "def g(logger):\n    return logger\n",
    ),
    "an import for type checkers": (
        f"from typing import TYPE_CHECKING\n\n{TYPED}\n\n{F}",
        f"from typing import TYPE_CHECKING\n\n{IMPORT}\n{TYPED}\n{BINDING}\n\n{LOGS}",
    ),
    "an import in a function": (
        "def g():\n    from foundry_logging import get_logger\n    return get_logger\n\n\n" + F,
        "import foundry_logging\n\nlogger = foundry_logging.get_logger(__name__)\n\n"
        "def g():\n    from foundry_logging import get_logger\n    return get_logger\n\n\n" + LOGS,
    ),
    "what it exports": (f"__all__ = ['f']\n\n\n{F}", f"{IMPORT}\n{BINDING}\n__all__ = ['f']\n\n\n{LOGS}"),
    "a handler that runs during the import": (
        "import os\n\ntry:\n    os.x()\nexcept Exception as e:\n    print(f'failed: {e}')\n",
        f"import os\n\n{IMPORT}\n{BINDING}\ntry:\n    os.x()\nexcept Exception:\n    logger.exception('failed')\n",
    ),
    "a function that runs during the import": (
        f"{F}\n\nf()\nimport os\n",
        f"{IMPORT}\n{BINDING}\n{LOGS}\n\nf()\nimport os\n",
    ),
    "a class with a print in its body": (
        "class C:\n    print('a')\n",
        f"{IMPORT}\n{BINDING}\nclass C:\n    logger.info('a')\n",
    ),
    "tabs": ("def f():\n\tprint('a')\n", f"{IMPORT}\n{BINDING}\ndef f():\n\tlogger.info('a')\n"),
    "no final newline": ("def f():\n    print('a')", f"{IMPORT}\n{BINDING}\ndef f():\n    logger.info('a')"),
    "two statements on a line": ("x = 1; print('a')\n", f"{IMPORT}\n{BINDING}\nx = 1; logger.info('a')\n"),
    "a script": (
        "#!/usr/bin/env python3\n# -*- coding: utf-8 -*-\n'''Doc.'''\nfrom __future__ import annotations\nimport os\n\n"
        "if os.name == 'no':\n    print('a')\n",
        "#!/usr/bin/env python3\n# -*- coding: utf-8 -*-\n'''Doc.'''\nfrom __future__ import annotations\nimport os\n"
        f"\n{IMPORT}\n{BINDING}\nif os.name == 'no':\n    logger.info('a')\n",
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_module_gets_its_logger_where_everything_finds_it_bound(shape: str) -> None:
    before, after = SHAPES[shape]
    text = transformed(before).text

    assert text == after
    exec(compile(text, "service.py", "exec"), {"__name__": "service"})


def test_a_loggers_name_that_is_shadowed_everywhere_is_refused() -> None:
    text = f"def g(logger, _logger, module_logger):\n    return logger\n\n\n{F}"

    assert [change.reason for change in transformed(text).changes] == ["shadowed-logger"]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte order mark"])
@pytest.mark.parametrize("newline", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
def test_marks_and_line_ends_stay(mark: bytes, newline: bytes, tmp_path: Path) -> None:
    path = tmp_path / "service.py"
    path.write_bytes(mark + f"import os\n\n\n{F}".encode().replace(b"\n", newline))

    Fixer(FixRequest(paths=(str(path),)), Settings()).file(str(path))

    assert path.read_bytes() == mark + f"import os\n\n{IMPORT}\n{BINDING}\n\n{LOGS}".encode().replace(b"\n", newline)
