"""Время ответа каждого запроса."""

import sys
import time


async def log_requests(request, call_next):
    print("➡️ Входящий запрос:", request.method, request.url.path)
    started = time.time()
    try:
        response = await call_next(request)
    except Exception as e:
        sys.stderr.write(f"Request failed: {e}\n")
        raise
    duration = time.time() - started
    print(f"{request.method} {request.url.path} -> {response.status_code} ({duration:.3f}s)")
    if duration > 1:
        print("⚠️ Медленный запрос: " + request.url.path)
    return response
