"""What a run was told, as one frozen object.

An option is looked up on the command line, then in flake8's files, then in ``[tool.foundry-logging]`` of
pyproject.toml; the first that has it decides. ``SETTINGS`` is the one table of options: plugin, command line and
files are read by it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from enum import Enum, auto
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from flake8_foundry_logging.core.options import Options
from flake8_foundry_logging.core.paths import anchored, any_of
from flake8_foundry_logging.core.selection import PREFIX, PROFILES, Selection
from flake8_foundry_logging.errors import SettingsError
from foundry_logging.vocabulary import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from flake8_foundry_logging.core.registry import Registry
    from flake8_foundry_logging.core.rule import Rule

__all__ = ["DEFAULT_EXCLUDE", "SETTINGS", "Kind", "Layer", "Setting", "Settings", "Value"]

DEFAULT_EXCLUDE = (".svn", "CVS", ".bzr", ".hg", ".git", "__pycache__", ".tox", ".nox", ".eggs", "*.egg")
"""flake8's own, so that both look at the same files; a test compares them."""

Value = bool | int | str | tuple[str, ...] | tuple[tuple[str, tuple[str, ...]], ...]


class Kind(Enum):
    """How a value is written and checked."""

    CODES = auto()
    WORDS = auto()
    NAMES = auto()
    NAME_PATTERNS = auto()
    PATHS = auto()
    PROFILE = auto()
    FLAG = auto()
    NUMBER = auto()
    LEVEL_WORDS = auto()
    BY_FILE = auto()


@dataclass(frozen=True, slots=True)
class Setting:
    """One option.

    Attributes:
        name: as it stands in pyproject.toml, ``cli-paths``.
        kind: how its value is written.
        help: one sentence without a full stop.
        ours: flake8 does not know it, so that its files and command line spell it with ``foundry-``.
    """

    name: str
    kind: Kind
    help: str
    ours: bool = False

    @property
    def spelled(self) -> str:
        """The name in flake8's files and, behind ``--``, on both command lines."""
        return f"foundry-{self.name}" if self.ours else self.name

    @property
    def key(self) -> str:
        """The attribute of a parsed command line."""
        return self.spelled.replace("-", "_")


SETTINGS = (
    Setting("select", Kind.CODES, "report only codes that begin with one of these"),
    Setting("extend-select", Kind.CODES, "report these codes too; a code longer than LGF also turns opt-in rules on"),
    Setting("ignore", Kind.CODES, "leave out codes that begin with one of these"),
    Setting("extend-ignore", Kind.CODES, "leave out these codes too"),
    Setting("per-file-ignores", Kind.BY_FILE, "codes to leave out in files that match: tests/*:LGF1,LGF2"),
    Setting("exclude", Kind.PATHS, "files and folders to leave out, in place of flake8's default"),
    Setting("extend-exclude", Kind.PATHS, "files and folders to leave out beside the default"),
    Setting("filename", Kind.WORDS, "patterns of the files that are looked at in folders (default: *.py)"),
    Setting("disable-noqa", Kind.FLAG, "report findings on lines with a noqa comment, too"),
    Setting("cli-paths", Kind.WORDS, "files whose prints are a program's output (LGF106, not LGF101)", ours=True),
    Setting("logger-objects", Kind.NAME_PATTERNS, "dotted names that are loggers: app.audit, *.journal", ours=True),
    Setting("logger-factories", Kind.NAME_PATTERNS, "dotted names of functions that return a logger", ours=True),
    Setting("error-reporters", Kind.NAMES, "functions that count as reporting an error", ours=True),
    Setting("critical-operations", Kind.WORDS, "words that make a call critical for LGF704", ours=True),
    Setting("slow-calls", Kind.NAME_PATTERNS, "calls that take long enough for a timer (LGF703)", ours=True),
    Setting("pacing-calls", Kind.NAME_PATTERNS, "calls that slow a loop down (LGF401, LGF402)", ours=True),
    Setting(
        "loop-small-size", Kind.NUMBER, "iterations of a loop that nobody minds a record of (default: 10)", ours=True
    ),
    Setting("allow-explained-pass", Kind.FLAG, "a pass with a comment beside it explains a silent handler", ours=True),
    Setting(
        "levels-words", Kind.LEVEL_WORDS, "phrases that speak for a level: error:kaputt, info:alles gut", ours=True
    ),
    Setting("reserved-fields", Kind.WORDS, "names that no field may have (LGF509)", ours=True),
    Setting("print-allowed-paths", Kind.WORDS, "files in which every print is meant", ours=True),
    Setting("secret-words", Kind.WORDS, "words that make a name secret", ours=True),
    Setting("not-secrets", Kind.WORDS, "names that are never secrets", ours=True),
    Setting("enable", Kind.CODES, "opt-in codes to turn on", ours=True),
    Setting("profile", Kind.PROFILE, f"a set of opt-in codes to turn on: {', '.join(PROFILES)}", ours=True),
)

