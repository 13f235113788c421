"""What is a logger, whose, and how sure are we: one snippet a fact."""

from __future__ import annotations

import ast

import pytest

from flake8_foundry_logging.core.log_call import Kind, LogCall, Logger, LoggerUse
from flake8_foundry_logging.core.loggers import resolve
from flake8_foundry_logging.core.module import Module
from flake8_foundry_logging.core.options import Options
from flake8_foundry_logging.core.source import Source
from foundry_logging.vocabulary import CONTROLS, LOG_METHODS
from tests.linter.logger_cases import CASES, OPTION_CASES, Case


def module(code: str, options: Options | None = None) -> Module:
    return Module(Source(code, "service.py"), options)


def described(logger: Logger) -> str:
    confidence = "certain" if logger.certain else "likely" if logger.whole_word else "excuse"
    return f"{logger.kind.value} {confidence}"


def verdict(code: str, options: Options | None = None) -> str:
    """What the log call in the line marked ``#?`` is called on; "none" if the line holds no log call."""
    line = next(number for number, text in enumerate(code.split("\n"), 1) if text.rstrip().endswith("#?"))
    found = [call for call in module(code, options).views(LogCall) if call.node.lineno == line]
    assert len(found) <= 1, found
    return described(found[0].logger) if found else "none"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.label)
def test_a_call_is_told_by_what_it_is_called_on(case: Case) -> None:
    assert verdict(case.code) == case.verdict


@pytest.mark.parametrize("case", OPTION_CASES, ids=lambda case: case.label)
def test_options_name_further_loggers(case: Case) -> None:
    assert verdict(case.code, Options(**case.options)) == case.verdict
    assert verdict(case.code) == "none"


def test_every_label_is_used_once() -> None:
    labels = [case.label for case in (*CASES, *OPTION_CASES)]
    assert len(labels) == len(set(labels))


# -- what a call says ------------------------------------------------------------------------------------------------

STDLIB = "import logging\nlog = logging.getLogger(__name__)\n"
STRUCTLOG = "import structlog\nlog = structlog.get_logger()\n"


def call(code: str) -> LogCall:
    (found,) = module(code).views(LogCall)
    return found


@pytest.mark.parametrize(("method", "level"), sorted(LOG_METHODS.items()))
def test_each_method_has_its_level(method: str, level: str) -> None:
    found = call(f"{STDLIB}log.{method}('x')")
    assert (found.method, found.level) == (method, level)


@pytest.mark.parametrize(
    ("argument", "level"),
    [
        ("logging.INFO", "info"),
        ("logging.WARN", "warning"),
        ("logging.FATAL", "critical"),
        ("logging.NOTSET", None),
        ("40", "error"),
        ("25", None),
        ("'DEBUG'", "debug"),
        ("level", None),
        ("self.level", None),
    ],
)
def test_log_takes_its_level_from_the_first_argument(argument: str, level: str | None) -> None:
    found = call(f"{STDLIB}log.log({argument}, 'text %s', 1)")
    assert found.level == level
    assert isinstance(found.message, ast.Constant)
    assert found.message.value == "text %s"
    assert len(found.arguments) == 1


@pytest.mark.parametrize("name", sorted(CONTROLS))
def test_controls_are_no_fields(name: str) -> None:
    found = call(f"{STDLIB}log.info('x', {name}=value, user=1)")
    assert set(found.controls) == {name}
    assert set(found.fields) == {"user"}


def test_the_message_may_be_a_keyword_of_stdlib_and_structlog() -> None:
    for code in (f"{STDLIB}log.info(msg='hi', exc_info=True)", f"{STRUCTLOG}log.info(event='hi')"):
        found = call(code)
        assert isinstance(found.message, ast.Constant)
        assert not found.fields


def test_on_a_foundry_logger_message_and_event_are_fields() -> None:
    found = call("from foundry_logging import get_logger\nlog = get_logger()\nlog.info('x', event=1, message=2, msg=3)")
    assert set(found.fields) == {"event", "message", "msg"}


def test_starred_arguments_leave_the_call_open() -> None:
    assert call(f"{STDLIB}log.info('x', *args)").open
    assert call(f"{STDLIB}log.info('x', **fields)").open
    assert not call(f"{STDLIB}log.info('x', 1)").open
    starred = call(f"{STDLIB}log.info(*args)")
    assert starred.message is None
    assert len(starred.arguments) == 1


def test_a_bound_method_has_no_receiver() -> None:
    found = call(f"{STDLIB}warn = log.warning\nwarn('x')")
    assert found.receiver is None
    assert (found.method, found.level) == ("warning", "warning")


def test_the_module_itself_is_marked_as_the_root_logger() -> None:
    assert call("import logging\nlogging.info('x')").logger.module
    assert call("from logging import info\ninfo('x')").logger.module
    assert not call(f"{STDLIB}log.info('x')").logger.module


def test_calls_come_in_source_order() -> None:
    code = f"{STDLIB}log.info('a')\ndef f():\n    log.info('b')\n    log.info(log.debug('c'))\nlog.info('d')"
    assert [found.node.lineno for found in module(code).views(LogCall)] == [3, 5, 6, 6, 7]


@pytest.mark.parametrize(
    ("call_text", "method"),
    [
        ("log.bind(user=1)", "bind"),
        ("log.timer('load')", "timer"),
        ("log.log_api_request(method='GET')", "log_api_request"),
        ("log.log_model_operation(model_id='m')", "log_model_operation"),
        ("log.setLevel(10)", "setLevel"),
        ("log.isEnabledFor(10)", "isEnabledFor"),
        ("log.addHandler(h)", "addHandler"),
    ],
)
def test_what_writes_no_record_is_a_use(call_text: str, method: str) -> None:
    code = f"from foundry_logging import get_logger\nlog = get_logger()\n{call_text}"
    (use,) = module(code).views(LoggerUse)
    assert (use.method, use.logger.kind) == (method, Kind.FOUNDRY)
    assert module(code).views(LogCall) == []


def test_a_chain_is_a_use_and_a_call() -> None:
    walked = module(f"{STRUCTLOG}log.bind(user=1).info('x')")
    assert [use.method for use in walked.views(LoggerUse)] == ["bind"]
    assert [found.method for found in walked.views(LogCall)] == ["info"]


def test_resolve_answers_for_any_expression() -> None:
    walked = module(f"{STDLIB}other = catalog\n")
    assert resolve(ast.parse("log", mode="eval").body, walked.body) == Logger(
        Kind.STDLIB, certain=True, whole_word=True
    )
    assert resolve(ast.parse("other", mode="eval").body, walked.body) is None


@pytest.mark.parametrize(
    "code",
    [
        "log = log\nlog.info('x')",
        "a = b\nb = a\na.info('x')",
        "def f():\n    return f()\nf().info('x')",
        "class A(B):\n    pass\nclass B(A):\n    pass\nA().info('x')",
        "class A:\n    def __init__(self):\n        self.log = self.log\n        self.log.info('x')",
        "log" + ".bind()" * 300 + ".info('x')",
        "def f(x: '" + "Optional[" * 90 + "int" + "]" * 90 + "'):\n    x.info('x')",
        "def f(x: 'not a type ['):\n    x.info('x')",
        "(" + "a if b else (" * 90 + "c" + ")" * 90 + ").info('x')",
    ],
)
def test_circles_and_depths_have_an_end(code: str) -> None:
    assert len(module(code).views(LogCall)) <= 1
