"""``foundry-lint fix`` over files: what is written, what is said, and that the account adds up."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest

from flake8_foundry_logging.codemods._calls import stretch
from flake8_foundry_logging.codemods.context import Flavor, Ground
from flake8_foundry_logging.codemods.kit import Edit, Edits, Refusal
from flake8_foundry_logging.codemods.report import DEPENDENCY
from flake8_foundry_logging.codemods.runner import FileFix, Fixer, FixRequest, run
from flake8_foundry_logging.settings import Settings
from tests.linter.test_formats import SARIF

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.core.finding import Finding
    from tests.codemods.conftest import Rewrite, UseFix

ROOT = Path(__file__).resolve().parents[2]
HEAD = "import logging\n\nlog = logging.getLogger(__name__)\n"
BEFORE, AFTER = f"{HEAD}log.warn('x')\n", f"{HEAD}log.warning('x')\n"


@pytest.fixture(autouse=True)
def working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture(autouse=True)
def renaming(rewrite: Rewrite) -> None:
    rewrite(lambda call: call.replace("warn(", "warning(", 1))


def fix(*paths: str, stdin: bytes = b"", **request: object) -> tuple[int, str, str]:
    """The exit code, standard output and standard error of a run."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    wanted = FixRequest(paths=paths, **request)  # type: ignore[arg-type]  # the tests name fields of the request
    code = run(wanted, Settings(), stdin=stdin, stdout=out, stderr=err)
    return code, written(out), written(err)


def written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    stream.seek(0)
    return stream.read()


def test_a_fixed_file_is_written_and_the_exit_code_is_0() -> None:
    Path("a.py").write_text(BEFORE, encoding="utf-8")
    assert fix("a.py") == (0, "1 converted + 0 dropped + 0 left = 1 found; 1 file changed.\n", "")
    assert Path("a.py").read_text(encoding="utf-8") == AFTER


def test_a_clean_file_is_not_touched() -> None:
    Path("a.py").write_text(AFTER, encoding="utf-8")
    before = Path("a.py").stat()
    assert fix("a.py") == (0, "Nothing to fix.\n", "")
    assert Path("a.py").stat() == before


@pytest.mark.parametrize("option", ["diff", "check"])
def test_what_would_change_is_exit_code_1_and_nothing_is_written(option: str) -> None:
    Path("a.py").write_text(BEFORE, encoding="utf-8")
    assert fix("a.py", **{option: True})[0] == 1  # type: ignore[arg-type]  # the option is none that takes bytes
    assert Path("a.py").read_text(encoding="utf-8") == BEFORE


def test_what_is_left_is_exit_code_1_and_told_with_its_reason(use_fix: UseFix) -> None:
    use_fix(lambda finding, context: Refusal("walrus"))
    Path("a.py").write_text(BEFORE, encoding="utf-8")
    code, out, _ = fix("a.py")
    assert code == 1
    assert out.splitlines()[0].startswith("a.py:4:1: left LGF601 (walrus) ")
    assert out.splitlines()[1] == "0 converted + 0 dropped + 1 left = 1 found; 0 files changed."
    assert out.splitlines()[2].startswith("      1 walrus: ")


def test_the_account_adds_up_over_files(use_fix: UseFix) -> None:
    def every_second(finding: Finding, context: Context) -> Edits | Refusal:
        assert finding.site is not None
        start, end = stretch(context.source, finding.site.subject)
        return Refusal("walrus") if finding.line % 2 else Edits((Edit(start, end, "log.warning('x')"),))

    use_fix(every_second)
    for number in range(5):
        Path(f"{number}.py").write_text(HEAD + "log.warn('x')\n" * number, encoding="utf-8")
    _, out, _ = fix(".")
    numbers = re.search(r"(\d+) converted \+ (\d+) dropped \+ (\d+) left = (\d+) found", out)
    assert numbers is not None
    assert [int(number) for number in numbers.groups()] == [6, 0, 4, 10]
    assert out.count(": left ") == 4


