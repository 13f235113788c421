"""Settings: one frozen object, from ``configure()``'s options and the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from .errors import SettingError
from .sinks.retention import parse_retention
from .sinks.rotation import SMALLEST, Rotation, parse_size, size_text
from .sinks.schedule import parse_schedule
from .vocabulary.levels import LEVEL_ALIASES, LEVELS
from .vocabulary.names import NameRules, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from .sinks.retention import Retention
    from .sinks.schedule import Schedule

MODES: Mapping[str, str] = MappingProxyType(
    {"dev": "dev", "development": "dev", "prod": "prod", "production": "prod"},
)
FILE_LEVELS: Mapping[str, int] = MappingProxyType({"dev": LEVELS["debug"], "prod": LEVELS["info"]})
CONSOLE_LEVELS: Mapping[str, int] = MappingProxyType({"dev": LEVELS["debug"], "prod": LEVELS["critical"]})
COMPONENTS: Mapping[str, str] = MappingProxyType(
    {"model-manager": "model-manager.log", "api-requests": "api-requests.log", "mcp-client": "mcp-client.log"},
)


LARGEST_QUEUE = 10_000_000
LEVEL_WORDS = "|".join(level.upper() for level in LEVELS)
"""The levels as a person types them, for messages."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How records are filtered, rendered and where they go. ``None`` as a level means: what the mode says."""

    mode: str = "dev"
    level: int | None = None
    console_level: int | None = None
    log_dir: Path | None = field(default_factory=lambda: _absolute(Path("logs")))
    name: str = "fastapi-foundry"
    components: Mapping[str, str] = field(default_factory=lambda: COMPONENTS)
    lang: str = "ru"
    format: str = "text"
    rotate_size: int | None = 100_000_000
    rotate_at: Schedule | None = None
    retention: Retention | None = None
    compress: str = "off"
    write: str = "sync"
    queue_size: int = 10_000
    secret_words: frozenset[str] = frozenset()
    not_secrets: frozenset[str] = frozenset()

    @property
    def name_rules(self) -> NameRules:
        """What the project says about names that are secret, and about names that are not."""
        return NameRules(self.secret_words, self.not_secrets)

    @property
    def rotation(self) -> Rotation:
        """When the files are rotated."""
        return Rotation(self.rotate_size, self.rotate_at)

    def file_level(self, mode: str) -> int:
        """The lowest level that a logger in this mode writes to the files."""
        return FILE_LEVELS[mode] if self.level is None else self.level

    def stderr_level(self, mode: str) -> int:
        """The lowest level that a logger in this mode shows on the console."""
        return CONSOLE_LEVELS[mode] if self.console_level is None else self.console_level


@dataclass(frozen=True, slots=True)
class Variable:
    """An environment variable and the option of ``configure()`` that says the same."""

    name: str
    option: str
    accepts: str
    parse: Callable[[Any], object]
    instead: str | None = None  # what a bad value becomes; None: the default


@dataclass(frozen=True, slots=True)
class Complaint:
    """A variable whose value could not be used, and what is used instead."""

    variable: str
    value: str
    accepts: str
    used: str


def _absolute(path: Path) -> Path:
    """The path from the root on: a later chdir must not split the files."""
    try:
        path = path.expanduser()
    except RuntimeError:  # nobody of that name has a home: it is a name like any other
        path = Path(".", path)
    try:
        return path.absolute()
    except OSError:  # the working directory is gone
        return path


def parse_mode(value: object) -> str:
    """``dev`` or ``prod``; raises ValueError."""
    mode = MODES.get(str(value).strip().lower())
    if mode is None:
        raise ValueError(value)
    return mode


def parse_level(value: object) -> int:
    """The number of a level given by name, alias or number; raises ValueError."""
    if isinstance(value, int) and not isinstance(value, bool):
        if value in LEVELS.values():
            return value
        raise ValueError(value)
    name = str(value).strip().lower()
    name = LEVEL_ALIASES.get(name, name)
    if name not in LEVELS:
        raise ValueError(value)
    return LEVELS[name]


def nearest_level(value: object) -> int:
    """A level's number by name, alias or number; a number between two levels is the lower one. Raises ValueError."""
    if isinstance(value, int) and not isinstance(value, bool):
        return LEVELS[level_name(value)]
    return parse_level(value)


def _parse_optional_level(value: object) -> int | None:
    return None if value is None else parse_level(value)


def _parse_directory(value: object) -> Path | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str | os.PathLike) or "\0" in os.fsdecode(value):
        raise ValueError(value)
    return _absolute(Path(value))


def _parse_file_name(value: object) -> str:
    name = str(value).strip()
    if not name or name in {".", ".."} or not name.isprintable() or "/" in name or "\\" in name:
        raise ValueError(value)
    return name


def _parse_components(value: Mapping[str, str] | Iterable[str] | str) -> Mapping[str, str]:
    if isinstance(value, str):
        pairs: Iterable[tuple[str, str]] = (
            (name, file) for name, _, file in (part.partition("=") for part in value.split(",") if part.strip())
        )
    else:
        pairs = value.items() if hasattr(value, "items") else ((name, "") for name in value)
    added = {}
    for name, file in pairs:
        name = str(name).strip()
        added[name] = _parse_file_name(file or f"{name}.log")
        if not name:
            raise ValueError(value)
    return MappingProxyType({**COMPONENTS, **added})


