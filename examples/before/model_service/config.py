"""Настройки сервиса из переменных окружения."""

import os
import traceback
from dataclasses import dataclass


@dataclass
class Settings:
    port: int
    timeout: float
    foundry_url: str
    user: str
    token: str
    models: list


def load_settings():
    print("=" * 60)
    print("📋 Загрузка конфигурации...")

    try:
        port = int(os.getenv("SERVICE_PORT", "8000"))
    except:
        port = 8000

    try:
        timeout = float(os.getenv("FOUNDRY_TIMEOUT", "30"))
    except ValueError:
        print("⚠️ FOUNDRY_TIMEOUT is not a number, using 30 seconds")
        traceback.print_exc()
        timeout = 30.0

    token = os.getenv("FOUNDRY_TOKEN", "local-dev-token")
    print(f"FOUNDRY_TOKEN: {token}")  # TODO убрать перед релизом

    models = os.getenv("FOUNDRY_MODELS", "qwen-chat,deepseek-chat").split(",")
    print(f"Models: {len(models)}")
    print("=" * 60)
    return Settings(
        port=port,
        timeout=timeout,
        foundry_url=os.getenv("FOUNDRY_URL", "http://localhost:50477"),
        user=os.getenv("FOUNDRY_USER", "service"),
        token=token,
        models=models,
    )
