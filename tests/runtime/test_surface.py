"""The logger's surface: methods, fields, levels, modes."""

from __future__ import annotations

import copy
import pickle
import sys
from http import HTTPStatus

import pytest
import structlog

import foundry_logging
from foundry_logging import FoundryLogger, configure, get_logger
from foundry_logging.errors import SettingError
from foundry_logging.vocabulary import levels

LEVEL_METHODS = [*levels.LEVELS, *levels.LEVEL_ALIASES]


def test_the_same_name_gives_the_same_logger():
    assert get_logger("a.b") is get_logger("a.b")
    assert get_logger("a.b") is not get_logger("a.c")


def test_a_name_that_is_no_text_is_shown_as_text(files):
    get_logger(7).info("x")
    assert files.last()["logger"] == "7"
    assert get_logger(7) is get_logger("7")


def test_loggers_are_told_apart_by_identity_and_can_be_keys():
    first, second = get_logger("one"), get_logger("two")
    assert first != second
    assert {first: 1, second: 2}[first] == 1


@pytest.mark.parametrize("method", LEVEL_METHODS)
def test_every_level_method_writes_at_its_level(files, monkeypatch, capsys, method):
    monkeypatch.setenv("LOG_LEVEL", "DEBUG")
    getattr(get_logger("svc"), method)("сообщение", number=1)
    record = files.last()
    assert record["level"] == levels.LEVEL_ALIASES.get(method, method)
    assert (record["logger"], record["message"], record["number"]) == ("svc", "сообщение", 1)


@pytest.mark.parametrize(
    ("level", "written"),
    [("ERROR", "error"), ("warn", "warning"), (30, "warning"), (25, "info"), (99, "critical"), (1, "debug")],
)
def test_log_takes_a_name_an_alias_or_a_number(files, monkeypatch, capsys, level, written):
    monkeypatch.setenv("LOG_LEVEL", "DEBUG")
    get_logger("svc").log(level, "x")
    assert files.last()["level"] == written


def test_log_with_an_unknown_level_is_a_warning_that_says_so(files):
    get_logger("svc").log("loud", "x")
    assert (files.last()["level"], files.last()["unknown_level"]) == ("warning", "loud")


ANY_NAMES = [
    "self",
    "event",
    "name",
    "args",
    "kwargs",
    "fields",
    "channel",
    "msg",
    "method",
    "bound",
    "own",
    "mode",
    "cls",
]


@pytest.mark.parametrize("name", ANY_NAMES)
def test_any_field_name_is_legal_in_a_call_and_in_bind_and_new(files, name):
    logger = get_logger("svc")
    logger.info("x", **{name: 1})
    logger.bind(**{name: 2}).info("x")
    logger.new(**{name: 3}).info("x")
    with foundry_logging.context(**{name: 4}):
        logger.info("x")
    assert [record[name] for record in files.records()] == [1, 2, 3, 4]


@pytest.mark.parametrize("name", sorted(levels.RECORD_KEYS))
def test_a_field_that_clashes_with_a_record_key_is_kept_under_another_name(files, name):
    get_logger("svc").info("настоящее", **{name: "подделка"})
    get_logger("svc").bind(**{name: "подделка"}).info("настоящее")
    for record in files.records():
        assert record[f"field_{name}"] == "подделка"
        assert (record["level"], record["logger"], record["message"]) == ("info", "svc", "настоящее")
        assert "подделка" not in (record[key] for key in levels.RECORD_KEYS if key in record)


def test_two_clashing_fields_lose_neither(files):
    get_logger("svc").info("x", level="a", field_level="b")
    record = files.last()
    assert (record["field_level"], record["field_field_level"]) == ("b", "a")


def test_extra_is_merged_and_a_field_of_the_call_wins(files):
    get_logger("svc").info("x", extra={"a": 1, "b": 2, 3: 4}, b="call")
    record = files.last()
    assert (record["a"], record["b"], record["3"]) == (1, "call", 4)
    assert "extra" not in record


def test_extra_that_is_no_mapping_is_kept(files):
    get_logger("svc").info("x", extra=[1, 2])
    assert files.last()["extra_fields"] == [1, 2]


def test_percent_arguments_are_formatted_as_in_the_standard_library(files):
    get_logger("svc").info("%s of %05.1f", "a", 2.25)
    get_logger("svc").info("%(a)s", {"a": "by name"})
    get_logger("svc").info("100%")
    assert [record["message"] for record in files.records()] == ["a of 002.2", "by name", "100%"]


