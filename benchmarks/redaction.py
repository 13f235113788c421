"""What redaction costs, and what it finds: beside nothing, and beside two other scrubbers.

    python benchmarks/redaction.py [--runs 5] [--peers DIRECTORY] [--write]

Three tables. Texts made to be slow to search: a search that is linear costs four times as much for four times the
text. A clean record of four fields, logged with redaction and without. With ``--peers``, leaks and over-redactions by
class on the cases of `tests/runtime`, beside Sentry's EventScrubber and Logfire's scrubber; they are installed from
PyPI into an environment of their own in that directory, if it has none yet.

Processor time, the least of some runs: what other programs do to the machine makes a run slower, never faster.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
import venv
from collections import defaultdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

import sections
from contest import machine

from foundry_logging import _compose, _redaction, configure, get_logger, shutdown
from foundry_logging._redaction import scrub_fields, scrub_text
from foundry_logging.vocabulary import is_secret_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

TREE = Path(__file__).parents[1]
LARGE = 1_000_000
BAR_MILLISECONDS = 150
BARRED = ("a", "a_", "k=", "sk-", "://a:")
"""What a megabyte of costs at most the bar."""
OTHERS = (
    *("key=(", "eyJ", "1", "Bearer ", "('a', ", "a@", "key ", "A", "-----BEGIN ", "--key ", "--key=", "-", "key --"),
    *(
        "password --password ",
        "--password '",
        "-----END PRIVATE KEY-----",
        "abcd\n-----END PRIVATE KEY-----\n",
        "glpat-",
    ),
)
RECORDS = 300
BAR_MICROSECONDS = 1.0
RECORD_KINDS: dict[str, Callable[[int], dict[str, Any]]] = {
    "four texts": lambda i: {
        "method": f"POST{i}",
        "path": f"/api/v1/generate{i}",
        "model_id": f"qwen-chat{i}",
        "user_id": f"user-{i}",
    },
    "two texts, two numbers": lambda i: {
        "method": f"POST{i}",
        "path": f"/api/v1/generate{i}",
        "status_code": 200,
        "duration": 0.25,
    },
}
PEERS = ("sentry-sdk", "logfire")
VALUE = "opaque value 1"


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
        shown = piece.replace("\n", "\\n")
        yield f"| `{shown}` | {small * 1e3:.1f} ms | {large * 1e3:.1f} ms | {large / small:.1f} x | {bar} |"


def _log(records: Sequence[dict[str, Any]]) -> None:
    info = get_logger("benchmark").info
    for record in records:
        info("Request answered", **record)


def _scrub_all(records: Sequence[dict[str, Any]]) -> None:
    for record in records:
        scrub_fields(record)


def clean(runs: int) -> Iterator[str]:
    """The table of the clean records: texts made anew each time, so that nothing is cached."""
    configure(log_dir=None, mode="prod", console_level="info")
    yield "| a clean record of | its fields alone | logged, redacted | logged, not redacted | more | bar |"
    yield "|---|--:|--:|--:|--:|--:|"
    with mock.patch("foundry_logging.sinks.console.ConsoleSink.write"):
        for kind, make in RECORD_KINDS.items():
            records = [make(i) for i in range(RECORDS)]
            times: tuple[list[float], list[float], list[float]] = ([], [], [])
            for _ in range(20 * runs):  # in turns, so that what slows the machine slows all of them
                times[0].append(least(1, partial(_scrub_all, records)))
                times[1].append(least(1, partial(_log, records)))
                with mock.patch.object(_compose, "scrub_record", lambda text, fields: (text, fields)):
                    times[2].append(least(1, partial(_log, records)))
            each = [min(some) / RECORDS * 1e6 for some in times]
            shown = " | ".join(f"{micros:.2f} µs" for micros in (*each, each[1] - each[2]))
            yield f"| {kind} | {shown} | {BAR_MICROSECONDS} µs |"
    shutdown()


def peer_python(directory: Path) -> str:
    """The interpreter of the peers' environment, made when there is none."""
    python = directory / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not python.exists():
        venv.create(directory, with_pip=True)
    have = subprocess.run([python, "-m", "pip", "show", "-q", *PEERS], capture_output=True, check=False)
    if have.returncode != 0:
        subprocess.run([python, "-m", "pip", "install", "-q", *PEERS], check=True)
    return str(python)


