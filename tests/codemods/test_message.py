"""A text expression taken apart: what all fixes of messages do with it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flake8_foundry_logging.codemods._message import Field, Message, Wrap, call, compose, require_text, stream_of
from flake8_foundry_logging.codemods.kit import BoundLogger, Refusal, Refused
from flake8_foundry_logging.core.log_call import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def message_and_fields(
    source: str,
    arguments: Sequence[str] = (),
    *,
    kind: Kind,
    taken: Mapping[str, str] | None = None,
    wrap: Wrap | None = None,
    named: bool = True,
) -> Message:
    """The message of a log call for a text expression and the ``%``-style arguments behind it."""
    stream = stream_of(source, arguments)
    require_text(stream)
    return compose(stream, kind=kind, taken=taken, wrap=wrap, named=named)


KEYWORD_KINDS = [Kind.FOUNDRY, Kind.STRUCTLOG, Kind.LOGURU]


@pytest.mark.parametrize("kind", KEYWORD_KINDS)
@pytest.mark.parametrize(
    "source",
    [
        'f"hi {user} from {place}"',
        '"hi %s from %s" % (user, place)',
        '"hi {} from {}".format(user, place)',
        '"hi {1} from {0}".format(place, user)',
        '"hi " + user + " from " + place',
        '"hi %(user)s from %(place)s" % {"user": user, "place": place}',
        '"hi " f"{user}" " from " f"{place}"',
    ],
)
def test_every_way_to_build_a_text_gives_the_same_template(source: str, kind: Kind) -> None:
    message = message_and_fields(source, kind=kind)

    assert message.text == '"hi {user} from {place}"'
    assert message.fields == (Field("user", "user"), Field("place", "place"))
    assert message.template


def test_percent_arguments_of_a_log_call_become_fields() -> None:
    message = message_and_fields('"User %s has %d keys"', ["user.name", "len(keys)"], kind=Kind.FOUNDRY)

    assert message.text == '"User {name} has {keys_count} keys"'
    assert message.fields == (Field("name", "user.name"), Field("keys_count", "len(keys)"))


def test_the_standard_library_gets_arguments_in_order() -> None:
    message = message_and_fields('f"{a} is {b!r} at {c:.1f}%"', kind=Kind.STDLIB)

    assert (message.text, message.arguments) == ('"%s is %r at %.1f%%"', ("a", "b", "c"))
    assert not message.exact


def test_a_field_that_the_call_has_already_is_not_given_twice() -> None:
    same = message_and_fields('f"hi {user} there"', kind=Kind.FOUNDRY, taken={"user": "user"})
    other = message_and_fields('f"hi {a.user} there"', kind=Kind.FOUNDRY, taken={"user": "user"})

    assert (same.text, same.fields) == ('"hi {user} there"', ())
    assert (other.text, other.fields) == ('"hi {a_user} there"', (Field("a_user", "a.user"),))


@pytest.mark.parametrize(
    ("kind", "text"), [(Kind.STDLIB, '"%s %s"'), (Kind.FOUNDRY, '"{a} {b}"'), (Kind.STRUCTLOG, '"{a} {b}"')]
)
def test_a_message_of_values_alone_gets_no_words_where_somebody_wrote_none(kind: Kind, text: str) -> None:
    assert message_and_fields('f"{a} {b}"', kind=kind, named=False).text == text


def test_equal_calls_are_two_values_and_equal_names_one() -> None:
    message = message_and_fields('f"{f()} {x} {f()} {x} text"', kind=Kind.FOUNDRY)

    assert message.fields == (Field("f", "f()"), Field("x", "x"), Field("f_2", "f()"))
    assert message.text == '"{f} {x} {f_2} {x} text"'


def test_what_cannot_stand_as_an_argument_gets_parentheses() -> None:
    message = message_and_fields('f"pair {a, b} and {(yield)} done"', kind=Kind.STDLIB)

    assert message.arguments == ("(a, b)", "(yield)")


def test_a_wrapped_value_is_wrapped_by_key_and_label() -> None:
    seen = []

    def wrap(value: object, key: str, label: str) -> str:
        seen.append((key, label))
        return "hidden(x)"

    message = message_and_fields('f"API key: {x!r}"', kind=Kind.FOUNDRY, wrap=wrap)

    assert message.fields == (Field("x", "hidden(x)"),)
    assert seen == [("x", "API key")]


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("message", "dynamic-message"),
        ('b"bytes %s" % x', "dynamic-message"),
        ('f"{{x}} and {y}"', "literal-braces"),
        ('f"{x:{width}} wide"', "dynamic-format-spec"),
        ('"%s" % (a, b)', "placeholder-mismatch"),
        ('f"{(n := 1)} walrus"', "walrus"),
        ("f\"{x} {'%s' % y} %s\" % z", "dynamic-format"),
        ("a b", "unreadable-expression"),
    ],
)
def test_what_cannot_be_taken_apart_is_refused(source: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        message_and_fields(source, kind=Kind.FOUNDRY)

    assert refused.value.refusal.code == code


NAMES = st.sampled_from(
    ["user", "a.id", "b.id", "d['key']", "f(1, 2)", "len(xs)", "x[0]", "not ok", "a if b else c", "x, y"]
)
LETTERS = st.text(alphabet="abc жЁ:=,.%!\\n'\"{}\u2705é", max_size=8)


def escaped(text: str) -> str:
    """A text as it is written in a double-quoted f-string."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return plain.replace("{", "{{").replace("}", "}}")


