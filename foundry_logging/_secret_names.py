"""Which names are secret in this process: the vocabulary's answers and the project's own words, memoised."""

from __future__ import annotations

import os

from .vocabulary import values
from .vocabulary.names import BUILT_IN, NameRules, Verdict

__all__ = ["NAMES", "NameMemo", "forget", "load", "use"]


class NameMemo:
    """
    The memo of the hot path: the verdict on a field's name, or None for a clean one.

    ``seen`` is a plain dict, which Python looks up fastest; a name that is not in it yet is judged by ``memo[name]``.
    """

    LARGEST = 8192  # names are few; who makes them up by the thousand starts it anew
    LONGEST = 128

    def __init__(self, rules: NameRules) -> None:
        self.rules = rules
        self.seen: dict[str, Verdict | None] = {}

    def __getitem__(self, name: str) -> Verdict | None:
        try:
            return self.seen[name]
        except KeyError:
            return self._judge(name)

    def _judge(self, name: str) -> Verdict | None:
        verdict = self.rules.verdict(name)
        # what a `value` is, the name beside it tells: it is no clean name
        found = verdict if verdict or name == "value" or values.may_hold_secret(name) else None
        if len(self.seen) >= self.LARGEST:
            self.seen.clear()
        if len(name) <= self.LONGEST:
            self.seen[name] = found
        return found


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
