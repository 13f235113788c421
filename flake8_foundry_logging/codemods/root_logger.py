"""``logging.info("x")`` -> ``logger.info("x")``, through the file's own logger or a new one."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._calls import require_exact, stretch
from flake8_foundry_logging.codemods._migration_calls import migrated
from flake8_foundry_logging.codemods.kit import Edit, Edits, Refusal, Safety
from flake8_foundry_logging.core.log_call import Kind
from foundry_logging.vocabulary import LEVEL_ALIASES

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Binding
    from flake8_foundry_logging.core.log_call import LogCall


def fix(finding: Finding, context: Context) -> Edits | Refusal:
    """The same call on the module's logger.

    Safe where that is a stdlib logger: its records reach the same handlers. A logger of another kind writes elsewhere.
    """
    call = context.log_call(finding)
    if call is None:
        return Refusal("unknown-logger")
    logger = context.logger(call.frame, Kind.STDLIB)
    if any(_is_root(binding) for binding in call.frame.bindings(logger.name)):
        return Refusal("own-logger-is-root")
    safety = Safety.SAFE
    if logger.kind is not Kind.STDLIB:
        if logger.kind is not Kind.FOUNDRY and not _is_plain(call):
            return Refusal("other-logger")
        safety = Safety.UNSAFE
    func = call.node.func
    require_exact(context.source, func)
    start, end = stretch(context.source, func)
    method, arguments = call.method, list[Edit]()
    if logger.kind is Kind.FOUNDRY and method != "log":
        method = LEVEL_ALIASES.get(method, method)
        arguments = [edit for edit in migrated(call, context.source) if edit.start >= end]
    edits = (Edit(start, end, f"{logger.name}.{method}", safety), *arguments)
    return Edits(edits, logger=logger, unused=("logging",))


def _is_root(binding: Binding) -> bool:
    """Whether a name is bound to ``logging.getLogger()``."""
    made = binding.value
    if not isinstance(made, ast.Call) or made.args or made.keywords:
        return False
    return binding.frame.origin(made.func) == "logging.getLogger"


def _is_plain(call: LogCall) -> bool:
    """Whether every kind of logger takes it alike: a constant text and nothing else."""
    message = call.message
    text = message.value if isinstance(message, ast.Constant) else None
    others = call.arguments or call.controls or call.fields or call.open or call.method == "log"
    return isinstance(text, str) and not others and "{" not in text
