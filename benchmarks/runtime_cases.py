"""The records that ``benchmarks/runtime.py`` has logged: a loop a case, for both ways in which loggers take fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import logging
    from collections.abc import Callable

__all__ = ["TEXT", "by_extra", "by_keyword"]

TEXT = "Request answered"


def by_keyword(logger: Any) -> dict[str, Callable[[int], None]]:
    """The cases of a logger that takes fields as keywords."""
    info, error, debug, exception = logger.info, logger.error, logger.debug, logger.exception

    def disabled(records: int) -> None:
        for _ in range(records):
            debug(TEXT)

    def one(records: int) -> None:
        for i in range(records):
            info(TEXT, duration=i * 0.001)

    def four(records: int) -> None:
        for i in range(records):
            info(TEXT, method="POST", path="/api/v1/generate", status_code=200, duration=i * 0.001)

    def four_error(records: int) -> None:
        for i in range(records):
            error(TEXT, method="POST", path="/api/v1/generate", status_code=500, duration=i * 0.001)

    def sixteen(records: int) -> None:
        for i in range(records):
            info(
                TEXT, method="POST", path="/api/v1/generate", status_code=200, duration=i * 0.001, model="qwen-chat",
                prompt_size=75, answer_size=210, rate=61.7, user="u-1024", tenant="acme", region="eu-1", retries=0,
                cached=False, queue_size=i, stage="generate", host="n17",
            )  # fmt: skip

    def fail(number: int) -> None:
        try:
            _divide(number)
        except ZeroDivisionError:
            exception("Could not divide", operation="ratio")

    def failed(records: int) -> None:
        for i in range(records):
            fail(i)

    return {
        "disabled": disabled,
        "1 field": one,
        "4 fields": four,
        "4 fields, ERROR": four_error,
        "16 fields": sixteen,
        "exception": failed,
    }


def by_extra(logger: logging.Logger) -> dict[str, Callable[[int], None]]:
    """The cases of the standard library, which takes fields as ``extra``."""
    info, error, debug, exception = logger.info, logger.error, logger.debug, logger.exception

    def disabled(records: int) -> None:
        for _ in range(records):
            debug(TEXT)

    def one(records: int) -> None:
        for i in range(records):
            info(TEXT, extra={"fields": {"duration": i * 0.001}})

    def four(records: int) -> None:
        for i in range(records):
            fields = {"method": "POST", "path": "/api/v1/generate", "status_code": 200, "duration": i * 0.001}
            info(TEXT, extra={"fields": fields})

    def four_error(records: int) -> None:
        for i in range(records):
            fields = {"method": "POST", "path": "/api/v1/generate", "status_code": 500, "duration": i * 0.001}
            error(TEXT, extra={"fields": fields})

    def sixteen(records: int) -> None:
        for i in range(records):
            fields = {
                "method": "POST", "path": "/api/v1/generate", "status_code": 200, "duration": i * 0.001,
                "model": "qwen-chat", "prompt_size": 75, "answer_size": 210, "rate": 61.7, "user": "u-1024",
                "tenant": "acme", "region": "eu-1", "retries": 0, "cached": False, "queue_size": i,
                "stage": "generate", "host": "n17",
            }  # fmt: skip
            info(TEXT, extra={"fields": fields})

    def fail(number: int) -> None:
        try:
            _divide(number)
        except ZeroDivisionError:
            exception("Could not divide", extra={"fields": {"operation": "ratio"}})

    def failed(records: int) -> None:
        for i in range(records):
            fail(i)

    return {
        "disabled": disabled,
        "1 field": one,
        "4 fields": four,
        "4 fields, ERROR": four_error,
        "16 fields": sixteen,
        "exception": failed,
    }


def _divide(number: int) -> float:
    return number / 0
