"""A call on a standard logger, written for a foundry logger so that it says the same text.

``%`` placeholders become ``{field}`` where the runtime writes them alike; all other calls keep their arguments, which
a foundry logger formats as the standard library does.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, replace
from itertools import pairwise
from keyword import iskeyword
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._calls import rename_method, require_exact, stretch
from flake8_foundry_logging.codemods._formats import PERCENT, Arguments, is_real, percent_format, spec_of
from flake8_foundry_logging.codemods._layout import line_length
from flake8_foundry_logging.codemods._message import PLACEHOLDER, compose, stream_of
from flake8_foundry_logging.codemods._messages import message_stream, require_no_comment
from flake8_foundry_logging.codemods._pieces import Value
from flake8_foundry_logging.codemods.kit import Edit, Refused, Safety
from flake8_foundry_logging.core.log_call import Kind
from flake8_foundry_logging.core.loggers import level_of
from foundry_logging.vocabulary import CONTROLS, LEVEL_ALIASES, RECORD_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from flake8_foundry_logging.codemods._message import Message
    from flake8_foundry_logging.codemods._pieces import Stream
    from flake8_foundry_logging.core.frame import Frame
    from flake8_foundry_logging.core.log_call import LogCall
    from flake8_foundry_logging.core.source import Source

__all__ = ["level_name", "migrated"]

WHOLE = frozenset("diu")
REAL = frozenset("feEgGF")
LONG_NUMBER = re.compile(r"\d{4}")
"""What the runtime takes for no width that anybody means."""
WRITTEN_BY = {"r": "repr", "a": "ascii", "s": "str"}
NO_LOOK = (ast.Call, ast.Await, ast.Yield, ast.YieldFrom, ast.NamedExpr)
"""What may do something when it is evaluated."""
RESERVED = CONTROLS | RECORD_KEYS | {"self"}


def migrated(call: LogCall, source: Source) -> list[Edit]:
    """The edits of one call; none where it is right as it stands.

    Raises:
        Refused: what it says would change.
    """
    edits = [*_method(call, source), *_message_keyword(call, source)]
    extra = _fields_of_extra(call, source)
    _require_no_placeholder(call)
    try:
        rewritten = _message(call, source, extra)
    except Refused:  # a foundry logger takes its arguments as they are
        rewritten = None
    if rewritten is not None:
        edits.append(rewritten)
    place = stretch(source, _keyword(call, "extra")) if extra else (0, 0)
    if extra and (rewritten is None or rewritten.end <= place[0]):
        edits.append(Edit(*place, _as_keywords(extra), Safety.UNSAFE))
    return edits


# -- the method --------------------------------------------------------------------------------------------------------


def level_name(expression: ast.expr, frame: Frame) -> str | None:
    """The level that ``logging.INFO`` or ``20`` is; None where a variable, or a name of the project's own, decides."""
    known = isinstance(expression, ast.Constant) or (frame.origin(expression) or "").startswith("logging.")
    return level_of(expression, frame) if known else None


def _method(call: LogCall, source: Source) -> Iterator[Edit]:
    """``warn`` and ``fatal`` by their names of today, ``log(logging.INFO, ...)`` by the level's."""
    if call.method in LEVEL_ALIASES:
        yield rename_method(source, call.node, LEVEL_ALIASES[call.method], safety=Safety.UNSAFE)
    if call.method != "log" or not call.node.args:
        return
    level = level_name(call.node.args[0], call.frame)
    following = call.node.args[1] if len(call.node.args) > 1 else None
    if level is None or following is None:
        return
    start, end = stretch(source, call.node.args[0])[0], stretch(source, following)[0]
    if "(" in source.text[start:end] or "#" in source.text[start:end]:
        return
    yield rename_method(source, call.node, level, safety=Safety.UNSAFE)
    yield Edit(start, end, "", Safety.UNSAFE)


def _message_keyword(call: LogCall, source: Source) -> Iterator[Edit]:
    """``log.info(msg="x")``: the message of a foundry logger has no name."""
    keyword = next((keyword for keyword in call.node.keywords if keyword.arg == "msg"), None)
    if keyword is None:
        return
    if call.node.keywords[0] is not keyword or call.message is not keyword.value:
        raise Refused("unreadable-expression")
    yield Edit(*stretch(source, keyword), require_exact(source, keyword.value), Safety.UNSAFE)


# -- extra -------------------------------------------------------------------------------------------------------------


def _keyword(call: LogCall, name: str) -> ast.keyword:
    return next(keyword for keyword in call.node.keywords if keyword.arg == name)


