"""One rule is fixed alone when it alone is selected, and unsafe fixes wait until they are asked for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from flake8_foundry_logging.cli import main
from flake8_foundry_logging.codemods import FIXES
from flake8_foundry_logging.rules import ALL

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "from foundry_logging import get_logger\n\nlog = get_logger(__name__)\n\n\n"
SERVICE = f"""{HEAD}def load(path, user):
    print("Loading", path)
    log.info(f"user is {{user}}")
    log.warn("slow")
    try:
        return open(path)
    except Exception:
        return None
"""
PROMISED = frozenset(
    f"LGF{number}"
    for number in (
        *(101, 102, 103, 104, 105, 106),
        *(201, 202, 203, 205, 214, 215, 216, 217, 221),
        *(301, 305),
        *(501, 502, 503, 504, 507, 508),
        *(601, 702, 703, 704, 706),
        *(801, 802, 803, 806),
    )
)
"""The rules whose row in the catalogue says that there is a fix."""


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file with four things to fix, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "service.py"
    file.write_text(SERVICE, encoding="utf-8")
    return file


def test_every_promised_fix_is_there() -> None:
    assert sorted(PROMISED - FIXES.keys()) == []


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        ("LGF501", 'log.info(f"user is {user}")', 'log.info("user is {user}", user=user)'),
        ("LGF601", 'log.warn("slow")', 'log.warning("slow")'),
        ("LGF101", 'print("Loading", path)', 'log.info("Loading {path}", path=path)'),
    ],
)
def test_a_selected_rule_is_fixed_alone(code: str, before: str, after: str, service: Path) -> None:
    assert main(["fix", "--select", code, str(service)]) == 0
    assert service.read_text(encoding="utf-8") == SERVICE.replace(before, after)


def test_an_unsafe_fix_is_counted_and_not_made(service: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fix", str(service)]) == 1
    assert "except Exception:\n        return None" in service.read_text(encoding="utf-8")
    said = capsys.readouterr().out
    assert "left LGF202 (needs-unsafe-fixes)" in said
    assert "1 needs-unsafe-fixes: " in said
    assert "--unsafe-fixes" in said


def test_tests_are_changed_when_that_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "test_service.py"
    text = f'{HEAD}def test_load(path):\n    print("Loading", path)\n'
    file.write_text(text, encoding="utf-8")

    assert main(["fix", "--scope", "all", "test_service.py"]) == 1
    assert "left LGF106 (test-code)" in capsys.readouterr().out
    assert file.read_text(encoding="utf-8") == text

    assert main(["fix", "--scope", "all", "--include-tests", "test_service.py"]) == 0
    assert 'log.info("Loading {path}", path=path)' in file.read_text(encoding="utf-8")


def test_an_unsafe_fix_is_made_when_it_is_asked_for(service: Path) -> None:
    assert main(["fix", "--unsafe-fixes", str(service)]) == 0
    assert "except Exception:\n        log.exception(" in service.read_text(encoding="utf-8")


def test_safe_and_unsafe_fixes_are_told_apart_in_json(service: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["fix", "--check", "--output-format", "json", str(service)])
    findings = json.loads(capsys.readouterr().out)["files"][0]["findings"]
    reasons = {finding["code"]: finding["reason"] for finding in findings}
    assert reasons == {"LGF101": None, "LGF501": None, "LGF601": None, "LGF202": "needs-unsafe-fixes"}


def test_what_cannot_be_fixed_has_no_fixer_and_says_so() -> None:
    assert "LGF302" not in FIXES
    assert ALL.get("LGF302") is not None
