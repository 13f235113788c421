"""What the whole suite shares."""

from __future__ import annotations

import os
import signal

from hypothesis import settings

# A change must not fail for a case that nobody has seen before; at a desk, every run looks for new ones.
settings.register_profile("suite", derandomize="CI" in os.environ, deadline=None)
settings.load_profile("suite")

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell starts its background jobs so, and every program that a test starts and interrupts would inherit it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
