"""``--baseline``, ``--write-baseline`` and ``--add-noqa``: findings that a project accepts."""

from __future__ import annotations

import ast
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flake8_foundry_logging.add_noqa import add_noqa, with_comments
from flake8_foundry_logging.checking import Checker
from flake8_foundry_logging.cli import main
from flake8_foundry_logging.settings import Settings

PRINTS = "def f(x):\n    print('one', x)\n    print('two', x)\n"


@pytest.fixture(autouse=True)
def working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.py").write_text(PRINTS, encoding="utf-8")


def check(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str], str]:
    code = main(["check", "--isolated", "--no-cache", *arguments])
    said = capsys.readouterr()
    return code, said.out.splitlines(), said.err.strip()


# -- the baseline ------------------------------------------------------------------------------------------------------


def test_known_findings_are_left_out_wherever_their_line_moves(capsys: pytest.CaptureFixture[str]) -> None:
    written = check(capsys, "--baseline", "base.json", "--write-baseline")
    assert written == (0, [], "2 findings written to base.json; 0 findings in 0 of 1 file")
    Path("a.py").write_text(f"import os\n\n\n{PRINTS}    print('three', x)\n", encoding="utf-8")
    code, out, err = check(capsys, "--baseline", "base.json")
    assert (code, [line.partition(" ")[0] for line in out]) == (1, ["./a.py:7:5:"])
    assert err == "2 findings of the baseline left out; 1 finding in 1 of 1 file"


def test_a_line_that_comes_once_more_is_new(capsys: pytest.CaptureFixture[str]) -> None:
    check(capsys, "--write-baseline")
    Path("a.py").write_text(f"{PRINTS}    print('two', x)\n", encoding="utf-8")
    assert len(check(capsys, "--baseline", "foundry-lint-baseline.json")[1]) == 1


def test_findings_that_are_gone_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    check(capsys, "--write-baseline")
    Path("a.py").write_text("x = 1\n", encoding="utf-8")
    code, _, err = check(capsys, "--baseline", "foundry-lint-baseline.json")
    assert (code, err) == (
        0,
        "0 findings of the baseline left out; 2 findings of it are gone, --write-baseline; 0 findings in 0 of 1 file",
    )


def test_the_baseline_counts_from_any_folder_and_holds_no_source(capsys: pytest.CaptureFixture[str]) -> None:
    Path("sub").mkdir()
    Path("sub/b.py").write_text(PRINTS, encoding="utf-8")
    check(capsys, "--write-baseline")
    text = Path("foundry-lint-baseline.json").read_text(encoding="utf-8")
    assert sorted(json.loads(text)["files"]) == ["a.py", "sub/b.py"]
    assert "print" not in text
    os.chdir("sub")
    assert check(capsys, "--baseline", "../foundry-lint-baseline.json")[0] == 0


@pytest.mark.parametrize("text", ["", "[]", '{"version": 2, "files": {}}', '{"version": 1, "files": {"a.py": 1}}'])
def test_what_is_no_baseline_is_an_error_that_names_the_way_out(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("base.json").write_text(text, encoding="utf-8")
    code, out, err = check(capsys, "--baseline", "base.json")
    assert (code, out) == (2, [])
    assert err.startswith("foundry-lint: error: base.json: it is no baseline")


def test_a_baseline_that_is_not_there_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = check(capsys, "--baseline", "none.json")
    assert code == 2
    assert "--write-baseline writes one" in err


@pytest.mark.parametrize("option", ["--baseline=x.json", "--write-baseline", "--add-noqa"])
def test_standard_input_has_no_file_to_accept_findings_of(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = check(capsys, "-", option)
    assert code == 2
    assert "take files, not standard input" in err


# -- noqa comments -----------------------------------------------------------------------------------------------------


def test_each_line_with_a_finding_gets_its_comment(capsys: pytest.CaptureFixture[str]) -> None:
    assert check(capsys, "--add-noqa") == (0, [], "2 findings silenced with noqa; 0 findings in 0 of 1 file")
    assert Path("a.py").read_text(encoding="utf-8") == (
        "def f(x):\n    print('one', x)  # noqa: LGF101\n    print('two', x)  # noqa: LGF101\n"
    )
    assert check(capsys)[0] == 0


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("    print('one')  # why\n", "    print('one')  # why  # noqa: LGF101\n"),
        ("    print('one')  # noqa: E501\n", "    print('one')  # noqa: E501, LGF101\n"),
        ("    print('one')  # noqa: E501 it is long\n", "    print('one')  # noqa: E501, LGF101 it is long\n"),
        ("    print(\n        'one'\n    )\n", "    print(  # noqa: LGF101\n        'one'\n    )\n"),
        ("    print('''one\n    two''', x)\n", "    print('''one\n    two''', x)  # noqa: LGF101\n"),
        ("    x = 1; print \\\n        ('one')\n", "    x = 1; print \\\n        ('one')  # noqa: LGF101\n"),
        ("    print('one')", "    print('one')  # noqa: LGF101"),
        ("    print('one')\r\n", "    print('one')  # noqa: LGF101\r\n"),
    ],
)
def test_a_comment_goes_where_flake8_looks_for_it(before: str, after: str) -> None:
    text = f"def f(x):\n{before}"
    found = Checker(Settings()).bytes(text.encode(), "a.py").findings
    assert with_comments(text, found) == f"def f(x):\n{after}"


def test_a_file_keeps_its_encoding(tmp_path: Path) -> None:
    path = tmp_path / "b.py"
    path.write_bytes("# coding: cp1251\ndef f(x):\n    print('раз', x)\n".encode("cp1251"))
    found = Checker(Settings()).file(str(path)).findings
    assert add_noqa(str(path), found) == list(found)
    assert path.read_bytes() == "# coding: cp1251\ndef f(x):\n    print('раз', x)  # noqa: LGF101\n".encode("cp1251")


LINES = st.sampled_from(
    [
        "    print('a')",
        "    print('a')  # why",
        "    print('a')  # noqa: E501",
        "    print('''a\n# noqa: E1\n''')",
        "    print(x, \\\n        'b')",
        "    print(  # why\n        'c',\n    )",
        "    y = '''\n    # noqa: E2'''; print('d')",
        "    x = 1",
    ]
)


@given(st.lists(LINES, min_size=1, max_size=6))
def test_what_is_hidden_is_found_no_more_and_the_program_stays(lines: list[str]) -> None:
    text = "def f(x):\n" + "\n".join(lines) + "\n"
    checker = Checker(Settings())
    found = checker.bytes(text.encode(), "a.py").findings
    new = with_comments(text, found)
    if ast.dump(ast.parse(new)) == ast.dump(ast.parse(text)):  # else add_noqa leaves the file
        left = checker.bytes(new.encode(), "a.py").findings
        assert len(left) <= sum("# noqa: E" in line and "'''" in line for line in lines)
