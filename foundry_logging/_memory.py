"""How much memory this process has."""

from __future__ import annotations

import os
import sys

MEGABYTE = 1_000_000


def resident_memory() -> float | None:
    """Resident memory of this process in megabytes (10**6 bytes); None where nothing can tell it."""
    if sys.platform == "linux":
        with open("/proc/self/statm", encoding="ascii") as stream:
            pages = int(stream.read().split()[1])
        return round(pages * os.sysconf("SC_PAGE_SIZE") / MEGABYTE, 1)
    try:
        import psutil
    except ImportError:  # it comes with the extra `web`
        return None
    return round(psutil.Process().memory_info().rss / MEGABYTE, 1)
