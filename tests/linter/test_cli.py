"""foundry-lint: arguments, output and exit codes."""

from __future__ import annotations

import importlib.util
import io
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from flake8_foundry_logging import checking
from flake8_foundry_logging.cli import main
from flake8_foundry_logging.codemods import runner
from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.rules import ALL
from flake8_foundry_logging.setting_table import SETTINGS

if TYPE_CHECKING:
    from pathlib import Path

PRINT = "def f():\n    print(1)\n"
CLICK = "import click\n@click.command()\ndef f():\n    print(1)\n"
LINE = "a.py:2:5: LGF101 "


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.py").write_text(PRINT)
    (tmp_path / "clean.py").write_text("x = 1\n")
    return tmp_path


def test_check_prints_findings_as_flake8_does_and_a_summary_on_standard_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["check", "a.py", "clean.py"]) == 1
    out, err = capsys.readouterr()

    assert out.startswith(LINE)
    assert out.count("\n") == 1
    assert err == "1 finding in 1 of 2 files\n"


def test_a_clean_run_exits_with_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "clean.py"]) == 0
    assert capsys.readouterr() == ("", "0 findings in 0 of 1 file\n")


def test_exit_zero_reports_and_exits_with_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "a.py", "--exit-zero"]) == 0
    assert capsys.readouterr().out.startswith(LINE)


def test_a_file_that_cannot_be_checked_is_an_error_even_with_exit_zero(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "broken.py").write_text("def broken(: print\n")

    assert main(["check", "--exit-zero"]) == 2
    out, err = capsys.readouterr()
    assert out.startswith(f"./{LINE}")
    assert err.splitlines() == [
        "./broken.py:1: it does not parse: invalid syntax",
        "1 finding in 1 of 3 files; 1 file could not be checked",
    ]


def test_json_holds_findings_errors_and_counts(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "broken.py").write_text("def broken(: print\n")
    main(["check", "a.py", "broken.py", "--output-format", "json"])
    data = json.loads(capsys.readouterr().out)

    assert data["findings"] == [
        {
            "path": "a.py",
            "line": 2,
            "column": 5,
            "end_line": 2,
            "end_column": 13,
            "code": "LGF101",
            "name": "print-call",
            "message": data["findings"][0]["message"],
        }
    ]
    assert data["errors"] == [{"path": "broken.py", "line": 1, "message": "it does not parse: invalid syntax"}]
    assert (data["version"], data["files"], data["statistics"]) == (1, 2, {"LGF101": 1})


def test_statistics_count_each_code(capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "a.py", "--statistics"])

    assert capsys.readouterr().out.splitlines()[1] == "     1  LGF101 print-call"


def test_standard_input_is_checked_under_its_display_name(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PRINT.encode())))

    assert main(["check", "-", "--stdin-display-name", "a.py"]) == 1
    assert capsys.readouterr().out.startswith(LINE)


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        ([], ["LGF101"]),
        (["--select=LGF"], ["LGF101"]),
        (["--select=LGF2"], []),
        (["--ignore=LGF1"], []),
        (["--extend-ignore", "LGF101"], []),
        (["--extend-select=LGF106"], ["LGF101", "LGF106"]),
        (["--foundry-enable=LGF106"], ["LGF101", "LGF106"]),
        (["--enable", "LGF106"], ["LGF101", "LGF106"]),
        (["--profile=guide"], ["LGF101"]),
        (["--foundry-profile=default"], ["LGF101"]),
        (["--per-file-ignores=a.py:LGF101"], []),
        (["--per-file-ignores=a.py:LGF1", "--select=LGF101"], ["LGF101"]),
        (["--exclude=a.py"], []),
        (["--extend-exclude=a.py,c.py", "--enable=LGF1"], []),
        (["--foundry-cli-paths=a.py"], []),
        (["--cli-paths", "*.py", "--enable=LGF106"], ["LGF106", "LGF106"]),
    ],
)
def test_options_of_the_command_line(
    arguments: list[str], codes: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "c.py").write_text(CLICK)
    main(["check", ".", *arguments])

    assert [line.split()[1] for line in capsys.readouterr().out.splitlines()] == codes


