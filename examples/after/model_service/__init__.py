"""A small FastAPI service that generates text with local models, logging after the guide."""

__version__ = "1.0.0"