def attempted(source: str, kind: Kind) -> Message | Refusal:
    """The message, or why there is none."""
    try:
        return message_and_fields(source, kind=kind)
    except Refused as refused:
        return refused.refusal


@st.composite
def f_strings(draw: st.DrawFn) -> tuple[str, list[str]]:
    """The source of an f-string, and the sources of its values."""
    parts, values = [escaped(draw(LETTERS))], []
    for _ in range(draw(st.integers(0, 4))):
        values.append(draw(NAMES))
        parts.append(f"{{{values[-1]}}}{escaped(draw(LETTERS))}")
    return f'f"{"".join(parts)}"', values


@given(f_strings(), st.sampled_from([Kind.FOUNDRY, Kind.STRUCTLOG, Kind.STDLIB, Kind.LOGURU]))
def test_every_value_appears_in_order_and_the_call_parses(case: tuple[str, list[str]], kind: Kind) -> None:
    source, values = case
    message = attempted(source, kind)
    if isinstance(message, Refusal):
        assert message.code in ("literal-braces", "dynamic-message")
        return
    text = call(BoundLogger("log", kind), "info", message)
    node = ast.parse(text, mode="eval").body
    assert isinstance(node, ast.Call)
    written = [ast.dump(argument) for argument in [*node.args[1:], *(keyword.value for keyword in node.keywords)]]
    wanted = [ast.dump(ast.parse(f"({value})", mode="eval").body) for value in values]
    if kind is not Kind.STDLIB:  # a name is one field, however often the text shows it, or one for each of its labels
        pure = {ast.dump(ast.parse(value, mode="eval").body) for value in ["user", "a.id", "b.id", "d['key']", "x[0]"]}
        written, wanted = (
            [value for place, value in enumerate(values) if value not in pure or value not in values[:place]]
            for values in (written, wanted)
        )
    assert written == wanted


@given(st.lists(LETTERS, min_size=2, max_size=4))
def test_a_standard_library_message_formats_to_the_same_text(texts: list[str]) -> None:
    source = 'f"' + "{x}".join(escaped(text) for text in texts) + '"'
    message = attempted(source, Kind.STDLIB)
    if isinstance(message, Refusal):
        assert message.code in ("literal-braces", "dynamic-message")
        return
    formatted = ast.literal_eval(message.text) % tuple("X" for _ in message.arguments)
    if any(text.strip() for text in texts):
        assert formatted == "X".join(texts)
    else:  # nothing but values: each gets its name
        assert formatted == ", ".join(f"{key}: X" for key in ("x", *("x" for _ in texts[2:])))