def test_arguments_that_do_not_fit_the_message_are_kept_beside_it(files):
    get_logger("svc").info("no placeholder", 1, "two")
    get_logger("svc").info("%d", "text", args="taken")
    first, second = files.records()
    assert (first["message"], first["args"]) == ("no placeholder", [1, "two"])
    assert (second["message"], second["positional_args"], second["args"]) == ("%d", ["text"], "taken")


def test_only_a_wrong_signature_raises(files):
    with pytest.raises(TypeError):
        get_logger("svc").info()
    with pytest.raises(TypeError):
        get_logger("svc").log_api_request(method="GET")


@pytest.mark.parametrize("message", [None, 1, b"bytes", ValueError("as message"), ["list"]])
def test_a_message_that_is_no_text_is_shown_as_text(files, message):
    get_logger("svc").info(message)
    assert files.last()["message"] == str(message)


def test_a_zero_argument_lambda_is_called_only_when_the_record_is_written(files):
    calls = []
    logger = get_logger("svc")
    logger.debug("off", value=lambda: calls.append("debug"))
    logger.info("on", value=lambda: calls.append("info") or 5)
    assert calls == ["info"]
    assert files.last()["value"] == 5


def test_other_callables_are_values(files):
    def function() -> None:
        raise AssertionError("called")

    get_logger("svc").info("x", function=function, taking=lambda value: value, kind=dict)
    record = files.last()
    assert "function" in record["function"]
    assert "<lambda>" in record["taking"]
    assert "dict" in record["kind"]


def test_a_lazy_field_that_raises_says_so_and_the_record_is_written(files):
    get_logger("svc").info("x", value=lambda: 1 / 0, other=1)
    record = files.last()
    assert record["value"] == "<lazy field failed: ZeroDivisionError>"
    assert record["other"] == 1


# -- children ---------------------------------------------------------------------------------------------------------


def test_bound_fields_are_on_every_record_and_the_calls_own_win(files):
    child = get_logger("svc").bind(a=1, b=2)
    child.info("x", b=3)
    get_logger("svc").info("y")
    first, second = files.records()
    assert (first["a"], first["b"]) == (1, 3)
    assert "a" not in second


def test_unbind_forgets_a_field_and_does_not_mind_a_missing_one(files):
    get_logger("svc").bind(a=1, b=2).unbind("a", "missing").info("x")
    assert ("a" in files.last(), files.last()["b"]) == (False, 2)


def test_new_keeps_only_its_own_fields_and_leaves_the_parent_alone(files):
    parent = get_logger("svc").bind(a=1)
    parent.new(b=2).info("x")
    parent.info("y")
    first, second = files.records()
    assert ("a" in first, first["b"], second["a"]) == (False, 2, 1)


def test_children_share_their_parents_level(files):
    logger = get_logger("share-level")
    child = logger.bind(a=1)
    try:
        logger.set_level("ERROR")
        child.info("off")
        child.set_level("INFO")
        logger.info("on")
    finally:
        logger.set_level(None)
    assert [record["message"] for record in files.records()] == ["on"]


def test_it_is_a_structlog_bound_logger():
    logger = get_logger("svc").bind(a=1)
    assert isinstance(logger, structlog.BoundLoggerBase)
    assert structlog.get_context(logger) == {"a": 1}


def test_structlogs_global_configuration_is_left_alone(files):
    get_logger("svc").info("x")
    assert not structlog.is_configured()


def test_structlogs_context_belongs_to_the_host(files):
    with structlog.contextvars.bound_contextvars(host="yes"):
        get_logger("svc").info("x")
    foundry_logging.bind_context(ours="yes")
    assert "host" not in files.last()
    assert structlog.contextvars.get_contextvars() == {}


def test_a_logger_survives_copy_and_pickle_as_the_same_channel(files):
    logger = get_logger("svc").bind(a=1)
    for other in (pickle.loads(pickle.dumps(logger)), copy.deepcopy(logger)):
        other.info("x")
        assert (files.last()["logger"], files.last()["a"]) == ("svc", 1)
    assert pickle.loads(pickle.dumps(get_logger("svc"))) is get_logger("svc")


# -- levels and modes -------------------------------------------------------------------------------------------------


@pytest.fixture
def logger():
    made = get_logger("levels-and-modes")
    yield made
    get_logger("levels-and-modes", mode="prod")
    made.set_level(None)


def test_in_prod_debug_is_off_and_info_on(files, logger):
    assert (logger.is_enabled_for("debug"), logger.is_enabled_for(20)) == (False, True)


