"""What a fix may ask of the file it works on: its walk, its findings, a logger to call, names to import."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods.kit import BoundLogger, Import, Refused
from flake8_foundry_logging.core.frame import BindingKind
from flake8_foundry_logging.core.log_call import Kind
from flake8_foundry_logging.core.loggers import resolve
from foundry_logging.vocabulary import is_secret_name, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Binding, Frame
    from flake8_foundry_logging.core.module import Module
    from flake8_foundry_logging.core.source import Source

__all__ = ["Context", "Flavor", "Ground"]

LOGGER_NAMES = ("logger", "_logger", "module_logger")
"""What an inserted logger may be called: the first that means nothing else anywhere in the file."""


LOGGER_WORDS = frozenset(("log", "logger", "logging"))


class Flavor(Enum):
    """Whose logger is inserted where a file has none."""

    FOUNDRY = "foundry"
    STRUCTLOG = "structlog"
    STDLIB = "stdlib"

    @property
    def kind(self) -> Kind:
        """The same as the resolver names it."""
        return Kind[self.name]


class Ground(Enum):
    """Which prints are converted (``--scope``)."""

    LIBRARY = "library"
    SCRIPTS = "scripts"
    ALL = "all"


@dataclass(frozen=True, eq=False)
class Context:
    """A file as fixes see it.

    Attributes:
        module: the walked file.
        findings: all selected findings in it, in order.
        flavor: whose logger is inserted where there is none.
        unsafe: whether unsafe edits are made.
    """

    module: Module
    findings: Sequence[Finding]
    flavor: Flavor = Flavor.FOUNDRY
    unsafe: bool = False

    @property
    def source(self) -> Source:
        """The file's text and positions."""
        return self.module.source

    def is_secret(self, name: str) -> bool:
        """Whether a value under this name must not be logged, by the vocabulary and the user's options."""
        options = self.module.options
        return bool(
            is_secret_name(
                name, extra_words=frozenset(options.secret_words), not_secrets=frozenset(options.not_secrets)
            )
        )

    def logger(self, frame: Frame) -> BoundLogger:
        """The logger to call at a place: one that the file binds, else one that will be inserted.

        Raises:
            Refused: ``unknown-logger`` where the file's own logger is of a kind it does not show;
            ``shadowed-logger`` where every name
                for a new one is taken; ``own-package`` in the package that provides the logger.
        """
        unknown = False
        for name in self._candidates(frame):
            expression = ast.parse(name, mode="eval").body
            logger = resolve(expression, frame)
            if logger is None or logger.module:
                continue
            if logger.certain and logger.kind is not Kind.UNKNOWN:
                return BoundLogger(name, logger.kind)
            # ``log_requests`` has the word too, but it is a function that logs
            unknown = unknown or words(name)[-1] in LOGGER_WORDS
        if unknown:
            raise Refused("unknown-logger")
        if _is_own_package(self.module.path):
            raise Refused("own-package")
        if self._free_name is None:
            raise Refused("shadowed-logger")
        return BoundLogger(self._free_name, self.flavor.kind, inserted=True)

    def _candidates(self, frame: Frame) -> Iterator[str]:
        """Names that may be a logger at a place: the module's own that are bound when it runs, then its class's."""
        for name, bindings in self._module_loggers.items():
            if frame.bindings(name) and _bound_before(bindings, frame, self.module.body):
                yield name
        method = frame.scope.owner
        self_name = method.first_parameter()
        owner = method.parent
        if self_name is not None and owner is not None and not _is_static(method.node):
            for attribute in {**owner.attributes, **owner.bindings}:
                yield f"{self_name}.{attribute}"

    @cached_property
    def _module_loggers(self) -> dict[str, list[Binding]]:
        """The module's names that are loggers, however likely, seen from its own level."""
        body = self.module.body
        return {
            name: bindings
            for name, bindings in body.scope.bindings.items()
            if resolve(ast.Name(name, ast.Load()), body) is not None
        }

    @cached_property
    def _free_name(self) -> str | None:
        """What a new logger is called."""
        taken = {name for scope in self.module.scopes for name in scope.bindings}
        return next((name for name in LOGGER_NAMES if name not in taken), None)

    def name_of(self, module: str, name: str) -> tuple[str, Import | None]:
        """How to call ``module.name`` in this file, and the import that this needs, if any.

        Raises:
            Refused: ``name-taken``, where the name means something else in this file.
        """
        for bound, bindings in self.module.body.scope.bindings.items():
            origins = {binding.origin for binding in bindings}
            if origins == {f"{module}.{name}"} and all(_at_top_level(b) for b in bindings):
                return bound, None
        if any(name in scope.bindings for scope in self.module.scopes):
            raise Refused("name-taken")
        return name, Import(module, name)


def _bound_before(bindings: list[Binding], frame: Frame, body: Frame) -> bool:
    """Whether a module-level name is bound whenever the place runs: in a function any unconditional binding will do."""
    certain = [binding for binding in bindings if binding.frame.parent is body]
    if frame.scope.owner is not body.scope:
        return bool(certain)
    return any(binding.frame.end <= frame.statement.start for binding in certain)


def _at_top_level(binding: Binding) -> bool:
    return binding.kind is BindingKind.IMPORT and binding.frame.parent is binding.frame.module.body


def _is_static(node: ast.AST) -> bool:
    decorators = getattr(node, "decorator_list", [])
    return any(isinstance(decorator, ast.Name) and decorator.id == "staticmethod" for decorator in decorators)


def _is_own_package(path: str) -> bool:
    """Whether a file belongs to the package that provides the logger, which cannot import itself."""
    return "foundry_logging" in path.replace("\\", "/").split("/")[:-1]
