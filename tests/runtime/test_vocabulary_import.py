"""What it costs to import the vocabulary: a handful of small modules, told by what is loaded, not by the clock."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

TREE = Path(__file__).parents[2]
# -I and -S: nothing that the site or its .pth files load counts as loaded before
LOADED = (
    "import sys; sys.path.insert(0, {tree!r}); before = set(sys.modules)\n"
    "import foundry_logging.vocabulary{then}\n"
    "after = set(sys.modules) - before\n"
    "import json; print(json.dumps(sorted(after)))"
)


def newly_loaded(then: str = "") -> set[str]:
    code = LOADED.format(tree=str(TREE), then=then)
    done = subprocess.run([sys.executable, "-ISc", code], capture_output=True, text=True, timeout=60, check=True)
    return set(json.loads(done.stdout))


OWN = {
    "foundry_logging",
    "foundry_logging._version",
    "foundry_logging.vocabulary",
    *(f"foundry_logging.vocabulary.{name}" for name in ("_frozen", "_word_lists", "levels", "names", "values")),
}
OF_PYTHON = {
    *("__future__", "functools", "_functools", "collections", "_collections", "_collections_abc", "types"),
    *("itertools", "keyword", "operator", "_operator", "reprlib"),
}
"""`functools`, which is all that the vocabulary asks for, and what that loads."""
COSTLY = ("re", "dataclasses", "typing", "enum", "inspect", "logging", "asyncio", "json", "unicodedata")


def test_importing_it_loads_its_own_modules_and_functools() -> None:
    loaded = newly_loaded()
    assert loaded >= OWN
    assert loaded - OWN - OF_PYTHON == set()


def test_importing_it_compiles_no_pattern() -> None:
    assert newly_loaded() & set(COSTLY) == set()


def test_judging_a_plain_name_loads_regular_expressions_and_no_more_of_ours() -> None:
    loaded = newly_loaded("\nfoundry_logging.vocabulary.is_secret_name('db_password')")
    assert "re" in loaded
    assert {name for name in loaded if name.startswith("foundry_logging")} == OWN
