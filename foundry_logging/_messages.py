"""The runtime's own texts: Russian as in the guide, English with ``LOG_LANG=en``.

Texts of records are message templates (``{field}``), so that a report can count them as one event. Texts for stderr are
filled by ``str.format``.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Texts:
    """Every text that the runtime says by itself, in one language."""

    timer_done: str
    timer_failed: str
    timer_cancelled: str
    api_request: str
    websocket: str
    failed_late: str
    startup_failed: str
    shutdown_failed: str
    model_operation: str
    call_started: str
    call_finished: str
    call_failed: str
    call_cancelled: str
    torn_line: str
    dropped: str
    uncaught: str
    uncaught_in_thread: str
    unraisable: str
    # for stderr
    bad_value: str
    sink_failed: str
    record_failed: str
    rotation_failed: str
    upkeep_failed: str
    file_deleted: str
    repeated: str


RUSSIAN = Texts(
    timer_done="Операция завершена: {operation} ({duration:.3f}s)",
    timer_failed="Операция завершилась ошибкой: {operation} ({duration:.3f}s)",
    timer_cancelled="Операция отменена: {operation} ({duration:.3f}s)",
    api_request="API запрос: {api_method} {api_path} {status_code} ({duration:.3f}s)",
    websocket="WebSocket: {api_path} {close_code} ({duration:.3f}s)",
    failed_late="Ошибка после ответа (фоновая задача): {api_method} {api_path}",
    startup_failed="Критическая ошибка запуска приложения",
    shutdown_failed="Ошибка при остановке приложения",
    model_operation="Операция с моделью: {operation} {model_id} {status}",
    call_started="Вызов функции {function}",
    call_finished="Функция {function} завершена успешно",
    call_failed="Ошибка в функции {function}: {error}",
    call_cancelled="Выполнение функции {function} отменено",
    torn_line="Оборванная последняя строка удалена из файла {file}",
    dropped="Очередь записей была переполнена, пропущено записей: {dropped}",
    uncaught="Необработанное исключение",
    uncaught_in_thread="Необработанное исключение в потоке {thread}",
    unraisable="Исключение, которое некому обработать: {source}",
    bad_value="{variable}={value!r}: ожидается {accepts}; используется {used}",
    sink_failed="не удалось записать в {sink}: {error}",
    record_failed="запись потеряна: {error}",
    rotation_failed="не удалось ротировать {sink}, запись продолжается в него: {error}",
    upkeep_failed="не удалось сжать или удалить {file}: {error}",
    file_deleted="файл удалён вместе с последними строками",
    repeated=" (и ещё {count} раз с прошлого сообщения)",
)

ENGLISH = Texts(
    timer_done="Operation finished: {operation} ({duration:.3f}s)",
    timer_failed="Operation failed: {operation} ({duration:.3f}s)",
    timer_cancelled="Operation cancelled: {operation} ({duration:.3f}s)",
    api_request="API request: {api_method} {api_path} {status_code} ({duration:.3f}s)",
    websocket="WebSocket: {api_path} {close_code} ({duration:.3f}s)",
    failed_late="Failed after the answer (background task): {api_method} {api_path}",
    startup_failed="The application did not start",
    shutdown_failed="The application failed while it stopped",
    model_operation="Model operation: {operation} {model_id} {status}",
    call_started="Calling {function}",
    call_finished="{function} finished",
    call_failed="Error in {function}: {error}",
    call_cancelled="{function} was cancelled",
    torn_line="A torn last line was removed from {file}",
    dropped="The queue of records was full: {dropped} were dropped",
    uncaught="Uncaught exception",
    uncaught_in_thread="Uncaught exception in thread {thread}",
    unraisable="Exception that nobody can handle: {source}",
    bad_value="{variable}={value!r}: expected {accepts}; using {used}",
    sink_failed="could not write to {sink}: {error}",
    record_failed="a record was lost: {error}",
    rotation_failed="could not rotate {sink}, it is written on: {error}",
    upkeep_failed="could not compress or delete {file}: {error}",
    file_deleted="the file was deleted, and its last lines with it",
    repeated=" (and {count} times more since this was last told)",
)

TEXTS: Mapping[str, Texts] = MappingProxyType({"ru": RUSSIAN, "en": ENGLISH})
