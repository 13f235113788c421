"""Legal code that nobody writes by hand: each rule gets through it, however long or deep it is."""

from __future__ import annotations

import pytest

from flake8_foundry_logging.core.engine import CRASH, Engine
from flake8_foundry_logging.core.rule import FOUNDRY, STDLIB
from flake8_foundry_logging.core.source import Source
from flake8_foundry_logging.rules import ALL

ENGINE = Engine(ALL)

ELIF = "".join(f"        elif error.errno == {n}:\n            return {n}\n" for n in range(500))
SILENT_ELIF = "".join(f"        elif n == {n}:\n            pass\n" for n in range(500))
TERMS = " + ".join(["'total '", *["str(n)"] * 1000])
CONSTANT_TERMS = " + ".join(["'-'"] * 1000)
MIXED = "'%s' " + "% n + 'a' + str(n) " * 300
MERGED = " | ".join(["{'name': 1}", *["fields"] * 120])
PERCENT = "'%s'" + " % n" * 800
FORMAT = "'{}'" + ".format(n)" * 400
CALLS = "n" + ".strip()" * 300
ITEMS = "[0]" * 1000
EITHER = " or ".join(["token"] * 100)
CHAINED = "n" + "".join(f" if n == {n} else n" for n in range(80))
ASSIGNED = "".join(f"    password{n + 1} = password{n}\n" for n in range(3000))
REASSIGNED = "    password = password.strip() or password\n" * 100

MESSAGES = {
    "sum": TERMS,
    "constant sum": CONSTANT_TERMS,
    "mixed operators": MIXED,
    "percent": PERCENT,
    "format": FORMAT,
    "calls": CALLS,
    "subscripts": "n" + ITEMS,
    "request": "request.args" + ITEMS,
    "request by get": "request.args" + ".get('a')" * 300,
    "alternatives": EITHER,
    "choices": CHAINED,
    "odd slice": "token[{[]}:]",
    "odd upper bound": "token[:{[]}]",
    "merged dicts": MERGED,
    "attributes": "n" + ".a" * 1000,
    "powers": "n" + " ** n" * 50 + " - n" * 100,
    "comparisons": "n" + " < n" * 1000,
    "negations": "- " * 60 + "n",
    "brackets": "[" * 60 + "token" + "]" * 60,
    "lambdas": "lambda: " * 60 + "token",
    "nested f-strings": "f'{f\"{token}\"!r:{n}}'",
}

USES = (
    "log.info({0})",
    "log.error({0})",
    "log.info('done %s', {0})",
    "log.info('done', extra={{'password': {0}}})",
    "log.info('done', extra={0})",
    "log.info('done', token={0})",
    "log.error('done', exc_info={0})",
    "log.log({0}, 'done', **{0})",
    "print({0}, file={0})",
    "sys.stderr.write({0})",
    "warnings.warn({0})",
    "raise OSError({0})",
    "return {0}",
    "text = {0}\n    log.info(text)\n    print(text)",
    "text = logging.getLogger({0})\n    text.info('done')",
    "logging.basicConfig(level={0}, format={0})\n    log.setLevel({0})",
    "log.bind(token={0}).info('done')",
    "for item in {0}:\n        log.info('item %s', item)",
    "if {0}:\n        log.debug('done')",
    "try:\n        run({0})\n    except OSError as error:\n        log.error({0})\n        raise OSError({0})",
    "token[{0}] = {0}\n    log.info('done %s', token[{0}])",
    "try:\n        run()\n    except Exception as error:\n        assert {0}\n        return {0}",
    "({0}).info('done')",
    "({0}).exception({0})",
    "while {0}:\n        time.sleep({0})\n        log.info('waiting')",
    "@({0})\n    def inner(token={0}):\n        log.info(token)\n    return inner",
)
IMPORTS = "import logging\nimport sys\nimport time\nimport warnings\n\n"


def nested(head: str, tail: str, depth: int) -> str:
    """Statements in one another, a failure that is kept nowhere in the midst."""
    lines = ["def work():"]
    lines += [f"{' ' * (level + 1)}{head}" for level in range(depth)]
    lines.append(f"{' ' * (depth + 1)}log.info('deep')")
    if tail:
        for level in reversed(range(depth)):
            lines += [f"{' ' * (level + 1)}{tail}", f"{' ' * (level + 2)}print('deep')"]
    return "\n".join(lines) + "\n"


