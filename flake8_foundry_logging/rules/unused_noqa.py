"""
A `# noqa: LGFnnn` that suppresses nothing.

The code was mended or moved and the comment stayed; it says of this line what is not true, and the next real finding on
it will be suppressed unseen.

Take the code out of the comment. Only codes of ours are judged, each by itself, over the lines that flake8 lets the
comment count for, and whatever `per-file-ignores` says. Left alone are a blanket `# noqa` and `# flake8: noqa`, text in
strings that only looks like a comment, a code or prefix with a rule that did not run (so select this rule beside the
others), a comment that names LGF901 itself, and all comments of a file in which a rule crashed, or of a run with
`--disable-noqa`. A code that no rule has suppresses nothing anywhere.

The finding stands on the comment's line, and what suppresses it is what suppresses any other: LGF901 in that comment.
"""

from __future__ import annotations

from flake8_foundry_logging.core.rule import Bad, Good, Rule

__all__ = ["RULE"]

RULE = Rule(
    code="LGF901",
    name="unused-noqa",
    since="0.1",
    doc=__doc__,
    message="noqa: {code} suppresses nothing here: take it out",
    default=False,
    words=("noqa",),
    examples=(
        Bad('log.info("started")  # noqa: LGF101  #!\n'),
        Bad("print(1)  # noqa: LGF101, LGF202  #!\n"),
        Bad('log.info("started")  # noqa: LGF998  #!\n'),
        Good("print(1)  # noqa: LGF101\n"),
        Good('log.info("started")  # noqa\n'),
        Good('log.info("started")  # noqa: E501\n'),
        Good('log.info("started")  # noqa: LGF101, LGF901\n'),
    ),
)
