"""How often the rules are right on real code: draw findings, read them, keep the verdicts.

    python benchmarks/precision.py draw SHEET PROJECT...     findings to read, at random, one row each
    python benchmarks/precision.py take SHEET PROJECT...     every finding of some rules, --rule LGF301
    python benchmarks/precision.py show SHEET PROJECT...     the rows without a verdict, each with its source
    python benchmarks/precision.py judge SHEET VERDICTS      take over the verdicts of another sheet
    python benchmarks/precision.py recheck SHEET PROJECT...  drop the rows that the rules find no more
    python benchmarks/precision.py summary [SHEET]           a row a rule; exit code 1 if a default one is below the bar
    python benchmarks/precision.py summary --write           the same into docs/precision.md

A project is the unpacked folder of a source distribution, NAME-VERSION. The sheet holds tab-separated columns:
project, file, line, rule, verdict and why. A reader fills in the last two: ``right`` where a strict colleague would
thank the tool for the finding, ``wrong`` where not. Nothing of the projects' code is kept.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import subprocess
import sys
from collections import Counter, defaultdict
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from flake8_foundry_logging.rules import ALL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

SHEET = Path(__file__).with_name("precision.tsv")
FIRST = Path(__file__).with_name("precision_first.tsv")
UNSEEN = Path(__file__).with_name("precision_unseen.tsv")
SECRETS, SECRETS_FIRST, SECRETS_UNSEEN = (
    Path(__file__).with_name(f"precision_secrets{which}.tsv") for which in ("", "_first", "_unseen")
)
"""Every finding of the secret rules in eight projects; the same before they were mended; those in further projects."""
SECRETS_LATER = tuple(sorted(Path(__file__).parent.glob("precision_secrets_later*.tsv")))
"""Every finding in projects that were drawn later, one sheet a reading, each before what it showed was mended."""
PAGE = Path(__file__).resolve().parents[1] / "docs" / "precision.md"
CHECK = (sys.executable, "-m", "flake8_foundry_logging", "check", "--isolated", "--output-format", "json")
OFTEN, RARE, OFTENEST = 50, 20, 15
"""Findings that are read of each of the fifteen rules that speak most, and of each other one."""
BAR = 0.9
KEPT_ON = {"LGF202": "Ignored errors stand in the guide's list of what is forbidden, and this is the rule for them."}
"""Default rules that stay on below the bar, each with its reason."""
AROUND = 12
"""Lines of source that ``show`` prints before and behind a finding."""
VERDICTS = ("right", "wrong")


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """A finding and what a reader said of it; all text, as the sheet has it."""

    project: str
    file: str
    line: str
    rule: str
    verdict: str = ""
    why: str = ""

    @property
    def place(self) -> tuple[str, str, str, str]:
        """What the finding is known by."""
        return self.project, self.file, self.line, self.rule


def read(sheet: Path) -> list[Row]:
    """The rows of a sheet.

    Raises:
        SystemExit: it is missing, or a row is malformed; the message names the line.
    """
    if not sheet.exists():
        raise SystemExit(f"{sheet}: there is no such sheet; `draw` makes one")
    with sheet.open(encoding="utf-8", newline="") as stream:
        lines = list(csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    width = len(fields(Row))
    for number, cells in enumerate(lines, 1):
        if len(cells) != width:
            raise SystemExit(f"{sheet}:{number}: {len(cells)} columns in place of {width}")
        if number > 1 and cells[4] not in ("", *VERDICTS):
            raise SystemExit(f"{sheet}:{number}: {cells[4]!r} is no verdict; there are {', '.join(VERDICTS)}")
    return [Row(*cells) for cells in lines[1:]]


def write(sheet: Path, rows: Iterable[Row]) -> None:
    """Write a sheet, by rule and place."""
    ordered = sorted(rows, key=lambda row: (row.rule, row.project, row.file, int(row.line)))
    with sheet.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter="\t", quoting=csv.QUOTE_NONE, lineterminator="\n")
        writer.writerow(field.name for field in fields(Row))
        writer.writerows(map(astuple, ordered))


def found(projects: Iterable[Path], rules: Sequence[str] = ()) -> Iterator[Row]:
    """What the default rules, or these, find in some projects."""
    check = [*CHECK, f"--select={','.join(rules)}"] if rules else CHECK
    for project in projects:
        run = subprocess.run([*check, "."], cwd=project, capture_output=True, encoding="utf-8", check=False)
        if not run.stdout:
            raise SystemExit(f"{project}: foundry-lint gave up\n{run.stderr}")
        for finding in json.loads(run.stdout)["findings"]:
            path = finding["path"].removeprefix("./")
            yield Row(project.resolve().name, path, str(finding["line"]), finding["code"])


def draw(sheet: Path, projects: Sequence[Path], seed: int) -> None:
    """Add findings at random until each rule has as many rows as are to be read, the projects sharing alike."""
    rows = read(sheet) if sheet.exists() else []
    known = {row.place for row in rows}
    by_rule: dict[str, list[Row]] = defaultdict(list)
    for row in dict.fromkeys(found(projects)):
        by_rule[row.rule].append(row)
    oftenest = {rule for rule, _ in Counter({rule: len(all_) for rule, all_ in by_rule.items()}).most_common(OFTENEST)}
    for rule, all_ in by_rule.items():
        missing = (OFTEN if rule in oftenest else RARE) - sum(row.rule == rule for row in rows)
        fresh = [row for row in all_ if row.place not in known]
        rows += list(_shared(fresh, random.Random(f"{seed} {rule}")))[: max(0, missing)]
    write(sheet, rows)


def take(sheet: Path, projects: Sequence[Path], rules: Sequence[str]) -> None:
    """Make the rows of a sheet all that these rules find in some projects; verdicts on what is still found stay."""
    rows = read(sheet) if sheet.exists() else []
    known = {row.place: row for row in rows}
    names = {project.resolve().name for project in projects}
    now = {row.place: known.get(row.place, row) for row in found(projects, rules)}
    others = [row for row in rows if row.project not in names or row.rule not in rules]
    write(sheet, [*others, *now.values()])


def _shared(rows: list[Row], chance: random.Random) -> Iterator[Row]:
    """All rows, the projects taking turns, each in an order of chance: a loud project must not be the whole sample."""
    queues: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(rows):
        queues[row.project].append(row)
    for queue in queues.values():
        chance.shuffle(queue)
    while queues:
        for project in chance.sample(sorted(queues), len(queues)):
            yield queues[project].pop()
            if not queues[project]:
                del queues[project]


def show(sheet: Path, projects: Sequence[Path], rules: Sequence[str], around: int) -> None:
    """Print the rows that nobody has judged, with the source around them."""
    folders = {project.resolve().name: project for project in projects}
    for row in read(sheet):
        if row.verdict or (rules and row.rule not in rules) or row.project not in folders:
            continue
        lines = (folders[row.project] / row.file).read_text(encoding="utf-8", errors="replace").splitlines()
        line = int(row.line)
        print(f"\n=== {row.project}\t{row.file}\t{row.line}\t{row.rule}")
        for number in range(max(1, line - around), min(len(lines), line + around) + 1):
            print(f"{'>' if number == line else ' '} {number:>5} {lines[number - 1]}")


def recheck(sheet: Path, projects: Sequence[Path]) -> None:
    """Drop the rows of these projects that the rules find no more; verdicts of the others stay."""
    now = {row.place for row in found(projects)}
    names = {project.resolve().name for project in projects}
    rows = read(sheet)
    kept = [row for row in rows if row.project not in names or row.place in now]
    write(sheet, kept)
    print(f"{len(rows) - len(kept)} of {len(rows)} rows are found no more")


def judge(sheet: Path, verdicts: Path) -> None:
    """Take over the verdicts of another sheet."""
    given = {row.place: row for row in read(verdicts) if row.verdict}
    write(sheet, [given.get(row.place, row) for row in read(sheet)])


HEAD = """# Precision

