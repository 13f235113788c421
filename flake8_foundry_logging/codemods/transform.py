"""One file: findings -> edits -> rounds to a fixpoint -> proofs. Nothing is written here."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods import fix_for
from flake8_foundry_logging.codemods._calls import stretch
from flake8_foundry_logging.codemods._unused_imports import unused_imports
from flake8_foundry_logging.codemods.context import Context, Flavor
from flake8_foundry_logging.codemods.insertion import insertions, newline_of
from flake8_foundry_logging.codemods.kit import BoundLogger, Edit, Edits, Outcome, Refusal, Refused, Safety
from flake8_foundry_logging.codemods.proofs import (
    ProofError,
    Shift,
    prove_comments,
    prove_compiles,
    prove_round,
    splice,
)
from flake8_foundry_logging.core.module import Module

if TYPE_CHECKING:
    from collections.abc import Callable

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.options import Options
    from flake8_foundry_logging.core.source import Source

__all__ = ["Change", "Transformed", "transform"]

ROUNDS = 5
"""Edits that overlap wait for the next round; nothing seen on real code needs more than three."""

LINE_END = re.compile(r"\r\n|\r|\n")
UNSAFE = "needs-unsafe-fixes"
NO_FIX = "no-fix"
PROOF_FAILED = "proof-failed"
BRINGS_FINDING = "brings-finding"
OUTPUT = ("LGF101", "LGF102", "LGF103", "LGF104", "LGF106")
"""One print under several codes, by whom it speaks to. What stands around it tells that, and a fix may change it."""
BANNED_LIMIT = 20
"""Fixes of a file that are tried without before the file is left: each costs the rounds again."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one finding.

    Attributes:
        finding: the finding, at its place in the file as it was.
        outcome: converted, dropped or refused.
        reason: the refusal's code.
    """

    finding: Finding
    outcome: Outcome
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Transformed:
    """A file's result.

    Attributes:
        text: the new text; the old one if nothing was to change or a proof failed.
        changes: one for every finding there was.
        failure: the proof that failed, if any; then every change is a refusal.
    """

    text: str
    changes: tuple[Change, ...]
    failure: ProofError | None = None

    def left(self, before: str, failure: ProofError) -> Transformed:
        """The same file left as it was, because a proof failed."""
        left = tuple(Change(change.finding, Outcome.REFUSED, PROOF_FAILED) for change in self.changes)
        return Transformed(before, left, failure)


@dataclass(slots=True)
class _State:
    """What the rounds have come to.

    Attributes:
        source: the file as the rounds so far have made it.
        known: code -> the offsets of its findings in the file as it was.
        shifts: the rounds' edits, first round first.
        done: the findings that were answered, by their place in the file as it was.
        banned: findings whose fix brings another finding, by the same places: they are left.
        maybe_unused: imported names that an edit may have used up; a later round looks whether one has.
    """

    source: Source
    known: dict[str, list[int]] = field(default_factory=dict)
    shifts: list[Shift] = field(default_factory=list)
    done: dict[tuple[int, str], Outcome] = field(default_factory=dict)
    maybe_unused: set[str] = field(default_factory=set)
    banned: set[tuple[int, str]] = field(default_factory=set)

    def answered_between(self, first: int, last: int) -> set[tuple[int, str]]:
        """The answered findings of a stretch of the file as it was."""
        return {(offset, code) for offset, code in self.done if first <= offset <= last}

    def place(self, finding: Finding) -> tuple[int, str]:
        """Which of the first findings a present one is: its offset in the file as it was, and its code.

        A finding in text that a round wrote is the one that stood in the text it replaced and still waits for its
        answer.

        Raises:
            ProofError: it is none of them. No selected finding may appear, nor one stay that a fix has answered.
        """
        place = self.source.offset(finding.line, finding.column)
        first, last = self._before(place, place)
        for code in (finding.code, *(OUTPUT if finding.code in OUTPUT else ())):
            for offset in self.known.get(code, ()):
                if first <= offset <= last and (offset, code) not in self.done:
                    return offset, code
        subject = finding.site.subject if finding.site is not None else None
        raise UnwantedFinding(finding, *self._before(*stretch(self.source, subject) if subject else (place, place)))

    def _before(self, first: int, last: int) -> tuple[int, int]:
        """A stretch of the present text as it was in the first one."""
        for shift in reversed(self.shifts):
            first, last = shift.back(first)[0], shift.back(last)[1]
        return first, last


class UnwantedFinding(ProofError):
    """A fix would leave a selected finding, or bring one.

    Attributes:
        first: where what the finding is about (the call, the handler) began in the file as it was, as an offset.
        last: where it ended.
    """

    def __init__(self, finding: Finding, first: int, last: int) -> None:
        super().__init__("findings", f"the fix would leave or bring {finding.code} ({finding.message})")
        self.first = first
        self.last = last


def transform(
    source: Source,
    find: Callable[[Module], list[Finding]],
    options: Options,
    *,
    flavor: Flavor = Flavor.FOUNDRY,
    unsafe: bool = False,
) -> Transformed:
    """Fix a file in memory and prove the result.

    Args:
        source: the file.
        find: the selected findings of a walked file, after ``noqa``.
        options: what the user told the rules.
        flavor: whose logger to insert where there is none.
        unsafe: make unsafe edits, too.
    """
    module = Module(source, options)
    first = find(module)
    if not first:
        return Transformed(source.text, ())
    banned: set[tuple[int, str]] = set()
    while True:
        state = _State(source, banned=banned)
        try:
            refusals = _rounds(state, find, module, first, flavor, unsafe=unsafe)
            if state.source is not source:
                prove_compiles(source, state.source)
                prove_comments(source, state.source)
        except UnwantedFinding as error:
            culprits = state.answered_between(error.first, error.last)
            if culprits and len(banned) < BANNED_LIMIT:
                banned |= culprits  # the others need not suffer: again, without these
                continue
            return Transformed("", tuple(Change(f.bare(), Outcome.REFUSED) for f in first)).left(source.text, error)
        except ProofError as error:
            return Transformed("", tuple(Change(f.bare(), Outcome.REFUSED) for f in first)).left(source.text, error)
        return Transformed(state.source.text, tuple(_changes(state, source, first, refusals)))


def _rounds(
    state: _State,
    find: Callable[[Module], list[Finding]],
    module: Module,
    findings: list[Finding],
    flavor: Flavor,
    *,
    unsafe: bool,
) -> dict[tuple[int, str], str]:
    """Make edits until none is left to make; the last, empty round is the proof that a second run changes nothing.

    Args:
        state: what has come of it; filled here.
        find: the selected findings of a walked file.
        module: the file as it was, walked.
        findings: what was found in it.
        flavor: whose logger to insert.
        unsafe: make unsafe edits, too.
    """
    for finding in findings:
        state.known.setdefault(finding.code, []).append(state.source.offset(finding.line, finding.column))
    for _ in range(ROUNDS + 1):
        places = {finding: state.place(finding) for finding in findings}
        refusals: dict[tuple[int, str], str] = {}
        accepted = _accepted(Context(module, findings, flavor, unsafe), places, refusals, state.banned)
        edits = _all_edits(state, module, accepted)
        if not edits:
            return refusals
        text = splice(state.source.text, edits)
        after = prove_round(state.source, text, edits)
        for finding, outcome in accepted:
            for covered in (finding, *outcome.covers):
                if covered in places:  # what was not selected is not accounted for
                    state.done[places[covered]] = outcome.outcome
            state.maybe_unused.update(outcome.unused)
        state.shifts.append(Shift(edits))
        state.source = after
        module = Module(after, module.options)
        findings = find(module)
    raise ProofError("fixpoint", f"{ROUNDS} rounds left something to change")


def _accepted(
    context: Context,
    places: dict[Finding, tuple[int, str]],
    refusals: dict[tuple[int, str], str],
    banned: set[tuple[int, str]],
) -> list[tuple[Finding, Edits]]:
    """Ask each finding's fix; what overlaps with another answer waits for the next round."""
    answers: list[tuple[Finding, Edits]] = []
    for finding, place in places.items():
        answer = Refusal(BRINGS_FINDING) if place in banned else _ask(finding, context)
        if isinstance(answer, Refusal):
            refusals[place] = answer.code
        else:
            answers.append((finding, answer))
    if leading := next((pair for pair in answers if pair[1].first), None):
        return [leading]
    accepted: list[tuple[Finding, Edits]] = []
    taken: list[Edit] = []
    covered: set[Finding] = set()
    bound: BoundLogger | None = None
    for finding, answer in sorted(answers, key=lambda pair: pair[1].alone_in is not None):
        new = answer.logger if answer.logger is not None and answer.logger.inserted else None
        if new is not None and bound is not None and new != bound:
            continue  # a file gets one logger; the next round finds it there
        if finding not in covered and not _waits(answer, taken):
            bound = bound or new
            accepted.append((finding, answer))
            taken += answer.edits
            covered.update(answer.covers)
    return [pair for pair in accepted if pair[0] not in covered]