def _ours(texts: Sequence[str], names: Sequence[str]) -> dict[str, Any]:
    return {
        "version": "this tree",
        "texts": [scrub_text(text) for text in texts],
        "names": [_redaction.scrub({name: VALUE})[name] != VALUE for name in names],
    }


def _name_class(name: str) -> str:
    verdict = is_secret_name(name)
    if verdict:
        return f"name: {verdict.kind}"
    return "name: about a secret" if "about a secret" in verdict.reason else "name: another word"


def side_by_side(directory: Path) -> Iterator[str]:
    """The tables of leaks and over-redactions."""
    sys.path.insert(0, str(TREE))
    from tests.runtime.test_vocabulary_names import NOT_SECRET, SECRET
    from tests.runtime.value_cases import CASES

    names = [*SECRET, *NOT_SECRET]
    asked = {"texts": [case.text for case in CASES], "names": names}
    worker = [peer_python(directory), str(Path(__file__).with_name("redaction_peers.py"))]
    done = subprocess.run(worker, input=json.dumps(asked), capture_output=True, text=True, check=True)
    answers = {"ours": _ours(**asked), **json.loads(done.stdout)}

    total: dict[str, int] = defaultdict(int)
    leaks: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    touched: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for index, case in enumerate(CASES):
        kind = f"text: {case.kind}"
        total[kind] += 1
        for who, answer in answers.items():
            shown = answer["texts"][index]
            if case.secrets:
                leaks[kind][who] += any(secret in shown for secret in case.secrets)
            else:
                touched[kind][who] += shown != case.text
    for index, name in enumerate(names):
        kind = _name_class(name)
        total[kind] += 1
        for who, answer in answers.items():
            if index < len(SECRET):
                leaks[kind][who] += not answer["names"][index]
            else:
                touched[kind][who] += answer["names"][index]
    for title, table in (("leaks", leaks), ("over-redactions", touched)):
        yield f"| {title} | of | " + " | ".join(f"{who} ({each['version']})" for who, each in answers.items()) + " |"
        yield "|---|--:|" + "--:|" * len(answers)
        rows = [(kind, total[kind], [row[who] for who in answers]) for kind, row in table.items()]
        rows.append(
            ("**all**", sum(row[1] for row in rows), [sum(each) for each in zip(*(r[2] for r in rows), strict=True)])
        )
        for kind, of, counts in rows:
            yield f"| {kind} | {of} | " + " | ".join(map(str, counts)) + " |"
        yield ""


def report(runs: int, peers: Path | None) -> Iterator[str]:
    """The section of docs/benchmarks.md."""
    yield "## What redaction costs, and what it finds"
    yield ""
    yield "Texts made to be slow to search: linear is 4 x."
    yield ""
    yield from hostile(runs)
    yield ""
    yield from clean(runs)
    yield ""
    if peers:
        yield "The cases of `tests/runtime`, beside Sentry's EventScrubber and Logfire's scrubber at their defaults:"
        yield ""
        yield from side_by_side(peers)
    yield machine()


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=5, help="how many runs of each (default: 5)")
    parser.add_argument("--peers", type=Path, metavar="DIRECTORY", help="compare; the peers' environment is here")
    parser.add_argument("--write", action="store_true", help="write the section of docs/benchmarks.md")
    options = parser.parse_args()
    text = "\n".join(report(options.runs, options.peers)) + "\n"
    print(text)
    if options.write:
        sections.write("redaction", text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
