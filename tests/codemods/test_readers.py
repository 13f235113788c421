"""Before a suite is run, the report of a fix names the tests that may notice what is no longer printed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from flake8_foundry_logging.cli import main
from flake8_foundry_logging.codemods.readers import Reader, readers_of

if TYPE_CHECKING:
    from pathlib import Path

PRINTS = "def work(x):\n    print('Working on', x)\n"
FILES = {
    "pyproject.toml": "",
    "src/shop/__init__.py": "",
    "src/shop/orders.py": PRINTS,
    "src/shop/basket.py": "from .orders import work\n",
    "src/shop/other.py": "",
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose module ``shop.orders`` prints and whose ``shop.basket`` uses it."""
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        _write(tmp_path / name, text)
    return tmp_path


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        pytest.param("import shop.orders\ndef test(capsys): ...\n", "capsys", id="capsys"),
        pytest.param("from shop.orders import work\ndef test(capfd): ...\n", "capsys", id="capfd"),
        pytest.param("from shop import (\n    other,\n    orders,\n)\ndef test(capsys): ...\n", "capsys", id="member"),
        pytest.param("from shop import basket\ndef test(capsys): ...\n", "capsys", id="through another module"),
        pytest.param(
            "from contextlib import redirect_stdout\nimport shop.basket\n", "redirect_stdout", id="redirect_stdout"
        ),
        pytest.param("import sys, shop.orders as o\nsys.stdout = f\n", "sys.stdout replaced", id="replaced"),
        pytest.param(
            "import shop.orders\n@patch('sys.stdout')\ndef test(out): ...\n", "sys.stdout replaced", id="patched"
        ),
        pytest.param("import subprocess\nsubprocess.check_output(['shop'])\n", "subprocess", id="run as a program"),
        pytest.param("import doctest, shop.orders\n", "doctest", id="doctest"),
    ],
)
def test_a_test_that_reads_what_is_printed_is_named(text: str, reads: str, project: Path) -> None:
    _write(project / "tests/test_shop.py", text)
    assert readers_of(["src/shop/orders.py"]) == [Reader("tests/test_shop.py", (reads,))]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("import shop.orders\ndef test(): ...\n", id="it reads nothing"),
        pytest.param("import shop.other\ndef test(capsys): ...\n", id="it uses another module"),
        pytest.param("import subprocess\nsubprocess.check_output(['date'])\n", id="it runs another program"),
        pytest.param("import shop.orders\nif sys.stdout == f: ...\n", id="a comparison"),
    ],
)
def test_any_other_test_is_not_named(text: str, project: Path) -> None:
    _write(project / "tests/test_shop.py", text)
    assert readers_of(["src/shop/orders.py"]) == []


def test_what_is_no_test_is_not_named(project: Path) -> None:
    _write(project / "src/shop/capture.py", "import shop.orders\nfrom contextlib import redirect_stdout\n")
    assert readers_of(["src/shop/orders.py"]) == []


def test_a_file_without_a_project_is_looked_for_in_its_own_folder(tmp_path: Path) -> None:
    _write(tmp_path / "tool.py", PRINTS)
    _write(tmp_path / "test_tool.py", "import tool\ndef test(capsys): ...\n")
    assert [reader.reads for reader in readers_of([str(tmp_path / "tool.py")])] == [("capsys",)]


def test_the_report_names_the_tests(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _write(project / "tests/test_shop.py", "import shop.orders\ndef test(capsys): ...\n")
    main(["fix", "--check", "src"])
    said = capsys.readouterr().out
    assert "1 test file may notice what is no longer printed:\n  tests/test_shop.py (capsys)\n" in said
    main(["fix", "--check", "--output-format", "json", "src"])
    told = json.loads(capsys.readouterr().out)["tests_that_read_output"]
    assert told == [{"path": "tests/test_shop.py", "reads": ["capsys"]}]


def test_a_fix_that_takes_no_print_names_none(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _write(project / "src/shop/orders.py", "import logging\nlog = logging.getLogger(__name__)\nlog.warn('x')\n")
    _write(project / "tests/test_shop.py", "import shop.orders\ndef test(capsys): ...\n")
    main(["fix", "--check", "src"])
    assert "may notice" not in capsys.readouterr().out
