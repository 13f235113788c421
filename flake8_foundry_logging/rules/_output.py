"""What writes to the terminal past the logger: print and pprint, standard streams, tracebacks."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.carriers import call_name
from flake8_foundry_logging.core.frame import CHAIN_LIMIT, BindingKind, Frame
from flake8_foundry_logging.core.spelling import spelled
from flake8_foundry_logging.rules._meant import is_meant
from flake8_foundry_logging.rules._paths import path_matches
from flake8_foundry_logging.rules._product import has_words, is_product
from flake8_foundry_logging.rules._program import Audience, Program
from flake8_foundry_logging.rules._surroundings import is_told_by_surroundings
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Set

    from flake8_foundry_logging.core.module import Module

__all__ = ["Output", "OutputKind", "controls_terminal", "copies_data", "ends_program", "is_standard_stream"]


class OutputKind(Enum):
    """What does the writing."""

    PRINT = "print"
    PPRINT = "pprint"
    STREAM = "stream"
    TRACEBACK = "traceback"


WRITERS: dict[str, OutputKind] = {
    "builtins.print": OutputKind.PRINT,
    "rich.print": OutputKind.PRINT,
    "six.print_": OutputKind.PRINT,
    "pprint.pprint": OutputKind.PPRINT,
    "pprint.pp": OutputKind.PPRINT,
    "rich.pretty.pprint": OutputKind.PPRINT,
    "traceback.print_exc": OutputKind.TRACEBACK,
    "traceback.print_exception": OutputKind.TRACEBACK,
    "traceback.print_stack": OutputKind.TRACEBACK,
    "traceback.print_last": OutputKind.TRACEBACK,
}
STREAMS = frozenset(("sys.stdout", "sys.stderr", "sys.__stdout__", "sys.__stderr__"))
WRITERS.update({f"{stream}.{method}": OutputKind.STREAM for stream in STREAMS for method in ("write", "writelines")})

TAILS = frozenset(origin.rpartition(".")[2] for origin in WRITERS)
STREAM_POSITION = {
    "pprint.pprint": 1,
    "pprint.pp": 1,
    "traceback.print_exc": 1,
    "traceback.print_last": 1,
    "traceback.print_stack": 2,
    "traceback.print_exception": 4,
}
"""Where the stream stands if it is given by position."""
STREAM_KEYWORDS = frozenset(("file", "stream"))

RUNNERS = frozenset(
    (
        "builtins.map",
        "builtins.filter",
        "itertools.starmap",
        "functools.partial",
        "functools.reduce",
        "atexit.register",
        "asyncio.to_thread",
        "threading.Timer",
    )
)
"""Functions that call a function they are given first."""
RUNNER_METHODS = frozenset(
    (
        "map",
        "imap",
        "imap_unordered",
        "starmap",
        "submit",
        "apply",
        "apply_async",
        "call_soon",
        "call_soon_threadsafe",
        "call_later",
        "run_in_executor",
        "to_thread",
        "add_done_callback",
        "foreach",
        "for_each",
    )
)
HOOKS = frozenset(("sink", "displayhook", "excepthook"))
"""Words of a function's name that make writing to a standard stream its very task."""
LOGGING_FILE = re.compile(r"/_?(?:logging(?:/[^/]*|_\w+)?|logger|logs|log_(?:config|setup|handlers?))\.py\Z")
"""Files of a logging system, which cannot log its own failures."""
LOGGING_CALL = re.compile(r"(?i)\blog(?:ger|ging)?\.(?:debug|info|warning|error|exception|critical|log)$|get_?logger$")
"""Calls of and for a logger."""
SETUP = re.compile(
    r"(?i)(?:dict|file|basic)config\b|(?:setup|configure|init)_?log(?:ging|ger|s)?\b|\blog(?:ger|ging)?\.setup\b"
)
"""Calls that set up logging."""
LOG_WORDS = frozenset(("log", "logger", "loggers", "logging", "logs"))
SETTERS = frozenset(("addHandler", "setFormatter", "basicConfig", "dictConfig", "fileConfig"))
"""The same by their last names."""
EXIT_ERRORS = frozenset(("SystemExit", "Exit", "Abort", "ClickException", "UsageError", "CommandError"))
"""Exceptions that end a program, by itself or by its command-line framework."""
JUMPS = (ast.Raise, ast.Return, ast.Continue, ast.Break)
LOOPS = (ast.For, ast.AsyncFor, ast.While)
EXITS = frozenset(("sys.exit", "os._exit", "builtins.exit", "builtins.quit"))
MESSAGES = frozenset(("error", "err", "exc", "exception", "message", "msg", "warning"))
"""Words of a value's name that make it a message."""
REDIRECTS = frozenset(("contextlib.redirect_stdout", "contextlib.redirect_stderr"))


