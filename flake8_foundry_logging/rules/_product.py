"""When what is printed is a program's product and no event: a report, data, one half of a talk, an example's output."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.carriers import call_name
from flake8_foundry_logging.rules._paths import SCREENS, is_test_path
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.frame import Frame, FunctionNode

__all__ = ["has_words", "is_dialogue", "is_interactive", "is_listed", "is_product", "is_test_path", "texts"]


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


SHOWING = _set(
    "print printf pprint pretty show display dump list report echo output summarize summarise usage help banner draw "
    "render"
)
"""First words of a function whose job is to print (``print_table``), and words of what it does (``emit_banner``)."""
PRINTING = _set("print printf pprint")
"""The first words of those that say so: whatever else such a function does, it prints because it was asked to."""
SHOWN = _set("report summary usage help banner print progress progressbar")
"""Last words of such a function's name."""
DOCUMENTED = re.compile(
    r"\W*(?:pretty[- ]?)?(?:print|display|dump|show|report|summari[sz]e|draw)(?:s|es|ing)?\b", re.IGNORECASE
)
"""How the docstring of such a function begins."""
ON_SCREEN = re.compile(r"\b(?:terminal|console|screen|std(?:out|err)|standard (?:output|error))\b", re.IGNORECASE)
"""What the docstring of a function that is made for a terminal speaks of."""
EVENTS = _set(
    "debug log logs logger logging progress warning warnings warn error errors exception exceptions message messages "
    "msg trace traceback event events failure"
)
"""Words that tell that what is printed are events all the same: a logger of one's own making."""
TALKERS = SCREENS | _set(
    "printer repl wizard shell reporter display menu prompt spinner progress progressbar bar debugger"
)
"""Last words of such a class."""
COMMANDS = _set("command subcommand")
"""Last words of a base class whose heirs are commands of a command line."""
TALKING = _set("interact interactive interactively repl wizard menu")
"""Words of a function that talks with its user."""
TRIALS = _set("test tests testall selftest demo example")
"""Words of a function that a script runs to show what its module can do."""
DEMOS = _set("demo demos example examples selftest test")
"""Names of such a function in a library, and the first words of them but for ``test``."""
CAPTURES = _set("capsys capfd capsysbinary capfdbinary readouterr captured_stdout captured_stderr captured_output")
"""What a test that reads standard streams again calls them."""
ASKING = _set(
    "builtins.input getpass.getpass click.prompt click.confirm typer.prompt typer.confirm webbrowser.open "
    "builtins.breakpoint code.interact pdb.set_trace pdb.post_mortem pdb.pm"
)
"""Functions that ask, send the user somewhere or open a debugger."""
INTERACTIVE = _set("bdb.Bdb cmd.Cmd cmd2.Cmd code.InteractiveConsole code.InteractiveInterpreter pdb.Pdb")
"""Bases of an interpreter or debugger: their terminal is where they live."""
TALKS = _set(
    "readline prompt_toolkit questionary inquirer InquirerPy curses cmd2 textual IPython ipywidgets yaspin halo"
)
"""Packages of programs and notebooks that talk with their user."""

SCREEN_CODE = _set("curses tui")
"""Words of a project's own module that draws on a terminal."""

