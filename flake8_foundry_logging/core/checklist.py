"""The two lists of the logging guide, item by item; a rule names the items that it guards."""

from __future__ import annotations

from enum import Enum

__all__ = ["Item", "List"]


class List(Enum):
    """One of the guide's two lists."""

    BEFORE_COMMIT = ("Check before a commit", "Перед коммитом проверить")
    FORBIDDEN = ("Forbidden practices", "Запрещенные практики")

    def __init__(self, english: str, russian: str) -> None:
        self.english = english
        self.russian = russian


class Item(Enum):
    """A line of the guide's lists, with its English and its Russian text."""

    OPERATIONS = (List.BEFORE_COMMIT, "Every critical operation is logged", "Все критические операции логируются")
    CONTEXT = (List.BEFORE_COMMIT, "Errors carry enough context", "Ошибки содержат достаточный контекст")
    NO_PRINT = (List.BEFORE_COMMIT, "No print() in place of a log", "Нет print() вместо логирования")
    LEVEL = (List.BEFORE_COMMIT, "The right level is used", "Используется правильный уровень логирования")
    STRUCTURED = (List.BEFORE_COMMIT, "Structured data in the JSON log", "Структурированные данные в JSON логах")
    TIMERS = (List.BEFORE_COMMIT, "Timers on long operations", "Таймеры для долгих операций")
    SUCCESS = (List.BEFORE_COMMIT, "Success is logged too", "Логирование успешных операций")
    PRINT = (List.FORBIDDEN, "print() in place of a log", "print() вместо логирования")
    SWALLOWED = (List.FORBIDDEN, "Errors ignored without a log", "Игнорирование ошибок без логирования")
    SECRETS = (List.FORBIDDEN, "Passwords and tokens in the log", "Логирование паролей и токенов")
    LOOPS = (List.FORBIDDEN, "Too much logging in loops", "Избыточное логирование в циклах")
    CONTEXTLESS = (List.FORBIDDEN, "Logging without context", "Логирование без контекста")

    def __init__(self, group: List, english: str, russian: str) -> None:
        self.group = group
        self.english = english
        self.russian = russian
