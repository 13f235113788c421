"""Runs rules over a file: one walk, then each rule on the nodes and views it asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flake8_foundry_logging.core.collector import collector_paused
from flake8_foundry_logging.core.finding import Finding, Site
from flake8_foundry_logging.core.module import Module
from flake8_foundry_logging.core.needs import Need, Needs
from flake8_foundry_logging.core.options import Options

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable, Iterable, Iterator

    from flake8_foundry_logging.core.frame import Frame
    from flake8_foundry_logging.core.outline import Outline
    from flake8_foundry_logging.core.rule import Rule
    from flake8_foundry_logging.core.source import Source

    Table = dict[type, list[tuple[Rule | Outline, Callable[..., Iterator[Finding]]]]]
    """What rules run, by the node type or view that they run it on."""

__all__ = ["CRASH", "Engine"]

CRASH = "LGF900"


class Engine:
    """A set of rules that checks any number of files and keeps nothing of them.

    A rule is loaded, if only its outline is given, with the first file that holds what it needs; each table of checks
    is built once.

    Args:
        rules: the rules to run, or their outlines; a crash of one is reported under LGF900 whether or not that rule is
            among them.
        options: what the user told the rules.
    """

    def __init__(self, rules: Iterable[Rule | Outline], options: Options | None = None) -> None:
        self.rules = tuple(rules)
        self.options = options or Options()
        self._tables: dict[frozenset[str], Table] = {}
        self._looking = [rule for rule in self.rules if rule.looks]
        self._needs = Needs({rule.code: self._needed_by(rule) for rule in self.rules if rule.looks or rule.words})
        self._yields_to = {rule.code: rule.yields_to for rule in self.rules if rule.yields_to}

    def _needed_by(self, rule: Rule | Outline) -> tuple[str | Need, ...]:
        """What a rule needs, with regard to the options that it reads."""
        said = {name for name in rule.reads if getattr(self.options, name) != getattr(Options(), name)}
        if not said.isdisjoint(("logger_objects", "logger_factories")):
            return ()  # loggers may be called anything now
        if said:
            return tuple(word.loosened() if isinstance(word, Need) else word for word in rule.words)
        return rule.words

    def concerns(self, text: str) -> bool:
        """Whether a text holds what any rule needs; if not, there is nothing to find and no need to parse."""
        return self._needs.any_in(text)

    def check(self, source: Source) -> list[Finding]:
        """The bare findings in a file, by place, without regard to ``noqa``."""
        if not self._looking:
            return []
        with collector_paused():
            module = Module(source, self.options)
            found = [finding.bare() for finding in self.check_module(module)]
            module.release()
            return found

    def check_module(self, module: Module) -> list[Finding]:
        """The findings with their places in a file that has been walked already; fixes use that walk."""
        findings: list[Finding] = []
        unconcerned = self._needs.missing_in(module.source.text)
        for kind, concerned in self._table(unconcerned).items():
            for subject, node, frame in _subjects(module, kind, findings):
                for rule, check in concerned:
                    findings += _run(rule, check, subject, node, frame)
        return sorted(self._settled(_distinct(findings)))

    def _table(self, unconcerned: frozenset[str]) -> Table:
        """What the other rules run, by what they run it on."""
        table = self._tables.get(unconcerned)
        if table is None:
            table = self._tables[unconcerned] = {}
            for rule in self._looking:
                if rule.code not in unconcerned:
                    for kind, check in rule.checks:
                        table.setdefault(kind, []).append((rule, check))
        return table

    def _settled(self, findings: list[Finding]) -> list[Finding]:
        """One problem, one finding: without those whose rule yields to another finding on the same subject."""
        if not self._yields_to:
            return findings
        spoken = {(finding.site.subject, finding.code) for finding in findings if finding.site is not None}
        return [
            finding
            for finding in findings
            if finding.site is None
            or not any((finding.site.subject, code) in spoken for code in self._yields_to.get(finding.code, ()))
        ]


def _subjects(module: Module, kind: type, findings: list[Finding]) -> Iterator[tuple[Any, ast.AST, Frame]]:
    if hasattr(kind, "collect"):
        try:
            views: list[Any] = module.views(kind)
        except Exception as error:  # a view that cannot be built is a crash of the rules that read it, not of the run
            findings.append(_crash(kind.__name__, error, module.source.tree, module.body))
            return
        for view in views:
            yield view, view.node, view.frame
    else:
        for index in module.indices((kind,)):
            yield module.nodes[index], module.nodes[index], module.frames[index]


def _run(
    rule: Rule | Outline, check: Callable[..., Iterator[Finding]], subject: Any, node: ast.AST, frame: Frame
) -> list[Finding]:
    try:
        found = list(check(subject, frame))
    except Exception as error:  # a rule that crashes must not take the others with it
        return [_crash(f"{rule.code} {rule.name}", error, node, frame)]
    return [_with_subject(finding, node) for finding in found] if found else found


def _with_subject(finding: Finding, subject: ast.AST) -> Finding:
    site = finding.site
    if site is None or site.subject is not None:
        return finding
    return replace(finding, site=Site(site.node, site.frame, subject))


def _crash(what: str, error: Exception, node: ast.AST, frame: Frame) -> Finding:
    span = frame.module.source.span(node)
    message = f"{what} crashed here ({type(error).__name__}: {error}); please report it"
    return Finding(span.line, span.column, CRASH, message[:120], span.end_line, span.end_column)


def _distinct(findings: list[Finding]) -> list[Finding]:
    """Each finding once: a rule registered for two kinds may meet one place twice."""
    return list(dict.fromkeys(findings))
