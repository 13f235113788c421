"""
Logging that is set up while a module is imported which is no program.

Whoever imports the module gets its handlers and levels, without having asked and before the program's own set-up:
records come twice, or not at all. Where records go is for the program to say.

Set up logging in the program's entry point, in a function that it calls. A library adds a `NullHandler` at most.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.carriers import call_name
from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.log_call import Kind
from flake8_foundry_logging.core.loggers import resolve
from flake8_foundry_logging.core.rule import STDLIB, Bad, Good, Rule
from flake8_foundry_logging.rules._paths import is_shown_by_path, is_test_path
from flake8_foundry_logging.rules._program import Audience, Program, is_main_guard
from flake8_foundry_logging.rules._set_up import CONFIGURING, SETTERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

RULE = Rule(
    code="LGF804",
    name="library-configures-logging",
    since="0.1",
    doc=__doc__,
    message="{what}() sets up logging for whoever imports this module: leave that to the program's entry point",
    words=("setlevel", "addhandler", "logging", "structlog", "loguru", "coloredlogs"),
    reads=("cli_paths", "logger_objects", "logger_factories"),
    guards=(Item.OPERATIONS,),
    default=False,
    examples=(
        Bad("import logging\n\nlogging.basicConfig(level=logging.INFO)  #!\n", prelude=False),
        Bad(STDLIB + "log.addHandler(logging.StreamHandler())  #!\nlog.setLevel(logging.DEBUG)  #!\n"),
        Bad("from foundry_logging import configure\n\nconfigure()  #!\n", prelude=False),
        Good(STDLIB + "log.addHandler(logging.NullHandler())\n"),
        Good("import logging\n\n\ndef set_up():\n    logging.basicConfig(level=logging.INFO)\n", prelude=False),
        Good(
            "import logging\n\nlogging.basicConfig()\n\n\ndef main():\n    pass\n\n\n"
            'if __name__ == "__main__":\n    main()\n',
            prelude=False,
        ),
        Good("import logging\n\nlogging.basicConfig()\n", path="pages/build.py", options={"cli_paths": ("pages/*",)}),
    ),
)

CONFIGURERS = CONFIGURING | {
    "absl.logging.set_verbosity",
    "foundry_logging.configure",
    "logging.disable",
    "loguru.logger.add",
    "loguru.logger.configure",
    "loguru.logger.remove",
    "structlog.configure",
    "structlog.configure_once",
}
ENTRIES = frozenset(
    ("app.py", "asgi.py", "celeryconfig.py", "conf.py", "conftest.py", "main.py", "run.py", "server.py", "wsgi.py")
)
"""Names of files that a server or a tool starts with."""
APPLICATIONS = frozenset(("Celery", "FastAPI", "Flask", "Quart", "Sanic", "Starlette", "Litestar"))


@RULE.on(ast.Call)
def check(node: ast.Call, frame: Frame) -> Iterator[Finding]:
    """A call that runs on import and says where records go, in a file that others import."""
    if frame.function is not None or not _configures(node, frame):
        return
    if any(isinstance(around.node, ast.Lambda) for around in frame.outward()):
        return
    module = frame.module
    if is_test_path(module) or is_shown_by_path(module) or module.once(_is_entry, module.body):
        return
    if Program.of(module).audience(frame) is Audience.LIBRARY:
        yield RULE.at(node, frame, what=call_name(node.func))


def _configures(node: ast.Call, frame: Frame) -> bool:
    func = node.func
    if not isinstance(func, ast.Attribute) or func.attr not in SETTERS:
        return frame.origin(func) in CONFIGURERS
    logger = resolve(func.value, frame)
    if logger is None or not logger.certain or logger.kind is not Kind.STDLIB:
        return False
    return func.attr != "addHandler" or not any(_is_null(argument, frame) for argument in node.args)


def _is_null(handler: ast.expr, frame: Frame) -> bool:
    """Whether a handler is one that drops what it gets."""
    if isinstance(handler, ast.Call):
        return "Null" in call_name(handler.func)
    values = [binding.value for binding in frame.bindings(handler.id)] if isinstance(handler, ast.Name) else []
    return bool(values) and all(isinstance(value, ast.Call) and _is_null(value, frame) for value in values)


def _is_entry(body: Frame) -> bool:
    """Whether a file is where a program starts: by its name, by a main guard, or because it makes the application."""
    if body.module.path.replace("\\", "/").rpartition("/")[2] in ENTRIES:
        return True
    for statement in body.module.source.tree.body:
        if isinstance(statement, ast.If) and is_main_guard(statement.test):
            return True
        value = statement.value if isinstance(statement, (ast.Assign, ast.AnnAssign)) else None
        if isinstance(value, ast.Call) and call_name(value.func) in APPLICATIONS:
            return True
    return False
