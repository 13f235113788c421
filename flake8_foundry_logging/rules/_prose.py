"""Secret words in the text around a placeholder: ``password=%s`` says what an argument called ``value`` is."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.harmless import harmless
from flake8_foundry_logging.core.labels import is_opaque, names_secret
from flake8_foundry_logging.core.passing import entries_of, last_name
from flake8_foundry_logging.core.taint import Leak
from flake8_foundry_logging.core.wording import TRANSLATORS
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from flake8_foundry_logging.core.secret_sources import Names
    from flake8_foundry_logging.rules._secret_flow import Sink

__all__ = ["cut_off", "labelled"]

Placeholder = tuple[str, str, ast.expr, "re.Match[str] | None"]
PLACEHOLDER = re.compile(
    r"%(?:\((?P<key>\w+)\))?[-+ #0]*[\d*]*(?:\.(?P<cut>[\d*]+))?(?P<as>[diouxXeEfFgGcrsa])"
    r"|\{(?P<name>\w*)(?:![rsa])?(?::[^{}]*)?\}"
)
LABEL = re.compile(r"(?P<label>\w[\w'-]*(?:[ .]+[\w'-]+){0,2})[\"']?\s{0,2}[=:]\s{0,2}[\"'<(\[]?$")
OTHERWISE = re.compile(
    r"(?<!session )(?<!session_)(?:\b|_)(?:ids?|names?|position|file|label|reference|index)"
    r"(?:\s?[=:]\s?|\s)[\"'<(\[]?$",
    re.IGNORECASE,
)
"""The text in front of a value says what it is, and it is no secret: ``credential with name or ID '%s'``."""
HIDDEN_USERINFO = "*@"
"""What stands before the address of which the user and the password have been hidden."""
CLAUSES = re.compile(r"[.,;|\n]\s")
FAILED = frozenset(("fail", "failed", "failing", "failure", "unable", "cannot", "could"))
URL_PASSWORD = re.compile(r"\w://[^\s/@]*:$")
BOT = "/bot"
ELLIPSES = ("...", "…", "***")
NUMBERS = frozenset("diouxXeEfFgG")
"""Conversions that only a number survives."""
COUNTED = frozenset(("cookie", "cookies", "token", "key", "keys", "auth"))
"""Words of secrets that are texts; a code or a PIN may be a number."""
SHOWN = 6
"""Characters of a secret that a message may show, if it shows that they are not all."""
CUT = 4
"""Characters of a secret that tell nothing."""
NEAR = 6
"""How many parts of an f-string before a placeholder are looked at: the parts of a URL."""


def labelled(sink: Sink, names: Names) -> Iterator[Leak]:
    """The opaque arguments that a label in the message makes secrets, and what stands where a URL has its password."""
    frame = sink.frame
    for before, after, argument, match in _placeholders(*sink.text):
        if (after.startswith("@") and URL_PASSWORD.search(before)) or before.endswith(BOT):
            name = "the password of a URL" if after.startswith("@") else "a bot's token"
        elif is_opaque(argument, frame) and (label := _label(before)) and names_secret(label, names):
            name = label
        else:
            continue
        if not (harmless(argument, frame, names) or (match is not None and _is_cut(match, after))):
            yield Leak(argument, name)


def _label(before: str) -> str:
    """What stands in front of a value as its name; nothing where the clause tells of a failure, of which it is why."""
    label = LABEL.search(before)
    if (
        label is None
        or label["label"].endswith(" _")
        or not FAILED.isdisjoint(words(CLAUSES.split(before[: label.end("label")])[-1]))
    ):
        return ""
    return label["label"]


def cut_off(sink: Sink) -> set[ast.expr]:
    """What of a record is the beginning of something, as the message says, or a number, or a name.

    ``"token %s...", token[:5]``, ``"token %.4s", token``, ``"flow with cookie %x", cookie``, ``"token with id %s"``.
    """
    found: set[ast.expr] = set()
    for before, after, argument, match in _placeholders(*sink.text):
        if isinstance(argument, ast.Subscript) and after.startswith(ELLIPSES) and _is_beginning(argument.slice):
            found.add(argument.value)
        elif (
            OTHERWISE.search(before)
            or before.endswith(HIDDEN_USERINFO)
            or (match is not None and (_is_cut(match, after) or _counts(match, argument)))
        ):
            found.add(argument)
    return found


def _is_cut(match: re.Match[str], after: str) -> bool:
    """Whether a placeholder shows a few characters only: ``%.4s``, ``%.6s...``."""
    shown = match["cut"]
    return (
        match["as"] == "s"
        and bool(shown)
        and shown.isdigit()
        and (int(shown) <= (SHOWN if after.startswith(ELLIPSES) else CUT))
    )


def _counts(match: re.Match[str], argument: ast.expr) -> bool:
    """Whether a placeholder takes only numbers, and its argument is a secret only where it is a text."""
    return match["as"] in NUMBERS and not COUNTED.isdisjoint(words(last_name(argument)))


def _is_beginning(key: ast.expr) -> bool:
    if not isinstance(key, ast.Slice) or key.lower is not None or not isinstance(key.upper, ast.Constant):
        return False
    return isinstance(key.upper.value, int) and 0 <= key.upper.value <= SHOWN


def _placeholders(
    message: ast.expr | None, arguments: Sequence[ast.expr], fields: Mapping[str, ast.expr]
) -> Iterator[Placeholder]:
    """Each placeholder's argument, with the text before and behind it, and what of the text it is."""
    if isinstance(message, ast.JoinedStr):
        yield from _of_fstring(message)
    elif isinstance(message, ast.BinOp) and isinstance(message.op, ast.Mod):
        right = message.right
        yield from _of_text(message.left, right.elts if isinstance(right, ast.Tuple) else [right], {})
    elif isinstance(message, ast.BinOp) and isinstance(message.op, ast.Add):
        left = message.left
        text = left.right if isinstance(left, ast.BinOp) else left
        if isinstance(text, ast.Constant) and isinstance(text.value, str):
            yield text.value, "", message.right, None
    elif isinstance(message, ast.Call) and isinstance(message.func, ast.Attribute) and message.func.attr == "format":
        keywords = {keyword.arg: keyword.value for keyword in message.keywords if keyword.arg is not None}
        yield from _of_text(message.func.value, message.args, keywords)
    elif message is not None:
        yield from _of_text(message, arguments, fields)


