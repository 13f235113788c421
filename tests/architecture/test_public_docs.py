"""What stands in the docstrings of the runtime's public face: what it does, in which units, and what it raises."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING, Any

import pytest

import foundry_logging
from foundry_logging import errors, testing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

UNITS = {
    "duration": "seconds",
    "seconds": "seconds",
    "timeout": "seconds",
    "interval": "seconds",
    "bytes": "bytes",
    "size": "bytes",
    "rotate_size": "bytes",
}
"""A parameter, attribute or result of this name -> the unit that its docstring must name."""


def public() -> Iterator[tuple[str, Any]]:
    """Every public name, and every public name of a public class, with what it stands for."""
    for module in (foundry_logging, testing, errors):
        names = getattr(module, "__all__", None) or [name for name in vars(module) if name.endswith("Error")]
        for name in names:
            value = getattr(module, name)
            if isinstance(value, str):
                continue
            yield f"{module.__name__}.{name}", value
            if inspect.isclass(value) and value.__module__.startswith("foundry_logging"):
                for member, inner in vars(value).items():
                    if member[:1] != "_" and (callable(inner) or isinstance(inner, property)):
                        yield f"{module.__name__}.{name}.{member}", inner


PUBLIC = dict(public())
OURS = {name: value for name, value in PUBLIC.items() if value is not testing.Record}  # that one is a dict


def doc(value: Any) -> str:
    return inspect.cleandoc(value.__doc__ or "")


@pytest.mark.parametrize("name", OURS)
def test_a_public_name_says_in_a_sentence_what_it_is(name: str) -> None:
    first = doc(OURS[name]).partition("\n\n")[0]
    assert first[-1:] in {".", ":"}, first


@pytest.mark.parametrize("name", OURS)
def test_what_is_measured_has_its_unit(name: str) -> None:
    value = OURS[name]
    if inspect.isclass(value) or isinstance(value, property):
        parameters = {*getattr(value, "__annotations__", {}), name.rpartition(".")[2]}
    else:
        parameters = {*inspect.signature(value).parameters, name.rpartition(".")[2]}
    for parameter in parameters & UNITS.keys():
        assert UNITS[parameter] in doc(value).casefold()


WRONG: dict[str, Callable[[], object]] = {
    "foundry_logging.configure": lambda: foundry_logging.configure(mode="loud"),
    "foundry_logging.trace_execution": lambda: foundry_logging.trace_execution(level="loud"),
    "foundry_logging.FoundryLogger.set_level": lambda: foundry_logging.get_logger("a").set_level("loud"),
    "foundry_logging.testing.Logs.matching": lambda: testing.Logs().matching(level="loud"),
    "foundry_logging.testing.Logs.at": lambda: testing.Logs().at("loud"),
    "foundry_logging.testing.Logs.one": lambda: testing.Logs().one(level="loud"),
    "foundry_logging.testing.Logs.assert_logged": lambda: testing.Logs().assert_logged(level="loud"),
    "foundry_logging.testing.Logs.assert_not_logged": lambda: testing.Logs().assert_not_logged(level="loud"),
}
"""Every public function that refuses a value, with a call that it refuses."""


@pytest.mark.parametrize("name", WRONG)
def test_what_refuses_a_value_says_which_error_that_is(name: str) -> None:
    with pytest.raises(errors.SettingError):
        WRONG[name]()
    assert "Raises:" in doc(OURS[name])
    assert "SettingError:" in doc(OURS[name]).partition("Raises:")[2]


def test_whoever_raises_says_so_and_nobody_says_so_who_does_not() -> None:
    assert {name for name, value in OURS.items() if "Raises:" in doc(value)} == set(WRONG)


@pytest.mark.parametrize("name", [name for name, value in OURS.items() if inspect.isfunction(value)])
def test_an_argument_that_is_explained_exists(name: str) -> None:
    section = re.search(r"^Args:\n((?:    .*\n?|\n)+)", doc(OURS[name]) + "\n", flags=re.MULTILINE)
    explained = set(re.findall(r"^    (\w+):", section[1], flags=re.MULTILINE)) if section else set()
    assert explained <= set(inspect.signature(OURS[name]).parameters)


def test_every_option_of_configure_is_explained_with_its_variable() -> None:
    text = doc(foundry_logging.configure)
    options = inspect.signature(foundry_logging.configure).parameters
    assert [option for option in options if f"    {option}:" not in text] == []


def test_the_counts_of_the_ledger_are_all_explained() -> None:
    stats = foundry_logging.stats()
    for counted in (stats, stats.sinks["console"]):
        text = doc(type(counted))
        assert [name for name in counted.__slots__ if name[:5] not in text] == []  # rotations: how often it rotated
