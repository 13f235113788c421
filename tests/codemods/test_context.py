"""What a fix is told of its file: which logger to call at a place, and how to call an imported name."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from flake8_foundry_logging.codemods.context import Context, Flavor
from flake8_foundry_logging.codemods.kit import BoundLogger, Import, Refused
from flake8_foundry_logging.core.log_call import Kind
from flake8_foundry_logging.core.module import Module
from flake8_foundry_logging.core.options import Options
from flake8_foundry_logging.core.source import Source

if TYPE_CHECKING:
    from flake8_foundry_logging.core.frame import Frame

STDLIB = "import logging\nlog = logging.getLogger(__name__)\n"


def context_of(text: str, path: str = "service.py", flavor: Flavor = Flavor.FOUNDRY) -> tuple[Context, Frame]:
    """The context of a file, and the frame of its one call of ``here()``."""
    module = Module(Source(text, path))
    for index in module.indices((ast.Call,)):
        node = module.nodes[index]
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "here":
            return Context(module, (), flavor), module.frames[index]
    raise AssertionError("no call of here()")


def logger_at(text: str, path: str = "service.py", flavor: Flavor = Flavor.FOUNDRY) -> BoundLogger:
    context, frame = context_of(text, path, flavor)
    return context.logger(frame)


def refusal_at(text: str, path: str = "service.py") -> str:
    with pytest.raises(Refused) as refused:
        logger_at(text, path)
    return refused.value.refusal.code


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        pytest.param(f"{STDLIB}def f():\n    here()\n", "log", Kind.STDLIB, id="of the module"),
        pytest.param(
            "from foundry_logging import get_logger\nLOG = get_logger()\nhere()\n", "LOG", Kind.FOUNDRY, id="own"
        ),
        pytest.param(
            "import structlog\n_log = structlog.get_logger()\nhere()\n", "_log", Kind.STRUCTLOG, id="structlog"
        ),
        pytest.param("from loguru import logger\nhere()\n", "logger", Kind.LOGURU, id="an imported one"),
        pytest.param(
            f"def f():\n    here()\n\n\n{STDLIB}", "log", Kind.STDLIB, id="bound below a function that uses it"
        ),
        pytest.param(
            "import logging\n\n\nclass A:\n    def __init__(self):\n        self.logger = logging.getLogger('a')\n\n"
            "    def f(self):\n        here()\n",
            "self.logger",
            Kind.STDLIB,
            id="of the class",
        ),
    ],
)
def test_a_logger_that_the_file_has_is_called(text: str, name: str, kind: Kind) -> None:
    assert logger_at(text) == BoundLogger(name, kind)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("def f():\n    here()\n", "logger", id="none"),
        pytest.param("def f(logger_name, logger):\n    here()\n", "_logger", id="a parameter has the name"),
        pytest.param("def f(logger, _logger):\n    here()\n", "module_logger", id="two names are taken"),
        pytest.param("from logging import Logger\ndef f():\n    here()\n", "logger", id="only the class is imported"),
        pytest.param("from .log import AppLogger\ndef f():\n    here()\n", "logger", id="a class of the project"),
        pytest.param(
            f"def g():\n    {STDLIB.replace(chr(10), chr(10) + '    ')}\n\ndef f():\n    here()\n",
            "logger",
            id="another function's",
        ),
    ],
)
def test_a_logger_is_inserted_under_a_name_that_means_nothing_else(text: str, name: str) -> None:
    assert logger_at(text) == BoundLogger(name, Kind.FOUNDRY, inserted=True)


def test_a_call_that_is_written_for_one_kind_gets_a_logger_of_it() -> None:
    context, frame = context_of("here()\n")
    assert context.logger(frame, Kind.STDLIB) == BoundLogger("logger", Kind.STDLIB, inserted=True)


@pytest.mark.parametrize(
    "head",
    [
        pytest.param("from .log import audit_logger\naudit_logger.info('x')\n", id="for something else"),
        pytest.param("from . import log\nlog.set_up()\n", id="a module, perhaps"),
    ],
)
def test_where_the_kind_is_given_what_a_file_never_calls_as_its_logger_is_not_in_the_way(head: str) -> None:
    context, frame = context_of(f"{head}\n\ndef f():\n    here()\n")
    assert context.logger(frame, Kind.STDLIB) == BoundLogger("logger", Kind.STDLIB, inserted=True)


def test_where_the_kind_is_given_a_logger_that_a_file_calls_still_has_to_show_its_own() -> None:
    context, frame = context_of("from .log import logger\nlogger.info('x')\n\n\ndef f():\n    here()\n")
    with pytest.raises(Refused) as refused:
        context.logger(frame, Kind.STDLIB)
    assert refused.value.refusal.code == "unknown-logger"


@pytest.mark.parametrize("flavor", Flavor)
def test_the_inserted_logger_is_of_the_kind_asked_for(flavor: Flavor) -> None:
    assert logger_at("here()\n", flavor=flavor) == BoundLogger("logger", flavor.kind, inserted=True)


def test_a_logger_of_an_unknown_kind_is_not_called() -> None:
    assert refusal_at("from app.setup import logger\n\n\ndef f():\n    here()\n") == "unknown-logger"


def test_where_every_name_is_taken_nothing_is_inserted() -> None:
    assert refusal_at("def f(logger, _logger, module_logger):\n    here()\n") == "shadowed-logger"


def test_the_package_that_provides_the_logger_does_not_import_itself() -> None:
    assert refusal_at("def f():\n    here()\n", "src/foundry_logging/_sinks.py") == "own-package"
    assert logger_at("def f():\n    here()\n", "src/foundry_logging_demo/app.py").inserted


@pytest.mark.parametrize(
    ("text", "name", "needed"),
    [
        pytest.param("here()\n", "redact", Import("foundry_logging", "redact"), id="not there"),
        pytest.param("from foundry_logging import redact\nhere()\n", "redact", None, id="there"),
        pytest.param(
            "from foundry_logging import redact as hide\nhere()\n", "hide", None, id="there under another name"
        ),
    ],
)
def test_a_name_is_imported_once(text: str, name: str, needed: Import | None) -> None:
    context, _ = context_of(text)
    assert context.name_of("foundry_logging", "redact") == (name, needed)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("def redact(): ...\nhere()\n", id="a function of the file"),
        pytest.param("def f(redact):\n    here()\n", id="a parameter somewhere"),
        pytest.param("def f():\n    from foundry_logging import redact\nhere()\n", id="imported in a function only"),
    ],
)
def test_a_name_that_means_something_else_is_not_imported(text: str) -> None:
    context, _ = context_of(text)
    with pytest.raises(Refused) as refused:
        context.name_of("foundry_logging", "redact")
    assert refused.value.refusal.code == "name-taken"


def test_the_users_words_decide_what_is_secret() -> None:
    options = Options(secret_words=("pesel",), not_secrets=("token_count",))
    context = Context(Module(Source("", "a.py"), options), ())
    assert [context.is_secret(name) for name in ("password", "pesel", "token_count", "city")] == [
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param(f"here()\n{STDLIB}", "binding-too-late", id="the module's own is bound further down"),
        pytest.param(
            f"def f():\n    here()\n\n\nf()\n{STDLIB}", "binding-too-late", id="the function runs before the binding"
        ),
        pytest.param(
            "import logging\nlog = None\ndef set_up():\n    global log\n    log = logging.getLogger()\nhere()\n",
            "unknown-logger",
            id="None until a function has run",
        ),
        pytest.param(
            f"{STDLIB}\n\ndef f():\n    log = 5\n    here()\n", "shadowed-logger", id="its name means a number"
        ),
    ],
)
def test_a_logger_that_may_not_be_there_is_not_called(text: str, code: str) -> None:
    assert refusal_at(text) == code


ATTRIBUTE = "        self.log = logging.getLogger('a')\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"    def __init__(self):\n        here()\n{ATTRIBUTE}", id="before it is bound"),
        pytest.param(
            f"    def __init__(self):\n{ATTRIBUTE}\n    def __del__(self):\n        here()\n", id="in a finaliser"
        ),
        pytest.param(
            f"    def __init__(self):\n{ATTRIBUTE}\n    @classmethod\n    def f(cls):\n        here()\n",
            id="in a class method",
        ),
        pytest.param(
            f"    def start(self):\n{ATTRIBUTE}\n    def f(self):\n        here()\n", id="bound by another method"
        ),
    ],
)
def test_an_attribute_that_may_not_be_there_is_not_called(text: str) -> None:
    assert logger_at(f"import logging\n\n\nclass A:\n{text}").inserted


@pytest.mark.parametrize("path", ["setup.py", "docs/conf.py", "noxfile.py"])
def test_a_file_that_build_tools_run_gets_no_packages_logger(path: str) -> None:
    assert refusal_at("here()\n", path) == "build-file"
    assert logger_at("here()\n", path, Flavor.STDLIB).inserted
