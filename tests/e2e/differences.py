"""When we are silent on purpose where a peer speaks: the exact condition of each difference of docs/coverage.toml.

The conditions read the tree themselves: a difference that asked our rules would only say that we are right.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.e2e.peers import Said, Tree

__all__ = ["CONDITIONS", "Place"]

LEVELS = ("warning", "warn", "error", "critical", "fatal", "exception")
LOGGER_WORD = re.compile(r"(^|[^a-z])(log|logger|logging)([^a-z]|$)", re.IGNORECASE)
GIVES_UP = re.compile(
    r"(close|shutdown|disconnect|release|unlink|rm(dir|tree)|kill(pg)?|terminate|cancel|join|quit)(_\w+)?$"
)
CONVERTS = re.compile(
    r"int|float|Decimal|UUID|loads|json|\w*decode|a2b_base64|unhexlify|literal_eval|fromisoformat|strptime|fromtimestamp"
    r"|ip_\w+|make_url|url(parse|split)|unquote\w*|get(peer|sock)name|dumps"
)
CONVERTING = re.compile(
    CONVERTS.pattern + r"|encode|\w*strip|r?split(lines)?|r?partition|lower|upper|replace|groups?|str|len"
)
TESTS = re.compile(r"/(tests?|testing)(/|\.py$|_\w+\.py$)|_tests?\.py$|/conftest\.py$")
TAKES_OVER = re.compile(r"(^|[._])(handle|on|process|propagate|record|report|set)_\w*(err|exc|failure)\w*$")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a peer spoke: the line, the statement and the handler around it."""

    tree: Tree
    said: Said

    @property
    def handler(self) -> ast.excepthandler | None:
        """The innermost handler, header and body."""
        return self.tree.handler(self.said)

    @property
    def tried(self) -> list[ast.stmt]:
        """The body of the ``try`` to which the handler belongs."""
        if self.handler is None:
            return []
        above = self.tree.above(self.said.path, self.handler)
        return next((node.body for node in above if isinstance(node, ast.Try)), [])

    @property
    def statement(self) -> ast.AST | None:
        """The innermost statement or handler."""
        return self.tree.statement(self.said)

    @property
    def calls(self) -> list[ast.Call]:
        """The calls of the statement; of a compound one, of its header."""
        statement = self.statement
        if statement is None:
            return []
        return [node for node in ast.walk(statement) if isinstance(node, ast.Call) and node.lineno <= self.said.line]

    @property
    def log_calls(self) -> list[ast.Call]:
        """Those of the calls that are called on something with a logger's name."""
        return [call for call in self.calls if _on_logger(call)]


def _own(node: ast.AST) -> Iterator[ast.AST]:
    """A node and what it runs itself: not the bodies of functions, lambdas and classes in it."""
    pending = [node]
    while pending:
        node = pending.pop()
        yield node
        pending += [
            child
            for child in ast.iter_child_nodes(node)
            if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef)
        ]


