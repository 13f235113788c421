"""One record a request: method, path, status and how long it took."""

import time
from collections.abc import Awaitable, Callable

from fastapi import Request, Response

from foundry_logging import get_logger

logger = get_logger("api-requests")


async def log_requests(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    """The guide's middleware; a request that crashes is logged too, and goes on to the server."""
    started = time.perf_counter()
    logger.debug("Входящий запрос", method=request.method, path=request.url.path)
    try:
        response = await call_next(request)
    except Exception:
        logger.exception("Запрос не обработан", method=request.method, path=request.url.path)
        raise
    logger.log_api_request(
        method=request.method,
        path=request.url.path,
        status_code=response.status_code,
        duration=time.perf_counter() - started,
    )
    return response
