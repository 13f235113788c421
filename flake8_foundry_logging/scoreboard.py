"""The guide's two lists with what the rules found for each of their items."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flake8_foundry_logging.core.checklist import Item, List
from flake8_foundry_logging.output import number_of
from flake8_foundry_logging.rules import ALL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flake8_foundry_logging.core.rule import Rule
    from flake8_foundry_logging.reports import Report
    from flake8_foundry_logging.settings import Settings

__all__ = ["Row", "board", "board_json", "board_lines"]

WORDS = {
    "en": {
        "findings": "findings",
        "files": "files",
        "quiet": "nothing found",
        "off": "off",
        "none": "no rule looks at this yet",
        "holds": "{holding} of {looked} items that were looked at hold",
        "ruleless": "no rule yet for {}",
        "unlooked": "not looked at: {}",
        "problems": "{files} could not be checked",
    },
    "ru": {
        "findings": "находок",
        "files": "файлов",
        "quiet": "ничего не найдено",
        "off": "выключено",
        "none": "правила пока нет",
        "holds": "выполнено пунктов: {holding} из {looked} проверенных",
        "ruleless": "пока без правил: {}",
        "unlooked": "не проверено: {}",
        "problems": "не удалось проверить файлов: {number}",
    },
}


@dataclass(frozen=True, slots=True)
class Row:
    """One item of the lists.

    Attributes:
        item: the item.
        rules: the rules that guard it, with how often each was found; None for a rule that was off.
        files: in how many files there are findings.
        looked: whether any of the rules looked at any file.
    """

    item: Item
    rules: tuple[tuple[Rule, int | None], ...]
    files: int
    looked: bool

    @property
    def findings(self) -> int:
        """How many findings there are."""
        return sum(count or 0 for _, count in self.rules)

    @property
    def holds(self) -> bool | None:
        """Whether nothing was found; None where no rule looked."""
        return not self.findings if self.looked else None


def board(report: Report, settings: Settings) -> tuple[Row, ...]:
    """A row for each item, in the guide's order."""
    ran = set(settings.rules(ALL))
    anything = len(report.files) > len(report.problems)
    found: dict[str, list[str]] = {}
    for path, finding in report.findings:
        found.setdefault(finding.code, []).append(path)
    rows = []
    for item in Item:
        guards = [rule for rule in ALL if item in rule.guards]
        counts = tuple((rule, len(found.get(rule.code, ())) if rule in ran else None) for rule in guards)
        files = len({path for rule in guards for path in found.get(rule.code, ())})
        rows.append(Row(item, counts, files, anything and any(rule in ran for rule in guards)))
    return tuple(rows)


def board_lines(rows: Sequence[Row], report: Report, *, language: str) -> Iterator[str]:
    """The board as text, in ``en`` or ``ru``."""
    words = WORDS[language]
    for group in List:
        yield group.russian if language == "ru" else group.english
        for row in rows:
            if row.item.group is group:
                yield from _row_lines(row, words, language)
        yield ""
    yield "; ".join(_totals(rows, report, words))


def _totals(rows: Sequence[Row], report: Report, words: dict[str, str]) -> Iterator[str]:
    """What the last line says; an item that nothing looked at neither holds nor fails."""
    looked = sum(row.looked for row in rows)
    ruleless = sum(not row.rules for row in rows)
    yield words["holds"].format(holding=sum(row.holds is True for row in rows), looked=looked)
    for key, number in ("ruleless", ruleless), ("unlooked", len(rows) - looked - ruleless):
        if number:
            yield words[key].format(number)
    yield f"{words['findings']}: {len(report.findings)}"
    yield f"{words['files']}: {len(report.files)}"
    if report.problems:
        number = len(report.problems)
        yield words["problems"].format(number=number, files=number_of(number, "file"))


def _row_lines(row: Row, words: dict[str, str], language: str) -> Iterator[str]:
    mark = {True: "✔", False: "✘", None: "·"}[row.holds]
    text = row.item.russian if language == "ru" else row.item.english
    counts = f"  ({words['findings']}: {row.findings}, {words['files']}: {row.files})" if row.findings else ""
    yield f"  {mark} {text}{counts}"
    for rule, count in row.rules:
        if count:
            yield f"      {rule.code} {rule.name}: {count}"
    for key, wanted in ("quiet", 0), ("off", None):
        codes = [rule.code for rule, count in row.rules if count == wanted]
        if codes:
            yield f"      {words[key]}: {' '.join(codes)}"
    if not row.rules:
        yield f"      {words['none']}"


def board_json(rows: Sequence[Row], report: Report) -> dict[str, Any]:
    """The board as data."""
    return {
        "version": 1,
        "items": [
            {
                "list": row.item.group.name.lower(),
                "item": row.item.name.lower(),
                "english": row.item.english,
                "russian": row.item.russian,
                "holds": row.holds,
                "findings": row.findings,
                "files": row.files,
                "rules": [
                    {"code": rule.code, "name": rule.name, "on": count is not None, "findings": count or 0}
                    for rule, count in row.rules
                ],
            }
            for row in rows
        ],
        "findings": len(report.findings),
        "files": len(report.files),
        "errors": [
            {"path": path, "line": problem.line or None, "message": problem.reason} for path, problem in report.problems
        ],
    }
