"""What redaction costs: texts made to be slow to search, and the record that holds no secret.

    python benchmarks/redaction.py [--runs 5]

Processor time, the least of some runs: what other programs do to the machine makes a run slower, never faster. A search
that is linear costs four times as much for four times the text.
"""

from __future__ import annotations

import argparse
import platform
import sys
import time
from functools import partial
from typing import TYPE_CHECKING

from foundry_logging._redaction import scrub_fields, scrub_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LARGE = 1_000_000
BAR_MILLISECONDS = 150
BARRED = ("a", "a_", "k=", "sk-", "://a:")
"""What a megabyte of costs at most the bar."""
OTHERS = (
    *("key=(", "eyJ", "1", "Bearer ", "('a', ", "a@", "key ", "A", "-----BEGIN ", "--key ", "--key=", "-", "key --"),
    *("password --password ", "--password '"),
)
RECORDS = 5000


def least(runs: int, work: Callable[[], object]) -> float:
    """Seconds of processor time of the fastest run."""

    def seconds() -> float:
        start = time.process_time()
        work()
        return time.process_time() - start

    return min(seconds() for _ in range(runs))


def hostile(runs: int) -> Iterator[str]:
    """The table of the hostile texts."""
    yield "| text of | 250 kB | 1 MB | ratio | bar |"
    yield "|---|--:|--:|--:|--:|"
    for piece in (*BARRED, *OTHERS):
        small, large = (least(runs, partial(scrub_text, piece * (size // len(piece)))) for size in (LARGE // 4, LARGE))
        bar = f"{BAR_MILLISECONDS} ms" if piece in BARRED else ""
        yield f"| `{piece}` | {small * 1e3:.1f} ms | {large * 1e3:.1f} ms | {large / small:.1f} x | {bar} |"


def clean(runs: int) -> float:
    """Microseconds for a record of four texts without a secret, made anew each time so that nothing is cached."""
    records = [
        {"method": f"POST{i}", "path": f"/api/v1/generate{i}", "model_id": f"qwen-chat{i}", "user_id": f"user-{i}"}
        for i in range(RECORDS)
    ]
    return least(runs, lambda: [scrub_fields(record) for record in records]) / RECORDS * 1e6


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=5, help="how many runs of each (default: 5)")
    runs = parser.parse_args().runs
    print("\n".join(hostile(runs)))
    print(f"\nA clean record with four texts: {clean(runs):.2f} µs. Python {platform.python_version()}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
