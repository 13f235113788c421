"""For tests: what was logged, without files and without a console.

The pytest fixture of the same name comes with the package by itself::

    def test_a_failed_payment_is_logged(capture_logs):
        pay(card)
        capture_logs.assert_logged("Payment failed", level="error", order_id=7)

A record is what its JSON line would be: a dict with ``level``, ``logger``, ``message`` and the fields beside each
other, redacted. What was logged is a list of them, and all that a list can do.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Logs", "Record", "capture_logs"]

# What is slow to load is loaded where it is used: pytest loads this module in every run, whether it is used or not.

Record = dict[str, Any]
"""One record, as its JSON line has it."""

SHOWN = 20
"""How many records a failure message lists: the last ones, and the nearest one."""


class Logs(list[Record]):
    """What was logged, oldest first: a list of records, with the questions that a test asks.

    A question is a message and fields: a record matches when its message (or the template that its message was made
    from) is that text and each field has that value. ``level`` and ``logger`` are fields like any other. A value is
    compared as the record holds it, so a tuple is the list that it became; a compiled regular expression searches the
    text; an exception class as ``exception=`` is the type of the exception; ``...`` stands for any value.
    """

    __slots__ = ()

    @property
    def messages(self) -> list[str]:
        """The messages alone, oldest first."""
        return [record["message"] for record in self]

    def matching(self, message: str | re.Pattern[str] | None = None, /, **fields: Any) -> Logs:
        """The records that match, maybe none.

        Raises:
            SettingError: ``level`` is no level, so nothing could ever match.
        """
        wanted = _wanted(message, fields)
        return Logs(record for record in self if not _differences(record, wanted))

    def at(self, level: str | int) -> Logs:
        """The records of exactly this level, given by its name or number.

        Raises:
            SettingError: no such level.
        """
        return self.matching(level=level)

    def one(self, message: str | re.Pattern[str] | None = None, /, **fields: Any) -> Record:
        """The one record that matches.

        Raises:
            AssertionError: none matches, or several do; it shows what was logged.
            SettingError: ``level`` is no level.
        """
        __tracebackhide__ = True
        found = self.matching(message, **fields)
        if len(found) == 1:
            return found[0]
        raise AssertionError(_explained(self, message, fields, "and one record should be" if found else ""))

    def assert_logged(self, message: str | re.Pattern[str] | None = None, /, **fields: Any) -> Record:
        """At least one record matches; returns the first one.

        Raises:
            AssertionError: none does; it shows what was logged, and where the nearest record differs.
            SettingError: ``level`` is no level.
        """
        __tracebackhide__ = True
        found = self.matching(message, **fields)
        if found:
            return found[0]
        raise AssertionError(_explained(self, message, fields))

    def assert_not_logged(self, message: str | re.Pattern[str] | None = None, /, **fields: Any) -> None:
        """No record matches. Without arguments: nothing was logged at all.

        Raises:
            AssertionError: one does; it shows which.
            SettingError: ``level`` is no level, so that the answer would say nothing.
        """
        __tracebackhide__ = True
        if self.matching(message, **fields):
            raise AssertionError(_explained(self, message, fields, "and none should be"))


@contextmanager
def capture_logs() -> Iterator[Logs]:
    """Collect every record of every logger and level inside the ``with`` block, instead of writing it.

    Threads and tasks are included. Blocks may nest; each of them gets what is logged inside it. Handlers of the
    standard library, such as caplog, hear the records as ever.
    """
    from ._runtime import RUNTIME

    logs = Logs()
    with RUNTIME.capturing(logs):
        yield logs


def _wanted(message: object, fields: dict[str, Any]) -> dict[str, Any]:
    """The question as a record would look that answers it."""
    wanted = dict(fields) if message is None else {"message": message, **fields}
    if "level" in fields:
        from ._config import LEVEL_WORDS, level_name, parse_level
        from .errors import SettingError

        try:
            wanted["level"] = level_name(parse_level(fields["level"]))
        except ValueError:
            raise SettingError("level", fields["level"], LEVEL_WORDS) from None
    return wanted


def _differences(record: Record, wanted: dict[str, Any]) -> list[str]:
    """The names of the fields that are not as wanted."""
    return [name for name, value in wanted.items() if not _has(record, name, value)]


def _has(record: Record, name: str, expected: Any) -> bool:
    if name == "message" and record.get("template") is not None and _equal(record["template"], expected):
        return True
    if name not in record:
        return False
    actual = record[name]
    if name == "exception" and isinstance(expected, type) and isinstance(actual, dict):
        module = "" if expected.__module__ == "builtins" else f"{expected.__module__}."
        return bool(actual.get("type") == f"{module}{expected.__qualname__}")
    return _equal(actual, expected)


def _equal(actual: Any, expected: Any) -> bool:
    if expected is ...:
        return True
    if isinstance(expected, re.Pattern):
        return isinstance(actual, str) and expected.search(actual) is not None
    return bool(actual == expected) or bool(actual == _as_recorded(expected))


def _as_recorded(value: Any) -> Any:
    """What a field of this value looks like in a record, redaction aside."""
    import json

    from ._encode import encode

    return json.loads(encode({"value": value}))["value"]


# -- what a failure says -----------------------------------------------------------------------------------------------


def _explained(logs: Logs, message: object, fields: dict[str, Any], expected: str = "") -> str:
    wanted = _wanted(message, fields)
    found = [record for record in logs if not _differences(record, wanted)]
    question = ", ".join(f"{name}={_shown(value)}" for name, value in wanted.items()) or "anything"
    if found:
        head = f"{_count(len(found))} logged with {question}, {expected}"
        marked = found
    else:
        head = f"no record was logged with {question}"
        nearest = _nearest(logs, wanted)
        marked = [] if nearest is None else [nearest]
        for name in _differences(nearest, wanted) if nearest is not None else ():
            actual = _shown(nearest[name]) if nearest is not None and name in nearest else "not there"
            head += f"\n  nearest: {name} is {actual}, not {_shown(wanted[name])}"
    return f"{head}\n{_listed(logs, marked)}"


def _listed(logs: Logs, marked: list[Record]) -> str:
    if not logs:
        return "nothing was logged"
    first = max(0, len(logs) - SHOWN)
    chosen = [
        record for index, record in enumerate(logs) if index >= first or any(record is other for other in marked)
    ][-2 * SHOWN :]
    lines = [f"{'>' if any(record is other for other in marked) else ' '} {_line(record)}" for record in chosen]
    left_out = len(logs) - len(chosen)
    return "\n".join([f"{_count(len(logs))} logged{f', {left_out} not shown' if left_out else ''}:", *lines])


def _line(record: Record) -> str:
    from ._text import escape, fields_text

    shown = {name: value for name, value in record.items() if name not in _BESIDE}
    if isinstance(record.get("exception"), dict):
        shown["exception"] = f"{record['exception'].get('type')}: {record['exception'].get('message')}"
    fields = f" | {fields_text(shown)}" if shown else ""
    return f"{record['level'].upper():<8} | {escape(record['logger'])} | {escape(record['message'])}{fields}"


_BESIDE = frozenset({"timestamp", "ts", "level", "logger", "message", "template", "pid", "seq", "exception"})
"""Keys of a record that its line in a failure message leaves out, or shows in another way."""


def _nearest(logs: Logs, wanted: dict[str, Any]) -> Record | None:
    """The record that fulfils most of the question; None where none comes near."""
    scored = [(_score(record, wanted), index) for index, record in enumerate(logs)]
    best, index = max(scored, default=(0.0, 0))
    return logs[index] if best > 0.5 else None


def _score(record: Record, wanted: dict[str, Any]) -> float:
    from difflib import SequenceMatcher

    score = float(len(wanted) - len(_differences(record, wanted)))
    text = wanted.get("message")
    if isinstance(text, str):  # a message that is much like it tells more than a level that many have
        score += 2 * SequenceMatcher(None, text, record.get("template") or record["message"]).ratio()
    return score


def _shown(value: object) -> str:
    if isinstance(value, re.Pattern):
        return f"/{value.pattern}/"
    return value.__name__ if isinstance(value, type) else repr(value)


def _count(number: int) -> str:
    return "1 record was" if number == 1 else f"{number} records were"
