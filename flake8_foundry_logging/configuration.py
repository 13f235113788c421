"""The files that settings are read from: flake8's, found as flake8 finds them, and pyproject.toml."""

from __future__ import annotations

import configparser
import os
import sys
from typing import TYPE_CHECKING, Any

from flake8_foundry_logging.config_files import FLAKE8_FILES, PYPROJECT, folders
from flake8_foundry_logging.core.paths import anchored, within
from flake8_foundry_logging.errors import SettingsError
from flake8_foundry_logging.setting_table import SETTINGS, Kind, Value, parse_text, parse_toml
from flake8_foundry_logging.settings import Layer

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["flake8_layer", "pyproject_layer"]

TABLE = "foundry-logging"


def flake8_layer(cwd: str) -> Layer | None:
    """The ``[flake8]`` section of the nearest of setup.cfg, tox.ini and .flake8 that has one.

    Raises:
        SettingsError: such a file is malformed, or an option of ours has an unknown name or value.
    """
    for folder in folders(cwd):
        for name in FLAKE8_FILES:
            path = os.path.join(folder, name)
            if not os.path.isfile(path):
                continue
            where = within(path, cwd)
            parser = _ini(path, where)
            if parser is not None and "flake8" in parser:
                return Layer(where, folder, dict(_ini_values(parser, where, cwd)), foreign=True)
            if parser is not None and "flake8:local-plugins" in parser:
                return None
    return None


def _ini(path: str, where: str) -> configparser.RawConfigParser | None:
    """The parsed file; None if it is malformed and no concern of flake8's."""
    parser = configparser.RawConfigParser()
    try:
        with open(path, encoding="utf-8") as stream:
            parser.read_file(stream, where)
    except (configparser.Error, UnicodeDecodeError) as error:
        with open(path, "rb") as raw:
            if b"[flake8" in raw.read():
                raise SettingsError(where, "", f"it cannot be read: {_one_line(error)}") from error
        return None
    except OSError as error:
        raise SettingsError(where, "", f"it cannot be read: {error.strerror}") from error
    return parser


def _ini_values(parser: configparser.RawConfigParser, where: str, cwd: str) -> Iterator[tuple[str, Value]]:
    known = {setting.spelled: setting for setting in SETTINGS}
    for option, text in parser["flake8"].items():
        name = option.replace("_", "-")
        if name in known:
            value = parse_text(known[name], text, where)
            if known[name].kind is Kind.BY_FILE:
                value = _seen_from(cwd, value)
            yield known[name].name, value
        elif name.startswith("foundry-"):
            raise SettingsError(where, option, f"there is no such option{_nearest(name, known)}")


def _seen_from(cwd: str, by_file: Any) -> Value:
    """Per-file patterns of flake8's files: flake8 takes these, and only these, as seen from the current folder."""
    return tuple((anchored(pattern, cwd), codes) for pattern, codes in by_file)


def pyproject_layer(cwd: str) -> Layer | None:
    """``[tool.foundry-logging]`` of the nearest pyproject.toml that has it.

    Raises:
        SettingsError: the file is malformed, or an option has an unknown name or value.
    """
    for folder in folders(cwd):
        path = os.path.join(folder, PYPROJECT)
        if not os.path.isfile(path):
            continue
        where = within(path, cwd)
        tools = _toml(path, where).get("tool", {})
        if not isinstance(tools, dict):
            raise SettingsError(where, "tool", f"{tools!r} is not a table")
        table = tools.get(TABLE)
        if table is not None:
            return Layer(where, folder, dict(_toml_values(table, where)))
    return None


def _toml(path: str, where: str) -> dict[str, Any]:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib

    try:
        with open(path, "rb") as stream:
            return tomllib.load(stream)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(where, "", f"it cannot be read: {_one_line(error)}") from error
    except OSError as error:
        raise SettingsError(where, "", f"it cannot be read: {error.strerror}") from error


def _toml_values(table: Any, where: str) -> Iterator[tuple[str, Value]]:
    if not isinstance(table, dict):
        raise SettingsError(where, f"[tool.{TABLE}]", f"{table!r} is not a table")
    known = {setting.name: setting for setting in SETTINGS}
    for option, value in table.items():
        name = option.replace("_", "-").removeprefix("foundry-")
        if name not in known:
            raise SettingsError(where, f"[tool.{TABLE}] {option}", f"there is no such option{_nearest(name, known)}")
        yield name, parse_toml(known[name], value, where)


def _nearest(name: str, known: dict[str, Any]) -> str:
    import difflib  # only where something is wrong

    near = difflib.get_close_matches(name, known, n=1)
    return f"; {near[0]} is meant?" if near else f"; there are {', '.join(known)}"


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