def _fields_of_extra(call: LogCall, source: Source) -> Mapping[str, str]:
    """The fields that a literal ``extra=`` holds, with their sources; empty where it stays, and is merged when it runs.

    Raises:
        Refused: ``lambda-value``, for a foundry logger would call it.
    """
    extra = call.controls.get("extra")
    if not isinstance(extra, ast.Dict) or not extra.keys:
        return {}
    if any(isinstance(value, ast.Lambda) for value in extra.values):
        raise Refused("lambda-value")
    keys = [key.value for key in extra.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)]
    others = {keyword.arg for keyword in call.node.keywords}
    plain = all(key.isidentifier() and key not in RESERVED and key not in others for key in keys)
    start, end = stretch(source, extra)
    if call.open or len(set(keys)) != len(extra.keys) or not plain or "#" in source.text[start:end]:
        return {}
    sources = {key: source.segment(value) for key, value in zip(keys, extra.values, strict=True)}
    return sources if _reads_as(f"f({_as_keywords(sources)})", [], extra.values) else {}


def _as_keywords(fields: Mapping[str, str]) -> str:
    return ", ".join(f"{key}={value}" for key, value in fields.items())


def _require_no_placeholder(call: LogCall) -> None:
    """Refuse a text that would be filled although it is no template.

    Raises:
        Refused: ``literal-braces``.
    """
    text = call.message.value if isinstance(call.message, ast.Constant) else None
    if not isinstance(text, str) or "{" not in text:
        return
    extra = call.controls.get("extra")
    hidden = call.open or (extra is not None and not isinstance(extra, ast.Dict))
    keys = {getattr(key, "value", None) for key in extra.keys} if isinstance(extra, ast.Dict) else set()
    names = set(PLACEHOLDER.findall(text))
    if names & (keys | call.fields.keys()) or (names and hidden):
        raise Refused("literal-braces")


# -- the message -------------------------------------------------------------------------------------------------------


@dataclass
class _Wrap:
    """Puts ``repr(...)`` and the like around values, and sees that one field never has to be two things.

    Attributes:
        late: the record may not be written, so what costs is asked for only when it is.
        caught: the names of the exceptions being handled: they end with their clause, so no lambda should hold them.
        seen: key -> what the field is.
    """

    late: bool
    caught: frozenset[str]
    seen: dict[str, str]

    def __call__(self, value: Value, key: str, _label: str) -> str:
        names = {node.id for node in ast.walk(value.node) if isinstance(node, ast.Name)}
        source = _written(value, late=self.late and self.caught.isdisjoint(names))
        if self.seen.setdefault(key, source) != source:
            raise Refused("dynamic-format")
        return source


def _message(call: LogCall, source: Source, extra: Mapping[str, str]) -> Edit | None:
    """The message and its arguments as a template and its fields.

    Raises:
        Refused: the text could come out differently.
    """
    message = call.message
    if message is None or not call.arguments:
        return None
    if call.open or not _is_literal(message) or ("extra" in call.controls and not extra):
        raise Refused("dynamic-format")
    start, end = stretch(source, message)[0], stretch(source, call.arguments[-1])[1]
    if not _reads_as(f"f({source.text[start:end]})", [message, *call.arguments], []):
        raise Refused("parenthesised-argument")
    stream = [_exact(piece) if isinstance(piece, Value) else piece for piece in _stream(call, message, source)]
    taken = {**extra, **{name: source.segment(value) for name, value in call.fields.items()}}
    wrap = _Wrap(call.level == "debug", _caught(call.frame), dict(taken))
    composed = compose(stream, kind=Kind.FOUNDRY, taken=taken, wrap=wrap, whole=True)
    text = _spread(call, composed, source, extra)
    if text:  # of one line that would become too long: all that stands between its parentheses
        return Edit(start, stretch(source, call.node)[1] - 1, text, Safety.UNSAFE)
    return Edit(start, end, _laid_out(call, composed, source, start, end), Safety.UNSAFE)


def _stream(call: LogCall, message: ast.expr, source: Source) -> Stream:
    """The text and values of a message and its arguments; a literal dict is asked by the names in the placeholders.

    Raises:
        Refused: they cannot be taken apart, or a value would be asked for twice or in another order.
    """
    given = call.arguments[0]
    if not isinstance(given, ast.Dict) or "%(" not in source.segment(message):
        return message_stream(call, source)
    require_no_comment(source, message, given)
    keys = [key.value if isinstance(key, ast.Constant) else None for key in given.keys]
    marks = {str(key): f"value_{index}" for index, key in enumerate(keys)}
    stream = list(percent_format(stream_of(source.segment(message)), Arguments((), marks)))
    order = [piece.source for piece in stream if isinstance(piece, Value)]
    simple = not any(isinstance(node, NO_LOOK) for value in given.values for node in ast.walk(value))
    if len(marks) != len(keys) or set(order) != set(marks.values()):
        raise Refused("placeholder-mismatch")
    if not simple and order != list(marks.values()):
        raise Refused("side-effects")
    values = {mark: (key, value) for (key, mark), value in zip(marks.items(), given.values, strict=True)}
    return [_named(piece, *values[piece.source], source) if isinstance(piece, Value) else piece for piece in stream]