@dataclass(frozen=True, eq=False, slots=True)
class Output:
    """A call that writes to a standard stream, or a reference to ``print`` that something else will call.

    Attributes:
        node: the call; for ``map(print, ...)`` the name ``print``.
        frame: its frame.
        kind: what does the writing.
        name: how to call it in a message: ``print``, ``sys.stderr.write``.
        audience: whom the code around it speaks to; a program's product speaks to the user of a command line.
    """

    node: ast.expr
    frame: Frame
    kind: OutputKind
    name: str
    audience: Audience

    @classmethod
    def collect(cls, module: Module) -> Iterable[Output]:
        """All of a file; none of one in which every print is meant."""
        if path_matches(module.path, module.options.print_allowed_paths):
            return
        names = TAILS | _aliases(module)
        for index in module.indices((ast.Call,)):
            call, frame = module.nodes[index], module.frames[index]
            assert isinstance(call, ast.Call)
            for node, origin in _writes(call, frame, names):
                if _is_handler(frame):
                    continue
                audience, kind = Program.of(module).audience(frame), WRITERS[origin]
                if audience is not Audience.COMMAND_LINE and (
                    is_product(node, frame, script=audience is Audience.SCRIPT and kind is not OutputKind.TRACEBACK)
                    or ends_program(frame)
                    or is_meant(node, frame)
                    or (kind is not OutputKind.TRACEBACK and is_told_by_surroundings(node, frame))
                ):
                    audience = Audience.COMMAND_LINE
                yield cls(node, frame, kind, origin.removeprefix("builtins."), audience)


def _logging_failed(frame: Frame) -> bool:
    """Whether this handles the failure of logging or of its set-up: the log cannot tell."""
    if frame.handler is None or frame.handler.parent is None:
        return False
    attempt = frame.handler.parent.node
    body: list[ast.stmt] = getattr(attempt, "body", [])
    calls = (node for statement in body for node in ast.walk(statement) if isinstance(node, ast.Call))
    return any(SETUP.search(spelled(call.func)) for call in calls) or _only_logs(body)


def _makes_logger(function: ast.AST) -> bool:
    """Whether a function sets a logger up, by its name and by what it calls: what goes wrong there has no log yet."""
    return not LOG_WORDS.isdisjoint(words(getattr(function, "name", ""))) and any(
        isinstance(node, ast.Call) and call_name(node.func) in SETTERS for node in ast.walk(function)
    )


def _only_logs(block: list[ast.stmt]) -> bool:
    """Whether a block does nothing but make and call a logger, imports aside."""
    others = [statement for statement in block if not isinstance(statement, (ast.Import, ast.ImportFrom))]
    values = [s.value if isinstance(s, (ast.Expr, ast.Assign)) else None for s in others]
    return bool(values) and all(
        isinstance(value, ast.Call) and bool(LOGGING_CALL.search(spelled(value.func))) for value in values
    )