SERIALISERS = _set(
    "dumps safe_dump to_json to_string to_markdown to_csv to_html to_yaml model_dump_json prettify tabulate getvalue"
)
"""Functions whose result is written for another program, or for a page."""
PROTOCOL = re.compile(
    r"\s*(?:<[/!?]?[A-Za-z][^<>]*>|\[?\{\s*[\"']|(?:content-type|content-length|status|location):|::\w+"
    r"|\w+:\w+:\S*\Z|(?:\w+ = )?[\[{(]\s*\Z|usage\b)",
    re.IGNORECASE,
)
"""Beginnings of markup, JSON, a CGI header, a command for another program, code, and of a usage text."""
LOCATION = re.compile(r"\s*\x00:\s?(?:\x00|\d+):")
"""``path:line:`` of a checker; placeholders are ``\\x00``."""
COLUMNS = re.compile(r"%-\d+[sdr]|%\d{2,}s|\{[^{}]*:[^{}]?[<>^]\d*[^{}]*\}")
"""A field that is padded to a width: a table."""
LISTED = re.compile(r"[\r\n]*(?:\s{2}|\t|[-=#*>]{2}|>\s)|[^:=]{1,40}[:=]+[\s'\"(\[]*\x00", re.DOTALL)
"""A line of a report: indented or decorated, a label with its value, a heading; placeholders are ``\\x00``."""
HAPPENING = re.compile(
    r"\w(?:ing|ed)\b|\b(?:done|built|sent|found|error|exception|fail\w*|warn\w*|success\w*|invalid|missing|unable"
    r"|cannot|can't|could|not|no|retry|skip|exit|start|stop|begin|end|load|save|run)\b|[\u0430-\u044f]",
    re.IGNORECASE,
)
"""A word of what happens; all Russian texts count."""
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[-+ #0]*[\d*]*(?:\.[\d*]+)?[srdifgeGExXoc]|\{[^{}]*\}")


def is_product(call: ast.expr, frame: Frame, *, script: bool) -> bool:
    """
    Whether a print or a write is what somebody ran the code for.

    Args:
        call: the call that writes.
        frame: its frame.
        script: whether only a program runs it; then a value without any text is its result and no leftover, and so are
            a heading, an indented line and a label with its value that tell nothing of what happens.
    """
    if isinstance(call, ast.Call) and (_is_data(call) or (script and (not has_words(call) or is_listed(call)))):
        return True
    function = frame.function
    if _knows_terminal(frame):
        return True
    if function is None:
        return False
    module, body = frame.module, frame.scope.owner.body
    if _is_for_screens(function, frame) or module.once(_is_read_back, function) or _reports(function, body):
        return True
    if function.name in ("write", "writelines") or module.once(_has_data, body):
        return True
    return _is_demo(words(function.name)) or _asserts(frame) or (script and _is_trial(function))


def has_words(call: ast.Call) -> bool:
    """Whether words stand in what a call writes, outside its placeholders."""
    return any(character.isalpha() for text in texts(call) for character in PLACEHOLDER.sub("", text))


def is_listed(call: ast.Call) -> bool:
    """Whether a call writes a line of a report and not what happens."""
    parts = [" ".join(_text(argument)) or "\x00" for argument in call.args]
    text = PLACEHOLDER.sub("\x00", " ".join(parts))
    return bool(text.rstrip().endswith(":") or (LISTED.match(text) and not HAPPENING.search(text)))


def _has_data(body: Frame) -> bool:
    """Whether a function also prints data: the rest of what it prints is that report's."""
    calls = body.nodes(ast.Call)
    return any(
        isinstance(c, ast.Call) and place.origin(c.func) == "builtins.print" and _is_data(c) for c, place in calls
    )


def _is_demo(name: tuple[str, ...]) -> bool:
    return bool(name) and name[0] in DEMOS and (len(name) == 1 or name[0] != "test")


def _asserts(frame: Frame) -> bool:
    """Whether this is a test that stands beside what it tests: a function called ``test_x`` with an assertion."""
    return any(
        isinstance(place.node, ast.FunctionDef)
        and words(place.node.name)[:1] == ("test",)
        and frame.module.once(_has_assertion, place.node)
        for place in frame.outward()
    )


def _has_assertion(function: ast.FunctionDef) -> bool:
    return any(isinstance(node, ast.Assert) for node in ast.walk(function))


def _is_trial(function: FunctionNode) -> bool:
    """Whether a script's function tries out or demonstrates the module, by its name or docstring."""
    return not TRIALS.isdisjoint(words(function.name)) or bool(
        re.search(r"(?i)\b(?:demo\w*|example\w*|self-?test)\b", ast.get_docstring(function) or "")
    )


def _is_data(call: ast.Call) -> bool:
    """Whether a call writes data, markup, a checker's findings, a table's row or a usage text."""
    for argument in call.args:
        called = (node for node in ast.walk(argument) if isinstance(node, ast.Call))
        if any(call_name(node.func) in SERIALISERS for node in called) and not has_words(call):
            return True
        if isinstance(argument, (ast.Name, ast.Attribute)) and _last(argument) == "__doc__":
            return True
    written = list(texts(call))
    if not written:
        return False
    first = written[0]
    return bool(
        PROTOCOL.match(first)
        or LOCATION.match(PLACEHOLDER.sub("\x00", first))
        or any(COLUMNS.search(text) for text in written)
    )


def texts(call: ast.Call) -> Iterator[str]:
    """The constant texts among a call's positional arguments; f-strings with ``{}`` for their placeholders."""
    for argument in call.args:
        yield from _text(argument)


def _text(node: ast.expr) -> Iterator[str]:
    pending = [node]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Constant):
            if isinstance(node.value, str):
                yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield "".join(_piece(part) for part in node.values)
        elif isinstance(node, ast.BinOp):
            pending += [node.right, node.left] if isinstance(node.op, ast.Add) else [node.left]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            pending.append(node.func.value)  # "...".format(), "...".join()
        elif isinstance(node, ast.IfExp):
            pending += [node.orelse, node.body]
        elif isinstance(node, (ast.List, ast.Tuple)):
            pending += reversed(node.elts)


def _piece(part: ast.expr) -> str:
    if isinstance(part, ast.Constant):
        return str(part.value)
    spec = part.format_spec if isinstance(part, ast.FormattedValue) else None
    text = "".join(_piece(inner) for inner in spec.values) if isinstance(spec, ast.JoinedStr) else ""
    return "{:" + text + "}" if text else "{}"


