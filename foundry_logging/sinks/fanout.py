"""From one finished record to all the places where it belongs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from ..vocabulary.levels import LEVELS
from .console import ConsoleSink
from .file import FileSink
from .repair import repair
from .rotation import Rotator
from .upkeep import Upkeep

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from .._config import Settings
    from .._origin import Origin
    from .._outward import Listeners
    from .ledger import Ledger, SinkStats
    from .repair import Torn


@dataclass(frozen=True, slots=True)
class Plan:
    """Where the records of one logger go at one level."""

    json: tuple[FileSink, ...] = ()
    text: tuple[FileSink, ...] = ()
    console: ConsoleSink | None = None
    caller: bool = False
    captures: tuple[list[dict[str, object]], ...] = ()
    listeners: Listeners | None = None


def _ignore(_torn: Torn) -> None:
    return


class FanOut:
    """The sinks of one configuration."""

    def __init__(self, settings: Settings, ledger: Ledger, tell_torn: Callable[[Torn], None] = _ignore) -> None:
        self._tell_torn = tell_torn
        self._upkeep: Upkeep | None = None
        self.console = ConsoleSink(ledger)
        self.components: dict[str, FileSink] = {}
        self._everything: FileSink | None = None
        self._errors: FileSink | None = None
        self._structured: FileSink | None = None
        if settings.log_dir is None:
            return
        main = (f"{settings.name}.log", f"{settings.name}-errors.log", f"{settings.name}-structured.jsonl")
        # one sink a path: two components may share a file
        paths = {file: settings.log_dir / file for file in (*main, *settings.components.values())}
        if settings.retention is not None or settings.compress == "gz":
            self._upkeep = Upkeep(
                tuple(paths.values()),
                ledger,
                tell_torn,
                retention=settings.retention,
                compress=settings.compress == "gz",
            )
        sinks = {
            file: FileSink(path, ledger, Rotator(path, settings.rotation), self._upkeep) for file, path in paths.items()
        }
        self._everything, self._errors, self._structured = (sinks[file] for file in main)
        self.components = {name: sinks[file] for name, file in settings.components.items()}

    @property
    def files(self) -> tuple[FileSink, ...]:
        """Every file of this configuration, once."""
        if self._structured is None or self._everything is None or self._errors is None:
            return ()
        return tuple(dict.fromkeys((self._structured, self._everything, self._errors, *self.components.values())))

    def plans(self, name: str, *, file_level: int, console_level: int, caller: bool) -> Mapping[int, Plan]:
        """Where the records of the logger of this name go, for every level."""
        components = tuple(
            dict.fromkeys(
                sink
                for component, sink in self.components.items()
                if name == component or name.startswith(f"{component}.")
            )
        )
        plans = {
            level: self._plan(level, level >= file_level, level >= console_level, components, caller=caller)
            for level in LEVELS.values()
        }
        return MappingProxyType(plans)

    def _plan(
        self, level: int, to_files: bool, to_console: bool, components: Iterable[FileSink], *, caller: bool
    ) -> Plan:
        console = self.console if to_console else None
        if not to_files or self._structured is None or self._everything is None or self._errors is None:
            return Plan(console=console, caller=caller)
        errors = (self._errors,) if level >= LEVELS["error"] else ()
        text = tuple(dict.fromkeys((self._everything, *errors, *components)))
        return Plan((self._structured,), text, console, caller)

    def aimed(self, plan: Plan, origin: Origin) -> Plan:
        """The plan, with the console or without it as the record's origin asks."""
        if origin.console == "usual" or plan.captures:
            return plan
        return replace(plan, console=self.console if origin.console == "always" else None)

    def own_plan(self) -> Plan:
        """Where the runtime's records about itself go: the files with everything in them."""
        if self._structured is None or self._everything is None:
            return Plan(console=self.console)
        return Plan((self._structured,), (self._everything,))

    def open(self) -> list[Torn]:
        """Open all files, mending what a crash has torn; gives back what that was. A failure is told, not raised."""
        torn = list(repair(file.path for file in self.files))
        for file in self.files:
            file.try_open()
        if self._upkeep is not None:
            self._upkeep.wake()
        return torn

    def stats(self) -> Mapping[str, SinkStats]:
        """The counts of every sink, by its name."""
        sinks: tuple[ConsoleSink | FileSink, ...] = (self.console, *self.files)
        return MappingProxyType({sink.name: sink.stats() for sink in sinks})

    def sync(self) -> None:
        """Ask the kernel to put everything on the disk."""
        for file in self.files:
            file.sync()

    def close(self) -> None:
        """Close all files for good."""
        for file in self.files:
            file.close()

    def after_fork(self) -> None:
        """In the child of a fork: no lock may be inherited held."""
        for file in self.files:
            file.after_fork()
        if self._upkeep is not None:
            self._upkeep.after_fork()
        self.console.forget_threads()
