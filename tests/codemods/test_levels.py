"""What a text says by its beginning: level, decoration, prefix; in both languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flake8_foundry_logging.codemods._levels import signal_of
from flake8_foundry_logging.codemods._pieces import VALUE_MARK

SAID = {
    "✅ Done": ("info", "Done"),
    "✓ Done": ("info", "Done"),
    "\n  ❌ Ошибка загрузки": ("error", "Ошибка загрузки"),
    "🚨 Пожар": ("error", "Пожар"),
    "🔴 down": ("error", "down"),
    "⚠️ Медленно": ("warning", "Медленно"),
    "⚠ slow": ("warning", "slow"),
    "🔥 ❌ bad": ("error", "bad"),
    "✅ 0 errors": ("info", "0 errors"),
    "ERROR: disk full": ("error", "disk full"),
    "Error: disk full": ("error", "disk full"),
    "[ERROR] disk full": ("error", "disk full"),
    "ERROR - disk full": ("error", "disk full"),
    "Error loading the model": ("error", "Error loading the model"),
    "FATAL: no disk": ("critical", "no disk"),
    "Критическая ошибка запуска": ("critical", "Критическая ошибка запуска"),
    "Ошибка: нет файла": ("error", "нет файла"),
    "Ошибка чтения": ("error", "Ошибка чтения"),
    "Не удалось открыть": ("error", "Не удалось открыть"),
    "Сбой сети": ("error", "Сбой сети"),
    "Failed to connect": ("error", "Failed to connect"),
    "Server failed to start. Exiting.": ("error", "Server failed to start. Exiting."),
    "We couldn't read it": ("error", "We couldn't read it"),
    "Errors happened when checking it": ("error", "Errors happened when checking it"),
    "An error occurred during the query": ("error", "An error occurred during the query"),
    "An unexpected exception was raised": ("error", "An unexpected exception was raised"),
    "Could not connect": ("error", "Could not connect"),
    "WARNING: slow": ("warning", "slow"),
    "[WARN] slow": ("warning", "slow"),
    "Внимание! мало места": ("warning", "мало места"),
    "Предупреждение: мало места": ("warning", "мало места"),
    "DEBUG: step": ("debug", "step"),
    "отладка: шаг": ("debug", "шаг"),
    "INFO: ready": ("info", "ready"),
}

SILENT = [
    "Done",
    "0 errors",
    "No failures",
    "без ошибок",
    "Ошибок: нет",
    "Ошибка исправлена",
    "Error handling enabled",
    "Error rate is low",
    "No jobs failed to start",
    "Number of jobs that failed to start",
    "If it failed to start, try again",
    "Error-free run",
    "Errors fixed",
    "Warnings: none",
    "Failed: none",
    "Отладка включена",
    "Loaded the ❌ sign",
    "Debug mode on",
]
"""Texts without a level of their own: negations, and words that only look like one."""

DECORATED = {
    "🛑 Остановка": "Остановка",
    "🟡 Waiting": "Waiting",
    "❗ Attention please": "Attention please",
    "📊 Check": "Check",
    "1️⃣ First": "First",
    "=== Title ===": "Title",
    "--- Title": "Title",
    "- item": "item",
    "* item": "item",
    "• пункт": "пункт",
    "└── child": "child",
    "→ next": "next",
    "Done! 🎉": "Done!",
    "Paths:\n": "Paths",
    "* Title *": "Title",
    "  text \n": "text",
}

PLAIN = [
    "--force given",
    "-5 degrees",
    "*args are ignored",
    "#5 is taken",
    ".env loaded",
    "Loading...",
    "25°",
    "№5",
    "C++",
]
"""Signs that belong to the text."""


@pytest.mark.parametrize("text", SAID)
def test_a_sign_or_word_at_the_beginning_says_the_level(text: str) -> None:
    signal = signal_of(text)

    assert (signal.level, text[signal.start : signal.end]) == SAID[text]


@pytest.mark.parametrize("text", SILENT)
def test_negations_and_words_inside_say_nothing(text: str) -> None:
    assert signal_of(text).level is None


@pytest.mark.parametrize("text", DECORATED)
def test_decoration_is_no_part_of_the_text_and_says_nothing(text: str) -> None:
    signal = signal_of(text)

    assert (signal.level, text[signal.start : signal.end]) == (None, DECORATED[text])


@pytest.mark.parametrize("text", PLAIN)
def test_signs_that_touch_a_word_belong_to_it(text: str) -> None:
    signal = signal_of(text)

    assert text[signal.start : signal.end] == text


@pytest.mark.parametrize(
    ("text", "level", "left"),
    [
        (f"ERROR: {VALUE_MARK}", "error", f"ERROR: {VALUE_MARK}"),
        (f"Ошибка: {VALUE_MARK}", "error", f"Ошибка: {VALUE_MARK}"),
        (f"DEBUG: {VALUE_MARK}", "debug", VALUE_MARK),
        (f"WARNING: bad request: {VALUE_MARK}", "warning", f"bad request: {VALUE_MARK}"),
    ],
)
def test_a_prefix_stays_where_it_is_all_that_an_error_says(text: str, level: str, left: str) -> None:
    signal = signal_of(text)

    assert (signal.level, text[signal.start : signal.end]) == (level, left)


@given(st.text())
def test_no_word_is_ever_cut_but_a_level(text: str) -> None:
    signal = signal_of(text)
    cut = text[: signal.start] + text[signal.end :]

    assert 0 <= signal.start <= signal.end <= len(text)
    assert signal.level is not None or not any(character.isalpha() for character in cut)


OWN = ("error:kaputt", "info:alles gut", "warning:failed to warm up", "debug:schritt", "critical:ganz kaputt")


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Pumpe ist Kaputt!", "error"),
        ("Alles  gut", "info"),
        ("Failed to warm up", "warning"),
        ("Schritt 3", "debug"),
        ("Pumpe ganz kaputt", "critical"),
        ("kaputter Filter", None),
        ("Failed to connect", "error"),
        # what is written before the text says more than a phrase in it
        ("✅ kaputt", "info"),
        ("WARNING: kaputt", "warning"),
    ],
)
def test_the_users_phrases_speak_for_a_level_anywhere_in_a_text(text: str, level: str | None) -> None:
    assert signal_of(text, OWN).level == level
