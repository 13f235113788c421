"""The HTTP face of the service."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

from foundry_logging import get_logger

from . import __version__
from .config import load_settings
from .middleware import log_requests
from .models import ModelManager, memory_mb

logger = get_logger("fastapi-foundry")


class GenerateRequest(BaseModel):
    """A prompt and the model that shall answer it."""

    model_id: str
    prompt: str


manager = ModelManager(load_settings())


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Start and stop are logged on both sides, and a failed start is critical."""
    logger.info("Запуск FastAPI Foundry", version=__version__, port=manager.settings.port)
    try:
        await manager.start()
        logger.info("Сервер запущен успешно", active_models=len(manager.models))
    except Exception as e:
        logger.critical("Критическая ошибка запуска сервера", error=str(e))
        raise
    yield
    logger.info("Остановка сервера")
    await manager.stop()
    logger.info("Сервер остановлен")


app = FastAPI(lifespan=lifespan)
app.middleware("http")(log_requests)


@app.get("/api/v1/health")
async def health() -> dict[str, object]:
    """What is loaded; the middleware logs the request."""
    return {"status": "ok", "models": sorted(manager.models), "memory_mb": memory_mb()}


@app.post("/api/v1/generate")
async def generate(request: GenerateRequest) -> dict[str, str]:
    """Text by a model: 404 for a model that nobody has, 422 for a blank prompt."""
    try:
        text = await manager.generate(request.model_id, request.prompt)
    except LookupError as e:
        logger.warning("Модель не найдена", model_id=request.model_id, error=str(e))
        raise HTTPException(404, "no such model") from e
    except ValueError as e:
        logger.warning("Ошибка валидации данных", model_id=request.model_id, error=str(e))
        raise HTTPException(422, str(e)) from e
    except Exception as e:
        logger.exception(
            "Неожиданная ошибка генерации", model_id=request.model_id, prompt_words=len(request.prompt.split())
        )
        raise HTTPException(500, "generation failed") from e
    return {"text": text}
