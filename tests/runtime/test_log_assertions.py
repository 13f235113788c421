"""``foundry_logging.testing.Logs``: questions that read well, and failures that show what was logged."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from pathlib import Path
from unittest.mock import ANY

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foundry_logging import get_logger
from foundry_logging.errors import SettingError
from foundry_logging.testing import Logs, capture_logs

pytest_plugins = ["pytester"]


@pytest.fixture
def logs():
    """Three records of a model that was loaded and then failed."""
    with capture_logs() as logs:
        logger = get_logger("model-manager")
        logger.debug("State", layers=32)
        logger.info("Model {model_id} loaded", model_id="qwen-chat", duration=1.25, tags=("a", "b"))
        try:
            raise ValueError("no memory")
        except ValueError:
            logger.exception("Generation failed", model_id="qwen-chat", api_key="sk-1")
    return logs


# -- questions ---------------------------------------------------------------------------------------------------------


def test_the_logs_are_a_list_of_records(logs):
    assert isinstance(logs, list)
    assert logs[-1]["message"] == "Generation failed"
    assert logs.messages == ["State", "Model qwen-chat loaded", "Generation failed"]
    assert Logs() == []


def test_assert_logged_gives_back_the_first_record_that_matches(logs):
    record = logs.assert_logged("Generation failed", level="error", model_id="qwen-chat")
    assert record is logs[2]
    assert logs.assert_logged(logger="model-manager") is logs[0]


def test_a_message_is_its_text_or_its_template(logs):
    assert logs.assert_logged("Model qwen-chat loaded") is logs.assert_logged("Model {model_id} loaded")


def test_a_regular_expression_searches_the_message_and_fields(logs):
    assert logs.one(re.compile("qwen.* loaded$")) is logs[1]
    assert logs.matching(model_id=re.compile("^qwen")) == logs[1:]
    assert logs.matching(duration=re.compile("1")) == []  # a number is no text


@pytest.mark.parametrize("level", ["warn", "WARNING", 30])
def test_a_level_may_be_said_in_any_way(level):
    with capture_logs() as logs:
        get_logger("a").warning("x")
    assert logs.at(level) == logs.matching(level=level) == logs


def test_values_are_compared_as_a_record_holds_them(logs):
    assert logs.one(tags=("a", "b")) is logs.one(tags=["a", "b"])
    with capture_logs() as others:
        moment = datetime(2025, 12, 9, tzinfo=timezone.utc)
        get_logger("a").info("x", when=moment, path=Path("/tmp"))
    others.assert_logged(when=moment, path=Path("/tmp"))


def test_values_may_be_approximate_or_anything(logs):
    logs.assert_logged(duration=pytest.approx(1.2, abs=0.1))
    logs.assert_logged("State", layers=ANY)
    logs.assert_logged("State", layers=...)
    logs.assert_not_logged("State", model_id=...)


def test_an_exception_is_found_by_its_class(logs):
    class Other(Exception):
        pass

    assert logs.one(exception=ValueError) is logs[2]
    logs.assert_not_logged(exception=Other)
    with capture_logs() as others:
        get_logger("a").error("x", exc_info=Other())
    others.assert_logged(exception=Other)


def test_a_field_that_is_none_is_another_thing_than_one_that_is_not_there():
    with capture_logs() as logs:
        get_logger("a").info("x", user=None)
    logs.assert_logged(user=None)
    logs.assert_not_logged(other=None)


def test_the_answers_may_be_asked_again(logs):
    assert logs.at("error").matching(model_id="qwen-chat").one() is logs[2]


def test_nothing_logged_can_be_asserted():
    with capture_logs() as logs:
        pass
    logs.assert_not_logged()


@pytest.mark.parametrize("question", [Logs.matching, Logs.one, Logs.assert_logged, Logs.assert_not_logged])
def test_a_level_that_does_not_exist_is_an_error_and_no_answer(logs, question):
    with pytest.raises(SettingError, match="'eror'"):
        question(logs, level="eror")


# -- failures ----------------------------------------------------------------------------------------------------------


def failure(call, *args, **fields):
    with pytest.raises(AssertionError) as caught:
        call(*args, **fields)
    return str(caught.value)


LISTED = """3 records were logged:
  DEBUG    | model-manager | State | layers=32
{mark} INFO     | model-manager | Model qwen-chat loaded | model_id=qwen-chat duration=1.25 tags=["a","b"]
  ERROR    | model-manager | Generation failed | model_id=qwen-chat api_key=*** exception="ValueError: no memory\""""


