"""The table of options: how each is called, written and read; plugin, command line and files go by it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from types import MappingProxyType

from flake8_foundry_logging.core.selection import PROFILES
from flake8_foundry_logging.errors import SettingsError

TYPE_CHECKING = False  # typing's own would have to be imported by a run that the cache answers
if TYPE_CHECKING:
    from typing import Any

__all__ = ["SETTINGS", "Kind", "Setting", "Value", "parse_text", "parse_toml"]

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
        example: a value as an ini file has it; empty where flake8's own documentation has one.
        ours: flake8 does not know it, so that its files and command line spell it with ``foundry-``.
    """

    name: str
    kind: Kind
    help: str
    ours: bool = False
    example: str = ""

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
    Setting(
        "cli-paths",
        Kind.WORDS,
        "files whose prints are a program's output (LGF106, not LGF101)",
        ours=True,
        example="tools/*, manage.py",
    ),
    Setting(
        "logger-objects", Kind.NAME_PATTERNS, "dotted names that are loggers", ours=True, example="app.audit, *.journal"
    ),
    Setting(
        "logger-factories",
        Kind.NAME_PATTERNS,
        "dotted names of functions that return a logger",
        ours=True,
        example="company.logs.make, *.for_module",
    ),
    Setting(
        "error-reporters",
        Kind.NAMES,
        "functions that count as reporting an error",
        ours=True,
        example="notify_on_call, sentry.capture",
    ),
    Setting(
        "critical-operations",
        Kind.WORDS,
        "words that make a call critical for LGF704",
        ours=True,
        example="provision, mount",
    ),
    Setting(
        "slow-calls",
        Kind.NAME_PATTERNS,
        "calls that take long enough for a timer (LGF703)",
        ours=True,
        example="warehouse.query, *.embed",
    ),
    Setting(
        "pacing-calls",
        Kind.NAME_PATTERNS,
        "calls that slow a loop down (LGF401, LGF402)",
        ours=True,
        example="bus.next, *.tick",
    ),
    Setting(
        "loop-small-size",
        Kind.NUMBER,
        "iterations of a loop that nobody minds a record of (default: 10)",
        ours=True,
        example="25",
    ),
    Setting(
        "allow-explained-pass",
        Kind.FLAG,
        "a pass with a comment beside it explains a silent handler",
        ours=True,
        example="true",
    ),
    Setting(
        "levels-words",
        Kind.LEVEL_WORDS,
        "phrases that speak for a level, written level:phrase",
        ours=True,
        example="error:kaputt, info:alles gut",
    ),
    Setting(
        "reserved-fields",
        Kind.WORDS,
        "names that no field may have, beside the record's own (LGF509)",
        ours=True,
        example="tenant, region",
    ),
    Setting(
        "print-allowed-paths",
        Kind.WORDS,
        "files in which every print is meant",
        ours=True,
        example="examples/*, *_demo.py",
    ),
    Setting("secret-words", Kind.WORDS, "words that make a name secret", ours=True, example="passkey, kennwort"),
    Setting("not-secrets", Kind.WORDS, "names that are never secrets", ours=True, example="token_budget"),
    Setting("enable", Kind.CODES, "opt-in codes to turn on", ours=True, example="LGF203, LGF7"),
    Setting(
        "profile", Kind.PROFILE, f"a set of opt-in codes to turn on: {', '.join(PROFILES)}", ours=True, example="guide"
    ),
)

LIST_SEPARATOR = re.compile(r"[,\s]+")
PHRASE_SEPARATOR = re.compile(r"\s*[,\n]\s*")
BY_FILE_ENTRY = re.compile(r"([^:]+?)\s*:\s*([A-Z]+[0-9]*(?:[\s,]+[A-Z]+[0-9]*)*)(?=$|[\s,])[\s,]*")
BOOLEANS = MappingProxyType(
    dict.fromkeys(("1", "yes", "true", "on"), True) | dict.fromkeys(("0", "no", "false", "off"), False)
)


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
