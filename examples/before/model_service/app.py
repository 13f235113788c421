"""The HTTP face of the service."""

import traceback
from contextlib import asynccontextmanager

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

from .config import load_settings
from .middleware import log_requests
from .models import ModelManager


class GenerateRequest(BaseModel):
    model_id: str
    prompt: str


manager = ModelManager(load_settings())


async def start_server():
    print("🚀 Запуск сервера...")
    if not await manager.start():
        return
    print("✅ Сервер запущен успешно")


@asynccontextmanager
async def lifespan(app):
    await start_server()
    yield
    print("🛑 Остановка сервера")
    await manager.stop()


app = FastAPI(lifespan=lifespan)
app.middleware("http")(log_requests)


@app.get("/api/v1/health")
async def health():
    return {"status": "ok", "models": sorted(manager.models), "memory_mb": manager.memory_mb()}


@app.post("/api/v1/generate")
async def generate(request: GenerateRequest):
    print(f"🤖 Model: {request.model_id}")
    print("Prompt words:", len(request.prompt.split()))
    try:
        text = await manager.generate(request.model_id, request.prompt)
        print(f"✅ Сгенерировано {len(text)} символов моделью {request.model_id}")
        return {"text": text}
    except LookupError as e:
        print(f"❌ Модель не найдена: {e}")
        raise HTTPException(404, "no such model")
    except ValueError as e:
        print(f"WARNING: bad request: {e}")
        raise HTTPException(422, str(e))
    except Exception as e:
        print(f"❌ Ошибка генерации: {e}")
        traceback.print_exc()
        raise HTTPException(500, "generation failed")
