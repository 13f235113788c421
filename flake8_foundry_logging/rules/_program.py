"""Who runs a piece of code: is it a library's or server's, a script's, or a command-line program's?"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.carriers import call_name
from flake8_foundry_logging.core.frame import BindingKind, Frame
from flake8_foundry_logging.rules._paths import is_script_path, is_shown_by_path, path_matches
from flake8_foundry_logging.rules._product import is_dialogue, is_interactive
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flake8_foundry_logging.core.module import Module

__all__ = ["Audience", "Program", "is_main_guard"]

FRAMEWORKS = frozenset(
    (
        "absl.app",
        "absl.flags",
        "argparse",
        "asyncclick",
        "argcomplete",
        "clize",
        "cmd",
        "cement",
        "cleo",
        "click",
        "cliff",
        "cloup",
        "configargparse",
        "cyclopts",
        "django.core.management",
        "docopt",
        "fabric",
        "fire",
        "flask.cli",
        "getopt",
        "invoke",
        "jsonargparse",
        "optparse",
        "nox",
        "plac",
        "rich_click",
        "setuptools.Command",
        "setuptools.command",
        "simple_parsing",
        "traitlets.config.Application",
        "traitlets.config.application",
        "typer",
        "tyro",
    )
)
"""Packages with which a program reads its command line."""
BUILDERS = frozenset(
    (
        "distutils.ccompiler",
        "distutils.cmd",
        "distutils.command",
        "distutils.core",
        "distutils.extension",
        "hatchling",
        "setuptools.Command",
        "setuptools.Extension",
        "setuptools.command",
        "setuptools.find_packages",
        "setuptools.setup",
    )
)
"""Parts of packages that build packages: what imports them runs in a build and not in a service."""
COMMAND_DECORATORS = frozenset(("command", "group", "callback", "result_callback", "default", "option", "argument"))
"""Attributes of a framework's application object that make a function a command."""
OWN_DECORATORS = frozenset((("command",), ("subcommand",)))
"""Last words of a project's own decorator that does the same."""
CONTEXTS = frozenset(("argparse.Namespace", "optparse.Values", "click.Context", "typer.Context"))
"""Annotations of a parameter that only a command function has."""
PARSERS = frozenset(
    ("parse_args", "parse_known_args", "parse_intermixed_args", "ArgumentParser", "OptionParser", "getopt")
)
"""Calls that read the command line: the function that makes one is the program."""
ARGUMENTS = frozenset(("argv", "args", "cli_args", "parsed_args", "namespace"))
"""Parameters of functions that a program hands its command line to."""
MAINS = frozenset(("main", "run", "cli", "script"))
"""Words of the function that a script without a main guard calls in its last line."""
OWN_CALLS = 3
RUNNERS = frozenset(("fire.Fire", "typer.run", "absl.app.run", "plac.call", "cyclopts.run"))
"""Calls that make a program of what they are given."""
OPTIONS = frozenset(("args", "argv", "arguments", "options", "opts", "cli"))
"""What a project's own parser of command lines has in its name beside ``parse``."""
CLI_PATHS = ("cli/*", "command_line/*", "command_line.py", "cli.py", "cli_*.py", "*_cli.py", "commands/*", "cmd/*")
"""Paths that programs keep their command lines under, beside the option ``cli-paths``; ``*`` matches slashes, too."""

TopLevel = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


class Audience(Enum):
    """Whom a piece of code speaks to when it prints."""

    LIBRARY = "library"
    SCRIPT = "script"
    COMMAND_LINE = "command line"


@dataclass(frozen=True, eq=False, slots=True)
class Program:
    """What of a file is a program; built once a file, with ``of``.

    Attributes:
        node: the file's tree.
        frame: its frame.
        everywhere: the whole file is only ever run: ``__main__.py``, a shebang, a path of ``cli-paths``.
        terminal: its path says that it is a command-line program.
        shown: its path says that it is an example, a benchmark or a test's fixture.
        framework: it reads its command line with a framework, or the user says that it is a command-line program.
        module_level: the code at its top level reads the command line or calls ``main()``: importing it makes no sense.
        definitions: the functions and classes that only the program runs.
    """

    node: ast.Module
    frame: Frame
    everywhere: bool
    terminal: bool
    shown: bool
    framework: bool
    module_level: bool
    definitions: frozenset[ast.AST]

    @classmethod
    def of(cls, module: Module) -> Program:
        """The one of a file."""
        return module.views(cls)[0]

    @classmethod
    def collect(cls, module: Module) -> Iterable[Program]:
        """The one of a file, as the engine's views want it."""
        tree = module.source.tree
        cli = path_matches(module.path, (*CLI_PATHS, *module.options.cli_paths)) or _imports_any(module, BUILDERS)
        framework = cli or _imports_any(module, FRAMEWORKS) or any(map(_is_own_command_line, tree.body))
        module_level = framework and any(_reads_command_line(s) for s in tree.body if _runs(s))
        module_level = module_level or _runs_itself(tree.body) or any(map(_takes_argument, tree.body))
        yield cls(
            tree,
            module.body,
            everywhere=cli or module.source.text.startswith("#!") or is_script_path(module),
            terminal=cli,
            shown=is_shown_by_path(module),
            framework=framework,
            module_level=module_level,
            definitions=frozenset(_program_definitions(module, framework=framework, module_level=module_level)),
        )

    def audience(self, frame: Frame) -> Audience:
        """Whom the code at a place speaks to."""
        program = self.everywhere or self._is_program(frame)
        if (program and self.framework) or self.shown or is_dialogue(frame) or is_interactive(frame):
            return Audience.COMMAND_LINE
        return Audience.SCRIPT if program else Audience.LIBRARY

    def _is_program(self, frame: Frame) -> bool:
        inner = frame
        in_function = False
        for outer in frame.outward():
            if outer.node in self.definitions or (outer.is_body and frame.module.once(_takes_command_line, outer.node)):
                return True
            if isinstance(outer.node, ast.If) and is_main_guard(outer.node.test) and inner.part == "body":
                return True
            in_function = in_function or isinstance(outer.node, TopLevel)
            inner = outer
        return self.module_level and not in_function


