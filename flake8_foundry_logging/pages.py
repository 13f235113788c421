"""A rule -> its page: what stands in it, and how docs/rules and the README's table write it.

``python -m flake8_foundry_logging.pages`` writes what is generated in a checkout; with ``--check`` it compares and
names what is stale. Everything comes from the rule's own file.
"""

from __future__ import annotations

import argparse
import inspect
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.rule import Bad, Example, Good, Rule
from flake8_foundry_logging.core.selection import PROFILES
from flake8_foundry_logging.rule_index import PACKAGE, index_module
from flake8_foundry_logging.rules import ALL
from flake8_foundry_logging.setting_table import SETTINGS, Setting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Bullets", "Code", "Section", "generated", "markdown_page", "safety", "sections", "stale", "state", "table"]

MARK = re.compile(r"[ \t]*#!+$", re.MULTILINE)
CHAPTERS = {
    "1": "Output instead of a log",
    "2": "Swallowed and badly reported errors",
    "3": "Secrets",
    "4": "Hot paths",
    "5": "Structure and context",
    "6": "Levels",
    "7": "Operations",
    "8": "Set-up",
    "9": "About the checking",
}


@dataclass(frozen=True, slots=True)
class Code:
    """A block of Python."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    entries: tuple[str, ...]


Block = str | Code | Bullets


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it."""

    title: str
    blocks: tuple[Block, ...]


def sections(rule: Rule) -> Iterator[Section]:
    """What a page says, in its order."""
    what, *why, instead = map(_flow, inspect.cleandoc(rule.doc or "").split("\n\n"))
    yield Section("What it does", (what,))
    yield Section("Why is this bad", tuple(why))
    yield Section("Use instead", (instead,))
    yield Section("Examples", tuple(_examples(rule)))
    yield Section("Fix", tuple(_fix(rule)))
    if rule.reads:
        help_of = {setting.name.replace("-", "_"): setting for setting in SETTINGS}
        read = (help_of[name] for name in rule.reads)
        yield Section("Options", (Bullets(tuple(map(_option, read))),))
    if rule.guards:
        yield Section(
            "Guards in the checklist",
            (Bullets(tuple(f"{item.group.english}: {item.english}" for item in rule.guards)),),
        )


def _option(setting: Setting) -> str:
    example = f"; `{setting.spelled} = {setting.example}`" if setting.example else ""
    return f"`{setting.spelled}`: {setting.help}{example}"


def _flow(paragraph: str) -> str:
    """A paragraph on one line; an indented or listed one as it is."""
    if re.search(r"^(\s|[-*] )", paragraph, re.MULTILINE):
        return paragraph
    return " ".join(paragraph.split())


def _examples(rule: Rule) -> Iterator[Block]:
    if any(
        example.prelude and re.search(r"\blog\b", example.code) and example.text != example.code
        for example in rule.examples
    ):
        yield "Where nothing else is said, `log` is `get_logger(__name__)` of `foundry_logging`."
    for example in rule.examples:
        if isinstance(example, Bad):
            yield f"Found{_circumstances(example)}:"
            yield Code(MARK.sub(f"  # {rule.code}", example.code))
            if example.after is not None:
                yield "Fixed, with `--unsafe-fixes`:" if example.unsafe else "Fixed:"
                yield Code(example.after)
    for example in rule.examples:
        if isinstance(example, Good):
            yield f"Not found{_circumstances(example)}:"
            yield Code(example.code)


def _circumstances(example: Example) -> str:
    said = [f"in `{example.path}`"] if example.path != "service.py" else []
    said += [f"with `foundry-{name.replace('_', '-')} = {_written(value)}`" for name, value in example.options.items()]
    return f" ({', '.join(said)})" if said else ""


def _written(value: tuple[str, ...] | int) -> str:
    """A value of an option as an ini file has it."""
    return ", ".join(value) if isinstance(value, tuple) else str(value).lower()


def _fix(rule: Rule) -> Iterator[Block]:
    if not rule.fixable:
        yield "None: what is right here depends on what the code is for."
        return
    if safety(rule) == "unsafe":
        yield (
            f"`foundry-lint fix --select {rule.code} --unsafe-fixes`; the program may behave otherwise afterwards, "
            "so read the diff."
        )
    elif safety(rule) == "mixed":
        yield f"`foundry-lint fix --select {rule.code}`; some places need `--unsafe-fixes`."
    else:
        yield f"`foundry-lint fix --select {rule.code}`; safe."
    refused = sorted({e.refused for e in rule.examples if isinstance(e, Bad) and e.refused is not None})
    if refused:
        yield f"It declines, and says so, with: {', '.join(f'`{reason}`' for reason in refused)}."


def safety(rule: Rule) -> str:
    """``safe``, ``unsafe``, ``mixed``, or empty where there is no fix."""
    kinds = {e.unsafe for e in rule.examples if isinstance(e, Bad) and e.after is not None}
    return "" if not kinds else "mixed" if len(kinds) > 1 else "unsafe" if True in kinds else "safe"


def state(rule: Rule) -> str:
    """``on``, or ``opt-in`` with the profiles that turn the rule on."""
    if rule.default:
        return "on"
    profiles = [name for name, codes in PROFILES.items() if rule.code in codes]
    return f"opt-in (profile {', '.join(profiles)})" if profiles else "opt-in"


