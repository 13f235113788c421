"""Calls that tell somebody about an error: trackers, notifiers, test failures, exits, and functions named like them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.carriers import call_name
from flake8_foundry_logging.core.spelling import spelled
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["exits", "keeps_traceback", "names_reporter", "prints_traceback", "reports"]


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


PRINTERS = frozenset(f"traceback.print_{what}" for what in ("exc", "exception", "last"))
EXITS = frozenset(("sys.exit", "os._exit", "builtins.exit", "builtins.quit", "os.abort"))

ALONE = _set(
    "errback excepthook alert warn warning error exception critical fatal capture_message capture_event skiptest "
    "set_exception set_exc_info throw xfail handleerror showerror showwarning senderror showtraceback"
)
"""Whole names that tell, whatever they are called on."""
BEGINNINGS = _set("notify fail abort die panic bail alert skip reraise warn warning complain")
"""First words that tell, given something to tell (``notify()`` of a condition is told nothing)."""
VERBS = _set(
    "handle log show report print display send record set add emit write save store post push throw on mark register "
    "dump capture notify note notice track trace process signal output put publish raise append trigger fire"
)
ERRORS = _set("error errors exception exceptions exc err failure failures failed traceback crash problem warning fault")
"""With one of the verbs in front: ``handle_error``, ``show_warning``."""
LOGS = frozenset(("log", "logger", "logging", "syslog"))
NOT_LOGGING = _set("get open close clear read is has rotate flush setup init configure enable disable find")
TRACEBACK_KEEPERS = frozenset(
    ("set_exception", "set_exc_info", "errback", "throw", "excepthook", "exc_info", "exception")
)


def exits(call: ast.Call, frame: Frame) -> bool:
    """Whether a call ends the process with a status other than success."""
    name = call_name(call.func)
    if name not in ("exit", "_exit", "quit", "abort") or (name != "_exit" and frame.origin(call.func) not in EXITS):
        return False
    if name == "abort":
        return True
    status = call.args[0] if call.args else None
    return status is not None and not (isinstance(status, ast.Constant) and status.value in (0, None))


def prints_traceback(call: ast.Call, frame: Frame) -> bool:
    """Whether a call prints the traceback of the exception being handled."""
    return call_name(call.func).startswith("print_") and frame.origin(call.func) in PRINTERS


def reports(call: ast.Call, frame: Frame, known: frozenset[str] = frozenset()) -> bool:
    """
    Whether a call tells somebody about an error, by its name.

    Args:
        call: the call.
        frame: its frame.
        known: names that the project's options call reporters.
    """
    name = call_name(call.func)
    if not name:
        return False
    if known and (name in known or spelled(call.func) in known):
        return True
    if exits(call, frame) or (frame.origin(call.func) or "").startswith(("pytest.", "warnings.warn")):
        return True
    return names_reporter(name, told=bool(call.args or call.keywords))


def names_reporter(name: str, *, told: bool) -> bool:
    """Whether a function called like this tells somebody; ``told``: it is given something to tell."""
    if not name or name[0].isupper():  # a class: making an error object or an error response tells nobody
        return False
    lowered = name.lower()
    if lowered in ALONE or lowered.endswith("excepthook"):
        return True
    parts = words(name)
    if not parts:
        return False
    if parts[0] in BEGINNINGS:
        return told and parts[-1] != "all"
    if not LOGS.isdisjoint(parts):
        return parts[0] not in NOT_LOGGING
    return parts[0] in VERBS and not ERRORS.isdisjoint(parts[1:])


def keeps_traceback(call: ast.Call, frame: Frame) -> bool:
    """Whether a call that is no log call keeps the traceback: prints, formats or gives it to a tracker or a future."""
    name = call_name(call.func)
    if name in TRACEBACK_KEEPERS or prints_traceback(call, frame):
        return True
    if name.startswith(("format_exc", "format_tb", "format_exception")):
        return True
    parts = words(name) if name and not name[0].isupper() else ()
    return (
        bool(parts)
        and parts[0] in ("capture", "record", "notice", "report", "print", "track")
        and (not {"exception", "exc", "traceback"}.isdisjoint(parts))
    )