STATEMENTS = {
    "elif in a handler": f"""
def work(n):
    try:
        run()
    except OSError as error:
        if error.errno is None:
            log.error('unknown')
{ELIF}    except Exception as error:
        if n == 0:
            log.exception('failed')
{SILENT_ELIF}
""",
    "elif around records": "def work(n):\n    if n < 0:\n        log.info('below')\n"
    + "".join(f"    elif n == {n}:\n        log.info('{n}')\n        print({n})\n" for n in range(100)),
    "elif in a loop": "def work(n):\n  for n in range(9):\n    if n < 0:\n        continue\n"
    + "".join(f"    elif n == {n}:\n        log.info('item')\n" for n in range(500)),
    "else that holds all": "def work(n):\n"
    + "".join(f"{' ' * n} if n:\n{' ' * n}  log.info('a')\n{' ' * n} else:\n" for n in range(80))
    + f"{' ' * 81}print('deep')\n",
    "chain of secrets": f"def work(password0):\n{ASSIGNED}    log.info('p %s', password3000)\n"
    f"    print(password3000)\n",
    "one secret anew": f"def work(password):\n{REASSIGNED}    log.info('p %s', password)\n    print(password)\n",
    "module of secrets": "password0 = 1\n"
    + "".join(f"password{n + 1} = password{n}\n" for n in range(3000))
    + "log.info('p %s', password3000)\n",
    "many targets": "def work(token):\n    "
    + " = ".join(f"a{n}" for n in range(1000))
    + " = token\n    log.info(a999)\n",
    "with": nested("with open('a') as a:", "", 15),
    "try": nested("try:", "except Exception as e:", 15),
    "try finally": nested("try:", "finally:", 15),
    "while": nested("while True:", "else:", 15),
    "functions": nested("def inner(log=log, token=token):", "", 80),
    "classes": nested("class Inner:", "", 80),
    "handlers": "def work():\n"
    + "".join(f"{' ' * n} try:\n{' ' * n}  run()\n{' ' * n} except OSError as e{n}:\n" for n in range(15))
    + f"{' ' * 16}log.error('deep')\n",
    "handlers in a row": "def work():\n    try:\n        run()\n"
    + "".join(f"    except E{n} as e:\n        log.error('e %s', e)\n        raise\n" for n in range(100)),
    "match": "def work(n):\n    try:\n        run()\n    except OSError as e:\n        match n:\n"
    + "".join(f"            case {n}:\n                return\n" for n in range(500))
    + "            case [*_, {**k}] | str() as s if (s := n):\n                log.error('odd')\n",
    "gettext": "from gettext import gettext as _\n\ndef work(n):\n    log.info(_('done'))\n    log.info(_('%s') % n)\n"
    "    log.info(_)\n    print(_)\n    for _ in n:\n        log.info('item %s', _)\n    log.info('kept %s', _)\n",
    "builtin gettext": "def work(_):\n    log.info(_('done %s'), _)\n    _ = _\n    [log.info(_) for _ in _]\n",
    "starred": "def work(*a, **k):\n    log.info(*a, **k)\n    log.info(*a, *a, **k, **k)\n"
    "    log.log(*a)\n    log.exception()\n"
    "    log.info()\n    print(*a, **k)\n    logging.getLogger(*a)\n    logging.basicConfig(**k)\n    logging.log()\n"
    "    log.bind(**k).info(**k)\n    log.info(msg='a', **{})\n    log.info(**{'msg': 'a', **k})\n",
    "self reference": "def work(a=log):\n    a = a\n    b = c\n    c = b\n    a.info(b)\n    log.info(c)\n"
    "    c['token'] = c\n"
    "    c.update(c)\n    log.info('c %s', c)\n    return work(work)\n",
    "walrus and await": "async def work(token):\n    async with token as t, open(t) as u:\n"
    "        async for token in u:\n"
    "            log.info(token := (await token), x=[y async for y in (yield t)])\n",
    "deleted": "def work(token):\n    del token\n    del log\n    log.info(token)\n    global password\n"
    "    log.info(password)\n",
    "odd names": "class log:\n    info = error = lambda *a: None\n    __slots__ = 'token',\nlog.info(log)\n"
    "logging = log\n"
    "logging.info('a')\nprint = log.info\nprint(log)\n",
    "comprehensions": "def work(token):\n    log.info('a %s', " + "[" * 15 + "token" + " for a in token]" * 15 + ")\n",
    "many records": "def work(token):\n" + "    log.info('done %s', token)\n    print(token)\n" * 50,
}


@pytest.mark.parametrize("prelude", [FOUNDRY, STDLIB], ids=["foundry", "stdlib"])
@pytest.mark.parametrize("message", MESSAGES.values(), ids=MESSAGES)
def test_no_rule_crashes_on_a_long_expression(message: str, prelude: str) -> None:
    uses = (f"def work(n, token, request):\n    {form.format(f'({message})')}\n\n" for form in USES)
    assert crashes(f"{IMPORTS}{prelude}\n\n{''.join(uses)}") == []


@pytest.mark.parametrize("prelude", [FOUNDRY, STDLIB], ids=["foundry", "stdlib"])
@pytest.mark.parametrize("statements", STATEMENTS.values(), ids=STATEMENTS)
def test_no_rule_crashes_on_long_or_odd_statements(statements: str, prelude: str) -> None:
    assert crashes(IMPORTS + prelude + statements) == []


@pytest.mark.parametrize(
    ("code", "call"),
    [
        ("LGF502", f"log.info({PERCENT})"),
        ("LGF503", f"log.info({FORMAT})"),
        ("LGF504", f"log.info({TERMS})"),
        ("LGF511", f"log.info({CONSTANT_TERMS})"),
        ("LGF307", f"log.info('%s', request.args{ITEMS})"),
        ("LGF805", f"logging.getLogger({CONSTANT_TERMS}).info('done')"),
        ("LGF101", f"print({TERMS})"),
    ],
)
def test_what_is_long_is_found_all_the_same(code: str, call: str) -> None:
    findings = ENGINE.check(Source(f"{IMPORTS}{STDLIB}\n\ndef work(n, request):\n    {call}\n", "service.py"))
    assert code in {finding.code for finding in findings}


def crashes(text: str) -> list[str]:
    return [finding.message for finding in ENGINE.check(Source(text, "service.py")) if finding.code == CRASH]