How often a default rule was right on code that nobody of this project wrote: findings drawn at random, the projects
taking turns, each read with its source. "Right": true, and a strict colleague would thank the tool for it there.

The first reading (`benchmarks/precision_first.tsv`) was of projects on which nothing had been tuned. What was wrong
there was mended; rows that are found no more fell out, others were drawn and read: those are the rules as they are
(`benchmarks/precision.tsv`, with a reason for each row). Because the rules were mended by these projects, that column
flatters them. What code can expect that no rule has ever seen stands under "unseen": up to twenty findings a rule in
eighteen further projects (`benchmarks/precision_unseen.tsv`), read before a last mending. `benchmarks/precision.py`
draws the rows and makes this page.

"""

SECRETS_HEAD = """
## Secrets

Every finding of the rules for secrets in log calls, judged (`benchmarks/precision_secrets.tsv`): eight projects, three
of them for language models. "First" was read before what was wrong was mended there, "unseen" is in further projects,
read before a last mending: 19 of the 30 wrong ones are found no more since, and all of the right ones.

"""
SECRETS_LATER_HEAD = """
Five later readings, each of all findings in a hundred projects or so that had not been looked at, and of the rules as
they were then; what was wrong and had a common cause was mended after each, and none of the right ones was lost by it.
The last row is what code can expect that these rules have never seen, though one project can decide a reading: most of
what was wrong in the fourth were the tokens of two models' vocabularies, of an exchange and of a hardware token server.