def _waits(answer: Edits, taken: list[Edit]) -> bool:
    """Whether an edit of this round stands in an answer's way, or may make it needless.

    The second: a print becomes a log of the very error that its handler was to be made to log.
    """
    start, end = answer.alone_in or (0, 0)
    return any(start <= other.start < end or any(_overlap(edit, other) for edit in answer.edits) for other in taken)


def _ask(finding: Finding, context: Context) -> Edits | Refusal:
    fix = fix_for(finding.code)
    if fix is None:
        return Refusal(NO_FIX)
    try:
        answer = fix(finding, context)
    except Refused as refused:
        return refused.refusal
    except Exception as error:  # a fix that crashes must not take the other files with it
        reason = f"{finding.code} at line {finding.line} ({type(error).__name__}: {error}); please report it"
        raise ProofError("crash", reason) from error
    if isinstance(answer, Edits) and answer.safety is Safety.UNSAFE and not context.unsafe:
        return Refusal(UNSAFE)
    return answer


def _overlap(one: Edit, other: Edit) -> bool:
    if one.start == one.end or other.start == other.end:
        return one.start <= other.end and other.start <= one.end
    return one.start < other.end and other.start < one.end


def _all_edits(state: _State, module: Module, accepted: list[tuple[Finding, Edits]]) -> list[Edit]:
    """What the fixes want, the binding and imports that this needs, and the imports that nothing needs any more."""
    edits = [edit for _, answer in accepted for edit in answer.edits]
    loggers = {answer.logger for _, answer in accepted if answer.logger is not None and answer.logger.inserted}
    imports = {item for _, answer in accepted for item in answer.imports}
    if loggers or imports:
        needing = [answer for _, answer in accepted if answer.imports or answer.logger in loggers]
        first_use = min(edit.start for answer in needing for edit in answer.edits)
        edits += insertions(module, min(loggers, key=lambda logger: logger.name, default=None), imports, first_use)
    for edit in unused_imports(module, state.maybe_unused):
        if not any(_overlap(edit, other) for other in edits):
            edits.append(edit)
    newline = newline_of(module.source)
    return sorted(replace(edit, text=LINE_END.sub(newline, edit.text)) for edit in edits)


def _changes(state: _State, source: Source, first: list[Finding], refusals: dict[tuple[int, str], str]) -> list[Change]:
    changes = []
    for finding in first:
        key = (source.offset(finding.line, finding.column), finding.code)
        if key in state.done:
            changes.append(Change(finding.bare(), state.done[key]))
        elif key in refusals:
            changes.append(Change(finding.bare(), Outcome.REFUSED, refusals[key]))
        else:  # another fix has taken its cause away: a converted print that now logs what the handler kept silent
            changes.append(Change(finding.bare(), Outcome.CONVERTED))
    return changes
