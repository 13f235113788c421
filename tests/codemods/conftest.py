"""Fixes made for tests: what ``log.warn(...)`` is replaced by is said by the test."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from flake8_foundry_logging.codemods import rounds as machinery
from flake8_foundry_logging.codemods._calls import stretch
from flake8_foundry_logging.codemods.kit import Edit, Edits, Refusal

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.codemods.kit import Fix
    from flake8_foundry_logging.core.finding import Finding

UseFix = Callable[["Fix"], None]
Rewrite = Callable[[Callable[[str], str]], None]


@pytest.fixture
def use_fix(monkeypatch: pytest.MonkeyPatch) -> UseFix:
    """Have every finding answered by one fix."""

    def use(fix: Fix) -> None:
        monkeypatch.setattr(machinery, "fix_for", lambda code: fix)

    return use


@pytest.fixture
def rewrite(use_fix: UseFix) -> Rewrite:
    """Have the text of every call that a finding is about replaced by what a function makes of it."""

    def use(change: Callable[[str], str]) -> None:
        def fix(finding: Finding, context: Context) -> Edits | Refusal:
            assert finding.site is not None
            start, end = stretch(context.source, finding.site.subject)
            return Edits((Edit(start, end, change(context.source.text[start:end])),))

        use_fix(fix)

    return use