def _named(piece: Value, key: str, value: ast.expr, source: Source) -> Value:
    """The value of a named placeholder, under its name where that can be one of a field."""
    field = f"{key}_" if iskeyword(key) or key in RESERVED else key
    return replace(piece, source=require_exact(source, value), key=field if field.isidentifier() else "")


def _caught(frame: Frame) -> frozenset[str]:
    clauses = (around.node for around in frame.outward_in_function())
    return frozenset(clause.name for clause in clauses if isinstance(clause, ast.ExceptHandler) and clause.name)


def _is_literal(message: ast.expr) -> bool:
    return isinstance(message, ast.Constant) and isinstance(message.value, str)


def _reads_as(text: str, arguments: list[ast.expr], keywords: list[ast.expr]) -> bool:
    """Whether a piece of source is the call's own words: positions lie in f-strings, and leave out parentheses."""
    try:
        found = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError):
        return False
    if not isinstance(found, ast.Call):
        return False
    pairs = ((found.args, arguments), ([keyword.value for keyword in found.keywords], keywords))
    return all([ast.dump(node) for node in mine] == [ast.dump(node) for node in theirs] for mine, theirs in pairs)


def _exact(value: Value) -> Value:
    """A ``%`` placeholder as one of a template that the runtime fills alike.

    Raises:
        Refused: ``dynamic-format``, where there is none.
    """
    match = PERCENT.fullmatch(value.percent)
    if match is None or LONG_NUMBER.search(value.percent):
        raise Refused("dynamic-format")
    flags, precision, kind = match["flags"], match["precision"], match["type"]
    wrong = {
        "s": bool(set(flags) - {"-"}),
        "whole": "#" in flags or precision is not None,
        "real": "#" in flags,
        "base": precision is not None,
    }
    family = "s" if kind in "sra" else "whole" if kind in WHOLE else "real" if kind in REAL else "base"
    if wrong[family]:
        raise Refused("dynamic-format")
    return replace(value, conversion="", spec=spec_of(match))


def _written(value: Value, *, late: bool) -> str:
    """What the field holds: the value, or the text of it that the placeholder wrote."""
    match = PERCENT.fullmatch(value.percent)
    assert match is not None
    kind = match["type"]
    if kind in WHOLE and is_real(value.node):
        return f"int({value.source})"
    if kind not in WRITTEN_BY or (kind == "s" and not value.spec):
        return value.source
    text = f"{WRITTEN_BY[kind]}({value.source})"
    waits = any(isinstance(node, (ast.Await, ast.Yield, ast.YieldFrom)) for node in ast.walk(value.node))
    return f"lambda: {text}" if late and not waits else text


def _tail(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _fields(message: Message) -> list[str]:
    return [f"{field.key}={field.source}" for field in message.fields]


def _spread(call: LogCall, message: Message, source: Source, extra: Mapping[str, str]) -> str:
    """The arguments of a call of one line, one a line where they no longer fit; empty where they do."""
    assert call.message is not None
    start = stretch(source, call.node)[0]
    first = stretch(source, call.message)[0]
    before = source.text[source.text.rfind("\n", 0, first) + 1 : first]
    rest = [
        [f"{key}={value}" for key, value in extra.items()]
        if keyword.arg == "extra" and extra
        else [source.segment(keyword)]
        for keyword in call.node.keywords
    ]
    items = [message.text, *_fields(message), *(item for group in rest for item in group)]
    line = source.lines[call.node.lineno - 1].rstrip()
    fits = len(before) + len(", ".join(items)) + 1 <= max(line_length(source), len(line))
    if fits or _lines(call.node) > 1 or source.text[start:first].endswith("\n"):
        return ""
    indent = before[: len(before) - len(before.lstrip())]
    return f"\n{indent}    " + f",\n{indent}    ".join(items) + f",\n{indent}"


def _laid_out(call: LogCall, message: Message, source: Source, start: int, end: int) -> str:
    """The new arguments where the old ones stood: one a line if they were written so, or if one line is too long."""
    assert call.message is not None
    old = [call.message, *call.arguments]
    several = len(message.pieces) > 1 and _lines(call.message) > 1
    before = source.text[source.text.rfind("\n", 0, start) + 1 : start]
    column = before if not before.strip() else " " * len(before)
    spread = any(two.lineno > (one.end_lineno or one.lineno) for one, two in pairwise(old))
    line = ", ".join([message.text, *_fields(message)])
    fits = len(before) + len(line) + 1 <= max(line_length(source), len(source.lines[call.message.lineno - 1].rstrip()))
    if (not several and not spread and fits) or _lines(call.node) == 1 or "\t" in column.strip(" "):
        return line
    text = f"\n{column}".join(message.pieces) if several else message.text
    closing = source.text[end : stretch(source, call.node)[1]]
    comma = "," if not before.strip() and closing.strip() == ")" and "\n" in closing else ""
    return f",\n{column}".join([text, *_fields(message)]) + comma


def _lines(node: ast.expr) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1