def test_set_level_holds_at_once_and_none_goes_back(files, logger):
    logger.set_level("DEBUG")
    logger.debug("1")
    logger.set_level(40)
    logger.warning("2")
    logger.set_level(None)
    logger.debug("3")
    logger.info("4")
    assert [record["message"] for record in files.records()] == ["1", "4"]


def test_an_unknown_level_is_an_error_that_names_the_choice(logger):
    with pytest.raises(SettingError, match=r"level='LOUD': expected DEBUG\|INFO\|WARNING\|ERROR\|CRITICAL"):
        logger.set_level("LOUD")


def test_an_explicit_mode_lifts_that_logger_alone(files, logger, capsys):
    other = get_logger("other-logger")
    get_logger("levels-and-modes", mode="dev")
    logger.debug("видно")
    other.debug("не видно")
    other.info("только в файле")
    assert [record["message"] for record in files.records()] == ["видно", "только в файле"]
    console = capsys.readouterr().err
    assert "видно" in console
    assert "test_surface.py:" in console
    assert "только в файле" not in console


def test_mode_none_never_resets_and_prod_ends_it(files, logger):
    get_logger("levels-and-modes", mode="dev")
    get_logger("levels-and-modes")
    assert logger.is_enabled_for("debug")
    get_logger("levels-and-modes", mode="prod")
    assert not logger.is_enabled_for("debug")


def test_mode_dev_lifts_even_above_log_level(files, monkeypatch, logger):
    monkeypatch.setenv("LOG_LEVEL", "ERROR")
    get_logger("levels-and-modes", mode="dev")
    logger.debug("видно")
    assert files.last()["message"] == "видно"


def test_the_later_of_set_level_and_mode_wins_and_the_level_comes_back(files, logger):
    logger.set_level("ERROR")
    get_logger("levels-and-modes", mode="dev")
    assert logger.is_enabled_for("debug")
    get_logger("levels-and-modes", mode="prod")
    assert not logger.is_enabled_for("warning")
    get_logger("levels-and-modes", mode="dev")
    logger.set_level("CRITICAL")
    assert not logger.is_enabled_for("error")


def test_an_unknown_mode_is_told_and_means_prod(files, logger, capsys):
    get_logger("levels-and-modes", mode="loud")
    assert "mode='loud'" in capsys.readouterr().err
    assert not logger.is_enabled_for("debug")


def test_a_disabled_level_does_nothing_at_all(files, logger, monkeypatch):
    logger.info("first use")
    with monkeypatch.context() as patch:
        patch.setattr("foundry_logging._logger.RUNTIME", None)
        logger.debug("would raise if it did anything", value=lambda: 1 / 0)
    assert len(files.records()) == 1


# -- exceptions -------------------------------------------------------------------------------------------------------


def caught() -> ZeroDivisionError:
    try:
        return 1 / 0  # type: ignore[return-value]
    except ZeroDivisionError as error:
        return error


def test_exception_outside_a_handler_says_that_there_is_none(files):
    get_logger("svc").exception("где ошибка?")
    record = files.last()
    assert (record["level"], record["exc_missing"]) == ("error", True)
    assert "exception" not in record


def test_exception_with_exc_info_false_has_neither_traceback_nor_complaint(files):
    get_logger("svc").exception("x", exc_info=False)
    assert {"exception", "exc_missing"}.isdisjoint(files.last())


@pytest.mark.parametrize("shape", ["instance", "tuple", "true"])
def test_exc_info_takes_an_exception_a_tuple_or_true(files, shape):
    try:
        raise caught()
    except ZeroDivisionError as error:
        exc_info = {"instance": error, "tuple": sys.exc_info(), "true": True}[shape]
        get_logger("svc").warning("x", exc_info=exc_info)
    record = files.last()
    assert (record["level"], record["exception"]["type"]) == ("warning", "ZeroDivisionError")
    assert "in caught" in record["exception"]["stack"]


@pytest.mark.parametrize("value", [None, False, 0, (None, None, None), "text", (1, 2)])
def test_exc_info_without_an_exception_adds_nothing(files, value):
    get_logger("svc").info("x", exc_info=value)
    assert {"exception", "exc_info"}.isdisjoint(files.last())


def test_causes_and_notes_are_in_the_stack(files):
    try:
        try:
            raise KeyError("first")
        except KeyError as error:
            raise RuntimeError("second") from error
    except RuntimeError:
        get_logger("svc").exception("x")
    stack = files.last()["exception"]["stack"]
    assert stack.index("KeyError: 'first'") < stack.index("RuntimeError: second")