def test_a_diff_is_one_that_git_applies() -> None:
    folder = Path("pkg")
    folder.mkdir()
    for name, text in {"a.py": BEFORE, "b.py": BEFORE.rstrip("\n"), "c.py": BEFORE.replace("\n", "\r\n")}.items():
        (folder / name).write_bytes(text.encode())
    code, out, _ = fix(".", diff=True)
    assert code == 1
    patched = subprocess.run(["git", "apply", "--verbose", "-"], input=out.encode(), capture_output=True, check=False)
    assert patched.returncode == 0, patched.stderr
    assert (folder / "a.py").read_bytes() == AFTER.encode()
    assert (folder / "b.py").read_bytes() == AFTER.rstrip("\n").encode()
    assert (folder / "c.py").read_bytes() == AFTER.replace("\n", "\r\n").encode()


@pytest.mark.parametrize(
    "name",
    [
        "Модуль.py",
        "новая папка/ещё один.py",
        "with space.py",
        'with "quotes" and \\ backslash.py',
        "with\ttab.py",
        "[brackets]/{braces}.py",
        "-dash.py",
        "😀.py",
    ],
)
def test_a_diff_names_files_as_git_does(name: str) -> None:
    Path(name).parent.mkdir(exist_ok=True)
    Path(name).write_text(BEFORE, encoding="utf-8")
    out = fix(".", diff=True)[1]
    patched = subprocess.run(["git", "apply", "-"], input=out.encode(), capture_output=True, check=False)
    assert patched.returncode == 0, patched.stderr
    assert Path(name).read_text(encoding="utf-8") == AFTER


@pytest.mark.parametrize("absolute", [False, True])
def test_a_diff_made_in_a_folder_of_a_repository_applies_there(
    absolute: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Git reads names from the repository's top wherever it runs, and passes over others without a word."""
    subprocess.run(["git", "init", "--quiet"], check=True, timeout=60)
    folder = tmp_path / "src" / "pkg"
    folder.mkdir(parents=True)
    (folder / "a.py").write_text(BEFORE, encoding="utf-8")
    monkeypatch.chdir(folder.parent)
    out = fix(str(folder) if absolute else "pkg", diff=True)[1]
    assert out.startswith("diff --git a/src/pkg/a.py b/src/pkg/a.py\n--- a/src/pkg/a.py\n")
    subprocess.run(["git", "apply", "-"], input=out.encode(), check=True, timeout=60)
    assert (folder / "a.py").read_text(encoding="utf-8") == AFTER


def test_a_diff_keeps_a_byte_order_mark_so_that_git_applies_it() -> None:
    marked = b"\xef\xbb\xbf"
    Path("a.py").write_bytes(marked + BEFORE.encode())
    Path("b.py").write_bytes(marked + b"import logging; logging.getLogger('x').warn('x')\n")
    out = fix(".", diff=True)[1]
    patched = subprocess.run(["git", "apply", "-"], input=out.encode(), capture_output=True, check=False)
    assert patched.returncode == 0, patched.stderr
    assert Path("a.py").read_bytes() == marked + AFTER.encode()
    assert Path("b.py").read_bytes() == marked + b"import logging; logging.getLogger('x').warning('x')\n"


def test_a_diff_that_git_cannot_apply_for_its_encoding_is_named() -> None:
    plain = "# coding: cp1251\n" + "\n" * 9 + BEFORE
    Path("plain.py").write_text(plain, encoding="cp1251")
    Path("russian.py").write_text(f"{plain}# Привет\n", encoding="cp1251")
    code, out, err = fix(".", diff=True)
    said = "its encoding is cp1251; `git apply` cannot take this part, run fix without --diff"
    assert code == 1
    assert "+log.warning('x')\n # Привет\n" in out
    assert [line for line in err.splitlines() if "encoding" in line] == [f"./russian.py: {said}"]


def test_standard_input_goes_to_standard_output_and_the_report_beside_it() -> None:
    code, out, err = fix("-", stdin=BEFORE.encode())
    assert (code, out) == (0, AFTER)
    assert err == "1 converted + 0 dropped + 0 left = 1 found; 1 file changed.\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (AFTER.encode(), AFTER.encode()),
        (b"def f(:\n", b"def f(:\n"),
        (b"x = 1\n", b"x = 1\n"),
        (b"# flake8: noqa\r\nlog.warn(1)\r\n", b"# flake8: noqa\r\nlog.warn(1)\r\n"),
        (b"\xef\xbb\xbf" + BEFORE.encode(), b"\xef\xbb\xbf" + AFTER.encode()),
        (f"# coding: cp1251\n{BEFORE}#ж".encode("cp1251"), f"# coding: cp1251\n{AFTER}#ж".encode("cp1251")),
    ],
    ids=["clean", "broken", "nothing", "noqa", "byte order mark", "cp1251"],
)
def test_standard_input_comes_back_byte_for_byte_but_for_the_fixes(before: bytes, after: bytes, tmp_path: Path) -> None:
    with open(tmp_path / "out", "w", encoding="ascii") as out, open(tmp_path / "err", "w", encoding="utf-8") as err:
        run(FixRequest(paths=("-",)), Settings(), stdin=before, stdout=out, stderr=err)
    assert (tmp_path / "out").read_bytes() == after


