"""The one runtime of this process: its loggers' levels and modes, its configuration, and what happens at first use."""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager
from enum import Enum
from typing import TYPE_CHECKING, Any

from . import _config, _record, _secret_names
from ._compose import NOTHING
from ._observers import Observers
from ._outward import Listeners
from ._pipeline import Pipeline, Plans
from ._process import Process
from .sinks.ledger import say
from .vocabulary.levels import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ._messages import Texts
    from ._origin import Origin
    from .sinks.ledger import Stats


class Channel:
    """What a logger and its children share: the name, the level, the mode, and the plans made from them."""

    __slots__ = ("level", "lifted", "mode", "name", "plans", "threshold")

    def __init__(self, name: str) -> None:
        self.name = name
        self.level: int | None = None
        self.mode: str | None = None
        self.lifted = False  # mode="dev" was asked for after the last set_level
        self.threshold = 0  # everything passes until the plans are made: the first call configures
        self.plans: Plans | None = None

    def replan(self) -> None:
        """Forget the plans; the next record makes new ones."""
        self.threshold = 0
        self.plans = None


class Runtime:
    """Empty until the first record: making it touches nothing."""

    def __init__(self) -> None:
        self._lock = threading.RLock()  # a signal handler that logs may come in between
        self._channels: dict[str, Channel] = {}
        self._captures: tuple[list[dict[str, object]], ...] = ()
        self._pipeline = Pipeline(_config.Settings(log_dir=None))
        self._process = Process(self)
        self._active = False
        self._options: Mapping[str, object] = NOTHING  # of every configure() since the last shutdown()
        self._hooked = False
        self.observers = Observers(self.lost)

    def configure(self, options: Mapping[str, object]) -> None:
        """Settings from the options and the environment; files open with the first record. Raises SettingError."""
        with self._lock:
            options = {**self._options, **options}
            settings, complaints = _config.load(os.environ, options)
            self._options = options
            self._pipeline.close()
            _secret_names.use(settings.name_rules)
            self._pipeline = Pipeline(settings)
            self._active = True
            self._replan_all()
            if not self._hooked:
                self._hooked = True
                if hasattr(os, "register_at_fork"):  # Windows has no fork
                    os.register_at_fork(after_in_child=self._after_fork)
        for complaint in complaints:
            _complain(self._pipeline.texts, complaint)

    def reach(self) -> None:
        """
        Reach into the process: the standard library's loggers, the interpreter's hooks. Again: mend what has changed.

        ``configure()`` calls it, and whoever starts with a server: what server set up logging meanwhile is put right.
        """
        with self._lock:
            if not self._active:
                self.configure(NOTHING)
        # outside the lock: a program may log from inside the standard library's own
        self._process.reach()

    def shutdown(self) -> None:
        """Close the files, let go of the process. The next record configures from the environment again."""
        self._process.release()
        with self._lock:
            self._pipeline.close()
            self._active = False
            self._options = NOTHING
            _secret_names.forget()
            self._replan_all()

    def flush(self) -> None:
        """Returns when everything logged so far is on the disk, not only in the kernel."""
        self._pipeline.flush()

    def drain(self) -> None:
        """Returns when the kernel has everything logged so far."""
        self._pipeline.drain()

    @property
    def may_lose(self) -> bool:
        """Whether records may wait to be written when the process ends at once."""
        return self._pipeline.settings.write == "background"

    def stats(self) -> Stats:
        """The ledger as it stands now."""
        return self._pipeline.stats()

    def lost(self, error: BaseException) -> None:
        """Count a record that could not even be begun, and tell of it."""
        self._pipeline.ledger.record_failed(error)

    @property
    def lowest_level(self) -> int:
        """The lowest level that the files take."""
        settings = self._pipeline.settings
        return settings.file_level(settings.mode)

    @property
    def shown_on_console(self) -> int:
        """How many records the console has shown."""
        return self._pipeline.sinks.console.written

    @property
    def texts(self) -> Texts:
        """The runtime's own texts in the language of the settings."""
        with self._lock:
            if not self._active:
                self.configure(NOTHING)
            return self._pipeline.texts

    @contextmanager
    def capturing(self, records: list[dict[str, object]]) -> Iterator[None]:
        """Send every record of every level to a list instead of the sinks, until the block ends."""
        with self._lock:
            was_active = self._active
            self._captures = (*self._captures, records)
            self._replan_all()
        try:
            yield
        finally:
            with self._lock:
                self._captures = tuple(other for other in self._captures if other is not records)
                self._replan_all()
                unused = not was_active and not self._captures
            if unused:
                self.shutdown()

    def channel(self, name: str) -> Channel:
        """The channel of this name: the same one for the same name."""
        return self._channels.setdefault(name, Channel(name))

    def set_mode(self, channel: Channel, mode: str) -> None:
        """Give one logger a mode of its own. A mode that does not exist is told on stderr, and prod is used."""
        try:
            channel.mode = _config.parse_mode(mode)
        except ValueError:
            channel.mode = "prod"
            _complain(self._pipeline.texts, _config.Complaint("mode", str(mode), "dev|prod", "prod"))
        channel.lifted = channel.mode == "dev"
        channel.replan()

    def is_enabled_for(self, channel: Channel, level: int) -> bool:
        """Whether a record of this level would be written."""
        return level >= (channel.plans or self._prepare(channel)).threshold

    def emit(
        self,
        channel: Channel,
        level: int,
        bound: Mapping[str, Any],
        message: object,
        args: tuple[Any, ...],
        fields: dict[str, Any],
        marks: Mapping[str, object] = NOTHING,
        component: str | None = None,
        origin: Origin | None = None,
    ) -> None:
        """Write one record, see ``Pipeline.write``. What goes wrong is counted and told on stderr, never raised."""
        pipeline = self._pipeline
        try:
            if self.observers.some and "exc_info" in fields:
                self.observers.exception(_record.find_exception(fields["exc_info"]))
            plans = channel.plans
            if plans is None:
                plans = self._prepare(channel)
            if level >= plans.threshold or (origin is not None and origin.console == "always"):
                pipeline = plans.pipeline
                pipeline.write(plans.by_level[level], bound, message, args, fields, marks, component, origin)
        except Exception as error:
            try:
                pipeline.ledger.record_failed(error)
            except Exception:  # at the recursion limit even telling fails
                pipeline.ledger.failed += 1

    def _prepare(self, channel: Channel) -> Plans:
        with self._lock:
            if not self._active:
                self.configure(NOTHING)
            plans = channel.plans = self._make_plans(channel)
            channel.threshold = plans.threshold
        return plans

    def _make_plans(self, channel: Channel) -> Plans:
        listeners = Listeners(channel.name, self._process.look_around)
        if self._captures:
            return self._pipeline.captured_plans(channel.name, self._captures, listeners)
        settings = self._pipeline.settings
        mode = channel.mode or settings.mode
        to_files, to_console = settings.file_level(mode), settings.stderr_level(mode)
        if channel.lifted:
            to_files = to_console = LEVELS["debug"]
        elif channel.level is not None:
            to_files, to_console = channel.level, max(channel.level, to_console)
        return self._pipeline.plans(
            channel.name, listeners, file_level=to_files, console_level=to_console, caller=mode == "dev"
        )

    def _replan_all(self) -> None:
        for channel in tuple(self._channels.values()):
            channel.replan()

    def _after_fork(self) -> None:
        self._lock = threading.RLock()
        self._pipeline.after_fork()
        self._replan_all()  # routes know the process id