def test_a_failure_shows_where_the_nearest_record_differs_and_all_records(logs):
    text = failure(logs.assert_logged, "Model loaded", level="info", model_id="x", device="cuda")
    assert text == (
        "no record was logged with message='Model loaded', level='info', model_id='x', device='cuda'\n"
        "  nearest: message is 'Model qwen-chat loaded', not 'Model loaded'\n"
        "  nearest: model_id is 'qwen-chat', not 'x'\n"
        "  nearest: device is not there, not 'cuda'\n" + LISTED.format(mark=">")
    )


def test_a_failure_that_nothing_comes_near_to_lists_the_records_alone(logs):
    assert failure(logs.assert_logged, user=1) == "no record was logged with user=1\n" + LISTED.format(mark=" ")


def test_one_of_many_says_how_many_there_are(logs):
    text = failure(logs.one, model_id="qwen-chat")
    assert text.startswith("2 records were logged with model_id='qwen-chat', and one record should be\n")
    assert text.count("\n>") == 2


def test_one_of_none_says_so(logs):
    assert failure(logs.one, "Gone").startswith("no record was logged with message='Gone'\n")


def test_a_record_that_should_not_be_there_is_shown(logs):
    text = failure(logs.assert_not_logged, level="error")
    assert text.startswith("1 record was logged with level='error', and none should be\n")
    assert "\n> ERROR    | model-manager | Generation failed" in text


def test_where_nothing_was_logged_the_failure_says_so():
    with capture_logs() as logs:
        pass
    assert failure(logs.one, re.compile("a+")) == "no record was logged with message=/a+/\nnothing was logged"


def test_of_many_records_the_last_ones_and_the_nearest_are_shown():
    with capture_logs() as logs:
        get_logger("a").error("The needle is here")
        for number in range(100):
            get_logger("a").info("hay", number=number)
    text = failure(logs.assert_logged, "The needle was here", level="error")
    assert "101 records were logged, 80 not shown:\n> ERROR    | a | The needle is here\n" in text
    assert text.endswith("number=99")
    assert text.count("\n") == 23


def test_a_failure_cannot_steer_the_terminal():
    with capture_logs() as logs:
        get_logger("a").info("\x1b[2J\nINFO forged")
    assert "\x1b" not in failure(logs.assert_logged, "x")


# -- in pytest itself --------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_fixture_fails_readably_also_under_xdist(pytester):
    pytester.makepyfile(
        """
        import pytest
        from foundry_logging import get_logger

        @pytest.mark.parametrize("number", range(4))
        def test_passes(capture_logs, number):
            get_logger("a").info("Loaded", number=number)
            assert capture_logs.one("Loaded")["number"] == number

        def test_fails(capture_logs):
            get_logger("a").info("Loaded", number=1)
            capture_logs.assert_logged("Loaded", number=2)
        """
    )
    result = pytester.runpytest_subprocess("-n", "2", "-W", "error", "-p", "no:asyncio", "-p", "no:cacheprovider")
    result.assert_outcomes(passed=4, failed=1)
    result.stdout.fnmatch_lines(
        [
            ">*capture_logs.assert_logged(*",  # the test's own line, and no line of ours
            "E*AssertionError: no record was logged with message='Loaded', number=2",
            "E*nearest: number is 1, not 2",
            "E*1 record was logged:",
            "E*> INFO     | a | Loaded | number=1",
        ]
    )
    result.stdout.no_fnmatch_line("*testing.py:*")


LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False))


@settings(max_examples=100)
@given(
    alpha=st.recursive(LEAVES, lambda inner: st.one_of(st.lists(inner), st.tuples(inner, inner)), max_leaves=5),
    beta=st.sampled_from([1.5, "x", Path("/tmp"), datetime(2025, 12, 9, tzinfo=timezone.utc), {"a": (1, 2)}, [None]]),
)
def test_a_record_is_found_by_what_was_logged_and_by_what_it_holds(alpha, beta):
    with capture_logs() as logs:
        get_logger("a").info("other")
        get_logger("a").info("x", alpha=alpha, beta=beta)
    assert logs.one("x", alpha=alpha, beta=beta) is logs.one(**logs[1]) is logs[1]
