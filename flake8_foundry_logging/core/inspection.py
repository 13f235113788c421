"""A file through an engine, whatever happens: the one call behind the plugin and the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_foundry_logging.core.finding import Finding

if TYPE_CHECKING:
    from flake8_foundry_logging.core.engine import Engine
    from flake8_foundry_logging.core.source import Source

__all__ = ["inspect"]


def inspect(engine: Engine, source: Source) -> list[Finding]:
    """The bare findings in a file, without regard to ``noqa``.

    The engine reports the crash of a rule by itself; what fails around the rules becomes one finding of the same code
    here, because a linter's traceback in somebody's build helps nobody.
    """
    if not engine.concerns(source.text):
        return []
    try:
        return [finding.bare() for finding in engine.check(source)]
    except Exception as error:  # see above
        message = f"the check crashed ({type(error).__name__}: {error}); please report it"
        return [Finding(1, 0, "LGF900", " ".join(message.split())[:120], 1, 0)]