CHAPTER = re.compile(PREFIX + "[1-9]")
WILDCARD = re.compile(r"\*|\?|\[[^]]+]")
LIST_SEPARATOR = re.compile(r"[,\s]+")
PHRASE_SEPARATOR = re.compile(r"\s*[,\n]\s*")
BY_FILE_ENTRY = re.compile(r"([^:]+?)\s*:\s*([A-Z]+[0-9]*(?:[\s,]+[A-Z]+[0-9]*)*)(?=$|[\s,])[\s,]*")
BOOLEANS = MappingProxyType(
    dict.fromkeys(("1", "yes", "true", "on"), True) | dict.fromkeys(("0", "no", "false", "off"), False)
)


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


def words(text: str) -> tuple[str, ...]:
    """The entries of a list separated by commas or white space."""
    return tuple(filter(None, LIST_SEPARATOR.split(text)))


def parse_text(setting: Setting, text: str, where: str) -> Value:
    """A value as an ini file or a command line writes it.

    Raises:
        SettingsError: it is no value of that option.
    """
    if setting.kind is Kind.FLAG:
        if text.lower() not in BOOLEANS:
            raise SettingsError(where, setting.spelled, f"{text!r} is neither true nor false")
        return BOOLEANS[text.lower()]
    if setting.kind is Kind.NUMBER:
        if not text.strip().isdecimal():
            raise SettingsError(where, setting.spelled, f"{text!r} is no whole number from 0 up")
        return int(text)
    if setting.kind is Kind.PROFILE:
        return text.strip()
    if setting.kind is Kind.LEVEL_WORDS:
        return tuple(filter(None, PHRASE_SEPARATOR.split(text.strip())))
    if setting.kind is Kind.BY_FILE:
        return _by_file(setting, text, where)
    return words(text)


def _by_file(setting: Setting, text: str, where: str) -> Value:
    entries: list[tuple[str, tuple[str, ...]]] = []
    rest = text.strip()
    while rest:
        entry = BY_FILE_ENTRY.match(rest)
        if entry is None:
            raise SettingsError(where, setting.spelled, f"{rest[:60]!r} is not of the form pattern:CODE,CODE")
        codes = words(entry[2])
        entries += ((pattern, codes) for pattern in words(entry[1]))
        rest = rest[entry.end() :]
    return tuple(entries)


def parse_toml(setting: Setting, value: Any, where: str) -> Value:
    """A value as pyproject.toml writes it; lists may be written as in an ini file.

    Raises:
        SettingsError: it has another type.
    """
    option = f"[tool.foundry-logging] {setting.name}"
    if setting.kind is Kind.FLAG:
        if isinstance(value, bool):
            return value
        raise SettingsError(where, option, f"{value!r} is neither true nor false")
    if setting.kind is Kind.NUMBER:
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
        raise SettingsError(where, option, f"{value!r} is no whole number from 0 up")
    if setting.kind is Kind.BY_FILE and isinstance(value, dict):
        return tuple((pattern, _strings(codes, where, option)) for pattern, codes in value.items())
    if isinstance(value, str):
        return parse_text(setting, value, where)
    if setting.kind in (Kind.PROFILE, Kind.BY_FILE):
        allowed = "a text" if setting.kind is Kind.PROFILE else 'a table of pattern = ["CODE"]'
        raise SettingsError(where, option, f"{value!r} is not {allowed}")
    return _strings(value, where, option)


def _strings(value: Any, where: str, option: str) -> tuple[str, ...]:
    if isinstance(value, str):
        return words(value)
    if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
        return tuple(value)
    raise SettingsError(where, option, f"{value!r} is not a list of texts")


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
    def of(cls, layers: Sequence[Layer], rules: Registry) -> Settings:
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

    def rules(self, rules: Iterable[Rule]) -> tuple[Rule, ...]:
        """The rules that run."""
        return self.selection.rules(rules)


def _checked(setting: Setting, layer: Layer, rules: Registry) -> Value:
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


def _is_code(code: str, setting: Setting, layer: Layer, rules: Registry) -> bool:
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
