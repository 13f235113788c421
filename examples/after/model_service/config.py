"""Settings of the service, read from the environment."""

import os
from dataclasses import dataclass, field

from foundry_logging import get_logger

logger = get_logger(__name__)


@dataclass(frozen=True)
class Settings:
    """What the service needs to start."""

    port: int
    timeout: float
    foundry_url: str
    user: str
    token: str = field(repr=False)
    models: tuple[str, ...]


def load_settings() -> Settings:
    """The settings; a number that does not parse is replaced by its default, with a warning."""
    settings = Settings(
        port=int(_number("SERVICE_PORT", default=8000)),
        timeout=_number("FOUNDRY_TIMEOUT", default=30.0),
        foundry_url=os.getenv("FOUNDRY_URL", "http://localhost:50477"),
        user=os.getenv("FOUNDRY_USER", "service"),
        token=os.getenv("FOUNDRY_TOKEN", "local-dev-token"),
        models=tuple(os.getenv("FOUNDRY_MODELS", "qwen-chat,deepseek-chat").split(",")),
    )
    logger.info(
        "Конфигурация загружена",
        port=settings.port,
        timeout=settings.timeout,
        models_count=len(settings.models),
        token_configured=bool(settings.token),
    )
    return settings


def _number(variable: str, *, default: float) -> float:
    text = os.getenv(variable)
    if text is None:
        return default
    try:
        return float(text)
    except ValueError as e:
        logger.warning("Значение не является числом", variable=variable, default=default, error=str(e))
        return default
