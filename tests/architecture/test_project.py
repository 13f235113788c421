"""What holds of the project's files: names, sizes, and the wheel."""

from __future__ import annotations

import configparser
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

import foundry_logging
from tests.architecture.imports import LINTER, RUNTIME, TREE, modules

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

if TYPE_CHECKING:
    from pathlib import Path

LINES = 400
LONGER = {
    f"{LINTER}.core.logger_resolver": "one question, what a call is called on, whose answers call each other",
    f"{LINTER}.rules._index": "generated: a few lines for each rule",
}
"""Module -> why it is longer than that and still one idea."""


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    return tomllib.loads((TREE / "pyproject.toml").read_text(encoding="utf-8"))


# -- modules and names -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", foundry_logging.__all__)
def test_every_public_name_is_documented(name: str) -> None:
    value = getattr(foundry_logging, name)
    assert isinstance(value, str) or (value.__doc__ or "").strip()


def test_no_module_hides_behind_a_public_name_of_its_own() -> None:
    """``foundry_logging.redact`` would be the module or the function, depending on what was imported before."""
    stems = {module.rpartition(".")[2] for module in modules() if module.rpartition(".")[0] == RUNTIME}
    assert stems & set(foundry_logging.__all__) == set()


@pytest.mark.parametrize("module", modules())
def test_a_module_fits_a_head(module: str) -> None:
    lines = modules()[module].read_text(encoding="utf-8").count("\n")
    assert lines <= LINES or module in LONGER


def test_no_module_is_excused_that_needs_no_excuse() -> None:
    long = {name for name, path in modules().items() if path.read_text(encoding="utf-8").count("\n") > LINES}
    assert set(LONGER) <= long


# -- the wheel -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--no-deps", "--quiet", "--wheel-dir", str(folder), str(TREE)],
        check=True,
        timeout=300,
    )
    (built,) = folder.glob("*.whl")
    return zipfile.ZipFile(built)


@pytest.mark.slow
def test_the_wheel_holds_both_packages_with_their_data_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    """In particular ``py.typed`` of both and the schema of a log line, and neither tests nor examples."""
    held = {name for name in wheel.namelist() if ".dist-info/" not in name}
    tree = {
        path.relative_to(TREE).as_posix()
        for package in (RUNTIME, LINTER)
        for path in (TREE / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert held == tree
    assert {f"{RUNTIME}/py.typed", f"{LINTER}/py.typed", f"{RUNTIME}/schema.json"} <= held


@pytest.mark.slow
def test_the_wheel_announces_the_plugin_and_the_commands(wheel: zipfile.ZipFile, project: dict[str, Any]) -> None:
    (name,) = (name for name in wheel.namelist() if name.endswith("entry_points.txt"))
    announced = configparser.ConfigParser(delimiters=("=",))
    announced.optionxform = str  # type: ignore[assignment, method-assign]  # names keep their case
    announced.read_string(wheel.read(name).decode("utf-8"))
    expected = {"console_scripts": project["project"]["scripts"], **project["project"].get("entry-points", {})}
    assert {section: dict(announced[section]) for section in announced.sections()} == expected
    assert announced["flake8.extension"]["LGF"] == f"{LINTER}.plugin:Plugin"


@pytest.mark.slow
def test_the_wheel_works_without_the_tree(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    wheel.extractall(tmp_path / "installed")
    (tmp_path / "broken.py").write_text("def load(model):\n    print('loading')\n", encoding="utf-8")
    code = f"import sys; sys.path.insert(0, {str(tmp_path / 'installed')!r}); import {LINTER}.cli as cli; "
    result = subprocess.run(
        [sys.executable, "-c", code + "print(cli.__file__); sys.exit(cli.main(['check', 'broken.py']))"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (result.returncode, "LGF101" in result.stdout) == (1, True)
    assert result.stdout.startswith(str(tmp_path / "installed"))