def _or_off(parse: Callable[[str], object]) -> Callable[[object], object]:
    def parse_or_off(value: object) -> object:
        if value is None or str(value).strip().lower() in {"off", "none", "never"}:
            return None
        return parse(str(value))

    return parse_or_off


def _parse_rotate_size(text: str) -> int:
    size = parse_size(text)
    if size < SMALLEST:
        raise ValueError(text)
    return size


def _parse_queue_size(value: object) -> int:
    size = int(str(value))
    if isinstance(value, bool) or not 1 <= size <= LARGEST_QUEUE:
        raise ValueError(value)
    return size


def _parse_names(value: Iterable[str] | str) -> frozenset[str]:
    names = [name.strip() for name in (value.split(",") if isinstance(value, str) else value)]
    names = [name for name in names if name]
    if not all(words(name) for name in names):
        raise ValueError(value)
    return frozenset(names)


def _one_of(*choices: str) -> Callable[[object], str]:
    def parse(value: object) -> str:
        word = str(value).strip().lower()
        if word not in choices:
            raise ValueError(value)
        return word

    return parse


VARIABLES: tuple[Variable, ...] = (
    Variable("FASTAPI_FOUNDRY_MODE", "mode", "dev|prod", parse_mode, instead="prod"),
    Variable("LOG_LEVEL", "level", LEVEL_WORDS, _parse_optional_level),
    Variable("LOG_CONSOLE_LEVEL", "console_level", LEVEL_WORDS, _parse_optional_level),
    Variable("LOG_DIR", "log_dir", "a directory, or nothing for no files", _parse_directory),
    Variable("LOG_NAME", "name", "a file name without a directory", _parse_file_name),
    Variable("LOG_COMPONENTS", "components", "name[=file.log],...", _parse_components),
    Variable("LOG_LANG", "lang", "ru|en", _one_of("ru", "en")),
    Variable("LOG_FORMAT", "format", "text|json", _one_of("text", "json")),
    Variable("LOG_ROTATE_SIZE", "rotate_size", "10MB|500 KB|bytes, from 1 KB on|off", _or_off(_parse_rotate_size)),
    Variable("LOG_ROTATE_AT", "rotate_at", "00:00|hourly|monday 03:00|6 hours|off", _or_off(parse_schedule)),
    Variable("LOG_RETENTION", "retention", "7 days|10 files|2 GB, several with commas|off", _or_off(parse_retention)),
    Variable("LOG_COMPRESS", "compress", "gz|off", _one_of("gz", "off")),
    Variable("LOG_WRITE", "write", "sync|background", _one_of("sync", "background")),
    Variable("LOG_QUEUE_SIZE", "queue_size", f"1..{LARGEST_QUEUE} records", _parse_queue_size),
    Variable("LOG_SECRET_WORDS", "secret_words", "word,...", _parse_names),
    Variable("LOG_NOT_SECRETS", "not_secrets", "name,...", _parse_names),
)

_EMPTY_HAS_A_MEANING = frozenset({"LOG_DIR"})


def load(environ: Mapping[str, str], options: Mapping[str, object]) -> tuple[Settings, tuple[Complaint, ...]]:
    """The settings from explicit options first, then the environment; and what in the environment was not usable.

    Raises:
        SettingError: an option's value cannot be used.
    """
    chosen: dict[str, Any] = {}
    rejected: list[tuple[Variable, str]] = []
    for variable in VARIABLES:
        if variable.option in options:
            value = options[variable.option]
            try:
                chosen[variable.option] = variable.parse(value)
            except (TypeError, ValueError, AttributeError):
                raise SettingError(variable.option, value, variable.accepts) from None
            continue
        text = environ.get(variable.name)
        if text is None or (not text.strip() and variable.name not in _EMPTY_HAS_A_MEANING):
            continue
        try:
            chosen[variable.option] = variable.parse(text)
        except ValueError:
            rejected.append((variable, text))
            if variable.instead is not None:
                chosen[variable.option] = variable.instead
    settings = Settings(**chosen)
    return settings, tuple(
        Complaint(variable.name, text, variable.accepts, _used(settings, variable)) for variable, text in rejected
    )


def _used(settings: Settings, variable: Variable) -> str:
    if variable.option == "level":
        return level_name(settings.file_level(settings.mode)).upper()
    if variable.option == "console_level":
        return level_name(settings.stderr_level(settings.mode)).upper()
    value = getattr(settings, variable.option)
    if isinstance(value, frozenset):
        return ",".join(sorted(value)) or "nothing"
    if value is None:
        return "off"
    if variable.option == "rotate_size":
        return size_text(value)
    return ",".join(value) if variable.option == "components" else str(value)


def level_name(number: int) -> str:
    """The name of the highest level that is not above the number; below all of them, the lowest."""
    below = [name for name, value in LEVELS.items() if value <= number]
    return below[-1] if below else next(iter(LEVELS))
