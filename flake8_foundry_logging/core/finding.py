"""What a rule says about one place of a file."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

TYPE_CHECKING = False  # typing's own would have to be imported by a run that the cache answers
if TYPE_CHECKING:
    import ast
    from typing import Any

    from flake8_foundry_logging.core.frame import Frame

__all__ = ["Finding", "Site"]


@dataclass(frozen=True, slots=True)
class Site:
    """Where in the walk a finding was made; only fixes, which work on the same walk, need it.

    Attributes:
        node: the node the finding points to.
        frame: the frame of that node.
        subject: the view or node the rule was called with.
    """

    node: ast.AST
    frame: Frame
    subject: Any = None


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One problem at one place; orders by place, then code.

    Attributes:
        line: first line, from 1.
        column: first column, from 0, in code points.
        code: the rule's code, ``LGF101``.
        message: one sentence without the code, at most 120 characters.
        end_line: last line, from 1.
        end_column: the column behind the last character, in code points.
        site: the place in the walk, absent from findings that were stored or sent between processes.
    """

    line: int
    column: int
    code: str
    message: str
    end_line: int
    end_column: int
    site: Site | None = field(default=None, compare=False, repr=False)

    def bare(self) -> Finding:
        """The same finding without its site: fit to be cached and to travel between processes."""
        return replace(self, site=None)
