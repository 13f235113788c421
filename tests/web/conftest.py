"""One service for all tests that only ask it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.servers import Server, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

SERVICE = Path(__file__).with_name("service.py").read_text(encoding="utf-8")
UVICORN = ("-m", "uvicorn", "service:app", "--port", "0", "--no-access-log")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("service"), *UVICORN, service=SERVICE) as started:
        yield started
