"""Tables in the documentation that repeat the code are the ones that the code would write now."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

import pytest

from flake8_foundry_logging import codemods
from flake8_foundry_logging.codemods.refusals import REASONS
from flake8_foundry_logging.core.checklist import Item, List
from flake8_foundry_logging.rules import ALL
from tests.architecture.imports import TREE

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def requirements(project: dict[str, Any]) -> set[str]:
    """The distributions that pyproject.toml names, wherever."""
    named = [*project["build-system"]["requires"], *project["project"]["dependencies"]]
    for group in [*project["project"]["optional-dependencies"].values(), *project["dependency-groups"].values()]:
        named += [entry for entry in group if isinstance(entry, str)]
    names = {re.match(r"[A-Za-z0-9._-]+", entry)[0].lower() for entry in named}  # type: ignore[index]
    return names - {project["project"]["name"]}


def test_every_dependency_has_its_reason_and_every_reason_its_dependency() -> None:
    text = (TREE / "docs" / "dependencies.md").read_text(encoding="utf-8")
    rows = {name.lower() for name in re.findall(r"^\| \[([^\]]+)\]\(https://", text, flags=re.MULTILINE)}
    assert rows == requirements(tomllib.loads((TREE / "pyproject.toml").read_text(encoding="utf-8")))


def checklist() -> list[str]:
    """The guide's two lists, each item with its rules."""
    rows = ["| Пункт руководства | Правила |", "|---|---|"]
    for group in List:
        rows.append(f"| **{group.russian}** | |")
        for item in (item for item in Item if item.group is group):
            codes = " ".join(rule.code for rule in ALL if item in rule.guards)
            rows.append(f"| {item.russian} | {codes} |" if codes else f"| {item.russian} | |")
    return rows


def reasons() -> list[str]:
    """Why a fix declines."""
    rows = (f"| `{code}` | {reason} |" for code, reason in sorted(REASONS.items()))
    return ["| code | why, and what to do |", "|---|---|", *rows]


def commands() -> list[str]:
    """The commands for libcst's tool."""
    names = sorted(set(codemods.__all__) - {"FIXES", "fix_for"})
    rows = (f"| `{name}` | {getattr(codemods, name).DESCRIPTION} |" for name in names)
    return ["| command | what it does |", "|---|---|", *rows]


@pytest.mark.parametrize(
    ("document", "mark", "table"),
    [
        pytest.param("README.ru.md", "checklist", checklist, id="the rules of every item of the guide"),
        pytest.param("docs/codemods.md", "reasons", reasons, id="the reasons of refusals"),
        pytest.param("docs/codemods.md", "commands", commands, id="the commands of libcst"),
    ],
)
def test_a_marked_table_is_what_the_code_says(document: str, mark: str, table: Callable[[], list[str]]) -> None:
    text = (TREE / document).read_text(encoding="utf-8")
    marked = re.search(rf"^<!-- {mark}: .*? -->\n(.*?)^<!-- /{mark} -->$", text, flags=re.MULTILINE | re.DOTALL)
    assert marked is not None
    assert marked[1].strip().splitlines() == table()


def test_the_lists_are_the_guides_own() -> None:
    guide = (TREE / "tests" / "data" / "guide.ru.md").read_text(encoding="utf-8").replace("`", "")
    for item in Item:
        assert re.search(rf"^- (\[ \]|❌) {re.escape(item.russian)}$", guide, flags=re.MULTILINE), item


def test_the_changelog_names_every_rule() -> None:
    text = (TREE / "CHANGELOG.md").read_text(encoding="utf-8")
    assert {rule.code for rule in ALL} <= set(re.findall(r"LGF\d{3}", text))


DOCUMENTS = [path for pattern in ("*.md", "docs/**/*.md") for path in sorted(TREE.glob(pattern))]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(TREE)))
def test_every_link_within_the_project_leads_somewhere(document: Path) -> None:
    text = re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    targets = re.findall(r"\]\((?!https?://|#|mailto:)([^)#\s]+)", text)
    assert [target for target in targets if not (document.parent / target).exists()] == []
