"""What must be known of a rule before it is worth loading: whether it runs, and what a file must hold for it."""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False  # typing's own would have to be imported by a run that loads no rule
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.needs import Need
    from flake8_foundry_logging.core.rule import Rule

__all__ = ["Outline"]


class Outline:
    """A rule that is loaded when somebody asks for more than stands here; the attributes are the rule's own.

    Attributes:
        home: the dotted name of its module.
        looks: whether it has checks of its own.
    """

    __slots__ = ("_rule", "code", "default", "home", "looks", "name", "reads", "words", "yields_to")

    def __init__(
        self,
        code: str,
        name: str,
        home: str,
        *,
        default: bool = True,
        looks: bool = True,
        words: tuple[str | Need, ...] = (),
        yields_to: tuple[str, ...] = (),
        reads: tuple[str, ...] = (),
    ) -> None:
        self.code = code
        self.name = name
        self.home = home
        self.default = default
        self.looks = looks
        self.words = words
        self.yields_to = yields_to
        self.reads = reads
        self._rule: Rule | None = None

    def __repr__(self) -> str:
        return f"<Outline {self.code} {self.name}>"

    @property
    def rule(self) -> Rule:
        """The rule itself."""
        if self._rule is None:
            rule: Rule = import_module(self.home).RULE
            self._rule = rule
        return self._rule

    @property
    def message(self) -> str:
        """What it says."""
        return self.rule.message

    @property
    def checks(self) -> Sequence[tuple[type, Callable[..., Iterator[Finding]]]]:
        """What it runs, on what."""
        return self.rule.checks
