"""Прогрев моделей перед выкаткой: python -m model_service.warmup"""

import asyncio
import sys

from .config import load_settings
from .models import ModelManager


async def warm_up(manager, model_ids):
    failed = []
    for model_id in model_ids:
        try:
            await manager.generate(model_id, "привет")
            print(".", end="", flush=True)
        except Exception as e:
            print(f"Failed to warm up {model_id}: {e}", file=sys.stderr)
            failed.append(model_id)
    print()
    return failed


if __name__ == "__main__":
    print("Прогрев моделей...")
    settings = load_settings()
    failures = asyncio.run(warm_up(ModelManager(settings), settings.models))
    print(f"Готово: {len(settings.models) - len(failures)} из {len(settings.models)}")
    if failures:
        print("❌ Ошибка прогрева:", failures)
        sys.exit(1)
