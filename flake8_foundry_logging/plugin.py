"""flake8's face: options in, findings out."""

from __future__ import annotations

import os
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar

from flake8_foundry_logging.configuration import pyproject_layer
from flake8_foundry_logging.core.engine import Engine
from flake8_foundry_logging.core.inspection import inspect
from flake8_foundry_logging.core.noqa import Suppressions
from flake8_foundry_logging.core.paths import within
from flake8_foundry_logging.core.source import Source, SourceError
from flake8_foundry_logging.errors import SettingsError
from flake8_foundry_logging.rules._index import OUTLINES
from flake8_foundry_logging.setting_table import SETTINGS, Kind, Setting, Value, parse_text
from flake8_foundry_logging.settings import Layer, Settings
from foundry_logging._version import __version__

if TYPE_CHECKING:
    import argparse
    import ast
    from collections.abc import Iterable, Iterator, Mapping

    from flake8.options.manager import OptionManager

__all__ = ["Plugin"]

PLAIN_TEXT = MappingProxyType({Kind.PROFILE: "profile", Kind.NUMBER: "N", Kind.LEVEL_WORDS: "list"})
"""Values that flake8 must not split at commas and spaces, with what stands for them in its help."""
CHOSEN_BY_FLAKE8 = ("select", "extend-select", "ignore", "extend-ignore", "disable-noqa")
"""What flake8 decides and we read, too; flake8 does not know pyproject.toml, so what stands there does not count."""


class Plugin:
    """The checks of one file; flake8 makes one for every file.

    Args:
        tree: the parsed file.
        lines: its lines with their ends.
        filename: its name; what ``--stdin-display-name`` says for standard input.
    """

    name = "foundry-logging"
    version = __version__

    # flake8 gives options to the class and files to its instances: what all files share can only stand here
    _engine: ClassVar[Engine] = Engine(Settings().rules(OUTLINES))
    _cwd: ClassVar[str] = ""
    _disable_noqa: ClassVar[bool] = False

    def __init__(self, tree: ast.Module, lines: list[str], filename: str) -> None:
        self._tree = tree
        self._lines = lines
        self._filename = filename

    @staticmethod
    def add_options(manager: OptionManager) -> None:
        """Register ``--foundry-...``, on the command line and in flake8's files."""
        for setting in SETTINGS:
            if setting.ours and setting.kind is Kind.FLAG:
                manager.add_option(
                    f"--{setting.spelled}",
                    default=None,
                    action="store_const",
                    const="true",
                    parse_from_config=True,
                    help=setting.help,
                )
            elif setting.ours:
                manager.add_option(
                    f"--{setting.spelled}",
                    default=None,
                    metavar=PLAIN_TEXT.get(setting.kind, "list"),
                    parse_from_config=True,
                    comma_separated_list=setting.kind not in PLAIN_TEXT,
                    help=setting.help,
                )

    @classmethod
    def parse_options(cls, manager: OptionManager, options: argparse.Namespace, args: list[str]) -> None:
        """Build the engine that every file of this process is checked with.

        Raises:
            ExecutionError: an option of ours has a wrong value; flake8 prints it and exits with 1.
        """
        cls._cwd = os.getcwd()
        try:
            settings = Settings.of(list(_layers(options, cls._cwd)), OUTLINES)
        except SettingsError as error:
            from flake8.exceptions import ExecutionError  # not loaded where nothing is wrong

            raise ExecutionError(f"foundry-logging: {error}") from error
        cls._engine = Engine(settings.rules(OUTLINES), settings.options)
        cls._disable_noqa = settings.disable_noqa

    def run(self) -> Iterator[tuple[int, int, str, type[Any]]]:
        """The findings as flake8 takes them: line, column from 0, ``CODE message``, and the class."""
        text = "".join(self._lines)
        if not self._engine.concerns(text):
            return
        try:
            source = Source(text, within(self._filename, self._cwd), tree=self._tree)
        except SourceError:  # flake8 has parsed it; what it cannot read it reports by itself
            return
        comments = Suppressions(text, disabled=self._disable_noqa)
        for finding in inspect(self._engine, source, comments, OUTLINES):
            yield finding.line, finding.column, f"{finding.code} {finding.message}", type(self)


def _layers(options: argparse.Namespace, cwd: str) -> Iterator[Layer]:
    """flake8's options, in which its command line and files are merged already, and ours of pyproject.toml below."""
    given = {
        setting.name: tuple(value) if isinstance(value, list) else _parsed(setting, value)
        for setting in SETTINGS
        for value in (getattr(options, setting.key, None),)
        if value is not None
    }
    ours = [setting.name for setting in SETTINGS if setting.ours]
    # an unknown code in flake8's own options is for flake8 to accept or not
    yield Layer("flake8", cwd, _only(given, CHOSEN_BY_FLAKE8), foreign=True, checked=False)
    yield Layer("flake8", cwd, _only(given, ours))
    pyproject = None if options.isolated else pyproject_layer(cwd)
    if pyproject is not None:
        yield Layer(pyproject.where, pyproject.base, _only(pyproject.values, ours))


def _parsed(setting: Setting, value: Any) -> Value:
    """A value that flake8 hands on as the text it is, or one of flake8's own, which it has parsed.

    Raises:
        SettingsError: it is no value of that option.
    """
    return parse_text(setting, value, "flake8") if setting.ours and isinstance(value, str) else value


def _only(values: Mapping[str, Value], names: Iterable[str]) -> dict[str, Value]:
    return {name: values[name] for name in names if name in values}
