"""Writes ``rules/_index.py``, from which a check learns which rules a file is worth loading for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from flake8_foundry_logging.core import needs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flake8_foundry_logging.core.rule import Rule

__all__ = ["PACKAGE", "index_module"]

PACKAGE = "flake8_foundry_logging"
FIELDS = ("words", "yields_to", "reads")
HEAD = '''"""What a check must know of each rule before it is worth loading. Generated: python -m {package}.pages."""

from __future__ import annotations

from {package}.core.needs import (
{names})
from {package}.core.outline import Outline
from {package}.core.registry import Registry

__all__ = ["OUTLINES"]

'''


def quoted(text: str) -> str:
    """A literal as a formatter writes it."""
    return f"'{text}'" if '"' in text and "'" not in text else json.dumps(text, ensure_ascii=False)


def index_module(rules: Iterable[Rule]) -> str:
    """``rules/_index.py``: of each rule what a check must know before it is worth loading."""
    named = {id(value): name for name in needs.__all__ if isinstance(value := getattr(needs, name), needs.Need)}
    used: set[str] = set()

    def source(value: object) -> str:
        if not isinstance(value, needs.Need):
            return quoted(str(value))
        name = named.get(id(value))
        used.add(name or "with_logger")
        return name or f"*with_logger({quoted(value.word)})"

    calls = []
    for rule in rules:
        home = rule.name.replace("-", "_")
        lines = [f'"{rule.code}"', f'"{rule.name}"', f'"{PACKAGE}.rules.{home}"']
        lines += [f"{name}=False" for name in ("default", "looks") if not getattr(rule, name)]
        for name in FIELDS:
            items = [source(item) for item in getattr(rule, name)]
            inner = "".join(f"\n                {item}," for item in items)
            if items:
                lines.append(f"{name}=({inner}\n            )" if len(items) > 1 else f"{name}=({items[0]},)")
        calls.append("        Outline(" + "".join(f"\n            {line}," for line in lines) + "\n        ),\n")
    names = "".join(f"    {name},\n" for name in sorted(used))
    head = HEAD.format(package=PACKAGE, names=names)
    return f"{head}OUTLINES = Registry(\n    (\n{''.join(calls)}    )\n)\n"