def _of_fstring(message: ast.JoinedStr) -> Iterator[Placeholder]:
    parts = message.values
    for index, part in enumerate(parts):
        if isinstance(part, ast.FormattedValue):
            before = "".join(_text(p) for p in parts[max(0, index - NEAR) : index])
            yield before, _text(parts[index + 1]) if index + 1 < len(parts) else "", part.value, None


def _text(part: ast.expr) -> str:
    return part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else "_"


def _of_text(text: ast.expr, arguments: Sequence[ast.expr], fields: Mapping[str, ast.expr]) -> Iterator[Placeholder]:
    if isinstance(text, ast.Call) and last_name(text.func) in TRANSLATORS and text.args:
        text = text.args[0]
    if not isinstance(text, ast.Constant) or not isinstance(text.value, str):
        return
    position = 0
    for match in PLACEHOLDER.finditer(text.value):
        name = match["key"] or match["name"]
        if name and not name.isdigit():
            argument = fields.get(name) or _entry(arguments, name)
        else:
            argument = arguments[position] if position < len(arguments) else None
            position += 1
        if argument is not None:
            yield text.value[: match.start()], text.value[match.end() :], argument, match


def _entry(arguments: Sequence[ast.expr], name: str) -> ast.expr | None:
    """What ``%(name)s`` takes out of a dict that is the only argument."""
    return dict(entries_of(arguments[0])).get(name) if len(arguments) == 1 else None
