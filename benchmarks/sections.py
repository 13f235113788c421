"""docs/benchmarks.md, a section of it for each script: what one measures anew leaves the others as they are."""

from __future__ import annotations

from pathlib import Path

__all__ = ["PAGE", "write"]

PAGE = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"


def write(name: str, text: str) -> None:
    """Put a section in the place of the one of the same name, or at the end of the page.

    Args:
        name: of the script, without ``.py``.
        text: markdown that begins with a heading of the second level.
    """
    start, end = f"<!-- section: {name} -->\n", f"<!-- /section: {name} -->\n"
    page = PAGE.read_text(encoding="utf-8")
    section = f"{start}{text.strip()}\n{end}"
    if start in page:
        before, _, rest = page.partition(start)
        page = before + section + rest.partition(end)[2]
    else:
        page = f"{page.rstrip()}\n\n{section}"
    PAGE.write_text(page, encoding="utf-8")
