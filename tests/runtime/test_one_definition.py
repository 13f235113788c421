"""The linter, the redactor and the text search give one answer about a name, with a project's own words and without."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flake8_foundry_logging.core.options import Options
from flake8_foundry_logging.core.secret_sources import Names
from foundry_logging import _secret_names, scrub
from foundry_logging.vocabulary import MARK, NameRules, _word_lists, is_secret_name

if TYPE_CHECKING:
    from collections.abc import Iterator

OWN = {"secret_words": ("kennwort", "api pin"), "not_secrets": ("cookie_jar", "token_list")}
RULES = NameRules(frozenset(OWN["secret_words"]), frozenset(OWN["not_secrets"]))
VALUE = "opaque value 1"
WORDS = sorted(
    word
    for word in (
        *_word_lists.STRONG,
        *_word_lists.TOKEN,
        *_word_lists.KEY,
        *_word_lists.KEY_AFTER,
        *_word_lists.TOKEN_OF_TEXT,
        *_word_lists.METADATA,
        *_word_lists.LEADING,
        *_word_lists.TRANSPARENT,
        *_word_lists.GLUED,
        *(part for pair in _word_lists.PAIRS | _word_lists.AUTH_PAIRS for part in pair),
        *(
            "tokens",
            "pass",
            "code",
            "codes",
            "auth",
            "bearer",
            "db",
            "user",
            "x",
            "kennwort",
            "pin",
            "jar",
            "list",
            "7",
        ),
    )
)


def _camel(parts: list[str]) -> str:
    return parts[0] + "".join(part.title() for part in parts[1:])


NAMES = st.builds(
    lambda parts, spelling: spelling(parts),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=4),
    st.sampled_from(["_".join, "-".join, " ".join, ".".join, _camel, lambda parts: "_".join(parts).upper()]),
)


@pytest.fixture(autouse=True)
def _built_in_words() -> Iterator[None]:
    yield
    _secret_names.use(NameRules())
    _secret_names.forget()


def _agree(name: str, linter: Names, rules: NameRules) -> None:
    known = rules.verdict(name)
    assert linter.secret(name) == bool(known), name
    hidden = scrub({name: VALUE})
    assert hidden == {name: MARK if known else VALUE}, name
    # in a text the label is judged by its last words, too: what is a secret by its name is never less of one there
    if known and name.count(" ") < 3:  # a label has three words at most
        assert VALUE not in scrub(f"{name}='{VALUE}'"), name


@given(NAMES)
@settings(max_examples=1000)
def test_they_agree_on_names(name: str) -> None:
    _secret_names.use(NameRules())
    _agree(name, Names(Options()), NameRules())
    assert bool(is_secret_name(name)) == bool(NameRules().verdict(name))


@given(NAMES)
@settings(max_examples=1000)
def test_they_agree_on_names_with_a_projects_own_words(name: str) -> None:
    _secret_names.use(RULES)
    _agree(name, Names(Options(**OWN)), RULES)
