"""The plugin class as flake8 uses it; the real program is in tests/e2e/test_flake8.py."""

from __future__ import annotations

import argparse
import ast
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from flake8.exceptions import ExecutionError
from flake8.options.manager import OptionManager

from flake8_foundry_logging import plugin
from flake8_foundry_logging.core.engine import Engine
from flake8_foundry_logging.plugin import Plugin
from flake8_foundry_logging.setting_table import SETTINGS

if TYPE_CHECKING:
    from pathlib import Path

PRINT = "def f():\n    print(1)\n"


class Private(Plugin):
    """What flake8 would tell the plugin stays in the test."""


def options(**given: object) -> argparse.Namespace:
    return argparse.Namespace(isolated=False, **given)


def run(text: str = PRINT, filename: str = "app.py") -> list[tuple[int, int, str]]:
    tree = ast.parse(text)
    found = Private(tree, text.splitlines(keepends=True), filename).run()
    return [(line, column, message.split()[0]) for line, column, message, _ in found]


def parse(**given: object) -> None:
    Private.parse_options(manager(), options(**given), [])


def manager() -> OptionManager:
    return OptionManager(version="1", plugin_versions="", parents=[], formatter_names=[])


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_every_option_of_ours_is_registered_and_read_from_flake8s_files() -> None:
    registered = manager()
    Plugin.add_options(registered)

    assert {option.long_option_name for option in registered.options} == {
        f"--{setting.spelled}" for setting in SETTINGS if setting.ours
    }
    assert all(option.parse_from_config for option in registered.options)


def test_a_finding_is_line_column_and_code_with_message() -> None:
    parse()

    assert run() == [(2, 4, "LGF101")]


def test_an_opt_in_rule_runs_where_flake8s_options_name_it() -> None:
    command = "import click\n@click.command()\ndef f():\n    print(1)\n"
    for given in ({}, {"select": ["LGF"]}, {"ignore": ["E203"]}, {"enable_extensions": "LGF106"}):
        parse(**given)
        assert run(command) == [], given
    for given in (
        {"select": ["LGF106"]},
        {"extend_select": ["E1", "LGF1"]},
        {"foundry_enable": ["LGF106"]},
    ):
        parse(**given)
        assert run(command) == [(4, 4, "LGF106")], given


def test_pyproject_is_read_for_what_flake8_did_not_say(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.foundry-logging]\ncli-paths = ["app.py"]\nselect = ["LGF106"]\n')
    parse()
    assert run() == []

    parse(foundry_enable=["LGF106"])
    assert run() == [(2, 4, "LGF106")]

    parse(foundry_cli_paths=["other.py"])
    assert run() == [(2, 4, "LGF101")]

    Private.parse_options(manager(), argparse.Namespace(isolated=True), [])
    assert run() == [(2, 4, "LGF101")]


def test_a_path_option_matches_however_flake8_was_told_the_path(tmp_path: Path) -> None:
    parse(foundry_cli_paths=["tools/*"])
    for filename in ("tools/app.py", "./tools/app.py", str(tmp_path / "tools" / "app.py")):
        assert run(filename=filename) == [], filename


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"foundry_profile": "all"}, "foundry-logging: flake8: foundry-profile: 'all' is no profile"),
        ({"foundry_enable": ["LGF998"]}, "foundry-logging: flake8: foundry-enable: 'LGF998' is no code"),
    ],
)
def test_a_wrong_option_is_an_error_that_flake8_prints(given: dict[str, object], said: str) -> None:
    with pytest.raises(ExecutionError, match=said):
        parse(**given)


def test_an_unknown_code_in_flake8s_own_options_is_for_flake8_to_judge() -> None:
    parse(select=["E", "LGF998", "LGF101"], ignore=["LGF997", "X"])

    assert run() == [(2, 4, "LGF101")]


def test_a_crash_around_the_rules_is_a_finding_and_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise RuntimeError("two\nlines")

    parse()
    monkeypatch.setattr(Engine, "check", crash)

    assert run() == [(1, 0, "LGF900")]


def test_a_file_without_a_word_of_any_rule_is_not_walked(monkeypatch: pytest.MonkeyPatch) -> None:
    parse()
    monkeypatch.setattr(plugin, "inspect", lambda *_: pytest.fail("walked"))

    assert run("x = 1\n") == []


def test_importing_the_plugin_loads_neither_the_codemods_nor_libcst() -> None:
    code = (
        "import sys, flake8_foundry_logging.plugin\n"
        "unwanted = ('libcst', 'structlog', 'orjson', 'asyncio', 'flake8_foundry_logging.codemods')\n"
        "print([name for name in sys.modules if name.startswith(unwanted)])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"
