"""What the beginning of a text says about its level, in English and Russian, and which of it is decoration."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from flake8_foundry_logging.codemods._pieces import VALUE_MARK

__all__ = ["Signal", "has_words", "signal_of"]

STATUS = {
    **dict.fromkeys("✅✓✔", "info"),
    **dict.fromkeys("❌✗✘🚨🔴", "error"),
    "⚠": "warning",
}
"""Signs with one meaning. 🛑, 🟡, ❗ and the like mean a stop, a colour, an exclamation: they decide nothing."""

JOINERS = "\ufe0e\ufe0f\u200d\u20e3"
KEYCAP = re.compile(r"[0-9#*]\ufe0f?\u20e3")
RULE = re.compile(r"[=\-_*#~+.•·▪●○>»|→↳➜►▶]+")
RULE_END = re.compile(r"(?<=[\s\ufffc])[=\-_*#~+|<«]{2,}\Z|(?<=\s)[=*#~|]\Z|\A[=\-_*#~+|<«]+\Z")

PREFIX = re.compile(
    r"""
    (?P<open>[\[(<{]\s*)?
    (?P<word>error|err|fatal|critical|warning|warn|info|debug|ошибка|внимание|предупреждение|отладка|инфо)
    (?(open)\s*[\])>}]\s*[:\-–—|]?|\s*(?:[:|!]+|\s[-–—](?=\s)))
    \s*
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""A level written before the text: ``ERROR: ``, ``[WARN] ``, ``Внимание! ``."""

PREFIX_LEVELS = {
    **dict.fromkeys(("error", "err", "ошибка"), "error"),
    **dict.fromkeys(("fatal", "critical"), "critical"),
    **dict.fromkeys(("warning", "warn", "внимание", "предупреждение"), "warning"),
    **dict.fromkeys(("info", "инфо"), "info"),
    **dict.fromkeys(("debug", "отладка"), "debug"),
}

ABOUT_ERRORS = (
    r"(?:handl|report|recover|correct|track|budget|margin|bar|free|rate|count|log|code|page|message|test|case|fixed|"
    r"resolved|ignored|cleared|analysis|threshold|limit|tolerance|summary|type|class|level|output|stream|file)"
)
"""What comes after "error" where no error is told of: "Error handling enabled", "Error rate"."""

COUNTED = r"(?:all|count|how|if|list|no|none|nothing|number|retry|retrying|total|unless|what|when|which)"
"""What begins a text that counts or supposes failures and tells of none: "Number of jobs that failed to start"."""

LEADING = (
    ("critical", re.compile(r"(?:критическая ошибка|critical error|fatal)\b", re.IGNORECASE)),
    (
        "error",
        re.compile(
            rf"""
            error\b(?![\s-]+{ABOUT_ERRORS})
            |an?\s+(?:\w+\s+)?(?:error|exception)\s+(?:has\s+|was\s+)?(?:occurred|happened|raised)\b
            |failed\s+(?:to|while|with|in|on|at|due|because|during|\w+ing)\b
            |(?!{COUNTED}\b)(?:[\w'’.-]+\s+){{1,5}}(?:failed\s+to|could\s+not|couldn't)\b
            |(?:could\s+not|couldn't|cannot|can't|unable\s+to)\b
            |ошибка\b(?!\s+(?:исправлен|устранен|обработан|решен|не\s))
            |не\s+уда(?:лось|ётся|ется|лся|лась|лись)\b
            |сбой\b(?!\s+(?:исправлен|устранен|не\s))
            """,
            re.VERBOSE | re.IGNORECASE,
        ),
    ),
    ("warning", re.compile(r"(?:warning|внимание|предупреждение)\b", re.IGNORECASE)),
    ("debug", re.compile(r"DEBUG\b|(?i:отладка)\b(?!\s+(?:включен|выключен|заверш))")),
)


@dataclass(frozen=True, slots=True)
class Signal:
    """What a text says by its look.

    Attributes:
        level: the level that its leading sign or word means; None if neither speaks.
        start, end: the text without decoration, status sign and level prefix, as positions in the cooked text.
    """

    level: str | None
    start: int
    end: int


def signal_of(text: str) -> Signal:
    """Read the leading literal of a cooked text, in which every value is one ``VALUE_MARK``."""
    start, level = _skip_decoration(text, 0)
    end = max(start, _trimmed_end(text))
    prefix = PREFIX.match(text, start)
    if prefix is not None:
        level = level or PREFIX_LEVELS[prefix["word"].lower()]
        behind = _skip_decoration(text, prefix.end())[0]
        if has_words(text[behind:end]) or (level in ("debug", "info") and VALUE_MARK in text[behind:end]):
            start = behind
        return Signal(level, start, end)
    for word_level, pattern in LEADING:
        if level is None and pattern.match(text, start):
            level = word_level
    return Signal(level, start, end)


def has_words(text: str) -> bool:
    """Whether a cooked text has a letter or digit in it, values aside."""
    return any(character.isalnum() for character in text)


def _skip_decoration(text: str, position: int) -> tuple[int, str | None]:
    """Where the text proper begins, and the level of the first status sign before it."""
    level: str | None = None
    while position < len(text):
        character = text[position]
        if keycap := KEYCAP.match(text, position):
            position = keycap.end()
        elif character.isspace() or _is_sign(character):
            level = level or STATUS.get(character)
            position += 1
        elif (rule := RULE.match(text, position)) and _stands_alone(text, rule.end()):
            position = rule.end()
        else:
            break
    return position, level


def _stands_alone(text: str, position: int) -> bool:
    """Whether nothing touches a drawn line or bullet that ends here: ``- item``, but not ``--flag`` and ``-5``."""
    return position == len(text) or text[position].isspace() or _is_sign(text[position])


def _is_sign(character: str) -> bool:
    """An emoji, a dingbat, an arrow or a box-drawing character, or what modifies one."""
    code = ord(character)
    if not (0x2190 <= code <= 0x2BFF or 0x1F000 <= code <= 0x1FAFF):
        return character in JOINERS
    return unicodedata.category(character) in ("So", "Sm", "Sk", "Cn")


def _trimmed_end(text: str) -> int:
    end = len(text)
    while end:
        if text[end - 1].isspace() or _is_sign(text[end - 1]) or (text[end - 1] == ":" and has_words(text[: end - 1])):
            end -= 1
        elif line := RULE_END.search(text[:end]):
            end = line.start()
        else:
            break
    return end
