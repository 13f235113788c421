"""A module moves from standard loggers to foundry loggers in one step, or stays as it is."""

from __future__ import annotations

import pytest

from flake8_foundry_logging.codemods.kit import Outcome
from flake8_foundry_logging.codemods.transform import Transformed, transform
from flake8_foundry_logging.core.engine import Engine
from flake8_foundry_logging.core.source import Source
from flake8_foundry_logging.rules import ALL

BEFORE = "import logging\n\nlog = logging.getLogger(__name__)\n"
AFTER = "from foundry_logging import get_logger\n\nlog = get_logger(__name__)\n"


def migration(text: str, *codes: str, path: str = "service.py", unsafe: bool = True) -> Transformed:
    engine = Engine([rule for rule in ALL if rule.code in ("LGF806", *codes)])
    return transform(Source(text, path), engine.check_module, engine.options, unsafe=unsafe)


def migrated(text: str, *codes: str) -> str:
    result = migration(text, *codes)
    assert (result.failure, [c.reason for c in result.changes if c.outcome is Outcome.REFUSED]) == (None, [])
    return result.text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("log.info('up')", "log.info('up')", id="a constant text"),
        pytest.param("log.info(f'up {x}')", "log.info(f'up {x}')", id="an f-string is another rule's"),
        pytest.param("log.info('%s left', user)", "log.info('{user} left', user=user)", id="a sentence"),
        pytest.param("log.info('User: %s', user)", "log.info('User: {user}', user=user)", id="a label keeps its value"),
        pytest.param("log.info('%s', x.name)", 'log.info("{name}", name=x.name)', id="a value alone"),
        pytest.param("log.info('%d of %d', n, len(x))", "log.info('{n} of {x_count}', n=n, x_count=len(x))", id="d"),
        pytest.param("log.info('%.2f s', t)", "log.info('{t:.2f} s', t=t)", id="a spec stays"),
        pytest.param("log.info('%d ms', t / 2)", "log.info('{t} ms', t=int(t / 2))", id="a quotient under %d"),
        pytest.param("log.error('bad %r', x)", "log.error('bad {x}', x=repr(x))", id="repr"),
        pytest.param("log.debug('bad %r', x)", "log.debug('bad {x}', x=lambda: repr(x))", id="repr, if it is written"),
        pytest.param(
            "try: f()\nexcept OSError as e: log.debug('bad %r', e)",
            "try: f()\nexcept OSError as e: log.debug('bad {e}', e=repr(e))",
            id="repr of an exception, whose name ends with its clause",
        ),
        pytest.param("log.info('%5s|', x)", "log.info('{x:>5}|', x=str(x))", id="padding"),
        pytest.param("log.info('%s and %s', x, x)", "log.info('{x} and {x}', x=x)", id="one value twice"),
        pytest.param("log.info('%s %s', a.id, b.id)", "log.info('{a_id} {b_id}', a_id=a.id, b_id=b.id)", id="two ids"),
        pytest.param("log.info('100%% of %s', x)", "log.info('100% of {x}', x=x)", id="a percent sign"),
        pytest.param("log.info('%s is %r', x, x)", "log.info('%s is %r', x, x)", id="one name cannot be two fields"),
        pytest.param("log.info('{x} %s', x)", "log.info('{x} %s', x)", id="literal braces"),
        pytest.param("log.info('%(a)s %(b)d', {'a': x, 'b': y})", "log.info('{a} {b}', a=x, b=y)", id="named"),
        pytest.param("log.info('%(in)s.', {'in': x})", "log.info('{in_}.', in_=x)", id="named by a keyword"),
        pytest.param("log.info('%(a)s', {'a': x, 'b': y})", "log.info('%(a)s', {'a': x, 'b': y})", id="one name left"),
        pytest.param("log.info('%(a)s', values)", "log.info('%(a)s', values)", id="names from elsewhere"),
        pytest.param("log.info('got %s', {'a': x})", "log.info('got {value}', value={'a': x})", id="a dict as a value"),
        pytest.param(
            "log.info('%(b)s %(a)s', {'a': f(), 'b': g()})",
            "log.info('%(b)s %(a)s', {'a': f(), 'b': g()})",
            id="calls in another order",
        ),
        pytest.param("log.info('%*d', 5, n)", "log.info('%*d', 5, n)", id="a width from an argument"),
        pytest.param("log.info(text, a)", "log.info(text, a)", id="a text from elsewhere"),
        pytest.param("log.info('%s', *xs)", "log.info('%s', *xs)", id="starred"),
        pytest.param("log.info('x %s', a, **kw)", "log.info('x %s', a, **kw)", id="keywords from elsewhere"),
        pytest.param("log.info('x %s', (a))", "log.info('x %s', (a))", id="parentheses"),
        pytest.param("log.warn('x')", "log.warning('x')", id="warn"),
        pytest.param("log.fatal('x')", "log.critical('x')", id="fatal"),
        pytest.param("log.log(logging.INFO, 'x %s', a)", "log.info('x {a}', a=a)", id="log at a known level"),
        pytest.param("log.log(40, 'x')", "log.error('x')", id="log at a number"),
        pytest.param("log.log(level, 'x %s', a)", "log.log(level, 'x {a}', a=a)", id="log at a variable level"),
        pytest.param("log.log(25, 'x')", "log.log(25, 'x')", id="log at a level of the project's own"),
        pytest.param("log.info(msg='x')", "log.info('x')", id="the message by keyword"),
        pytest.param("log.info('x', extra={'a': 1, 'b': y})", "log.info('x', a=1, b=y)", id="extra"),
        pytest.param("log.info('x %s', a, extra={'a': a})", "log.info('x {a}', a=a)", id="extra with the same value"),
        pytest.param("log.info('x', extra={'a-b': 1})", "log.info('x', extra={'a-b': 1})", id="extra, no keyword"),
        pytest.param("log.info('x %s', a, extra=kw)", "log.info('x %s', a, extra=kw)", id="extra from elsewhere"),
        pytest.param("log.error('x', exc_info=True)", "log.error('x', exc_info=True)", id="controls"),
        pytest.param("log.exception('x %s', a)", "log.exception('x {a}', a=a)", id="exception"),
        pytest.param("f(log.info, log.name)", "f(log.info, log.name)", id="a method that is handed on"),
        pytest.param(
            "if log.isEnabledFor(logging.DEBUG): log.debug('x')",
            "if log.is_enabled_for(\"debug\"): log.debug('x')",
            id="a guard",
        ),
        pytest.param(
            "log.info(\n    'a %s '\n    'b %s',\n    x, y)",
            "log.info(\n    'a {x} '\n    'b {y}',\n    x=x,\n    y=y)",
            id="several lines",
        ),
        pytest.param(
            "log.info('a %s %s', some_object.some_attribute, some_object.another_attribute, stack_info=True)",
            "log.info(\n    'a {some_attribute} {another_attribute}',\n    some_attribute=some_object.some_attribute,\n"
            "    another_attribute=some_object.another_attribute,\n    stack_info=True,\n)",
            id="too long for its line",
        ),
    ],
)
def test_a_call_is_written_for_the_new_logger(before: str, after: str) -> None:
    assert migrated(f"{BEFORE}\n{before}\n") == f"{AFTER}\n{after}\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "import logging as L\n\nLOG = L.getLogger('jobs')\n",
            "from foundry_logging import get_logger\n\nLOG = get_logger('jobs')\n",
            id="an alias of the module",
        ),
        pytest.param(
            "from logging import DEBUG, getLogger\n\n_log = getLogger(name=__name__)\nprint(DEBUG)\n",
            "from logging import DEBUG\n\nfrom foundry_logging import get_logger\n\n"
            "_log = get_logger(name=__name__)\nprint(DEBUG)\n",
            id="one of several names",
        ),
        pytest.param(
            "import logging\nimport os\n\nlog = logging.getLogger(__name__)\nlogging.captureWarnings(True)\n",
            "import logging\nimport os\n\nfrom foundry_logging import get_logger\n\n"
            "log = get_logger(__name__)\nlogging.captureWarnings(True)\n",
            id="logging is still used",
        ),
        pytest.param(
            "import logging\n\nlog: logging.Logger = logging.getLogger(__name__)\n",
            AFTER,
            id="the type goes",
        ),
        pytest.param(
            "import os\nfrom logging import Logger, getLogger\nfrom typing import Final\n\n"
            "log: Final[Logger] = getLogger(__name__)\n",
            f"import os\n\n{AFTER}",
            id="a wrapped type goes",
        ),
        pytest.param(
            "from logging import Logger, getLogger\n\nlog: 'Logger' = getLogger(__name__)\n",
            AFTER,
            id="a type in quotes goes",
        ),
        pytest.param(
            "import logging\n\nlog = audit = logging.getLogger('a')\nlog.warn('x')\naudit.warn('y')\n",
            "from foundry_logging import get_logger\n\nlog = audit = get_logger('a')\n"
            "log.warning('x')\naudit.warning('y')\n",
            id="two names at once",
        ),
        pytest.param(
            "import logging\n\n\nclass A:\n    log = logging.getLogger('a')\n\n    def f(self):\n"
            "        self.log.info('x %s', self.n)\n        A.log.warn('y')\n",
            "from foundry_logging import get_logger\n\n\nclass A:\n    log = get_logger('a')\n\n    def f(self):\n"
            "        self.log.info('x {n}', n=self.n)\n        A.log.warning('y')\n",
            id="an attribute of a class",
        ),
        pytest.param(
            "import logging\n\n\nclass A(Exception):\n    def __init__(self):\n"
            "        self.logger = logging.getLogger(__name__)\n\n\nclass B(A):\n    def g(self):\n"
            "        self.logger.fatal('x')\n",
            "from foundry_logging import get_logger\n\n\nclass A(Exception):\n    def __init__(self):\n"
            "        self.logger = get_logger(__name__)\n\n\nclass B(A):\n    def g(self):\n"
            "        self.logger.critical('x')\n",
            id="an attribute of an instance",
        ),
        pytest.param(
            "import logging\n\nlog = logging.getLogger(__name__)\nlog.warn('x')\n\n\ndef f(log):\n    log.level\n",
            "from foundry_logging import get_logger\n\nlog = get_logger(__name__)\nlog.warning('x')\n\n\n"
            "def f(log):\n    log.level\n",
            id="a parameter of the same name is another logger",
        ),
        pytest.param(
            "import logging\nimport os\n\nSET = {'logging': 1}\nimport late\n\nlog = logging.getLogger(__name__)\n",
            "import os\n\nfrom foundry_logging import get_logger\n\nSET = {'logging': 1}\nimport late\n\n"
            "log = get_logger(__name__)\n",
            id="beside the imports that it takes the place of",
        ),
        pytest.param(
            "import logging\n\n__all__ = ['logging']\nlog = logging.getLogger(__name__)\n",
            "import logging\n\nfrom foundry_logging import get_logger\n\n__all__ = ['logging']\n"
            "log = get_logger(__name__)\n",
            id="an exported import stays",
        ),
        pytest.param(
            "def f():\n    import logging\n\n    logging.getLogger('a').warn('x')\n",
            "from foundry_logging import get_logger\n\ndef f():\n    get_logger('a').warning('x')\n",
            id="imported where it is used",
        ),
    ],
)
def test_imports_and_bindings_change_in_the_same_step(before: str, after: str) -> None:
    assert migrated(before) == after


