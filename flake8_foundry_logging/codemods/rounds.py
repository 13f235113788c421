"""Rounds of edits to a fixpoint: what overlaps waits for the next one. Every round is proved."""

from __future__ import annotations

import ast
import re
import sys
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods import fix_for
from flake8_foundry_logging.codemods._calls import stretch
from flake8_foundry_logging.codemods._exception_name import clauses_around, unused_names
from flake8_foundry_logging.codemods._taken import Taken
from flake8_foundry_logging.codemods._unused_imports import unused_imports
from flake8_foundry_logging.codemods.context import Context
from flake8_foundry_logging.codemods.insertion import insertions, newline_of
from flake8_foundry_logging.codemods.kit import BoundLogger, Edit, Edits, Outcome, Refusal, Refused, Safety
from flake8_foundry_logging.codemods.proofs import ProofError, Shift, prove_round, splice
from flake8_foundry_logging.core.module import Module

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from flake8_foundry_logging.codemods.context import Flavor
    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.source import Source

__all__ = ["CrashedFix", "Key", "State", "UnwantedFindings", "make_rounds"]

ROUNDS = 5
"""Edits that overlap wait for the next round; nothing seen on real code needs more than three."""
CHAIN = 25
"""How many rounds more there may be, one for each finding: of prints beside each other one may wait for the next."""

LINE_END = re.compile(r"\r\n|\r|\n")
UNSAFE = "needs-unsafe-fixes"
NO_FIX = "no-fix"
OUTPUT = ("LGF101", "LGF102", "LGF103", "LGF104", "LGF106")
"""One print under several codes, by whom it speaks to. What stands around it tells that, and a fix may change it."""

IDLE_MODULES = sys.stdlib_module_names | {"rich"}
"""Modules whose import does nothing that anybody could miss."""

Key = tuple[int, str]
"""Which of a file's first findings one is: its offset in the file as it was, and its code."""


@dataclass(slots=True)
class State:
    """What the rounds have come to.

    Attributes:
        source: the file as the rounds so far have made it.
        left: findings that are left whatever their fix would answer, and the code of the reason.
        known: code -> the offsets of its findings in the file as it was, in order.
        shifts: the rounds' edits, first round first.
        done: the findings that were answered.
        refusals: the findings that the last round left, and the code of the reason.
        maybe_unused: imported names that an edit may have used up; a later round looks whether one has.
        handlers: the numbers of the handlers whose exception an edit may have used last, by its name.
        wide: the answered findings whose fix reaches further than its place: it binds a logger, or moves the module.
    """

    source: Source
    left: Mapping[Key, str]
    known: dict[str, list[int]] = field(default_factory=dict)
    shifts: list[Shift] = field(default_factory=list)
    done: dict[Key, Outcome] = field(default_factory=dict)
    refusals: dict[Key, str] = field(default_factory=dict)
    maybe_unused: set[str] = field(default_factory=set)
    handlers: set[int] = field(default_factory=set)
    wide: set[Key] = field(default_factory=set)

    def places(self, findings: Iterable[Finding]) -> dict[Finding, Key]:
        """Which of the first findings each present one is.

        A finding in text that a round wrote is the one that stood in the text it replaced and still waits for its
        answer.

        Raises:
            UnwantedFindings: some are none of them. No selected finding may appear, nor one stay that a fix has
                answered.
        """
        places: dict[Finding, Key] = {}
        unwanted: list[Finding] = []
        for finding in findings:
            key = self._key(finding)
            if key is None:
                unwanted.append(finding)
            else:
                places[finding] = key
        if unwanted:
            raise UnwantedFindings(unwanted[0], {key for finding in unwanted for key in self._causes(finding)})
        return places

    def _key(self, finding: Finding) -> Key | None:
        place = self.source.offset(finding.line, finding.column)
        first, last = self._before(place, place)
        for code in (finding.code, *(OUTPUT if finding.code in OUTPUT else ())):
            offsets = self.known.get(code, [])
            for index in range(bisect_left(offsets, first), len(offsets)):
                if offsets[index] > last:
                    break
                if (offsets[index], code) not in self.done:
                    return offsets[index], code
        return None

    def _causes(self, finding: Finding) -> set[Key]:
        """The answered findings in what an unwanted one is about (the call, the handler), else those that reach it."""
        subject = finding.site.subject if finding.site is not None else None
        place = self.source.offset(finding.line, finding.column)
        first, last = self._before(*(stretch(self.source, subject) if subject else (place, place)))
        return {(offset, code) for offset, code in self.done if first <= offset <= last} or set(self.wide)

    def _before(self, first: int, last: int) -> tuple[int, int]:
        """A stretch of the present text as it was in the first one."""
        for shift in reversed(self.shifts):
            first, last = shift.back(first)[0], shift.back(last)[1]
        return first, last


class UnwantedFindings(ProofError):
    """Fixes would leave selected findings, or bring some.

    Attributes:
        code: of the first such finding.
        causes: the answered findings whose fixes do, as far as the places tell.
    """

    def __init__(self, finding: Finding, causes: set[Key]) -> None:
        super().__init__("findings", f"the fix would leave or bring {finding.code} ({finding.message})")
        self.code = finding.code
        self.causes = causes


class CrashedFix(ProofError):
    """A fix crashed; it must not take the others with it.

    Attributes:
        key: the finding that it was asked about.
    """

    def __init__(self, finding: Finding, key: Key, error: Exception) -> None:
        place = f"{finding.code} at line {finding.line}"
        super().__init__("crash", f"{place} ({type(error).__name__}: {error}); please report it")
        self.key = key