# -- functions and classes that print by profession --------------------------------------------------------------------


def _reports(function: FunctionNode, body: Frame) -> bool:
    """Whether printing is all that a function is for, by its name or docstring; it returns and changes nothing."""
    name = words(function.name)
    document = ast.get_docstring(function) or ""
    first_line = document.partition("\n")[0]
    named = bool(name) and (name[0] in SHOWING or name[-1] in SHOWN)
    if ON_SCREEN.search(first_line):
        return True
    if not named and (not DOCUMENTED.match(first_line) or not EVENTS.isdisjoint(words(first_line))):
        return False
    if not EVENTS.isdisjoint(name) or (name[0] in PRINTING and name[1:] in (("info",), ("status",))):
        return False
    parameters = {argument.arg for argument in (*function.args.posonlyargs, *function.args.args)}
    for node, _ in body.nodes(ast.Return, ast.Yield, ast.YieldFrom, ast.Assign, ast.AugAssign):
        if isinstance(node, (ast.Yield, ast.YieldFrom)):
            return False
        if isinstance(node, ast.Return) and not (node.value is None or _last(node.value) in parameters):
            return False  # what it was given may be given back, for the next one in a chain
        if isinstance(node, ast.Assign) and any(isinstance(target, ast.Attribute) for target in node.targets):
            return name[:1] in {(first,) for first in PRINTING}
    return True


def _is_for_screens(function: FunctionNode, frame: Frame) -> bool:
    """Whether a function, or the class around it, says that it is made for a terminal."""
    if not (SCREENS | TALKING).isdisjoint(words(function.name)):
        return True
    owner = frame.scope.enclosing_class
    if owner is None or not isinstance(owner.node, ast.ClassDef):
        return False
    if any(words(call_name(base))[-1:] and words(call_name(base))[-1] in COMMANDS for base in owner.node.bases):
        return True
    name = words(owner.node.name)
    return (
        not SCREENS.isdisjoint(name)
        or (name[-1:] and name[-1] in TALKERS)
        or name[:2] == ("std", "out")
        or name[:1] in (("print",), ("printing",))
    )


def _knows_terminal(frame: Frame) -> bool:
    """Whether a place is reached only where a terminal is: ``if sys.stderr.isatty():``."""
    inner = frame
    for outer in frame.outward_in_function():
        if (
            isinstance(outer.node, ast.If)
            and inner.part == "body"
            and any(isinstance(node, ast.Attribute) and node.attr == "isatty" for node in ast.walk(outer.node.test))
        ):
            return True
        inner = outer
    return False


def _is_read_back(function: FunctionNode) -> bool:
    """Whether a test captures what it writes."""
    arguments = (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)
    if any(argument.arg in CAPTURES for argument in arguments):
        return True
    return any(isinstance(node, (ast.Name, ast.Attribute)) and _last(node) in CAPTURES for node in ast.walk(function))


# -- talks with a user -------------------------------------------------------------------------------------------------


def is_dialogue(frame: Frame) -> bool:
    """Whether the code around asks its user: what it prints is its half of the talk.

    The function asks itself or through a function of this file, or another method of its class does.
    """
    if frame.function is None:
        return False
    owner = frame.scope.enclosing_class
    body = frame.scope.owner.body if owner is None else owner.body
    return frame.module.once(_asks_itself, body)


def _asks_itself(body: Frame) -> bool:
    return _asks(body, hops=1)


def _asks(body: Frame, *, hops: int) -> bool:
    for call, place in body.nodes(ast.Call, nested=True):
        assert isinstance(call, ast.Call)
        if place.origin(call.func) in ASKING:
            return True
        called = place.local_function(call.func) if hops else None
        if called is not None and called.body is not body and _asks(called.body, hops=hops - 1):
            return True
    return False


def is_interactive(frame: Frame) -> bool:
    """Whether this is the code of an interpreter, a debugger or another program that lives in a terminal."""
    owner = frame.scope.enclosing_class
    bases = owner.node.bases if owner is not None and isinstance(owner.node, ast.ClassDef) else []
    if owner is not None and any(owner.body.origin(base) in INTERACTIVE for base in bases):
        return True
    return frame.module.once(_imports_talks, frame.module.body)


def _imports_talks(body: Frame) -> bool:
    bound = (binding for bindings in body.scope.bindings.values() for binding in bindings)
    origins = {binding.origin for binding in bound if binding.origin is not None}
    return any(origin.split(".")[0] in TALKS or not SCREEN_CODE.isdisjoint(words(origin)) for origin in origins)


def _last(expression: ast.expr) -> str:
    return expression.attr if isinstance(expression, ast.Attribute) else getattr(expression, "id", "")
