"""What the rules of chapter LGF3 report: what reaches a sink, and what is handed to a function which has one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_foundry_logging.core.secret_flow import secret_flow
from flake8_foundry_logging.core.secret_sources import names_of
from flake8_foundry_logging.rules._helpers_that_log import given_to_helpers
from flake8_foundry_logging.rules._prose import cut_off, labelled
from flake8_foundry_logging.rules._secret_flow import may_hold_secrets, placed, told_way
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.module import Module
    from flake8_foundry_logging.core.rule import Rule
    from flake8_foundry_logging.core.taint import Flow, Leak
    from flake8_foundry_logging.rules._secret_flow import Sink

__all__ = ["report", "report_reaching"]

VAGUE = frozenset((("auth",), ("bearer",)))
"""Names that are a secret's where they are logged, but say too little to be followed: a flow may start at a module, a
list of rights, a kind of log-in."""


def report(rule: Rule, module: Module, sinks: Sequence[Sink]) -> Iterator[Finding]:
    """The findings of a rule whose message tells ``name``, ``sink`` and ``way``."""
    if not sinks or not may_hold_secrets(module):
        return
    names, flow = names_of(module), secret_flow(module)
    for sink in sinks:
        found = [leak for key, value in sink.values for leak in flow.under(key, value, sink.frame)]
        found += labelled(sink, names)
        short = cut_off(sink)
        for leak in {leak.node: leak for leak in reversed(found)}.values():
            if not _is_vague(leak) and leak.node not in short:
                place = placed(leak.node, sink.node, sink.frame)
                yield rule.at(place, sink.frame, subject=sink.node, name=leak.name, sink=sink.name, way=told_way(leak))
    for call, argument, around, sink, step in given_to_helpers(module, sinks):
        for leak in flow.leaks(argument, around):
            if not _is_vague(leak):
                place = placed(leak.node, call, around)
                yield rule.at(place, around, subject=call, name=leak.name, sink=sink.name, way=told_way(leak, step))


def report_reaching(rule: Rule, flow: Flow, sinks: Iterable[Sink]) -> Iterator[Finding]:
    """The same for whatever a flow looks for, once for each part of a value that holds it."""
    for sink in sinks:
        found = {leak.node: leak for _, value in sink.values for leak in flow.leaks(value, sink.frame)}
        for leak in found.values():
            place = placed(leak.node, sink.node, sink.frame)
            yield rule.at(place, sink.frame, subject=sink.node, name=leak.name, sink=sink.name, way=told_way(leak))


def _is_vague(leak: Leak) -> bool:
    return bool(leak.way) and words(leak.name.rpartition(".")[2]) in VAGUE