def test_disable_noqa_shows_what_comments_hide(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.py").write_text("def f():\n    print(1)  # noqa\n")

    assert main(["check"]) == 0
    assert main(["check", "--disable-noqa"]) == 1


def test_isolated_reads_no_file(folder: Path) -> None:
    (folder / "setup.cfg").write_text("[flake8]\nignore = LGF\n")
    (folder / "pyproject.toml").write_text("broken")

    assert main(["check", "a.py", "--isolated"]) == 1


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (".flake8", "[flake8]\nselect = E,F\n", "select of .flake8 leaves no LGF rule"),
        ("setup.cfg", "[flake8]\nignore = LGF\n", "ignore leaves no LGF rule"),
    ],
)
def test_a_configuration_that_leaves_lgf_out_is_named(
    name: str, text: str, said: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / name).write_text(text)

    assert main(["check"]) == 0
    assert capsys.readouterr().err.startswith(f"foundry-lint: {said}")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "the following arguments are required: command"),
        (["lint"], "invalid choice: 'lint'"),
        (["check", "--selct=LGF1"], "unrecognized arguments: --selct=LGF1"),
        (["check", "--select=LGF999"], "command line: select: 'LGF999' is no code of a rule"),
        (["check", "--select=E501"], "command line: select: 'E501' is no code of a rule"),
        (
            ["check", "--ignore=print-call"],
            "command line: ignore: 'print-call' is no code of a rule; its code is LGF101",
        ),
        (["check", "--profile=all"], "command line: foundry-profile: 'all' is no profile; there are default, guide"),
        (["check", "--jobs=0"], "'0' is neither auto nor a number above 0"),
        (["check", "--output-format=xml"], "invalid choice: 'xml'"),
        (["check", "--per-file-ignores=a.py"], "command line: per-file-ignores: 'a.py' is not of the form"),
        (["rule", "LGF999"], "'LGF999' is no code or name of a rule"),
        (["fix", "--scope=everything"], "invalid choice: 'everything'"),
    ],
)
def test_a_wrong_command_line_is_one_line_and_exit_code_2(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    out, err = capsys.readouterr()

    assert out == ""
    assert err.startswith("foundry-lint: error: ")
    assert said in err
    assert err.count("\n") == 1


def test_a_mistake_of_ours_is_one_line_too(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def crash(*_: object, **__: object) -> None:
        raise KeyError("odd")

    monkeypatch.setattr(checking, "check_files", crash)

    assert main(["check"]) == 2
    err = capsys.readouterr().err
    assert err.startswith("foundry-lint: error: KeyError: 'odd' in ")
    assert err.endswith("; please report it\n")


def test_an_interrupt_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(checking, "check_files", interrupt)

    assert main(["check"]) == 130
    assert capsys.readouterr().err == "foundry-lint: interrupted\n"


def test_rule_lists_explains_and_takes_codes_and_names(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(ALL)

    assert main(["rule", "lgf101", "print-in-cli"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("LGF101 print-call ")
    assert "\nLGF106 print-in-cli " in out

    assert main(["rule", "--all"]) == 0
    out = capsys.readouterr().out
    assert [rule.code for rule in ALL if f"{rule.code} {rule.name}  (" not in out] == []


def test_every_setting_is_in_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["check", "--help"])
    out = capsys.readouterr().out

    assert left.value.code == 0
    assert [setting.name for setting in SETTINGS if f"--{setting.spelled}" not in out] == []


def test_the_checklist_shows_each_item_with_its_rules_and_findings(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["checklist", "a.py"]) == 1
    out = capsys.readouterr().out

    assert out.startswith("Check before a commit\n")
    assert "  ✘ No print() in place of a log  (findings: 1, files: 1)\n      LGF101 print-call: 1\n" in out
    assert "      nothing found: LGF103 LGF104 LGF105\n      off: LGF102 LGF106\n" in out
    assert "\nForbidden practices\n" in out
    assert [item.english for item in Item if item.english not in out] == []


def test_the_checklist_speaks_russian(capsys: pytest.CaptureFixture[str]) -> None:
    main(["checklist", "a.py", "--language", "ru"])
    out = capsys.readouterr().out

    assert "  ✘ Нет print() вместо логирования  (находок: 1, файлов: 1)\n" in out
    assert [item.russian for item in Item if item.russian not in out] == []


def test_the_checklist_as_data(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["checklist", "clean.py", "--output-format=json"]) == 0
    data = json.loads(capsys.readouterr().out)

    assert [row["item"] for row in data["items"]] == [item.name.lower() for item in Item]
    prints = next(row for row in data["items"] if row["item"] == "print")
    assert (prints["list"], prints["holds"], prints["findings"]) == ("forbidden", True, 0)
    assert {"code": "LGF106", "name": "print-in-cli", "on": False, "findings": 0} in prints["rules"]


def test_an_item_that_no_rule_looked_at_neither_holds_nor_fails(capsys: pytest.CaptureFixture[str]) -> None:
    main(["checklist", "clean.py", "--output-format=json", "--select=LGF101"])
    rows = {row["item"]: row for row in json.loads(capsys.readouterr().out)["items"]}

    assert (rows["print"]["holds"], rows["swallowed"]["holds"]) == (True, None)


def last_line(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out.splitlines()[-1]


def test_the_checklist_counts_only_items_that_rules_looked_at(capsys: pytest.CaptureFixture[str]) -> None:
    guarded = sum(any(item in rule.guards for rule in ALL) for item in Item)
    ruleless = f"; no rule yet for {len(Item) - guarded}" if guarded < len(Item) else ""
    main(["checklist", "clean.py"])
    assert (
        last_line(capsys) == f"{guarded} of {guarded} items that were looked at hold{ruleless}; findings: 0; files: 1"
    )

    main(["checklist", "a.py", "--select=LGF101"])
    of_prints = sum(item in rule.guards for rule in ALL if rule.code == "LGF101" for item in Item)
    rest = f"{ruleless}; not looked at: {guarded - of_prints}; findings: 1; files: 1"
    assert last_line(capsys) == f"0 of {of_prints} items that were looked at hold{rest}"


@pytest.mark.parametrize(
    ("language", "counts"),
    [
        ("en", ["0 of 0 items that were looked at hold", "1 file could not be checked"]),
        ("ru", ["выполнено пунктов: 0 из 0 проверенных", "не удалось проверить файлов: 1"]),
    ],
)
def test_a_checklist_of_a_file_that_cannot_be_checked_holds_nowhere(
    language: str, counts: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["checklist", "missing.py", "--language", language]) == 2
    out = capsys.readouterr().out

    assert "✔" not in out
    assert [count for count in counts if count not in out.splitlines()[-1]] == []


def test_a_checklist_of_some_files_says_how_many_could_not_be_checked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["checklist", "missing.py", "clean.py"]) == 2

    assert last_line(capsys).endswith("; findings: 0; files: 2; 1 file could not be checked")


def test_fix_without_libcst_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)

    assert main(["fix"]) == 2
    assert "pip install 'foundry-logging[lint]'" in capsys.readouterr().err


def test_fix_hands_its_arguments_to_the_runner(monkeypatch: pytest.MonkeyPatch) -> None:
    handed: list[object] = []
    monkeypatch.setattr(runner, "run", lambda *given: handed.append(given) or 1)
    arguments = ["fix", "a.py", "-", "--diff", "--check", "--unsafe-fixes", "--scope=all", "--logger=stdlib"]
    arguments += ["--output-format=json", "--jobs=3", "--stdin-display-name=b.py", "--select=LGF1", "--ignore=LGF102"]

    assert main(arguments) == 1
    ((request, settings),) = handed
    assert (request.paths, request.diff, request.check, request.unsafe) == (("a.py", "-"), True, True, True)
    assert (request.ground.value, request.flavor.value, request.output_format) == ("all", "stdlib", "json")
    assert (request.jobs, request.stdin_name) == (3, "b.py")
    assert (settings.selection.select, settings.selection.ignore) == (("LGF1",), ("LGF102",))


def test_check_loads_nothing_it_does_not_need(folder: Path) -> None:
    code = (
        "import sys; from flake8_foundry_logging.cli import main\n"
        "assert main(['check', 'a.py']) == 1\n"
        "unwanted = {'flake8', 'pycodestyle', 'libcst', 'structlog', 'orjson', 'rich', 'asyncio',"
        " 'multiprocessing', 'concurrent', 'difflib', 'logging'}\n"
        "print(sorted({name.split('.')[0] for name in sys.modules} & unwanted), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=folder)

    assert done.stderr.splitlines()[-1] == "[]"


def test_a_file_name_that_is_no_text_is_printed_all_the_same(folder: Path) -> None:
    name = b"odd-\xff-\xd0\xb6.py"
    with open(bytes(folder) + b"/" + name, "w") as stream:
        stream.write(PRINT)
    done = subprocess.run(
        [sys.executable, "-m", "flake8_foundry_logging", "check", "."],
        capture_output=True,
        cwd=folder,
        env={"PYTHONIOENCODING": "ascii", "PATH": ""},
        check=False,
    )

    assert done.returncode == 1
    assert b"odd-\\udcff-\\u0436.py:2:5: LGF101" in done.stdout
    assert done.stderr == b"2 findings in 2 of 3 files\n"
