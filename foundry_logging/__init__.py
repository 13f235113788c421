"""
The runtime logger of Foundry Logging.

``from foundry_logging import get_logger`` is all that a program needs: the first record configures from the
environment. Names load at first use, so that ``foundry_logging.vocabulary`` stays cheap for the linter, which has no
need of structlog.
"""

from __future__ import annotations

from ._version import __version__

TYPE_CHECKING = False  # what type checkers take for true; importing typing for it would cost more than all of the rest
if TYPE_CHECKING:
    from ._context import bind_context, clear_context, context
    from ._logger import FoundryLogger, get_logger
    from ._redaction import redact, scrub
    from ._runtime import configure, flush, shutdown, stats
    from ._secret import Secret
    from ._timing import Timer
    from ._tracing import trace_execution

_HOMES = {
    "FoundryLogger": "_logger",
    "Secret": "_secret",
    "Timer": "_timing",
    "bind_context": "_context",
    "clear_context": "_context",
    "configure": "_runtime",
    "context": "_context",
    "flush": "_runtime",
    "get_logger": "_logger",
    "redact": "_redaction",
    "scrub": "_redaction",
    "shutdown": "_runtime",
    "stats": "_runtime",
    "trace_execution": "_tracing",
}

__all__ = [
    "FoundryLogger",
    "Secret",
    "Timer",
    "__version__",
    "bind_context",
    "clear_context",
    "configure",
    "context",
    "flush",
    "get_logger",
    "redact",
    "scrub",
    "shutdown",
    "stats",
    "trace_execution",
]


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(__import__(f"{__name__}.{home}", fromlist=[name]), name)
    globals()[name] = value  # the next look-up is an ordinary one
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
