"""What pytest loads by entry point: the fixture ``capture_logs``. It must stay cheap: every test run imports it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .testing import capture_logs

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(name="capture_logs")
def captured_records() -> Iterator[list[dict[str, object]]]:
    """The records logged during this test, see ``foundry_logging.testing.capture_logs``."""
    with capture_logs() as records:
        yield records
