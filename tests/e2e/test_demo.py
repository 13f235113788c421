"""The demo keeps its promises, from a copy of the tree, as a stranger runs it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TREE = Path(__file__).resolve().parents[2]
PARTS = ("examples", "scripts", "foundry_logging", "flake8_foundry_logging")
STEP = re.compile(r"^== (\d) of 4: .*\n", re.MULTILINE)

pytestmark = pytest.mark.slow


def copy_tree(target: Path) -> Path:
    for part in PARTS:
        shutil.copytree(TREE / part, target / part, ignore=shutil.ignore_patterns("__pycache__", "logs"))
    return target


def run_demo(tree: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "scripts/demo.py"],
        cwd=tree,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1", **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_tree(tmp_path_factory.mktemp("demo tree"))


@pytest.fixture(scope="module")
def before(tree: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (tree / "examples/before/model_service").iterdir()}


@pytest.fixture(scope="module")
def steps(tree: Path, before: dict[str, bytes]) -> list[str]:
    result = run_demo(tree)
    assert (result.returncode, result.stderr) == (0, "")
    return STEP.split(result.stdout)[2::2]


def test_the_demo_has_four_steps_and_each_says_its_command_first(steps: list[str]) -> None:
    commands = [next(line for line in step.splitlines() if line) for step in steps]
    assert [command.split()[:3] for command in commands] == [
        ["$", "foundry-lint", "check"],
        ["$", "foundry-lint", "checklist"],
        ["$", "foundry-lint", "fix"],
        ["$", "foundry-lint", "fix"],
    ]


def test_every_step_fits_a_screen_of_sixty_lines(steps: list[str]) -> None:
    assert [len(step.splitlines()) for step in steps[:3] if len(step.splitlines()) > 60] == []


def test_the_first_step_shows_a_place_and_a_reason_for_every_default_rule_of_the_example(steps: list[str]) -> None:
    shown = re.findall(r"^model_service/\w+\.py:\d+:\d+: (LGF\d{3}) \S.{20,}", steps[0], re.MULTILINE)
    expected = (101, 103, 104, 105, 201, 202, 213, 214, 215, 301, 403, 501, 502, 503, 504, 507, 508)
    assert set(shown) >= {f"LGF{number}" for number in (*expected, 601, 701, 704)}


def test_the_second_step_shows_the_items_of_both_lists(steps: list[str]) -> None:
    assert "LGF101" in steps[1]
    assert len(steps[1].splitlines()) > 12


def test_the_third_step_shows_a_diff_and_says_where_more_of_it_is(steps: list[str]) -> None:
    assert re.search(r"^-\s*print\(", steps[2], re.MULTILINE)
    assert re.search(r"^\+\s*logger\.", steps[2], re.MULTILINE)
    assert re.search(r"\(more lines of diff: .*\.py \d+", steps[2])


def test_the_fourth_step_shows_the_text_log_and_json_records(steps: list[str]) -> None:
    assert re.search(r"^\d{4}-\d\d-\d\d .* \| INFO +\| model-manager \| ", steps[3], re.MULTILINE)
    records = [json.loads(text) for text in re.findall(r"^\{\n.*?^\}$", steps[3], re.MULTILINE | re.DOTALL)]
    assert {record["level"] for record in records} >= {"info", "error"}


def test_the_fixed_service_logs_no_token(steps: list[str]) -> None:
    assert "local-dev-token" not in steps[3]


def test_the_demo_leaves_the_example_as_it_was(steps: list[str], tree: Path, before: dict[str, bytes]) -> None:
    folder = tree / "examples/before/model_service"
    assert steps
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before


def test_a_step_that_fails_is_one_line_and_exit_1(tmp_path: Path) -> None:
    broken = copy_tree(tmp_path / "tree")
    (broken / "examples/before/model_service/app.py").write_text("def broken(:\n", encoding="utf-8")
    result = run_demo(broken)
    assert result.returncode == 1
    assert re.fullmatch(r"demo failed: .+\n", result.stderr)
