"""One file: findings -> edits -> rounds to a fixpoint -> proofs. Nothing is written here.

Where a proof fails, the findings whose fixes break it are looked for and left, so that the others are still fixed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods.bound_names import prove_names
from flake8_foundry_logging.codemods.context import Flavor
from flake8_foundry_logging.codemods.kit import Outcome
from flake8_foundry_logging.codemods.proofs import ProofError, prove_comments, prove_compiles
from flake8_foundry_logging.codemods.rounds import CrashedFix, Key, State, UnwantedFindings, make_rounds
from flake8_foundry_logging.core.module import Module

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.options import Options
    from flake8_foundry_logging.core.source import Source

__all__ = ["BRINGS_FINDING", "NOT_WRITTEN", "PROOF_FAILED", "Change", "Transformed", "transform"]

PROOF_FAILED = "proof-failed"
NOT_WRITTEN = "not-written"
BRINGS_FINDING = "brings-finding"
ATTEMPTS = 80
"""How often a file is fixed anew without some of its findings; one culprit among a thousand takes ten."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one finding.

    Attributes:
        finding: the finding, at its place in the file as it was.
        outcome: converted, dropped or refused.
        reason: the refusal's code.
        detail: the proof that its fix failed, in words; empty where it did not.
    """

    finding: Finding
    outcome: Outcome
    reason: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Transformed:
    """A file's result.

    Attributes:
        text: the new text; the old one if nothing was to change or a proof failed.
        changes: one for every finding there was.
        found: how many findings there were.
        failure: the proof for which the whole file is left, if any; then no change is a conversion.
    """

    text: str
    changes: tuple[Change, ...]
    found: int = 0
    failure: ProofError | None = None


def transform(
    source: Source,
    find: Callable[[Module], list[Finding]],
    options: Options,
    *,
    flavor: Flavor = Flavor.FOUNDRY,
    unsafe: bool = False,
    tests: bool = False,
    prove: Callable[[str], object] | None = None,
) -> Transformed:
    """Fix a file in memory and prove the result.

    Args:
        source: the file.
        find: the selected findings of a walked file, after ``noqa``.
        options: what the user told the rules.
        flavor: whose logger to insert where there is none.
        unsafe: make unsafe edits, too.
        tests: change tests as other files are.
        prove: a further proof of the new text, which raises ``ProofError`` where it fails.
    """
    module = Module(source, options)
    found = find(module)
    if not found:
        module.release()
        return Transformed(source.text, ())

    def attempt(left: Mapping[Key, str]) -> State:
        state = State(source, left)
        make_rounds(state, find, module, found, flavor, unsafe=unsafe, tests=tests)
        if state.source is not source:
            prove_compiles(source, state.source)
            prove_comments(source, state.source)
            prove_names(source, state.source)
            if prove is not None:
                prove(state.source.text)
        return state

    result = _Search(source, found, attempt).result()
    module.release()
    return result


class _Search:
    """Attempts at a file, each without the findings that earlier ones failed by.

    Args:
        source: the file.
        found: its findings.
        attempt: fixes the file but for the findings named, and proves the result.
    """

    def __init__(self, source: Source, found: Sequence[Finding], attempt: Callable[[Mapping[Key, str]], State]) -> None:
        self.source = source
        self.found = [((source.offset(finding.line, finding.column), finding.code), finding) for finding in found]
        self.attempt = attempt
        self.attempts = 0
        self.left: dict[Key, str] = {}
        self.failures: dict[Key, ProofError] = {}

    def result(self) -> Transformed:
        """The file with everything fixed that can be, or left as it was with the reason."""
        failure: ProofError | None = None
        while self.attempts < ATTEMPTS:
            state, error = self._try(self.left)
            if state is not None:
                return self._transformed(state)
            assert error is not None
            failure = failure or error
            if not self._leave_culprits(error):
                break
        left = (Change(finding.bare(), Outcome.REFUSED, PROOF_FAILED) for _, finding in self.found)
        return Transformed(self.source.text, tuple(left), len(self.found), failure)

    def _try(self, left: Mapping[Key, str]) -> tuple[State | None, ProofError | None]:
        self.attempts += 1
        try:
            return self.attempt(left), None
        except ProofError as error:
            return None, error

    def _leave_culprits(self, error: ProofError) -> bool:
        """Leave the findings that a proof fails by; whether there are any."""
        if isinstance(error, UnwantedFindings) and error.causes - self.left.keys():
            self.left.update(dict.fromkeys(error.causes, BRINGS_FINDING))
            return True
        culprit = error.key if isinstance(error, CrashedFix) else self._culprit()
        if culprit is None:
            return False
        if isinstance(error, UnwantedFindings) and error.code not in {code for (_, code), _ in self.found}:
            # no defect of the fix: a rule that only speaks in files which log has something to say of this one
            self.left[culprit] = BRINGS_FINDING
            return True
        self.left[culprit] = PROOF_FAILED
        self.failures[culprit] = error
        return True

    def _culprit(self) -> Key | None:
        """A finding with which the file fails and without which, and all behind it, it does not: by bisection."""
        candidates = [key for key in dict(self.found) if key not in self.left]
        holds, fails = 0, len(candidates)
        while fails - holds > 1:
            if self.attempts >= ATTEMPTS:
                return None
            middle = (holds + fails) // 2
            _, error = self._try({**self.left, **dict.fromkeys(candidates[middle:], PROOF_FAILED)})
            holds, fails = (middle, fails) if error is None else (holds, middle)
        return candidates[holds] if candidates else None

    def _transformed(self, state: State) -> Transformed:
        changes = tuple(self._change(key, finding.bare(), state) for key, finding in self.found)
        unchanged = state.source is self.source
        failure = next(iter(self.failures.values()), None) if unchanged else None
        return Transformed(state.source.text, changes, len(self.found), failure)

    def _change(self, key: Key, finding: Finding, state: State) -> Change:
        if key in state.done:
            return Change(finding, state.done[key])
        if key in state.refusals:
            failure = self.failures.get(key)
            return Change(finding, Outcome.REFUSED, state.refusals[key], "" if failure is None else str(failure))
        # another fix has taken its cause away: a converted print that now logs what the handler kept silent
        return Change(finding, Outcome.CONVERTED)
