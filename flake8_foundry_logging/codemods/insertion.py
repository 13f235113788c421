"""Where a file's new imports and its new logger go."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._import_order import extended_import, placed_among
from flake8_foundry_logging.codemods.kit import Edit, Import
from flake8_foundry_logging.core.log_call import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from flake8_foundry_logging.codemods.kit import BoundLogger
    from flake8_foundry_logging.core.frame import Binding
    from flake8_foundry_logging.core.module import Module
    from flake8_foundry_logging.core.source import Source

__all__ = ["imports_follow", "insertions", "newline_of"]


IMPORT_SET_UP = frozenset(("importorskip", "patch_all", "monkey_patch"))
"""Calls that must come before other imports."""
DUNDER = re.compile(r"__\w+__")


@dataclass(frozen=True, slots=True)
class Factory:
    """How a logger of some kind is made.

    Attributes:
        module: what is imported from.
        name: the function; None where the module itself is imported and ``call`` is complete.
        call: the expression.
    """

    module: str
    name: str | None
    call: str


FACTORIES = {
    Kind.FOUNDRY: Factory("foundry_logging", "get_logger", "get_logger(__name__)"),
    Kind.STRUCTLOG: Factory("structlog", None, "structlog.get_logger(__name__)"),
    Kind.STDLIB: Factory("logging", None, "logging.getLogger(__name__)"),
}


def insertions(
    module: Module, logger: BoundLogger | None, imports: Iterable[Import], first_use: int
) -> tuple[Edit, ...]:
    """The edits that make a new logger and new imports available to all code from ``first_use`` on.

    Args:
        module: the walked file.
        logger: the logger to bind, if one was promised.
        imports: the names that new text uses.
        first_use: offset of the first place that uses any of it; what is inserted stands before its top-level
            statement, because a function defined there may run while the module is still being imported.

    Returns:
        Edits that do not overlap; empty where nothing is needed.
    """
    wanted = set(imports)
    lines: list[str] = []
    binding: str | None = None
    if logger is not None and logger.inserted:
        factory = FACTORIES[logger.kind]
        last_line = _anchor(module.source, first_use).line
        call = factory.call
        if factory.name is None:
            alias = _imported_as(module, factory.module, last_line)
            if alias is None:
                lines.append(f"import {factory.module}")
            else:
                call = alias + call.removeprefix(factory.module)
        elif (bound := _bound_as(module, factory, last_line)) is not None:
            call = bound
        elif any(factory.name in scope.bindings for scope in module.scopes):
            lines.append(f"import {factory.module}")  # the short name means something else here
            call = f"{factory.module}.{factory.call}"
        else:
            wanted.add(Import(factory.module, factory.name))
        binding = f"{logger.name} = {call}"
    if not wanted and binding is None:
        return ()
    return _place(module, lines, wanted, binding, first_use)


def _place(
    module: Module, lines: list[str], wanted: set[Import], binding: str | None, first_use: int
) -> tuple[Edit, ...]:
    source = module.source
    anchor = _anchor(source, first_use)
    extended: list[Edit] = []
    by_module: dict[str, list[str]] = {}
    for item in sorted(wanted, key=lambda item: (item.module, item.name)):
        by_module.setdefault(item.module, []).append(item.name)
    for name, names in by_module.items():
        edit = extended_import(source, name, names, anchor.line)
        if edit is not None:
            extended.append(edit)
        else:
            lines.append(f"from {name} import {', '.join(names)}")
    newline = newline_of(source)
    edits = list(extended)
    run = _import_run(source, anchor) or _import_run(source, _before_blocks(source, anchor))
    if run:
        edits += [placed_among(source, run, line, newline) for line in lines]
        lines = []
    if lines or binding is not None:
        edits.append(_block(source, anchor, lines, binding, newline))
    return tuple(_merged(edits))


def _merged(edits: Iterable[Edit]) -> Iterator[Edit]:
    """Insertions at the same place as one, in their order."""
    merged: dict[tuple[int, int], str] = {}
    for edit in edits:
        merged[edit.start, edit.end] = merged.get((edit.start, edit.end), "") + edit.text
    return (Edit(start, end, text) for (start, end), text in merged.items())


@dataclass(frozen=True, slots=True)
class Anchor:
    """The line (from 1; 0: before the first) behind which new code goes, and whether that line is an import."""

    line: int
    is_import: bool


def _anchor(source: Source, first_use: int) -> Anchor:
    """Behind the last import of the file's head that comes before the statement of the first use.

    What is inserted below other code would be an import that comes too late (E402), and the next one to read the file
    would look for it in vain.
    """
    body = source.tree.body
    anchor = Anchor(_header_end(source), is_import=False)
    for index, statement in enumerate(body):
        span = source.span(statement)
        start = source.offset(_first_line(statement), 0)
        if start >= first_use or source.offset(span.end_line, span.end_column) > first_use:
            break
        following = body[index + 1] if index + 1 < len(body) else None
        shared = following is not None and _first_line(following) == span.end_line
        if shared:
            continue
        if index == 0 and _is_docstring(statement):
            anchor = Anchor(span.end_line, is_import=False)
        elif _is_import_like(statement):
            anchor = Anchor(span.end_line, is_import=True)
        elif not _belongs_to_head(statement):
            break
    return anchor


def imports_follow(source: Source, line: int) -> bool:
    """Whether the imports of the file's head go on behind a line, so that a logger bound before it makes them late.

    Args:
        source: the file.
        line: of the first use, from 1.
    """
    body = iter(source.tree.body)
    for statement in body:
        if (statement.end_lineno or statement.lineno) >= line:
            break
        if not _is_docstring(statement) and not _is_import_like(statement) and not _belongs_to_head(statement):
            return False
    else:
        return False
    if not _is_import_like(statement) and not _belongs_to_head(statement):
        return False
    for following in body:
        if isinstance(following, (ast.Import, ast.ImportFrom)):
            return True
        if not _is_import_like(following) and not _belongs_to_head(following):
            return False
    return False


def _first_line(statement: ast.stmt) -> int:
    decorators = getattr(statement, "decorator_list", [])
    return min((decorator.lineno for decorator in decorators), default=statement.lineno)


def _is_docstring(statement: ast.stmt) -> bool:
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )


def _is_import_like(statement: ast.stmt) -> bool:
    """An import, or a top-level ``try``/``if`` that is there for one."""
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        return True
    if isinstance(statement, (ast.Try, ast.If)):
        return any(isinstance(inner, (ast.Import, ast.ImportFrom)) for inner in statement.body)
    return False


def _belongs_to_head(statement: ast.stmt) -> bool:
    """Whether imports may follow a statement: blocks, dunders, what changes where or how modules are found (E402)."""
    if isinstance(statement, (ast.If, ast.Try, ast.With, ast.For, ast.While, ast.Match)):
        return True
    if isinstance(statement, ast.Expr):
        return isinstance(statement.value, ast.Call) and _is_set_up(ast.unparse(statement.value.func))
    targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
    return all(target is not None and _is_set_up(ast.unparse(target)) for target in targets)


def _is_set_up(target: str) -> bool:
    """Whether a call or an assignment prepares imports, by what it calls or binds."""
    head = ("sys.path", "os.environ", "site.")
    return target.startswith(head) or target.rpartition(".")[2] in IMPORT_SET_UP or bool(DUNDER.fullmatch(target))


def _header_end(source: Source) -> int:
    """The last line of the comments that open a file: shebang, coding line, licence.

    A later block of comments that stands right above code is about that code.
    """
    last, first_block = 0, True
    for number, line in enumerate([*source.lines, "code"], 1):
        if line.startswith("#"):
            continue
        block_ends = number > 1 and source.lines[number - 2].startswith("#")
        if block_ends and (first_block or not line.strip()):
            last = number - 1
        first_block = first_block and not block_ends
        if line.strip():
            break
    return last


def newline_of(source: Source) -> str:
    """How the lines of a file end, by its first."""
    first = source.lines[0] if source.lines else "\n"
    for end in ("\r\n", "\r", "\n"):
        if first.endswith(end):
            return end
    return "\n"


def _block(source: Source, anchor: Anchor, lines: Sequence[str], binding: str | None, newline: str) -> Edit:
    """Imports behind the anchor's line, then the binding between blank lines."""
    offset = source.offsets[anchor.line]
    text = ""
    if anchor.line and not source.lines[anchor.line - 1].endswith(("\n", "\r")):
        text += newline
    following = source.lines[anchor.line].strip() if anchor.line < len(source.lines) else ""
    if lines:
        if anchor.line and not anchor.is_import:
            text += newline
        text += "".join(line + newline for line in lines)
    if binding is not None:
        text += newline if anchor.line or lines else ""
        text += binding + newline
    if following:
        text += newline
    return Edit(offset, offset, text)