def make_rounds(
    state: State,
    find: Callable[[Module], list[Finding]],
    module: Module,
    findings: list[Finding],
    flavor: Flavor,
    *,
    unsafe: bool,
    tests: bool,
) -> None:
    """Make edits until none is left to make; the last, empty round is the proof that a second run changes nothing.

    Args:
        state: what has come of it; filled here.
        find: the selected findings of a walked file.
        module: the file as it was, walked.
        findings: what was found in it.
        flavor: whose logger to insert.
        unsafe: make unsafe edits, too.
        tests: change tests as other files are.

    Raises:
        ProofError: a round does not keep its promises.
    """
    for finding in findings:
        state.known.setdefault(finding.code, []).append(state.source.offset(finding.line, finding.column))
    rounds = ROUNDS + min(len(findings), CHAIN)
    for _ in range(rounds + 1):
        places = state.places(findings)
        state.refusals = {}
        accepted = _accepted(Context(module, findings, flavor, unsafe, tests), places, state)
        edits = _all_edits(state, module, accepted)
        if not edits:
            return
        after = prove_round(state.source, splice(state.source.text, edits), edits)
        for finding, outcome in accepted:
            for covered in (finding, *outcome.covers):
                if covered in places:  # what was not selected is not accounted for
                    state.done[places[covered]] = outcome.outcome
                    if outcome.first or (outcome.logger is not None and outcome.logger.inserted):
                        state.wide.add(places[covered])
            state.maybe_unused.update(outcome.unused, _names_in(finding))
            state.handlers.update(clauses_around(finding, module))
        state.shifts.append(Shift(edits))
        state.source = after
        module = Module(after, module.options)
        findings = find(module)
    raise ProofError("fixpoint", f"{rounds} rounds left something to change")


def _names_in(finding: Finding) -> Iterator[str]:
    """The names that a call used, which the new text may do without: ``sys`` of ``file=sys.stderr``.

    Only the standard library's and rich's: importing another module may do something. And what a package's own file
    imports, others may import from there.
    """
    if finding.site is None or finding.site.frame.module.path.endswith("__init__.py"):
        return
    for node in ast.walk(finding.site.node):
        if isinstance(node, ast.Name):
            origins = (binding.origin or "" for binding in finding.site.frame.bindings(node.id))
            if any(origin.partition(".")[0] in IDLE_MODULES for origin in origins):
                yield node.id


def _accepted(context: Context, places: dict[Finding, Key], state: State) -> list[tuple[Finding, Edits]]:
    """Ask each finding's fix; what overlaps with another answer waits for the next round."""
    answers: list[tuple[Finding, Edits]] = []
    for finding, key in places.items():
        answer = Refusal(state.left[key]) if key in state.left else _ask(finding, key, context)
        if isinstance(answer, Refusal):
            state.refusals[key] = answer.code
        else:
            answers.append((finding, answer))
    if leading := next((pair for pair in answers if pair[1].first), None):
        return [leading]
    accepted: list[tuple[Finding, Edits]] = []
    taken = Taken()
    covered: set[Finding] = set()
    bound: BoundLogger | None = None
    for finding, answer in sorted(answers, key=lambda pair: pair[1].alone_in is not None):
        new = answer.logger if answer.logger is not None and answer.logger.inserted else None
        if new is not None and bound is not None and new != bound:
            continue  # a file gets one logger; the next round finds it there
        if finding not in covered and not _waits(answer, taken):
            bound = bound or new
            accepted.append((finding, answer))
            taken.add(answer.edits)
            covered.update(answer.covers)
    return [pair for pair in accepted if pair[0] not in covered]


def _waits(answer: Edits, taken: Taken) -> bool:
    """Whether an edit of this round stands in an answer's way, or may make it needless.

    The second: a print becomes a log of the very error that its handler was to be made to log.
    """
    if answer.alone_in is not None and taken.any_from(*answer.alone_in):
        return True
    return any(taken.overlaps(edit) for edit in answer.edits)


def _ask(finding: Finding, key: Key, context: Context) -> Edits | Refusal:
    fix = fix_for(finding.code)
    if fix is None:
        return Refusal(NO_FIX)
    try:
        answer = fix(finding, context)
    except Refused as refused:
        return refused.refusal
    except Exception as error:
        raise CrashedFix(finding, key, error) from error
    if isinstance(answer, Edits) and answer.safety is Safety.UNSAFE and not context.unsafe:
        return Refusal(UNSAFE)
    return answer


def _all_edits(state: State, module: Module, accepted: list[tuple[Finding, Edits]]) -> list[Edit]:
    """What the fixes want, the binding and imports that this needs, without the names that nothing needs any more."""
    edits = [edit for _, answer in accepted for edit in answer.edits]
    loggers = {answer.logger for _, answer in accepted if answer.logger is not None and answer.logger.inserted}
    imports = {item for _, answer in accepted for item in answer.imports}
    if loggers or imports:
        needing = [answer for _, answer in accepted if answer.imports or answer.logger in loggers]
        first_use = min(_first_use(answer) for answer in needing)
        edits += insertions(module, min(loggers, key=lambda logger: logger.name, default=None), imports, first_use)
    taken = Taken(sorted(edits))
    idle = (*unused_imports(module, state.maybe_unused), *unused_names(module, state.handlers))
    edits += (edit for edit in idle if not taken.overlaps(edit))
    newline = newline_of(module.source)
    return sorted(replace(edit, text=LINE_END.sub(newline, edit.text)) for edit in edits)


def _first_use(answer: Edits) -> int:
    return min(edit.start for edit in answer.edits) if answer.imports_before is None else answer.imports_before
