"""What pytest loads by entry point: the fixture ``capture_logs``. It must stay cheap: every test run imports it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .testing import capture_logs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .testing import Logs


@pytest.fixture(name="capture_logs")
def captured_records() -> Iterator[Logs]:
    """What was logged during this test: a list of records with assertions, see ``foundry_logging.testing.Logs``."""
    with capture_logs() as logs:
        yield logs
