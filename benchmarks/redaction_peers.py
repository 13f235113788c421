"""What Sentry's and Logfire's scrubbers make of our cases. Run by `benchmarks/redaction.py` with their own interpreter.

Reads ``{"texts": [...], "names": [...]}`` from stdin and writes, for each scrubber, the texts that come out and whether
the value under each name went. Each scrubber is called as its own product calls it on a record, at its default settings
(Sentry's with ``recursive=True``, which is more than its default).
"""

from __future__ import annotations

import json
import sys
from importlib.metadata import version
from typing import Any

VALUE = "opaque value 1"


def sentry(texts: list[str], names: list[str]) -> dict[str, Any]:
    """An event with the text as its message and as an extra; the name as an extra."""
    from sentry_sdk.scrubber import EventScrubber

    def scrubbed(extra: dict[str, Any], message: str = "") -> dict[str, Any]:
        event: dict[str, Any] = {"message": message, "extra": extra}
        EventScrubber(recursive=True).scrub_event(event)
        return event

    return {
        "version": version("sentry-sdk"),
        "texts": [str(scrubbed({"text": text}, text)["extra"]["text"]) for text in texts],
        "names": [scrubbed({name: VALUE})["extra"][name] != VALUE for name in names],
    }


def logfire(texts: list[str], names: list[str]) -> dict[str, Any]:
    """An attribute with the text; the name as an attribute's."""
    from logfire._internal.scrubbing import Scrubber

    scrubber = Scrubber(None)

    def scrubbed(name: str, value: str) -> object:
        return scrubber.scrub_value(("attributes",), {name: value})[0][name]

    return {
        "version": version("logfire"),
        "texts": [str(scrubbed("text", text)) for text in texts],
        "names": [scrubbed(name, VALUE) != VALUE for name in names],
    }


def main() -> int:
    """Scrub what stdin holds."""
    cases = json.load(sys.stdin)
    json.dump({"sentry": sentry(**cases), "logfire": logfire(**cases)}, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
