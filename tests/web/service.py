"""The service that the tests of the middleware ask: copied beside their logs and run by a real uvicorn."""

import asyncio
import time
from contextlib import asynccontextmanager

from fastapi import BackgroundTasks, FastAPI, HTTPException, WebSocket
from fastapi.responses import PlainTextResponse, StreamingResponse
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.staticfiles import StaticFiles

import foundry_logging
from foundry_logging.asgi import instrument

foundry_logging.configure()
logger = foundry_logging.get_logger("service")


@asynccontextmanager
async def lifespan(_):
    yield


class Inner(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        foundry_logging.bind_context(tenant="acme")
        return await call_next(request)


app = FastAPI(lifespan=lifespan)
app.add_middleware(Inner)
instrument(app, exclude=("/health", "/static/private/"))


@app.get("/items/{number}")
async def item(number: int):
    if number == 404:
        raise HTTPException(404, "no such item")
    foundry_logging.bind_context(item=number)
    logger.info("looked up")
    return {"number": number}


@app.get("/in-thread/{number}")
def in_thread(number: int):
    foundry_logging.bind_context(thread_item=number)
    return number


@app.get("/crash")
async def crash(password: str = "hunter2"):
    raise ValueError(f"cannot go on, {password=}")


@app.get("/crash-in-thread")
def crash_in_thread():
    raise KeyError("model")


@app.get("/unavailable")
async def unavailable():
    raise HTTPException(503, "later")


async def slowly(count, pause, fail_at=None):
    for number in range(count):
        if number == fail_at:
            raise RuntimeError("lost the model")
        yield f"data: {number}\n\n"
        await asyncio.sleep(pause)


@app.get("/stream")
async def stream(count: int = 3, pause: float = 0.05, fail_at: int | None = None):
    return StreamingResponse(slowly(count, pause, fail_at), media_type="text/plain")


@app.get("/events")
async def events():
    return StreamingResponse(slowly(3, 0.01), media_type="text/event-stream")


@app.get("/slow")
async def slow(seconds: float = 1):
    await asyncio.sleep(seconds)
    return "done"


@app.get("/own-id")
async def own_id():
    return PlainTextResponse("ok", headers={"X-Request-ID": "chosen-by-the-endpoint"})


def work(seconds, fail):
    time.sleep(seconds)
    logger.info("worked")
    if fail:
        raise OSError("no disk")


@app.get("/background")
async def background(tasks: BackgroundTasks, seconds: float = 0.3, fail: bool = False):
    tasks.add_task(work, seconds, fail)
    return "accepted"


@app.get("/health")
async def health():
    return "ok"


@app.websocket("/ws/{room}")
async def websocket(socket: WebSocket, room: str):
    if room == "refused":
        await socket.close(1008)
        return
    await socket.accept()
    foundry_logging.bind_context(room=room)
    while True:
        text = await socket.receive_text()
        if text == "crash":
            raise ValueError("socket")
        if text == "bye":
            await socket.close(1000)
            return
        await socket.send_text(text)


below = FastAPI()


@below.get("/users/{name}")
async def user(name: str):
    return name


app.mount("/below", below)
app.mount("/{tenant}/files", StaticFiles(directory="."))
