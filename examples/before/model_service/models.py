"""Which models are loaded, and generation with them."""

from pprint import pprint

from foundry_logging import get_logger

from .client import FoundryClient

logger = get_logger("model-manager")


class ModelManager:
    def __init__(self, settings):
        self.settings = settings
        self.client = FoundryClient(settings.foundry_url, settings.user, settings.token)
        self.models = {}

    async def start(self):
        if not await self.client.connect():
            return False
        for model_id in self.settings.models:
            try:
                await self.load_model(model_id)
            except Exception:
                pass
        [logger.debug(f"Ready: {model.id}") for model in self.models.values()]
        pprint({model.id: model.size for model in self.models.values()})
        return True

    async def load_model(self, model_id):
        logger.info("Начало загрузки модели %s", model_id)
        logger.timer("model_loading", model_id=model_id)
        model = await self.client.load_model(model_id)
        self.models[model_id] = model
        logger.info("Модель {} загружена, {} МБ".format(model_id, model.size))
        return model

    async def generate(self, model_id, prompt):
        if model_id not in self.models:
            await self.load_model(model_id)
        text = await self.client.complete(model_id, prompt)
        words = text.split()
        for word in words:
            logger.info(f"Слово: {word}")
        if not words:
            logger.exception("Пустой ответ модели " + model_id)
        return text

    def memory_mb(self):
        try:
            with open("/proc/self/statm") as statm:
                return int(statm.read().split()[1]) * 4096 // 2**20
        except Exception:
            logger.debug("no memory figures")
            return None

    async def stop(self):
        logger.info("Stopping, %d models loaded", len(self.models))
        self.models.clear()
        await self.client.close()
