"""Eight promises, each with wrong fixes that break it: every one is caught, and the file stays as it was."""

from __future__ import annotations

import os
import re
import stat
from typing import TYPE_CHECKING

import pytest

from flake8_foundry_logging.codemods.kit import Edit, Edits, Outcome
from flake8_foundry_logging.codemods.proofs import ProofError, Shift, prove_compiles, prove_round, splice
from flake8_foundry_logging.codemods.runner import FileFix, Fixer, FixRequest
from flake8_foundry_logging.core.source import Source
from flake8_foundry_logging.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.core.finding import Finding
    from tests.codemods.conftest import Rewrite, UseFix

HEAD = "import logging\n\nlog = logging.getLogger(__name__)\n"


def fixed(data: bytes | str, folder: Path) -> tuple[FileFix, bytes]:
    """What became of a file on disk, and its bytes afterwards."""
    path = folder / "service.py"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return Fixer(FixRequest(paths=(str(path),)), Settings()).file(str(path)), path.read_bytes()


def assert_left(data: bytes | str, folder: Path, proof: str) -> None:
    """Fixing fails by this proof, every finding is reported as left, and no byte changes."""
    before = data.encode() if isinstance(data, str) else data
    result, after = fixed(before, folder)
    assert result.problem.startswith(f"it was left as it was: {proof}")
    assert after == before
    assert not result.changed
    assert result.changes
    assert {(change.outcome, change.reason) for change in result.changes} == {(Outcome.REFUSED, "proof-failed")}


def assert_refused(data: str, folder: Path) -> None:
    """The one finding is left, because its fix would bring or leave one, and the file stays as it was."""
    result, after = fixed(data, folder)
    assert [change.reason for change in result.changes] == ["brings-finding"]
    assert after == data.encode()


# -- 1: bytes outside of the declared edits are identical ------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a = 2\nb = 3\nc = 4\n", id="between the edits"),
        pytest.param(" a = 2\nb = 2\nc = 4\n", id="before the first"),
        pytest.param("a = 2\nb = 2\nc = 4", id="behind the last"),
        pytest.param("a = 2\nb = 2\nc = 4\n\n", id="more behind the last"),
    ],
)
def test_text_that_no_edit_names_may_not_change(text: str) -> None:
    before = Source("a = 1\nb = 2\nc = 3\n", "a.py")
    edits = [Edit(4, 5, "2"), Edit(16, 17, "4")]
    assert prove_round(before, splice(before.text, edits), edits).text == "a = 2\nb = 2\nc = 4\n"
    with pytest.raises(ProofError, match="untouched text"):
        prove_round(before, text, edits)


# -- 2: the result parses, and compiles if the input did -------------------------------------------------------------


def test_a_result_that_does_not_parse_is_caught(tmp_path: Path, rewrite: Rewrite) -> None:
    rewrite(lambda call: call.replace("warn(", "warning(("))
    assert_left(f"{HEAD}log.warn('x')\n", tmp_path, "parses")


def test_a_result_that_does_not_compile_is_caught(tmp_path: Path, rewrite: Rewrite) -> None:
    rewrite(lambda call: "return")
    assert_left(f"{HEAD}log.warn('x')\n", tmp_path, "compiles")


def test_an_input_that_does_not_compile_either_may_be_fixed(tmp_path: Path, rewrite: Rewrite) -> None:
    rewrite(lambda call: call.replace("warn(", "warning("))
    result, after = fixed(f"{HEAD}log.warn('x')\nreturn\n", tmp_path)
    assert (result.problem, after.decode()) == ("", f"{HEAD}log.warning('x')\nreturn\n")
    prove_compiles(Source("return\n", "a.py"), Source("break\n", "a.py"))


# -- 3: the trees are equal outside of the edits ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "new"),
    [
        pytest.param("log.warn('x')\ngo()\n", "log.warning('x') if x else \\", id="the next statement becomes a part"),
        pytest.param("log.warn('x') + go()\n", "log.warning('x') or not x", id="a neighbour in the line is negated"),
        pytest.param("if x:\n    log.warn('x')\n    go()\n", "pass\ngo2()\nif y:\n    pass", id="another branch"),
        pytest.param("x = 1 + log.warn('x') * 2\n", "a + b", id="an operand is torn from its operator"),
        pytest.param("log.warn('x')\ngo()\n", "log.warning('x')\nwhile x: \\", id="a loop swallows what follows"),
    ],
)
def test_code_outside_of_the_edit_that_would_mean_something_else_is_caught(
    body: str, new: str, tmp_path: Path, rewrite: Rewrite
) -> None:
    rewrite(lambda call: new)
    assert_left(HEAD + body, tmp_path, "same tree")