def is_main_guard(test: ast.expr) -> bool:
    """Whether a condition holds only in the module that is run: ``__name__ == "__main__"``, either way round."""
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
        return any(is_main_guard(value) for value in test.values)
    if not isinstance(test, ast.Compare) or len(test.ops) != 1 or not isinstance(test.ops[0], (ast.Eq, ast.In)):
        return False
    sides = [test.left, *test.comparators]
    names = any(isinstance(side, ast.Name) and side.id == "__name__" for side in sides)
    return names and any(
        isinstance(n, ast.Constant) and n.value == "__main__" for side in sides for n in ast.walk(side)
    )


def _in_packages(origin: str | None, packages: frozenset[str]) -> bool:
    if origin is None:
        return False
    parts = origin.split(".")
    return any(".".join(parts[:count]) in packages for count in range(1, min(len(parts), 3) + 1))


def _imports_any(module: Module, packages: frozenset[str]) -> bool:
    imports = (
        binding.origin
        for scope in module.scopes
        for bindings in scope.bindings.values()
        for binding in bindings
        if binding.kind is BindingKind.IMPORT
    )
    return any(_in_packages(origin, packages) for origin in (*imports, *module.star_imports))


def _runs(statement: ast.stmt) -> bool:
    """Whether a top-level statement runs on import, and not just defines something or waits for the main guard."""
    return not isinstance(statement, TopLevel) and not (isinstance(statement, ast.If) and is_main_guard(statement.test))


def _runs_itself(statements: list[ast.stmt]) -> bool:
    """Whether a file is a script without a main guard: it calls its ``main`` in its last line, or works as it goes.

    That is: it prints in a loop of its top level, or prints there and calls three or more of its own functions.
    """
    if any(isinstance(s, ast.If) and is_main_guard(s.test) for s in statements):
        return False
    if any(_prints(node) for s in statements if isinstance(s, (ast.For, ast.While)) for node in ast.walk(s)):
        return True
    defined = {s.name for s in statements if isinstance(s, (ast.FunctionDef, ast.AsyncFunctionDef))}
    calls = [s for s in statements if isinstance(s, ast.Expr) and isinstance(s.value, ast.Call)] if defined else []
    if calls and calls[-1] is statements[-1]:
        called = {call_name(node.func) for node in ast.walk(calls[-1]) if isinstance(node, ast.Call)}
        if any(not MAINS.isdisjoint(words(name)) for name in called & defined):
            return True
    own = sum(isinstance(s.value, ast.Call) and call_name(s.value.func) in defined for s in calls)
    return own >= OWN_CALLS and any(_prints(s.value) for s in calls)


def _takes_argument(statement: ast.stmt) -> bool:
    """Whether a statement of the top level takes an argument from the command line: ``path = sys.argv[1]``.

    A look at all of them (``"--fast" in sys.argv``) and at the program's name is a library's, too.
    """
    return isinstance(statement, (ast.Assign, ast.AnnAssign, ast.Expr)) and any(
        isinstance(node, ast.Subscript)
        and ast.unparse(node.value) == "sys.argv"
        and not (isinstance(node.slice, ast.Constant) and node.slice.value == 0)
        for node in ast.walk(statement)
    )