def _is_handler(frame: Frame) -> bool:
    """
    Whether this is the code of a logging handler, a sink or a hook: what it prints has been logged, or must be.

    A finaliser is one, too: it may run when logging is gone already.
    """
    function, owner = frame.function, frame.scope.enclosing_class
    if LOGGING_FILE.search("/" + frame.module.path.replace("\\", "/")) or _logging_failed(frame):
        return True
    if function is not None and frame.module.once(_makes_logger, function):
        return True
    if function is not None and (function.name == "__del__" or not HOOKS.isdisjoint(words(function.name))):
        return True
    if owner is None or not isinstance(owner.node, ast.ClassDef):
        return False
    if function is not None and function.name in ("emit", "handleError") and owner.node.name.endswith("Handler"):
        return True
    return any((owner.body.origin(base) or "").startswith("logging.") for base in owner.node.bases)


def controls_terminal(call: ast.expr, frame: Frame) -> bool:
    """Whether a write sends escape sequences, which colour text or move a cursor: a constant, maybe by its name."""
    text = call.args[0] if isinstance(call, ast.Call) and call.args else None
    if isinstance(text, ast.Call) and isinstance(text.func, ast.Attribute) and text.func.attr == "format":
        text = text.func.value
    if isinstance(text, ast.Name):
        bindings = frame.bindings(text.id)
        text = bindings[0].value if len(bindings) == 1 else None
    parts = text.values if isinstance(text, ast.JoinedStr) else [text]
    return any(isinstance(p, ast.Constant) and isinstance(p.value, str) and "\x1b" in p.value for p in parts)


def copies_data(output: Output) -> bool:
    """Whether a write passes a value on or draws, without a word of its own; a value may be a message by its name."""
    call, frame = output.node, output.frame
    if not isinstance(call, ast.Call) or has_words(call):
        return False
    named = [
        node for argument in call.args for node in ast.walk(argument) if isinstance(node, (ast.Name, ast.Attribute))
    ]
    if any(b.kind is BindingKind.EXCEPTION for n in named if isinstance(n, ast.Name) for b in frame.bindings(n.id)):
        return False
    return "stdout" in output.name or all(MESSAGES.isdisjoint(words(call_name(node))) for node in named)


def ends_program(frame: Frame) -> bool:
    """Whether the process ends right behind a place: what is written there is a program's last word."""
    for place in frame.outward_in_function():
        if not isinstance(place.node, ast.stmt) or place.is_body:
            continue
        following = place.following()
        last = following[-1] if following else place.node
        if following and _exits(last, frame):
            return True  # an exit is the last of its block: what follows it never runs
        if isinstance(last, JUMPS) or (following and place.parent is not None and isinstance(place.parent.node, LOOPS)):
            return False
    return False


def _exits(statement: ast.stmt, frame: Frame) -> bool:
    if isinstance(statement, ast.Raise):
        return statement.exc is not None and not EXIT_ERRORS.isdisjoint(
            (call_name(statement.exc), _called(statement.exc))
        )
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Call)
        and frame.origin(statement.value.func) in EXITS
    )


def _called(expression: ast.expr) -> str:
    return call_name(expression.func) if isinstance(expression, ast.Call) else ""


def _aliases(module: Module) -> set[str]:
    """The other names that writers may go by: ``p = print``, ``from pprint import pprint as show``."""
    aliases = set()
    for scope in module.scopes:
        for name, bindings in scope.bindings.items():
            for binding in bindings:
                value = binding.value
                tail = binding.origin.rpartition(".")[2] if binding.origin else value and _tail(value)
                if tail in TAILS:
                    aliases.add(name)
    return aliases


def _tail(expression: ast.expr) -> str | None:
    if isinstance(expression, ast.Attribute):
        return expression.attr
    return expression.id if isinstance(expression, ast.Name) else None


