"""What the words of a text say about its level, in English and Russian, and in the phrases that the user gave."""

from __future__ import annotations

import re
from enum import Enum
from functools import cache, lru_cache
from typing import NamedTuple

from foundry_logging.vocabulary import LEVELS

__all__ = [
    "PREFIX_LEVELS",
    "TRANSLATORS",
    "VALUE_MARK",
    "Said",
    "Tone",
    "has_words",
    "is_sign",
    "level_of_words",
    "prefix_of",
    "skip_decoration",
    "tone_of",
]

VALUE_MARK = "\ufffc"
"""How a value looks in a text that is looked at as a whole (the object replacement character)."""

TRANSLATORS = frozenset(
    ("_", "gettext", "ugettext", "lazy_gettext", "gettext_lazy", "ngettext", "pgettext", "_LI", "_LW", "_LE", "_LC")
)
"""Functions that give a text back in the user's language."""

STATUS = {
    **dict.fromkeys("✅✓✔", "info"),
    **dict.fromkeys("❌✗✘🚨🔴", "error"),
    "⚠": "warning",
}
"""Signs with one meaning. 🛑, 🟡, ❗ and the like mean a stop, a colour, an exclamation: they decide nothing."""

JOINERS = "\ufe0e\ufe0f\u200d\u20e3"
KEYCAP = r"[0-9#*]\ufe0f?\u20e3"
RULE = r"[=\-_*#~+.•·▪●○>»|→↳➜►▶]+"
PREFIX = r"""
    (?P<open>[\[(<{]\s*)?
    (?P<word>error|err|fatal|critical|warning|warn|info|debug|ошибка|внимание|предупреждение|отладка|инфо)
    (?(open)\s*[\])>}]\s*[:\-–—|]?|\s*(?:[:|!]+|\s[-–—](?=\s)))
    \s*
    """
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
    ("critical", r"(?:критическая\s+ошибка|critical\s+error|fatal)\b"),
    (
        "error",
        rf"""
            error\b(?![\s-]+{ABOUT_ERRORS})
            |errors?\s+(?:has\s+|have\s+)?(?:occurred|happened)\b
            |an?\s+(?:\w+\s+)?(?:error|exception)\s+(?:has\s+|was\s+)?(?:occurred|happened|raised)\b
            |failed\s+(?:to|while|with|in|on|at|due|because|during|\w+ing)\b
            |(?!{COUNTED}\b)(?:[\w'’.-]+\s+){{1,5}}(?:failed\s+to|could\s+not|couldn't)\b
            |(?:could\s+not|couldn't|cannot|can't|unable\s+to)\b
            |ошибка\b(?!\s+(?:исправлен|устранен|обработан|решен|не\s))
            |не\s+уда(?:лось|ётся|ется|лся|лась|лись)\b
            |сбой\b(?!\s+(?:исправлен|устранен|не\s))
            """,
    ),
    ("warning", r"(?:warning|внимание|предупреждение)\b"),
    ("debug", r"(?-i:DEBUG)\b|отладка\b(?!\s+(?:включен|выключен|заверш))"),
)
"""Level and the first words that speak of it."""


@cache
def _pattern(source: str) -> re.Pattern[str]:
    """A pattern, compiled when it is first needed: a run without it must not pay for it."""
    return re.compile(source, re.VERBOSE | re.IGNORECASE)


def prefix_of(text: str, start: int) -> re.Match[str] | None:
    """A level that is written before the text itself, ``word`` being its name."""
    return _pattern(PREFIX).match(text, start)


# -- the level of a text -----------------------------------------------------------------------------------------------


def level_of_words(text: str, start: int, levels_words: tuple[str, ...] = ()) -> str | None:
    """The level that a text speaks of by its words: a phrase of the user's anywhere in it, else its first words.

    Args:
        text: with one ``VALUE_MARK`` for each value.
        start: where it begins, behind its decoration.
        levels_words: ``level:phrase``, as in ``Options``; the longest phrase that occurs decides.
    """
    phrase = _phrase_in(text, levels_words)
    if phrase is not None:
        return phrase[0]
    return next((level for level, source in LEADING if _pattern(source).match(text, start)), None)


