"""A whole module from standard loggers to foundry loggers: imports, bindings and every call, or nothing.

What a standard logger can and a foundry logger cannot (handlers, filters, children), and every place that gets hold of
the logger itself, is a reason to leave the module to a person.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._calls import rename_method, require_exact, stretch
from flake8_foundry_logging.codemods._files import file_refusal
from flake8_foundry_logging.codemods._handlers import is_logging_machinery
from flake8_foundry_logging.codemods._migration_calls import level_name, migrated
from flake8_foundry_logging.codemods._migration_uses import Uses
from flake8_foundry_logging.codemods.kit import Edit, Edits, Refused, Safety
from flake8_foundry_logging.core.log_call import LogCall

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Binding, Frame

__all__ = ["migrate"]

GET_LOGGER = "logging.getLogger"
RECORD_METHODS = frozenset(("debug", "info", "warning", "error", "critical", "exception", "log", "warn", "fatal"))
SAME_ON_BOTH = RECORD_METHODS | {"name"}
"""What may be asked of a logger without calling it: its methods take the same on both sides."""


def migrate(context: Context, findings: list[Finding]) -> Edits:
    """All edits of a module.

    Args:
        context: the module.
        findings: one for each call that makes a standard logger.

    Raises:
        Refused: anything in it stands in the way; nothing is edited then.
    """
    refusal = file_refusal(context)
    if refusal:
        raise Refused(refusal)
    if context.is_build_file:
        raise Refused("build-file")
    if is_logging_machinery(context.module):
        raise Refused("logging-machinery")
    name, imported = context.name_of("foundry_logging", "get_logger")
    migration = _Migration(context, name, findings)
    migration.run()
    return Edits(
        tuple(sorted(migration.edits)),
        imports=() if imported is None else (imported,),
        unused=tuple(sorted(migration.used_up)),
        covers=tuple(findings),
        imports_before=migration.behind_imports(),
        first=True,
    )


class _Migration:
    """The edits of a module while they are collected.

    Attributes:
        edits: what has been found to change.
        used_up: the names of imports that the edits may leave without a use.
    """

    def __init__(self, context: Context, factory: str, findings: list[Finding]) -> None:
        self.source = context.source
        self.module = context.module
        self.factory = factory
        self.makers: dict[ast.AST, Frame] = {f.site.node: f.site.frame for f in findings if f.site is not None}
        self.uses = Uses(self.module)
        self.calls = self.module.views_by_node(LogCall)
        self.edits: list[Edit] = []
        self.used_up: set[str] = set()

    def run(self) -> None:
        """Collect the edits.

        Raises:
            Refused: something stands in the way.
        """
        ours: set[Binding] = set()
        for maker, frame in self.makers.items():
            assert isinstance(maker, ast.Call)
            ours |= self._made(maker, frame)
        self._require_not_set_up()
        for name in {binding.name for binding in ours}:
            self._require_own(name, ours)
        for node, frame in self.uses.of(ours):
            self._use(node, frame)

    def behind_imports(self) -> int | None:
        """Behind the run of imports that the first used-up import stands in; None where it is not at the top level."""
        body = self.source.tree.body
        going = {b.node for name in self.used_up for b in self.module.body.scope.bindings.get(name, ())}
        first = next((index for index, statement in enumerate(body) if statement in going), None)
        if first is None:
            return None
        following = (s for s in body[first:] if not isinstance(s, (ast.Import, ast.ImportFrom)))
        behind = next(following, None)
        end = len(self.source.text) if behind is None else self.source.offset(behind.lineno, 0)
        return min(end, *(edit.start for edit in self.edits))

    # -- where loggers are made ----------------------------------------------------------------------------------------

    def _made(self, maker: ast.Call, frame: Frame) -> set[Binding]:
        """Make it by ``get_logger``; returns what it is bound to, nothing where it is used at once."""
        made = frame.origin(maker.func)
        arguments = [*maker.args, *(keyword.value for keyword in maker.keywords)]
        if made == "logging.LoggerAdapter":
            raise Refused("logger-adapter")
        if made != GET_LOGGER and len(arguments) != 1:
            raise Refused("logger-level")
        if any(isinstance(a, ast.Starred) for a in maker.args) or any(k.arg is None for k in maker.keywords):
            raise Refused("star-arguments")
        require_exact(self.source, maker)
        self._root_is_used_up(maker.func)
        parent = self.uses.parent(maker)
        if isinstance(parent, ast.AnnAssign):
            self._unannotated(parent, maker, frame)
        else:
            self._replace(*stretch(self.source, maker.func), self.factory)
        if isinstance(parent, ast.Attribute):
            self._use(maker, frame)
            return set()
        bound = {binding for binding in self.uses.bindings if binding.value is maker}
        targets = parent.targets if isinstance(parent, ast.Assign) else [parent]
        if not isinstance(parent, (ast.Assign, ast.AnnAssign)) or len(bound) != len(targets):
            raise Refused("logger-passed")
        return bound

    def _unannotated(self, statement: ast.AnnAssign, maker: ast.Call, frame: Frame) -> None:
        """``log: logging.Logger = getLogger(...)`` without the type, which it no longer has."""
        if isinstance(frame.scope.node, ast.ClassDef) and frame.scope.node.decorator_list:
            raise Refused("inherited-logger")  # a field of a dataclass
        for node in ast.walk(statement.annotation):
            if isinstance(node, (ast.Name, ast.Constant)):
                self._root_is_used_up(node)
        target, function = self.source.segment(statement.target), self.source.segment(maker.func)
        made = self.factory + self.source.segment(maker)[len(function) :]
        self._replace(*stretch(self.source, statement), f"{target} = {made}")

    def _require_not_set_up(self) -> None:
        """Refuse a module that sets up, by its name, one of the loggers that it writes to."""
        names = {self._name(maker) for maker in self.makers}
        for node, frame in self.module.body.nodes(ast.Call, nested=True):
            assert isinstance(node, ast.Call)
            if node not in self.makers and frame.origin(node.func) == GET_LOGGER and self._name(node) in names:
                raise Refused("logger-set-up")

    def _name(self, maker: ast.AST) -> str:
        assert isinstance(maker, ast.Call)
        return ", ".join(ast.dump(node) for node in [*maker.args, *(keyword.value for keyword in maker.keywords)])

    def _require_own(self, name: str, ours: set[Binding]) -> None:
        """Refuse a logger that has a second value, that is exported, or that a base class from elsewhere may use."""
        for binding in ours:
            if binding.name != name:
                continue
            scope, owner = self.uses.home(binding)
            if any(other not in ours for other in scope):
                raise Refused("rebound-logger")
            if owner is None:
                if self.uses.is_exported(name):
                    raise Refused("logger-passed")
            elif self.uses.has_foreign_base(owner):
                raise Refused("inherited-logger")

    # -- where they are used -------------------------------------------------------------------------------------------

    def _use(self, node: ast.AST, frame: Frame) -> None:
        """The edits of one place that reads the logger."""
        attribute = self.uses.parent(node)
        if not isinstance(attribute, ast.Attribute) or not isinstance(attribute.ctx, ast.Load):
            raise Refused("logger-set-up" if isinstance(attribute, ast.Attribute) else "logger-passed")
        call = self.uses.parent(attribute)
        called = isinstance(call, ast.Call) and call.func is attribute
        if attribute.attr == "isEnabledFor" and called:
            assert isinstance(call, ast.Call)
            self._asked_for_level(call, frame)
        elif attribute.attr in RECORD_METHODS and called:
            assert isinstance(call, ast.Call)
            self._called(call)
        elif attribute.attr not in SAME_ON_BOTH:
            raise Refused("logger-set-up")

    def _called(self, call: ast.Call) -> None:
        log = self.calls.get(call)
        if log is None:
            raise Refused("unknown-logger")
        self.edits += migrated(log, self.source)
        if log.method == "log" and call.args:
            self._root_is_used_up(call.args[0])

    def _asked_for_level(self, call: ast.Call, frame: Frame) -> None:
        """``log.isEnabledFor(logging.DEBUG)`` -> ``log.is_enabled_for("debug")``."""
        if len(call.args) != 1 or call.keywords:
            raise Refused("star-arguments")
        self.edits.append(rename_method(self.source, call, "is_enabled_for", safety=Safety.UNSAFE))
        level = level_name(call.args[0], frame)
        if level is not None:
            self._root_is_used_up(call.args[0])
            self._replace(*stretch(self.source, call.args[0]), f'"{level}"')

    def _replace(self, start: int, end: int, text: str) -> None:
        self.edits.append(Edit(start, end, text, Safety.UNSAFE))

    def _root_is_used_up(self, expression: ast.expr) -> None:
        """Remember the imported name at the root of an expression that goes."""
        while isinstance(expression, ast.Attribute):
            expression = expression.value
        if isinstance(expression, ast.Name):
            self.used_up.add(expression.id)
        elif isinstance(expression, ast.Constant) and isinstance(expression.value, str):  # a type in quotes
            self.used_up.add(expression.value.partition(".")[0])
