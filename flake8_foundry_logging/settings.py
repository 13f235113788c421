"""What a run was told, as one frozen object.

An option is looked up on the command line, then in flake8's files, then in ``[tool.foundry-logging]`` of
pyproject.toml; the first that has it decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from flake8_foundry_logging.core.options import Options
from flake8_foundry_logging.core.paths import anchored, any_of
from flake8_foundry_logging.core.selection import PREFIX, PROFILES, Selection
from flake8_foundry_logging.errors import SettingsError
from flake8_foundry_logging.setting_table import SETTINGS, Kind
from foundry_logging.vocabulary import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from flake8_foundry_logging.core.outline import Outline
    from flake8_foundry_logging.core.registry import Registry
    from flake8_foundry_logging.core.rule import Rule
    from flake8_foundry_logging.setting_table import Setting, Value

__all__ = ["DEFAULT_EXCLUDE", "Layer", "Settings"]

DEFAULT_EXCLUDE = (".svn", "CVS", ".bzr", ".hg", ".git", "__pycache__", ".tox", ".nox", ".eggs", "*.egg")
"""flake8's own, so that both look at the same files; a test compares them."""

CHAPTER = re.compile(PREFIX + "[1-9]")
WILDCARD = re.compile(r"\*|\?|\[[^]]+]")


@dataclass(frozen=True, slots=True)
class Layer:
    """What one place says.

    Attributes:
        where: the file, or ``command line``.
        base: the folder that its relative patterns start from.
        values: name of a setting -> value.
        foreign: whether codes of other plugins are in place there.
        checked: whether an unknown code of ours is an error there.
    """

    where: str
    base: str
    values: Mapping[str, Value]
    foreign: bool = False
    checked: bool = True


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a run needs to know; hashable and fit to travel between processes.

    Attributes:
        options: what the rules read.
        selection: which rules run and are shown.
        per_file_ignores: anchored pattern -> codes that are left out in matching files.
        exclude: anchored patterns of what is not looked at.
        filename: patterns of the files that are looked at in folders.
        disable_noqa: whether ``noqa`` comments are overlooked.
        select_from: where ``select`` was set; empty if nowhere.
    """

    options: Options = field(default_factory=Options)
    selection: Selection = field(default_factory=Selection)
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    exclude: tuple[str, ...] = DEFAULT_EXCLUDE
    filename: tuple[str, ...] = ("*.py",)
    disable_noqa: bool = False
    select_from: str = ""

    @classmethod
    def of(cls, layers: Sequence[Layer], rules: Registry[Any]) -> Settings:
        """The settings that some layers, the most important first, add up to.

        Raises:
            SettingsError: a code or a profile that does not exist, or a name that cannot.
        """
        found: dict[str, Value] = {}
        select_from = ""
        for setting in SETTINGS:
            layer = next((layer for layer in layers if setting.name in layer.values), None)
            if layer is not None:
                found[setting.name] = _checked(setting, layer, rules)
                select_from = layer.where if setting.name == "select" else select_from
        get: Any = found.get  # the table, not the type checker, knows which name has which type
        return cls(
            options=Options(
                **{f.name: get(name) for f in fields(Options) if (name := f.name.replace("_", "-")) in found}
            ),
            selection=Selection(
                select=get("select"),
                extend_select=get("extend-select", ()),
                ignore=(*get("ignore", ()), *get("extend-ignore", ())),
                enable=get("enable", ()),
                profile=get("profile", "default"),
            ),
            per_file_ignores=get("per-file-ignores", ()),
            exclude=(*get("exclude", DEFAULT_EXCLUDE), *get("extend-exclude", ())),
            filename=get("filename", ("*.py",)),
            disable_noqa=get("disable-noqa", False),
            select_from=select_from,
        )

    def ignored_in(self, path: str) -> tuple[str, ...]:
        """What ``per-file-ignores`` leaves out in a file: the longest matching pattern decides alone, as in flake8."""
        matching = (entry for entry in self.per_file_ignores if any_of(entry[:1])(path))
        return max(matching, key=lambda entry: len(entry[0]), default=("", ()))[1]

    def rules(self, rules: Iterable[Rule | Outline]) -> tuple[Rule | Outline, ...]:
        """The rules that run."""
        return self.selection.rules(rules)


def _checked(setting: Setting, layer: Layer, rules: Registry[Any]) -> Value:
    """A layer's value with existing codes only and with its patterns anchored."""
    value: Any = layer.values[setting.name]
    if setting.kind is Kind.CODES:
        return tuple(code for code in value if _is_code(code, setting, layer, rules))
    if setting.kind is Kind.BY_FILE:
        return tuple(
            (anchored(pattern, layer.base), tuple(code for code in codes if _is_code(code, setting, layer, rules)))
            for pattern, codes in value
        )
    if setting.kind is Kind.PATHS:
        return tuple(anchored(pattern, layer.base) for pattern in value)
    if setting.kind in (Kind.NAMES, Kind.NAME_PATTERNS):
        for entry in value:
            _require_name(entry, setting, layer)
    if setting.kind is Kind.LEVEL_WORDS:
        for entry in value:
            _require_phrase(entry, setting, layer)
    if setting.kind is Kind.PROFILE and value not in PROFILES:
        raise SettingsError(layer.where, setting.spelled, f"{value!r} is no profile; there are {', '.join(PROFILES)}")
    return value  # type: ignore[no-any-return]  # words and flags are as they were parsed


def _require_name(entry: str, setting: Setting, layer: Layer) -> None:
    """Accept a dotted name, and a pattern of one where the setting takes patterns.

    Raises:
        SettingsError: no name in a Python file can be what it says.
    """
    patterns = setting.kind is Kind.NAME_PATTERNS
    example = WILDCARD.sub("_", entry) if patterns else entry
    if not all(part.isidentifier() for part in example.split(".")):
        meant = "can match no dotted name; app.audit and *.journal can" if patterns else "is no dotted name"
        raise SettingsError(layer.where, setting.spelled, f"{entry!r} {meant}")


def _require_phrase(entry: str, setting: Setting, layer: Layer) -> None:
    """Accept ``level:phrase``.

    Raises:
        SettingsError: there is no such level, or no phrase.
    """
    level, _, phrase = entry.partition(":")
    if level.strip() not in LEVELS or not phrase.strip():
        meant = f"is not of the form level:phrase; the levels are {', '.join(LEVELS)}"
        raise SettingsError(layer.where, setting.spelled, f"{entry!r} {meant}")


def _is_code(code: str, setting: Setting, layer: Layer, rules: Registry[Any]) -> bool:
    """Whether an entry can match a code of ours; codes of other plugins are passed over where they are in place.

    Raises:
        SettingsError: it matches no rule.
    """
    if PREFIX.startswith(code) or CHAPTER.fullmatch(code) or any(rule.code.startswith(code) for rule in rules):
        return True
    if layer.foreign and not code.startswith(PREFIX):
        return False
    if code in (opt_in for codes in PROFILES.values() for opt_in in codes):
        return False  # announced by a profile, not there yet: nothing to turn on or off
    if not layer.checked:
        return False
    rule = rules.get(code)
    meant = f"; its code is {rule.code}" if rule is not None else "; `foundry-lint rule` lists them"
    raise SettingsError(layer.where, setting.spelled, f"{code!r} is no code of a rule{meant}")
