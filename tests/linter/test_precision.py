"""The judged findings: each default rule is right nine times in ten, and the page says what the sheet says."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from flake8_foundry_logging.rules import ALL

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("precision", ROOT / "benchmarks" / "precision.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["precision"] = module  # its dataclasses look their module up
    spec.loader.exec_module(module)
    return module


precision = _script()
ROWS = precision.read(precision.SHEET)


def test_every_row_is_judged_with_a_reason_and_once() -> None:
    assert [row for row in ROWS if not row.verdict or not row.why.strip()] == []
    assert len({row.place for row in ROWS}) == len(ROWS)


def test_the_rows_are_of_rules_that_exist_and_of_many_projects() -> None:
    assert {row.rule for row in ROWS} <= {rule.code for rule in ALL}
    assert len({row.project for row in ROWS}) >= 8


@pytest.mark.parametrize(("sheet", "rows"), [("FIRST", 888), ("UNSEEN", 309)])
def test_earlier_readings_are_kept_as_they_were(sheet: str, rows: int) -> None:
    kept = precision.read(getattr(precision, sheet))

    assert len(kept) == rows
    assert {row.verdict for row in kept} == {"right", "wrong"}


def test_no_default_rule_is_below_the_bar_but_those_that_say_why() -> None:
    assert precision.summary(ROWS)[1] == list(precision.KEPT_ON)


def test_the_page_is_made_of_the_sheet() -> None:
    """If this fails: python benchmarks/precision.py summary --write."""
    assert precision.PAGE.read_text(encoding="utf-8") == precision.page(ROWS)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("a\tb\t1\tLGF101", "sheet.tsv:2: 4 columns in place of 6"),
        ("a\tb\t1\tLGF101\tmaybe\t", "sheet.tsv:2: 'maybe' is no verdict; there are right, wrong"),
    ],
)
def test_a_malformed_row_is_named(line: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("sheet.tsv").write_text(f"project\tfile\tline\trule\tverdict\twhy\n{line}\n")

    with pytest.raises(SystemExit, match=message):
        precision.read(Path("sheet.tsv"))


def test_a_rule_right_less_often_is_told() -> None:
    rows = [precision.Row("p-1", "a.py", str(n), "LGF101", "right" if n else "wrong", "why") for n in range(9)]
    table, low = precision.summary(rows)

    assert table[-1] == "| LGF101 | print-call |  | 8 of 9 | 89% | 1 |  |"
    assert low == ["LGF101"]
    assert precision.summary([*rows, precision.Row("p-1", "a.py", "9", "LGF101", "right", "why")])[1] == []


def test_findings_of_secrets_are_right_nine_times_in_ten() -> None:
    rows = precision.read(precision.SECRETS)

    assert [row for row in rows if not row.verdict or not row.why.strip()] == []
    assert len({row.project for row in precision.read(precision.SECRETS_FIRST)}) == 8
    assert sum(row.verdict == "right" for row in rows) >= 0.9 * len(rows)