@pytest.mark.parametrize(
    ("reason", "rest"),
    [
        pytest.param("logger-set-up", "log.setLevel(10)\n", id="level"),
        pytest.param("logger-set-up", "log.propagate = False\n", id="attribute"),
        pytest.param("logger-set-up", "if log.hasHandlers(): pass\n", id="handlers"),
        pytest.param("logger-set-up", "child = log.getChild('x')\n", id="child"),
        pytest.param("logger-set-up", "log.trace('x')\n", id="a method of a patched logger"),
        pytest.param("logger-set-up", "logging.getLogger(__name__).addHandler(h)\n", id="set up by its name"),
        pytest.param("logger-passed", "work(log)\n", id="an argument"),
        pytest.param("logger-passed", "def f():\n    return log\n", id="returned"),
        pytest.param("logger-passed", "other = log\n", id="another name"),
        pytest.param("logger-passed", "__all__ = ['log']\n", id="exported"),
        pytest.param("logger-passed", "def f(log=log):\n    log.info('x')\n", id="a default"),
        pytest.param("logger-passed", "def f(a=logging.getLogger('a')):\n    a.info('x')\n", id="made as a default"),
        pytest.param("logger-adapter", "adapted = logging.LoggerAdapter(base, {})\n", id="adapter"),
        pytest.param("rebound-logger", "if quiet:\n    log = None\n", id="bound to something else"),
        pytest.param("literal-braces", "log.info('{a}', extra={'a': 1})\n", id="braces that would be filled"),
        pytest.param("lambda-value", "log.info('x', extra={'a': lambda: 1})\n", id="a function as a value"),
        pytest.param("logging-machinery", "class H(logging.Handler):\n    pass\n", id="a handler"),
        pytest.param("name-taken", "def get_logger():\n    pass\n", id="the name means something else"),
        pytest.param(
            "inherited-logger",
            "class A(Base):\n    def __init__(self):\n        self.log = logging.getLogger('a')\n",
            id="a base class from elsewhere",
        ),
    ],
)
def test_what_only_a_standard_logger_can_leaves_the_module_as_it_is(reason: str, rest: str) -> None:
    text = f"{BEFORE}log.warn('x')\n{rest}"
    result = migration(text)
    assert result.text == text
    assert {change.reason for change in result.changes} == {reason}


