"""A service that serves a model, logged after the guide: start and stop, requests, operations of the model, failures.

make serve                       on http://127.0.0.1:8000; logs/ here, metrics at /metrics
make serve ARGS="--workers 4"    the same with four processes
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, HTTPException
from fastapi.responses import StreamingResponse
from model import Model, ModelError
from pydantic import BaseModel, Field

import foundry_logging
from foundry_logging import bind_context, get_logger, trace_execution
from foundry_logging.asgi import instrument

foundry_logging.configure()
logger = get_logger("model-service")
model = Model("stand-in")


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    logger.info("Starting the model service", model_id=model.name)
    with logger.log_model_operation(model_id=model.name, operation="load"):
        await model.load()
    logger.info("The model service is ready")
    yield
    with logger.log_model_operation(model_id=model.name, operation="unload"):
        model.unload()
    logger.info("The model service has stopped")


app = FastAPI(title="Model service", lifespan=lifespan)
instrument(app, metrics="/metrics", exclude="/health")


class Question(BaseModel):
    prompt: str = Field(min_length=1, max_length=20_000)
    limit: int = Field(default=64, ge=1, le=4096)
    api_key: str | None = None


@trace_execution
async def answer(question: Question) -> list[str]:
    with logger.log_model_operation(model_id=model.name, operation="generate") as operation:
        words = []
        async for word in model.tokens(question.prompt, question.limit):
            operation.first_token()
            words.append(word)
        operation.add(input_tokens=len(question.prompt.split()), output_tokens=len(words))
    return words


@app.post("/generate")
async def generate(question: Question) -> dict[str, str]:
    bind_context(model_id=model.name)
    try:
        words = await answer(question)
    except ModelError as error:
        raise HTTPException(503, str(error)) from error
    return {"text": " ".join(words)}


@app.post("/stream")
async def stream(question: Question) -> StreamingResponse:
    async def events() -> AsyncIterator[str]:
        async for word in model.tokens(question.prompt, question.limit):
            yield f"data: {word}\n\n"

    return StreamingResponse(events(), media_type="text/event-stream")


@app.get("/models/{model_id}")
async def describe(model_id: str) -> dict[str, str]:
    if model_id != model.name:
        raise HTTPException(404, f"no model {model_id}")
    return {"model_id": model_id}


@app.get("/health")
async def health() -> str:
    return "ok"
