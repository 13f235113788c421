"""What the whole suite shares."""

from __future__ import annotations

import os

from hypothesis import settings

# A change must not fail for a case that nobody has seen before; at a desk, every run looks for new ones.
settings.register_profile("suite", derandomize="CI" in os.environ, deadline=None)
settings.load_profile("suite")
