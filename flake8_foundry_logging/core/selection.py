"""Which rules run and which codes are shown: one decision for the plugin and the command line."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

TYPE_CHECKING = False  # typing's own would have to be imported by a run that the cache answers
if TYPE_CHECKING:
    from collections.abc import Iterable

    from flake8_foundry_logging.core.outline import Outline
    from flake8_foundry_logging.core.rule import Rule

__all__ = ["PREFIX", "PROFILES", "Selection"]

PREFIX = "LGF"
PROFILES = MappingProxyType(
    {
        "default": frozenset[str](),
        "guide": frozenset(
            (
                *("LGF203", "LGF211", "LGF401", "LGF517", "LGF602", "LGF605"),
                *("LGF702", "LGF703", "LGF706", "LGF707", "LGF708"),
            )
        ),
    }
)
"""Profile -> the opt-in codes that it turns on."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What the user named.

    flake8 cannot hold "off until named" alone: a project's own ``ignore =`` drops what plugins ignore by default, and
    ``--select=LGF`` would turn everything on. So an opt-in code runs only if it was named by more than the bare prefix,
    or by the profile. What runs is then shown or not exactly as flake8 decides it.

    Attributes:
        select: prefixes of ``select``; None where nobody said anything: everything that runs is shown.
        extend_select: prefixes of ``extend-select``.
        ignore: prefixes of ``ignore`` and ``extend-ignore``.
        enable: prefixes of ``--foundry-enable``: these open the gate and choose nothing.
        profile: a key of ``PROFILES``.
    """

    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    enable: tuple[str, ...] = ()
    profile: str = "default"

    def opted_in(self, code: str) -> bool:
        """Whether an opt-in code was named."""
        named = (*(self.select or ()), *self.extend_select, *self.enable)
        return code in PROFILES[self.profile] or any(
            len(entry) > len(PREFIX) and code.startswith(entry) for entry in named
        )

    def runs(self, rule: Rule | Outline) -> bool:
        """Whether a rule's checks run at all."""
        return rule.default or self.opted_in(rule.code)

    def reports(self, code: str, *, also_ignored: tuple[str, ...] = ()) -> bool:
        """Whether a code that ran is shown: the longest prefix that names it decides; a tie ignores, as in flake8.

        Args:
            code: the code of a finding.
            also_ignored: what ``per-file-ignores`` adds for the file at hand.
        """
        chosen = _longest((*(self.select or ()), *self.extend_select), code)
        ignored = _longest((*self.ignore, *also_ignored), code)
        if not chosen:
            return self.select is None and not ignored
        if self.select is None:
            chosen = max(chosen, len(PREFIX))  # flake8 selects the prefix of every plugin by itself
        return chosen > ignored

    def rules(self, rules: Iterable[Rule | Outline]) -> tuple[Rule | Outline, ...]:
        """The rules that run and are shown."""
        return tuple(rule for rule in rules if self.runs(rule) and self.reports(rule.code))


def _longest(entries: Iterable[str], code: str) -> int:
    """The length of the longest entry that is a prefix of a code; 0 if none is."""
    return max((len(entry) for entry in entries if code.startswith(entry)), default=0)
