"""The fixes as libcst's own tool runs them, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from libcst.codemod import CodemodCommand

from flake8_foundry_logging import codemods
from flake8_foundry_logging.codemods import FIXES

if TYPE_CHECKING:
    from pathlib import Path

NAMES = sorted(set(codemods.__all__) - {"FIXES", "fix_for"})
LIBRARY = 'def load(model):\n    print(*model)\n    print("Model:", model)\n'
CONVERTED = (
    "from foundry_logging import get_logger\n\nlogger = get_logger(__name__)\n\n"
    'def load(model):\n    print(*model)\n    logger.info("Model", model=model)\n'
)


def libcst_tool(command: str, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    name = f"flake8_foundry_logging.codemods.{command}"
    return subprocess.run(
        [sys.executable, "-m", "libcst.tool", "codemod", "-x", name, "--no-format", "--hide-progress", *arguments],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_every_fix_belongs_to_one_command_and_to_the_one_of_all() -> None:
    for code in FIXES:
        holders = [name for name in NAMES if code.startswith(getattr(codemods, name).CODES)]
        assert len(holders) == 2, (code, holders)
        assert "FixLogging" in holders


@pytest.mark.parametrize("name", NAMES)
def test_a_command_is_reachable_by_the_name_of_the_package_and_says_what_it_does(name: str) -> None:
    command = getattr(codemods, name)
    assert issubclass(command, CodemodCommand)
    assert command.DESCRIPTION not in ("", CodemodCommand.DESCRIPTION)


def test_an_unknown_command_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="'ReplaceEverything'"):
        _ = codemods.ReplaceEverything


def test_libcsts_tool_converts_prints_and_warns_of_what_is_left(tmp_path: Path) -> None:
    (tmp_path / "service.py").write_text(LIBRARY, encoding="utf-8")
    result = libcst_tool("ReplacePrint", ".", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "service.py").read_text(encoding="utf-8") == CONVERTED
    assert "service.py:2: left LGF101 (star-arguments)" in result.stderr


def test_a_command_fixes_its_own_chapter_only(tmp_path: Path) -> None:
    text = "import logging\n\nlog = logging.getLogger(__name__)\n\n\ndef load():\n    log.warn('slow')\n"
    (tmp_path / "service.py").write_text(text, encoding="utf-8")
    assert libcst_tool("ReplacePrint", ".", cwd=tmp_path).returncode == 0
    assert (tmp_path / "service.py").read_text(encoding="utf-8") == text
    assert libcst_tool("ReplaceWarn", ".", cwd=tmp_path).returncode == 0
    assert (tmp_path / "service.py").read_text(encoding="utf-8") == text.replace("warn(", "warning(")


def test_unsafe_fixes_are_made_when_they_are_asked_for(tmp_path: Path) -> None:
    text = "from foundry_logging import get_logger\n\nlogger = get_logger(__name__)\n\n\ndef load():\n    try:\n"
    text += "        go()\n    except Exception:\n        pass\n"
    (tmp_path / "service.py").write_text(text, encoding="utf-8")
    result = libcst_tool("LogSilentExcepts", ".", cwd=tmp_path)
    assert "left LGF202 (needs-unsafe-fixes)" in result.stderr
    assert (tmp_path / "service.py").read_text(encoding="utf-8") == text
    assert libcst_tool("LogSilentExcepts", "--unsafe-fixes", ".", cwd=tmp_path).returncode == 0
    assert "logger.exception(" in (tmp_path / "service.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("scope", ["library", "scripts", "all"])
def test_the_scope_says_whose_prints_are_converted(scope: str, tmp_path: Path) -> None:
    names = ("service.py", "bin/load.py", "cli.py")[: ("library", "scripts", "all").index(scope) + 1]
    (tmp_path / "bin").mkdir()
    for name in ("service.py", "bin/load.py", "cli.py"):
        (tmp_path / name).write_text('def load(model):\n    print("Model loaded")\n', encoding="utf-8")
    libcst_tool("ReplacePrint", "--scope", scope, ".", cwd=tmp_path)
    changed = {path for path in tmp_path.rglob("*.py") if "print" not in path.read_text(encoding="utf-8")}
    assert changed == {tmp_path / name for name in names}


def test_tests_are_changed_when_that_is_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "test_service.py"
    file.write_text(LIBRARY, encoding="utf-8")
    libcst_tool("ReplacePrint", "--scope", "all", ".", cwd=tmp_path)
    assert file.read_text(encoding="utf-8") == LIBRARY
    libcst_tool("ReplacePrint", "--scope", "all", "--include-tests", ".", cwd=tmp_path)
    assert file.read_text(encoding="utf-8") == CONVERTED


def test_the_projects_configuration_counts(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.foundry-logging]\nignore = ["LGF101"]\n', encoding="utf-8")
    (tmp_path / "service.py").write_text(LIBRARY, encoding="utf-8")
    assert libcst_tool("ReplacePrint", ".", cwd=tmp_path).returncode == 0
    assert (tmp_path / "service.py").read_text(encoding="utf-8") == LIBRARY


def test_bytes_that_no_edit_touches_stay(tmp_path: Path) -> None:
    """Byte order mark, line ends and encoding go through libcst and come back."""
    head = (
        "import logging\r\n\r\nlog = logging.getLogger(__name__)\r\n\r\n\r\ndef load():\r\n    log.warn('\u0451')\r\n"
    )
    marked = b"\xef\xbb\xbf" + head.encode()
    coded = b"# coding: cp1251\r\n" + head.encode("cp1251")
    (tmp_path / "marked.py").write_bytes(marked)
    (tmp_path / "coded.py").write_bytes(coded)
    assert libcst_tool("ReplaceWarn", ".", cwd=tmp_path).returncode == 0
    assert (tmp_path / "marked.py").read_bytes() == marked.replace(b"warn(", b"warning(")
    assert (tmp_path / "coded.py").read_bytes() == coded.replace(b"warn(", b"warning(")


def test_libcsts_tool_inserts_the_logger_that_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "service.py").write_text(LIBRARY, encoding="utf-8")
    assert libcst_tool("ReplacePrint", "--logger", "stdlib", ".", cwd=tmp_path).returncode == 0
    assert "logger = logging.getLogger(__name__)" in (tmp_path / "service.py").read_text(encoding="utf-8")
