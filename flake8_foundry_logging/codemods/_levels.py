"""What the beginning of a printed text says about its level, and which of it is decoration."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flake8_foundry_logging.core.wording import (
    PREFIX_LEVELS,
    VALUE_MARK,
    has_words,
    is_sign,
    level_of_words,
    prefix_of,
    skip_decoration,
)

__all__ = ["Signal", "has_words", "reports_progress", "signal_of"]

RULE_END = re.compile(r"(?<=[\s\ufffc])[=\-_*#~+|<«]{2,}\Z|(?<=\s)[=*#~|]\Z|\A[=\-_*#~+|<«]+\Z")

PROGRESS = re.compile(
    r"(?:start|load|sav|read|writ|wait|connect|listen|runn|us|download|upload|process|build|creat|install|check|fetch"
    r"|open|clos|stopp|generat|scann|serv|compil|sync|search|updat|copy|send|receiv|import|export|train|shutt)ing\b"
    r"|(?:запуск|загрузка|ожидание|чтение|сохранение|подключение|обработка|скачивание|проверка|установка)\b"
    r"|.*(?:\.\.\.|…)\s*\Z",
    re.IGNORECASE | re.DOTALL,
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


def signal_of(text: str, levels_words: tuple[str, ...] = ()) -> Signal:
    """Read the leading literal of a cooked text, in which every value is one ``VALUE_MARK``.

    Args:
        text: the text.
        levels_words: the user's phrases, as in ``Options``; a sign or a level before the text counts for more.
    """
    start, level = skip_decoration(text, 0)
    end = max(start, _trimmed_end(text))
    prefix = prefix_of(text, start)
    if prefix is not None:
        level = level or PREFIX_LEVELS[prefix["word"].lower()]
        behind = skip_decoration(text, prefix.end())[0]
        if has_words(text[behind:end]) or (level in ("debug", "info") and VALUE_MARK in text[behind:end]):
            start = behind
        return Signal(level, start, end)
    return Signal(level or level_of_words(text, start, levels_words), start, end)


def reports_progress(text: str) -> bool:
    """Whether a text says what is going on: no trouble, wherever it is written."""
    return PROGRESS.match(text) is not None


def _trimmed_end(text: str) -> int:
    end = len(text)
    while end:
        if text[end - 1].isspace() or is_sign(text[end - 1]) or (text[end - 1] == ":" and has_words(text[: end - 1])):
            end -= 1
        elif line := RULE_END.search(text[:end]):
            end = line.start()
        else:
            break
    return end
