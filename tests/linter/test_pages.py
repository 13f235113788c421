"""The pages come from the rules and are never older than they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from flake8_foundry_logging import pages
from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.rule import STDLIB, Bad, Good, Rule
from flake8_foundry_logging.core.selection import PROFILES
from flake8_foundry_logging.rules import ALL
from flake8_foundry_logging.terminal import text_page

ROOT = Path(__file__).resolve().parents[2]

RULE = Rule(
    code="LGF999",
    name="any-name",
    since="0.1",
    doc="\nWhat it finds | and where.\n\nWhy that\nis bad.\n\n- one\n- two\n\nUse another.\n",
    message="found",
    guards=(Item.LOOPS,),
    reads=("cli_paths",),
    default=False,
    examples=(
        Bad('log.info(f"{x}")  #!', after='log.info("x", x=x)'),
        Bad(STDLIB + "log.info(x)  #!!\n", after=STDLIB + "log.info('x')\n", unsafe=True),
        Bad("log.info(y)  #!", refused="unknown-logger", path="tools/x.py", options={"cli_paths": ("tools/*",)}),
        Good('log.info("x")'),
    ),
)


def test_the_generated_files_of_this_checkout_are_those_the_rules_give() -> None:
    """If this fails: python -m flake8_foundry_logging.pages."""
    assert [str(path.relative_to(ROOT)) for path in pages.stale(ROOT)] == []


@pytest.mark.parametrize("rule", list(ALL), ids=lambda rule: rule.code)
def test_a_page_holds_the_rules_text_and_its_examples_without_marks(rule: Rule) -> None:
    for page in (pages.markdown_page(rule), text_page(rule)):
        assert page.splitlines()[0].lstrip("# ").startswith(f"{rule.code} {rule.name}")
        assert "#!\n" not in page
        assert page.endswith("\n")
        assert not page.endswith("\n\n")
    assert pages.markdown_page(rule).count("```python") == len(rule.examples) + sum(
        isinstance(example, Bad) and example.after is not None for example in rule.examples
    )


def test_a_page_in_full() -> None:
    assert pages.markdown_page(RULE) == (
        """\
# LGF999 any-name

Opt-in · since 0.1

## What it does

What it finds | and where.

## Why is this bad

Why that is bad.

- one
- two

## Use instead

Use another.

## Examples

Where nothing else is said, `log` is `get_logger(__name__)` of `foundry_logging`.

Found:

```python
log.info(f"{x}")  # LGF999
```

Fixed:

```python
log.info("x", x=x)
```

Found:

```python
import logging
log = logging.getLogger(__name__)
log.info(x)  # LGF999
```

Fixed, with `--unsafe-fixes`:

```python
import logging
log = logging.getLogger(__name__)
log.info('x')
```

Found (in `tools/x.py`, with `foundry-cli-paths = tools/*`):

```python
log.info(y)  # LGF999
```

Not found:

```python
log.info("x")
```

## Fix

`foundry-lint fix --select LGF999`; some places need `--unsafe-fixes`.

It declines, and says so, with: `unknown-logger`.

## Options

- `foundry-cli-paths`: files whose prints are a program's output (LGF106, not LGF101); \
`foundry-cli-paths = tools/*, manage.py`

## Guards in the checklist

- Forbidden practices: Too much logging in loops
"""
    )


def test_a_table_row_links_to_the_page_and_escapes_what_would_end_a_cell() -> None:
    row = pages.table([RULE], "docs/rules/").splitlines()[-1]

    assert row == ("| [LGF999](docs/rules/LGF999.md) | any-name | opt-in | mixed | What it finds \\| and where |")


def test_usage_says_which_rules_of_a_profile_there_are() -> None:
    usage = (ROOT / "docs" / "usage.md").read_text()
    line = next(line for line in usage.splitlines() if line.startswith("`foundry-profile = guide` turns on "))
    there, _, missing = line.partition("Announced")

    for code in PROFILES["guide"]:
        assert (code in there, code in missing) == (ALL.get(code) is not None, ALL.get(code) is None)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / "README.md").write_text("# Title\n\n<!-- rules:begin -->\nold\n<!-- rules:end -->\n\nRest.\n")
    return tmp_path


def test_writing_brings_a_checkout_up_to_date(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert pages.main(["--check", str(checkout)]) == 1
    assert "docs/rules/LGF101.md is stale\n" in capsys.readouterr().out
    assert pages.main([str(checkout)]) == 0
    assert pages.main(["--check", str(checkout)]) == 0
    readme = (checkout / "README.md").read_text()
    assert readme.startswith("# Title\n\n<!-- rules:begin -->\n| code |")
    assert readme.endswith("|\n<!-- rules:end -->\n\nRest.\n")
    assert "\nold\n" not in readme


def test_an_edited_page_and_the_page_of_a_rule_that_is_gone_are_stale(checkout: Path) -> None:
    pages.main([str(checkout)])
    edited, gone = checkout / "docs/rules/LGF101.md", checkout / "docs/rules/LGF998.md"
    edited.write_text(edited.read_text() + "More.\n")
    gone.write_text("# LGF998\n")

    assert pages.stale(checkout) == [edited, gone]
    assert pages.write(checkout) == [edited, gone]
    assert not gone.exists()


def test_a_readme_without_markers_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# Title\n")
    pages.main([str(tmp_path)])

    assert (tmp_path / "README.md").read_text() == "# Title\n"