def _import_run(source: Source, anchor: Anchor) -> list[ast.stmt]:
    """The import statements, nothing between them, that end with the anchor; empty where it is none."""
    run: list[ast.stmt] = []
    for statement in source.tree.body:
        if statement.lineno > anchor.line:
            break
        if not isinstance(statement, (ast.Import, ast.ImportFrom)):
            run = []
        elif not run or statement.lineno > (run[-1].end_lineno or 0):
            run.append(statement)
    return run if run and run[-1].end_lineno == anchor.line else []


def _before_blocks(source: Source, anchor: Anchor) -> Anchor:
    """The anchor in front of the ``try`` and ``if`` blocks that end with this one: nothing waits for those."""
    body = [statement for statement in source.tree.body if (statement.end_lineno or 0) <= anchor.line]
    while body and isinstance(body[-1], (ast.Try, ast.If)) and _is_import_like(body[-1]):
        body.pop()
    return Anchor(body[-1].end_lineno or 0, is_import=True) if body else anchor


def _imported_as(module: Module, name: str, last_line: int) -> str | None:
    """What the file's top level calls a module that it has imported by some line; its own name, if it has several."""
    found = [
        bound
        for bound, bindings in module.body.scope.bindings.items()
        if any(binding.origin == name and _at_top_by(last_line, binding, module) for binding in bindings)
        and all(binding.origin == name for binding in bindings)
    ]
    return name if name in found else next(iter(found), None)


def _bound_as(module: Module, factory: Factory, last_line: int) -> str | None:
    """The call of a factory that the file's top level has imported by some line already."""
    for name, bindings in module.body.scope.bindings.items():
        for binding in bindings:
            if binding.origin == f"{factory.module}.{factory.name}" and _at_top_by(last_line, binding, module):
                return f"{name}(__name__)"
    return None


def _at_top_by(last_line: int, binding: Binding, module: Module) -> bool:
    return binding.frame.parent is module.body and getattr(binding.node, "lineno", 0) <= last_line
