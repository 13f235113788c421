"""The labelled texts: no secret is missed, and nothing else is touched. A failure prints both by class."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from foundry_logging.vocabulary import MARK, scrub_text

from .value_cases import CASES, SECRETS, UNTOUCHED

if TYPE_CHECKING:
    from collections.abc import Iterable


def _by_class(wrong: Iterable[tuple[str, str]]) -> str:
    table = defaultdict(list)
    for kind, line in wrong:
        table[kind].append(line)
    return "".join(f"\n{kind}: {len(lines)}\n  " + "\n  ".join(lines) for kind, lines in table.items())


def test_there_are_enough_of_them_and_half_stay() -> None:
    assert len(CASES) >= 200
    assert len(UNTOUCHED) >= len(CASES) / 2
    assert all(case.secrets for case in SECRETS)
    assert not any(case.secrets for case in UNTOUCHED)
    assert len({case.text for case in CASES}) == len(CASES)


def test_no_secret_is_missed() -> None:
    missed = []
    for case in SECRETS:
        scrubbed = scrub_text(case.text)
        if any(secret in scrubbed for secret in case.secrets) or MARK not in scrubbed:
            missed.append((case.kind, scrubbed))
    print("misses:", _by_class(missed) or "none")
    assert not missed


def test_no_part_of_a_secret_is_left() -> None:
    """Eight characters in a row of what had to go would be a part of it; shorter secrets have been looked for whole."""
    left = []
    for case in SECRETS:
        scrubbed = scrub_text(case.text)
        for secret in case.secrets:
            pieces = {secret[at : at + 8] for at in range(len(secret) - 7)}
            if part := next((piece for piece in pieces if piece in scrubbed), None):
                left.append((case.kind, f"{part!r} in {scrubbed}"))
    print("left over:", _by_class(left) or "none")
    assert not left


def test_nothing_else_is_touched() -> None:
    alarms = [(case.kind, scrub_text(case.text)) for case in UNTOUCHED if scrub_text(case.text) is not case.text]
    print("false alarms:", _by_class(alarms) or "none")
    assert not alarms


def test_what_stands_around_a_secret_stays() -> None:
    """The first word of a line, and its last one, are worth reading: redaction takes the secret, not the record."""
    for case in SECRETS:
        if case.kind == "pem":
            continue
        before, _, after = case.text.partition(case.secrets[0])
        scrubbed = scrub_text(case.text)
        if " " in before:
            assert scrubbed.startswith(before.split(" ")[0]), case.text
        if " " in after and case.kind not in {"connection-string", "authorization"}:
            assert scrubbed.endswith(after.split(" ")[-1].replace(case.secrets[-1], MARK)), case.text