def _complain(texts: Texts, complaint: _config.Complaint) -> None:
    say(
        texts.bad_value.format(
            variable=complaint.variable, value=complaint.value, accepts=complaint.accepts, used=complaint.used
        )
    )


RUNTIME = Runtime()


class _Unset(Enum):
    UNSET = "not given: the environment decides"


UNSET = _Unset.UNSET


def configure(
    *,
    mode: str | _Unset = UNSET,
    level: str | int | _Unset | None = UNSET,
    console_level: str | int | _Unset | None = UNSET,
    log_dir: str | os.PathLike[str] | _Unset | None = UNSET,
    name: str | _Unset = UNSET,
    components: Mapping[str, str] | Iterable[str] | _Unset = UNSET,
    lang: str | _Unset = UNSET,
    format: str | _Unset = UNSET,
    rotate_size: int | str | _Unset | None = UNSET,
    rotate_at: str | _Unset | None = UNSET,
    retention: str | _Unset | None = UNSET,
    compress: str | _Unset | None = UNSET,
    write: str | _Unset = UNSET,
    queue_size: int | _Unset = UNSET,
    secret_words: Iterable[str] | _Unset = UNSET,
    not_secrets: Iterable[str] | _Unset = UNSET,
) -> None:
    """Configure the process. Optional: without it, the first record configures from the environment.

    May be called again, in a running program: what is not given stays as an earlier call has said, until
    ``shutdown()``. So ``configure(level="DEBUG")`` changes the level and nothing else.

    Only this reaches into the process: the records of the standard library's loggers, warnings and errors that nobody
    caught become records here, until ``shutdown()``. A library that merely logs leaves all of that alone.

    Args:
        mode: ``dev`` or ``prod`` (FASTAPI_FOUNDRY_MODE).
        level: the lowest level of the files (LOG_LEVEL); None: the mode's.
        console_level: the lowest level of the console, which is stderr (LOG_CONSOLE_LEVEL); None: the mode's.
        log_dir: the directory of the files (LOG_DIR); None: no files.
        name: the base of the main files' names (LOG_NAME).
        components: loggers with a text file of their own, beside the guide's three (LOG_COMPONENTS): a mapping of
            logger names to file names, or the logger names alone.
        lang: the language of the runtime's own texts, ``ru`` or ``en`` (LOG_LANG).
        format: what the console shows, ``text`` or ``json`` (LOG_FORMAT).
        rotate_size: rotate a file of this size: bytes, or a text such as ``10MB`` (LOG_ROTATE_SIZE); None: never.
        rotate_at: rotate by the clock, in local time: ``00:00``, ``hourly``, ``monday 03:00``, ``6 hours``
            (LOG_ROTATE_AT); None: never.
        retention: how many rotated files of each log are kept: ``7 days``, ``10 files``, ``2 GB`` or several with
            commas (LOG_RETENTION); None: all.
        compress: ``gz``: rotated files are compressed (LOG_COMPRESS); None: they are not.
        write: ``sync``: when a log call returns, the kernel has the record. ``background``: a thread writes, and the
            call returns at once (LOG_WRITE).
        queue_size: how many records may wait for that thread (LOG_QUEUE_SIZE).
        secret_words: words that make a name secret, beside the built-in ones (LOG_SECRET_WORDS).
        not_secrets: whole names that are no secrets here, in any spelling (LOG_NOT_SECRETS).

    Raises:
        SettingError: a value that an option does not take. Nothing has changed then.
    """
    given = {
        "mode": mode,
        "level": level,
        "console_level": console_level,
        "log_dir": log_dir,
        "name": name,
        "components": components,
        "lang": lang,
        "format": format,
        "rotate_size": rotate_size,
        "rotate_at": rotate_at,
        "retention": retention,
        "compress": "off" if compress is None else compress,
        "write": write,
        "queue_size": queue_size,
        "secret_words": secret_words,
        "not_secrets": not_secrets,
    }
    RUNTIME.configure({option: value for option, value in given.items() if value is not UNSET})
    RUNTIME.reach()


def shutdown() -> None:
    """Close the files, and give back what ``configure()`` took of the process where it is still ours.

    A later record configures from the environment again.
    """
    RUNTIME.shutdown()


def flush() -> None:
    """Returns when everything logged so far is on the disk, not only in the kernel."""
    RUNTIME.flush()


def stats() -> Stats:
    """What became of the records since the last ``configure()`` or first use, per sink."""
    return RUNTIME.stats()
