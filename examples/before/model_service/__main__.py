"""Serve a few requests in this process: `python -m model_service`."""

import asyncio

import httpx

from .app import app

REQUESTS = [
    ("qwen-chat", "логи хорошие пишет сервис"),
    ("phi-mini", "one model more, loaded on demand"),
    ("gpt-0", "a model that nobody has"),
    ("qwen-chat", "   "),
    ("phi-mini", "a prompt that is longer than the model can answer in time"),
]


async def serve_requests():
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://service") as client,
    ):
        print(f"Health: {(await client.get('/api/v1/health')).json()}")
        for model_id, prompt in REQUESTS:
            answer = await client.post("/api/v1/generate", json={"model_id": model_id, "prompt": prompt})
            print("Answer:", answer.status_code, answer.json())


def main():
    print("🧪 Smoke run")
    asyncio.run(serve_requests())
    print("\n✅ Done")


if __name__ == "__main__":
    main()
