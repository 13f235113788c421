"""A check that remembers: only files that changed since the last one are looked at, and only then are rules loaded."""

from __future__ import annotations

from flake8_foundry_logging.cache import Scope
from flake8_foundry_logging.discovery import discover
from flake8_foundry_logging.reports import FileReport, Report

TYPE_CHECKING = False  # typing's own would have to be imported by a run that the cache answers
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from flake8_foundry_logging.cache import Cache
    from flake8_foundry_logging.settings import Settings

__all__ = ["recheck"]


def recheck(
    paths: Iterable[str],
    settings: Callable[[], Settings],
    cache: Cache,
    *,
    jobs: int | None = None,
    stdin_name: str = "stdin",
) -> Report:
    """As ``check_paths``, with what earlier runs under the same settings found.

    Args:
        settings: asked only if something has to be checked.
        cache: the store for these settings; it is brought up to date.
    """
    told = settings() if cache.scope is None else None
    if told is not None:
        # without a rule nothing is kept, so that every run says so
        cache.scope = Scope(told.exclude, told.filename) if _runs_something(told) else None
    scope = cache.scope or told
    assert scope is not None
    candidates = {c.path: c for c in discover(paths, scope, stdin_name=stdin_name)}
    reports: list[FileReport] = []
    unknown = []
    for candidate in candidates.values():
        report = None if candidate.stamp is None else cache.recall(candidate)
        if report is None:
            unknown.append(candidate)
        else:
            reports.append(report)
    if unknown:
        from flake8_foundry_logging.checking import check_files

        for report in check_files(unknown, told or settings(), jobs=jobs, stdin_name=stdin_name):
            reports.append(report)
            if report.digest:
                cache.keep(candidates[report.path], report)
    cache.save()
    return Report(tuple(sorted(reports, key=lambda report: report.path)))


def _runs_something(settings: Settings) -> bool:
    from flake8_foundry_logging.rules._index import OUTLINES

    return bool(settings.rules(OUTLINES))