def markdown_page(rule: Rule) -> str:
    """The page of a rule for docs/rules."""
    lines = [f"# {rule.code} {rule.name}", "", f"{state(rule).capitalize()} · since {rule.since}", ""]
    for section in sections(rule):
        lines += [f"## {section.title}", ""]
        for block in section.blocks:
            if isinstance(block, Code):
                lines += ["```python", block.text.rstrip("\n"), "```", ""]
            elif isinstance(block, Bullets):
                lines += [*(f"- {entry}" for entry in block.entries), ""]
            else:
                lines += [block, ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def table(rules: Iterable[Rule], folder: str) -> str:
    """The rules as a Markdown table, their codes linked to the pages in ``folder``."""
    rows = [
        f"| [{rule.code}]({folder}{rule.code}.md) | {rule.name} | {state(rule)} | {safety(rule)} | {_summary(rule)} |"
        for rule in rules
    ]
    return "\n".join(["| code | name | default | fix | finds |", "|---|---|---|---|---|", *rows])


def _summary(rule: Rule) -> str:
    """The first sentence of a rule's doc."""
    first = _flow(inspect.cleandoc(rule.doc or "").split("\n\n")[0])
    return first.replace("|", "\\|").rstrip(".")


def _settings_table() -> str:
    rows = [
        f"| `{setting.spelled}` | `{setting.name}` | {'yes' if setting.ours else ''} | {setting.help} "
        f"| {f'`{setting.example}`' if setting.example else ''} |"
        for setting in SETTINGS
    ]
    table = ["| flake8's files, `--` | pyproject.toml | ours | meaning | example |", "|---|---|---|---|---|", *rows]
    return "\n".join([*table, "", *(_profile_line(name) for name in PROFILES if PROFILES[name])])


def _profile_line(name: str) -> str:
    """Which of a profile's codes there are rules for."""
    named = sorted(PROFILES[name])
    there = [f"[{code}](rules/{code}.md)" for code in named if ALL.get(code) is not None]
    missing = [code for code in named if ALL.get(code) is None]
    line = f"`foundry-profile = {name}` turns on {', '.join(there) if there else 'nothing yet'}."
    return f"{line} Announced, and without a rule so far: {', '.join(missing)}." if missing else line


def _index(rules: Sequence[Rule]) -> str:
    parts = [
        "# Rules",
        "",
        "Each page is made from the rule's own file: its text, its examples and its tests are one.",
        "",
    ]
    for digit, title in CHAPTERS.items():
        chapter = [rule for rule in rules if rule.code[3] == digit]
        if chapter:
            parts += [f"## LGF{digit} {title}", "", table(chapter, ""), ""]
    return "\n".join(parts).rstrip("\n") + "\n"


def generated(root: Path) -> dict[Path, str]:
    """Every generated file of a checkout and the text it must have; a page without markers is not among them."""
    folder = root / "docs" / "rules"
    files = {folder / f"{rule.code}.md": markdown_page(rule) for rule in ALL}
    files[folder / "index.md"] = _index(list(ALL))
    files[root / PACKAGE / "rules" / "_index.py"] = index_module(ALL)
    for page, part, content in (
        (root / "README.md", "rules", table(ALL, "docs/rules/")),
        (root / "docs" / "usage.md", "settings", _settings_table()),
    ):
        begin, end = f"<!-- {part}:begin -->", f"<!-- {part}:end -->"
        text = page.read_text(encoding="utf-8") if page.exists() else ""
        if begin in text and end in text:
            head, rest = text.split(begin, 1)
            files[page] = f"{head}{begin}\n{content}\n{end}{rest.split(end, 1)[1]}"
    return files


def _left_over(root: Path, files: Iterable[Path]) -> list[Path]:
    """Pages of rules that are gone."""
    return sorted(set((root / "docs" / "rules").glob("LGF*.md")) - set(files))


def stale(root: Path) -> list[Path]:
    """The generated files of a checkout that are missing, differ or belong to no rule."""
    files = generated(root)
    different = [path for path, text in files.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    return different + _left_over(root, files)


def write(root: Path) -> list[Path]:
    """Bring the generated files up to date; returns those that changed."""
    files, changed = generated(root), stale(root)
    for path in changed:
        if path in files:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(files[path], encoding="utf-8")
        else:
            path.unlink()
    return changed


def main(argv: Sequence[str] | None = None) -> int:
    """Write the pages, or with ``--check`` compare them: 1 if one is stale."""
    parser = argparse.ArgumentParser("python -m flake8_foundry_logging.pages", description="Write docs/rules.")
    parser.add_argument("--check", action="store_true", help="change nothing; exit with 1 if a file is stale")
    parser.add_argument(
        "root", nargs="?", type=Path, default=Path(__file__).resolve().parent.parent, help="the checkout"
    )
    arguments = parser.parse_args(argv)
    paths = stale(arguments.root) if arguments.check else write(arguments.root)
    for path in paths:
        print(f"{path.relative_to(arguments.root)} {'is stale' if arguments.check else 'written'}")
    return 1 if arguments.check and paths else 0


if __name__ == "__main__":
    sys.exit(main())
