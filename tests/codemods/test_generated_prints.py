"""Prints put together at random, in every kind of place and file: what is logged must say what was printed.

The module is run before and after: the same calls in the same order, the same exception, every value in the record, and
a message that reads like the printed text without its decoration.
"""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import io
import json
import logging
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flake8_foundry_logging.codemods.context import Ground
from flake8_foundry_logging.codemods.runner import FileFix, Fixer, FixRequest
from flake8_foundry_logging.settings import Settings
from foundry_logging.testing import capture_logs

if TYPE_CHECKING:
    from collections.abc import Iterator

FIXER = Fixer(FixRequest(paths=(), unsafe=True, ground=Ground.ALL), Settings())
VERSION = sys.version_info[:2]
DATA = {"size": 70_001, "name": "Wert-1", "rate": 0.30125, "items": [81, 82], "title": "Заглавие", "flag": True}


# -- what is printed ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Value:
    """A value in a text: its source, and the conversion and spec of an f-string."""

    source: str
    conversion: str = ""
    spec: str = ""


Piece = str | Value
WORDS = ("Loaded", "models", "of", "Модель", "in", "the list", "at 5%", "and {braces}", "it's", 'say "so"', "C:\\dir")
PREFIXES = ("", "", "✅ ", "❌ ", "⚠️ ", "ERROR: ", "  ", "\n", "📊 ")


def _sources() -> st.SearchStrategy[str]:
    keys = st.sampled_from(sorted(DATA))
    return st.one_of(
        keys.map(lambda key: f"ask({key!r})"),
        keys.map(lambda key: f"data[{key!r}]"),
        keys.map(lambda key: f"record.{key}"),
        keys.map(lambda key: f"data.get({key!r}, ask('size'))"),
        st.sampled_from(("first", "second", "first + 1", "len(ask('items'))", "str(ask('name'))", "fail()")),
    )


VALUES = st.one_of(
    st.builds(Value, _sources()),
    st.builds(Value, _sources(), st.sampled_from(("!r", "!s"))),
    st.builds(Value, st.sampled_from(("ask('rate')", "record.rate", "data['rate']")), st.just(""), st.just(".2f")),
)


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, list[Piece]]:
    """A decoration and the pieces of a text behind it: a label with its value, or a sentence."""
    prefix = draw(st.sampled_from(PREFIXES))
    if draw(st.booleans()):
        words = " ".join(draw(st.lists(st.sampled_from(WORDS[:5]), min_size=1, max_size=2)))
        return prefix, [f"{words}: ", draw(VALUES)]
    pieces: list[Piece] = []
    for _ in range(draw(st.integers(1, 3))):
        pieces += [draw(st.sampled_from(WORDS)), draw(VALUES)][: draw(st.integers(1, 2))]
    return prefix, pieces


def spaced(pieces: list[Piece]) -> list[Piece]:
    """The pieces with a blank between each two."""
    result: list[Piece] = []
    for number, piece in enumerate(pieces):
        ends = number and isinstance(pieces[number - 1], str) and str(pieces[number - 1]).endswith(" ")
        result += [" ", piece] if number and not ends else [piece]
    return result


def literal(text: str, *, doubled: str = "") -> str:
    """A text as it stands between double quotes, some characters doubled."""
    for character in doubled:
        text = text.replace(character, character * 2)
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def f_string(pieces: list[Piece]) -> str:
    parts = []
    for piece in spaced(pieces):
        if isinstance(piece, str):
            parts.append(literal(piece, doubled="{}"))
        else:
            parts.append(f"{{{piece.source}{piece.conversion}{':' if piece.spec else ''}{piece.spec}}}")
    return f'print(f"{"".join(parts)}")'


def nested_f_string(pieces: list[Piece]) -> str:
    """With the same quotes inside as outside, which came with PEP 701."""
    return f_string(
        [p if isinstance(p, str) else Value(p.source.replace("'", '"'), p.conversion, p.spec) for p in pieces]
    )


def arguments(pieces: list[Piece]) -> str:
    return f"print({', '.join(plain(p.rstrip()) if isinstance(p, str) else p.source for p in pieces)})"


def plain(text: str) -> str:
    return f'"{literal(text)}"'