def test_json_says_what_became_of_every_finding() -> None:
    Path("a.py").write_text(BEFORE, encoding="utf-8")
    Path("b.py").write_text("log.warn(1)\ndef f(:\n", encoding="utf-8")
    code, out, err = fix("a.py", "b.py", output_format="json")
    report = json.loads(out)
    assert code == 2
    assert "b.py:2: it does not parse" in err
    assert report["summary"] == {
        "converted": 1,
        "dropped": 0,
        "refused": 0,
        "found": 1,
        "changed_files": 1,
        "reasons": {},
    }
    first, second = report["files"]
    assert (first["path"], first["changed"], first["problem"]) == ("a.py", True, None)
    assert [(f["code"], f["line"], f["column"], f["outcome"]) for f in first["findings"]] == [
        ("LGF601", 4, 1, "converted")
    ]
    assert (second["path"], second["changed"], second["line"], second["findings"]) == ("b.py", False, 2, [])


@pytest.mark.parametrize("options", [{}, {"check": True}], ids=["written", "checked"])
def test_the_json_report_is_what_its_schema_says(options: dict[str, bool], use_fix: UseFix) -> None:
    def every_second(finding: Finding, context: Context) -> Edits | Refusal:
        assert finding.site is not None
        start, end = stretch(context.source, finding.site.subject)
        return Refusal("walrus") if finding.line % 2 else Edits((Edit(start, end, "log.warning('x')"),))

    use_fix(every_second)
    Path("a.py").write_text(f"{BEFORE}log.warn('y')\n", encoding="utf-8")
    Path("b.py").write_text("log.warn('x')\ndef f(:\n", encoding="utf-8")
    report = json.loads(fix(".", output_format="json", **options)[1])  # type: ignore[arg-type]  # options of the request
    schema = json.loads((ROOT / "docs/fix-report.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(report, schema)
    assert report["summary"]["reasons"] == {"walrus": 1}
    assert report["files"][0]["findings"][1]["next_step"].startswith("a walrus")


@pytest.mark.parametrize(("options", "results"), [({}, 1), ({"check": True}, 2)], ids=["written", "checked"])
def test_sarif_tells_what_is_still_there(options: dict[str, bool], results: int, use_fix: UseFix) -> None:
    def every_second(finding: Finding, context: Context) -> Edits | Refusal:
        assert finding.site is not None
        start, end = stretch(context.source, finding.site.subject)
        return Refusal("walrus") if finding.line % 2 else Edits((Edit(start, end, "log.warning('x')"),))

    use_fix(every_second)
    Path("a.py").write_text(f"{BEFORE}log.warn('y')\n", encoding="utf-8")
    log = json.loads(fix(".", output_format="sarif", **options)[1])  # type: ignore[arg-type]  # options of the request
    jsonschema.validate(log, SARIF)
    assert len(log["runs"][0]["results"]) == results
    assert log["runs"][0]["properties"]["summary"]["found"] == 2


def test_a_proof_that_fails_is_told_once_for_its_file(rewrite: Rewrite) -> None:
    rewrite(lambda call: call.replace("warn(", "warning(("))
    Path("a.py").write_text(HEAD + "log.warn('x')\n" * 3, encoding="utf-8")
    code, out, err = fix("a.py")
    assert code == 2
    assert err.startswith("a.py: it was left as it was: parses: line 4: ")
    assert err.count("\n") == 1
    assert out.splitlines()[0] == "0 converted + 0 dropped + 3 left = 3 found; 0 files changed."
    assert len(out.splitlines()) == 2


def test_a_fix_that_breaks_a_proof_is_told_with_it_and_the_others_are_made(use_fix: UseFix) -> None:
    def fix_all(finding: Finding, context: Context) -> Edits:
        assert finding.site is not None
        start, end = stretch(context.source, finding.site.subject)
        return Edits((Edit(start, end, "log.warning((" if finding.line == 5 else "log.warning('x')"),))

    use_fix(fix_all)
    Path("a.py").write_text(HEAD + "log.warn('x')\n" * 3, encoding="utf-8")
    code, out, err = fix("a.py")
    assert (code, err) == (1, "")
    assert out.splitlines()[0].startswith("a.py:5:1: left LGF601 (proof-failed: parses: line 5: ")
    assert "2 converted + 0 dropped + 1 left = 3 found; 1 file changed." in out


def test_an_account_that_does_not_add_up_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.py").write_text(BEFORE, encoding="utf-8")
    monkeypatch.setattr(Fixer, "file", lambda self, path: FileFix(path, found=2))
    code, out, err = fix("a.py")
    assert code == 2
    assert err == "a.py: 2 findings, but 0 are accounted for; please report it\n"
    assert out.startswith("0 converted + 0 dropped + 0 left = 2 found")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("syntax.py", b"def f(:\n    log.warn('x')\n"),
        ("null.py", b"import logging\nlogging.getLogger().warn('x')\0\n"),
        ("bytes.py", b"import logging\nlogging.getLogger().warn('\xff')\n"),
        ("coding.py", b"# coding: klingon\nimport logging\nlogging.getLogger().warn('x')\n"),
    ],
)
def test_a_file_that_cannot_be_read_stays_and_the_others_are_fixed(name: str, data: bytes) -> None:
    Path(name).write_bytes(data)
    Path("good.py").write_text(BEFORE, encoding="utf-8")
    code, out, err = fix(".")
    assert code == 2
    assert [line for line in err.splitlines() if name in line] == err.splitlines() != []
    assert "Traceback" not in err
    assert Path(name).read_bytes() == data
    assert Path("good.py").read_text(encoding="utf-8") == AFTER
    assert "1 converted" in out


