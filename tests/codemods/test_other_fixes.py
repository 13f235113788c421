"""The fixes that are not about prints, sentence by sentence as the contract of the codemods has them."""

from __future__ import annotations

import pytest

from flake8_foundry_logging.codemods.transform import Transformed, transform
from flake8_foundry_logging.core.engine import Engine
from flake8_foundry_logging.core.rule import FOUNDRY, STDLIB, STRUCTLOG
from flake8_foundry_logging.core.source import Source
from flake8_foundry_logging.rules import ALL


def transformed(text: str, *codes: str, unsafe: bool = True) -> Transformed:
    engine = Engine([rule for rule in ALL if rule.code in codes])
    return transform(Source(text, "service.py"), engine.check_module, engine.options, unsafe=unsafe)


def fixed(text: str, *codes: str) -> str:
    """The fixed text; nothing may be left."""
    result = transformed(text, *codes)
    assert (result.failure, [change.reason for change in result.changes if change.reason]) == (None, [])
    return result.text


def refused(text: str, *codes: str) -> list[str]:
    """Why findings are left; the text must be."""
    result = transformed(text, *codes)
    assert (result.failure, result.text) == (None, text)
    return [change.reason for change in result.changes]


@pytest.mark.parametrize(
    ("code", "clause"),
    [("LGF201", "except:"), ("LGF202", "except Exception:"), ("LGF202", "except (OSError, Exception):")],
)
def test_a_silent_except_gets_an_exception_record(code: str, clause: str) -> None:
    text = fixed(f"{FOUNDRY}def f():\n    try:\n        run()\n    {clause}\n        pass\n", code)
    handler = text.partition("run()\n")[2]
    assert handler.startswith("    except ")
    assert "Exception" in handler.splitlines()[0]
    assert handler.splitlines()[1].startswith("        log.exception(")
    assert "pass" not in handler


def test_a_silent_except_in_a_loop_gets_a_debug_record_with_the_traceback() -> None:
    attempt = "        try:\n            run(x)\n        except Exception:\n            continue\n"
    loop = f"def f(xs):\n    for x in xs:\n{attempt}"
    handler = fixed(FOUNDRY + loop, "LGF202").partition("except Exception:\n")[2]
    first, second = handler.splitlines()
    assert first.startswith("            log.debug(")
    assert first.endswith(", exc_info=True)")
    assert second == "            continue"


@pytest.mark.parametrize(
    "body", ["import numpy", "if NEW:\n        from new import x\n    else:\n        from old import x"]
)
def test_nothing_is_logged_around_imports(body: str) -> None:
    text = f"{FOUNDRY}try:\n    {body}\nexcept Exception:\n    numpy = x = None\n"
    assert refused(text, "LGF202") == ["import-fallback"]


def test_nothing_is_logged_before_the_logger_is_bound() -> None:
    imported, bound = FOUNDRY.splitlines(keepends=True)
    text = f"{imported}\ndef f():\n    try:\n        run()\n    except Exception:\n        pass\n\n\nf()\n{bound}"
    assert refused(text, "LGF202") == ["binding-too-late"]


@pytest.mark.parametrize(("code", "clause"), [("LGF202", "except Exception:"), ("LGF203", "except OSError:")])
def test_an_explained_pass_is_reported_and_left(code: str, clause: str) -> None:
    body = f"    try:\n        run()\n    {clause}\n        pass  # the cache is best effort\n"
    assert refused(f"{FOUNDRY}def f():\n{body}", code) == ["explained-pass"]


def test_error_becomes_exception_where_the_handler_goes_on() -> None:
    handler = "def f():\n    try:\n        run()\n    except Exception:\n        log.error('no run'){rest}\n"
    text = FOUNDRY + handler.format(rest="\n        return None")
    assert fixed(text, "LGF214") == text.replace("log.error", "log.exception")
    raising = FOUNDRY + handler.format(rest="\n        raise")
    assert transformed(raising, "LGF214").changes == ()


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("LGF501", 'f"{user} left {room}"'),
        ("LGF502", '"%s left %s" % (user, room)'),
        ("LGF503", '"{} left {}".format(user, room)'),
        ("LGF504", 'user + " left " + room'),
    ],
)
@pytest.mark.parametrize(
    ("prelude", "written"),
    [
        (FOUNDRY, '"{user} left {room}", user=user, room=room'),
        (STRUCTLOG, '"{user} left {room}", user=user, room=room'),
        (STDLIB, '"%s left %s", user, room'),
    ],
    ids=["foundry", "structlog", "stdlib"],
)
def test_a_built_message_becomes_constant_as_the_logger_takes_values(
    prelude: str, written: str, code: str, message: str
) -> None:
    assert fixed(f"{prelude}log.info({message})\n", code) == f"{prelude}log.info({written})\n"


@pytest.mark.parametrize("text", [r"caf\u00e9 \'now\'", r"a\tb\\c", r"\x41\N{BULLET} "])
def test_the_text_of_a_message_is_spliced_as_it_was_spelled(text: str) -> None:
    assert fixed(f"{FOUNDRY}log.info(f'{text}{{user}}.')\n", "LGF501") == (
        f"{FOUNDRY}log.info('{text}{{user}}.', user=user)\n"
    )


def test_a_secret_is_hidden_whole() -> None:
    text = fixed(f"{FOUNDRY}log.info('login', password=form.password)\n", "LGF301")
    assert "log.info('login', password=redact(form.password))" in text


def test_warn_becomes_warning() -> None:
    assert fixed(f"{FOUNDRY}log.warn('slow')\n", "LGF601") == f"{FOUNDRY}log.warning('slow')\n"


def test_timing_by_hand_becomes_a_timer_if_unsafe_fixes_are_made() -> None:
    text = (
        f"import time\n{FOUNDRY}def f():\n    start = time.perf_counter()\n    load()\n"
        "    log.info('loaded', duration=time.perf_counter() - start)\n"
    )
    assert [change.reason for change in transformed(text, "LGF702", unsafe=False).changes] == ["needs-unsafe-fixes"]
    assert "    with log.timer(" in fixed(text, "LGF702")