def test_a_string_opened_over_other_code_is_caught(tmp_path: Path, use_fix: UseFix) -> None:
    def fix(finding: Finding, context: Context) -> Edits:
        text = context.source.text
        start, end = text.index("log.warn"), text.index("go()") + len("go()\n")
        return Edits((Edit(start, start, 'x = """'), Edit(end, end, '"""\n')))

    use_fix(fix)
    assert_left(f"{HEAD}log.warn('x')\ngo()\nstay()\n", tmp_path, "same tree")


def test_a_tree_too_deep_for_recursion_is_compared(tmp_path: Path, rewrite: Rewrite) -> None:
    rewrite(lambda call: call.replace("warn(", "warning("))
    deep = "total = " + " + ".join(["1"] * 900) + "\n"
    result, after = fixed(f"{HEAD}{deep}log.warn('x')\n", tmp_path)
    assert (result.problem, after.decode()) == ("", f"{HEAD}{deep}log.warning('x')\n")


# -- 4: a run on the result changes nothing --------------------------------------------------------------------------


def test_a_fix_that_never_comes_to_an_end_is_caught(tmp_path: Path, use_fix: UseFix) -> None:
    """Every edit overlaps with every other, so that each round makes one: forty are more than the rounds there are."""

    def fix(finding: Finding, context: Context) -> Edits:
        text = context.source.text
        return Edits((Edit(len(HEAD), len(text), text[len(HEAD) :].replace("warn(", "warning(", 1)),))

    use_fix(fix)
    result, after = fixed(HEAD + "log.warn('x')\n" * 40, tmp_path)
    left = [change for change in result.changes if change.reason]
    assert {(change.reason, change.detail.partition(":")[0]) for change in left} == {("proof-failed", "fixpoint")}
    assert result.problem == ""
    result, after = fixed(HEAD + "log.warn('x')\n" * 20, tmp_path)
    assert (result.problem, after.decode()) == ("", HEAD + "log.warning('x')\n" * 20)


def test_a_fix_that_would_be_made_again_is_caught(tmp_path: Path, rewrite: Rewrite) -> None:
    rewrite(lambda call: call.replace("'x'", "'x', 1"))
    assert_refused(f"{HEAD}log.warn('x')\n", tmp_path)


# -- 5: no comment is lost -------------------------------------------------------------------------------------------


def test_a_lost_comment_is_caught(tmp_path: Path, rewrite: Rewrite) -> None:
    rewrite(lambda call: "log.warning('x')")
    assert_left(f"{HEAD}log.warn(  # why\n    'x'\n)\n", tmp_path, "comments: '# why' would be lost")


def test_one_of_two_equal_comments_is_a_loss(tmp_path: Path, rewrite: Rewrite) -> None:
    rewrite(lambda call: "log.warning('x')")
    assert_left(f"{HEAD}go()  # why\nlog.warn(  # why\n    'x'\n)\n", tmp_path, "comments")


def test_a_comment_that_moves_within_the_edit_is_none(tmp_path: Path, rewrite: Rewrite) -> None:
    rewrite(lambda call: "# why\nlog.warning('x')")
    result, after = fixed(f"{HEAD}log.warn(  # why\n    'x'\n)\n", tmp_path)
    assert (result.problem, after.decode()) == ("", f"{HEAD}# why\nlog.warning('x')\n")


# -- names -----------------------------------------------------------------------------------------------------------

IN_HANDLER = "\n\ndef f():\n    try:\n        go()\n    except OSError as e:\n        {}\n"


def without_name(finding: Finding, context: Context) -> Edits:
    """A fix that takes the handler's name away."""
    name, method = (context.source.text.index(part) for part in (" as e", "warn("))
    return Edits((Edit(name, name + len(" as e"), ""), Edit(method, method + len("warn"), "warning")))


def test_a_name_that_nothing_binds_is_caught(tmp_path: Path, rewrite: Rewrite) -> None:
    rewrite(lambda call: "log.warning('x %s', nobody)")
    assert_left(f"{HEAD}def f():\n    log.warn('x')\n", tmp_path, "names: nothing would bind nobody")


@pytest.mark.parametrize("elsewhere", ["", "\n\ndef g(e):\n    return e\n"])
def test_the_name_of_an_exception_that_is_still_used_is_missed(tmp_path: Path, use_fix: UseFix, elsewhere: str) -> None:
    use_fix(without_name)
    handler = IN_HANDLER.format("log.warn('no: %s', e)")
    assert_left(
        HEAD + handler + elsewhere, tmp_path, "names: e would be used in a handler that does not name its exception"
    )


# -- 6: findings fall by exactly the fixes, and none appears ---------------------------------------------------------


def test_a_new_finding_is_caught(tmp_path: Path, rewrite: Rewrite) -> None:
    rewrite(lambda call: "print('x')")
    assert_refused(f"{HEAD}\n\ndef go():\n    log.warn('x')\n", tmp_path)


