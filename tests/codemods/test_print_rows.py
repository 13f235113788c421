"""Each row of the conversion table: the print on the left becomes exactly the call on the right."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING
from unittest import mock

import pytest

from flake8_foundry_logging.codemods import rounds
from flake8_foundry_logging.codemods.context import Flavor
from flake8_foundry_logging.codemods.transform import Transformed, transform
from flake8_foundry_logging.core.engine import Engine
from flake8_foundry_logging.core.options import Options
from flake8_foundry_logging.core.source import Source
from flake8_foundry_logging.rules import ALL

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods.kit import Fix

FIXES = {
    "LGF101": "print_call",
    "LGF102": "print_in_script",
    "LGF103": "pprint_call",
    "LGF104": "stream_write",
    "LGF105": "traceback_print",
    "LGF106": "print_in_cli",
}
ENGINE = Engine([rule for rule in ALL if rule.default or rule.code in FIXES])
FOUNDRY = "from foundry_logging import get_logger\nlogger = get_logger(__name__)\n"
STDLIB = "import logging\nlog = logging.getLogger(__name__)\n"
LOGURU = "from loguru import logger\n"


def fix_for(code: str) -> Fix | None:
    """The fixes under test, and no other."""
    if code not in FIXES:
        return None
    fix: Fix = importlib.import_module(f"flake8_foundry_logging.codemods.{FIXES[code]}").fix
    return fix


def transformed(
    text: str, *, path: str = "service.py", flavor: Flavor = Flavor.FOUNDRY, options: Options | None = None
) -> Transformed:
    """A file as the runner fixes it, proofs and all."""
    with mock.patch.object(rounds, "fix_for", fix_for):
        result = transform(Source(text, path), ENGINE.check_module, options or Options(), flavor=flavor)
    assert result.failure is None
    return result


def fixed(statement: str, *, prelude: str = FOUNDRY) -> str:
    """What becomes of one statement in a function of library code."""
    head = f"{prelude}\n\ndef work(request):\n"
    body = "".join(f"    {line}\n" for line in statement.splitlines())
    text = transformed(head + body).text
    assert text.startswith(head)
    return "".join(line[4:] for line in text[len(head) :].splitlines(keepends=True)).rstrip("\n")


ROWS = {
    # labels
    'print("Done")': 'logger.info("Done")',
    'print(f"Model: {model}")': 'logger.info("Model", model=model)',
    'print("Model:", model)': 'logger.info("Model", model=model)',
    'print("Model: " + str(model))': 'logger.info("Model", model=model)',
    'print("Model: %s" % model)': 'logger.info("Model", model=model)',
    'print("Model: {}".format(model))': 'logger.info("Model", model=model)',
    'print("Model: {name}".format(name=model))': 'logger.info("Model", model=model)',
    'print(f"Модель: {model}")': 'logger.info("Модель", model=model)',
    'print("Порт =", port)': 'logger.info("Порт", port=port)',
    'print(f"Saved -> {path}")': 'logger.info("Saved", path=path)',
    'print("Model: %s" % (model,))': 'logger.info("Model", model=model)',
    # keys
    'print(f"Models: {len(models)}")': 'logger.info("Models", models_count=len(models))',
    'print("Prompt words:", len(prompt.split()))': 'logger.info("Prompt words", prompt_words=len(prompt.split()))',
    'print(f"{len(s.split())} words in it")': 'logger.info("{split_count} words in it", split_count=len(s.split()))',
    "print(f\"Model: {data['model']}\")": "logger.info(\"Model\", model=data['model'])",
    "print(f\"Status: {h.get('status', '?')}\")": "logger.info(\"Status\", status=h.get('status', '?'))",
    'print(f"Answer: {response.json()}")': 'logger.info("Answer", json=response.json())',
    'print(f"Total: {list(self.items)}")': 'logger.info("Total", items=list(self.items))',
    # another shape of a thing is called like the thing
    'print(f"Got {line.strip()} here")': 'logger.info("Got {line} here", line=line.strip())',
    'print(f"Got {line.lstrip().lower()} here")': 'logger.info("Got {line} here", line=line.lstrip().lower())',
    'print(f"Got {lines[0].strip()} here")': 'logger.info("Got {lines_0} here", lines_0=lines[0].strip())',
    'print(f"In {path.relative_to(root)} now")': 'logger.info("In {path} now", path=path.relative_to(root))',
    'print(f"In {path.resolve()} now")': 'logger.info("In {path} now", path=path.resolve())',
    'print(f"In {os.path.abspath(path)} now")': 'logger.info("In {path} now", path=os.path.abspath(path))',
    'print(f"In {os.getcwd()} now")': 'logger.info("In {cwd} now", cwd=os.getcwd())',
    'print(f"File {path.name} found")': 'logger.info("File {name} found", name=path.name)',
    'print(f"At {start.isoformat()} it began")': ('logger.info("At {start} it began", start=start.isoformat())'),
    'print(f"Set {options.items()} now")': 'logger.info("Set {options} now", options=options.items())',
    'print(f"Has {options.keys()} now")': 'logger.info("Has {options_keys} now", options_keys=options.keys())',
    'print(f"Used {format_bytes(size)} of it")': 'logger.info("Used {size} of it", size=format_bytes(size))',
    'print(f"Wrote {make_path(a, b)} again")': 'logger.info("Wrote {path} again", path=make_path(a, b))',
    'print(f"Is {job.get_status()} now")': 'logger.info("Is {status} now", status=job.get_status())',
    'print(f"Is {results[i]} now")': 'logger.info("Is {result} now", result=results[i])',
    'print(f"Took {elapsed * 1000} ms")': 'logger.info("Took {elapsed} ms", elapsed=elapsed * 1000)',
    "print(f\"Has {', '.join(c.name for c in columns)} now\")": (
        "logger.info(\"Has {columns} now\", columns=', '.join(c.name for c in columns))"
    ),
    'print(f"{a - b} and {a / b} left")': (
        'logger.info("{a_minus_b} and {a_per_b} left", a_minus_b=a - b, a_per_b=a / b)'
    ),
    'print(f"Words in text: {a + b}")': 'logger.info("Words in text", words_in_text=a + b)',
    'print(f"Сумма: {a + b}")': 'logger.info("Сумма", value=a + b)',
    'print(f"{a.id} and {b.id}")': 'logger.info("{a_id} and {b_id}", a_id=a.id, b_id=b.id)',
    'print(f"Class: {kind.class_}")': 'logger.info("Class", class_=kind.class_)',
    'print(f"Extra: {extra}")': 'logger.info("Extra", extra_=extra)',
    'print(f"Trace: {exc_info}")': 'logger.info("Trace", exc_info_=exc_info)',
    'print(f"Level: {level}")': 'logger.info("Level", level_=level)',
    'print(f"{ports[0]} to {ports[-1]}")': (
        'logger.info("{ports_0} to {ports_last}", ports_0=ports[0], ports_last=ports[-1])'
    ),
    'print("Environment:")': 'logger.info("Environment")',
    'print(f"Port: {PORT}")': 'logger.info("Port", port=PORT)',
    'print(f"Type: {type(model).__name__}")': 'logger.info("Type", model_type=type(model).__name__)',
    "print(f\"Models: {', '.join(models)}\")": "logger.info(\"Models\", models=', '.join(models))",
    # sentences
    'print(f"Killed {count} of {total}")': 'logger.info("Killed {count} of {total}", count=count, total=total)',
    'print("Loaded", count, "models")': 'logger.info("Loaded {count} models", count=count)',
    'print("Killed %d of %d" % (count, total))': 'logger.info("Killed {count} of {total}", count=count, total=total)',
    'print(f"Загружено {count} моделей")': 'logger.info("Загружено {count} моделей", count=count)',
    'print(f"{user} and {user}")': 'logger.info("{user} and {user}", user=user)',
    'print("Done", 3, sep=": ")': 'logger.info("Done", done=3)',
    # specs and conversions
    'print(f"Cost: {c:.2f}")': 'logger.info("Cost", cost=c)',
    'print(f"It took {c:.2f} s")': 'logger.info("It took {c:.2f} s", c=c)',
    'print("It took %.2f s" % c)': 'logger.info("It took {c:.2f} s", c=c)',
    'print("It took %d ms" % (t / 2))': 'logger.info("It took {t} ms", t=int(t / 2))',
    'print("It took %i ms" % len(steps))': 'logger.info("It took {steps_count} ms", steps_count=len(steps))',
    'print(f"{x=}")': 'logger.debug("x", x=x)',
    'print(f"Name: {x!r}")': 'logger.info("Name", name=x)',
    'print(f"name is {name!r} now")': 'logger.info("name is {name} now", name=name)',
    'print(f"name is {name!a} now")': 'logger.info("name is {name} now", name=ascii(name))',
    # the source's own spelling
    "print('It\\'s', name)": "logger.info('It\\'s {name}', name=name)",
    r'print(rf"\d+ of {name}")': r'logger.info(r"\d+ of {name}", name=name)',
    r'print("\u2713 tab\there")': r'logger.info("tab\there")',
    'print("one " f"two {name}" " three")': 'logger.info("one two {name} three", name=name)',
    'print(\'say "hi" \' f"to {name}")': "logger.info('say \"hi\" to {name}', name=name)",
    "print(f\"{d['k']} is {d['v']}\")": "logger.info(\"{k} is {v}\", k=d['k'], v=d['v'])",
    'print("100%", name)': 'logger.info("100% {name}", name=name)',
    'print("done 100%% of %s" % name)': 'logger.info("done 100% of {name}", name=name)',
    'print("""Loaded""")': 'logger.info("Loaded")',
    # decoration
    'print("\\n  📊 Check")': 'logger.info("Check")',
    'print("   indented")': 'logger.info("indented")',
    'print("=== Title ===")': 'logger.info("Title")',
    'print("\\n" + "=" * 60 + "\\nTitle\\n" + "=" * 60)': 'logger.info("Title")',
    'print("Запуск сервера...")': 'logger.info("Запуск сервера...")',
    'print("🚀 Запуск:", name)': 'logger.info("Запуск", name=name)',
    'print("--force given")': 'logger.info("--force given")',
    # levels
    'print("✅ Готово")': 'logger.info("Готово")',
    'print("❌ Broken")': 'logger.error("Broken")',
    'print("🚨 Broken")': 'logger.error("Broken")',
    'print("🔴 Сервис недоступен")': 'logger.error("Сервис недоступен")',
    'print("⚠️ Медленный запрос: " + path)': 'logger.warning("Медленный запрос", path=path)',
    'print("🛑 Остановка сервера")': 'logger.info("Остановка сервера")',
    'print("Ошибка чтения файла")': 'logger.error("Ошибка чтения файла")',
    'print("Не удалось открыть", path)': 'logger.error("Не удалось открыть {path}", path=path)',
    'print("Сбой сети")': 'logger.error("Сбой сети")',
    'print("ERROR: disk full")': 'logger.error("disk full")',
    'print("Failed to load", name)': 'logger.error("Failed to load {name}", name=name)',
    'print("WARNING: disk nearly full")': 'logger.warning("disk nearly full")',
    'print("Внимание! мало места")': 'logger.warning("мало места")',
    'print("Предупреждение: мало места")': 'logger.warning("мало места")',
    'print("DEBUG:", name)': 'logger.debug("name", name=name)',
    'print("отладка: шаг", step)': 'logger.debug("шаг {step}", step=step)',
    'print("0 errors")': 'logger.info("0 errors")',
    'print("No failures")': 'logger.info("No failures")',
    'print("Проверка без ошибок")': 'logger.info("Проверка без ошибок")',
    'print("Error handling enabled")': 'logger.info("Error handling enabled")',
    "print(f\"{'❌' if bad else 'ok'} state\")": "logger.info(\"{value} state\", value='❌' if bad else 'ok')",
    "print(name)": 'logger.debug("name", name=name)',
    'print(f"{name}")': 'logger.debug("name", name=name)',
    "print(count, total)": 'logger.debug("count, total", count=count, total=total)',
    'print("hi", file=sys.stderr)': 'print("hi", file=sys.stderr)',  # no import: who knows what sys is
    'print("hi", flush=True)': 'logger.info("hi")',
    'print("hi", end="\\n")': 'logger.info("hi")',
    'print("a", "b", sep="")': 'logger.info("ab")',
    'print("a", name, sep="\\n")': 'logger.info("a\\n{name}", name=name)',
    'print(f"a == {name}")': 'logger.info("a == {name}", name=name)',
    'print("-" * 10, "Title", "-" * 10)': 'logger.info("Title")',
    'print(f"Using {url or path}")': 'logger.info("Using {url}", url=url or path)',
    "print('it', \"isn't\")": "logger.info('it isn\\'t')",
    # secrets
    'print(f"Using {settings.api_key}")': 'logger.info("Using {api_key}", api_key=redact(settings.api_key))',
    'print("Key:", os.environ["API_KEY"])': 'logger.info("Key", api_key=redact(os.environ["API_KEY"]))',
    'print(f"Password: {mask(password)}")': 'logger.info("Password", password=mask(password))',
    'print(f"API_KEY: {value}")': 'logger.info("API_KEY", value=redact(value))',
    'print(f"Токен бота: {x}")': 'logger.info("Токен бота", x=redact(x))',
    'print("user", user, "password", password)': (
        'logger.info("user {user} password {password}", user=user, password=redact(password))'
    ),
    "print(f\"key {cfg['api_key']}\")": "logger.info(\"key {api_key}\", api_key=redact(cfg['api_key']))",
    'print(f"key {redact(api_key)}")': 'logger.info("key {api_key}", api_key=redact(api_key))',
    'print(f"key {text.mask_secret(api_key)}")': ('logger.info("key {api_key}", api_key=text.mask_secret(api_key))'),
    'print(f"Tokens: {max_tokens}")': 'logger.info("Tokens", max_tokens=max_tokens)',
    'print(f"Token length: {len(token)}")': 'logger.info("Token length", token_count=len(token))',
}


@pytest.mark.parametrize("before", ROWS)
def test_a_print_becomes_the_call_of_its_row(before: str) -> None:
    prelude = FOUNDRY.replace("get_logger\n", "get_logger, redact\n", 1)

    assert fixed(before, prelude=prelude) == ROWS[before]


STDLIB_ROWS = {
    'print("Done 100%")': 'log.info("Done 100%")',
    'print(f"Model: {model}")': 'log.info("Model: %s", model)',
    'print(f"Killed {count} of {total}")': 'log.info("Killed %s of %s", count, total)',
    'print(f"100% of {total}")': 'log.info("100%% of %s", total)',
    'print("It took %5.2f s" % c)': 'log.info("It took %5.2f s", c)',
    'print(f"It took {c:.2f} s")': 'log.info("It took %.2f s", c)',
    'print(f"Byte 0x{byte:02X} of {n:5d}")': 'log.info("Byte 0x%02X of %5d", byte, n)',
    'print(f"Has {n:,} of {name:>10}")': 'log.info("Has %s of %s", format(n, ","), format(name, ">10"))',
    'print(f"At {now:%H:%M}")': 'log.info("At %s", format(now, "%H:%M"))',
    'print(f"{x=}")': 'log.debug("x=%r", x)',
    'print(f"{{}} of {y}")': 'log.info("{} of %s", y)',
    "print(name)": 'log.debug("name: %s", name)',
    'print("⚠️ Нет файла:", path)': 'log.warning("Нет файла: %s", path)',
    'try:\n    job()\nexcept Exception as e:\n    print(f"❌ Ошибка: {e}")': (
        'try:\n    job()\nexcept Exception:\n    log.exception("Ошибка")'
    ),
    'try:\n    job()\nexcept KeyError as e:\n    print(f"❌ Ошибка: {e}")': (
        'try:\n    job()\nexcept KeyError as e:\n    log.warning("Ошибка: %s", e)'
    ),
}


@pytest.mark.parametrize("before", STDLIB_ROWS)
def test_a_standard_library_logger_gets_percent_arguments(before: str) -> None:
    assert fixed(before, prelude=STDLIB) == STDLIB_ROWS[before]


LOGURU_ROWS = {
    'print(f"Killed {count} of {total}")': 'logger.info("Killed {count} of {total}", count=count, total=total)',
    'print(f"{{}} of {total}")': 'logger.info("{{}} of {total}", total=total)',
}


@pytest.mark.parametrize("before", LOGURU_ROWS)
def test_loguru_formats_with_braces_so_literal_ones_stay_doubled(before: str) -> None:
    assert fixed(before, prelude=LOGURU) == LOGURU_ROWS[before]


@pytest.mark.parametrize(
    ("flavor", "call"),
    [
        (Flavor.FOUNDRY, 'logger.info("Model", model=model)'),
        (Flavor.STRUCTLOG, 'logger.info("Model", model=model)'),
        (Flavor.STDLIB, 'logger.info("Model: %s", model)'),
    ],
)
def test_an_inserted_logger_is_called_in_its_own_way(flavor: Flavor, call: str) -> None:
    result = transformed('def load(model):\n    print(f"Model: {model}")\n', flavor=flavor)

    assert f"    {call}\n" in result.text


def test_redact_is_imported_where_it_is_used() -> None:
    result = transformed('def show(token):\n    print(f"Token: {token}")\n')

    assert result.text.startswith("from foundry_logging import get_logger, redact\n")
    assert 'logger.info("Token", token=redact(token))' in result.text


def test_what_a_script_computes_stays_and_what_it_tells_is_logged() -> None:
    text = 'if __name__ == "__main__":\n    print("Starting")\n    print(answer())\n'

    result = transformed(text)

    assert '    logger.info("Starting")\n    print(answer())\n' in result.text
    assert [change.reason for change in result.changes] == ["", "data-on-stdout"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("pprint(body)", 'logger.debug("body", body=body)'),
        ("pprint(body, indent=4, width=120)", 'logger.debug("body", body=body)'),
        ('pprint({"a": 1})', 'pprint({"a": 1})'),  # it has no name
    ],
)
def test_what_pprint_shows_becomes_a_field_at_debug(before: str, after: str) -> None:
    text = f"from pprint import pprint\n{FOUNDRY}\n\ndef handle(body):\n    {before}\n"

    assert transformed(text).text.endswith(f"    {after}\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('sys.stderr.write(f"Request failed: {e}\\n")', 'logger.warning("Request failed", e=e)'),
        ('sys.stdout.write("Ready\\n")', 'logger.info("Ready")'),
        ('print("Ready", file=sys.stderr)', 'logger.warning("Ready")'),
        ('print("❌ Broken", file=sys.stderr, flush=True)', 'logger.error("Broken")'),
        # what is going on is no trouble, wherever it is written
        ('print("Saving to", path, file=sys.stderr)', 'logger.info("Saving to {path}", path=path)'),
        ('print("Almost there...", file=sys.stderr)', 'logger.info("Almost there...")'),
        ('print("Missing file", file=sys.stderr)', 'logger.warning("Missing file")'),
        ("print(name, file=sys.stderr)", 'logger.warning("name", name=name)'),
        ("print('Ready', file=sys.stdout)", "logger.info('Ready')"),
    ],
)
def test_standard_error_means_a_warning_when_nothing_else_speaks(before: str, after: str) -> None:
    text = f"import sys\n{FOUNDRY}\n\ndef handle(message, e):\n    {before}\n"

    assert transformed(text).text.endswith(f"    {after}\n")


def test_the_users_phrases_decide_the_level_of_a_print() -> None:
    text = f'{FOUNDRY}\n\ndef work():\n    print("Pumpe kaputt")\n    print("Pumpe läuft")\n'
    result = transformed(text, options=Options(levels_words=("error:kaputt",)))

    assert result.text.endswith('    logger.error("Pumpe kaputt")\n    logger.info("Pumpe läuft")\n')
