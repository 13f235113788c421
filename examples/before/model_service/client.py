"""A client of the local inference server (an in-process stand-in, so that the example runs anywhere)."""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass

logger = logging.getLogger(__name__)

SIZES_MB = {"qwen-chat": 3120, "deepseek-chat": 4870, "phi-mini": 2210}


@dataclass
class Model:
    id: str
    size: int


class FoundryClient:
    def __init__(self, url, user, token):
        self.url = url
        self.user = user
        self.token = token
        self.connected = False

    async def connect(self):
        logger.info("Connecting to " + self.url)
        logger.debug("User %s, token %s", self.user, self.token)
        try:
            await self._handshake()
        except Exception as e:
            logger.error("Не удалось подключиться к Foundry: %s" % e)
            return False
        logger.info(f"Connected to {self.url} as {self.user}")
        return True

    async def load_model(self, model_id):
        await asyncio.sleep(0.02)
        if model_id not in SIZES_MB:
            logger.error("Неизвестная модель", model_id=model_id)
            raise LookupError(model_id)
        if SIZES_MB[model_id] > 4000:
            logger.warn("Model %s is large: %d MB", model_id, SIZES_MB[model_id])
        return Model(model_id, SIZES_MB[model_id])

    async def complete(self, model_id, prompt):
        await asyncio.sleep(0.01)
        if not prompt.strip():
            raise ValueError("empty prompt")
        if len(prompt.split()) > 8:
            raise TimeoutError("no answer from the model")
        return " ".join(reversed(prompt.split()))

    async def close(self):
        with suppress(Exception):
            await self._goodbye()

    async def _handshake(self):
        await asyncio.sleep(0.01)
        if not self.token:
            raise PermissionError("no token")
        self.connected = True

    async def _goodbye(self):
        if not self.connected:
            raise ConnectionError("not connected")
        self.connected = False
