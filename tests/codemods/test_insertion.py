"""A logger that a file lacks is bound where everything that uses it finds it bound."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING

import pytest

from flake8_foundry_logging.codemods.insertion import insertions
from flake8_foundry_logging.codemods.kit import BoundLogger, Import
from flake8_foundry_logging.codemods.proofs import splice
from flake8_foundry_logging.core.log_call import Kind
from flake8_foundry_logging.core.module import Module
from flake8_foundry_logging.core.source import Source

if TYPE_CHECKING:
    from pathlib import Path

TRY = "try:\n    import x\nexcept ImportError:\n    x = None\n"
IMPORT = "from foundry_logging import get_logger\n"
BINDING = "logger = get_logger(__name__)\n"


def inserted(text: str, kind: Kind = Kind.FOUNDRY, imports: tuple[Import, ...] = ()) -> str:
    """The text with a new logger for the first ``use()`` in it."""
    source = Source(text, "a.py")
    edits = insertions(Module(source), BoundLogger("logger", kind, inserted=True), imports, text.index("use()"))
    return splice(text, sorted(edits))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("use()\n", f"{IMPORT}\n{BINDING}\nuse()\n", id="an empty head"),
        pytest.param('"""Doc."""\nuse()\n', f'"""Doc."""\n\n{IMPORT}\n{BINDING}\nuse()\n', id="docstring"),
        pytest.param(
            "#!/usr/bin/env python\n# -*- coding: utf-8 -*-\nuse()\n",
            f"#!/usr/bin/env python\n# -*- coding: utf-8 -*-\n\n{IMPORT}\n{BINDING}\nuse()\n",
            id="shebang and coding line",
        ),
        pytest.param(
            "from __future__ import annotations\n\n\ndef f():\n    use()\n",
            f"from __future__ import annotations\n\n{IMPORT}\n{BINDING}\n\ndef f():\n    use()\n",
            id="future",
        ),
        pytest.param(
            "import abc\nimport os\n\n\ndef f():\n    use()\n",
            f"import abc\nimport os\n\n{IMPORT}\n{BINDING}\n\ndef f():\n    use()\n",
            id="behind the standard library",
        ),
        pytest.param(
            "import os\n\nX = 1\ntry:\n    import fast\nexcept ImportError:\n    pass\n\n\ndef f():\n    use()\n",
            f"import os\n\n{IMPORT}\n{BINDING}\nX = 1\ntry:\n    import fast\nexcept ImportError:\n    pass\n\n\n"
            "def f():\n    use()\n",
            id="an import behind other code is none of the head",
        ),
        pytest.param(
            "import sys\nsys.path.insert(0, 'lib')\n__all__ = ['f']\nimport own\n\n\ndef f():\n    use()\n",
            f"import sys\nsys.path.insert(0, 'lib')\n__all__ = ['f']\nimport own\n{IMPORT}\n{BINDING}\n\n"
            "def f():\n    use()\n",
            id="behind what prepares imports",
        ),
        pytest.param(
            "from gevent import monkey\nmonkey.patch_all()\nimport zoo\nuse()\n",
            f"from gevent import monkey\nmonkey.patch_all()\nimport zoo\n{IMPORT}\n{BINDING}\nuse()\n",
            id="behind a patch that must come first",
        ),
        pytest.param(
            "import os\n\nfrom . import late\nfrom .later import (\n    x,\n)\n\nuse()\n",
            f"import os\n\n{IMPORT}\nfrom . import late\nfrom .later import (\n    x,\n)\n\n{BINDING}\nuse()\n",
            id="before relative imports",
        ),
        pytest.param(
            "from . import late\n\nuse()\n",
            f"{IMPORT}\nfrom . import late\n\n{BINDING}\nuse()\n",
            id="before relative imports alone",
        ),
        pytest.param(
            "import os\n\nif TYPE_CHECKING:\n    from a import b\n\nuse()\n",
            f"import os\n\n{IMPORT}\nif TYPE_CHECKING:\n    from a import b\n\n{BINDING}\nuse()\n",
            id="before a block for type checkers",
        ),
        pytest.param(
            "import os\nfrom attr import x\nfrom zope import y\n\nuse()\n",
            f"import os\nfrom attr import x\n{IMPORT}from zope import y\n\n{BINDING}\nuse()\n",
            id="in its sorted place",
        ),
        pytest.param(
            "import os\n\ndef f():\n    use()\n\nimport late\n",
            f"import os\n\n{IMPORT}\n{BINDING}\ndef f():\n    use()\n\nimport late\n",
            id="above the first function that uses it",
        ),
        pytest.param(
            "import sys\nsys.path.insert(0, 'x')\nimport late\n\nuse()\n",
            f"import sys\nsys.path.insert(0, 'x')\nimport late\n{IMPORT}\n{BINDING}\nuse()\n",
            id="behind a change of sys.path",
        ),
        pytest.param(
            "try:\n    import x\nexcept ImportError:\n    x = None\n\nuse()\n",
            f"try:\n    import x\nexcept ImportError:\n    x = None\n{IMPORT}\n{BINDING}\nuse()\n",
            id="never inside a try",
        ),
        pytest.param(
            "try:\n    import x\nexcept ImportError:\n    use()\n",
            f"{IMPORT}\n{BINDING}\ntry:\n    import x\nexcept ImportError:\n    use()\n",
            id="above a handler that runs during the import",
        ),
        pytest.param(
            "import os\n\ntry:\n    import x\nexcept ImportError:\n    x = None\n\nuse()\n",
            f"import os\n\n{IMPORT}\n{TRY}\n{BINDING}\nuse()\n",
            id="among the imports before a try",
        ),
        pytest.param(
            "import os\n\nset_up()\nimport late\n\nuse()\n",
            f"import os\n\n{IMPORT}\n{BINDING}\nset_up()\nimport late\n\nuse()\n",
            id="not behind code, where an import would come too late",
        ),
        pytest.param(
            "import os\n\n__all__ = ['f']\n\nfrom zope import y\n\nuse()\n",
            f"import os\n\n__all__ = ['f']\n\n{IMPORT}from zope import y\n\n{BINDING}\nuse()\n",
            id="a module's own names may stand between imports",
        ),
        pytest.param(
            "import os\n\n# of the city\nfrom zope import y\nuse()\n",
            f"import os\n\n# of the city\n{IMPORT}from zope import y\n\n{BINDING}\nuse()\n",
            id="below the heading of a section",
        ),
        pytest.param(
            "import os\n\nimport attr\n# of the city\nfrom zope import y\nuse()\n",
            f"import os\n\nimport attr\n{IMPORT}# of the city\nfrom zope import y\n\n{BINDING}\nuse()\n",
            id="above what is said of the next import",
        ),
        pytest.param(
            "import os\n\nimport zope\n\nimport own\nuse()\n",
            f"import os\n\nimport zope\n{IMPORT}\nimport own\n\n{BINDING}\nuse()\n",
            id="among other people's packages",
        ),
        pytest.param(
            "from a9 import x\nfrom a10 import y\nimport zope\n\nuse()\n",
            f"from a9 import x\nfrom a10 import y\n{IMPORT}import zope\n\n{BINDING}\nuse()\n",
            id="by module alone",
        ),
        pytest.param(
            "from os import path\nimport sys\n\nfrom zope import y\nimport attr\n\nuse()\n",
            f"from os import path\nimport sys\n\n{IMPORT}from zope import y\nimport attr\n\n{BINDING}\nuse()\n",
            id="from before import",
        ),
        pytest.param(
            "import attr\nfrom . import b\nimport sys\n\nuse()\n",
            f"import attr\n{IMPORT}from . import b\nimport sys\n\n{BINDING}\nuse()\n",
            id="last in its section where nothing is sorted",
        ),
        pytest.param(
            "import attr\nimport os\nfrom zope import y\n\nuse()\n",
            f"import attr\nimport os\n{IMPORT}from zope import y\n\n{BINDING}\nuse()\n",
            id="without sections",
        ),
        pytest.param(
            "from foundry_logging import (\n    Secret,\n    redact,\n)\n\nuse()\n",
            f"from foundry_logging import (\n    Secret,\n    get_logger,\n    redact,\n)\n\n{BINDING}\nuse()\n",
            id="an import of several lines is extended",
        ),
        pytest.param(
            "from foundry_logging import (\n    Secret\n)\n\nuse()\n",
            f"from foundry_logging import (\n    Secret, get_logger\n)\n\n{BINDING}\nuse()\n",
            id="on the line that holds its names",
        ),
        pytest.param(
            "from foundry_logging import (Secret)\n\nuse()\n",
            f"from foundry_logging import (Secret, get_logger)\n\n{BINDING}\nuse()\n",
            id="in parentheses",
        ),
        pytest.param(
            "#!/usr/bin/env python\n\n# Licence: none\n# at all\n\nuse()\n",
            f"#!/usr/bin/env python\n\n# Licence: none\n# at all\n\n{IMPORT}\n{BINDING}\nuse()\n",
            id="behind a licence of its own",
        ),
        pytest.param(
            "#!/usr/bin/env python\n\n# what is used here\nuse()\n",
            f"#!/usr/bin/env python\n\n{IMPORT}\n{BINDING}\n# what is used here\nuse()\n",
            id="not between a comment and its code",
        ),
        pytest.param(
            'if __name__ == "__main__":\n    use()\n',
            f'{IMPORT}\n{BINDING}\nif __name__ == "__main__":\n    use()\n',
            id="above the main guard",
        ),
        pytest.param(
            "@wraps\ndef f():\n    use()\n",
            f"{IMPORT}\n{BINDING}\n@wraps\ndef f():\n    use()\n",
            id="above decorators",
        ),
        pytest.param(
            "import os\n\ndef f():\n\tuse()",
            f"import os\n\n{IMPORT}\n{BINDING}\ndef f():\n\tuse()",
            id="tabs, and no final newline",
        ),
        pytest.param("use(); import os\n", f"{IMPORT}\n{BINDING}\nuse(); import os\n", id="behind a semicolon"),
        pytest.param("import os; use()\n", f"{IMPORT}\n{BINDING}\nimport os; use()\n", id="a shared line"),
        pytest.param(
            "from foundry_logging import Secret\n\nuse()\n",
            f"from foundry_logging import Secret, get_logger\n\n{BINDING}\nuse()\n",
            id="an import that is there already is extended",
        ),
        pytest.param(
            "from foundry_logging import get_logger as make\n\nuse()\n",
            "from foundry_logging import get_logger as make\n\nlogger = make(__name__)\n\nuse()\n",
            id="the factory that is there already is used",
        ),
        pytest.param(
            "import os\n\ndef get_logger(): ...\n\nuse()\n",
            "import os\n\nimport foundry_logging\n\nlogger = foundry_logging.get_logger(__name__)\n\n"
            "def get_logger(): ...\n\nuse()\n",
            id="a get_logger of another kind",
        ),
    ],
)
def test_import_and_binding_stand_where_they_belong(before: str, after: str) -> None:
    assert inserted(before) == after


def test_what_a_file_imports_through_is_ordered_and_compiles() -> None:
    result = inserted("import os\n\nuse()\n", imports=(Import("foundry_logging", "redact"),))
    assert "from foundry_logging import get_logger, redact\n" in result
    compile(result, "a.py", "exec")


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        (Kind.STDLIB, ["import logging", "logger = logging.getLogger(__name__)"]),
        (Kind.STRUCTLOG, ["import structlog", "logger = structlog.get_logger(__name__)"]),
    ],
)
def test_another_flavor_is_imported_as_its_own_documentation_does(kind: Kind, lines: list[str]) -> None:
    result = inserted("import os\n\nuse()\n", kind)
    assert [line for line in result.splitlines() if line in lines] == lines


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "import logging as L\n\nuse()\n",
            "import logging as L\n\nlogger = L.getLogger(__name__)\n\nuse()\n",
            id="under another name",
        ),
        pytest.param(
            "def f():\n    use()\n\n\nimport logging\n",
            "import logging\n\nlogger = logging.getLogger(__name__)\n\ndef f():\n    use()\n\n\nimport logging\n",
            id="too late",
        ),
        pytest.param(
            "def f():\n    import logging\n    use()\n",
            "import logging\n\nlogger = logging.getLogger(__name__)\n\ndef f():\n    import logging\n    use()\n",
            id="in a function alone",
        ),
    ],
)
def test_logging_is_taken_as_the_file_has_imported_it(before: str, after: str) -> None:
    assert inserted(before, Kind.STDLIB) == after


def test_line_ends_of_the_file_are_used() -> None:
    result = inserted("import os\r\n\r\nuse()\r\n")
    assert result.count("\n") == result.count("\r\n")


def test_nothing_is_inserted_where_nothing_is_needed() -> None:
    source = Source(textwrap.dedent("use()\n"), "a.py")
    assert insertions(Module(source), BoundLogger("log", Kind.FOUNDRY), (), 0) == ()


@pytest.mark.parametrize("head", ["", "# only\n# comments\n", '"""Only a docstring."""\n'])
def test_a_module_without_code_gets_its_logger_at_the_end_of_its_head(head: str) -> None:
    source = Source(head, "a.py")
    edits = insertions(Module(source), BoundLogger("logger", Kind.FOUNDRY, inserted=True), (), len(head))
    between = "\n" if head else ""

    assert splice(head, sorted(edits)) == f"{head}{between}{IMPORT}\n{BINDING}"


STYLES = {
    "": "import os\nfrom typing import Any\n\nimport attr\nfrom zope import y\n\nfrom . import late\n\nuse()\n",
    "force-sort-within-sections": (
        "from abc import ABC\nimport os\n\nfrom attr import x\nimport zope\n\nfrom . import late\n\nuse()\n"
    ),
    "from-first": "from abc import ABC\nimport os\n\nfrom zope import y\nimport attr\n\nfrom . import late\n\nuse()\n",
    "no-sections": "import attr\nimport os\nfrom zope import y\n\nuse()\n",
}


@pytest.mark.parametrize("kind", [Kind.FOUNDRY, Kind.STDLIB, Kind.STRUCTLOG])
@pytest.mark.parametrize("style", STYLES)
def test_what_ruff_calls_sorted_stays_so(style: str, kind: Kind, tmp_path: Path) -> None:
    configuration = ["--config", f"lint.isort.{style}=true"] if style else []
    ruff = [sys.executable, "-m", "ruff", "check", "--isolated", "--select", "I001", *configuration, "-"]

    for each in (STYLES[style], inserted(STYLES[style], kind)):
        run = subprocess.run(ruff, input=each, capture_output=True, encoding="utf-8", cwd=tmp_path, check=False)
        assert (run.returncode, run.stdout) == (0, "All checks passed!\n")
