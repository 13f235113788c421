"""Load every configured model before a roll-out: `python -m model_service.warmup`."""

import asyncio
import sys

from foundry_logging import get_logger

from .config import load_settings
from .models import ModelManager

logger = get_logger("model-manager.warmup")


async def answers(manager: ModelManager, model_id: str) -> bool:
    """Whether the model answers a first prompt; a failure is logged with its traceback."""
    try:
        await manager.generate(model_id, "привет")
    except Exception:
        logger.exception("Ошибка прогрева модели", model_id=model_id)
        return False
    return True


async def warm_up(manager: ModelManager) -> list[str]:
    """The configured models that did not answer."""
    return [model_id for model_id in manager.settings.models if not await answers(manager, model_id)]


def main() -> int:
    """0 when every model answered."""
    manager = ModelManager(load_settings())
    with logger.timer("warm_up", models_count=len(manager.settings.models)):
        failed = asyncio.run(warm_up(manager))
    if failed:
        logger.error("Прогрев не удался", failed_models=failed)
        return 1
    logger.info("Прогрев завершён", models_count=len(manager.settings.models))
    return 0


if __name__ == "__main__":
    sys.exit(main())
