"""Which names are secret in this process: the vocabulary's answers and the project's own words, memoised."""

from __future__ import annotations

import os

from .vocabulary import values
from .vocabulary.names import BUILT_IN, NameRules, Verdict

__all__ = ["NAMES", "NameMemo", "forget", "load", "use"]


class NameMemo:
    """
    The memo of the hot path: ``memo[name]`` is the verdict on a field's name, or None for a clean one.

    ``clean`` holds the clean ones alone: one comparison of sets tells whether all names of a record are.
    """

    LARGEST = 8192  # names are few; who makes them up by the thousand starts it anew
    LONGEST = 128

    def __init__(self, rules: NameRules) -> None:
        self.rules = rules
        self.clean: set[str] = set()
        self._suspect: dict[str, Verdict] = {}

    def __len__(self) -> int:
        return len(self.clean) + len(self._suspect)

    def __getitem__(self, name: str) -> Verdict | None:
        if name in self.clean:
            return None
        known = self._suspect.get(name)
        return self._judge(name) if known is None else known

    def _judge(self, name: str) -> Verdict | None:
        verdict = self.rules.verdict(name)
        # what a `value` is, the name beside it tells: it is no clean name
        clean = not verdict and name != "value" and not values.may_hold_secret(name)
        if len(self) >= self.LARGEST:
            self.clean, self._suspect = set(), {}
        if len(name) <= self.LONGEST:
            if clean:
                self.clean.add(name)
            else:
                self._suspect[name] = verdict
        return None if clean else verdict


class _Holder:
    """The memo in force. Replaced as one, so that no verdict of other rules gets into it."""

    __slots__ = ("loaded", "memo")

    def __init__(self) -> None:
        self.memo = NameMemo(BUILT_IN)
        self.loaded = False


NAMES = _Holder()


def use(rules: NameRules) -> None:
    """From now on judge names by these rules too."""
    NAMES.memo = NameMemo(rules)
    NAMES.loaded = True


def load() -> None:
    """Take the rules from the environment, for a ``scrub`` before the first record: it does what the pipeline will."""
    try:
        from . import _config

        settings, _ = _config.load(os.environ, {})  # what is wrong there is told when the first record configures
        rules = settings.name_rules
    except Exception:
        rules = BUILT_IN
    use(rules)


def forget() -> None:
    """The next use takes the rules from the environment again; until then these stay: a record may be under way."""
    NAMES.loaded = False
