"""A stand-in for a language model: it takes its time, and answers with the words of the question."""

import asyncio
from collections.abc import AsyncIterator


class ModelError(Exception):
    """The model cannot answer this."""


class Model:
    """Loaded once, asked often."""

    def __init__(self, name: str, *, pause: float = 0.002) -> None:
        self.name = name
        self._pause = pause
        self._weights = b""

    async def load(self) -> None:
        """Read the weights."""
        await asyncio.sleep(0.05)
        self._weights = bytes(5_000_000)

    def unload(self) -> None:
        """Let go of them."""
        self._weights = b""

    async def tokens(self, prompt: str, limit: int) -> AsyncIterator[str]:
        """The answer, token by token.

        Raises:
            ModelError: the model is not loaded, or the prompt is one that it cannot bear.
        """
        if not self._weights:
            raise ModelError(f"{self.name} is not loaded")
        for word in prompt.split()[:limit]:
            if word == "overflow":
                raise ModelError("the context is too small")
            await asyncio.sleep(self._pause)
            yield word
