"""What fixes are written with: edits, refusals, and what an edit needs of its file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.log_call import Kind

__all__ = ["BoundLogger", "Edit", "Edits", "Fix", "Import", "Outcome", "Refusal", "Refused", "Safety"]


class Safety(Enum):
    """Whether an edit keeps what the program does."""

    SAFE = "safe"
    UNSAFE = "unsafe"


class Outcome(Enum):
    """What became of a finding."""

    CONVERTED = "converted"
    DROPPED = "dropped"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """A replacement in a file's text.

    Attributes:
        start: offset of the first character replaced, in code points of ``source.text``.
        end: offset behind the last one; equal to ``start`` for an insertion.
        text: what stands there afterwards.
        safety: UNSAFE edits are made under ``--unsafe-fixes`` alone.
    """

    start: int
    end: int
    text: str
    safety: Safety = Safety.SAFE


@dataclass(frozen=True, slots=True)
class Import:
    """``from module import name``, to be inserted if the file has it not."""

    module: str
    name: str


@dataclass(frozen=True, slots=True)
class BoundLogger:
    """A logger that can be called at some place.

    Attributes:
        name: the expression to call it by (``logger``, ``_log``, ``self.logger``).
        kind: whose it is: foundry and structlog take keyword fields, stdlib takes ``%s`` arguments.
        inserted: the binding is not in the file yet; the runner inserts it if an edit that uses it is made.
    """

    name: str
    kind: Kind
    inserted: bool = False


@dataclass(frozen=True, slots=True)
class Edits:
    """A fix's answer.

    Attributes:
        edits: the replacements, not overlapping; all are made or none.
        outcome: CONVERTED, or DROPPED where the code only went.
        logger: the logger that the new text calls, if any, as ``Context.logger`` gave it.
        imports: names that the new text uses, as ``Context.name_of`` gave them.
        unused: imports that this edit may have made unused (``traceback``): dropped by the runner if nothing else
            uses them.
        alone_in: a stretch of text (offsets): another finding's edit in it comes first, for it may make this one
            needless.
        covers: other findings that the same edits resolve (the ``traceback.print_exc()`` behind a converted print).
        imports_before: the offset by which the imports have to stand; None: where the first edit is.
        first: what the whole file logs with changes: every other fix waits for it, and sees the result.
    """

    edits: tuple[Edit, ...]
    outcome: Outcome = Outcome.CONVERTED
    logger: BoundLogger | None = None
    imports: tuple[Import, ...] = ()
    unused: tuple[str, ...] = ()
    alone_in: tuple[int, int] | None = None
    covers: tuple[Finding, ...] = ()
    imports_before: int | None = None
    first: bool = False

    @property
    def safety(self) -> Safety:
        """UNSAFE if any edit is."""
        return Safety.UNSAFE if any(edit.safety is Safety.UNSAFE for edit in self.edits) else Safety.SAFE


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a finding is left to a person.

    Attributes:
        code: kebab-case, one of ``refusals.REASONS``.
    """

    code: str


class Refused(Exception):
    """Raised deep in a fix to answer with a refusal; the runner catches it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.refusal = Refusal(code)


Fix = Callable[["Finding", "Context"], "Edits | Refusal"]
"""``fix(finding, context)``: the context gives the file's walk, its loggers and its imports."""
