"""A print as a log call: what it says, at which level, and where it is left alone."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods import _message
from flake8_foundry_logging.codemods._companions import (
    continued_level,
    logged_beside,
    shown_below,
    stays_with_attempt,
    stays_with_heading,
    stays_with_neighbour,
)
from flake8_foundry_logging.codemods._exception_name import nameless
from flake8_foundry_logging.codemods._files import file_refusal
from flake8_foundry_logging.codemods._handling import (
    Decision,
    Situation,
    prints_exception,
    prints_nothing_else,
    says_only_error,
    situation_of,
)
from flake8_foundry_logging.codemods._levels import reports_progress, signal_of
from flake8_foundry_logging.codemods._loops import quiet_method
from flake8_foundry_logging.codemods._neighbours import OUTPUT_CODES, candidates, printed_tracebacks
from flake8_foundry_logging.codemods._pieces import VALUE_MARK, Stream, Value, between, cooked, made
from flake8_foundry_logging.codemods._secret_values import Redactor
from flake8_foundry_logging.codemods._statements import Place, is_under_fmt_off, removal
from flake8_foundry_logging.codemods._surroundings import (
    group_refusal,
    product_refusal,
    require_message,
    value_refusal,
)
from flake8_foundry_logging.codemods._unfit_texts import markup_refusal, text_refusal
from flake8_foundry_logging.codemods._written import Written, written_by
from flake8_foundry_logging.codemods.kit import Edit, Edits, Outcome, Refused
from flake8_foundry_logging.core.handler import Handler

if TYPE_CHECKING:
    from collections.abc import Collection

    from flake8_foundry_logging.codemods._companions import WhyLeft
    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame
    from flake8_foundry_logging.core.log_call import Kind

__all__ = ["convert"]

BULLETS = " \t\n-*\u2022>\u00b7"
"""What stands before a value that is one of a list."""
SCRIPT_CODES = frozenset(("LGF102", "LGF106"))
COMPANY = 2
"""A drawn line stays with the heading beside it, and the heading with what it heads."""


def convert(finding: Finding, context: Context) -> Edits:
    """The edits that make a print, pprint or stream write a log call, or take it out where it says nothing.

    Args:
        finding: the print.
        context: the file.

    Raises:
        Refused: it is left to a person; the code says why.
    """
    edits = context.once(_outcome, (finding, COMPANY))
    if isinstance(edits, str):
        raise Refused(edits)
    if edits.outcome is Outcome.DROPPED or edits.covers:
        return _judged(finding, context, COMPANY, going=context.once(_going, OUTPUT_CODES))
    return edits


def _outcome(context: Context, asked: tuple[Finding, int]) -> Edits | str:
    """What becomes of a print in so much company, or why it is left; as if nothing else were taken out."""
    finding, company = asked
    try:
        return _judged(finding, context, company)
    except Refused as refused:
        return refused.refusal.code


def _going(context: Context, codes: Collection[str]) -> frozenset[ast.stmt]:
    """The statements of the file that will be taken out."""
    going = []
    for finding in context.findings:
        if finding.code in codes:
            edits = context.once(_outcome, (finding, COMPANY))
            if not isinstance(edits, str):
                going += [*edits.covers, *([finding] if edits.outcome is Outcome.DROPPED else ())]
    return frozenset(_statement_of(finding) for finding in going)


def _statement_of(finding: Finding) -> ast.stmt:
    assert finding.site is not None
    statement = finding.site.frame.statement.node
    assert isinstance(statement, ast.stmt)
    return statement


def _judged(finding: Finding, context: Context, company: int, *, going: Collection[ast.stmt] = ()) -> Edits:
    """As ``convert``.

    Args:
        company: how far what becomes of the prints next to it counts, too; 0: it is seen by itself.
        going: the other statements that will be taken out.
    """
    assert finding.site is not None
    node, frame = finding.site.node, finding.site.frame
    assert isinstance(node, ast.expr)
    if code := file_refusal(context):
        raise Refused(code)
    place = Place(context.source, node, frame)
    if is_under_fmt_off(context.module, place.span.line, place.span.end_line):
        raise Refused("fmt-off")
    written = written_by(place.call, frame, context.source)
    asking = _asking(context, company) if company else None
    if written.says_nothing:
        if signal_of(cooked(written.stream)).level is not None:
            raise Refused("sign-only")
        if asking and (code := stays_with_neighbour(frame, context, asking)):
            raise Refused(code)
        return Edits((place.removal(going=going),), Outcome.DROPPED)
    if (repeated := logged_beside(place, frame, context)) is not None:
        return Edits((repeated,), Outcome.DROPPED)
    shown = shown_below(written, frame, context, script=finding.code in SCRIPT_CODES)
    below = None if shown is None or place.indent is None else _below(shown[0], context)
    if shown is not None and below is not None:
        written = replace(written, stream=[*written.stream, *made(" "), shown[1]])
        _check(finding, place.call, frame, written, heads=below.call)
        edits = _Conversion(finding, place.call, frame, context, place, written, company, going).edits()
        together = tuple(sorted((*edits.edits, below.removal())))
        return replace(edits, edits=together, covers=(*edits.covers, shown[0]))
    if asking:
        code = stays_with_heading(written, frame, context, asking)
        if code := code or stays_with_attempt(place.call, written, frame, context, asking):
            raise Refused(code)
    _check(finding, place.call, frame, written)
    return _Conversion(finding, place.call, frame, context, place, written, company, going).edits()


def _asking(context: Context, company: int) -> WhyLeft:
    """Why a print beside one that stands in so much company is left: it has less, so that no question comes round."""

    def why_left(finding: Finding) -> str:
        outcome = context.once(_outcome, (finding, company - 1))
        return outcome if isinstance(outcome, str) else ""

    return why_left


def _below(finding: Finding, context: Context) -> Place | None:
    """Where the value under a heading is printed, if that line can go."""
    assert finding.site is not None
    assert isinstance(finding.site.node, ast.expr)
    try:
        place = Place(context.source, finding.site.node, finding.site.frame)
        place.removal()
    except Refused:
        return None
    under = is_under_fmt_off(context.module, place.span.line, place.span.end_line)
    return None if under or place.indent is None else place


def _check(finding: Finding, node: ast.Call, frame: Frame, written: Written, *, heads: ast.Call | None = None) -> None:
    """Raise a refusal for what is no message."""
    stream = written.stream
    code = text_refusal(stream) or (markup_refusal(stream) if written.markup else "")
    code = code or group_refusal(node, frame, stream, heads=heads)
    if not code and finding.code in SCRIPT_CODES and not written.stderr and Handler.around(frame) is None:
        code = product_refusal(stream, frame)
    bullet = cooked(stream).strip(BULLETS)
    only = next((piece for piece in stream if isinstance(piece, Value)), None) if bullet == VALUE_MARK else None
    if not code and isinstance(only, Value):
        handler = Handler.around(frame)
        if handler is None or not prints_exception(node, handler.name):
            data = finding.code in SCRIPT_CODES and not written.stderr
            code = value_refusal(only, script=data)
    if code and not (code == "data-on-stdout" and written.stderr):
        raise Refused(code)


# -- the conversion ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Conversion:
    """
    One print on its way.

    The prints of a handler ask those that come before them which one logs the exception, in the same company.
    """

    finding: Finding
    node: ast.Call
    frame: Frame
    context: Context
    place: Place
    written: Written
    company: int
    going: Collection[ast.stmt]

    def edits(self) -> Edits:
        """The log call in the print's place, and what goes with it."""
        logger = self.context.logger(self.frame)
        situation, tracebacks = self._situation()
        if situation is not None and situation.heard and self._repeats(situation.handler.name):
            return Edits((self.place.removal(going=self.going),), Outcome.DROPPED)
        decision = self._decide(situation, logger.kind)
        redactor = Redactor(self.context, self.frame)
        message = _message.compose(decision.stream, kind=logger.kind, further=decision.further, wrap=redactor)
        method = quiet_method(decision.method, message, self.node, self.frame, logger.kind)
        text = _message.call(
            logger,
            method,
            message,
            indent=self.place.indent,
            width=self.context.width,
            several_lines=self.place.several_lines,
        )
        edits = [self.place.rewrite(text), *self._removed(tracebacks)]
        if situation is not None and method == "exception":
            edits += self._nameless(situation.handler, text, tracebacks)
        shown = "".join(piece.source for piece in self.written.stream if isinstance(piece, Value))
        return Edits(
            tuple(sorted(edits)),
            logger=logger,
            imports=redactor.imports,
            unused=("traceback",) if tracebacks or "traceback." in shown else (),
            covers=tuple(tracebacks),
        )

    def _repeats(self, name: str | None) -> bool:
        """Whether all that it says of the exception is in the traceback."""
        return prints_nothing_else(self.node, name) or says_only_error(self.written.stream, name)

    def _situation(self) -> tuple[Situation | None, list[Finding]]:
        """The handler around it, if any, and the printed tracebacks that become one with this print."""
        handler = Handler.around(self.frame)
        if handler is None:
            return None, []
        leading, tells = self._leader(handler)
        tracebacks = printed_tracebacks(handler, self.context) if leading else []
        lent = leading and self._stands_beside_exception(handler)
        situation = situation_of(self.node, self.frame, handler, told=tells, traceback=bool(tracebacks), lent=lent)
        return situation, tracebacks

    def _stands_beside_exception(self, handler: Handler) -> bool:
        """Whether another print of its block shows the exception and nothing else."""
        sites = (other.site for other in candidates(handler, self.context) if other is not self.finding)
        return any(
            site is not None
            and site.frame.block is self.frame.block
            and isinstance(site.node, ast.Call)
            and prints_nothing_else(site.node, handler.name)
            for site in sites
        )

    def _leader(self, handler: Handler) -> tuple[bool, bool]:
        """Whether this print is the one of its handler that logs the exception; else, whether another will."""
        for candidate in candidates(handler, self.context):
            if candidate is self.finding:
                return True, False
            edits = self.context.once(_outcome, (candidate, self.company))
            if isinstance(edits, str):
                continue
            tells = re.compile(rf"\.exception\(|\b{handler.name}\b" if handler.name else r"\.exception\(")
            return False, any(tells.search(edit.text) for edit in edits.edits)
        return True, False

    def _decide(self, situation: Situation | None, kind: Kind) -> Decision:
        """The level and the text, without its decoration."""
        stream = self.written.stream
        signal = signal_of(cooked(stream), self.context.module.options.levels_words)
        body = between(stream, signal.start, signal.end)
        trouble = self.written.stderr and not reports_progress(cooked(body))
        default = "warning" if trouble else "debug" if self._is_debugging(body) else "info"
        if situation is None:
            require_message(body, self.frame)
            return Decision(signal.level or continued_level(self.frame) or default, body)
        decision = situation.decide(body, signal, kind, default=default)
        if decision.stream and decision.method in ("debug", "info"):
            require_message(decision.stream, self.frame)
            return decision
        return situation.worded(decision)

    def _is_debugging(self, body: Stream) -> bool:
        """Whether it only shows variables: ``print(x)``, ``print(f"{x=}")``, any pprint of a value."""
        if not cooked(self.written.stream).replace(VALUE_MARK, "").strip():
            return True
        first = next((piece for piece in body if isinstance(piece, Value)), None)
        return first is not None and first.debug and cooked(body).startswith(f"{first.source}={VALUE_MARK}")

    def _removed(self, tracebacks: list[Finding]) -> list[Edit]:
        edits = []
        for finding in tracebacks:
            assert finding.site is not None
            statement = finding.site.frame.statement
            assert isinstance(statement.node, ast.stmt)
            edits.append(removal(self.context.source, statement.node, statement.block, going=self.going))
        return edits

    def _nameless(self, handler: Handler, text: str, going: list[Finding]) -> list[Edit]:
        """``as e`` dropped, if nothing uses the name any more but what goes."""
        parts = [self.node, *(finding.site.node for finding in going if finding.site is not None)]
        return nameless(handler.node, self.context, going=parts, new=text)
