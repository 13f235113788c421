"""Write docs/coverage.md, the peers' codes next to ours, from docs/coverage.toml; ``--check`` compares."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flake8_foundry_logging.rules import ALL

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).resolve().parent.parent
TABLE, PAGE = ROOT / "docs" / "coverage.toml", ROOT / "docs" / "coverage.md"

VERDICTS = {"same": "same", "stricter": "stricter", "looser": "looser on purpose"}
OTHER = "not about logging"
INTRODUCTION = """\
# What the peers find, and what we find

Made from `coverage.toml` by `scripts/coverage_page.py`. `tests/e2e/test_peers.py` holds it against the peers:
every code that their packages announce stands here, and over our cases and two real projects every place where a peer
speaks and we do not is one of the differences below.

*Same*: we find what the peer finds. *Stricter*: that, and more. *Looser on purpose*: not everywhere, for the reason
given.

The comparison is with every rule of ours on; [the list of rules](rules/index.md) says which are on by default.
"""


@dataclass(frozen=True, slots=True)
class Peer:
    """A linter that we are compared with.

    Attributes:
        key: its short name in the table.
        package: its distribution.
        announces: a pattern of the codes that belong into the table.
        others: its codes that are not about logging, with their names.
    """

    key: str
    package: str
    announces: str
    others: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """One code of a peer that is about logging.

    Attributes:
        peer: the peer's key.
        code: its code.
        name: what it is called.
        verdict: a key of ``VERDICTS``.
        ours: the codes of ours that answer.
        cases: the cases of ``tests/data/peers`` in which it speaks.
        reason: why we are stricter or looser.
        differences: the ids of the differences.
        at: ``statement`` or ``handler``: where ours may stand to be about the same.
    """

    peer: str
    code: str
    name: str
    verdict: str
    ours: list[str]
    cases: list[str]
    reason: str = ""
    differences: list[str] = field(default_factory=list)
    at: str = "statement"


@dataclass(frozen=True, slots=True)
class Coverage:
    """The whole table; ``differences``: id -> why we are silent there."""

    peers: list[Peer]
    rows: list[Row]
    differences: dict[str, str]

    def of(self, peer: Peer) -> list[Row]:
        """The rows of a peer."""
        return [row for row in self.rows if row.peer == peer.key]


def load(path: Path = TABLE) -> Coverage:
    """The table; TypeError where a row has a field too many or too few."""
    data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    return Coverage(
        [Peer(**entry) for entry in data["peer"]],
        [Row(**entry) for entry in data["code"]],
        {entry["id"]: entry["text"] for entry in data["difference"]},
    )


def _link(code: str) -> str:
    return f"[{code}](rules/{code}.md)"


def _counts(coverage: Coverage) -> list[str]:
    lines = [
        "## In numbers",
        "",
        f"| peer | {' | '.join(VERDICTS.values())} | {OTHER} |",
        f"|---|{'---|' * (len(VERDICTS) + 1)}",
    ]
    for peer in coverage.peers:
        count = Counter(row.verdict for row in coverage.of(peer))
        numbers = [*(count[verdict] for verdict in VERDICTS), len(peer.others)]
        lines.append(f"| {peer.package} | {' | '.join(map(str, numbers))} |")
    return [*lines, ""]


def _peer(peer: Peer, rows: list[Row]) -> list[str]:
    lines = [f"## {peer.package}", ""]
    if rows:
        lines += ["| code | name | verdict | ours | why |", "|---|---|---|---|---|"]
    for row in rows:
        why = row.reason
        if row.differences:
            links = ", ".join(f"[{name}](#{name})" for name in row.differences)
            why += f" Differences: {links}."
        ours = " ".join(map(_link, row.ours)) or "none"
        lines.append(f"| {row.code} | {row.name} | {VERDICTS[row.verdict]} | {ours} | {why} |")
    if rows:
        lines.append("")
    if peer.others:
        named = ", ".join(f"{code} {name}" for code, name in peer.others.items())
        lines += [f"{OTHER.capitalize()}: {named}.", ""]
    return lines


def _differences(coverage: Coverage) -> list[str]:
    lines = ["## Where we are silent on purpose", ""]
    for name, text in coverage.differences.items():
        codes = ", ".join(f"{row.peer}:{row.code}" for row in coverage.rows if name in row.differences)
        lines += [f"### {name}", "", f"{text} Codes: {codes}.", ""]
    return lines


def _alone(coverage: Coverage) -> list[str]:
    """Our rules that answer no code of a peer."""
    answering = {code for row in coverage.rows for code in row.ours}
    lines = ["## Ours alone", "", "Rules that no code of a peer asks for:", ""]
    return [*lines, *(f"- {_link(rule.code)} {rule.name}" for rule in ALL if rule.code not in answering)]


def page(coverage: Coverage) -> str:
    """The page as it must be."""
    lines = [INTRODUCTION, *_counts(coverage)]
    for peer in coverage.peers:
        lines += _peer(peer, coverage.of(peer))
    return "\n".join([*lines, *_differences(coverage), *_alone(coverage)]) + "\n"


def main() -> int:
    """Write the page, or with ``--check`` compare it: 1 if it is stale."""
    parser = argparse.ArgumentParser(description="Write docs/coverage.md.")
    parser.add_argument("--check", action="store_true", help="change nothing; exit with 1 if the page is stale")
    arguments = parser.parse_args()
    text = page(load())
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == text:
        return 0
    if not arguments.check:
        PAGE.write_text(text, encoding="utf-8")
    print(f"docs/coverage.md {'is stale' if arguments.check else 'written'}")
    return 1 if arguments.check else 0


if __name__ == "__main__":
    sys.exit(main())
