"""Who may import whom: a table, held by reading the imports of every module."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from tests.architecture.imports import LINTER, RUNTIME, Import, imports, modules

EXTRAS = tuple(f"{RUNTIME}.{name}" for name in ("asgi", "metrics", "otel", "report"))
"""Parts that bring libraries of their own; the core works without them."""

VOCABULARY = f"{RUNTIME}.vocabulary"
VERSION = f"{RUNTIME}._version"
CORE = f"{LINTER}.core"
RULES = f"{LINTER}.rules"
FIXES = f"{LINTER}.codemods"


@dataclass(frozen=True, slots=True)
class Row:
    """What one part of the tree may import beside the standard library and itself.

    Attributes:
        part: what it is called.
        members: a pattern that the whole dotted name of its modules matches.
        may: dotted names of modules and packages, what is below them included.
        not_: parts of those that are out of bounds nevertheless.
        types: what may be named under ``if TYPE_CHECKING`` as well, where no import runs.
    """

    part: str
    members: str
    may: tuple[str, ...]
    not_: tuple[str, ...] = ()
    types: tuple[str, ...] = ()

    def allows(self, item: Import) -> bool:
        allowed = (*self.may, *self.types) if item.typing else self.may
        return _under(item.imported, allowed) and not _under(item.imported, self.not_)


def _under(name: str, packages: tuple[str, ...]) -> bool:
    """Whether a module is one of some packages or below it; ``rules._`` stands for its underscore modules."""
    return any(
        name == package or name.startswith(package if package[-1] == "_" else f"{package}.") for package in packages
    )


MACHINERY = "bound_names|context|insertion|diffs|kit|processes|proofs|refusals|rounds|transform|writing"
FACES = (
    "__main__|acceptance|add_noqa|baseline|checking|ci_formats|cli|discovery|output|progress|recheck|sarif|scoreboard"
    "|terminal"
)
CODEMOD_FACES = "commands|report|runner"

TABLE = (
    Row("the vocabulary", rf"{VOCABULARY}(\..+)?", (VOCABULARY,)),
    Row("pytest's entry point", rf"{RUNTIME}\._pytest_plugin", (f"{RUNTIME}.testing", "pytest")),
    Row("what tells the memory", rf"{RUNTIME}\._memory", ("psutil",)),
    Row("the extras", "|".join(EXTRAS), (RUNTIME, "prometheus_client", "psutil", "starlette", "opentelemetry")),
    Row(
        "the runtime's core",
        rf"{RUNTIME}(?!\.vocabulary|\._pytest_plugin|\._memory|\.(asgi|metrics|otel|report)$)(\..+)?",
        (RUNTIME, "structlog", "orjson"),
        not_=EXTRAS,
    ),
    Row("the linter's core", rf"{CORE}(\..+)?", (CORE, VOCABULARY)),
    Row("helpers of rules", rf"{RULES}\._\w+", (CORE, VOCABULARY, f"{RULES}._")),
    Row("a rule", rf"{RULES}\.[a-z]\w+", (CORE, VOCABULARY, f"{RULES}._")),
    Row("the list of rules", RULES, (CORE, RULES)),
    Row("errors", rf"{LINTER}\.errors", ()),
    Row("the table of options", rf"{LINTER}\.setting_table", (CORE, f"{LINTER}.errors")),
    Row("settings", rf"{LINTER}\.settings", (CORE, VOCABULARY, f"{LINTER}.errors", f"{LINTER}.setting_table")),
    Row("where settings stand", rf"{LINTER}\.config_files", ()),
    Row("reports", rf"{LINTER}\.reports", (CORE,)),
    Row(
        "what earlier runs found",
        rf"{LINTER}\.cache",
        (CORE, VERSION, *(f"{LINTER}.{name}" for name in ("config_files", "reports"))),
        types=(f"{LINTER}.discovery",),
    ),
    Row(
        "configuration files",
        rf"{LINTER}\.configuration",
        (
            CORE,
            *(f"{LINTER}.{name}" for name in ("config_files", "errors", "setting_table", "settings")),
            "tomli",
            "tomllib",
        ),
    ),
    Row("pages of rules", rf"{LINTER}\.pages", (CORE, RULES, f"{LINTER}.rule_index", f"{LINTER}.setting_table")),
    Row("the index of rules", rf"{LINTER}\.rule_index", (CORE,)),
    Row(
        "the plugin",
        rf"{LINTER}\.plugin",
        (
            CORE,
            RULES,
            *(f"{LINTER}.{name}" for name in ("configuration", "errors", "setting_table", "settings")),
            VERSION,
            "flake8",
        ),
    ),
    Row(
        "a fix",
        rf"{FIXES}\.(?!({MACHINERY}|{CODEMOD_FACES})$)\w+",
        (CORE, VOCABULARY, f"{FIXES}.kit", f"{FIXES}._", "libcst"),
        types=(f"{FIXES}.context",),
    ),
    Row(
        "the list of fixes",
        FIXES,
        (RULES, f"{FIXES}.kit", f"{FIXES}.commands"),
    ),
    Row(
        "the machinery of fixes",
        rf"{FIXES}\.({MACHINERY})",
        (CORE, VOCABULARY, FIXES, "libcst"),
        not_=tuple(f"{FIXES}.{name}" for name in CODEMOD_FACES.split("|")),
    ),
    Row("what runs fixes", rf"{FIXES}\.({CODEMOD_FACES})", (LINTER, VOCABULARY, "libcst"), not_=(f"{LINTER}.plugin",)),
    Row("the command line", rf"{LINTER}\.({FACES})", (LINTER, VOCABULARY, VERSION), not_=(f"{LINTER}.plugin",)),
    Row("the linter's package", LINTER, ()),
)


def row_of(module: str) -> Row:
    rows = [row for row in TABLE if re.fullmatch(row.members, module)]
    assert len(rows) == 1, f"{module} belongs into one row of the table, not {[row.part for row in rows]}"
    return rows[0]


@pytest.mark.parametrize("module", modules())
def test_a_module_imports_what_its_row_allows(module: str) -> None:
    row = row_of(module)
    broken = [str(item) for item in imports(module) if not row.allows(item)]
    assert broken == [], f"{row.part} may import {', '.join(row.may) or 'the standard library'}"


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.part)
def test_every_row_is_about_some_module(row: Row) -> None:
    assert any(re.fullmatch(row.members, module) for module in modules())


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        (f"{VOCABULARY}.names", "structlog"),
        (f"{VOCABULARY}.names", f"{RUNTIME}._logger"),
        (f"{RUNTIME}._logger", f"{LINTER}.core.rule"),
        (f"{RUNTIME}._logger", f"{RUNTIME}.otel"),
        (f"{CORE}.engine", f"{RULES}.print_call"),
        (f"{CORE}.engine", f"{RUNTIME}._logger"),
        (f"{RULES}.print_call", f"{RULES}.pprint_call"),
        (f"{RULES}.print_call", "flake8.options"),
        (f"{RULES}.print_call", "libcst"),
        (f"{LINTER}.plugin", f"{FIXES}.runner"),
        (f"{LINTER}.plugin", "libcst"),
        (f"{FIXES}.deprecated_warn", f"{RULES}.print_call"),
        (f"{FIXES}.deprecated_warn", f"{FIXES}.secret_in_log"),
        (f"{FIXES}.deprecated_warn", f"{FIXES}.runner"),
        (f"{FIXES}.transform", f"{RULES}.print_call"),
        (f"{LINTER}.checking", "flake8"),
    ],
)
def test_the_table_forbids_what_the_design_forbids(importer: str, imported: str) -> None:
    assert not row_of(importer).allows(Import(importer, imported, 1, typing=False))


def test_a_rule_shares_code_through_underscore_modules_only() -> None:
    row = row_of(f"{RULES}.print_call")
    assert row.allows(Import(row.part, f"{RULES}._output", 1, typing=False))
    assert not row.allows(Import(row.part, RULES, 1, typing=False))
