"""Which rules run: one decision for the plugin and the command line."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flake8_foundry_logging.core.rule import Rule

__all__ = ["PREFIX", "PROFILES", "Selection"]

PREFIX = "LGF"
PROFILES = MappingProxyType(
    {
        "default": frozenset[str](),
        "guide": frozenset(("LGF203", "LGF517", "LGF605", "LGF702", "LGF703", "LGF706", "LGF707", "LGF708")),
    }
)
"""Profile -> the opt-in codes that it turns on."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What the user named.

    flake8 cannot hold "off until named" alone: a project's own ``ignore =`` drops what plugins ignore by default, and ``--select=LGF``
    would turn everything on. So an opt-in code runs only if it was named by more than the bare prefix, or by the profile.

    Attributes:
        select: prefixes of ``select``; empty: all defaults.
        extend_select: prefixes of ``extend-select`` and of ``--foundry-enable``.
        ignore: prefixes of ``ignore`` and ``extend-ignore``.
        profile: a key of ``PROFILES``.
    """

    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    profile: str = "default"

    def opted_in(self, code: str) -> bool:
        """Whether an opt-in code was named."""
        return code in PROFILES[self.profile] or any(
            len(entry) > len(PREFIX) and code.startswith(entry) for entry in (*self.select, *self.extend_select)
        )

    def runs(self, rule: Rule) -> bool:
        """Whether a rule's checks run at all."""
        return rule.default or self.opted_in(rule.code)

    def reports(self, code: str) -> bool:
        """Whether a code that ran is shown: the longest prefix that names it decides, as in flake8; a tie goes to select."""
        chosen = max((len(e) for e in (*self.select, *self.extend_select) if code.startswith(e)), default=-1)
        if chosen < 0 and self.select and code not in PROFILES[self.profile]:
            return False
        ignored = max((len(e) for e in self.ignore if code.startswith(e)), default=-1)
        return chosen >= ignored

    def rules(self, rules: Iterable[Rule]) -> tuple[Rule, ...]:
        """The rules that run and are shown."""
        return tuple(rule for rule in rules if self.runs(rule) and self.reports(rule.code))