def test_a_file_that_changes_meanwhile_is_left_and_its_findings_count_as_left(rewrite: Rewrite) -> None:
    def change(call: str) -> str:
        Path("a.py").write_text(BEFORE + "# theirs\n", encoding="utf-8")
        return call.replace("warn(", "warning(")

    rewrite(change)
    Path("a.py").write_text(BEFORE, encoding="utf-8")
    code, out, err = fix("a.py")
    assert code == 2
    assert "a.py: it was changed by somebody else" in err
    assert "left" not in out.splitlines()[0].replace("1 left", "")
    assert "1 not-written: " in out
    assert Path("a.py").read_text(encoding="utf-8") == BEFORE + "# theirs\n"


@pytest.mark.parametrize(("ground", "converted"), [(Ground.LIBRARY, 1), (Ground.SCRIPTS, 2), (Ground.ALL, 3)])
def test_the_scope_is_the_code_of_the_finding(ground: Ground, converted: int, use_fix: UseFix) -> None:
    use_fix(lambda finding, context: Refusal("walrus"))
    Path("library.py").write_text("def load():\n    print('x')\n", encoding="utf-8")
    Path("script.py").write_text("if __name__ == '__main__':\n    print('x')\n", encoding="utf-8")
    cli = "import click\n\n\n@click.command()\ndef main():\n    print('x')\n"
    Path("cli.py").write_text(cli, encoding="utf-8")
    _, out, _ = fix(".", ground=ground)
    assert out.count(": left ") == converted


