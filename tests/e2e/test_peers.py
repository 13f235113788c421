"""The peers and we, over cases of our own and over real projects: wherever a peer speaks, we do, or it is explained.

``-s`` shows the summary; the file ``report.txt`` in the peers' cache folder holds the last one.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property

import pytest

from flake8_foundry_logging.rules import ALL
from scripts import coverage_page
from scripts.coverage_page import VERDICTS, Row
from tests.e2e.differences import CONDITIONS, Place
from tests.e2e.peers import DATA, Peers, Said, Tree, read

COVERAGE = coverage_page.load()
ROWS = {(row.peer, row.code): row for row in COVERAGE.rows}
CASE = re.compile(r"\s*# case: (?P<name>[\w-]+): (?P<codes>.+)")


def codes_of(peer: str) -> str:
    return ",".join(row.code for row in COVERAGE.rows if row.peer == peer)


# -- the table -------------------------------------------------------------------------------------------------------


def test_the_page_is_the_one_that_the_table_gives() -> None:
    """If this fails: python scripts/coverage_page.py."""
    assert coverage_page.PAGE.read_text(encoding="utf-8") == coverage_page.page(COVERAGE)


def test_every_code_of_ours_that_the_table_names_exists() -> None:
    named = {code for row in COVERAGE.rows for code in row.ours}
    assert sorted(code for code in named if ALL.get(code) is None) == []


def test_the_rows_are_complete_and_say_why() -> None:
    keys = {peer.key for peer in COVERAGE.peers}
    assert len(ROWS) == len(COVERAGE.rows)
    for row in COVERAGE.rows:
        assert row.peer in keys
        assert row.verdict in VERDICTS
        assert row.at in ("statement", "handler")
        assert bool(row.reason) == (row.verdict != "same"), row
        assert bool(row.ours) or row.verdict == "looser", row
        assert bool(row.differences) == (row.verdict == "looser"), row


def test_every_difference_has_its_condition_and_is_used() -> None:
    used = {name for row in COVERAGE.rows for name in row.differences}
    assert used == set(COVERAGE.differences) == set(CONDITIONS)


# -- the peers -------------------------------------------------------------------------------------------------------


@dataclass
class Comparison:
    """What was said about a tree, each finding of a peer with its answer.

    Attributes:
        tree: what was looked at.
        said: everything that was said.
    """

    tree: Tree
    said: set[Said]
    _ours: dict[tuple[str, str, int], set[str]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        for said in self.said:
            if said.who == "ours":
                for key in self._keys(said):
                    self._ours[key].add(said.code)

    def _keys(self, said: Said) -> list[tuple[str, str, int]]:
        """The statement and the handler in which something was said."""
        statement, handler = self.tree.statement(said), self.tree.handler(said)
        keys = [(said.path, "statement", statement.lineno if statement else 0)]
        return keys + ([(said.path, "handler", handler.lineno)] if handler else [])

    @cached_property
    def by_peers(self) -> list[tuple[Said, Row]]:
        """What the peers said about logging, in order of the place."""
        found = [(said, ROWS[said.who, said.code]) for said in self.said if (said.who, said.code) in ROWS]
        return sorted(found, key=lambda pair: (pair[0].path, pair[0].line, pair[0]))

    def ours(self, said: Said, row: Row) -> set[str]:
        """The codes with which we answer."""
        here = [key for key in self._keys(said) if key[1] == row.at]
        return set(row.ours).intersection(*(self._ours[key] for key in here)) if here else set()

    def reasons(self, said: Said, row: Row) -> list[str]:
        """The differences of the row whose conditions hold there."""
        return [name for name in row.differences if CONDITIONS[name](Place(self.tree, said))]

    @cached_property
    def unexplained(self) -> list[str]:
        """Where a peer speaks, we do not, and nothing says why."""
        return [
            f"{said.path}:{said.line}: {said.who}:{said.code}, ours would be {' or '.join(row.ours) or 'nothing'}: "
            + self.tree.lines[said.path][said.line - 1].strip()
            for said, row in self.by_peers
            if not self.ours(said, row) and not self.reasons(said, row)
        ]

    @cached_property
    def alone(self) -> Counter[str]:
        """Our codes -> how often they speak where no peer has a code that they answer."""
        answered = {(key, code) for said, row in self.by_peers for key in self._keys(said) for code in row.ours}
        return Counter(
            said.code
            for said in self.said
            if said.who == "ours" and not any((key, said.code) in answered for key in self._keys(said))
        )

    def summary(self) -> str:
        """A line for each code of a peer, and one for each of ours that stands alone."""
        spoken, answers = Counter[str](), Counter[str]()
        explained: dict[str, Counter[str]] = defaultdict(Counter)
        for said, row in self.by_peers:
            name = f"{said.who}:{said.code}"
            spoken[name] += 1
            if self.ours(said, row):
                answers[name] += 1
            else:
                explained[name][(self.reasons(said, row) or ["UNEXPLAINED"])[0]] += 1
        lines = [f"{'peer code':<24}{'spoken':>7}{'ours':>7}  explained"]
        for name in sorted(spoken):
            why = ", ".join(f"{reason} {count}" for reason, count in sorted(explained[name].items()))
            lines.append(f"{name:<24}{spoken[name]:>7}{answers[name]:>7}  {why}".rstrip())
        total = Counter(said.code for said in self.said if said.who == "ours")
        lines += ["", f"{'our code':<24}{'spoken':>7}{'alone':>7}"]
        lines += [f"{code:<24}{total[code]:>7}{self.alone[code]:>7}" for code in sorted(total)]
        return "\n".join(lines)


@pytest.fixture(scope="session")
def peers() -> Peers:
    return Peers()


@pytest.fixture(scope="session")
def cases(peers: Peers, tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    """The cases, under names that say nothing of tests."""
    folder = tmp_path_factory.mktemp("cases")
    shutil.copytree(DATA / "peers", folder / "service", ignore=shutil.ignore_patterns("__pycache__"))
    tree = Tree(folder)
    return Comparison(tree, peers.say(tree, pylint=codes_of("pylint"), ruff=codes_of("ruff")))


@pytest.mark.slow
@pytest.mark.parametrize("peer", COVERAGE.peers, ids=lambda peer: peer.key)
def test_every_code_that_a_peer_announces_stands_in_the_table(peer: coverage_page.Peer, peers: Peers) -> None:
    announced = {code for code in peers.announced[peer.key] if re.fullmatch(peer.announces, code)}
    rows = {row.code for row in COVERAGE.of(peer)}
    assert rows | set(peer.others) == announced
    assert rows & set(peer.others) == set()


@pytest.mark.slow
def test_every_code_speaks_in_its_cases_and_we_answer_where_the_case_is_no_difference(cases: Comparison) -> None:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for path, lines in cases.tree.lines.items():
        starts = [(number, CASE.fullmatch(line)) for number, line in enumerate(lines, 1)]
        heads = [(number, match) for number, match in starts if match]
        ends = [number for number, _ in heads[1:]] + [len(lines) + 1]
        for (start, match), end in zip(heads, ends, strict=True):
            for listed in match["codes"].split():
                peer, _, code = listed.partition(":")
                found[peer, code].add(match["name"])
                row = ROWS[peer, code]
                here = [
                    said
                    for said in cases.said
                    if (said.who, said.code, said.path) == (peer, code, path) and start < said.line < end
                ]
                assert here, f"{listed} is silent in the case {match['name']}"
                for said in here:
                    if match["name"] in CONDITIONS:
                        assert match["name"] in cases.reasons(said, row), said
                        assert cases.ours(said, row) == set(), said
                    else:
                        assert cases.ours(said, row), said
    assert {key: set(row.cases) for key, row in ROWS.items()} == found
    for key, row in ROWS.items():
        assert set(row.differences) == found[key] & set(CONDITIONS)


@pytest.mark.slow
def test_in_the_cases_nothing_is_unexplained(cases: Comparison) -> None:
    assert cases.unexplained == []


@pytest.mark.slow
def test_in_real_projects_nothing_is_unexplained(peers: Peers) -> None:
    tree = Tree(peers.folder / "projects")
    projects = Comparison(tree, peers.say(tree, pylint=codes_of("pylint"), ruff=codes_of("ruff")))
    report = f"{', '.join(read(peers.projects))}\n\n{projects.summary()}\n"
    (peers.folder / "report.txt").write_text(report, encoding="utf-8")
    print(f"\n{report}")

    assert len(projects.by_peers) > 300
    assert projects.unexplained == []