def test_the_type_of_an_exception_is_qualified_by_its_module(files):
    get_logger("svc").error("x", exc_info=SettingError("a", 1, "b"))
    assert files.last()["exception"]["type"] == "foundry_logging.errors.SettingError"


def test_stack_info_adds_the_stack_of_the_call(files):
    get_logger("svc").info("x", stack_info=True)
    assert files.last()["stack_info"].splitlines()[-1].strip() == 'get_logger("svc").info("x", stack_info=True)'


def test_stacklevel_moves_the_place_of_the_call_up(files, monkeypatch, capsys):
    monkeypatch.setenv("FASTAPI_FOUNDRY_MODE", "dev")

    def helper(level: object) -> None:
        get_logger("svc").info("x", stacklevel=level)

    helper(1)
    helper(2)
    helper("nonsense")
    here, above, again = [int(line.split(" | ")[3].partition(":")[2]) for line in files.lines()]
    assert here == again
    assert above > here


# -- service vocabulary -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "level"),
    [
        (HTTPStatus.OK, "info"),
        ("9" * 5000, "info"),
        (302, "info"),
        (404, "warning"),
        (500, "error"),
        ("503", "error"),
        (None, "info"),
    ],
)
def test_an_api_request_is_as_grave_as_its_status(files, status, level):
    get_logger("svc").log_api_request(method="GET", path="/a", status_code=status, duration=1)
    record = files.last()
    assert record["level"] == level
    assert (record["api_method"], record["api_path"], record["duration"]) == ("GET", "/a", 1.0)


@pytest.mark.parametrize(
    ("status", "level"),
    [("success", "info"), ("started", "info"), ("error", "error"), ("timeout", "warning"), ("cancelled", "warning")],
)
def test_a_model_operation_is_as_grave_as_its_status(files, status, level):
    assert status in levels.OPERATION_STATUSES
    get_logger("svc").log_model_operation(model_id="m", operation="load", status=status, tokens=5)
    record = files.last()
    assert (record["level"], record["status"], record["tokens"]) == (level, status, 5)
    assert "duration" not in record


def test_service_methods_take_any_further_field(files):
    logger = get_logger("svc")
    logger.log_api_request(
        method="GET", path="/a", status_code=200, duration=0.5, self=1, level="x", api_path="other", message="m"
    )
    record = files.last()
    assert (record["self"], record["field_level"], record["field_api_path"], record["field_message"]) == (
        1,
        "x",
        "other",
        "m",
    )
    assert (record["level"], record["api_path"]) == ("info", "/a")
    logger.log_model_operation(model_id="m", operation="o", status="success", self=2, name="n")
    assert (files.last()["self"], files.last()["name"]) == (2, "n")


@pytest.mark.parametrize("duration", [float("nan"), float("inf"), 10**400])
def test_a_duration_that_is_not_finite_is_null(files, duration):
    get_logger("svc").log_api_request(method="GET", path="/a", status_code=200, duration=duration)
    assert files.last()["duration"] is None


# -- the package ------------------------------------------------------------------------------------------------------


def test_every_public_name_is_there_and_listed():
    assert [name for name in foundry_logging.__all__ if not hasattr(foundry_logging, name)] == []
    assert set(foundry_logging.__all__) <= set(dir(foundry_logging))
    assert set(foundry_logging._HOMES) | {"__version__"} == set(foundry_logging.__all__)


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = foundry_logging.nonsense


def test_no_module_has_a_public_name_of_the_package():
    import pkgutil

    modules = {module.name for module in pkgutil.iter_modules(foundry_logging.__path__)}
    assert modules & set(foundry_logging.__all__) == set()


@pytest.mark.parametrize("module", ["foundry_logging", "foundry_logging.vocabulary", "foundry_logging._pytest_plugin"])
def test_importing_the_light_parts_loads_neither_structlog_nor_orjson(run, module):
    done = run(f"import sys, {module}; print(sorted({{'structlog', 'orjson', 'asyncio'}} & set(sys.modules)))")
    loaded = ["asyncio"] if module.endswith("plugin") else []  # pytest's own
    assert (done.stderr, set(eval(done.stdout)) <= set(loaded)) == ("", True)


def test_configure_refuses_a_bad_option_and_changes_nothing(files):
    with pytest.raises(SettingError, match=r"mode='loud': expected dev\|prod"):
        configure(mode="loud")
    with pytest.raises(TypeError):
        configure(loud=True)
    get_logger("svc").info("x")
    assert len(files.records()) == 1


def test_the_logger_class_is_public_for_annotations():
    assert isinstance(get_logger("svc"), FoundryLogger)
    assert "svc" in repr(get_logger("svc"))