def test_noqa_and_whole_files_are_left_out_of_the_account() -> None:
    Path("a.py").write_text(f"{HEAD}log.warn('x')  # noqa: LGF601\n", encoding="utf-8")
    Path("b.py").write_text(f"# flake8: noqa\n{BEFORE}", encoding="utf-8")
    assert fix(".") == (0, "Nothing to fix.\n", "")


def test_links_are_followed_and_kept(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.py").write_text(BEFORE, encoding="utf-8")
    os.symlink("real/a.py", "link.py")
    assert fix("link.py")[0] == 0
    assert Path("link.py").is_symlink()
    assert Path("real/a.py").read_text(encoding="utf-8") == AFTER


@pytest.mark.parametrize("option", ["diff", "check", "unsafe"])
def test_a_link_and_what_it_leads_to_are_one_file(option: str) -> None:
    Path("z.py").write_text(BEFORE, encoding="utf-8")
    os.symlink("z.py", "a.py")
    _, out, err = fix("a.py", "z.py", ".", **{option: True})  # type: ignore[arg-type]  # none that takes bytes
    assert "1 converted + 0 dropped + 0 left = 1 found; 1 file " in out + err
    assert "a.py" not in out


def test_several_processes_say_and_write_the_same() -> None:
    def state() -> list[str]:
        return [path.read_text(encoding="utf-8") for path in sorted(Path().glob("*.py"))]

    texts = [HEAD + "log.warn('x')\n" * (number % 3) for number in range(12)]
    for number, text in enumerate(texts):
        Path(f"{number:02}.py").write_text(text, encoding="utf-8")
    alone, written = fix(".", jobs=1), state()
    for number, text in enumerate(texts):
        Path(f"{number:02}.py").write_text(text, encoding="utf-8")
    assert (fix(".", jobs=2), state()) == (alone, written)


@pytest.mark.parametrize(
    ("flavor", "line"),
    [
        (Flavor.FOUNDRY, "logger = get_logger(__name__)"),
        (Flavor.STRUCTLOG, "logger = structlog.get_logger(__name__)"),
        (Flavor.STDLIB, "logger = logging.getLogger(__name__)"),
    ],
)
def test_the_logger_that_is_inserted_is_the_one_asked_for(flavor: Flavor, line: str, use_fix: UseFix) -> None:
    def to_log(finding: Finding, context: Context) -> Edits:
        assert finding.site is not None
        start, end = stretch(context.source, finding.site.node)
        logger = context.logger(finding.site.frame)
        return Edits((Edit(start, end, f"{logger.name}.info('x')"),), logger=logger)

    use_fix(to_log)
    Path("a.py").write_text("def load():\n    print('x')\n", encoding="utf-8")
    code, out, _ = fix("a.py", flavor=flavor)
    assert code == 0
    assert line in Path("a.py").read_text(encoding="utf-8").splitlines()
    assert out.endswith(DEPENDENCY) == (flavor is Flavor.FOUNDRY)


@pytest.mark.parametrize(
    ("head", "output_format", "told"),
    [
        ("", "text", True),
        ("# foundry_logging would be nice\n", "text", True),
        ("from foundry_logging import redact\n\n\n", "text", False),
        ("import foundry_logging as fl\n\n\n", "text", False),
        ("", "json", False),
    ],
)
def test_a_first_import_of_the_runtime_asks_for_the_dependency(
    head: str, output_format: str, told: bool, use_fix: UseFix
) -> None:
    def to_log(finding: Finding, context: Context) -> Edits:
        assert finding.site is not None
        start, end = stretch(context.source, finding.site.node)
        logger = context.logger(finding.site.frame)
        return Edits((Edit(start, end, f"{logger.name}.info('x')"),), logger=logger)

    use_fix(to_log)
    Path("a.py").write_text(f"{head}def load():\n    print('x')\n", encoding="utf-8")
    _, out, err = fix("a.py", output_format=output_format)
    assert "foundry_logging import get_logger" in Path("a.py").read_text(encoding="utf-8") or head.startswith("import")
    assert (DEPENDENCY in out + err) is told
