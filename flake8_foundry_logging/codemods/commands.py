"""The fixes as commands of libcst: ``python -m libcst.tool codemod -x flake8_foundry_logging.codemods.ReplacePrint``.

Each runs what ``foundry-lint fix`` runs, over the findings of one chapter, with the same proofs. They exist for
projects that drive all their codemods through ``libcst.tool``; ``foundry-lint fix`` is the faster way to the same.
"""

from __future__ import annotations

import os
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, ClassVar

import libcst
from libcst.codemod import CodemodCommand, CodemodContext

from flake8_foundry_logging.codemods import FIXES
from flake8_foundry_logging.codemods.context import Flavor, Ground
from flake8_foundry_logging.codemods.kit import Outcome
from flake8_foundry_logging.codemods.refusals import REASONS
from flake8_foundry_logging.codemods.runner import Fixer, FixRequest
from flake8_foundry_logging.configuration import flake8_layer, pyproject_layer
from flake8_foundry_logging.rules import ALL
from flake8_foundry_logging.settings import Settings

if TYPE_CHECKING:
    import argparse

__all__ = [
    "FixFailed",
    "FixLogging",
    "KeepTracebacks",
    "LogSilentExcepts",
    "RedactSecrets",
    "ReplacePrint",
    "ReplaceWarn",
    "SetUpLoggers",
    "StructureMessages",
]


class FixFailed(Exception):
    """A file that cannot be fixed; libcst reports it and goes on with the others."""


class _Fix(CodemodCommand):
    """Fixes the findings of some rules in one file.

    Args:
        context: what libcst says of the file.
        unsafe_fixes: also make edits that can change what the program does.
        include_tests: change tests as other files are.
        scope: which prints are converted: ``library``, ``scripts`` or ``all``.
        logger: whose logger a file gets that has none: ``foundry``, ``structlog`` or ``stdlib``.
    """

    CODES: ClassVar[tuple[str, ...]]
    """The rules, by the beginnings of their codes."""

    def __init__(
        self,
        context: CodemodContext,
        *,
        unsafe_fixes: bool = False,
        include_tests: bool = False,
        scope: str = Ground.SCRIPTS.value,
        logger: str = Flavor.FOUNDRY.value,
    ) -> None:
        super().__init__(context)
        self.request = FixRequest(
            paths=(), unsafe=unsafe_fixes, tests=include_tests, ground=Ground(scope), flavor=Flavor(logger)
        )

    @staticmethod
    def add_args(arg_parser: argparse.ArgumentParser) -> None:
        """Add the options that ``foundry-lint fix`` calls the same."""
        arg_parser.add_argument(
            "--unsafe-fixes", action="store_true", help="also make edits that can change what a program does"
        )
        arg_parser.add_argument(
            "--include-tests", action="store_true", help="also change tests, which may print and swallow"
        )
        arg_parser.add_argument(
            "--scope",
            choices=[ground.value for ground in Ground],
            default=Ground.SCRIPTS.value,
            help="which prints are converted (default: scripts)",
        )
        arg_parser.add_argument(
            "--logger",
            choices=[flavor.value for flavor in Flavor],
            default=Flavor.FOUNDRY.value,
            help="what is inserted where a file has no logger (default: foundry)",
        )

    def transform_module_impl(self, tree: libcst.Module) -> libcst.Module:
        """The fixed file; each finding that is left becomes a warning.

        Raises:
            FixFailed: a proof failed, so that the file has to stay as it is.
        """
        path = os.path.relpath(self.context.filename) if self.context.filename else "stdin"
        settings = _chosen(self.request.widened(_settings(os.getcwd())), self.CODES)
        fixed, data = Fixer(self.request, settings).content(tree.bytes, path)
        if fixed.problem:
            raise FixFailed(fixed.problem)
        for change in fixed.changes:
            if change.outcome is Outcome.REFUSED:
                finding = change.finding
                why = f"{change.reason}: {change.detail}" if change.detail else change.reason
                self.warn(f"{path}:{finding.line}: left {finding.code} ({why}): {REASONS[change.reason]}")
        return tree if data is None else libcst.parse_module(data)


@cache
def _settings(cwd: str) -> Settings:
    """What the configuration files say; read once, though libcst makes a command for every file.

    Raises:
        SettingsError: an option in them has a value that it cannot have.
    """
    layers = (flake8_layer(cwd), pyproject_layer(cwd))
    return Settings.of([layer for layer in layers if layer is not None], ALL)


def _chosen(settings: Settings, beginnings: tuple[str, ...]) -> Settings:
    """The same settings with only the rules of a command selected, so far as they are on and not ignored."""
    codes = tuple(rule.code for rule in ALL if rule.code.startswith(beginnings) and settings.selection.runs(rule))
    fixable = tuple(code for code in codes if code in FIXES)
    return replace(settings, selection=replace(settings.selection, select=fixable, extend_select=()))


class ReplacePrint(_Fix):
    """LGF1: output instead of a log."""

    DESCRIPTION: str = "Replace print, pprint, stream writes and printed tracebacks with calls of a logger."
    CODES = ("LGF1",)


class LogSilentExcepts(_Fix):
    """LGF20 and LGF7: errors and failures of which nobody hears."""

    DESCRIPTION: str = "Log what silent handlers and silent returns after a failure keep to themselves."
    CODES = ("LGF20", "LGF7")


class KeepTracebacks(_Fix):
    """LGF21 and LGF22: errors that are reported badly."""

    DESCRIPTION: str = "Log errors with their traceback where there is one, and without where there is none."
    CODES = ("LGF21", "LGF22")


class RedactSecrets(_Fix):
    """LGF3: secrets."""

    DESCRIPTION: str = "Hide secrets that are logged: redact(...) takes the place of the value."
    CODES = ("LGF3",)


class StructureMessages(_Fix):
    """LGF5: structure and context."""

    DESCRIPTION: str = "Make log messages constant and pass their values as fields or arguments."
    CODES = ("LGF5",)


class ReplaceWarn(_Fix):
    """LGF6: levels."""

    DESCRIPTION: str = "Replace the deprecated logger.warn with logger.warning."
    CODES = ("LGF6",)


class SetUpLoggers(_Fix):
    """LGF8: set-up."""

    DESCRIPTION: str = "Write through a logger of the module, made by getLogger(__name__)."
    CODES = ("LGF8",)


class FixLogging(_Fix):
    """Everything that has a fix."""

    DESCRIPTION: str = "Run every fix of foundry-lint."
    CODES = ("LGF",)
