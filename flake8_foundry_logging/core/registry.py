"""All rules under their codes and names, checked once at start."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flake8_foundry_logging.core.outline import Outline
    from flake8_foundry_logging.core.rule import Rule

__all__ = ["Registry"]

CODE = re.compile(r"LGF[1-9]\d\d")
NAME = re.compile(r"[a-z]+(-[a-z0-9]+)*")


RuleT = TypeVar("RuleT", bound="Rule | Outline")


class Registry(Generic[RuleT]):
    """The frozen set of rules, or of their outlines.

    Args:
        rules: the rules, in any order.

    Raises:
        ValueError: a code or name is malformed or used twice.
    """

    def __init__(self, rules: Iterable[RuleT]) -> None:
        self.rules = tuple(sorted(rules, key=lambda rule: rule.code))
        self._by_key: dict[str, RuleT] = {}
        for rule in self.rules:
            if not CODE.fullmatch(rule.code) or not NAME.fullmatch(rule.name):
                raise ValueError(f"a rule is called {rule.code} {rule.name}: LGFnnn and kebab-case are needed")
            for key in (rule.code, rule.name):
                if key in self._by_key:
                    raise ValueError(f"two rules are called {key}")
                self._by_key[key] = rule

    def __iter__(self) -> Iterator[RuleT]:
        return iter(self.rules)

    def __len__(self) -> int:
        return len(self.rules)

    def get(self, key: str) -> RuleT | None:
        """The rule with this code or name, any case."""
        return self._by_key.get(key.upper()) or self._by_key.get(key.lower())
