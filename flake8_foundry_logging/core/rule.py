"""The shape of a rule: what it is called, what it says, its examples, and the checks it registers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from flake8_foundry_logging.core.finding import Finding, Site

if TYPE_CHECKING:
    import ast

    from flake8_foundry_logging.core.checklist import Item
    from flake8_foundry_logging.core.frame import Frame
    from flake8_foundry_logging.core.needs import Need

__all__ = ["FOUNDRY", "LOGURU", "STDLIB", "STRUCTLOG", "Bad", "Example", "Good", "Rule"]

FOUNDRY = "from foundry_logging import get_logger\nlog = get_logger(__name__)\n"
"""The prelude of every example that does not begin with one of the others."""
STDLIB = "import logging\nlog = logging.getLogger(__name__)\n"
STRUCTLOG = "import structlog\nlog = structlog.get_logger()\n"
LOGURU = "from loguru import logger as log\n"

MESSAGE_LIMIT = 120
"""Characters: what a terminal shows beside a path without wrapping."""

CheckT = TypeVar("CheckT", bound=Callable[..., Iterator[Finding]])


@dataclass(frozen=True, slots=True)
class Example:
    """A snippet that is documentation and test at once.

    Attributes:
        code: the text; ``#!`` behind a line marks one finding on that line (``#!!`` two). Unless it begins with a
            prelude (``STDLIB`` ...), ``FOUNDRY`` stands before it.
        path: the file name it is checked under.
        options: fields of ``Options`` it is checked with.
        prelude: whether ``FOUNDRY`` is put before a snippet that begins with no prelude.
    """

    code: str
    path: str = field(default="service.py", kw_only=True)
    options: Mapping[str, tuple[str, ...] | int] = field(default_factory=dict, kw_only=True)
    prelude: bool = field(default=True, kw_only=True)

    @property
    def text(self) -> str:
        """What is checked: the prelude, if any is needed, and the code."""
        if not self.prelude or self.code.startswith((FOUNDRY, STDLIB, STRUCTLOG, LOGURU)):
            return self.code
        return FOUNDRY + self.code


@dataclass(frozen=True, slots=True)
class Good(Example):
    """A snippet in which the rule finds nothing."""


@dataclass(frozen=True, slots=True)
class Bad(Example):
    """A snippet in which the rule finds exactly what ``#!`` marks.

    Attributes:
        after: the code when the fix has run, without ``#!``; for ``FOUNDRY`` snippets without the prelude, too.
        unsafe: the fix needs ``--unsafe-fixes``.
        refused: the reason code with which the fix declines.
    """

    after: str | None = field(default=None, kw_only=True)
    unsafe: bool = field(default=False, kw_only=True)
    refused: str | None = field(default=None, kw_only=True)


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Rule:
    """One rule; a module of ``rules`` makes one and registers its checks with ``on``.

    Attributes:
        code: ``LGF`` and three digits; the hundreds are the chapter.
        name: kebab-case; what it forbids, so that "allow print-call" reads well.
        since: the version that brought it.
        doc: what it finds, why that is bad and what to use instead; the module's docstring.
        message: one sentence with ``{placeholders}`` that ``at`` fills.
        examples: at least one ``Bad`` and one ``Good``.
        guards: the items of the guide's lists that it guards.
        default: on in a plain run; else opt-in.
        words: a file in which none of these occurs needs no look; empty: look always. Plain ones are compared without
            case, a ``Need`` is more exact.
        yields_to: codes of rules whose finding on the same subject silences this one.
        reads: the names of the ``Options`` fields that it reads.
    """

    code: str
    name: str
    since: str
    doc: str | None
    message: str
    examples: tuple[Example, ...]
    guards: tuple[Item, ...] = ()
    default: bool = True
    words: tuple[str | Need, ...] = ()
    yields_to: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    checks: list[tuple[type, Callable[..., Iterator[Finding]]]] = field(default_factory=list, repr=False)

    def on(self, *kinds: type) -> Callable[[CheckT], CheckT]:
        """Register ``check(subject, frame) -> findings`` for node types or views (``LogCall``, ``Handler`` ...)."""

        def register(check: CheckT) -> CheckT:
            self.checks.extend((kind, check) for kind in kinds)
            return check

        return register

    def at(self, node: ast.AST, frame: Frame, *, subject: ast.AST | None = None, **values: Any) -> Finding:
        """
        A finding at ``node``, its message filled with ``values`` and cut to 120 characters.

        Args:
            node: what a reader should look at.
            frame: its frame.
            subject: what the finding is about, if that is not what the rule was called with.
            values: what the message names.
        """
        message = self.message.format(**values)
        if len(message) > MESSAGE_LIMIT:
            message = message[: MESSAGE_LIMIT - 1].rstrip() + "…"
        span = frame.module.source.span(node)
        return Finding(
            span.line, span.column, self.code, message, span.end_line, span.end_column, Site(node, frame, subject)
        )

    @property
    def looks(self) -> bool:
        """Whether it has checks of its own."""
        return bool(self.checks)

    @property
    def fixable(self) -> bool:
        """Whether a fix exists: some example shows what it makes."""
        return any(isinstance(example, Bad) and example.after is not None for example in self.examples)
