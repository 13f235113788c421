"""A small FastAPI service that generates text with local models."""

__version__ = "1.0.0"
