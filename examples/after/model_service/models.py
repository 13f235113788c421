"""Which models are loaded, and generation with them."""

import resource
import time

from foundry_logging import get_logger

from .client import FoundryClient, Model
from .config import Settings

logger = get_logger("model-manager")


class ModelManager:
    """Loads models when they are asked for, and generates text with them."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.client = FoundryClient(settings.foundry_url, settings.user, settings.token)
        self.models: dict[str, Model] = {}

    async def start(self) -> None:
        """Connect and load the configured models; one that fails is logged and left for its first request."""
        await self.client.connect()
        for model_id in self.settings.models:
            await self._load_or_skip(model_id)
        logger.info("Система готова к работе", active_models=len(self.models), memory_usage_mb=memory_mb())

    async def _load_or_skip(self, model_id: str) -> None:
        try:
            await self.load_model(model_id)
        except LookupError as e:
            logger.warning("Модель пропущена при запуске", model_id=model_id, error=str(e))

    async def load_model(self, model_id: str) -> Model:
        """Raises LookupError when the server has no such model."""
        logger.info("Начало загрузки модели", model_id=model_id)
        try:
            with logger.timer("model_loading", model_id=model_id):
                model = await self.client.load_model(model_id)
        except Exception as e:
            logger.error("Ошибка загрузки модели", model_id=model_id, error=str(e))
            raise
        self.models[model_id] = model
        logger.info("Модель загружена успешно", model_id=model_id, model_size=model.size)
        return model

    async def generate(self, model_id: str, prompt: str) -> str:
        """The answer of a model, loaded first where needed; one record tells how it went and how long it took."""
        if model_id not in self.models:
            await self.load_model(model_id)
        started = time.perf_counter()
        try:
            text = await self.client.complete(model_id, prompt)
        except Exception as e:
            logger.log_model_operation(
                model_id=model_id,
                operation="generate_text",
                status="error",
                duration=time.perf_counter() - started,
                error=str(e),
            )
            raise
        logger.log_model_operation(
            model_id=model_id,
            operation="generate_text",
            status="success",
            duration=time.perf_counter() - started,
            input_tokens=len(prompt.split()),
            output_tokens=len(text.split()),
        )
        return text

    async def stop(self) -> None:
        """Forget the models and close the connection."""
        logger.info("Выгрузка моделей", active_models=len(self.models))
        self.models.clear()
        await self.client.close()


def memory_mb() -> float:
    """The most memory that this process has held, in megabytes (Linux counts in kilobytes)."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
