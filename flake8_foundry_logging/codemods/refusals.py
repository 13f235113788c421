"""Why a fix leaves a finding to a person, and what to do about it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["REASONS"]

REASONS: Mapping[str, str] = MappingProxyType(
    {
        # what is printed
        "bytes": "it writes bytes; decode them or keep writing data",
        "callback": "the function is passed on, not called; pass a function that logs",
        "conditional-message": "the text is chosen by a condition; log in each branch",
        "data-on-stdout": "this is the program's output; keep it, and silence the line with a noqa",
        "dynamic-format": "the format is not a literal that can be read; write the text at the call",
        "dynamic-format-spec": "a format spec is computed; format the value first",
        "dynamic-message": "there is no literal text in it; give the event a constant message",
        "dynamic-separator": "sep= is not a literal; write the separator into the text",
        "exception-in-sentence": "the exception stands inside the sentence; move it to the end or log it as a field",
        "file-argument": "it writes to a file of its own; log, or keep writing the file",
        "lambda-value": "a logger calls a function that it is given as a value; call it, or log its name",
        "literal-braces": "literal braces would read as a placeholder; reword the text",
        "multi-line-text": "it is a text of several lines; log the event in one",
        "placeholder-mismatch": "placeholders and arguments do not match; mend the format first",
        "sign-only": "a sign is all it says; say in words what happened",
        "side-effects": "an argument that would go away does something; move it to a line of its own",
        "star-arguments": "*args or **kwargs hide what is printed; name the values",
        "template-string": "template strings are not text yet; use an f-string",
        "terminal-colours": "it colours the terminal; drop the colours, the console handler has its own",
        "rich-markup": "it is marked up for rich; drop the markup",
        "unreadable-expression": "the expression cannot be taken apart; write it more simply",
        "walrus": "a walrus inside the call binds a name; bind it before",
        # where it is printed
        "comment-inside": "a comment inside the call has no place to go; move it out",
        "fmt-off": "the code is under `# fmt: off`; change it by hand",
        "generated-file": "the file is generated; change its generator",
        "hot-loop": "a record on every iteration floods the log; log before or behind the loop",
        "no-handler": "no exception is being handled here; log with exc_info where it is caught",
        "notebook": "notebook cells show what they print; move what should log into a module",
        "menu": "it is a menu or a list of steps for a person; keep it, or log one event",
        "progress": "it is a part of a line that is written piece by piece; log once, or use a progress bar",
        "prompt": "it asks the user, the input() follows; keep it",
        "table": "it is a row of a table; log the values as fields, or keep the table as output",
        "test-code": "tests may print and swallow what they like; leave it, or run with --include-tests",
        "used-result": "the call's value is used; make it a statement of its own",
        "vendored-file": "the file is somebody else's; change it there",
        # what is logged, and how
        "broad-clause-before": "a broad clause stands before it, so it catches exits alone; raise them again",
        "bound-method": "it is called by a plain name; call the logger's method",
        "build-file": "a tool runs it in an environment without the project's packages; take --logger stdlib",
        "explained-pass": "a comment says why nothing is done; log, or silence the line with a noqa",
        "extra-present": "the call has an extra= already; put the fields into it",
        "handed-on": "a function that needs the value logs it; redact it where it is logged",
        "import-fallback": "it stands around an import; catch ImportError alone",
        "imported-constant": "its plain name stands elsewhere, too; import the other name and use that",
        "inside-fstring": "positions inside f-strings are not known before Python 3.12; take the value out",
        "logging-machinery": "the file makes logging handlers or the like, which must not log; count instead",
        "message-by-keyword": "other arguments stand before the keyword of the message; pass the message first",
        "loguru-critical": "loguru takes no exc_info; use opt(exception=True)",
        "parenthesised-argument": "an argument is in parentheses; take them off",
        # what was done, and how long it took
        "block-head": "the call stands in the head of a block, whose time is not its own; bind its result before",
        "multi-line-string": "indenting it would change a string of several lines; write the with block by hand",
        "no-timer": "this logger has no timer; use one of foundry_logging",
        "one-line-block": "it shares its line with other code; give it a line of its own",
        "returned-result": "the work is done in the return; bind its result first, then log",
        "several-ways": "it succeeds in several places; log in each by hand",
        "tangled-timing": "the clock is read in different blocks, or for more than one field; write the with by hand",
        # the logger
        "binding-too-late": "the logger would be bound only after this line runs; bind it further up",
        "imports-follow": "a logger bound before this line would stand among the imports; move the line behind them",
        "name-taken": "the name to be imported means something else here; rename that",
        "inherited-logger": "a base class from elsewhere may use it as a standard logger; migrate that class first",
        "logger-adapter": "an adapter stands around it; bind its fields by logger.bind(...)",
        "logger-passed": "the logger itself is handed on, and what gets it may need a standard one; pass no logger",
        "logger-set-up": "its level, handlers or filters are used; leave them to configure() of foundry_logging",
        "rebound-logger": "its name is bound to something else, too; give that a name of its own",
        "logger-level": "a level is given beside the name; fetch the logger by its name and call setLevel",
        "other-logger": "the file's own logger takes values in another way; change it by hand",
        "own-logger-is-root": "the file's own logger is the root logger, too; pass __name__ where it is made",
        "number-format": "its format takes a number, and a redacted value is a text; take the format off",
        "own-package": "this is the package that provides the logger; bind a logger of its own by hand",
        "shadowed-logger": "the logger's name means something else here; rename that",
        "unknown-logger": "what kind of logger this is does not show in the file; annotate or import it plainly",
        # the run
        "brings-finding": "the fixed code would break a rule in its turn; change it by hand",
        "needs-unsafe-fixes": "the fix changes what the program does; see the diff, then run with --unsafe-fixes",
        "no-fix": "there is no automatic fix; `foundry-lint rule CODE` says what to write",
        "not-written": "the file could not be written; see the error above",
        "proof-failed": "the result did not keep a promise, so the file was left alone; please report it",
    }
)
"""Code -> one clause for a person: what stands in the way, then what to do."""
