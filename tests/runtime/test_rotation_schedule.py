"""``LOG_ROTATE_AT``: what it takes, and the moments that it means, on days when the clocks change, too."""

from __future__ import annotations

import time
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundry_logging._config import load
from foundry_logging.errors import SettingError
from foundry_logging.sinks.schedule import WEEKDAYS, parse_schedule, seconds_of

MOSCOW = "MSK-3"
NEW_YORK = "EST5EDT,M3.2.0,M11.1.0"  # in 2026 the clocks change on March 8 and November 1, at two in the morning
AZORES = "<-01>1<+00>,M3.5.0/0,M10.5.0/1"  # they change at midnight: in spring a day begins at one


@pytest.fixture(params=[MOSCOW, NEW_YORK, AZORES])
def zone(request, monkeypatch):
    yield from _in_zone(request.param, monkeypatch)


def _in_zone(zone: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    yield zone
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def new_york(monkeypatch):
    yield from _in_zone(NEW_YORK, monkeypatch)


def moments(text: str, start: str, count: int) -> list[str]:
    """The next moments after one, in local time with the name of the zone."""
    schedule, moment = parse_schedule(text), datetime.fromisoformat(start).timestamp()
    found = []
    for _ in range(count):
        moment = schedule.next_after(moment)
        found.append(time.strftime("%m-%d %H:%M %Z", time.localtime(moment)))
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("00:00", ["06-11 00:00", "06-12 00:00"]),
        ("daily", ["06-11 00:00", "06-12 00:00"]),
        ("Midnight", ["06-11 00:00", "06-12 00:00"]),
        ("12:00", ["06-11 12:00", "06-12 12:00"]),
        ("12:30:15", ["06-10 12:30", "06-11 12:30"]),
        ("hourly", ["06-10 13:00", "06-10 14:00"]),
        ("every hour", ["06-10 13:00", "06-10 14:00"]),
        ("6 hours", ["06-10 18:00", "06-11 00:00"]),
        ("7h", ["06-10 14:00", "06-10 21:00", "06-11 00:00"]),
        ("every 20 minutes", ["06-10 12:20", "06-10 12:40"]),
        ("weekly", ["06-15 00:00", "06-22 00:00"]),
        ("wednesday", ["06-17 00:00", "06-24 00:00"]),
        ("wed 13:00", ["06-10 13:00", "06-17 13:00"]),
        ("Sunday at 03:30", ["06-14 03:30", "06-21 03:30"]),
        ("monthly", ["07-01 00:00", "08-01 00:00"]),
        ("1 day", ["06-11 00:00", "06-12 00:00"]),
        ("  every   1   week ", ["06-15 00:00", "06-22 00:00"]),
    ],
)
def test_the_next_moments_after_noon_of_a_wednesday(new_york, text, expected):
    found = moments(text, "2026-06-10 12:00:00", len(expected))
    assert found == [f"{moment} EDT" for moment in expected]


def test_every_two_days_are_the_same_days_for_every_process(new_york):
    first = moments("2 days", "2026-06-10 12:00:00", 10)
    second = moments("2 days", "2026-06-13 01:00:00", 10)
    assert set(first[3:]) <= set(second)


@pytest.mark.parametrize(
    ("text", "start", "expected"),
    [
        ("00:00", "2026-03-07 12:00:00", ["03-08 00:00 EST", "03-09 00:00 EDT"]),
        ("00:00", "2026-10-31 12:00:00", ["11-01 00:00 EDT", "11-02 00:00 EST"]),
        ("02:30", "2026-03-07 12:00:00", ["03-08 03:30 EDT", "03-09 02:30 EDT"]),
        ("01:30", "2026-10-31 12:00:00", ["11-01 01:30 EDT", "11-02 01:30 EST"]),
        ("hourly", "2026-03-08 01:00:00", ["03-08 03:00 EDT", "03-08 04:00 EDT"]),
        ("hourly", "2026-11-01 00:59:00", ["11-01 01:00 EDT", "11-01 01:00 EST", "11-01 02:00 EST"]),
        ("sunday", "2026-10-31 12:00:00", ["11-01 00:00 EDT", "11-08 00:00 EST"]),
    ],
)
def test_on_a_day_when_the_clocks_change_nothing_is_skipped_and_nothing_comes_twice(new_york, text, start, expected):
    assert moments(text, start, len(expected)) == expected


def test_a_moment_that_is_skipped_is_moved_on_over_midnight_too(monkeypatch):
    for _ in _in_zone("XXX0YYY,M3.2.0/23,M11.1.0/23", monkeypatch):  # at eleven in the evening it is midnight
        assert moments("23:30", "2026-03-09 00:10:00", 2) == ["03-09 00:30 YYY", "03-09 23:30 YYY"]


@given(
    moment=st.integers(0, 4_000_000_000),
    text=st.sampled_from(["00:00", "23:59:59", "hourly", "6 hours", "90 minutes", "monday", "sun 02:30", "monthly"]),
)
def test_the_next_moment_is_later_and_the_one_before_it_is_not(zone_for_properties, moment, text):
    schedule = parse_schedule(text)
    following = schedule.next_after(moment)
    assert following > moment
    assert schedule.next_after(following - 1) == following


@pytest.fixture(scope="module", params=[MOSCOW, NEW_YORK, AZORES])
def zone_for_properties(request):
    with pytest.MonkeyPatch.context() as monkeypatch:
        yield from _in_zone(request.param, monkeypatch)


@given(moment=st.integers(0, 4_000_000_000))
def test_a_day_ends_after_23_to_25_hours_and_at_midnight(zone_for_properties, moment):
    schedule = parse_schedule("daily")
    begin = schedule.next_after(moment)
    assert (schedule.next_after(begin) - begin) // 3600 in {23, 24, 25}
    assert time.localtime(begin).tm_hour in ({0, 1} if zone_for_properties == AZORES else {0})


NO_SCHEDULES = (
    *(
        "",
        "noon",
        "25:00",
        "24:00",
        "12:60",
        "monday tuesday",
        "mond",
        "0 hours",
        "-1 hours",
        "25 hours",
        "5",
        "7 years",
    ),
    *("1.5 hours", "12", "12:5", "every", "monday 6 hours", "400 days", "hourly 00:00", "٣ hours"),
)


@pytest.mark.parametrize("text", NO_SCHEDULES)
def test_what_is_no_schedule_is_refused(text):
    with pytest.raises(SettingError, match=r"^rotate_at="):
        load({}, {"rotate_at": text})


@pytest.mark.parametrize("day", WEEKDAYS)
def test_every_day_of_the_week_has_a_long_and_a_short_name(new_york, day):
    (long,), (short,) = moments(day, "2026-06-10 12:00:00", 1), moments(day[:3], "2026-06-10 12:00:00", 1)
    moment = datetime.strptime(f"2026-{long[:5]}", "%Y-%m-%d")
    assert long == short
    assert moment.strftime("%A").lower() == day


@pytest.mark.parametrize(
    ("text", "seconds"), [("7 days", 604800), ("12h", 43200), ("week", 604800), ("30 Minutes", 1800), ("1s", 1)]
)
def test_lengths(text, seconds):
    assert seconds_of(text) == seconds


def test_it_is_shown_as_it_was_written():
    assert str(parse_schedule("Monday  03:00")) == "Monday 03:00"
