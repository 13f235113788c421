"""What LGF301 and its family share: which values a call hands on, and which of them are secrets, by which way."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.log_call import LogCall, LoggerUse
from flake8_foundry_logging.core.passing import is_constant_name, last_name
from flake8_foundry_logging.core.spelling import fingerprint
from foundry_logging.vocabulary import words
from foundry_logging.vocabulary.names import stems

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flake8_foundry_logging.core.frame import Frame
    from flake8_foundry_logging.core.module import Module
    from flake8_foundry_logging.core.taint import Leak, Step

__all__ = ["Sink", "log_sinks", "may_hold_secrets", "output_sinks", "placed", "told_way"]

USES = frozenset(("bind", "new", "contextualize", "timer", "log_api_request", "log_model_operation"))
"""The methods of a logger that keep or write what they are given, beside those that log."""
STREAMS = frozenset(("sys.stdout", "sys.stderr", "sys.__stdout__", "sys.__stderr__"))
STREAM_WRITES = frozenset(f"{stream}.write" for stream in STREAMS)
PRINTS = frozenset(("builtins.print", "pprint.pprint", "pprint.pp", "rich.print"))
OUTPUT_TAILS = frozenset(("print", "pprint", "pp", "write"))
URL_PLACE = re.compile(r"://[^\s\"']{0,80}[{%]|/bot[{%]")
"""A URL that is put together: its password may be called anything."""
MESSAGES = frozenset(("message", "messages", "text", "texts", "strings", "i18n"))
"""Words of the name of a file that holds messages."""
NAMED_PLACE = re.compile(r"%\((\w+)\)")
LONGEST_SINK = 40
"""Code points of a callee that a message shows."""
SHOWN_STEPS = 2


@dataclass(frozen=True, eq=False, slots=True)
class Sink:
    """A call from which values reach a log or a terminal.

    Attributes:
        node: the call.
        frame: its frame.
        values: each value with the key that it stands under; the key is empty for positional ones.
        log: the view, where it is a log call.
    """

    node: ast.Call
    frame: Frame
    values: tuple[tuple[str, ast.expr], ...]
    log: LogCall | None = None

    @property
    def text(self) -> tuple[ast.expr | None, Sequence[ast.expr], Mapping[str, ast.expr]]:
        """The message, what its placeholders stand for by their order, and what they may name."""
        if self.log is not None:
            return self.log.message, self.log.arguments, self.log.fields
        values = [value for key, value in self.values if not key]
        return (values[0] if values else None), values[1:], {}

    @property
    def name(self) -> str:
        """What a message calls it."""
        name = self.frame.module.source.segment(self.node.func)
        return name if len(name) <= LONGEST_SINK and "\n" not in name else "a log call"


def log_sinks(module: Module) -> tuple[Sink, ...]:
    """The calls of a file that write a record, or bind values to a logger, on loggers that are sure to be some."""
    return module.once(_log_sinks, module.body)


def _log_sinks(body: Frame) -> tuple[Sink, ...]:
    module = body.module
    return (
        *(_of_log(call) for call in module.views(LogCall) if call.logger.sure),
        *(_of_use(use) for use in module.views(LoggerUse) if use.method in USES and use.logger.sure),
    )


def _of_log(call: LogCall) -> Sink:
    message = None if _is_template(call) else call.message
    values = [("", value) for value in (message, *_named(call.message, call.arguments)) if value is not None]
    values += call.fields.items()
    values += [("", keyword.value) for keyword in call.node.keywords if keyword.arg in (None, "extra")]
    return Sink(call.node, call.frame, tuple(values), call)


def _is_template(call: LogCall) -> bool:
    """Whether the message is a constant of another file that is a text to be filled in, or one of many messages."""
    if not isinstance(call.message, (ast.Name, ast.Attribute)) or not is_constant_name(call.message):
        return False
    origin = call.frame.origin(call.message) or ""
    return bool(call.arguments) or not MESSAGES.isdisjoint(words(origin.rpartition(".")[0].rpartition(".")[2]))


def _named(message: ast.expr | None, arguments: Sequence[ast.expr]) -> Sequence[ast.expr]:
    """Of a dict that is the only argument, the items that the placeholders name: ``log("%(id)s", row)``."""
    text = message.value if isinstance(message, ast.Constant) else None
    if not isinstance(text, str) or len(arguments) != 1 or not (keys := NAMED_PLACE.findall(text)):
        return arguments
    row = arguments[0]
    if not isinstance(row, (ast.Name, ast.Attribute)):
        return arguments
    items = [ast.Subscript(value=row, slice=ast.Constant(value=key), ctx=ast.Load()) for key in keys]
    return [ast.fix_missing_locations(ast.copy_location(item, row)) for item in items]


def _of_use(use: LoggerUse) -> Sink:
    values = [("", value) for value in use.node.args]
    values += [(keyword.arg or "", keyword.value) for keyword in use.node.keywords]
    return Sink(use.node, use.frame, tuple(values))


def output_sinks(module: Module) -> tuple[Sink, ...]:
    """The calls of a file that write to a standard stream."""
    return module.once(_output_sinks, module.body)


def _output_sinks(body: Frame) -> tuple[Sink, ...]:
    found = []
    for node, frame in body.nodes(ast.Call, nested=True):
        if isinstance(node, ast.Call) and last_name(node.func) in OUTPUT_TAILS and _writes_out(node, frame):
            found.append(Sink(node, frame, tuple(("", value) for value in node.args)))
    return tuple(found)


def _writes_out(call: ast.Call, frame: Frame) -> bool:
    origin = frame.origin(call.func)
    if origin in STREAM_WRITES:  # nothing but a value is an answer to another program
        return not all(isinstance(value, (ast.Name, ast.Attribute, ast.Subscript)) for value in call.args)
    return origin in PRINTS and all(
        keyword.arg not in ("file", "stream") or frame.origin(keyword.value) in STREAMS for keyword in call.keywords
    )


def may_hold_secrets(module: Module) -> bool:
    """Whether a file holds any word of a secret's name; if not, nothing needs to be followed."""
    return module.once(_may_hold, module.body)


def _may_hold(body: Frame) -> bool:
    module = body.module
    text = module.source.text.casefold()
    wanted = (*stems(), *map(str.casefold, module.options.secret_words))
    return any(word in text for word in wanted) or URL_PLACE.search(text) is not None


def told_way(leak: Leak, *further: Step) -> str:
    """`` through cfg (line 12)``: what passed the secret on, from its source to the sink; empty where nothing did."""
    steps = [*further, *leak.way]
    shown = [f"{step.name} (line {step.line})" for step in reversed(steps)][-SHOWN_STEPS:]
    return f" through {' and '.join(shown)}" if shown else ""


def placed(node: ast.expr, call: ast.Call, frame: Frame) -> ast.expr:
    """The node, or the string around it: up to Python 3.11 places inside f-strings are not to be trusted."""
    for argument in (*call.args, *(keyword.value for keyword in call.keywords)):
        for outer in ast.walk(argument):
            if isinstance(outer, ast.JoinedStr) and any(inner is node for inner in ast.walk(outer)):
                return node if _is_exact(node, frame) else outer
    return node


def _is_exact(node: ast.expr, frame: Frame) -> bool:
    try:
        text = ast.parse(frame.module.source.segment(node), mode="eval").body
    except (SyntaxError, ValueError, IndexError):
        return False
    return fingerprint(text) == fingerprint(node)
