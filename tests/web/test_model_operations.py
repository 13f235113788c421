"""``log_model_operation`` without a status: what it returns measures, and logs once how it ended."""

from __future__ import annotations

import asyncio

import pytest

from foundry_logging import get_logger
from foundry_logging.testing import capture_logs

logger = get_logger("model-manager")


def test_as_a_context_manager_it_tells_the_rate_and_the_first_token() -> None:
    measured = logger.log_model_operation(model_id="qwen", operation="generate", user_id=7)
    with capture_logs() as logs, measured as operation:
        operation.first_token()
        operation.first_token()
        operation.add(input_tokens=3, output_tokens=50)

    (record,) = logs
    assert {
        "level": "info",
        "model_id": "qwen",
        "operation": "generate",
        "status": "success",
        "user_id": 7,
        "output_tokens": 50,
    }.items() <= record.items()
    assert record["time_to_first_token"] <= record["duration"]
    assert record["tokens_per_second"] >= 50 / record["duration"]


def test_an_error_goes_on_and_is_told() -> None:
    measured = logger.log_model_operation(model_id="qwen", operation="generate")
    with capture_logs() as logs, pytest.raises(ValueError, match="too long"), measured:
        raise ValueError("too long")

    (record,) = logs
    assert (record["level"], record["status"], record["error"]) == ("error", "error", "too long")
    assert record["error_type"] == "ValueError"


@pytest.mark.parametrize("operation", ["load", "unload"])
def test_loading_tells_the_memory_before_and_after(operation: str) -> None:
    with capture_logs() as logs, logger.log_model_operation(model_id="qwen", operation=operation):
        pass

    (record,) = logs
    assert 1 < record["memory_before_mb"] <= record["memory_after_mb"] + 50


def test_as_a_decorator_it_measures_each_call_by_itself() -> None:
    @logger.log_model_operation(model_id="qwen", operation="generate")
    async def generate(text: str) -> str:
        await asyncio.sleep(0.01 * len(text))
        return text

    async def both() -> list[str]:
        return await asyncio.gather(generate("a"), generate("abc"))

    with capture_logs() as logs:
        assert asyncio.run(both()) == ["a", "abc"]

    first, second = (record["duration"] for record in logs)
    assert 0.01 <= first < second >= 0.03


def test_a_cancelled_one_is_a_warning() -> None:
    async def work() -> None:
        async with logger.log_model_operation(model_id="qwen", operation="generate"):
            await asyncio.sleep(10)

    async def cancel() -> None:
        task = asyncio.ensure_future(work())
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    with capture_logs() as logs:
        asyncio.run(cancel())

    assert [(record["level"], record["status"]) for record in logs] == [("warning", "cancelled")]
