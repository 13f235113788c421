"""
A rule failed on this file; what it would have found here is unknown.

The engine reports this itself, at the node the rule was looking at, and all other rules go on. It is a mistake in
foundry-logging and never in the file: the message names the rule and the error.

Report it with the line that it names. Until it is mended, leave that rule out for that file: `per-file-ignores`.
"""

from __future__ import annotations

from flake8_foundry_logging.core.rule import Good, Rule

__all__ = ["RULE"]

RULE = Rule(
    code="LGF900",
    name="rule-crash",
    since="0.1",
    doc=__doc__,
    message="a rule crashed here; please report it",
    examples=(Good('log.info("nothing a user writes is to blame")\n'),),
)
