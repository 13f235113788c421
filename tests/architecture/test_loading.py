"""What is not loaded: a program pays for what it uses. Each fact is seen from a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SHOW = "import json, sys; sys.stderr.write(json.dumps(sorted(sys.modules)))"


def loaded_by(code: str, cwd: Path) -> set[str]:
    """The names of all modules loaded when some code has run in a fresh interpreter."""
    result = subprocess.run(
        [sys.executable, "-c", f"{code}\n{SHOW}"],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    return set(json.loads(result.stderr.rpartition("\n")[2]))


def of(packages: Iterable[str], modules: set[str]) -> list[str]:
    """Those modules that belong to some packages."""
    roots = tuple(packages)
    return sorted(name for name in modules if any(name == root or name.startswith(f"{root}.") for root in roots))


THIRD_PARTY = ("flake8", "libcst", "structlog", "orjson", "rich")


@pytest.mark.parametrize(
    ("code", "loaded", "not_loaded"),
    [
        pytest.param(
            "import flake8_foundry_logging.plugin",
            "flake8_foundry_logging.rules._index",
            (
                *("libcst", "structlog", "orjson", "flake8_foundry_logging.codemods", "flake8_foundry_logging.cli"),
                "flake8_foundry_logging.rules.print_call",
            ),
            id="the plugin loads no codemods, and no rule before a file needs it",
        ),
        pytest.param(
            "import foundry_logging.vocabulary",
            "foundry_logging.vocabulary.names",
            (*THIRD_PARTY, "asyncio", "logging", "flake8_foundry_logging"),
            id="the vocabulary loads no third party and no asyncio",
        ),
        pytest.param(
            "import foundry_logging",
            "foundry_logging",
            (*THIRD_PARTY, "asyncio", "logging", "foundry_logging._logger", "foundry_logging.sinks"),
            id="the runtime's package alone loads no structlog",
        ),
        pytest.param(
            "from foundry_logging import get_logger",
            "structlog",
            ("flake8", "libcst", "flake8_foundry_logging"),
            id="a program that logs loads nothing of the linter",
        ),
        pytest.param(
            "import foundry_logging._pytest_plugin",
            "foundry_logging.testing",
            ("structlog", "orjson", "foundry_logging._logger", "flake8_foundry_logging"),
            id="the fixture costs a test run no structlog",
        ),
        pytest.param(
            "import flake8_foundry_logging.codemods",
            "flake8_foundry_logging.rules.print_call",
            ("libcst", "flake8_foundry_logging.codemods.transform"),
            id="the list of fixes loads none of them",
        ),
    ],
)
def test_an_import_loads_what_it_needs(code: str, loaded: str, not_loaded: tuple[str, ...], tmp_path: Path) -> None:
    modules = loaded_by(code, tmp_path)
    assert loaded in modules
    assert of(not_loaded, modules) == []


RUN = "from flake8_foundry_logging.cli import main\nassert main({arguments!r}) == {code}"
CLEAN = (
    "from foundry_logging import get_logger\n\nlog = get_logger(__name__)\nlog.info('printed and logged', count=1)\n"
)
BROKEN = "def load(model):\n    print('loading')\n"


def test_checking_a_clean_file_loads_no_third_party(tmp_path: Path) -> None:
    (tmp_path / "clean.py").write_text(CLEAN, encoding="utf-8")
    modules = loaded_by(RUN.format(arguments=["check", "clean.py"], code=0), tmp_path)
    assert of((*THIRD_PARTY, "asyncio", "multiprocessing", "flake8_foundry_logging.codemods"), modules) == []
    assert "flake8_foundry_logging.checking" in modules


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        pytest.param("import os\n\n\ndef f():\n    os.stat('x')\n", [], id="no word of any rule"),
        pytest.param("def f():\n    do(pprint)\n", ["pprint_call", "print_call"], id="two rules have a word in it"),
    ],
)
def test_a_rule_is_loaded_where_a_file_holds_what_it_needs(text: str, rules: list[str], tmp_path: Path) -> None:
    (tmp_path / "some.py").write_text(text, encoding="utf-8")
    modules = loaded_by(RUN.format(arguments=["check", "--no-cache", "some.py"], code=0), tmp_path)

    package = "flake8_foundry_logging.rules."
    loaded = [name.removeprefix(package) for name in of((package[:-1],), modules) if name.startswith(package)]
    assert [name for name in loaded if not name.startswith("_")] == rules


def test_checking_a_file_with_findings_loads_no_codemods(tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text(BROKEN, encoding="utf-8")
    modules = loaded_by(RUN.format(arguments=["check", "broken.py"], code=1), tmp_path)
    assert of((*THIRD_PARTY, "flake8_foundry_logging.codemods"), modules) == []


def test_fixing_clean_files_loads_no_libcst(tmp_path: Path) -> None:
    (tmp_path / "clean.py").write_text(CLEAN, encoding="utf-8")
    modules = loaded_by(RUN.format(arguments=["fix", "clean.py"], code=0), tmp_path)
    assert of(("libcst",), modules) == []
    assert "flake8_foundry_logging.codemods.transform" in modules


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("import os\n\n\ndef f():\n    os.stat('x')\n", id="nothing that a rule looks at"),
        pytest.param("def f(model):\n    return list(map(print, model))\n", id="a callback"),
        pytest.param("def f(model):\n    print(model, end='')  # noqa: LGF101\n", id="silenced"),
        pytest.param("try:\n    import x\nexcept Exception:\n    pass\n", id="an import that may fail"),
    ],
)
def test_a_fix_that_changes_nothing_loads_no_libcst(text: str, tmp_path: Path) -> None:
    (tmp_path / "left.py").write_text(text, encoding="utf-8")
    command = "from flake8_foundry_logging.cli import main\nassert main(['fix', 'left.py']) < 2"
    assert of(("libcst",), loaded_by(command, tmp_path)) == []
    assert (tmp_path / "left.py").read_text(encoding="utf-8") == text


def test_a_run_that_the_cache_answers_loads_no_rule(tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text(BROKEN, encoding="utf-8")
    command = RUN.format(arguments=["check", "broken.py"], code=1)
    loaded_by(command, tmp_path)
    modules = loaded_by(command, tmp_path)

    rules = "flake8_foundry_logging.rules"
    assert of((*THIRD_PARTY, rules, "flake8_foundry_logging.core.engine", "typing", "configparser"), modules) == []
    assert "flake8_foundry_logging.cache" in modules