@pytest.mark.parametrize("path", ["setup.py", "tests/test_service.py", "vendor/service.py"])
def test_files_in_which_no_fix_works_stay_as_they_are(path: str) -> None:
    assert migration(BEFORE, path=path).text == BEFORE


def test_the_migration_is_unsafe() -> None:
    result = migration(f"{BEFORE}log.info('x')\n", unsafe=False)
    assert [change.reason for change in result.changes] == ["needs-unsafe-fixes"]
    assert result.text == f"{BEFORE}log.info('x')\n"


def test_a_second_run_finds_nothing_to_do() -> None:
    text = migrated(f"{BEFORE}\nlog.info('x %s', a)\n")
    assert migration(text).changes == ()


def test_other_fixes_see_the_migrated_module() -> None:
    """A print in it becomes a call of the new logger, an f-string gets fields."""
    text = f"{BEFORE}\n\ndef f(model):\n    print('Model:', model)\n    log.info(f'got {{model}}')\n"
    assert migrated(text, "LGF101", "LGF501", "LGF507") == (
        f"{AFTER}\n\ndef f(model):\n    log.info('Model', model=model)\n    log.info('got {{model}}', model=model)\n"
    )


def test_a_call_that_must_keep_its_arguments_keeps_the_module_where_a_rule_forbids_them() -> None:
    text = f"{BEFORE}log.info(text, a)\nlog.warn('x')\n"
    assert "log = get_logger(__name__)\nlog.info(text, a)\n" in migrated(text)
    result = migration(text, "LGF507", "LGF601")
    assert (result.failure, result.text) == (None, text.replace("warn", "warning"))
    assert [(c.finding.code, c.reason) for c in result.changes] == [("LGF806", "brings-finding"), ("LGF601", "")]


def test_one_logger_that_cannot_move_keeps_the_others() -> None:
    text = f"{BEFORE}audit = logging.getLogger('audit')\naudit.addHandler(h)\naudit.info('x')\n"
    result = migration(text)
    assert result.text == text
    assert [change.reason for change in result.changes] == ["logger-set-up"] * 2