def percent(pieces: list[Piece]) -> str:
    texts_ = "".join(
        literal(p, doubled="%") if isinstance(p, str) else f"%{p.spec or ('r' if p.conversion == '!r' else 's')}"
        for p in spaced(pieces)
    )
    values = [p.source for p in pieces if isinstance(p, Value)]
    return f'print("{texts_}" % ({", ".join(values)},))' if values else f"print({plain(texts_.replace('%%', '%'))})"


def formatted(pieces: list[Piece]) -> str:
    texts_ = "".join(
        literal(p, doubled="{}") if isinstance(p, str) else f"{{{p.conversion}{':' if p.spec else ''}{p.spec}}}"
        for p in spaced(pieces)
    )
    return f'print("{texts_}".format({", ".join(p.source for p in pieces if isinstance(p, Value))}))'


def concatenated(pieces: list[Piece]) -> str:
    return f"print({' + '.join(plain(p) if isinstance(p, str) else f'str({p.source})' for p in spaced(pieces))})"


FORMS = (f_string, arguments, percent, formatted, concatenated, *([nested_f_string] if VERSION >= (3, 12) else []))


# -- where -------------------------------------------------------------------------------------------------------------

HELP = """
calls = []


def ask(key):
    calls.append(key)
    return data[key]


def fail():
    calls.append('fail')
    raise LookupError('no value')


class Record:
    # asked as often as a record needs them: the same attribute twice is one field

    def __getattr__(self, key):
        return data[key]


record = Record()
"""
PLACES = [
    "def run(first, second):\n    {}\n    return first\n",
    "def run(first, second):\n    if first:\n        {}\n    else:\n        print()\n",
    "def run(first, second):\n    if first: {}\n",
    "def run(first, second):\n    second = first; {}\n",
    "def run(first, second):\n    for step in (1,):\n        {}  # a step\n",
    "def run(first, second):\n    print('=' * 40)\n    {}\n    print('-' * 40)\n",
    "def run(first, second):\n    try:\n        int('x')\n    except ValueError:\n        {}\n",
    "def run(first, second):\n    try:\n        int('x')\n    except Exception as e:\n        {}\n"
    "        print(f'Error: {{e}}')\n",
    "def run(first, second):\n    try:\n        int('x')\n    except Exception as e:\n        {}\n        raise\n",
    "async def run(first, second):\n    {}\n",
    "class Service:\n    def run(self, first, second):\n        {}\n\n\nrun = Service().run\n",
    "def run(first, second):\n    with open(__import__('os').devnull):\n        {}\n",
    "def run(first, second):\n    match first:\n        case 1:\n            {}\n",
    "def run(first, second):\n    def inner():\n        {}\n    inner()\n",
]
if VERSION >= (3, 12):
    PLACES += ["type Number = int\n\n\ndef run[T](first: T, second: T) -> T:\n    {}\n    return first\n"]
if VERSION >= (3, 14):
    PLACES += ["def run(first, second):\n    try:\n        int('x')\n    except ValueError, TypeError:\n        {}\n"]
HEADS = (
    "",
    '"""A module."""\n',
    "#!/usr/bin/env python3\n# Licence: none.\n",
    "from __future__ import annotations\n",
    '"""A module."""\n\nfrom __future__ import annotations\n\nimport os\n',
    "import logging\n\nlog = logging.getLogger(__name__)\n",
    "try:\n    import fast_json as json\nexcept ImportError:\n    import json\n",
)
ENCODINGS = ("utf-8", "utf-8-sig", "cp1251")


@dataclass(frozen=True)
class Case:
    """A module to be fixed.

    Attributes:
        data: its bytes.
        prefix: the decoration before the text that is printed.
        pieces: that text.
        form: how the text is put together.
    """

    data: bytes
    prefix: str
    pieces: tuple[Piece, ...]
    form: str

    @property
    def text(self) -> str:
        """The module's text."""
        return self.data.decode("cp1251" if b"coding: cp1251" in self.data else "utf-8-sig")


