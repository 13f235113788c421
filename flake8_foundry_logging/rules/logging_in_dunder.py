"""
A log call in `__repr__`, `__str__`, `__hash__`, `__eq__` or `__del__`, or in a signal handler.

Nobody calls these in so many words. A debugger, a dict, an f-string or a log call itself asks for the text or the hash
of an object, so the record comes at odd times, many times over, and a `__repr__` that logs its own object never comes
back. `__del__` runs when the interpreter pleases, at its end with half of the modules gone. A signal handler interrupts
the code that runs, which may be the logger itself, holding its lock: the program then hangs for good. (One given to
`loop.add_signal_handler` interrupts nothing, but its business is the same: to wake what waits for the end.)

Log where the object is used. In a signal handler set a flag or an event (`stop.set()`), and log outside of it, where
the main loop sees the flag: a shutdown should be in the log, but the handler is no place to write it.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.carriers import call_name
from flake8_foundry_logging.core.log_call import LogCall
from flake8_foundry_logging.core.needs import LOGGER
from flake8_foundry_logging.core.rule import Bad, Good, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

DUNDERS = frozenset(("__repr__", "__str__", "__hash__", "__eq__", "__del__"))

RULE = Rule(
    code="LGF405",
    name="logging-in-dunder",
    since="0.1",
    doc=__doc__,
    message="log call in {place}: {way}",
    default=False,
    words=(LOGGER,),
    reads=("logger_objects", "logger_factories"),
    examples=(
        Bad(
            "class Model:\n    def __repr__(self):\n"
            '        log.debug("shown", name=self.name)  #!\n        return self.name\n'
        ),
        Bad(
            'import signal\n\n\ndef stop(number, frame):\n    log.info("stopping")  #!\n\n\n'
            "signal.signal(signal.SIGTERM, stop)\n"
        ),
        Good(
            "class Model:\n    def __repr__(self):\n        return self.name\n\n"
            '    def close(self):\n        log.info("closed", name=self.name)\n'
        ),
        Good(
            "import signal\n\n\ndef stop(number, frame):\n    stopping.set()\n\n\n"
            "signal.signal(signal.SIGTERM, stop)\nstopping.wait()\n"
            'log.info("stopping")\n'
        ),
    ),
)


@RULE.on(LogCall)
def check(call: LogCall, frame: Frame) -> Iterator[Finding]:
    """A log call whose own function is one of those that are not called in so many words."""
    if not call.logger.sure:
        return
    body = next(outer for outer in frame.outward_in_function() if outer.is_body)
    node = body.node
    name = getattr(node, "name", "")
    if name in DUNDERS and body.scope.first_parameter() is not None:
        yield RULE.at(call.node, frame, place=f"{name}()", way="log where the object is used")
    elif node in frame.module.once(_signal_handlers, frame.module.body):
        yield RULE.at(call.node, frame, place="a signal handler", way="set a flag or an event, and log outside of it")


def _signal_handlers(body: Frame) -> frozenset[ast.AST]:
    """The functions and lambdas that a file registers for signals."""
    found: set[ast.AST] = set()
    if "signal" not in body.module.source.text:
        return frozenset()
    names = {"signal", *_aliases(body)}
    for call, frame in body.nodes(ast.Call, nested=True):
        assert isinstance(call, ast.Call)
        name = call_name(call.func)
        if name == "add_signal_handler" or (name in names and frame.origin(call.func) == "signal.signal"):
            given = call.args[1:2] + [k.value for k in call.keywords if k.arg in ("handler", "callback")]
            found.update(handler for value in given if (handler := _function(value, frame)) is not None)
    return frozenset(found)


def _aliases(body: Frame) -> Iterator[str]:
    """What a file calls ``signal.signal`` after importing it."""
    for scope in body.module.scopes:
        for name, bindings in scope.bindings.items():
            if any(binding.origin == "signal.signal" for binding in bindings):
                yield name


def _function(value: ast.expr, frame: Frame) -> ast.AST | None:
    """The function that a value is or wraps: ``stop``, ``self.stop``, ``partial(stop, server)``, a lambda."""
    if isinstance(value, ast.Call) and call_name(value.func) == "partial" and value.args:
        value = value.args[0]
    if isinstance(value, ast.Lambda):
        return value
    scope = frame.local_function(value)
    return None if scope is None else scope.node
