"""When a file is rotated by the clock: ``LOG_ROTATE_AT``.

Local time, because people read files by their own days. Each moment is made from the calendar anew, never by adding
86,400 seconds: a day on which the clocks change is 23 or 25 hours long, and midnight stays midnight.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
UNIT_SECONDS: Mapping[str, int] = MappingProxyType({"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800})
LONGEST_DAYS = 366

_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "daily": "00:00",
        "midnight": "00:00",
        "hourly": "1 hour",
        "weekly": "monday",
    }
)
_UNITS = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), "s"),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), "m"),
    **dict.fromkeys(("h", "hour", "hours"), "h"),
    **dict.fromkeys(("d", "day", "days"), "d"),
    **dict.fromkeys(("w", "week", "weeks"), "w"),
}
_LENGTH = re.compile(r"(?:every\s+)?(?:(\d{1,9})\s*)?([a-z]+)", re.ASCII)
_DAY_AND_TIME = re.compile(r"(?:([a-z]+)(?:\s+at)?)?\s*(?:(\d{1,2}):(\d{2})(?::(\d{2}))?)?", re.ASCII)


def seconds_of(text: str) -> int:
    """The seconds of a length such as ``7 days``, ``12h``, ``hour``; raises ValueError."""
    found = _LENGTH.fullmatch(text.strip().lower())
    if found is None or found[2] not in _UNITS:
        raise ValueError(text)
    seconds = int(found[1] or 1) * UNIT_SECONDS[_UNITS[found[2]]]
    if not seconds:
        raise ValueError(text)
    return seconds


@dataclass(frozen=True, slots=True)
class Schedule:
    """Moments that repeat.

    Attributes:
        text: how it was written.
        at: the time of the day.
        weekday: only on this day of the week, Monday is 0.
        monthly: only on the first day of a month.
        every_days: only on each n-th day.
        every_seconds: several times a day, counted from local midnight.
    """

    text: str
    at: time = time()
    weekday: int | None = None
    monthly: bool = False
    every_days: int = 1
    every_seconds: int | None = None

    def __str__(self) -> str:
        return self.text

    def next_after(self, moment: float) -> int:
        """The first moment of the schedule that is later, both in seconds since 1970."""
        day = date.fromtimestamp(moment) - timedelta(days=1)  # a moment of yesterday can lie behind midnight
        while True:
            for found in self._moments(day):
                if found > moment:
                    return found
            day += timedelta(days=1)

    def _moments(self, day: date) -> Iterable[int]:
        if self.every_seconds is not None:
            return range(_moment(day), _moment(day + timedelta(days=1)), self.every_seconds)
        return (_moment(day, self.at),) if self._is_on(day) else ()

    def _is_on(self, day: date) -> bool:
        if self.weekday is not None and day.weekday() != self.weekday:
            return False
        if self.monthly and day.day != 1:
            return False
        days = day.toordinal() - 1  # 0 is a Monday: every second week begins on one, too
        return days % self.every_days == 0


def _moment(day: date, at: time = time()) -> int:
    """The moment of a local time. Of two with the same name it is the first; one that is skipped is moved on."""
    return int(datetime.combine(day, at).timestamp())


def parse_schedule(text: str) -> Schedule:
    """What ``LOG_ROTATE_AT`` says; raises ValueError.

    ``00:00``, ``daily``, ``hourly``, ``monday``, ``sun 03:30``, ``weekly``, ``monthly``, ``6 hours``, ``every 2 days``.
    """
    text = " ".join(text.split())
    said = _WORDS.get(text.lower(), text.lower())
    if said == "monthly":
        return Schedule(text, monthly=True)
    at_a_time = _DAY_AND_TIME.fullmatch(said)
    if said and at_a_time is not None:
        word, hour, minute, second = at_a_time.groups()
        days = [day for day in WEEKDAYS if word in (day, day[:3])]
        if word is None or days:
            at = time(int(hour or 0), int(minute or 0), int(second or 0))
            return Schedule(text, at, WEEKDAYS.index(days[0]) if days else None)
    seconds = seconds_of(said)
    days_long, rest = divmod(seconds, UNIT_SECONDS["d"])
    if days_long > LONGEST_DAYS or (days_long and rest):
        raise ValueError(text)
    return Schedule(text, every_days=days_long) if days_long else Schedule(text, every_seconds=seconds)