def test_a_finding_that_is_still_there_is_caught(tmp_path: Path, rewrite: Rewrite) -> None:
    rewrite(lambda call: call + " ")
    assert_refused(f"{HEAD}log.warn('x')\n", tmp_path)


def test_one_more_of_the_same_kind_is_caught(tmp_path: Path, use_fix: UseFix) -> None:
    def fix(finding: Finding, context: Context) -> Edits:
        start = context.source.text.index("warn(")
        end = len(context.source.text)
        return Edits((Edit(start, start + 4, "warning"), Edit(end, end, "log.warn('y')\n")))

    use_fix(fix)
    assert_left(f"{HEAD}log.warn('x')\n", tmp_path, "findings")


# -- 7: byte order mark, line ends, final newline, encoding and mode -------------------------------------------------


def test_a_character_that_the_files_encoding_lacks_is_caught(tmp_path: Path, rewrite: Rewrite) -> None:
    rewrite(lambda call: "log.warning('готово ✓')")
    russian = f"# coding: cp1251\n{HEAD}log.warn('готово')\n".encode("cp1251")
    assert_left(russian, tmp_path, "encoding: cp1251 has no '✓'")


@pytest.mark.parametrize("line", ["# coding: utf-8\n", ""])
def test_a_coding_line_that_changes_is_caught(line: str, tmp_path: Path, use_fix: UseFix) -> None:
    def fix(finding: Finding, context: Context) -> Edits:
        start = context.source.text.index("warn(")
        old = "# coding: cp1251\n"
        return Edits((Edit(0, len(old), line or "# codec: cp1251\n"), Edit(start, start + 4, "warning")))

    use_fix(fix)
    assert_left(f"# coding: cp1251\n{HEAD}log.warn('готово')\n".encode("cp1251"), tmp_path, "")


def test_a_byte_order_mark_that_would_come_is_caught(tmp_path: Path, use_fix: UseFix) -> None:
    def fix(finding: Finding, context: Context) -> Edits:
        start = context.source.text.index("warn(")
        return Edits((Edit(0, 0, "\ufeff"), Edit(start, start + 4, "warning")))

    use_fix(fix)
    assert_left(f"{HEAD}log.warn('x')\n", tmp_path, "")


@pytest.mark.parametrize(("end", "new"), [("\n", "log.warning('x')"), ("", "log.warning('x')\n")])
def test_a_final_newline_that_comes_or_goes_is_caught(end: str, new: str, tmp_path: Path, use_fix: UseFix) -> None:
    def fix(finding: Finding, context: Context) -> Edits:
        start = context.source.text.index("log.warn(")
        return Edits((Edit(start, len(context.source.text), new),))

    use_fix(fix)
    assert_left(f"{HEAD}log.warn('x'){end}", tmp_path, "final newline")


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_lines_end_as_the_files_lines_do(end: str, tmp_path: Path, rewrite: Rewrite) -> None:
    rewrite(lambda call: "log.warning(\n    'x',\r\n)")
    before = f"{HEAD}log.warn('x')\n".replace("\n", end)
    _, after = fixed(before, tmp_path)
    assert after.decode() == f"{HEAD}log.warning(\n    'x',\n)\n".replace("\n", end)
    assert set(re.findall(r"\r\n|\r|\n", after.decode())) == {end}


def test_mark_encoding_and_mode_stay(tmp_path: Path, rewrite: Rewrite) -> None:
    rewrite(lambda call: call.replace("warn(", "warning("))
    path = tmp_path / "service.py"
    for before in (
        b"\xef\xbb\xbf" + f"{HEAD}log.warn('ё')\n".encode(),
        f"# coding: cp1251\n{HEAD}log.warn('ё')\n".encode("cp1251"),
    ):
        path.write_bytes(before)
        path.chmod(0o754)
        result = Fixer(FixRequest(paths=(str(path),)), Settings()).file(str(path))
        assert result.problem == ""
        assert path.read_bytes() == before.replace(b"warn(", b"warning(")
        assert stat.S_IMODE(os.stat(path).st_mode) == 0o754


# -- places ----------------------------------------------------------------------------------------------------------


def test_a_place_is_followed_back_through_the_edits() -> None:
    edits = [Edit(2, 4, "xyz"), Edit(6, 6, "++")]
    text = splice("0123456789", edits)
    assert text == "01xyz45++6789"
    shift = Shift(edits)
    for offset in (0, 1, 5, 6, 9, 12):  # those that no edit wrote
        assert "0123456789"[shift.back(offset)[0]] == text[offset]
    assert [shift.back(offset) for offset in (2, 4)] == [(2, 4), (2, 4)]
