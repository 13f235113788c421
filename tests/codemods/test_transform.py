"""Findings, edits, rounds: what is fixed when fixes meet, and that every finding is answered once."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from flake8_foundry_logging.codemods._calls import stretch
from flake8_foundry_logging.codemods.kit import Edit, Edits, Import, Outcome, Refusal, Refused, Safety
from flake8_foundry_logging.codemods.proofs import ProofError
from flake8_foundry_logging.codemods.transform import Transformed, transform
from flake8_foundry_logging.core.engine import Engine
from flake8_foundry_logging.core.source import Source
from flake8_foundry_logging.rules import ALL

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.core.finding import Finding
    from tests.codemods.conftest import Rewrite, UseFix

HEAD = "import logging\n\nlog = logging.getLogger(__name__)\n"


def transformed(text: str, *codes: str, unsafe: bool = False) -> Transformed:
    engine = Engine([rule for rule in ALL if rule.code in (codes or ("LGF601",))])
    return transform(Source(text, "service.py"), engine.check_module, engine.options, unsafe=unsafe)


def outcomes(result: Transformed) -> list[tuple[int, Outcome, str]]:
    assert result.failure is None
    return [(change.finding.line, change.outcome, change.reason) for change in result.changes]


def renamed(finding: Finding, context: Context, text: str = "warning") -> Edit:
    """``log.warn`` -> ``log.warning``: the edit that answers LGF601."""
    assert finding.site is not None
    assert isinstance(finding.site.subject, ast.Call)
    _, end = stretch(context.source, finding.site.subject.func)
    return Edit(end - len("warn"), end, text)


def test_a_file_without_findings_is_the_same_object_of_text() -> None:
    text = f"{HEAD}log.warning('x')\n"
    result = transformed(text)
    assert (result.text, result.changes, result.failure) == (text, (), None)


def test_every_finding_has_one_answer_in_the_order_of_the_file(use_fix: UseFix) -> None:
    def fix(finding: Finding, context: Context) -> Edits | Refusal:
        return Refusal("walrus") if finding.line == 5 else Edits((renamed(finding, context),))

    use_fix(fix)
    result = transformed(f"{HEAD}log.warn('a')\nlog.warn('b')\nlog.warn('c')\n")
    assert outcomes(result) == [
        (4, Outcome.CONVERTED, ""),
        (5, Outcome.REFUSED, "walrus"),
        (6, Outcome.CONVERTED, ""),
    ]
    assert result.text == f"{HEAD}log.warning('a')\nlog.warn('b')\nlog.warning('c')\n"


def test_a_refusal_may_be_raised_from_anywhere(use_fix: UseFix) -> None:
    def fix(finding: Finding, context: Context) -> Edits | Refusal:
        raise Refused("walrus")

    use_fix(fix)
    assert outcomes(transformed(f"{HEAD}log.warn('a')\n")) == [(4, Outcome.REFUSED, "walrus")]


def test_a_fix_that_crashes_leaves_its_file_and_says_where(use_fix: UseFix) -> None:
    def fix(finding: Finding, context: Context) -> Edits | Refusal:
        raise KeyError("model")

    use_fix(fix)
    text = f"{HEAD}log.warn('a')\n"
    result = transformed(text)
    assert result.text == text
    assert str(result.failure) == "crash: LGF601 at line 4 (KeyError: 'model'); please report it"


def test_a_dropped_finding_is_counted_as_dropped(use_fix: UseFix) -> None:
    def fix(finding: Finding, context: Context) -> Edits:
        assert finding.site is not None
        start, _ = stretch(context.source, finding.site.subject)
        return Edits((Edit(start, context.source.text.index("\n", start) + 1, ""),), Outcome.DROPPED)

    use_fix(fix)
    result = transformed(f"{HEAD}log.warn('a')\nlog.warn('b')\ngo()\n")
    assert outcomes(result) == [(4, Outcome.DROPPED, ""), (5, Outcome.DROPPED, "")]
    assert result.text == f"{HEAD}go()\n"


def test_edits_that_overlap_are_made_in_rounds(rewrite: Rewrite) -> None:
    """The outer call is replaced with the inner one in it, so the inner one waits."""
    rewrite(lambda call: call.replace("warn(", "warning(", 1))
    result = transformed(f"{HEAD}log.warn(log.warn(log.warn('x')))\n")
    assert result.text == f"{HEAD}log.warning(log.warning(log.warning('x')))\n"
    assert outcomes(result) == [(4, Outcome.CONVERTED, "")] * 3


def test_unsafe_edits_wait_for_leave(use_fix: UseFix) -> None:
    def fix(finding: Finding, context: Context) -> Edits:
        edit = renamed(finding, context)
        return Edits((Edit(edit.start, edit.end, edit.text, Safety.UNSAFE),))

    use_fix(fix)
    text = f"{HEAD}log.warn('a')\n"
    assert outcomes(transformed(text)) == [(4, Outcome.REFUSED, "needs-unsafe-fixes")]
    assert transformed(text).text == text
    assert transformed(text, unsafe=True).text == f"{HEAD}log.warning('a')\n"


def test_an_answer_is_unsafe_if_one_of_its_edits_is() -> None:
    safe, unsafe = Edit(0, 1, ""), Edit(2, 3, "", Safety.UNSAFE)
    assert Edits((safe, safe)).safety is Safety.SAFE
    assert Edits((safe, unsafe)).safety is Safety.UNSAFE


def test_an_import_that_the_fixes_used_up_goes_and_one_that_is_used_stays(use_fix: UseFix) -> None:
    def fix(finding: Finding, context: Context) -> Edits:
        assert finding.site is not None
        start, end = stretch(context.source, finding.site.subject)
        return Edits((Edit(start, end, "log.warning('a')"),), unused=("json", "os", "re"))

    use_fix(fix)
    head = f"import json\nimport os\nimport re\n{HEAD}"
    result = transformed(f"{head}x = os.sep\n__all__ = ['re']\nlog.warn(json.dumps(1))\n")
    assert result.text == head.replace("import json\n", "") + "x = os.sep\n__all__ = ['re']\nlog.warning('a')\n"


@pytest.mark.parametrize(
    ("rest", "goes"),
    [
        ("def f():\n    info = 1\n    return info\n", True),
        ("def f(info):\n    return info\n", True),
        ("def f(x=info):\n    info = x\n    return info\n", False),
        ("def f():\n    global info\n    return info\n", False),
        ("def f():\n    return info\n", False),
        ("class A:\n    info = info\n", False),
    ],
)
def test_a_name_that_means_something_else_in_a_function_is_no_use_of_an_import(
    rest: str, goes: bool, use_fix: UseFix
) -> None:
    def fix(finding: Finding, context: Context) -> Edits:
        assert finding.site is not None
        start, end = stretch(context.source, finding.site.subject)
        return Edits((Edit(start, end, "log.warning('a')"),), unused=("info",))

    use_fix(fix)
    result = transformed(f"from logging import info\n{HEAD}{rest}log.warn(info('a'))\n")
    assert ("from logging import info" not in result.text) is goes


def test_findings_that_an_edit_covers_are_answered_by_it(use_fix: UseFix) -> None:
    def fix(finding: Finding, context: Context) -> Edits:
        others = tuple(other for other in context.findings if other is not finding)
        return Edits(tuple(renamed(each, context) for each in (finding, *others)), covers=others)

    use_fix(fix)
    result = transformed(f"{HEAD}log.warn('a')\nlog.warn('b')\n")
    assert outcomes(result) == [(4, Outcome.CONVERTED, ""), (5, Outcome.CONVERTED, "")]
    assert "warn(" not in result.text


def test_one_import_and_one_binding_serve_all_fixes_of_a_file(use_fix: UseFix) -> None:
    def fix(finding: Finding, context: Context) -> Edits:
        assert finding.site is not None
        logger = context.logger(finding.site.frame)
        start, end = stretch(context.source, finding.site.node)
        return Edits((Edit(start, end, f"{logger.name}.info('x')"),), logger=logger)

    use_fix(fix)
    result = transformed("import os\n\n\ndef a():\n    print(1)\n\n\ndef b():\n    print(2)\n", "LGF101")
    assert result.text == (
        "import os\n\nfrom foundry_logging import get_logger\n\nlogger = get_logger(__name__)\n\n\n"
        "def a():\n    logger.info('x')\n\n\ndef b():\n    logger.info('x')\n"
    )


def test_a_file_gets_one_logger_though_its_fixes_would_insert_two_kinds() -> None:
    result = transformed("import logging\n\nlogging.info('%d on', n)\nprint('done')\n", "LGF101", "LGF801")
    assert result.text == (
        "import logging\n\nlogger = logging.getLogger(__name__)\n\nlogger.info('%d on', n)\nlogger.info('done')\n"
    )
    assert outcomes(result) == [(3, Outcome.CONVERTED, ""), (4, Outcome.CONVERTED, "")]


def test_a_name_that_new_text_uses_is_imported_once(use_fix: UseFix) -> None:
    def fix(finding: Finding, context: Context) -> Edits:
        name, needed = context.name_of("foundry_logging", "redact")
        edit = renamed(finding, context)
        end = context.source.text.index(")", edit.end)
        start = end - 1
        edits = (edit, Edit(start, end, f"{name}({context.source.text[start:end]})"))
        return Edits(edits, imports=(needed,) if isinstance(needed, Import) else ())

    use_fix(fix)
    result = transformed(f"{HEAD}log.warn(a)\nlog.warn(b)\n")
    assert result.text == HEAD.replace("import logging\n", "import logging\n\nfrom foundry_logging import redact\n") + (
        "log.warning(redact(a))\nlog.warning(redact(b))\n"
    )


def test_fixes_that_break_a_proof_are_found_and_left_and_the_others_are_made(use_fix: UseFix) -> None:
    """Two of forty: one gives a result that does not parse, one that loses a comment."""
    broken = {13: "warning(", 31: "warning"}

    def fix(finding: Finding, context: Context) -> Edits:
        edit = renamed(finding, context, broken.get(finding.line, "warning"))
        comment = context.source.text.find("  # mind", edit.end)
        return Edits((edit, Edit(comment, comment + 8, "")) if finding.line == 31 else (edit,))

    use_fix(fix)
    lines = [f"log.warn({number})\n" for number in range(4, 44)]
    lines[31 - 4] = "log.warn(31)  # mind\n"
    result = transformed(HEAD + "".join(lines))
    left = [(c.finding.line, c.reason, c.detail.partition(":")[0]) for c in result.changes if c.reason]
    assert left == [(13, "proof-failed", "parses"), (31, "proof-failed", "comments")]
    kept = (line if number in broken else line.replace("warn", "warning") for number, line in enumerate(lines, 4))
    assert result.text == HEAD + "".join(kept)
    assert result.failure is None


def test_fixes_that_break_a_proof_only_together_lose_one_of_them(use_fix: UseFix) -> None:
    def fix(finding: Finding, context: Context) -> Edits:
        edit = renamed(finding, context, "warning")
        assert finding.site is not None
        start, _ = stretch(context.source, finding.site.subject)
        return Edits((edit, Edit(start, start, "(" if finding.line == 4 else ")")))

    use_fix(fix)
    result = transformed(f"{HEAD}log.warn('a')\nlog.warn('b')\n")
    assert result.failure is not None
    assert {change.reason for change in result.changes} == {"proof-failed"}


def test_a_further_proof_counts_as_the_others_do(rewrite: Rewrite) -> None:
    def prove(text: str) -> None:
        if "warning('b')" in text:
            raise ProofError("encoding", "it has no b")

    rewrite(lambda call: call.replace("warn(", "warning("))
    engine = Engine([rule for rule in ALL if rule.code == "LGF601"])
    source = Source(f"{HEAD}log.warn('a')\nlog.warn('b')\n", "service.py")
    result = transform(source, engine.check_module, engine.options, prove=prove)
    assert [change.detail for change in result.changes] == ["", "encoding: it has no b"]


@pytest.mark.parametrize("text", ["", "\n", "# only a comment\n", "x = 1"])
def test_files_with_nothing_in_them_stay(text: str) -> None:
    assert transformed(text).text == text


def test_a_print_becomes_the_log_that_its_silent_handler_lacked() -> None:
    result = transformed(
        f'{HEAD}try:\n    run()\nexcept Exception:\n    print("❌ Run failed")\n', "LGF101", "LGF202", unsafe=True
    )
    assert result.text == f'{HEAD}try:\n    run()\nexcept Exception:\n    log.exception("Run failed")\n'
    assert [change.outcome for change in result.changes] == [Outcome.CONVERTED, Outcome.CONVERTED]


def test_a_fix_that_brings_a_finding_is_left_out_and_the_others_are_made() -> None:
    text = f'{HEAD}def f(u, p, h):\n    print("one")\n    print(f"postgres://{{u}}:{{p}}@{{h}}/db")\n    print("two")\n'
    result = transformed(text, "LGF101", "LGF301", unsafe=True)
    assert outcomes(result) == [
        (5, Outcome.CONVERTED, ""),
        (6, Outcome.REFUSED, "brings-finding"),
        (7, Outcome.CONVERTED, ""),
    ]


def test_a_docstring_stays_one() -> None:
    result = transformed('"""Doc."""; print("x")\n', "LGF101")
    assert result.failure is not None
    assert "docstring" in result.failure.reason


def test_a_rule_that_only_speaks_in_files_which_log_is_no_defect_of_the_fix() -> None:
    text = (
        "import signal\n\n\ndef leave(number, frame):\n    server.stop()\n    raise SystemExit(0)\n\n\n"
        "def start():\n    print('up')\n    server.start()\n\n\nsignal.signal(signal.SIGTERM, leave)\n"
    )
    result = transformed(text, "LGF101", "LGF705")

    assert outcomes(result) == [(10, Outcome.REFUSED, "brings-finding")]
    assert result.text == text


def test_a_name_that_only_a_needless_keyword_used_goes_with_it() -> None:
    result = transformed(
        f"{HEAD}try:\n    run()\nexcept Exception as e:\n    log.exception('no', exc_info=e)\n", "LGF216", unsafe=True
    )
    assert result.text == f"{HEAD}try:\n    run()\nexcept Exception:\n    log.exception('no')\n"
