"""Errors of any kind that a program lives with: it tries again, does without, or gives up something anyway."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.carriers import call_name
from flake8_foundry_logging.core.logger_names import dotted
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from flake8_foundry_logging.core.frame import Frame
    from flake8_foundry_logging.core.handler import Handler
    from flake8_foundry_logging.core.log_call import LogCall

__all__ = ["is_expected"]


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


RELEASES = _set(
    """
    close aclose shutdown stop terminate kill cancel release disconnect unlink rmtree cleanup quit logout end finish
    unsubscribe unregister deregister detach unbind unlock
    """
)
"""What is given up anyway: that it failed is a detail."""
PROBES = _set("is has can could supports probe detect check exists available try maybe parse extract guess infer")
"""Words of functions that ask whether something works, or what may be in something: the answer is no, or nothing."""
AGAIN = re.compile(
    r"\bre-?(?:try|tries|tried|trying|connect|attempt)|\battempt|\btry(?:ing)?\b.* again|\bповтор|\bпопытк",
    re.IGNORECASE,
)
GOES_ON = re.compile(r"\b(?:retrying|reconnecting|trying again|try again|retried|повторя)", re.IGNORECASE)
"""The same, where no loop shows that it is true."""
INSTRUMENTS = _set(
    """
    span spans trace traces tracer tracing telemetry instrument instrumentation autolog autologging opentelemetry otel
    """
)
"""Words of what watches a program: it must not disturb it, and what it could not see is a detail."""
FOREIGN = frozenset(("builtins.eval", "builtins.exec", "builtins.compile"))
"""They run code that others wrote: it may fail in any way."""
FORESEEN = re.compile(
    r"\b(?:if|when|unless|where)\b[^.]{0,60}\b(?:fail|rais|error|exception|can(?:no|')t\b|could not\b|unable\b)"
    r"|best[ -]effort|fails? (?:closed|open|silently)|\b(?:non[ -]|not )(?:critical|fatal|essential|important)"
    r"|\bskip(?:s|ped|ping)? with\b|\bне (?:критич|важно|страшно)|\bесли\b[^.]{0,60}\b(?:не уда|не смог|ошибк|упа)",
    re.IGNORECASE,
)
"""How a docstring or a comment tells that a failure was thought of, and what comes of it."""
EXPLAINED = re.compile(
    r"\b(?:likely|probably|presumably|expected|normal|harmless)\b|\b(?:swallow|surfac|tolerat|ignor)(?:e|es|ed|ing|s)?\b"
    r"|\bfall(?:s|ing)?[ -]?back\b|\b(?:just|only) log\b|\bkeep (?:on|going)\b|\b(?:do not|don't) (?:re-?)?raise\b"
    r"|\b(?:desired|intended|on purpose|deliberate(?:ly)?)\b|вероятно|наверн|ожидаем|нормальн|безвредн|игнорир|запасн",
    re.IGNORECASE,
)
"""The same in a comment of the clause itself, or right below it, where it can speak of nothing else."""
SEEKERS = frozenset(("importlib.util.find_spec", "pkgutil.find_loader", "importlib.metadata.distribution"))
"""They ask whether something is installed."""


def is_expected(call: LogCall, handler: Handler) -> bool:
    """Whether it is tried again, optional or explained; at debug also what is given up, probed or told of."""
    body = handler.try_node.body
    if _is_retried(call, handler) or _seeks_package(handler) or _is_explained(handler):
        return True
    if call.level != "debug":
        return False
    ways = (_runs_foreign_code, _is_in_finally, _is_told_already, _tries_another_way, _is_foreseen, _watches)
    if any(way(handler) for way in ways):
        return True
    calls = [node.value for node in body if isinstance(node, ast.Expr)]
    calls = [node.value if isinstance(node, ast.Await) else node for node in calls]
    releases = len(calls) == len(body) and all(
        isinstance(node, ast.Call) and not RELEASES.isdisjoint(words(call_name(node.func))) for node in calls
    )
    return releases or next(iter(words(handler.function or "")), "") in PROBES


def _is_retried(call: LogCall, handler: Handler) -> bool:
    """Whether the handler stands in a loop and waits, or speaks of another attempt."""
    said = [node.value for node in ast.walk(call.message or call.node) if isinstance(node, ast.Constant)]
    if handler.frame.loop is None:
        return any(isinstance(text, str) and GOES_ON.search(text) is not None for text in said)
    turns = handler.frame.loop if isinstance(handler.frame.loop.node, ast.While) else handler.frame
    waits = any(
        isinstance(node, ast.Call) and "sleep" in words(call_name(node.func)) for node, _ in turns.nodes(ast.Call)
    )
    return waits or any(isinstance(text, str) and AGAIN.search(text) is not None for text in said)


def _seeks_package(handler: Handler) -> bool:
    """Whether an optional package is imported, or asked for."""
    if any(isinstance(node, (ast.Import, ast.ImportFrom)) for node in handler.try_node.body):
        return True
    return any(
        isinstance(node, ast.Call) and frame.origin(node.func) in SEEKERS
        for node, frame in _parent(handler).nodes(ast.Call)
        if frame.start < handler.frame.start
    )


def _runs_foreign_code(handler: Handler) -> bool:
    """Whether text is compiled or evaluated."""
    return any(
        isinstance(node, ast.Call) and frame.origin(node.func) in FOREIGN
        for node, frame in _parent(handler).nodes(ast.Call)
        if frame.start < handler.frame.start
    )


def _is_in_finally(handler: Handler) -> bool:
    """Whether it cleans up: what it is about is over."""
    return any(frame.part == "finalbody" for frame in _parent(handler).outward_in_function())


def _is_told_already(handler: Handler) -> bool:
    """Whether it stands in a clause that has told the first error with its traceback: this one only came of it."""
    outer = handler.around(_parent(handler))
    return outer is not None and outer.keeps_traceback


def _tries_another_way(handler: Handler) -> bool:
    """Whether success leaves (``return``, ``continue``), and what is behind tries again in another way."""
    leaves = any(
        isinstance(node, (ast.Return, ast.Continue, ast.Break))
        for statement in handler.try_node.body[-1:]
        for node in (statement, *getattr(statement, "body", ()))
    )
    stays = next(handler.frame.nodes(ast.Return, ast.Continue, ast.Break), None) is None
    if not (leaves and stays):
        return False
    for frame in _parent(handler).outward_in_function():
        if frame.is_body or isinstance(frame.node, (ast.For, ast.AsyncFor, ast.While)):
            return False
        if any(isinstance(node, ast.Try) for statement in frame.following() for node in ast.walk(statement)):
            return True
    return False


def _is_foreseen(handler: Handler) -> bool:
    """Whether the docstring, or a comment above the ``try`` or in it, tells of the failure."""
    function = handler.frame.function
    docstring = "" if function is None else ast.get_docstring(function) or ""
    told = [docstring.partition("Raises:")[0].partition(":raises")[0]]
    source = handler.frame.module.source
    first, last = handler.try_node.lineno, handler.node.end_lineno or handler.node.lineno
    told.append(" ".join(source.comments.get(line, "").lstrip("# ") for line in range(first, last + 1)))
    line = handler.try_node.lineno - 1
    above = []
    while line in source.comments:
        above.append(source.comments[line].lstrip("# "))
        line -= 1
    told.append(" ".join(reversed(above)))
    return any(FORESEEN.search(text) is not None for text in told)


def _is_explained(handler: Handler) -> bool:
    """Whether a comment in the clause, or right below it, says why nobody needs to hear of the error."""
    source = handler.frame.module.source
    last = handler.node.end_lineno or handler.node.lineno
    told = [source.comments[line] for line in range(handler.node.lineno, last + 1) if line in source.comments]
    line = last + 1
    while line in source.comments and source.lines[line - 1].lstrip().startswith("#"):
        told.append(source.comments[line])
        line += 1
    return EXPLAINED.search(" ".join(text.lstrip("# ") for text in told)) is not None


def _watches(handler: Handler) -> bool:
    """Whether what is called is about spans, traces or telemetry, or the file or the function is."""
    path = handler.frame.module.path.replace("\\", "/").split("/")[-2:]
    called = (
        node.func for statement in handler.try_node.body for node in ast.walk(statement) if isinstance(node, ast.Call)
    )
    named = [*path, handler.function or "", *(dotted(callee) or call_name(callee) for callee in called)]
    return any(not INSTRUMENTS.isdisjoint(words(name)) for name in named)


def _parent(handler: Handler) -> Frame:
    assert handler.frame.parent is not None
    return handler.frame.parent