| reading | projects with findings | findings | right | share |
|---|--:|--:|--:|--:|
"""
MISSED = """
What may be missed: `benchmarks/missed_secrets.py` searches the same eight projects for log calls with a word of secrets
anywhere in an argument, and for those that log something that may hold one (`kwargs`, `payload`, `config`). 59 such
calls are reported, 526 with a word are not, and 628 with a holder. Of 150 of the former, drawn at random (seed 1), 3
log a secret: two call a token `tok`, one cuts a secret to its first sixteen characters. Of 150 of the latter one logs
settings from which its file takes a master key; some dozen log `kwargs` in which a caller may hand over an API key.
"""


def page(rows: Sequence[Row]) -> str:
    """docs/precision.md."""
    table, low = summary(rows, first=read(FIRST), unseen=read(UNSEEN))
    judged = {row.rule for row in rows if row.verdict}
    unseen = [f"{rule.code} {rule.name}" for rule in ALL if rule.default and rule.checks and rule.code not in judged]
    lines = [*table, "", f"Projects: {', '.join(sorted({row.project for row in rows}))}."]
    if unseen:
        lines += ["", f"On by default, and found nowhere in these projects: {', '.join(unseen)}."]
    lines += ["", *(f"Below {BAR:.0%}: {code}. {KEPT_ON.get(code, 'It has to be mended.')}" for code in low)]
    return (
        HEAD + "\n".join(lines) + "\n" + SECRETS_HEAD + "\n".join([*secrets_table(), *secrets_later()]) + "\n" + MISSED
    )


def secrets_table() -> list[str]:
    """A Markdown table with a row a rule for secrets."""
    first, now, unseen = (_by_rule(read(sheet)) for sheet in (SECRETS_FIRST, SECRETS, SECRETS_UNSEEN))
    table = ["| rule | first | rules as they are | share | unseen |", "|---|--:|--:|--:|--:|"]
    for code in sorted(now):
        share = f"{_right(now[code]) / len(now[code]):.0%}"
        table.append(f"| {code} | {_share(first[code])} | {_share(now[code])} | {share} | {_share(unseen[code])} |")
    projects = ", ".join(sorted({row.project for rows in (*first.values(), *now.values()) for row in rows}))
    return [*table, "", f"Projects: {projects}."]


def secrets_later() -> list[str]:
    """A Markdown table with a row a later reading."""
    table = SECRETS_LATER_HEAD.rstrip("\n").split("\n")
    for number, sheet in enumerate(SECRETS_LATER, start=1):
        rows = read(sheet)
        counts = f"{len({row.project for row in rows})} | {len(rows)} | {_right(rows)} | {_right(rows) / len(rows):.0%}"
        table.append(f"| {number} | {counts} |")
    return table


def summary(
    rows: Iterable[Row], *, first: Iterable[Row] = (), unseen: Iterable[Row] = ()
) -> tuple[list[str], list[str]]:
    """A Markdown table with a row a rule, and the default rules that are right too seldom now."""
    now, then, new = _by_rule(rows), _by_rule(first), _by_rule(unseen)
    table = [
        "| rule | name | first reading | rules as they are | share | projects | unseen |",
        "|---|---|--:|--:|--:|--:|--:|",
    ]
    low = []
    for rule in ALL:
        judged = now[rule.code]
        if judged:
            share = _right(judged) / len(judged)
            reading = f"{_share(then[rule.code])} | {_share(judged)} | {share:.0%} | {len({r.project for r in judged})}"
            table.append(f"| {rule.code} | {rule.name} | {reading} | {_share(new[rule.code])} |")
            if rule.default and share < BAR:
                low.append(rule.code)
    return table, low


def _by_rule(rows: Iterable[Row]) -> defaultdict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.verdict:
            found[row.rule].append(row)
    return found


def _right(rows: Sequence[Row]) -> int:
    return sum(row.verdict == "right" for row in rows)


def _share(rows: Sequence[Row]) -> str:
    return f"{_right(rows)} of {len(rows)}" if rows else ""


def _summary(arguments: argparse.Namespace) -> int:
    rows = read(arguments.sheet)
    if arguments.write:
        PAGE.write_text(page(rows), encoding="utf-8")
    table, low = summary(rows, first=read(FIRST), unseen=read(UNSEEN)) if arguments.sheet == SHEET else summary(rows)
    print("\n".join(table))
    if low:
        print(f"\nright less often than {BAR:.0%}: {', '.join(low)}")
    return 1 if set(low) - set(KEPT_ON) else 0


def main() -> int:
    """Run one of the commands."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    commands = parser.add_subparsers(required=True)
    for name in ("draw", "show", "recheck"):
        command = commands.add_parser(name)
        command.add_argument("sheet", type=Path)
        command.add_argument("projects", nargs="+", type=Path)
    commands.choices["draw"].add_argument("--seed", type=int, default=1)
    commands.choices["draw"].set_defaults(run=lambda a: draw(a.sheet, a.projects, a.seed))
    commands.choices["show"].add_argument("--rule", action="append", default=[], help="only these rules")
    commands.choices["show"].add_argument("--around", type=int, default=AROUND, help="lines before and behind")
    commands.choices["show"].set_defaults(run=lambda a: show(a.sheet, a.projects, a.rule, a.around))
    commands.choices["recheck"].set_defaults(run=lambda a: recheck(a.sheet, a.projects))
    command = commands.add_parser("take")
    command.add_argument("sheet", type=Path)
    command.add_argument("projects", nargs="+", type=Path)
    command.add_argument("--rule", action="append", default=[], required=True, help="of these rules")
    command.set_defaults(run=lambda a: take(a.sheet, a.projects, a.rule))
    command = commands.add_parser("judge")
    command.add_argument("sheet", type=Path)
    command.add_argument("verdicts", type=Path)
    command.set_defaults(run=lambda a: judge(a.sheet, a.verdicts))
    command = commands.add_parser("summary")
    command.add_argument("sheet", nargs="?", type=Path, default=SHEET)
    command.add_argument("--write", action="store_true", help="write docs/precision.md")
    command.set_defaults(run=_summary)
    arguments = parser.parse_args()
    return arguments.run(arguments) or 0


if __name__ == "__main__":
    sys.exit(main())
