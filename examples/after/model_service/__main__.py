"""Serve a few requests in this process: `python -m model_service`."""

import asyncio

import httpx

from foundry_logging import get_logger

from .app import app

logger = get_logger("smoke-run")

REQUESTS = [
    ("qwen-chat", "логи хорошие пишет сервис"),
    ("phi-mini", "one model more, loaded on demand"),
    ("gpt-0", "a model that nobody has"),
    ("qwen-chat", "   "),
]


async def serve_requests() -> None:
    """Start the service, ask it for its health and for some texts, stop it."""
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://service") as client,
    ):
        await client.get("/api/v1/health")
        for model_id, prompt in REQUESTS:
            answer = await client.post("/api/v1/generate", json={"model_id": model_id, "prompt": prompt})
            logger.info("Ответ получен", model_id=model_id, status_code=answer.status_code)


def main() -> None:
    """One smoke run, timed."""
    with logger.timer("smoke_run", requests=len(REQUESTS) + 1):
        asyncio.run(serve_requests())


if __name__ == "__main__":
    main()