def _writes(call: ast.Call, frame: Frame, names: Set[str]) -> Iterator[tuple[ast.expr, str]]:
    """What writes in a call: itself, or the print that it is given to call."""
    origin = _writer(call.func, frame, names)
    if origin is not None and not _elsewhere(call, frame, STREAM_POSITION.get(origin)):
        yield call, origin
        return
    if names.isdisjoint(map(_tail, call.args[:2])):
        return
    for argument in _called_later(call, frame):
        origin = _writer(argument, frame, names)
        if origin is not None and not _elsewhere(call, frame, None):
            yield argument, origin


def _writer(expression: ast.expr, frame: Frame, names: Set[str]) -> str | None:
    """What of ``WRITERS`` a function surely is; the first where it may be several."""
    if _tail(expression) not in names:
        return None
    origins = frame.origins(expression)
    if not origins or not origins <= WRITERS.keys():
        return None
    return next(origin for origin in WRITERS if origin in origins)


def _called_later(call: ast.Call, frame: Frame) -> Iterator[ast.expr]:
    """The arguments that are functions which the callee calls."""
    tail = _tail(call.func)
    if isinstance(call.func, ast.Attribute) and tail in RUNNER_METHODS:
        yield from call.args[:2]
    elif tail is not None:
        origin = frame.origin(call.func)
        if origin in RUNNERS:
            yield from call.args[:2] if origin == "threading.Timer" else call.args[:1]


def _elsewhere(call: ast.Call, frame: Frame, position: int | None) -> bool:
    """Whether the call writes to something that is no standard stream."""
    for keyword in call.keywords:
        if keyword.arg in STREAM_KEYWORDS:
            return not is_standard_stream(keyword.value, frame)
        if keyword.arg is None and _may_hold_stream(keyword.value, frame):
            return True
    if position is not None and len(call.args) > position:
        return not is_standard_stream(call.args[position], frame)
    return any(_redirects(outer) for outer in frame.outward_in_function())


def _may_hold_stream(mapping: ast.expr, frame: Frame) -> bool:
    """Whether the function puts a stream into the dict that it unpacks."""
    if isinstance(mapping, ast.Dict):
        return any(isinstance(key, ast.Constant) and key.value in STREAM_KEYWORDS for key in mapping.keys)
    if not isinstance(mapping, ast.Name):
        return False
    return frame.module.once(_names_stream, frame.scope.owner.body.node)


def _names_stream(body: ast.AST) -> bool:
    return any(isinstance(node, ast.Constant) and node.value in STREAM_KEYWORDS for node in ast.walk(body))


def _redirects(frame: Frame) -> bool:
    """Whether a place stands in the body of ``with redirect_stdout(...)``."""
    node = frame.parent.node if frame.parent is not None else None
    return (
        isinstance(node, (ast.With, ast.AsyncWith))
        and frame.part == "body"
        and any(
            isinstance(item.context_expr, ast.Call) and frame.origin(item.context_expr.func) in REDIRECTS
            for item in node.items
        )
    )


def is_standard_stream(expression: ast.expr, frame: Frame, *, depth: int = CHAIN_LIMIT) -> bool:
    """Whether an expression, or what it is an alias of, is surely standard output or error, or None."""
    if isinstance(expression, ast.Constant):
        return expression.value is None
    if isinstance(expression, ast.IfExp):
        return all(is_standard_stream(branch, frame, depth=depth) for branch in (expression.body, expression.orelse))
    if isinstance(expression, ast.BoolOp):
        return all(is_standard_stream(value, frame, depth=depth) for value in expression.values)
    origins = frame.origins(expression)
    if origins and origins <= STREAMS:
        return True
    if isinstance(expression, ast.Name):
        bindings = frame.bindings(expression.id)
    elif isinstance(expression, ast.Attribute):
        bindings = frame.attribute_bindings(expression)
    else:
        return False
    return (
        depth > 0
        and bool(bindings)
        and all(
            binding.kind is BindingKind.ASSIGNMENT
            and binding.value is not None
            and is_standard_stream(binding.value, binding.frame, depth=depth - 1)
            for binding in bindings
        )
    )
