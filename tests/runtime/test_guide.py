"""The guide's own words, run: each snippet with only the import changed, and its jq commands with the real jq."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import subprocess
import textwrap
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from foundry_logging import get_logger, shutdown

GUIDE = (Path(__file__).parent.parent / "data" / "guide.ru.md").read_text(encoding="utf-8")
IMPORT = "from src.utils.logging_system import get_logger"


def blocks(language: str) -> dict[str, str]:
    """The code blocks of one language, by the heading they stand under (the guide has one a heading)."""
    found: dict[str, str] = {}
    for section in re.split(r"^#{2,4} ", GUIDE, flags=re.MULTILINE)[1:]:
        heading = section.partition("\n")[0].strip()
        for body in re.findall(rf"^```{language}\n(.*?)^```", section, flags=re.MULTILINE | re.DOTALL):
            assert heading not in found
            found[heading] = body
    return found


SNIPPETS = blocks("python")


class HTTPException(Exception):
    pass


class ValidationError(Exception):
    def errors(self) -> list[str]:
        return ["field required"]


def run_snippet(heading: str, **names: Any) -> dict[str, Any]:
    """Execute a snippet inside a coroutine (the guide awaits at the top level) and give back the names it made."""
    code = SNIPPETS[heading].replace(IMPORT, "from foundry_logging import get_logger")
    # only the guide's counter-example returns at its top level
    body = f"async def snippet():\n{textwrap.indent(code, '    ')}\n    return locals()"
    namespace: dict[str, Any] = {"logger": get_logger("model-manager"), "HTTPException": HTTPException, **names}
    namespace["ValidationError"] = ValidationError
    exec(compile(body, f"guide.ru.md, {heading}", "exec"), namespace)
    result: dict[str, Any] = asyncio.run(namespace["snippet"]())
    return result


async def answers(*_: Any, **__: Any) -> Any:
    return SimpleNamespace(size=7)


async def fails(*_: Any, **__: Any) -> Any:
    raise RuntimeError("boom")


def messages(files: Any) -> list[tuple[str, str]]:
    return [(record["level"], record["message"]) for record in files.records()]


def test_the_basic_snippet_writes_an_info_and_an_error_with_its_field(files):
    run_snippet("Базовое использование")
    info, error = files.records()
    assert (info["level"], info["logger"], info["message"]) == ("info", "model-manager", "Модель загружена успешно")
    assert (error["level"], error["message"]) == ("error", "Ошибка подключения к Foundry")
    assert error["model_id"] == "deepseek-chat"


def test_the_structured_snippet_writes_fields_and_a_model_operation(files):
    run_snippet("Структурированное логирование")
    request, operation = files.records()
    fields = {name: request[name] for name in ("method", "endpoint", "duration", "tokens")}
    assert fields == {"method": "POST", "endpoint": "/api/v1/generate", "duration": 1.234, "tokens": 150}
    fields = {name: operation[name] for name in ("model_id", "operation", "status", "duration", "tokens_generated")}
    assert fields == {
        "model_id": "deepseek-chat",
        "operation": "generate_text",
        "status": "success",
        "duration": 2.1,
        "tokens_generated": 75,
    }


def test_the_timer_snippet_gives_the_guides_result_line(files):
    run_snippet("Измерение времени выполнения", load_model=answers)
    (record,) = files.records()
    assert re.fullmatch(r"Операция завершена: model_loading \(\d+\.\d{3}s\)", record["message"])
    assert record["model_id"] == "qwen-chat"


def test_the_error_snippet_logs_success(files):
    async def result() -> list[int]:
        return [1, 2, 3]

    run_snippet("Обработка ошибок", risky_operation=result)
    assert files.last()["result_size"] == 3


def test_the_error_snippet_logs_the_exception_with_its_context_and_raises_it_again(files):
    with pytest.raises(RuntimeError, match="boom"):
        run_snippet("Обработка ошибок", risky_operation=fails)
    record = files.last()
    assert (record["level"], record["message"]) == ("error", "Критическая ошибка операции")
    assert record["input_params"] == {"param1": "value1"}
    assert record["exception"]["type"] == "RuntimeError"
    assert record["exception"]["message"] == "boom"
    assert record["exception"]["stack"].startswith("Traceback (most recent call last):")


def test_the_monitoring_snippet_writes_its_numbers(files):
    run_snippet(
        "Мониторинг производительности",
        get_memory_usage=lambda: 512.5,
        get_uptime=lambda: 60,
        model_manager=SimpleNamespace(models=["a", "b"]),
    )
    record = files.last()
    assert (record["memory_usage_mb"], record["active_models"], record["uptime_seconds"]) == (512.5, 2, 60)


def test_the_start_snippet_logs_both_steps(files, capsys):
    run_snippet("1. Запуск/остановка сервисов", start_server=answers)
    assert messages(files) == [("info", "Запуск FastAPI Foundry"), ("info", "Сервер запущен успешно")]
    assert files.records()[0]["version"] == "1.0.0"
    assert files.records()[0]["port"] == 8000


def test_the_start_snippet_logs_a_failed_start_as_critical(files, capsys):
    with pytest.raises(RuntimeError):
        run_snippet("1. Запуск/остановка сервисов", start_server=fails)
    record = files.last()
    assert (record["level"], record["message"]) == ("critical", "Критическая ошибка запуска сервера")
    assert record["error"] == "boom"
    assert "Критическая ошибка запуска сервера" in capsys.readouterr().err


def test_the_middleware_snippet_logs_the_request(files, clock):
    made = run_snippet(
        "2. API запросы",
        app=SimpleNamespace(middleware=lambda _kind: lambda function: function),
        Request=object,
        time=SimpleNamespace(time=clock),
    )
    request = SimpleNamespace(method="GET", url=SimpleNamespace(path="/health"))

    async def call_next(_request: Any) -> Any:
        clock.advance(0.25)
        return SimpleNamespace(status_code=204)

    response = asyncio.run(made["log_requests"](request, call_next))
    assert response.status_code == 204
    record = files.last()
    assert (record["api_method"], record["api_path"], record["status_code"]) == ("GET", "/health", 204)
    assert record["duration"] == 0.25
    assert len(files.lines("api-requests.log")) == 1


def test_the_model_snippet_logs_start_timing_and_success(files):
    made = run_snippet("3. Операции с моделями", foundry_client=SimpleNamespace(load_model=answers))
    model = asyncio.run(made["load_model"]("qwen-chat"))
    assert model.size == 7
    start, timing, success = files.records()
    assert start["message"] == "Начало загрузки модели"
    assert timing["operation"] == "model_loading"
    assert (success["message"], success["model_size"]) == ("Модель загружена успешно", 7)
    assert {record["model_id"] for record in (start, timing, success)} == {"qwen-chat"}


def test_the_model_snippet_logs_the_failure_twice_the_timing_and_the_error(files):
    made = run_snippet("3. Операции с моделями", foundry_client=SimpleNamespace(load_model=fails))
    with pytest.raises(RuntimeError):
        asyncio.run(made["load_model"]("qwen-chat"))
    _, timing, error = files.records()
    assert (timing["level"], timing["status"], timing["error"]) == ("error", "error", "boom")
    assert (error["message"], error["error"]) == ("Ошибка загрузки модели", "boom")


@pytest.mark.parametrize(
    ("raised", "level", "message"),
    [
        (ValidationError("bad"), "warning", "Ошибка валидации данных"),
        (KeyError("other"), "error", "Неожиданная ошибка обработки запроса"),
    ],
)
def test_the_request_error_snippet_tells_expected_and_unexpected_errors_apart(files, raised, level, message):
    async def process_request(_data: Any) -> Any:
        raise raised

    with pytest.raises(HTTPException):
        run_snippet(
            "4. Обработка ошибок", process_request=process_request, data={"prompt": "hi"}, request_id="r1", user_id="u1"
        )
    record = files.last()
    assert (record["level"], record["message"]) == (level, message)
    assert ("exception" in record) is (level == "error")


def test_the_business_metrics_snippet_writes_its_fields(files):
    run_snippet("Кастомные метрики", model_id="m", prompt="one two", response="a b c", duration=1.5, user_id="u1")
    record = files.last()
    assert (record["input_tokens"], record["output_tokens"], record["generation_time"]) == (2, 3, 1.5)


def test_the_debug_snippet_lifts_one_logger_to_debug(files, capsys):
    logger = get_logger("model-manager")
    other = get_logger("other")
    try:
        run_snippet("Включение debug режима", get_logger=get_logger)
        other.debug("не видно")
        assert messages(files) == [("debug", "Детальная информация для отладки")]
        assert "Детальная информация для отладки" in capsys.readouterr().err
    finally:
        get_logger("model-manager", mode="prod")
    logger.debug("снова не видно")
    assert len(files.records()) == 1


def test_the_trace_snippet_logs_arguments_as_fields(files, monkeypatch):
    monkeypatch.setenv("LOG_LEVEL", "DEBUG")
    traced = run_snippet("Трассировка выполнения")["trace_execution"]

    def add(a: int, *, b: int) -> int:
        return a + b

    assert traced(add)(1, b=2) == 3
    call, end = files.records()
    assert (call["message"], call["args"], call["kwargs"]) == ("Вызов функции add", [1], {"b": 2})
    assert end["message"] == "Функция add завершена успешно"


def test_every_python_snippet_of_the_guide_is_run_by_a_test_of_this_file():
    source = Path(__file__).read_text(encoding="utf-8")
    assert [heading for heading in SNIPPETS if f'"{heading}"' not in source] == []
    assert len(SNIPPETS) == 12


# -- the guide's jq commands ------------------------------------------------------------------------------------------

COMMANDS = [line for line in blocks("bash")["Анализ JSON логов"].splitlines() if line.startswith("jq ")]


def shell(command: str, directory: Path) -> str:
    assert shutil.which("jq"), "jq is missing: install it (apt-get install jq), the guide's commands need the real one"
    done = subprocess.run(["sh", "-c", command], cwd=directory, capture_output=True, text=True, timeout=30, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def write_a_days_work() -> None:
    logger = get_logger("model-manager")
    logger.info("Запуск", version="1.0.0")
    for duration, path, status in ((0.5, "/a", 200), (1.5, "/b", 200), (1.0, "/a", 503)):
        logger.log_api_request(method="GET", path=path, status_code=status, duration=duration)
    logger.error("Ошибка подключения к Foundry", model_id="deepseek-chat", note='quote " and \n newline \ud800')


def answers_of_jq(directory: Path) -> tuple[list[str], dict[str, int], float]:
    errors, endpoints, mean = (shell(command, directory) for command in COMMANDS)
    found = re.findall(r'^  "message": (".*"),$', errors, flags=re.MULTILINE)
    counts = {path: int(count) for count, path in (line.split() for line in endpoints.splitlines())}
    return [json.loads(message) for message in found], counts, float(mean)


EXPECTED = (
    ["API запрос: GET /a 503 (1.000s)", "Ошибка подключения к Foundry"],
    {"/a": 2, "/b": 1},
    1.0,
)


def test_the_guides_three_jq_commands_answer_on_what_the_package_wrote(files, tmp_path):
    write_a_days_work()
    assert len(COMMANDS) == 3
    assert answers_of_jq(tmp_path) == EXPECTED


def test_the_jq_commands_answer_on_what_the_guides_own_snippets_wrote(files, tmp_path, clock, capsys):
    run_snippet("Базовое использование")
    run_snippet("Структурированное логирование")
    run_snippet("Измерение времени выполнения", load_model=answers)
    with pytest.raises(RuntimeError):
        run_snippet("Обработка ошибок", risky_operation=fails)
    test_the_middleware_snippet_logs_the_request(files, clock)
    load_model = run_snippet("3. Операции с моделями", foundry_client=SimpleNamespace(load_model=fails))["load_model"]
    with pytest.raises(RuntimeError):
        asyncio.run(load_model("qwen-chat"))
    records = files.records()
    durations = [record["duration"] for record in records if record.get("duration") is not None]
    errors, endpoints, mean = answers_of_jq(tmp_path)
    assert errors == [record["message"] for record in records if record["level"] == "error"]
    assert (len(errors), endpoints) == (4, {"/health": 1})
    assert mean == pytest.approx(sum(durations) / len(durations), rel=1e-4)


def test_the_guides_settings_mean_debug_on_the_console_and_info_in_its_six_files(run, tmp_path):
    settings = dict(line.split("=") for line in blocks("bash")["Переменные окружения"].splitlines() if "=" in line)
    code = "from foundry_logging import get_logger; log = get_logger('a'); log.debug('detail'); log.info('news')"
    shown = run(code, **settings).stderr
    assert set(settings) == {"FASTAPI_FOUNDRY_MODE", "LOG_LEVEL", "LOG_DIR"}
    assert ("detail" in shown, "news" in shown) == (True, True)
    tree = set(re.findall(r"^[├└]── (\S+)", GUIDE, flags=re.MULTILINE))
    assert {path.name for path in (tmp_path / "logs").iterdir() if path.name[0] != "."} == tree
    text = (tmp_path / "logs" / "fastapi-foundry.log").read_text(encoding="utf-8")
    assert ("detail" in text, "news" in text) == (False, True)


def test_the_jq_commands_answer_after_a_torn_last_line_and_a_new_start(files, tmp_path):
    write_a_days_work()
    shutdown()
    path = files.directory / "fastapi-foundry-structured.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"timestamp":"2025-12-09T14:32:01Z","ts":17652')
    get_logger("mcp-client").info("снова здесь")
    assert answers_of_jq(tmp_path) == EXPECTED
    assert path.read_bytes().startswith(whole)
