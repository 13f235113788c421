"""What a fix may ask of the file it works on: its walk, its findings, a logger to call, names to import."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, TypeVar

from flake8_foundry_logging.codemods._layout import line_length
from flake8_foundry_logging.codemods.insertion import imports_follow
from flake8_foundry_logging.codemods.kit import BoundLogger, Import, Refused
from flake8_foundry_logging.core.frame import BindingKind
from flake8_foundry_logging.core.log_call import Kind, LogCall
from flake8_foundry_logging.core.loggers import resolve
from foundry_logging.vocabulary import is_secret_name, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Binding, Frame, Scope
    from flake8_foundry_logging.core.module import Module
    from flake8_foundry_logging.core.source import Source

__all__ = ["Context", "Flavor", "Ground"]

SubjectT = TypeVar("SubjectT")
AnswerT = TypeVar("AnswerT")

LOGGER_NAMES = ("logger", "_logger", "module_logger")
"""What an inserted logger may be called: the first that means nothing else anywhere in the file."""


LOGGER_WORDS = frozenset(("log", "logger", "logging"))
MAKING = frozenset(("get", "make", "create", "setup"))
"""First words of functions that give a logger; where they come from another file, only the name says so."""
BUILD_FILES = frozenset(("setup.py", "hatch_build.py", "noxfile.py", "toxfile.py", "conf.py"))
"""Run by tools in environments of their own, where nothing that the project depends on is installed."""
DEFINING = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)


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
        tests: whether tests are changed as other files are.
    """

    module: Module
    findings: Sequence[Finding]
    flavor: Flavor = Flavor.FOUNDRY
    unsafe: bool = False
    tests: bool = False

    @property
    def source(self) -> Source:
        """The file's text and positions."""
        return self.module.source

    @property
    def is_build_file(self) -> bool:
        """Whether a tool runs the file where nothing that the project depends on is installed."""
        return PurePath(self.module.path).name in BUILD_FILES

    @cached_property
    def width(self) -> int:
        """The longest line to write, in characters."""
        return line_length(self.source)

    def is_secret(self, name: str) -> bool:
        """Whether a value under this name must not be logged, by the vocabulary and the user's options."""
        options = self.module.options
        return bool(
            is_secret_name(
                name, extra_words=frozenset(options.secret_words), not_secrets=frozenset(options.not_secrets)
            )
        )

    def log_call(self, finding: Finding) -> LogCall | None:
        """The log call that a finding is about."""
        subject = finding.site.subject if finding.site is not None else None
        return self.module.views_by_node(LogCall).get(subject) if isinstance(subject, ast.AST) else None

    def once(self, question: Callable[[Context, SubjectT], AnswerT], subject: SubjectT) -> AnswerT:
        """The answer to a question that many findings ask: found once, kept with the round."""
        key = (question, subject)
        if key not in self._answers:
            self._answers[key] = question(self, subject)
        answer: AnswerT = self._answers[key]
        return answer

    @cached_property
    def _answers(self) -> dict[tuple[Any, Any], Any]:
        return {}

    def logger(self, frame: Frame, kind: Kind | None = None) -> BoundLogger:
        """The logger to call at a place: one that the file binds whenever the place runs, else one to be inserted.

        Args:
            frame: the place.
            kind: whose logger is inserted, where the call at hand is written for one kind; None: the run's flavor.

        Raises:
            Refused: ``unknown-logger`` where the file's own logger is of a kind it does not show; ``binding-too-late``
                where that logger may not be bound yet; ``imports-follow`` where a new one would have to be bound in
                the midst of imports; ``shadowed-logger`` where its name means something else, or
                every name for a new one is taken; ``own-package`` in the package that provides the logger;
                ``build-file`` where a logger from a package cannot be imported.
        """
        refusal = ""
        for name, unfit in (*self._of_the_module(frame), *_of_the_class(frame)):
            logger = resolve(ast.parse(name, mode="eval").body, self.module.body if unfit else frame)
            if logger is None or logger.module:
                continue
            if not logger.certain or logger.kind is Kind.UNKNOWN:
                # ``log_requests`` has the word too, but it is a function that logs
                own = words(name)[-1] in LOGGER_WORDS and not _is_class_name(name)
                own = own and (kind is None or self._is_own(name))
                unfit = "unknown-logger" if own else "other"
            if not unfit:
                return BoundLogger(name, logger.kind)
            refusal = refusal or unfit.removeprefix("other")
        if refusal:
            raise Refused(refusal)
        if _is_own_package(self.module.path):
            raise Refused("own-package")
        kind = kind or self.flavor.kind
        if kind is not Kind.STDLIB and self.is_build_file:
            raise Refused("build-file")
        if self._free_name is None:
            raise Refused("shadowed-logger")
        if imports_follow(self.module.source, getattr(frame.node, "lineno", 1)):
            raise Refused("imports-follow")
        return BoundLogger(self._free_name, kind, inserted=True)

    def _is_own(self, name: str) -> bool:
        """Whether a file writes its records to this logger: it says no more than that it is one, and is called."""
        return LOGGER_WORDS.issuperset(words(name.rpartition(".")[2])) and name in self._receivers

    @cached_property
    def _receivers(self) -> frozenset[str]:
        """What the file calls a logger's methods on, as far as it has a name."""
        receivers = (call.receiver for call in self.module.views(LogCall))
        return frozenset(ast.unparse(r) for r in receivers if isinstance(r, (ast.Name, ast.Attribute)))

    def _of_the_module(self, frame: Frame) -> Iterator[tuple[str, str]]:
        """The module's loggers, and why each cannot be called at a place; empty if it can."""
        for name, bindings in self._module_loggers.items():
            if not set(frame.bindings(name)) <= set(bindings):
                yield name, "shadowed-logger"
            elif any(_is_none(binding.value) for binding in bindings):
                yield name, "unknown-logger"  # a logger only after some function has run
            else:
                yield name, "" if _bound_before(bindings, frame, self.module.body) else "binding-too-late"

    @cached_property
    def _module_loggers(self) -> dict[str, list[Binding]]:
        """The module's names that are loggers, however likely, seen from its own level."""
        body = self.module.body
        return {
            name: bindings
            for name, bindings in body.scope.bindings.items()
            if MAKING.isdisjoint(words(name)[:1]) and resolve(ast.Name(name, ast.Load()), body) is not None
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


def _is_class_name(name: str) -> bool:
    """Whether a name is written as that of a class: ``Logger`` is what annotations are made of."""
    return name[:1].isupper() and not name.isupper()


def _of_the_class(frame: Frame) -> Iterator[tuple[str, str]]:
    """The attributes of the class around a method that are bound whenever the place runs."""
    method = frame.scope.owner
    first, owner = method.first_parameter(), method.parent
    if first is None or owner is None or _decorated(method.node, "staticmethod"):
        return
    name = getattr(method.node, "name", "")
    for attribute in owner.body.module.once(_class_attributes, owner):
        yield f"{first}.{attribute}", ""
    if name in ("__del__", "__new__") or _decorated(method.node, "classmethod"):
        return
    for attribute, bindings in owner.attributes.items():
        if any(
            _made_in_init(binding) and (name != "__init__" or binding.frame.end <= frame.start) for binding in bindings
        ):
            yield f"{first}.{attribute}", ""


def _class_attributes(owner: Scope) -> list[str]:
    """What a class binds that can be a logger: its plain methods cannot, however they are called."""
    return [
        name
        for name, bindings in owner.bindings.items()
        if not LOGGER_WORDS.isdisjoint(words(name))
        or not all(
            isinstance(binding.node, (ast.FunctionDef, ast.AsyncFunctionDef)) and not binding.node.decorator_list
            for binding in bindings
        )
    ]


def _made_in_init(binding: Binding) -> bool:
    """Whether every instance has it from the start: an unconditional statement of ``__init__``."""
    body = binding.frame.scope.body
    return getattr(body.node, "name", "") == "__init__" and binding.frame.parent is body


def _bound_before(bindings: list[Binding], frame: Frame, body: Frame) -> bool:
    """Whether a module-level name is bound whenever the place runs.

    A function above the binding may run before it, unless nothing but imports and definitions stands between them.
    """
    use = next(around for around in frame.outward() if around.parent is body)
    for binding in bindings:
        if binding.frame.parent is not body:
            continue
        if binding.frame.end <= use.start:
            return True
        if frame.scope.owner is not body.scope and _only_defines(body.node, use.node, binding.frame.node):
            return True
    return False


def _only_defines(module: ast.AST, first: ast.AST, last: ast.AST) -> bool:
    """Whether the top-level statements from the first one up to the last one, that one left out, run nothing."""
    assert isinstance(module, ast.Module)
    assert isinstance(first, ast.stmt)
    assert isinstance(last, ast.stmt)
    between = module.body[module.body.index(first) : module.body.index(last)]
    return all(isinstance(statement, DEFINING) for statement in between)


def _is_none(value: ast.expr | None) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


def _at_top_level(binding: Binding) -> bool:
    return binding.kind is BindingKind.IMPORT and binding.frame.parent is binding.frame.module.body


def _decorated(node: ast.AST, name: str) -> bool:
    decorators = getattr(node, "decorator_list", [])
    return any(isinstance(decorator, ast.Name) and decorator.id == name for decorator in decorators)


def _is_own_package(path: str) -> bool:
    """Whether a file belongs to the package that provides the logger, which cannot import itself."""
    return "foundry_logging" in path.replace("\\", "/").split("/")[:-1]