def _prints(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"


def _takes_command_line(node: ast.AST) -> bool:
    """Whether a function is given a command line's arguments, by its first parameters' names, or looks at them."""
    if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return False
    return any(argument.arg in ARGUMENTS for argument in (*node.args.posonlyargs, *node.args.args)[:2]) or any(
        isinstance(inner, ast.Attribute) and inner.attr == "argv" and call_name(inner.value) == "sys"
        for inner in ast.walk(node)
    )


def _reads_command_line(node: ast.AST) -> bool:
    for call in ast.walk(node):
        if isinstance(call, ast.Call):
            func = call.func
            name = func.attr if isinstance(func, ast.Attribute) else func.id if isinstance(func, ast.Name) else ""
            if name in PARSERS:
                return True
    return False


def _is_own_command_line(statement: ast.stmt) -> bool:
    """Whether this is a ``main`` that leaves its command line to a parser of the project (``parse_options()``)."""
    if not isinstance(statement, TopLevel) or statement.name != "main":
        return False
    called = (words(call_name(call.func)) for call in ast.walk(statement) if isinstance(call, ast.Call))
    return any("parse" in name and not OPTIONS.isdisjoint(name) for name in called)


# -- which functions only the program runs -----------------------------------------------------------------------------

Helpers = dict[str, ast.FunctionDef | ast.AsyncFunctionDef]
GUARD = "__main__"
ELSEWHERE = ""


def _program_definitions(module: Module, *, framework: bool, module_level: bool) -> Iterator[ast.AST]:
    """The entry points, and the functions that are used in this file, by the program alone, and are not exported."""
    statements = module.source.tree.body
    guarded = any(isinstance(s, ast.If) and is_main_guard(s.test) for s in statements)
    entries: set[ast.AST] = {s for s in statements if _takes_command_line(s)}
    if framework or guarded or module_level:
        entries.update(_entries(module, framework=framework))
    elif not entries:
        return
    yield from entries
    helpers: Helpers = {s.name: s for s in statements if isinstance(s, (ast.FunctionDef, ast.AsyncFunctionDef))}
    uses = _uses(module, helpers, top=GUARD if module_level else ELSEWHERE)
    exported = _exported(statements)
    entered = {name for name, node in helpers.items() if node in entries}
    grew = True
    while grew:
        grew = False
        for name, node in helpers.items():
            users = uses.get(name, set()) - {name}
            if name not in entered | exported and users and users <= entered | {GUARD}:
                entered.add(name)
                grew = True
                yield node


def _uses(module: Module, helpers: Helpers, *, top: str) -> dict[str, set[str]]:
    """Helper -> who names it: other helpers, the main guard, or something else; ``top`` is who the top level is."""
    uses: dict[str, set[str]] = {}
    for statement in module.source.tree.body:
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
            user = statement.name
        elif isinstance(statement, ast.If) and is_main_guard(statement.test):
            user = GUARD
        else:
            user = top if _runs(statement) else ELSEWHERE
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and node.id in helpers and isinstance(node.ctx, ast.Load):
                uses.setdefault(node.id, set()).add(user)
    return uses


def _exported(statements: list[ast.stmt]) -> set[str]:
    """The names in ``__all__``."""
    for statement in statements:
        if isinstance(statement, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id == "__all__" for target in statement.targets
        ):
            return {
                n.value for n in ast.walk(statement.value) if isinstance(n, ast.Constant) and isinstance(n.value, str)
            }
    return set()


def _entries(module: Module, *, framework: bool) -> Iterator[ast.AST]:
    for index in module.indices((ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        node, frame = module.nodes[index], module.frames[index]
        assert isinstance(node, TopLevel)
        if _is_entry(node, frame, framework=framework):
            yield node
            if isinstance(frame.scope.node, ast.ClassDef):  # a command with its helper methods
                yield frame.scope.node
    if not framework:
        return
    for index in module.indices((ast.Call,)):
        call, frame = module.nodes[index], module.frames[index]
        assert isinstance(call, ast.Call)
        if frame.origin(call.func) in RUNNERS:
            named = {argument.id for argument in call.args if isinstance(argument, ast.Name)}
            definitions = (s for s in module.source.tree.body if isinstance(s, TopLevel))
            yield from (d for d in definitions if d.name in named or not call.args)


def _is_entry(node: TopLevel, frame: Frame, *, framework: bool) -> bool:
    if isinstance(node, ast.ClassDef):
        return framework and any(_in_packages(frame.origin(base), FRAMEWORKS) for base in node.bases)
    at_top = frame.parent is frame.module.body
    if at_top and (node.name == "main" or (framework and node.name == "cli")):
        return True
    return framework and (_is_command(node, frame) or any(_reads_command_line(s) for s in node.body))


def _is_command(node: ast.FunctionDef | ast.AsyncFunctionDef, frame: Frame) -> bool:
    for decorator in node.decorator_list:
        target = decorator.func if isinstance(decorator, ast.Call) else decorator
        if _in_packages(frame.origin(target), FRAMEWORKS):
            return True
        if isinstance(target, ast.Attribute) and target.attr in COMMAND_DECORATORS:
            return True
        if isinstance(target, ast.Name) and words(target.id)[-1:] in OWN_DECORATORS:
            return True
    arguments = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
    return any(a.annotation is not None and frame.origin(a.annotation) in CONTEXTS for a in arguments)