def _method(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def _on_logger(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and LOGGER_WORD.search(ast.unparse(call.func.value)) is not None


def _keyword(call: ast.Call, name: str) -> ast.expr | None:
    return next((keyword.value for keyword in call.keywords if keyword.arg == name), None)


def _reads(node: ast.AST, name: str | None) -> bool:
    """Whether the error is read: under its name, or as the one that is being handled."""
    for part in _own(node):
        if isinstance(part, ast.Name) and part.id == name and isinstance(part.ctx, ast.Load):
            return True
        if isinstance(part, ast.Attribute) and part.attr in ("format_exc", "exc_info", "print_exc"):
            return True
    return False


def _handler_name(handler: ast.excepthandler) -> str | None:
    return handler.name if isinstance(handler, ast.ExceptHandler) else None


def _leaves(handler: ast.excepthandler) -> bool:
    """It raises, or ends the program."""
    return any(
        isinstance(node, ast.Raise)
        or (isinstance(node, ast.Call) and re.search(r"(^|\.)_?exit$", ast.unparse(node.func)))
        for node in _own(handler)
    )


def raises_anyway(place: Place) -> bool:
    handler = place.handler
    return handler is not None and any(isinstance(node, ast.Raise | ast.Assert) for node in _own(handler))


def logs_the_error(place: Place) -> bool:
    """A record at warning or above, or one of any level that carries the error."""
    handler = place.handler
    return handler is not None and any(
        isinstance(node, ast.Call)
        and _on_logger(node)
        and (_method(node) in LEVELS or _keyword(node, "exc_info") is not None or _reads(node, _handler_name(handler)))
        for node in _own(handler)
    )


def hands_the_error_on(place: Place) -> bool:
    """The error is read outside of a test: in a call, a value that is kept, a result."""
    handler = place.handler
    if not isinstance(handler, ast.ExceptHandler):
        return False
    tests = [node.test for node in _own(handler) if isinstance(node, ast.If | ast.While)]
    in_tests = {id(part) for test in tests for part in _own(test)}
    return any(
        isinstance(node, ast.Call | ast.Assign | ast.AugAssign | ast.Return | ast.Yield)
        and id(node) not in in_tests
        and _reads(node, handler.name)
        for node in _own(handler)
    )


def finaliser(place: Place) -> bool:
    handler = place.handler
    if handler is None:
        return False
    functions = (n for n in place.tree.above(place.said.path, handler) if isinstance(n, ast.FunctionDef))
    return any(function.name == "__del__" for function in functions)


def note_on_a_narrow_error(place: Place) -> bool:
    handler = place.handler
    if not isinstance(handler, ast.ExceptHandler) or handler.type is None:
        return False
    return not any(
        isinstance(part, ast.Name) and part.id in ("Exception", "BaseException") for part in ast.walk(handler.type)
    )


def goes_on_to_leave(place: Place) -> bool:
    return place.handler is not None and _leaves(place.handler)


def given_up_anyway(place: Place) -> bool:
    """``pass`` behind a lone call of what gives something up."""
    body = place.tried
    handler = place.handler
    if len(body) != 1 or not isinstance(body[0], ast.Expr) or handler is None:
        return False
    idle = len(handler.body) == 1 and isinstance(handler.body[0], ast.Pass | ast.Continue | ast.Expr)
    call = body[0].value.value if isinstance(body[0].value, ast.Await) else body[0].value
    return idle and isinstance(call, ast.Call) and GIVES_UP.search(ast.unparse(call.func)) is not None


def lone_conversion(place: Place) -> bool:
    """Nothing but conversions, and text to convert, is called in the ``try``, and nothing is waited for."""
    parts = [node for statement in place.tried for node in ast.walk(statement)]
    called = [ast.unparse(node.func).rpartition(".")[2] for node in parts if isinstance(node, ast.Call)]
    plain = all(isinstance(statement, ast.Assign | ast.AnnAssign | ast.Expr | ast.Return) for statement in place.tried)
    waits = any(isinstance(node, ast.Await | ast.Yield | ast.comprehension) for node in parts)
    return plain and not waits and any(map(CONVERTS.match, called)) and all(map(CONVERTING.match, called))


def import_instead(place: Place) -> bool:
    handler = place.handler
    return handler is not None and all(
        isinstance(statement, ast.Import | ast.ImportFrom) for statement in (*place.tried, *handler.body)
    )


def provoked_in_a_test(place: Place) -> bool:
    """In a file of tests, around what asserts nothing."""
    parts = [node for statement in place.tried for node in ast.walk(statement)]
    return TESTS.search(f"/{place.said.path}") is not None and not any(isinstance(node, ast.Assert) for node in parts)


def handed_on_whole(place: Place) -> bool:
    """The name of the error alone, as an argument or as the value of an attribute."""
    handler = place.handler
    name = None if handler is None else _handler_name(handler)
    if handler is None or name is None:
        return False
    for node in _own(handler):
        if isinstance(node, ast.Call) and TAKES_OVER.search(ast.unparse(node.func)):
            given = [argument.id for argument in node.args if isinstance(argument, ast.Name)]
            if name in given:
                return True
        if isinstance(node, ast.Call) and not _on_logger(node):
            named = [k for k in node.keywords if isinstance(k.value, ast.Name) and k.value.id == name]
            if any(re.search(r"err|exc", k.arg or "") for k in named):
                return True
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Name) and node.value.id == name:
            return any(isinstance(target, ast.Attribute) for target in node.targets)
    return False


def kept_from_the_log(place: Place) -> bool:
    """A comment of the handler speaks of secrets, or of no traceback."""
    handler = place.handler
    if handler is None:
        return False
    lines = place.tree.lines[place.said.path][handler.lineno - 1 : handler.end_lineno]
    comments = [line.partition("#")[2].lower() for line in lines]
    return any(re.search(r"secret|credential|password|sensitive|traceback|stack", comment) for comment in comments)


def exc_info_on_error(place: Place) -> bool:
    return any(_keyword(call, "exc_info") is not None and _method(call) != "exception" for call in place.log_calls)


def exception_is_all_there_is(place: Place) -> bool:
    """No traceback in the record."""
    calls = place.log_calls
    return bool(calls) and all(_method(call) != "exception" and _keyword(call, "exc_info") is None for call in calls)


def not_a_logger(place: Place) -> bool:
    return not place.log_calls


def print_elsewhere(place: Place) -> bool:
    """A print with a ``file=`` that is no standard stream."""
    prints = [call for call in place.calls if isinstance(call.func, ast.Name) and call.func.id == "print"]
    files = [_keyword(call, "file") for call in prints]
    return bool(files) and all(
        file is not None and ast.unparse(file) not in ("None", "sys.stdout", "sys.stderr") for file in files
    )


def print_not_called(place: Place) -> bool:
    """What stands there is a definition, or the bare name."""
    named = [call for call in place.calls if isinstance(call.func, ast.Name) and call.func.id in ("print", "pprint")]
    return not named


def extra_not_listed(place: Place) -> bool:
    return any(_keyword(call, "extra") is not None for call in place.log_calls)


def converted_argument(place: Place) -> bool:
    """``str``, ``repr`` and the like of an argument behind the message."""
    return any(
        isinstance(argument, ast.Call)
        and isinstance(argument.func, ast.Name)
        and argument.func.id in ("str", "repr", "ascii", "oct", "hex")
        for call in place.log_calls
        for argument in call.args[1:]
    )


def text_of_its_own(place: Place) -> bool:
    return not place.log_calls


def deprecated_elsewhere(place: Place) -> bool:
    return not any(_method(call) == "warn" for call in place.log_calls)


def configuration_by_network(place: Place) -> bool:
    return any(ast.unparse(call.func).endswith("config.listen") for call in place.calls)


CONDITIONS: dict[str, Callable[[Place], bool]] = {
    condition.__name__.replace("_", "-"): condition
    for condition in (
        print_elsewhere,
        print_not_called,
        raises_anyway,
        logs_the_error,
        hands_the_error_on,
        finaliser,
        note_on_a_narrow_error,
        goes_on_to_leave,
        given_up_anyway,
        lone_conversion,
        import_instead,
        provoked_in_a_test,
        handed_on_whole,
        kept_from_the_log,
        exc_info_on_error,
        exception_is_all_there_is,
        not_a_logger,
        extra_not_listed,
        converted_argument,
        text_of_its_own,
        deprecated_elsewhere,
        configuration_by_network,
    )
}
"""Id of a difference -> whether a place is one."""
