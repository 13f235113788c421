"""A module that is migrated from standard loggers to foundry loggers says the same texts about the same values."""

from __future__ import annotations

import logging
import warnings
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from flake8_foundry_logging.codemods.transform import transform
from flake8_foundry_logging.core.engine import Engine
from flake8_foundry_logging.core.source import Source
from flake8_foundry_logging.rules import ALL
from foundry_logging.testing import capture_logs

ENGINE = Engine([rule for rule in ALL if rule.code == "LGF806"])
HEAD = "import logging\n\nlog = logging.getLogger('migration')\n\n\ndef run({parameters}):\n"


class Said(logging.Handler):
    """Keeps level and text of every record."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[tuple[str, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append((record.levelname.lower(), record.getMessage()))


def said_before(text: str, values: list[Any]) -> list[tuple[str, str]]:
    """What the standard library makes of it."""
    logger, handler = logging.getLogger("migration"), Said()
    logger.addHandler(handler)
    logger.setLevel(1)
    logger.propagate = False
    try:
        namespace: dict[str, Any] = {}
        exec(compile(text, "before.py", "exec"), namespace)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of logger.warn
            namespace["run"](*values)
    finally:
        logger.removeHandler(handler)
    return handler.texts


def said_after(text: str, values: list[Any]) -> list[tuple[str, str]]:
    """What foundry_logging makes of the migrated text."""
    with capture_logs() as records:
        namespace: dict[str, Any] = {}
        exec(compile(text, "after.py", "exec"), namespace)
        namespace["run"](*values)
    return [(str(record["level"]), str(record["message"])) for record in records]


def migrated(text: str) -> str:
    """The migrated module; it must be one."""
    result = transform(Source(text, "service.py"), ENGINE.check_module, ENGINE.options, unsafe=True)
    assert result.failure is None
    assert "logging.getLogger" not in result.text
    return result.text


texts = st.text(alphabet="abc é'\"\\{}:=\n", max_size=8)
whole = st.integers(-(10**12), 10**12)
real = st.floats(allow_nan=True, allow_infinity=True) | whole
anything = st.one_of(texts, whole, st.floats(), st.booleans(), st.none(), st.lists(texts, max_size=2))
conversions = st.one_of(
    st.tuples(st.sampled_from(["%s", "%r", "%a", "%7s", "%-7s", "%.2s", "%5.1s", "%-9r", "%05s", "%+s"]), anything),
    st.tuples(st.sampled_from(["%d", "%i", "%u", "%6d", "%-6d", "%06d", "%+d", "% d", "%.3d", "%ld"]), whole),
    st.tuples(st.sampled_from(["%x", "%X", "%o", "%#x", "%08x", "%#o", "%-6x", "%.4x", "%+x"]), whole),
    st.tuples(st.sampled_from(["%f", "%.2f", "%8.3f", "%-9.1f", "%e", "%.3E", "%g", "%G", "%#.3g", "%+.0f"]), real),
    st.tuples(st.just("%c"), st.sampled_from("xyz")),
)
between = st.sampled_from(["", " ", "a: ", "n=", " -> ", "%%", "{", "}", "{}", "{v0}", "'", '"', "\\", "\t", "é ", "x"])
methods = st.sampled_from(["debug", "info", "warn", "warning", "error", "critical", "fatal"])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(between, conversions), min_size=1, max_size=4), between, methods, st.booleans())
@example([("{v0} ", ("%s", "x"))], "", "info", False)
@example([("", ("%s", "x")), (" ", ("%r", "x"))], "", "debug", True)
def test_a_migrated_call_writes_the_same_text(
    pieces: list[tuple[str, tuple[str, Any]]], tail: str, method: str, one_name: bool
) -> None:
    """Whatever the format: a template where it writes the same, else the arguments as they were."""
    values = [value for _, (_, value) in pieces]
    names = ["v0" if one_name else f"v{index}" for index, _ in enumerate(values)]
    template = "".join(before + conversion for before, (conversion, _) in pieces) + tail
    if one_name:
        conversion_of_all = pieces[0][1]
        template = "".join(before + conversion_of_all[0] for before, _ in pieces) + tail
        values = [conversion_of_all[1]]
    parameters = ", ".join(dict.fromkeys(names))
    text = HEAD.format(parameters=parameters) + f"    log.{method}({template!r}, {', '.join(names)})\n"
    after = migrated(text)
    assert said_after(after, values) == said_before(text, values)
    compile(after, "service.py", "exec")


@settings(max_examples=60, deadline=None)
@given(texts, st.lists(whole, min_size=3, max_size=3))
def test_a_text_without_arguments_stays_as_it_is(text: str, values: list[int]) -> None:
    module = HEAD.format(parameters="a, b, c") + f"    log.info({text!r})\n    log.log(logging.ERROR, {text!r})\n"
    after = migrated(module)
    assert said_after(after, values) == said_before(module, values)


def test_arguments_are_evaluated_once_and_in_order() -> None:
    body = "    log.info('%s %d %.1f', see(1), see(2), see(3.0), extra={'later': see(4)})\n"
    module = HEAD.format(parameters="see") + body
    orders: list[list[float]] = []
    for said, text in ((said_before, module), (said_after, migrated(module))):
        seen: list[float] = []
        said(text, [lambda value, seen=seen: seen.append(value) or value])
        orders.append(seen)
    assert orders == [[1, 2, 3.0, 4]] * 2


def test_a_value_that_is_written_as_repr_is_asked_only_if_the_record_is_written() -> None:
    after = migrated(HEAD.format(parameters="value") + "    log.debug('got %r', value)\n")
    assert "value=lambda: repr(value)" in after


def test_a_whole_number_of_a_quotient_stays_one() -> None:
    module = HEAD.format(parameters="a") + "    log.info('took %d ms', a / 3)\n"
    after = migrated(module)
    assert said_after(after, [100]) == said_before(module, [100]) == [("info", "took 33 ms")]
