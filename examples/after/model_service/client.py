"""A client of the local inference server (an in-process stand-in, so that the example runs anywhere)."""

import asyncio
from dataclasses import dataclass

from foundry_logging import get_logger

logger = get_logger("foundry-client")

SIZES_MB = {"qwen-chat": 3120, "deepseek-chat": 4870, "phi-mini": 2210}
LARGE_MB = 4000


@dataclass(frozen=True)
class Model:
    """A loaded model; `size` in megabytes."""

    id: str
    size: int


class FoundryClient:
    """Loads models and completes prompts."""

    def __init__(self, url: str, user: str, token: str) -> None:
        self.url = url
        self.user = user
        self.token = token
        self.connected = False

    async def connect(self) -> None:
        """Raises PermissionError when the server refuses the token."""
        logger.info("Подключение к Foundry", url=self.url, user=self.user)
        try:
            with logger.timer("foundry_connect", url=self.url):
                await self._handshake()
        except Exception as e:
            logger.error("Ошибка подключения к Foundry", url=self.url, user=self.user, error=str(e))
            raise
        logger.info("Подключено к Foundry", url=self.url)

    async def load_model(self, model_id: str) -> Model:
        """Raises LookupError when the server has no such model."""
        await asyncio.sleep(0.02)
        size = SIZES_MB.get(model_id)
        if size is None:
            raise LookupError(f"no model {model_id!r}")
        if size > LARGE_MB:
            logger.warning("Большая модель", model_id=model_id, model_size=size, limit=LARGE_MB)
        return Model(model_id, size)

    async def complete(self, model_id: str, prompt: str) -> str:
        """The answer of the model; raises ValueError for a blank prompt."""
        await asyncio.sleep(0.01)
        if not prompt.strip():
            raise ValueError("empty prompt")
        return " ".join(reversed(prompt.split()))

    async def close(self) -> None:
        """Say goodbye; a server that is gone already is no reason to fail at the end."""
        try:
            await self._goodbye()
        except ConnectionError as e:
            logger.warning("Соединение уже закрыто", url=self.url, error=str(e))

    async def _handshake(self) -> None:
        await asyncio.sleep(0.01)
        if not self.token:
            raise PermissionError("no token")
        self.connected = True

    async def _goodbye(self) -> None:
        if not self.connected:
            raise ConnectionError("not connected")
        self.connected = False
