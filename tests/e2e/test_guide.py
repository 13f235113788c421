"""What the guide marks as right is clean and what it marks as wrong is found, by a real flake8."""

from __future__ import annotations

import re
import subprocess
import sys
import textwrap
from dataclasses import dataclass
from pathlib import Path

import pytest

GUIDE = (Path(__file__).parent.parent / "data" / "guide.ru.md").read_text(encoding="utf-8")
FENCE = re.compile(r"^```python\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
MARK = re.compile(r"^# (?P<mark>[✅❌]) .*\n", re.MULTILINE)
FINDING = re.compile(r"^(?:\./)?(?P<file>[^:]+):(?P<line>\d+):\d+: (?P<code>\w+) ")

BARE, BOUND = "", "from foundry_logging import get_logger\n\nlogger = get_logger(__name__)\n\n\n"
"""A snippet as it stands, its logger known by its name alone, and with the logger that the guide means."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A stretch of the guide's Python under one mark.

    Attributes:
        line: of its first line in the guide, from 1.
        text: what stands there.
        wrong: whether the guide says that it must not be done.
    """

    line: int
    text: str
    wrong: bool

    def __str__(self) -> str:
        return f"line {self.line}: {'wrong' if self.wrong else 'right'}"

    def file(self, prelude: str) -> tuple[str, int]:
        """A module that holds it, in a function if it awaits, and which line of the guide the module's line 0 is."""
        head, body = prelude, self.text
        if not _is_module(body):
            head, body = f"{prelude}async def snippet():\n", textwrap.indent(body, "    ")
        assert _is_module(head + body), f"{self} is no Python"
        return head + body, self.line - 1 - head.count("\n")


def _is_module(text: str) -> bool:
    try:
        compile(text, "<guide>", "exec", dont_inherit=True)
    except SyntaxError:
        return False
    return True


def snippets() -> list[Snippet]:
    """Every stretch of Python in the guide; a block with several marks is several."""
    found = []
    for fence in FENCE.finditer(GUIDE):
        first = GUIDE.count("\n", 0, fence.start("body")) + 1
        parts = MARK.split(fence["body"])
        line = first
        for mark, part in zip(["✅", *parts[1::2]], parts[::2], strict=True):
            text = part.rstrip() + "\n"
            if text.strip():
                found.append(Snippet(line, text, wrong=mark == "❌"))
            line += part.count("\n") + 1
    return found


SNIPPETS = snippets()


def found_by_flake8(folder: Path, prelude: str, *options: str) -> dict[int, list[str]]:
    """The guide's line -> codes found there, by one flake8 process over all snippets."""
    starts = {}
    for snippet in SNIPPETS:
        name = f"snippet_{snippet.line}.py"
        text, starts[name] = snippet.file(prelude)
        (folder / name).write_text(text, encoding="utf-8")
    result = subprocess.run(
        [sys.executable, "-m", "flake8", "--isolated", *options, "."],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert (result.returncode in (0, 1), result.stderr) == (True, "")
    found: dict[int, list[str]] = {}
    for line in result.stdout.splitlines():
        match = FINDING.match(line)
        assert match is not None, line
        found.setdefault(starts[match["file"]] + int(match["line"]), []).append(match["code"])
    return found


@pytest.fixture(scope="module", params=[BARE, BOUND], ids=["as it stands", "with a foundry logger"])
def findings(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[int, list[str]]:
    """What a plain run finds, by the guide's lines."""
    return found_by_flake8(tmp_path_factory.mktemp("guide"), request.param, "--select=LGF")


def line_of(text: str) -> int:
    """The guide's line that holds a text which it has once."""
    assert GUIDE.count(text) == 1
    return GUIDE.count("\n", 0, GUIDE.index(text)) + 1


EXPECTED = {
    line_of('print("Запуск сервера...")'): ["LGF101"],
    line_of("if not await start_server():"): ["LGF704"],
    # the decorator that the guide shows without a mark builds its messages itself, against its own rule of structured
    # data; trace_execution of foundry_logging is the same without
    line_of('logger.debug(f"Вызов функции {func.__name__}"'): ["LGF501"],
    line_of('logger.debug(f"Функция {func.__name__} завершена успешно")'): ["LGF501"],
    line_of('logger.error(f"Ошибка в функции {func.__name__}: {e}")'): ["LGF501"],
}
"""Everything that may be found in the guide."""

OPERATIONS = frozenset(("LGF702", "LGF703", "LGF706", "LGF707", "LGF708"))
"""What the profile adds about operations."""


@pytest.mark.parametrize("snippet", SNIPPETS, ids=str)
def test_a_snippet_is_clean_or_found_as_the_guide_marks_it(snippet: Snippet, findings: dict[int, list[str]]) -> None:
    lines = range(snippet.line, snippet.line + snippet.text.count("\n"))
    assert {n: findings[n] for n in lines if n in findings} == {n: EXPECTED[n] for n in lines if n in EXPECTED}


def test_every_snippet_marked_wrong_has_something_to_be_found() -> None:
    wrong = [snippet for snippet in SNIPPETS if snippet.wrong]
    assert [snippet.text.count("\n") for snippet in wrong] == [3]
    assert len(SNIPPETS) == GUIDE.count("```python") + len(wrong)
    for snippet in wrong:
        assert EXPECTED.keys() & set(range(snippet.line, snippet.line + snippet.text.count("\n")))


@pytest.mark.parametrize("prelude", [BARE, BOUND], ids=["as it stands", "with a foundry logger"])
def test_its_profile_asks_no_more_of_its_own_examples(prelude: str, tmp_path: Path) -> None:
    found = found_by_flake8(tmp_path, prelude, "--select=LGF", "--foundry-profile=guide")
    operations = {line: [code for code in codes if code in OPERATIONS] for line, codes in found.items()}
    assert {line: codes for line, codes in operations.items() if codes} == {}
    assert found.keys() >= EXPECTED.keys()
