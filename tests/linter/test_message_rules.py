"""One problem of a message is one finding, whichever rules are on."""

from __future__ import annotations

import pytest

from flake8_foundry_logging.core.engine import Engine
from flake8_foundry_logging.core.rule import FOUNDRY, LOGURU, STDLIB
from flake8_foundry_logging.core.source import Source
from flake8_foundry_logging.rules import ALL

ABOUT_MESSAGES = Engine(rule for rule in ALL if rule.code != "LGF221" and not rule.code.startswith("LGF8"))
"""Without the rules about loggers, and without the one about tracebacks that any narrow handler here would bring."""

TRY = "def work(user):\n    try:\n        find(user)\n    except {}:\n        {}\n"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        pytest.param(FOUNDRY + 'log.info("%s of %s", done)\n', "LGF510", id="a mismatch before positional arguments"),
        pytest.param(STDLIB + 'log.info("%s of %s", done)\n', "LGF510", id="a mismatch"),
        pytest.param(LOGURU + 'log.info("{} of {}", done)\n', "LGF510", id="a mismatch on loguru"),
        pytest.param(
            FOUNDRY + 'def work(done, total):\n    log.info("{done} of {total}", done=done)\n',
            "LGF516",
            id="a forgotten value before a mismatch",
        ),
        pytest.param(
            STDLIB + TRY.format("KeyError", 'log.error("no user {user}")'),
            "LGF516",
            id="a forgotten value before an error without context",
        ),
        pytest.param(
            STDLIB + TRY.format("KeyError", 'log.error("no user %s here")'),
            "LGF510",
            id="a mismatch before an error without context",
        ),
        pytest.param(
            STDLIB + TRY.format("KeyError", 'log.error("")'),
            "LGF511",
            id="an empty message before an error without context",
        ),
        pytest.param(
            STDLIB + TRY.format("Exception", 'log.error("no user")'),
            "LGF214",
            id="a lost traceback before an error without context",
        ),
        pytest.param(STDLIB + TRY.format("Exception", "pass"), "LGF202", id="a silent handler"),
        pytest.param(STDLIB + TRY.format("KeyError", 'log.error("no user")'), "LGF506", id="an error without context"),
        pytest.param(STDLIB + "log.info(text)\n", "LGF505", id="a variable as message"),
        pytest.param(STDLIB + 'log.info(f"hi {user}")\n', "LGF501", id="an f-string"),
    ],
)
def test_a_message_has_one_finding(code: str, expected: str) -> None:
    assert [finding.code for finding in ABOUT_MESSAGES.check(Source(code, "service.py"))] == [expected]