def _phrase_in(text: str, levels_words: tuple[str, ...]) -> tuple[str, str] | None:
    """The level of the user's phrase in a text, and that phrase as it stands there."""
    for level, pattern in _phrases(levels_words) if levels_words else ():
        if found := pattern.search(text):
            return level, found[0]
    return None


@lru_cache(maxsize=8)
def _phrases(levels_words: tuple[str, ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Level and pattern of each phrase: the longest first, of equal ones the gravest."""
    entries = ((level.strip(), phrase.split()) for level, _, phrase in (e.partition(":") for e in levels_words))
    ordered = sorted(entries, key=lambda entry: (-len(" ".join(entry[1])), -LEVELS.get(entry[0], 0)))
    return tuple(
        (level, re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, parts)) + r"(?!\w)", re.IGNORECASE))
        for level, parts in ordered
        if level in LEVELS and parts
    )


# -- failure and success -----------------------------------------------------------------------------------------------


class Tone(Enum):
    """What a text tells of."""

    FAILURE = "failure"
    SUCCESS = "success"


class Said(NamedTuple):
    """What a text tells of, and the words that say so."""

    tone: Tone
    words: str


TONES = {"error": Tone.FAILURE, "critical": Tone.FAILURE, "info": Tone.SUCCESS}
"""Which tone the phrases and signs of a level have; a warning and a detail are neither."""

FAILURE = r"""
    \b(?:has\s+|have\s+)?failed(?!\s*:\s*(?:\d|none\b|нет\b))(?=\s*(?:[:.,;!()–—]|-\s|$))
    |\bfailed\s+(?:to|while|with|in|on|at|due|because|during|after|for|when|from|\w+ing)\b
    |\b(?:errors?|exceptions?)\s+(?:has\s+|have\s+|was\s+|were\s+)?(?:occurred|happened|raised|encountered|caught)\b
    |\b(?:caught|encountered|got|raised|hit)\s+(?:an?\s+)?(?:\w+\s+)?(?:error|exception)\b
    |\b(?:unexpected|fatal|critical|internal|unknown|unhandled|uncaught)\s+(?:error|exception)\b
    |\bcrashed\b
    |\bне\s+(?:уда(?:лось|ётся|ется|лся|лась|лись)(?!\s+(?:найти|определить|обнаружить))|получилось)\b
    |\b(?:произошл[аи]|возникл[аи]|критическ\w+|неожиданн\w+|внутренн\w+|неизвестн\w+)\s+ошибк[аи]\b
    |\bзавершил\w*\s+(?:с\s+ошибк\w+|неудач\w+|аварийно)
    |\b(?:произошёл|произошел)\s+сбой\b|\bпровал(?:ился|илась|илось|ились|ен|ена|ено)\b
    """
"""Words of failure that need not stand first."""

LOOKED_UP = r"""
    (?!error|fail)(?:[\w'’.-]+\s+){0,5}?(?:could\s+not|couldn't|cannot|can't|unable\s+to)\b
    |failed\s+to\s+(?:find|locate|detect|determine)\b
    |не\s+уда\w+\s+(?:найти|определить|обнаружить)\b
    """
"""First words that tell of a failure or of a mere answer: "Could not find a cached copy"."""

SUCCESS = r"""
    \b(?:successfully|succeeded|successful)\b
    |\A\W*(?:success|done|ok)\b\s*(?:[!.:,–—-]|$)
    |\b(?:completed|finished)\s*[.!]*\s*\Z
    |\b(?:успешн\w+)
    |\A\W*(?:готово|успех)\b
    """

SUPPOSED = r"""
    \b(?:if|when|whenever|unless|whether|until|in\s+case|may|might|can|would|should|must|not|never|no|none|nothing|zero
      |without|expected|previous\w*|earlier|number|count|total|all|list|how|what|which|passed|simulat\w+|fake|mock\w*
      |если|когда|нет|без|никаких)\b
    |\b(?:0|нуль)\b|\w=
    """
"""What before words of failure makes it supposed, counted or denied: "0 failed", "if it failed"."""

MENDED = r"""
    \b(?:re-?tr(?:y|ied|ies|ying)|reconnect\w*|attempt\w*|again|trying|tried|try|fall(?:s|ing)?\s+back|fell\s+back
      |fallback|deferr\w+|instead|directly|ignor\w+|повтор\w*|попытк\w*|игнор\w*)\b
    """
"""What anywhere beside words of failure tells that the program goes on by itself: "failed, retrying"."""

DENIED = r"""
    \b(?:not?|never|n't|un\w+|fail\w*|error\w*|exception\w*|cannot|could|without|but|before|only|unless|if|until|after|than
      |partial\w*|must|should|required?|expected|code|status|exit\w*|crash\w*|time\w*|invalid|missing|wrong|rollback|rolled
      |despite|although|though|to\s+successfully|exceed\w*|limit\w*|ошибк\w*|сбо\w*|не\w*|но|без|если|после|код\w*|статус\w*|отмен\w*)\b|n't\b
    """
"""What takes a word of success back: "did not finish", "completed with errors"."""


def tone_of(text: str, levels_words: tuple[str, ...] = ()) -> Said | None:
    """Whether a text tells of a failure or of a success: by its sign, by a level before it, by phrases and words.

    "0 errors", "Error count", "без ошибок", "no failures" and "Error handling enabled" tell of neither.

    Args:
        text: with one ``VALUE_MARK`` for each value.
        levels_words: as in ``Options``; a phrase of warning or debug in a text makes it neither.
    """
    start, level = skip_decoration(text, 0)
    prefix = prefix_of(text, start)
    if level is None and prefix is not None:
        level = PREFIX_LEVELS[prefix["word"].lower()]
    if level is not None:
        return _said(level, (text[: max(start, 1)] if prefix is None else prefix[0]).strip())
    phrase = _phrase_in(text, levels_words)
    if phrase is not None:
        return _said(*phrase)
    for level, source in LEADING:
        if found := _pattern(source).match(text, start):
            return (
                None
                if _pattern(LOOKED_UP).match(text, start) or _pattern(MENDED).search(text)
                else _said(level, found[0])
            )
    if found := _pattern(FAILURE).search(text):
        doubtful = _pattern(SUPPOSED).search(text, 0, found.start()) or _pattern(MENDED).search(text)
        return None if doubtful else Said(Tone.FAILURE, found[0])
    if found := _pattern(SUCCESS).search(text):
        return None if _pattern(DENIED).search(text) else Said(Tone.SUCCESS, found[0])
    return None


def _said(level: str, said: str) -> Said | None:
    tone = TONES.get(level)
    return None if tone is None else Said(tone, said)


# -- decoration --------------------------------------------------------------------------------------------------------


def has_words(text: str) -> bool:
    """Whether a cooked text has a letter or digit in it, values aside."""
    return any(character.isalnum() for character in text)


def skip_decoration(text: str, position: int) -> tuple[int, str | None]:
    """Where the text proper begins, and the level of the first status sign before it."""
    level: str | None = None
    while position < len(text):
        character = text[position]
        if keycap := _pattern(KEYCAP).match(text, position):
            position = keycap.end()
        elif character.isspace() or is_sign(character):
            level = level or STATUS.get(character)
            position += 1
        elif (rule := _pattern(RULE).match(text, position)) and _stands_alone(text, rule.end()):
            position = rule.end()
        else:
            break
    return position, level


def _stands_alone(text: str, position: int) -> bool:
    """Whether nothing touches a drawn line or bullet that ends here: ``- item``, but not ``--flag`` and ``-5``."""
    return position == len(text) or text[position].isspace() or is_sign(text[position])


def is_sign(character: str) -> bool:
    """An emoji, a dingbat, an arrow or a box-drawing character, or what modifies one."""
    import unicodedata  # as the patterns: only for a text that is looked at

    code = ord(character)
    if not (0x2190 <= code <= 0x2BFF or 0x1F000 <= code <= 0x1FAFF):
        return character in JOINERS
    return unicodedata.category(character) in ("So", "Sm", "Sk", "Cn")
