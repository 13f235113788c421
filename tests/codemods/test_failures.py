"""Where nobody has found words for an error, it is called by what was tried."""

from __future__ import annotations

import pytest

from flake8_foundry_logging.codemods.transform import transform
from flake8_foundry_logging.core.engine import Engine
from flake8_foundry_logging.core.source import Source
from flake8_foundry_logging.rules import ALL
from tests.codemods.test_print_rows import FOUNDRY, transformed

ENGINE = Engine([rule for rule in ALL if rule.code in ("LGF201", "LGF202", "LGF203")])


def said(*tried: str, function: str = "sync", clause: str = "Exception", body: str = "pass") -> str:
    """The line that a silent handler around some statements gets."""
    lines = [f"def {function}():", "    try:", *(f"        {line}" for line in tried)]
    text = "\n".join([FOUNDRY, *lines, f"    except {clause}:", f"        {body}", ""])
    return added(text)


def added(text: str, path: str = "service.py") -> str:
    """What a run of the fixes adds to a file, in one line."""
    result = transform(Source(text, path), ENGINE.check_module, ENGINE.options, unsafe=True)
    assert result.failure is None
    return " ".join(line.strip() for line in result.text.splitlines() if line not in text.splitlines())


CALLS = {
    "self.store.save(item)": "store.save failed",
    "value = subprocess.run(command)": "subprocess.run failed",
    "await client.fetch(url)": "client.fetch failed",
    "connect()": "connect failed",
    "self._parse(line)": "parse failed",
    "answer = requests.get(url).json()": "requests.get failed",
    "rows.append(parse(line))": "parse failed",
    "with open(path) as file:\n            text = file.read()": "open failed",
    "ordered = sorted(rows)": "Error in sync",
    "x = table[key]": "Error in sync",
    "connect()\n        load()": "Error in sync",
    "load()\n        load()": "load failed",
    "f(item)": "Error in sync",
    "super().__init__()": "Error in sync",
}


@pytest.mark.parametrize("tried", CALLS)
def test_an_error_is_called_by_the_one_call_that_was_tried_else_by_the_function(tried: str) -> None:
    assert said(*tried.split("\n        ")) == f'logger.exception("{CALLS[tried]}")'


def test_two_handlers_of_a_function_say_different_things() -> None:
    text = f"{FOUNDRY}def sync():\n" + "".join(
        f"    try:\n        {call}()\n    except Exception:\n        pass\n" for call in ("connect", "load")
    )

    assert added(text) == 'logger.exception("connect failed") logger.exception("load failed")'


@pytest.mark.parametrize(
    ("function", "words"), [("__enter__", "Error in __enter__"), ("_load_all", "Error in _load_all")]
)
def test_a_function_is_called_by_its_name(function: str, words: str) -> None:
    assert said("x = 1", function=function) == f'logger.exception("{words}")'


def test_outside_of_functions_the_first_call_speaks() -> None:
    text = f"{FOUNDRY}try:\n    connect()\n    load()\nexcept Exception:\n    pass\n"

    assert added(text) == 'logger.exception("connect failed")'


@pytest.mark.parametrize(
    ("clause", "words"), [("KeyError", "KeyError in sync"), ("(OSError, LookupError)", "OSError / LookupError in sync")]
)
def test_an_expected_error_without_a_call_is_called_by_its_type(clause: str, words: str) -> None:
    lines = f"    try:\n        x = table[key]\n    except {clause} as e:\n        print(e)\n"
    text = transformed(f"{FOUNDRY}def sync():\n{lines}").text

    assert f'logger.warning("{words}", error=str(e))' in text


@pytest.mark.parametrize(("clause", "words"), [("KeyboardInterrupt", "Interrupted"), ("StopIteration", "Exhausted")])
def test_an_interrupt_did_not_fail(clause: str, words: str) -> None:
    tried = f"    try:\n        run()\n    except {clause} as e:\n        logger.debug(e, exc_info=True)\n"
    engine = Engine([rule for rule in ALL if rule.code == "LGF216"])
    result = transform(
        Source(f"{FOUNDRY}def sync():\n{tried}", "service.py"), engine.check_module, engine.options, unsafe=True
    )

    assert f'logger.debug("{words}", exc_info=True)' in result.text


def test_an_error_that_a_comment_explains_is_a_detail() -> None:
    text = (
        f"{FOUNDRY}def dump(model):\n    try:\n        return model.model_dump()\n    except Exception:\n"
        "        # an older pydantic\n        return dict(model)\n"
    )

    assert added(text) == 'logger.debug("model.model_dump failed", exc_info=True)'


def test_a_comment_for_tools_explains_nothing() -> None:
    assert said("connect()", clause="Exception", body="return  # noqa: BLE001") == 'logger.exception("connect failed")'


def test_what_a_test_swallows_is_left() -> None:
    text = f"{FOUNDRY}def test_it():\n    try:\n        run()\n    except Exception:\n        pass\n"

    assert added(text, "tests/test_model.py") == ""