@st.composite
def cases(draw: st.DrawFn) -> Case:
    prefix, pieces = draw(texts())
    form = draw(st.sampled_from(FORMS))
    whole: list[Piece] = [prefix + pieces[0], *pieces[1:]] if isinstance(pieces[0], str) else [prefix, *pieces]
    head, place, encoding = (
        draw(st.sampled_from(HEADS)),
        draw(st.sampled_from(PLACES)),
        draw(st.sampled_from(ENCODINGS)),
    )
    if encoding == "cp1251":
        shebang, _, rest = head.partition("\n") if head.startswith("#!") else ("", "", head)
        head = f"{shebang}\n# -*- coding: cp1251 -*-\n{rest}" if shebang else f"# -*- coding: cp1251 -*-\n{rest}"
    text = f"{head}\ndata = {DATA!r}\n{HELP}\n\n{place.format(form([p for p in whole if p]))}"
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    if draw(st.booleans()):
        text = text.rstrip("\r\n")
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError:
        data = text.replace("cp1251", "utf-8").encode()
    return Case(data, prefix, tuple(pieces), form.__name__)


# -- the proof ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Run:
    """What a module did: the calls it made, what it raised, printed and logged."""

    calls: list[str]
    error: str
    printed: str
    records: list[dict[str, Any]]


class Collecting(logging.Handler):
    """Keeps the records of a standard logger, each as a record of ours looks."""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[dict[str, Any]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append({"message": record.getMessage(), "values": list(map(str, record.args or ()))})


@contextlib.contextmanager
def standard_records() -> Iterator[list[dict[str, Any]]]:
    """What the standard logger of the module is told, which nobody else hears."""
    logger, handler = logging.getLogger("service"), Collecting()
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    try:
        yield handler.records
    finally:
        logger.removeHandler(handler)


def run(text: str) -> Run:
    names: dict[str, Any] = {"__name__": "service"}
    error = ""
    with contextlib.redirect_stdout(io.StringIO()) as out, capture_logs() as logs, standard_records() as standard:
        exec(compile(text, "service.py", "exec", dont_inherit=True), names)
        try:
            result = names["run"](1, 2)
            if inspect.iscoroutine(result):
                asyncio.run(result)
        except Exception as caught:  # what it is, is compared
            error = repr(caught)
    return Run(names["calls"], error, out.getvalue(), [*logs, *standard])


def fixed(case: Case) -> tuple[FileFix, str]:
    """What became of a case, and its text afterwards."""
    result, data = FIXER.content(case.data, "pkg/service.py")
    assert result.problem == "", result.problem
    assert result.found == len(result.changes)
    assert [change.detail for change in result.changes if change.detail] == []
    return result, Case(data or case.data, case.prefix, case.pieces, case.form).text


def said(case: Case, printed: str) -> str:
    """What the generated print wrote, without its decoration and the prints around it."""
    lines = [line for line in printed.splitlines() if not line.startswith(("===", "---", "Error: "))]
    return without_quotes(" ".join(" ".join(lines).split()).removeprefix(case.prefix.strip()))


def without_quotes(text: str) -> str:
    """A text as it is with and without ``!r``, which is presentation and goes."""
    return " ".join(text.replace("'", "").split())


class _Record:
    def __getattr__(self, key: str) -> object:
        return DATA[key]


def main_record(case: Case, records: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The record of the generated print; None where it was left."""
    return next((r for r in records if r["message"] != "Error" and not r["message"].startswith("Unexpected")), None)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases())
def test_what_is_logged_says_what_was_printed(case: Case) -> None:
    result, text = fixed(case)
    assert {change.reason for change in result.changes} <= {"", "literal-braces"}, text
    before, after = run(case.text), run(text)
    assert (after.calls, after.error) == (before.calls, before.error), text
    if "print(" in text.replace("print()", "").replace("print('Error", "") or before.error.startswith("Lookup"):
        return  # left with a reason, or nothing was said at all
    record = main_record(case, after.records)
    assert record is not None, text
    held = json.dumps(record, ensure_ascii=False)
    names = {"data": DATA, "ask": DATA.__getitem__, "first": 1, "second": 2, "record": _Record()}
    for piece in case.pieces:
        if isinstance(piece, Value):
            value = eval(piece.source, names)
            assert json.dumps(value, ensure_ascii=False) in held or str(value) in record["message"], text
    expected, message = said(case, before.printed), without_quotes(record["message"])
    assert expected == message or expected.startswith(f"{message}:"), text
