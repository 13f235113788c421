"""What the fixes of secrets and of sent text write, run: no secret gets out, no line is forged, nothing raises."""

from __future__ import annotations

import io
import logging
from types import SimpleNamespace
from typing import Any

import pytest

from flake8_foundry_logging.codemods.kit import Outcome
from flake8_foundry_logging.codemods.transform import transform
from flake8_foundry_logging.core.engine import Engine
from flake8_foundry_logging.core.source import Source
from flake8_foundry_logging.rules import ALL
from foundry_logging.testing import capture_logs

PLANTED = "Hunter2Planted"
PIN = 48211930
STDLIB = "import logging\nlog = logging.getLogger('fixed')\n"
FOUNDRY = "from foundry_logging import get_logger\nlog = get_logger('fixed')\n"
FORGED = "bob\n2025-12-09 INFO root: forged"
WORLD: dict[str, Any] = {
    "password": PLANTED,
    "api_key": PLANTED,
    "token": PLANTED,
    "passwords": [PLANTED, PLANTED],
    "key_bytes": PLANTED.encode(),
    "pin_code": PIN,
    "user": "bob",
    "settings": SimpleNamespace(api_key=PLANTED, debug=True),
    "request": SimpleNamespace(
        headers={"Authorization": PLANTED, "Host": "x"}, cookies={"sid": PLANTED}, form={"user": FORGED}, token=PLANTED
    ),
    "database_url": f"postgres://app:{PLANTED}@db/main",
}
WAYS = [
    "log.info('login', KEYS(password=password))",
    "log.info(f'with {settings.api_key}')",
    "log.info(f'with {api_key!r} and {user}')",
    "log.info(f'pin {pin_code:08d} of {user}')",
    "log.info(f'pin {pin_code:>20} of {user}')",
    "log.info('with %s' % api_key)",
    "log.info('pin %d of %s' % (pin_code, user))",
    "log.info('with {} and {}'.format(api_key, user))",
    "log.info('pin {:08d}'.format(pin_code))",
    "log.info('with ' + api_key + '.')",
    "log.info('with ' + ', '.join(passwords))",
    "log.info('with %s and %s', api_key, user)",
    "log.info('pin %08d of %s', pin_code, user)",
    "log.info('%(user)s has %(key)s', {'user': user, 'key': api_key})",
    "log.info('x', extra={'held': request.token, 'user': user})",
    "log.info('x', KEYS(held={'user': user, 'password': password}))",
    "log.info('x', KEYS(held={'Authorization': f'Bearer {token}'}))",
    "log.info('x %s', request.headers)",
    "log.info('x', KEYS(held=request.headers))",
    "log.info(f'x {request.cookies}')",
    "cfg = {'key': settings.api_key}\nlog.info('x %s', cfg)",
    "log.info('x', KEYS(held=api_key.encode().hex()))",
    "log.info('x', KEYS(held=api_key[:10]))",
    "def show(password):\n    log.info('x %s', locals())\nshow(password)",
    "import os\nos.environ['FIXED_PASSWORD'] = password\nlog.info('x %s', dict(os.environ))",
    "import os\nlog.info('x', KEYS(held=[f'{k}={v}' for k, v in os.environ.items()]))",
    "log.info('connecting to %s', database_url)",
    "log.info('connecting', KEYS(to=database_url))",
]


def fixed(code: str, *codes: str) -> str:
    engine = Engine([rule for rule in ALL if rule.code in codes])
    result = transform(Source(code, "app.py"), engine.check_module, engine.options, unsafe=True)
    assert result.failure is None
    assert result.changes, f"nothing found in {code}"
    assert all(change.outcome is Outcome.CONVERTED for change in result.changes), result.changes
    return result.text


def written(code: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """All that a plain program logs by some code: what stdlib's handler writes, and the records themselves."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    logger = logging.getLogger("fixed")
    seen: list[logging.LogRecord] = []
    monkeypatch.setattr(logger, "handlers", [handler])
    monkeypatch.setattr(logger, "level", logging.DEBUG)
    monkeypatch.setattr(logger, "propagate", False)
    monkeypatch.setattr(logger, "filters", [lambda record: seen.append(record) or True])
    monkeypatch.setattr(logging, "raiseExceptions", True)
    with capture_logs() as records:
        exec(compile(code, "app.py", "exec"), {"__name__": "fixed", **WORLD})
    return stream.getvalue() + str([vars(record) for record in seen]) + str(records)


@pytest.mark.parametrize("kind", [STDLIB, FOUNDRY], ids=["stdlib", "foundry"])
@pytest.mark.parametrize("way", WAYS)
def test_no_secret_gets_out_of_fixed_code(
    kind: str, way: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FIXED_PASSWORD", PLANTED)
    head, _, tail = way.partition("KEYS(")
    call = f"{head}{'extra=dict(' if kind is STDLIB else ''}{tail if kind is STDLIB else tail[:-1]}" if tail else way
    shown = written(fixed(f"{kind}{call}\n", "LGF301", "LGF303", "LGF305"), monkeypatch)
    assert "***" in shown
    assert PLANTED not in shown
    assert PLANTED.encode().hex() not in shown
    assert str(PIN) not in shown
    assert capsys.readouterr().err == ""  # no format that a redacted value does not fit


PRINTS = [
    "print('password:', password)",
    "print(f'API_KEY: {api_key}')",
    "print(f'pin {pin_code:08d} of {user}')",
    "print('pin %d of %s' % (pin_code, user))",
    "print('login', user, password)",
    "print(f'x {request.headers}')",
    "try:\n    raise ValueError('no')\nexcept Exception as e:\n    print(f'failed with {password}: {e}')",
]


@pytest.mark.parametrize("kind", [STDLIB, FOUNDRY], ids=["stdlib", "foundry"])
@pytest.mark.parametrize("way", PRINTS)
def test_no_secret_gets_out_of_a_converted_print(
    kind: str, way: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = written(fixed(f"{kind}{way}\n", "LGF101", "LGF102"), monkeypatch)
    assert "***" in shown
    assert PLANTED not in shown
    assert str(PIN) not in shown
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    "way",
    [
        "log.info('login of %s', request.form['user'])",
        "log.info(f'login of {request.form[\"user\"]}')",
        "log.warning('User: ' + request.form.get('user'))",
        "name = request.form['user']\nlog.info('login of %s, 100%% sure: %d', name, 5)",
    ],
)
def test_a_client_forges_no_line_of_fixed_code(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = written(f"{STDLIB}{way}\n", monkeypatch)
    after = written(fixed(f"{STDLIB}{way}\n", "LGF307"), monkeypatch)
    assert "\n2025-12-09 INFO root: forged" in before
    assert "\n2025-12-09 INFO root: forged" not in after
    assert "forged" in after  # it is a field of the record
